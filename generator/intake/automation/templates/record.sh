# published.csv keeps the permanent ids of what is in the feeds: it belongs into the repository.
# Somebody else may push meanwhile: their commits come first, ours follows them. If they changed
# published.csv too, theirs is taken, and publishing once more (nothing travels) adds what it lacks.
record() {
  git config user.name "$BOT_NAME"
  git config user.email "$BOT_MAIL"
  for attempt in 1 2 3 4 5 6; do
    if [ -e published.csv ]; then git add -- published.csv; fi
    git diff --cached --quiet || git commit --quiet -m "Record what was published [skip ci]"
    git fetch --quiet origin "$BRANCH"
    if git merge-base --is-ancestor HEAD FETCH_HEAD; then return 0; fi
    if git rebase --quiet --autostash FETCH_HEAD; then
      if git push --quiet origin "HEAD:$BRANCH"; then return 0; fi
    else
      git rebase --abort
      git reset --quiet --hard FETCH_HEAD
      friday publish
    fi
    sleep "$attempt"
  done
  echo "published.csv could not be pushed; the next run does it" >&2
  return 1
}
record
