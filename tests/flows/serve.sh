# The server's life: it says where it listens, refuses a port that is taken, ends cleanly on SIGTERM and SIGINT with requests in flight, and starts again.
set -eu
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
. "$ROOT/tests/lib/report.sh"
. "$ROOT/tests/lib/instance.sh"
fresh_instance main
load_all
start_server
assert_contains "it says its address" "127.0.0.1:$PORT" "$WORK/server.log"
# shellcheck disable=SC2086
{
	assert_exit "a second server on the same port is refused" 74 "$FAUBOURG" serve $WHERE --listen "127.0.0.1:$PORT"
	assert_contains "with the address in the message" "127.0.0.1:$PORT" "$ERR"
	assert_exit "an address without port is bad usage" 64 "$FAUBOURG" serve $WHERE --listen localhost
	assert_exit "a port of 99999 is bad usage" 64 "$FAUBOURG" serve $WHERE --listen 127.0.0.1:99999
}
# The data change under a running server: pages follow.
get /calls/libercourt-2025/programme
cp -R "$ROOT/packs/libercourt-2025" "$WORK/libercourt-2025"
sed -i 's/Bouges ta mobilité/Avance sans moteur/' "$WORK/libercourt-2025/programme.yaml"
# shellcheck disable=SC2086
"$FAUBOURG" load $WHERE "$WORK/libercourt-2025" >/dev/null 2>&1 || true
sleep 0.5
get /calls/libercourt-2025/programme
assert_contains "a load is seen by the next request" "Avance sans moteur" "$BODY"
get /calls/libercourt-2025/programme
etag=$(header etag)
if [ -n "$etag" ]; then
	assert_status "an unchanged page is not sent twice" 304 /calls/libercourt-2025/programme -H "If-None-Match: $etag"
else
	failed "pages carry an ETag" "$HEAD"
fi
for signal in TERM INT; do
	[ -n "$SERVER" ] || start_server
	crowd=
	for i in 1 2 3 4 5 6 7 8; do
		curl -s --max-time 10 -o /dev/null -w '%{http_code}\n' "$URL/calls/libercourt-2025/programme?i=$i" >"$WORK/code.$i" &
		crowd="$crowd $!"
	done
	sleep 0.05
	kill -"$signal" "$SERVER"
	stopped=0
	wait "$SERVER" || stopped=$?
	SERVER=
	for pid in $crowd; do
		wait "$pid" || true
	done
	assert_same "SIG$signal ends it with 0" 0 "$stopped"
	assert_same "requests in flight were answered, or never accepted" "" "$(cat "$WORK"/code.* | grep -vE '^(200|000)$' || true)"
done
# shellcheck disable=SC2086
assert_exit "what it leaves verifies" 0 "$FAUBOURG" verify $WHERE
start_server
assert_status "it starts again" 200 /
kill -KILL "$SERVER"
wait "$SERVER" 2>/dev/null || true
start_server
assert_status "and again after kill -9" 200 /calls/libercourt-2025/programme
if grep -v '^faubourg: ' "$WORK/server.log" | jq -es 'length >= 0' >/dev/null 2>&1; then passed "its log is one JSON object a line"; else failed "its log is one JSON object a line" "$WORK/server.log"; fi
finish
