# ./run as a new user meets it, except for the installation of packages: data folder, packs, address, port taken, second start, clean end.
set -eu
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
. "$ROOT/tests/lib/report.sh"
. "$ROOT/tests/lib/instance.sh"
cd "$ROOT"
assert_exit "./run --help" 0 ./run --help
assert_exit "./run --build-only with more is bad usage" 64 ./run --build-only now
assert_exit "./run --data without a folder is bad usage" 64 ./run --data
assert_exit "./run --build-only" 0 ./run --build-only
begun=$(date +%s%N)
assert_exit "./run --build-only again" 0 ./run --build-only
assert_same "takes less than a second" yes "$([ $((($(date +%s%N) - begun) / 1000000)) -lt 1000 ] && echo yes || echo no)"

# begin NAME: ./run on a free port with its own data; MS is what it took until the page answers.
begin() {
	PORT=$("$RAWHTTP" --free-port)
	URL=http://127.0.0.1:$PORT
	begun=$(date +%s%N)
	./run --data "$WORK/data" --listen "127.0.0.1:$PORT" >"$WORK/run.out" 2>"$WORK/run.err" &
	SERVER=$!
	until curl -sf -o "$BODY" --max-time 2 "$URL/calls/libercourt-2025/programme"; do
		if ! kill -0 "$SERVER" 2>/dev/null || [ $((($(date +%s%N) - begun) / 1000000000)) -gt 30 ]; then
			failed "$1: ./run serves" "$WORK/run.err"
			finish
		fi
		sleep 0.02
	done
	MS=$((($(date +%s%N) - begun) / 1000000))
	passed "$1: ./run serves"
}
begin "first start"
sleep 0.3
assert_contains "it says the address" "$URL" "$WORK/run.err"
assert_contains "in French" "Faubourg est prêt" "$WORK/run.err"
assert_contains "in English" "Faubourg is ready" "$WORK/run.err"
assert_contains "it shows CABBALR's finding" "724" "$WORK/run.err"
for address in $(grep -oE "$URL/[a-z/0-9-]*" "$WORK/run.err" | sort -u); do
	get "${address#"$URL"}"
	assert_same "what it suggests exists: ${address#"$URL"}" 200 "$STATUS"
done
assert_exit "a second ./run on the port is refused" 74 ./run --data "$WORK/data" --listen "127.0.0.1:$PORT"
assert_contains "with another port to take" "./run --listen" "$ERR"
stop_server
assert_same "SIGTERM ends ./run with 0" 0 "$STOPPED"
begin "second start"
assert_same "in under a second" yes "$([ "$MS" -lt 1000 ] && echo yes || echo "no: $MS ms")"
assert_lacks "without loading again" "packs" "$WORK/run.err"
stop_server
finish
