# Ends what a JVM has started, however the JVM ends. Run as: sh -c "$(cat watchman.sh)" watchman PARENT
#
# 1. Makes a folder in PARENT and prints its path.
# 2. Reads standard input, a pipe whose only writer is the JVM, until its end.
# 3. Interrupts every process whose program lies in the folder; after five seconds kills what is left.
# 4. Deletes the folder.
#
# Programs are found by /proc/PID/exe and not by pid files: a server that was just being started has no pid file yet,
# and a pid in an old file may belong to somebody else by now.
#
# PostgreSQL is interrupted first, because a killed one leaves its shared memory behind.
trap '' HUP INT TERM

folder=$(mktemp -d "$1/payonce-servers-XXXXXX") || exit 1
folder=$(cd "$folder" && pwd -P)
echo "$folder"

while read -r _; do :; done

running() {
  ls -l /proc/[0-9]*/exe 2>/dev/null | grep -F -- " -> $folder/" | sed 's|.*/proc/\([0-9]*\)/exe -> .*|\1|'
}

signal=INT
rounds=0
while
  servers=$(running)
  [ -n "$servers" ] || ! rm -rf "$folder" || [ -e "$folder" ]
do
  [ -z "$servers" ] || kill -s "$signal" $servers 2>/dev/null
  rounds=$((rounds + 1))
  [ "$rounds" -lt 50 ] || signal=KILL
  [ "$rounds" -lt 600 ] || exit 1
  sleep 0.1
done
