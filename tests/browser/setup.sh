#!/bin/sh
# Brings what the tests look at pages with: a Chromium, Java for the HTML checker, and the tools of
# package.json. Installs what is missing and can be installed; fails, and says why, otherwise.
# Prints the path of the Chromium; everything else goes to standard error.
set -eu

here=$(dirname "$0")
exec 3>&1 1>&2

help() {
    echo "$@"
    exit 1
}

# Where there is no apt-get, `$1` says what to do by hand.
install() {
    instead=$1
    shift
    command -v apt-get >/dev/null || help "$instead"
    as_root=""
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || help "$instead (here that needs root or sudo)"
        as_root="sudo"
        if [ ! -t 0 ]; then as_root="sudo -n"; fi
    fi
    echo "Installing $* for the tests (apt-get) ..."
    export DEBIAN_FRONTEND=noninteractive
    # A Debian mirror that does not answer is asked again; one that says no is not.
    apt="$as_root apt-get -qq -o Acquire::Retries=3 -o Dpkg::Use-Pty=0"
    $apt update || help "apt-get update failed. $instead"
    $apt install --yes --no-install-recommends "$@" || help "apt-get failed. $instead"
}

NO_CHROMIUM="The tests look at pages in Chromium, and none was found.
Install it (Debian, Ubuntu: apt-get install chromium fonts-noto-cjk;
Fedora: dnf install chromium google-noto-sans-cjk-fonts; macOS: Google Chrome),
or say where one is: CHROMIUM=/path/to/chromium make test"

NO_JAVA="The tests check pages with the Nu Html Checker, which needs Java 17 or newer.
Install it (Debian, Ubuntu: apt-get install default-jre-headless;
Fedora: dnf install java-latest-openjdk-headless; macOS: brew install openjdk)"

NO_NPM="The tests take axe-core and the Nu Html Checker from npm, and there is no npm.
Install Node.js 18 or newer with npm (Debian, Ubuntu: apt-get install nodejs npm)"

find_chromium() {
    for name in chromium chromium-browser google-chrome google-chrome-stable \
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" \
        "/Applications/Chromium.app/Contents/MacOS/Chromium"; do
        if command -v "$name"; then return; fi
    done
    return 1
}

# On macOS there is a /usr/bin/java that only says where to get one.
java_runs() { java -version >/dev/null 2>&1; }

# The lock file is kept beside what was installed by it: while they are the same, npm is not asked.
tools_are_there() { cmp -s "$here/package-lock.json" "$here/node_modules/installed-lock.json"; }

if [ -n "${CHROMIUM:-}" ]; then
    path=$(command -v "$CHROMIUM") || help "CHROMIUM=$CHROMIUM cannot be run"
else
    path=$(find_chromium) || {
        install "$NO_CHROMIUM" chromium fonts-noto-cjk
        path=$(find_chromium) || help "$NO_CHROMIUM"
    }
fi

java_runs || {
    install "$NO_JAVA" default-jre-headless
    java_runs || help "$NO_JAVA"
}

tools_are_there || {
    command -v npm >/dev/null || install "$NO_NPM" nodejs npm
    echo "Installing the tools of tests/browser/package.json (npm) ..."
    (cd "$here" && npm ci --loglevel=error)
    cp "$here/package-lock.json" "$here/node_modules/installed-lock.json"
}

echo "$path" >&3
