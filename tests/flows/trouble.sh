# The evening goes wrong: no room on the disk, the database locked by another program, bodies that come byte by byte. Somebody who sends is told clearly, nothing is half written,
# readers go on, and the same server saves again once the cause is gone (rows N15, L3, B3).
# The ’ of French words is meant.
# shellcheck disable=SC1112
set -eu
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
. "$ROOT/tests/lib/report.sh"
. "$ROOT/tests/lib/instance.sh"
. "$ROOT/tests/lib/people.sh"
FAUBOURG_CLOCK=2024-09-10T08:00:00Z+
FAUBOURG_CLAMD=none
FAUBOURG_FILES=$WORK/bytes
export FAUBOURG_CLOCK FAUBOURG_CLAMD FAUBOURG_FILES
mkdir "$WORK/samples"
"$ROOT/build/release/tests/samples" "$WORK/samples"
fresh_instance main
load_all
person 101 'Présidente'
A=$COOKIE
organisation 201 'Jardins partagés' association 101
complete_draft 301 lievin-2024 201 101
start_server

# send PATH PART…: a form with files.
send() {
	path=$1
	shift
	for part in "$@"; do
		set -- "$@" -F "$part"
		shift
	done
	STATUS=$(curl -s --max-time 60 -o "$BODY" -D "$HEAD" -w '%{http_code}' -b "session=$A" -H 'Sec-Fetch-Site: same-origin' -H 'Expect:' "$@" "$URL$path" || echo 000)
}
# piece FILE
piece() {
	STATUS=$(curl -s --max-time 60 -o "$BODY" -D "$HEAD" -w '%{http_code}' -b "session=$A" -H 'Sec-Fetch-Site: same-origin' -H "X-Csrf: $TOKEN" -H 'Content-Type: application/octet-stream' \
		--data-binary "@$1" "$URL/uploads/$UPLOAD?offset=0" || echo 000)
}
# held: what the instance holds of it all, in one line.
held() {
	sql "SELECT (SELECT revision FROM sheet WHERE sheet_id = 301), (SELECT state FROM sheet WHERE sheet_id = 301), (SELECT COUNT(*) FROM sheet_value), (SELECT COUNT(*) FROM attachment),
		(SELECT COUNT(*) FROM filing), (SELECT COUNT(*) FROM outbox), (SELECT COUNT(*) FROM audit)"
}
value() {
	sql "SELECT value FROM sheet_value WHERE sheet_id = 301 AND field = '$1'"
}
# is_json NAME STATUS: the answer is an error as assets/saving.js reads it.
is_json() {
	assert_same "$1" "$2 $2" "$STATUS $(jq -r .error.status "$BODY" 2>/dev/null || head -c 100 "$BODY")"
}

as "$A" "$SHEET/topics/project"
FIRST=$BASE
post "$A" "$SHEET/save" "csrf=$TOKEN" "base=$FIRST" 'f.project.summary=Avant'
assert_same "an answer is saved" "200 Avant" "$STATUS $(value project.summary)"
as "$A" "$SHEET/topics/project"
BEFORE=$(held)
post "$A" /uploads "csrf=$TOKEN" name=a.pdf "bytes=$(wc -c <"$WORK/samples/three.pdf")" "purpose=sheet:$(code_of 301):other"
UPLOAD=$(jq -r .upload "$BODY")

# ---- no room ----

