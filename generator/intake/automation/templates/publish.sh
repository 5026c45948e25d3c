# Publishes what is due. 5 says that the target, or the way to it, failed: trying again is safe and
# goes on where it stopped. 1 says that the authors have something to mend.
publish() {
  set -- --if-due
  if [ "${BY_HAND:-}" = true ]; then set --; fi
  if [ "${DRY_RUN:-}" = true ]; then set -- "$@" --dry-run; fi
  if [ "${RENOTIFY:-}" = true ]; then set -- "$@" --renotify; fi
  for pause in ${PAUSES:-20 90 0}; do
    code=0
    friday publish "$@" || code=$?
    if [ "$code" -ne 5 ] || [ "$pause" -eq 0 ]; then return "$code"; fi
    echo "once more in $pause s"
    sleep "$pause"
  done
}
publish
