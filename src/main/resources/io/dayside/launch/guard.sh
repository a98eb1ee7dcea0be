# Runs a service and ends it when standard input closes, which the kernel does for us
# even when the JVM at the other end is killed with -9.
#   guard SIGNAL SECONDS PIDFILE COMMAND...
# SIGNAL asks the service to end; after SECONDS it is killed. PIDFILE receives its process id.
signal=$1 patience=$2 pidfile=$3
shift 3
exec 3<&0 </dev/null
"$@" 3<&- &
child=$!
echo "$child" >"$pidfile"
trap 'kill -s "$signal" "$child" 2>/dev/null' TERM INT HUP
{
    trap - TERM INT HUP
    while read -r _ <&3; do :; done
    kill -s "$signal" "$child" 2>/dev/null
    while [ "$patience" -gt 0 ] && kill -s 0 "$child" 2>/dev/null; do
        sleep 1
        patience=$((patience - 1))
    done
    kill -s KILL "$child" 2>/dev/null
} &
watcher=$!
while :; do
    wait "$child"
    status=$?
    kill -s 0 "$child" 2>/dev/null || break
done
kill "$watcher" 2>/dev/null
rm -f "$pidfile"
exit "$status"
