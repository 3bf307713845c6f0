# kill -9 in the middle of backups: a backup file is whole or is not there, and an older one is not spoiled.
set -eu
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
. "$ROOT/tests/lib/report.sh"
. "$ROOT/tests/lib/instance.sh"
fresh_instance main
load_all
# shellcheck disable=SC2086
from=$WHERE
# shellcheck disable=SC2086
assert_exit "a first backup" 0 "$FAUBOURG" backup "$WORK/first" $from
begun=$(date +%s%N)
# shellcheck disable=SC2086
"$FAUBOURG" backup "$WORK/second" $from >/dev/null 2>&1
length=$((($(date +%s%N) - begun) / 1000))
turn=0
while [ $turn -lt 10 ]; do
	rm -f "$WORK/cut"
	# shellcheck disable=SC2086
	"$FAUBOURG" backup "$WORK/cut" $from >/dev/null 2>&1 &
	pid=$!
	sleep "$(awk -v us=$((length * turn / 10)) 'BEGIN { printf "%.4f", us / 1000000 }')"
	kill -KILL "$pid" 2>/dev/null || true
	wait "$pid" 2>/dev/null || true
	if [ -e "$WORK/cut" ]; then
		fresh_place "turn$turn"
		# shellcheck disable=SC2086
		assert_exit "turn $turn: the file is there and restores" 0 "$FAUBOURG" restore "$WORK/cut" $WHERE
	else
		passed "turn $turn: there is no file"
	fi
	turn=$((turn + 1))
done
fresh_place last
# shellcheck disable=SC2086
assert_exit "the first backup restores" 0 "$FAUBOURG" restore "$WORK/first" $WHERE
# shellcheck disable=SC2086
assert_exit "and verifies" 0 "$FAUBOURG" verify $WHERE
finish
