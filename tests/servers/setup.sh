#!/bin/sh
# Brings the servers that the tests publish to: sshd, rsync and nginx. Installs what is missing and
# can be installed; fails, and says why, otherwise. No service of the machine is started: the tests
# start their own, on loopback.
set -eu

help() {
    echo "$@"
    exit 1
}

MISSING="The tests publish to a real sshd, rsync and nginx, and one of them is missing here.
Install them (Debian, Ubuntu: apt-get install openssh-server rsync nginx-light;
Fedora: dnf install openssh-server rsync nginx; macOS: brew install rsync nginx)"

# Servers live where the path of an ordinary user may not lead.
PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin"

are_there() {
    for name in sshd ssh ssh-keygen rsync nginx; do
        command -v "$name" >/dev/null || return 1
    done
}

# What a package would start at once stays off: the machine is not ours.
keep_off() {
    if [ -e /usr/sbin/policy-rc.d ]; then return; fi
    printf '#!/bin/sh\nexit 101\n' | $as_root tee /usr/sbin/policy-rc.d >/dev/null
    $as_root chmod 755 /usr/sbin/policy-rc.d
    trap '$as_root rm -f /usr/sbin/policy-rc.d' EXIT
}

install() {
    command -v apt-get >/dev/null || help "$MISSING"
    as_root=""
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || help "$MISSING (here that needs root or sudo)"
        as_root="sudo"
        if [ ! -t 0 ]; then as_root="sudo -n"; fi
    fi
    echo "Installing $* for the tests (apt-get) ..."
    export DEBIAN_FRONTEND=noninteractive
    # A Debian mirror that does not answer is asked again; one that says no is not.
    apt="$as_root apt-get -qq -o Acquire::Retries=3 -o Dpkg::Use-Pty=0"
    $apt update || help "apt-get update failed. $MISSING"
    keep_off
    $apt install --yes --no-install-recommends "$@" || help "apt-get failed. $MISSING"
}

exec 1>&2
are_there || {
    install openssh-server openssh-client rsync nginx-light
    are_there || help "$MISSING"
}
