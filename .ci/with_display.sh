#!/bin/sh
# Runs a command on a display of its own that nobody sees, with a window manager, and always takes both down.
set -eu

if [ "$(uname -s)" != Linux ]; then
    exec "$@"
fi

place=$(mktemp -d)
server= manager= command=
down() {
    trap - EXIT INT TERM HUP
    for process in $command $manager $server; do
        kill "$process" 2>/dev/null || true
        wait "$process" 2>/dev/null || true
    done
    rm -rf "$place"
}
trap down EXIT
trap 'exit 130' INT TERM HUP

# The server picks a free number itself and writes it when it is ready.
Xvfb -displayfd 3 -screen 0 1600x1000x24 -nolisten tcp 3>"$place/display" 2>"$place/server.log" &
server=$!
waited=0
while [ ! -s "$place/display" ]; do
    if [ $waited -ge 150 ] || ! kill -0 "$server" 2>/dev/null; then
        cat "$place/server.log" >&2
        echo "Xvfb did not start." >&2
        exit 1
    fi
    sleep 0.1
    waited=$((waited + 1))
done
DISPLAY=:$(cat "$place/display")
export DISPLAY
unset WAYLAND_DISPLAY

openbox --sm-disable >"$place/manager.log" 2>&1 &
manager=$!
# A window manager says on the root window that it has taken over; without xprop a short wait must do.
sleep 1
if ! kill -0 "$manager" 2>/dev/null; then
    cat "$place/manager.log" >&2
    echo "openbox did not start." >&2
    exit 1
fi

QT_QPA_PLATFORM=xcb "$@" &
command=$!
status=0
wait "$command" || status=$?
command=
exit "$status"
