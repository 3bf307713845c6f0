# kill -9 in the middle of loads, twenty times: what is there afterwards is one of the two states, whole, and the audit chain holds.
set -eu
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
. "$ROOT/tests/lib/report.sh"
. "$ROOT/tests/lib/instance.sh"
fresh_instance main
cp -R "$ROOT/packs/libercourt-2025" "$WORK/libercourt-2025"
sed -i 's/total: 9000$/total: 9100/; s/funding: {ville: 4500, anct: 4500}/funding: {ville: 4600, anct: 4500}/' "$WORK/libercourt-2025/programme.yaml"
load() { # the changed pack no longer equals what its source printed: 1, loaded with findings
	# shellcheck disable=SC2086
	"$FAUBOURG" load $WHERE "$1" >/dev/null 2>&1 || [ $? -eq 1 ]
}
load "$ROOT/packs/libercourt-2025"
# How long a load takes, to spread the kills over it.
begun=$(date +%s%N)
load "$WORK/libercourt-2025"
length=$((($(date +%s%N) - begun) / 1000))
turn=0
while [ $turn -lt 20 ]; do
	pack=$WORK/libercourt-2025
	[ $((turn % 2)) -eq 0 ] || pack=$ROOT/packs/libercourt-2025
	# shellcheck disable=SC2086
	"$FAUBOURG" load $WHERE "$pack" >/dev/null 2>&1 &
	pid=$!
	sleep "$(awk -v us=$((length * turn / 20)) 'BEGIN { printf "%.4f", us / 1000000 }')"
	kill -KILL "$pid" 2>/dev/null || true
	wait "$pid" 2>/dev/null || true
	# shellcheck disable=SC2086
	"$FAUBOURG" programme libercourt-2025 $WHERE --format json >"$OUT" 2>"$ERR" || true
	case $(jq -c '[.total_cents, ([.axes[].actions[].funding[].amount_cents] | add)]' "$OUT" 2>/dev/null) in
	"[24865600,24865600]" | "[24875600,24875600]") passed "turn $turn: one state or the other, whole" ;;
	*) failed "turn $turn: one state or the other, whole" "$ERR" ;;
	esac
	turn=$((turn + 1))
done
# shellcheck disable=SC2086
{
	assert_exit "the audit chain holds" 0 "$FAUBOURG" verify $WHERE
	assert_exit "doctor finds nothing" 0 "$FAUBOURG" doctor $WHERE
}
load "$ROOT/packs/libercourt-2025"
# shellcheck disable=SC2086
"$FAUBOURG" programme libercourt-2025 $WHERE --format json >"$OUT" 2>"$ERR" || true
assert_same "a load that is left alone ends well" 24865600 "$(jq .total_cents "$OUT")"
finish
