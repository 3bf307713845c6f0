# Many readers at once while packs are loaded again and again: every answer is whole, from before or after, never in between.
# Also run under ThreadSanitizer.
set -eu
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
. "$ROOT/tests/lib/report.sh"
. "$ROOT/tests/lib/instance.sh"
fresh_instance main
# shellcheck disable=SC2086
"$FAUBOURG" load $WHERE "$ROOT/packs/libercourt-2025" >/dev/null 2>&1 || true
start_server
cp -R "$ROOT/packs/libercourt-2025" "$WORK/libercourt-2025"
sed -i 's/total: 9000$/total: 9100/; s/funding: {ville: 4500, anct: 4500}/funding: {ville: 4600, anct: 4500}/' "$WORK/libercourt-2025/programme.yaml"
if cmp -s "$ROOT/packs/libercourt-2025/programme.yaml" "$WORK/libercourt-2025/programme.yaml"; then failed "the test changed nothing"; fi
path=/api/calls/libercourt-2025/programme
get "$path"
if [ "$STATUS" != 200 ]; then
	path=$("$FAUBOURG" routes | awk '$1 == "GET" && $2 ~ /:call\/programme.*json/ { print $2; exit }' | sed 's/:call/libercourt-2025/')
	get "$path"
fi
assert_same "the programme as JSON is served" 200 "$STATUS"
reader() { # NUMBER
	n=0
	while [ $n -lt 40 ]; do
		curl -s --max-time 20 "$URL$path" "$URL/calls/libercourt-2025/programme" "$URL/search?q=sante" -o "$WORK/r.$1.$n" -o /dev/null -o /dev/null -w '%{http_code}\n' >>"$WORK/codes.$1"
		n=$((n + 1))
	done
}
readers=
for i in 1 2 3 4 5 6; do
	reader $i &
	readers="$readers $!"
done
loads=0
while [ $loads -lt 6 ]; do
	for pack in "$WORK/libercourt-2025" "$ROOT/packs/libercourt-2025"; do
		# shellcheck disable=SC2086
		"$FAUBOURG" load $WHERE "$pack" >/dev/null 2>&1 || [ $? -eq 1 ] || failed "a load under readers"
	done
	loads=$((loads + 1))
done
for pid in $readers; do
	wait "$pid"
done
assert_same "720 requests, all answered 200" "720 200" "$(sort "$WORK"/codes.* | uniq -c | awk '{ print $1, $2 }' | tr '\n' ' ' | sed 's/ $//')"
jq -s -c 'map([.total_cents, ([.axes[].actions[].funding[].amount_cents] | add)]) | unique | .[]' "$WORK"/r.* >"$WORK/totals"
assert_same "every total is the one before or the one after, and its parts make it" "" "$(grep -vE '^\[(24865600,24865600|24875600,24875600)\]$' "$WORK/totals" || true)"
if [ -s "$WORK/totals" ]; then passed "and there were answers"; else failed "and there were answers"; fi
stop_server
assert_same "it ends well" 0 "$STOPPED"
assert_lacks "no data race" "WARNING: ThreadSanitizer" "$WORK/server.log"
finish
