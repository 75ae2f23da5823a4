#!/bin/sh
# What the program needs from the system outside Python, and nobody wants to find out by hand.
#
#   system.sh python      print a Python from 3.11 on that can make environments
#   system.sh window      the libraries that Qt loads on Linux
#   system.sh build       what PyInstaller calls
#   system.sh test        the foreign tools that read our exports and prints
#   system.sh journeys    a display that nobody sees, and a window manager
#
# Missing packages are installed where this runs as root on Debian or Ubuntu; elsewhere one line to copy
# is printed and the program tried all the same. macOS and Windows need none of this.
set -eu

# Library and Debian package. Looked up by library, since Ubuntu renames packages from time to time.
window_libraries='
libEGL.so.1 libegl1
libGL.so.1 libgl1
libdbus-1.so.3 libdbus-1-3
libfontconfig.so.1 libfontconfig1
libglib-2.0.so.0 libglib2.0-0
libxkbcommon.so.0 libxkbcommon0
libX11-xcb.so.1 libx11-xcb1
libxkbcommon-x11.so.0 libxkbcommon-x11-0
libxcb-cursor.so.0 libxcb-cursor0
libxcb-icccm.so.4 libxcb-icccm4
libxcb-image.so.0 libxcb-image0
libxcb-keysyms.so.1 libxcb-keysyms1
libxcb-randr.so.0 libxcb-randr0
libxcb-render-util.so.0 libxcb-render-util0
libxcb-shape.so.0 libxcb-shape0
libxcb-shm.so.0 libxcb-shm0
libxcb-sync.so.1 libxcb-sync1
libxcb-xfixes.so.0 libxcb-xfixes0
libxcb-xkb.so.1 libxcb-xkb1
libwayland-client.so.0 libwayland-client0
libwayland-cursor.so.0 libwayland-cursor0
libwayland-egl.so.1 libwayland-egl1
libcups.so.2 libcups2
'
test_commands='
age age
pdfinfo poppler-utils
'
journey_commands='
Xvfb xvfb
openbox openbox
xkbcomp x11-xkb-utils
'
build_commands='
objdump binutils
ldd libc-bin
'

on_debian() {
    [ "$(uname -s)" = Linux ] && command -v apt-get >/dev/null 2>&1
}

# Ask the loader's own list: a library can come from elsewhere than a package.
missing_libraries() {
    known=$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p 2>/dev/null || true)
    printf '%s\n' "$1" | while read -r library package; do
        [ -n "$library" ] || continue
        case $known in
            *"$library "*) ;;
            *) printf '%s ' "$package" ;;
        esac
    done
}

missing_commands() {
    printf '%s\n' "$1" | while read -r program package; do
        [ -n "$program" ] || continue
        command -v "$program" >/dev/null 2>&1 || printf '%s ' "$package"
    done
}

get() {
    [ -n "$1" ] || return 0
    if on_debian && [ "$(id -u)" = 0 ]; then
        echo "Installing: $1" >&2
        export DEBIAN_FRONTEND=noninteractive
        # shellcheck disable=SC2086 - the words are package names
        apt-get install -y -qq --no-install-recommends $1 >/dev/null 2>&1 && return 0
        # The usual reason is a list of packages that is old or was never fetched.
        apt-get update -qq >&2 || true
        # shellcheck disable=SC2086
        apt-get install -y -qq --no-install-recommends $1 >&2 || echo "Not installed: $1" >&2
    elif on_debian; then
        echo "Something is missing. Run: sudo apt-get install --no-install-recommends $1" >&2
    else
        echo "Missing, by their Debian names: $1" >&2
    fi
}

usable() {
    command "$1" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
    for name in ${PYTHON:-} python3 python3.13 python3.12 python3.11 python; do
        if usable "$name"; then
            command -v "$name"
            return 0
        fi
    done
    return 1
}

choose_python() {
    find_python && return 0
    # Debian keeps venv in a package of its own.
    version=$(python3 -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null || echo 3)
    get "python$version python$version-venv"
    find_python && return 0
    echo "Python 3.11 or newer with its venv module is needed. Set PYTHON=/path/to/python3 if it has another name." >&2
    return 1
}

case ${1:-} in
    python) choose_python ;;
    window) [ "$(uname -s)" != Linux ] || get "$(missing_libraries "$window_libraries")" ;;
    build)
        needed=$(missing_commands "$build_commands")
        # Debian's Python has its shared library, which the frozen program carries along, in a package of its own.
        library=$(.venv/bin/python -c 'import sys; print("libpython%d.%d.so.1.0 libpython%d.%d" % (sys.version_info[:2] * 2))')
        base=$(.venv/bin/python -c 'import sys; print(sys.base_prefix)')
        [ "$base" != /usr ] || needed="$needed$(missing_libraries "$library")"
        [ "$(uname -s)" != Linux ] || get "$needed"
        ;;
    test) [ "$(uname -s)" != Linux ] || get "$(missing_commands "$test_commands")" ;;
    journeys) [ "$(uname -s)" != Linux ] || get "$(missing_commands "$journey_commands")" ;;
    *)
        sed -n '2,11p' "$0" >&2
        exit 2
        ;;
esac
