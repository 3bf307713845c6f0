# The real clamd over its socket, with the one signature of EICAR's test file: a document that holds it is refused with words, by a form and in pieces, and nothing of it is kept; when
# clamd is away documents are taken and marked, and looked at when it is back: what is found then is told once and can no longer be downloaded (rows A9, B3; decision 0012).
# The ’ of French words is meant.
# shellcheck disable=SC1112
set -eu
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
. "$ROOT/tests/lib/report.sh"
. "$ROOT/tests/lib/instance.sh"
. "$ROOT/tests/lib/people.sh"
CLAMD=$(command -v clamd || echo /usr/sbin/clamd)
if [ ! -x "$CLAMD" ]; then
	skipped "documents are looked at by the real clamd" "the package clamav-daemon is not there"
	finish
fi
FAUBOURG_CLOCK=2021-04-10T08:00:00Z+
FAUBOURG_CLAMD=$WORK/clamd.socket
FAUBOURG_FILES=$WORK/bytes
export FAUBOURG_CLOCK FAUBOURG_CLAMD FAUBOURG_FILES
S=$WORK/samples
mkdir "$S" "$WORK/signatures"
"$ROOT/build/release/tests/samples" "$S"
printf '%s:%s:Eicar-Test\n' "$(md5sum <"$S/eicar.txt" | cut -d ' ' -f 1)" "$(wc -c <"$S/eicar.txt" | tr -d ' ')" >"$WORK/signatures/eicar.hdb"
cat >"$WORK/clamd.conf" <<CONF
LocalSocket $FAUBOURG_CLAMD
FixStaleSocket yes
DatabaseDirectory $WORK/signatures
Foreground yes
TemporaryDirectory $WORK
CONF
ANTIVIRUS=
end_antivirus() {
	[ -z "$ANTIVIRUS" ] || kill "$ANTIVIRUS" 2>/dev/null || true
	[ -z "$ANTIVIRUS" ] || wait "$ANTIVIRUS" 2>/dev/null || true
	ANTIVIRUS=
	rm -f "$FAUBOURG_CLAMD"
}
trap 'end_antivirus; leave' EXIT
start_antivirus() {
	"$CLAMD" --config-file="$WORK/clamd.conf" >"$WORK/clamd.log" 2>&1 &
	ANTIVIRUS=$!
	tries=0
	until [ -S "$FAUBOURG_CLAMD" ]; do
		tries=$((tries + 1))
		[ "$tries" -lt 300 ] || { failed "clamd starts" "$WORK/clamd.log" && finish; }
		sleep 0.1
	done
}
fresh_instance main
load_all
person 101 'Trésorière'
A=$COOKIE
organisation 201 'Association de quartier' association 101
territory=$(sql "SELECT territory_id FROM call WHERE code = 'call-ami-2021'")
sql "INSERT INTO sheet (territory_id, sheet_id, kind, applicant_id, call_code, request, title, state, channel, revision, created_ms, created_by, changed_ms, changed_by, to_confirm)
	VALUES ($territory, 301, 'application', 201, 'call-ami-2021', 'first', 'Jardin partagé', 'draft', 'online', 1, 1, 101, 1, 101, 0);"
PAGE=/sheets/$(code_of 301)/attachments
start_antivirus
start_server

# send FILE
send() {
	STATUS=$(curl -s --max-time 120 -o "$BODY" -D "$HEAD" -w '%{http_code}' -b "session=$A" -H 'Sec-Fetch-Site: same-origin' -H 'Expect:' -F "csrf=$TOKEN" -F code=other -F "file=@$1" "$URL$PAGE" || echo 000)
}
# pieces FILE: begun, sent, ended.
pieces() {
	bytes=$(wc -c <"$1" | tr -d ' ')
	post "$A" /uploads "csrf=$TOKEN" "name=$(basename "$1")" "bytes=$bytes" "purpose=sheet:$(code_of 301):other"
	upload=$(jq -r .upload "$BODY")
	curl -s --max-time 60 -o "$BODY" -b "session=$A" -H 'Sec-Fetch-Site: same-origin' -H "X-Csrf: $TOKEN" -H 'Content-Type: application/octet-stream' --data-binary "@$1" "$URL/uploads/$upload?offset=0" || true
	post "$A" "/uploads/$upload/finish" "csrf=$TOKEN"
}
held() {
	sql "SELECT COUNT(*) FROM attachment WHERE sheet_id = 301"
}
infected=$(sha256sum <"$S/eicar.txt" | cut -d ' ' -f 1)
stored() {
	find "$WORK/bytes" -type f -name "$infected" | wc -l | tr -d ' '
}
as "$A" "$PAGE"
send "$S/three.pdf"
assert_same "a clean document is taken, and was looked at" "303 clean" "$STATUS $(sql "SELECT scan FROM file")"
send "$S/eicar.txt"
assert_same "a document with a virus is not kept" "200 1" "$STATUS $(held)"
assert_contains "with its name and the virus's, in words" 'contient un virus (Eicar-Test' "$BODY"
pieces "$S/eicar.txt"
assert_same "so is one sent in pieces" "200 1" "$STATUS $(held)"
assert_contains "with the same words" 'contient un virus (Eicar-Test' "$BODY"
assert_same "both are in the audit" 2 "$(sql "SELECT COUNT(*) FROM audit WHERE verb = 'refuse_infected' AND detail LIKE 'Eicar-Test%'")"
assert_same "and its bytes are nowhere" 0 "$(stored)"

# ---- clamd is away ----

end_antivirus
send "$S/one.jpg"
assert_same "without antivirus a document is taken and marked" "303 not_scanned" "$STATUS $(sql "SELECT scan FROM file ORDER BY created_ms DESC, scan DESC LIMIT 1")"
send "$S/eicar.txt"
assert_same "whatever it holds" "303 1" "$STATUS $(stored)"
as "$A" "$PAGE"
assert_contains "the page says that it was not looked at" 'Non vérifié par l’antivirus' "$BODY"
VIRUS=$PAGE/$(code_of "$(sql "SELECT attachment_id FROM attachment WHERE sha256 = '$infected'")")
assert_status "which one can still download" 200 "$VIRUS" -b "session=$A"
stop_server
sql "INSERT INTO file (sha256, bytes, media, pages, scan, created_ms) VALUES ('$(printf '%064d' 7)', 1, 'application/pdf', 1, 'not_scanned', 1)"

# ---- and back ----

start_antivirus
for turn in 1 2 3; do
	# shellcheck disable=SC2086
	assert_exit "jobs look at what waited, turn $turn" 0 "$FAUBOURG" jobs run --once $WHERE
done
assert_same "what is clean says so, also behind one whose bytes are lost" 0 "$(sql "SELECT COUNT(*) FROM file WHERE scan = 'not_scanned' AND sha256 NOT IN ('$infected', '$(printf '%064d' 7)')")"
assert_same "what is infected is told once, not at each round" 1 "$(sql "SELECT COUNT(*) FROM audit WHERE verb = 'found_infected'")"
assert_same "who had attached it gets one mail, with the document's name, the virus's and where to replace it" "p101@association.example" \
	"$(sql "SELECT recipient FROM outbox WHERE kind = 'infected' AND body LIKE '%eicar.txt%(Eicar-Test%' AND body LIKE '%$PAGE%'")"
start_server
assert_status "and can no longer be downloaded" 403 "$VIRUS" -b "session=$A"
assert_contains "in words" 'Ce document contient un virus' "$BODY"
assert_lacks "without its bytes" 'EICAR-STANDARD' "$BODY"
stop_server
finish
