# SPDX-License-Identifier: GPL-2.0-only
#
# Sourced by the commands of tools/, from the top of the tree: what they need on
# the machine, and how they speak.

say()
{
    printf '%s\n' "$*"
}

# stop TEXT: the arguments, the machine or a file cannot be used.
stop()
{
    printf '%s: error: %s\n' "${0##*/}" "$*" >&2
    exit 2
}

# Colours on a terminal only, and not if NO_COLOR says no.
if [ -t 1 ] && [ -z "${NO_COLOR:-}" ] && [ "${TERM:-dumb}" != dumb ]
then
    good=$'\e[32m' bad=$'\e[31m' plain=$'\e[0m'
else
    good='' bad='' plain=''
fi

missing_packages()
{
    local package
    sed -e 's/#.*//' -e '/^[[:space:]]*$/d' -e '/^?/d' tools/packages |
        while read -r package
        do
            dpkg-query -W -f '${db:Status-Status}\n' "$package" 2>/dev/null |
                grep -qx installed || printf '%s\n' "$package"
        done
}

# What tests would like and the machine lacks; tools/packages, "? NAME".
optional_packages()
{
    local package
    sed -n 's/^? *//p' tools/packages | while read -r package
    do
        command -v "$package" >/dev/null || printf '%s\n' "$package"
    done
}

# as_root COMMAND...
as_root()
{
    if [ "$(id -u)" -eq 0 ]
    then
        "$@"
    elif command -v sudo >/dev/null
    then
        sudo -- "$@"
    else
        stop "installing packages needs root or sudo: $*"
    fi
}

# Install what tools/packages names and the machine lacks; silent if nothing.
setup_packages()
{
    local missing log package
    command -v dpkg-query >/dev/null ||
        stop "set-up knows Debian 12 only; install what tools/packages names"
    missing=$(missing_packages)
    [ -n "$missing" ] || return 0
    mkdir -p build/log
    log=build/log/set-up.log
    say "set-up: installing" $missing
    as_root apt-get update >"$log" 2>&1 ||
        stop "set-up: apt-get update failed, see $log"
    for package in $missing
    do
        [ -n "$(apt-cache madison "$package" 2>/dev/null)" ] ||
            stop "set-up: package $package cannot be had from this machine's sources"
    done
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y \
        --no-install-recommends $missing >>"$log" 2>&1 ||
        stop "set-up: apt-get install failed, see $log"
}

# build_preset PRESET [TARGET...]: configured once, built always.
build_preset()
{
    local preset=$1
    shift
    if ! [ -f "build/$preset/CMakeCache.txt" ]
    then
        cmake --preset "$preset"
    fi && ninja -C "build/$preset" "$@"
}