# no_room, room: from one byte on, no file of the server's grows. The PostgreSQL server is another program: it says so itself.
no_room() {
	prlimit --pid "$SERVER" --fsize=1:
	[ "$ENGINE" = sqlite ] || sql "CREATE FUNCTION no_room() RETURNS trigger AS 'BEGIN RAISE EXCEPTION ''could not extend file'' USING ERRCODE = ''53100''; END' LANGUAGE plpgsql;
		CREATE TRIGGER no_room BEFORE INSERT ON sheet_value FOR EACH ROW EXECUTE FUNCTION no_room(); CREATE TRIGGER no_room BEFORE INSERT ON filing FOR EACH ROW EXECUTE FUNCTION no_room()" >/dev/null
}
room() {
	prlimit --pid "$SERVER" --fsize=unlimited:
	[ "$ENGINE" = sqlite ] || sql "DROP TRIGGER no_room ON sheet_value; DROP TRIGGER no_room ON filing" >/dev/null
}
no_room
post "$A" "$SHEET/save" "csrf=$TOKEN" "base=$BASE" 'f.project.summary=Sans place'
is_json "no room: an autosave is told 507, so that the browser keeps it" 507
assert_same "and when to try again" 60 "$(header Retry-After)"
post "$A" "$SHEET/topics/project" "csrf=$TOKEN" "base=$BASE" 'f.project.summary=Tapé sans place' to=stay
assert_same "no room: a form is told so" 507 "$STATUS"
assert_contains "in words" 'Le serveur n’a plus de place' "$BODY"
assert_contains "that say that nothing was saved" 'Rien de ce que vous venez d’envoyer n’a été enregistré' "$BODY"
assert_contains "and gets back what was typed, to send again" 'name="f.project.summary" value="Tapé sans place"' "$BODY"
piece "$WORK/samples/three.pdf"
is_json "no room: a piece of a document is told 507" 507
get "/uploads/$UPLOAD" -b "session=$A"
assert_same "and it goes on from where it stood" 0 "$(jq -r .offset "$BODY")"
send "$SHEET/attachments" "csrf=$TOKEN" code=other "file=@$WORK/samples/heavy.jpg"
assert_same "no room: a long form with a document is told so" 507 "$STATUS"
assert_contains "in the same words" 'Le serveur n’a plus de place' "$BODY"
as "$A" "$SHEET/sign"
assert_same "no room: pages are read as ever" 200 "$STATUS"
SIGN=$BASE
post "$A" "$SHEET/sign" "csrf=$TOKEN" "base=$SIGN" 'capacity=Présidente' attests=yes
assert_same "no room: a signature is told so" 507 "$STATUS"
assert_same "nothing of all this is half written" "$BEFORE" "$(held)"
assert_same "no file is left on its way" 0 "$(find "$WORK/bytes" -type f -size +0 | wc -l)"
assert_same "the server lives" 200 "$(curl -s -o /dev/null -w '%{http_code}' "$URL/healthz")"
room
post "$A" "$SHEET/save" "csrf=$TOKEN" "base=$BASE" 'f.project.summary=Sans place'
as "$A" "$SHEET/topics/project"
post "$A" "$SHEET/save" "csrf=$TOKEN" "base=$BASE" 'f.project.summary=Avec place'
assert_same "room again: the same server saves" "200 Avec place" "$STATUS $(value project.summary)"
piece "$WORK/samples/three.pdf"
assert_same "takes the piece" "200 $(wc -c <"$WORK/samples/three.pdf")" "$STATUS $(jq -r .offset "$BODY")"
post "$A" "/uploads/$UPLOAD/finish" "csrf=$TOKEN"
assert_same "and the document" "200 []" "$STATUS $(jq -c .refused "$BODY")"

# ---- locked by another program ----

# lock SECONDS: another program writes, and does not end.
lock() {
	if [ "$ENGINE" = sqlite ]; then
		(echo 'BEGIN IMMEDIATE;' && sleep "$1") | sqlite3 "$PLACE/faubourg.db" &
	else
		(echo 'BEGIN; LOCK TABLE sheet, sheet_value IN SHARE ROW EXCLUSIVE MODE;' && sleep "$1") | psql -X -q -d "$PLACE" >/dev/null &
	fi
	LOCKER=$!
	sleep 0.5
}
as "$A" "$SHEET/topics/project"
lock 2
post "$A" "$SHEET/save" "csrf=$TOKEN" "base=$BASE" 'f.project.summary=Attendu'
wait "$LOCKER"
assert_same "a short lock is waited for" "200 Attendu" "$STATUS $(value project.summary)"
as "$A" "$SHEET/topics/project"
BEFORE=$(held)
lock 14
begun=$(date +%s)
curl -s --max-time 60 -o "$WORK/form" -b "session=$A" -H 'Sec-Fetch-Site: same-origin' --data-urlencode "csrf=$TOKEN" --data-urlencode "base=$BASE" --data-urlencode 'f.project.need=Tapé pendant' \
	-d to=stay -w '%{http_code}' "$URL$SHEET/topics/project" >"$WORK/form.status" &
