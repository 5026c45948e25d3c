# For targets that are reached over ssh: an agent that holds the key, and the hosts that are known.
if [ -n "${SSH_KEY:-}" ]; then
  # Images of runners that are containers lack what a target by rsync needs.
  if ! command -v rsync >/dev/null && command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    apt-get -qq update && apt-get -qq install --yes --no-install-recommends openssh-client rsync
  fi
  mkdir -p -m 700 ~/.ssh
  printf '%s\n' "$SSH_KNOWN_HOSTS" >> ~/.ssh/known_hosts
  eval "$(ssh-agent -s)"
  printf '%s\n' "$SSH_KEY" | ssh-add -q -
  echo "SSH_AUTH_SOCK=$SSH_AUTH_SOCK" >> "$GITHUB_ENV"
fi
