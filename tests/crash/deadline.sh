# kill -9 in the last hour before a deadline, three times, while bearers autosave, send documents and file: what they were told is done is done, no receipt is without its filing
# nor a filing without the mail of its receipt, documents are there byte for byte, and a server started again goes on (N15, L3). Both engines.
set -eu
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
. "$ROOT/tests/lib/report.sh"
. "$ROOT/tests/lib/instance.sh"
BENCH=$ROOT/build/release/bench/deadline
TURNS=3 BEARERS=150 FILERS=90
FAUBOURG_CLOCK=2024-09-13T09:10:00Z+ # the call closes at ten
FAUBOURG_CLAMD=none
FAUBOURG_FILES=$WORK/bytes
export FAUBOURG_CLOCK FAUBOURG_CLAMD FAUBOURG_FILES
for program in fill load check; do
	[ -x "$BENCH/$program" ] || make -s -C "$ROOT" "build/release/bench/deadline/$program" >"$OUT" 2>&1 || { failed "bench/deadline/$program is built" "$OUT" && finish; }
done

# play NAME FIRST SECONDS: bearers from that number; five times as fast as people are. PLAYED is how it ended.
play() {
	PLAYED=0
	"$BENCH/load" "$PORT" "$SERVER" "$WORK/plan" "$WORK/acks-$1" "$BEARERS" "$FILERS" "$BEARERS" 0 "$3" 5 "$2" >"$WORK/played-$1" 2>&1 || PLAYED=$?
}

# told NAME TURN: all that was acknowledged is there.
told() {
	assert_exit "turn $2, $1: everything acknowledged is there" 0 "$BENCH/check" "$PLACE" "$FAUBOURG_FILES" "$WORK/plan" "$WORK/acks-$1"
	sed -n 's/^looked for/     &/p' "$OUT"
}

fresh_instance main
# shellcheck disable=SC2086
"$FAUBOURG" load $WHERE "$ROOT/packs/lievin-2024" >"$OUT" 2>"$ERR" || [ $? -eq 1 ] || failed "the pack loads" "$ERR"
everybody=$((2 * TURNS * BEARERS))
"$BENCH/fill" "$PLACE" lievin-2024 "$everybody" "$everybody" "$ROOT/tests/lib/drafts/lievin-2024.json" "$WORK/plan" >"$OUT" 2>"$ERR" || { failed "the people of the last hour are there" "$ERR" && finish; }
turn=1
while [ "$turn" -le "$TURNS" ]; do
	start_server
	killed=$SERVER
	(sleep "$(awk -v t="$turn" 'BEGIN { printf "%.1f", 1.1 + t * 0.7 }')" && kill -KILL "$killed") 2>/dev/null &
	killer=$!
	play killed $(((2 * turn - 2) * BEARERS)) 8
	wait "$killer" || true
	wait "$killed" 2>/dev/null || true
	SERVER=
	assert_same "turn $turn: the server was killed while people were at work" 3 "$PLAYED"
	assert_contains "turn $turn: and somebody had been told that it is saved" '1:' "$WORK/acks-killed"
	told killed "$turn"
	start_server
	play goes-on $(((2 * turn - 1) * BEARERS)) 3
	if [ "$PLAYED" -eq 0 ]; then passed "turn $turn: a server started again goes on"; else failed "turn $turn: a server started again goes on" "$WORK/played-goes-on"; fi
	stop_server
	told goes-on "$turn"
	told killed "$turn"
	turn=$((turn + 1))
done
if [ "$(sed -n 's/^looked for.* \([0-9]*\) filings.*/\1/p' "$OUT")" -gt 0 ]; then passed "some of them had filed"; else failed "some of them had filed" "$OUT"; fi
# shellcheck disable=SC2086
{
	assert_exit "the audit chain holds" 0 "$FAUBOURG" verify $WHERE
	assert_exit "doctor finds nothing: projected sums, receipts, files" 0 "$FAUBOURG" doctor $WHERE
}
finish
