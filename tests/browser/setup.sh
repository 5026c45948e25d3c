#!/bin/sh
# Prints the path of a Chromium; installs one first if there is none and we can.
# Everything but the path goes to standard error.
set -eu

exec 3>&1 1>&2

found() {
    for name in chromium chromium-browser google-chrome google-chrome-stable \
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" \
        "/Applications/Chromium.app/Contents/MacOS/Chromium"; do
        if command -v "$name" >&3; then exit 0; fi
    done
}

help() {
    echo "The tests look at pages in Chromium, and none was found ($1)."
    echo "Install it (Debian, Ubuntu: apt-get install chromium fonts-noto-cjk;"
    echo "Fedora: dnf install chromium google-noto-sans-cjk-fonts; macOS: Google Chrome),"
    echo "or say where one is: CHROMIUM=/path/to/chromium make test"
    exit 1
}

if [ -n "${CHROMIUM:-}" ]; then
    if command -v "$CHROMIUM" >&3; then exit 0; fi
    help "CHROMIUM=$CHROMIUM cannot be run"
fi
found
command -v apt-get >/dev/null || help "and there is no apt-get to install it with"
if [ "$(id -u)" -eq 0 ]; then
    as_root=""
elif command -v sudo >/dev/null; then
    as_root="sudo"
    if [ ! -t 0 ]; then as_root="sudo -n"; fi
else
    help "and installing it needs root or sudo"
fi

echo "Installing Chromium and a Chinese font for the tests (apt-get) ..."
export DEBIAN_FRONTEND=noninteractive
# A Debian mirror that does not answer is asked again; one that says no is not.
apt="$as_root apt-get -qq -o Acquire::Retries=3 -o Dpkg::Use-Pty=0"
$apt update || help "apt-get update failed"
$apt install --yes --no-install-recommends chromium fonts-noto-cjk || help "apt-get failed"
found
help "after installing it"