FORM=$!
sleep 0.3
get "$SHEET/topics/request" -b "session=$A" --max-time 3
assert_same "while it is locked, pages are read at once" 200 "$STATUS"
post "$A" "$SHEET/save" "csrf=$TOKEN" "base=$BASE" 'f.project.summary=Pendant le verrou'
is_json "a lock that lasts: an autosave is told 503" 503
if [ $(($(date +%s) - begun)) -lt 20 ]; then passed "before a browser gives up waiting"; else failed "before a browser gives up waiting"; fi
assert_same "and when to try again" 2 "$(header Retry-After)"
wait "$FORM" || true
assert_same "a form is told so" 503 "$(cat "$WORK/form.status")"
assert_contains "in words" 'Le service est occupé' "$WORK/form"
assert_contains "and gets back what was typed" 'name="f.project.need" value="Tapé pendant"' "$WORK/form"
assert_same "nothing of it is written" "$BEFORE" "$(held)"
wait "$LOCKER"
post "$A" "$SHEET/save" "csrf=$TOKEN" "base=$BASE" 'f.project.summary=Après le verrou'
assert_same "the lock gone, the same is saved" "200 Après le verrou" "$STATUS $(value project.summary)"

# ---- byte by byte ----

# drip PATH TYPE BYTES SECONDS: a request of which a byte comes every second; what came back ends in $WORK/dripped.
drip() {
	{
		printf 'POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: session=%s\r\nSec-Fetch-Site: same-origin\r\nContent-Type: %s\r\nContent-Length: %s\r\n\r\n' "$1" "$A" "$2" "$3"
		n=0
		while [ "$n" -lt "$4" ]; do
			printf x
			sleep 1
			n=$((n + 1))
		done
	} | "$RAWHTTP" "$PORT" 90000 >"$WORK/dripped.$5" 2>/dev/null || true
}
drip "$SHEET/topics/project" application/x-www-form-urlencoded 900 75 form &
D1=$!
drip "/uploads/$UPLOAD?offset=0" application/octet-stream 900 75 piece &
D2=$!
drip "$SHEET/attachments" 'multipart/form-data; boundary=x' 900 75 parts &
D3=$!
n=0 slow=0
while [ "$n" -lt 20 ]; do
	post "$A" "$SHEET/save" "csrf=$TOKEN" "base=$BASE" "f.project.summary=Tour $n" overwrite=yes
	get "$SHEET/topics/request" -b "session=$A" --max-time 2
	[ "$STATUS" = 200 ] || slow=$((slow + 1))
	n=$((n + 1))
done
assert_same "while a form, a piece and a document drip, others are served" 0 "$slow"
wait "$D1" "$D2" "$D3"
for what in form piece parts; do
	assert_same "a $what of which a byte comes every second is cut with 408 after a minute" 408 "$(head -n 1 "$WORK/dripped.$what" | cut -d ' ' -f 2)"
done

# ---- fields that no form declares ----

as "$A" "$SHEET/topics/project"
BEFORE=$(held)
post "$A" "$SHEET/topics/project" "csrf=$TOKEN" "base=$BASE" 'f.project.summary=Avec une clé inconnue' 'f.project.nothing=x' to=stay
case $STATUS in
400 | 422) passed "a form with a field that it does not declare is refused" ;;
*) failed "a form with a field that it does not declare is refused (found $STATUS)" "$BODY" ;;
esac
assert_same "and nothing of it is kept" "$BEFORE" "$(held)"
assert_contains "on a page with words" '</html>' "$BODY"
post "$A" "$SHEET/save" "csrf=$TOKEN" "base=$BASE" 'f.project.summary=Avec une clé inconnue' 'f.project.nothing=x'
case $STATUS in
400 | 422) passed "so is an autosave" ;;
*) failed "so is an autosave (found $STATUS)" "$BODY" ;;
esac
assert_same "of which nothing is kept either" "$BEFORE" "$(held)"
post "$A" "$SHEET/sign" "csrf=$TOKEN" base=x capacity=x attests=yes state=filed number=1
assert_same "a field beside those of a page is not read" "$BEFORE" "$(held)"

# ---- and then it is filed ----

as "$A" "$SHEET/sign"
post "$A" "$SHEET/sign" "csrf=$TOKEN" "base=$BASE" 'capacity=Présidente' attests=yes
assert_same "after all of it, the request is filed" "303 filed" "$STATUS $(sql "SELECT state FROM sheet WHERE sheet_id = 301")"
stop_server
assert_same "the server that went through it ends well" 0 "$STOPPED"
# shellcheck disable=SC2086
assert_exit "the audit chain holds" 0 "$FAUBOURG" verify $WHERE
finish
