# A whole instance of people at work is backed up while it serves, restored elsewhere and copied to the other engine: rows, files byte by byte, sealed bank details with the key, mails that
# wait, sessions. And what `doctor` says of a key that is missing, open to all, or not the one (rows N15, L3, B7; decisions 0011, 0012).
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
IBAN='FR76 3000 6000 0112 3456 7890 189'
mkdir "$WORK/samples"
"$ROOT/build/release/tests/samples" "$WORK/samples"
own_key
fresh_instance main
KEY=${FAUBOURG_KEY_FILE:-$PLACE/key}
load_all
# shellcheck disable=SC2086
printf 'cheval agrafe pile\n' | "$FAUBOURG" user add presidente@association.example --name 'Présidente' --confirmed --password-file - $WHERE >"$OUT" 2>"$ERR"
person=$(sql "SELECT person_id FROM person")
person 101 'Trésorière'
A=$COOKIE
organisation 201 'Jardins partagés' association 101
member 201 "$person" signatory
complete_draft 301 lievin-2024 201 101
sql "DELETE FROM attachment WHERE sha256 = 'aa' AND attachment_id > 1" # one of them stands for a file that is there
start_server

# ---- people at work ----

as "$A" "$SHEET/attachments"
for code in $(jq -r '.attached[]' "$ROOT/tests/lib/drafts/lievin-2024.json") other; do
	STATUS=$(curl -s --max-time 60 -o "$BODY" -w '%{http_code}' -b "session=$A" -H 'Sec-Fetch-Site: same-origin' -H 'Expect:' -F "csrf=$TOKEN" -F "code=$code" \
		-F "file=@$WORK/samples/three.pdf" "$URL$SHEET/attachments" || echo 000)
	[ "$STATUS" = 303 ] || failed "the document $code is sent ($STATUS)" "$BODY"
done
sql "DELETE FROM attachment WHERE sha256 = 'aa'"
sql "DELETE FROM file WHERE sha256 = 'aa'"
BANK=/organisations/$(code_of 201)/bank
as "$A" "$BANK"
post "$A" "$BANK" "csrf=$TOKEN" "account=$IBAN" bic=AGRIFRPP 'holder=Jardins partagés'
assert_same "bank details are sealed" "303 1" "$STATUS $(sql "SELECT COUNT(*) FROM applicant WHERE bank LIKE 's1:%'")"
as "$A" "$SHEET/sign"
post "$A" "$SHEET/sign" "csrf=$TOKEN" "base=$BASE" 'capacity=Trésorière' attests=yes
assert_same "a request is filed" "303 filed" "$STATUS $(sql "SELECT state FROM sheet WHERE sheet_id = 301")"
FILE=$SHEET/attachments/$(code_of "$(sql "SELECT attachment_id FROM attachment WHERE sheet_id = 301 AND code = 'other'")")
post "$A" /uploads "csrf=$TOKEN" name=a.pdf bytes=10 "purpose=sheet:$(code_of 301):other"
get "$FILE" -b "session=$A"
cp "$BODY" "$WORK/file"
get "$SHEET/receipt" -b "session=$A"
NUMBER=$(sql "SELECT number FROM sheet WHERE sheet_id = 301")
assert_contains "its receipt says its number" "$NUMBER" "$BODY"
if [ "$(sql "SELECT COUNT(*) FROM outbox WHERE state = 'waiting'")" -gt 1 ]; then passed "and mails wait"; else failed "and mails wait"; fi

# ---- backed up, restored, served ----

# rows: how many of each table, and what of them must be the same to the letter.
rows() {
	for table in person session person_token applicant applicant_member sheet sheet_value sheet_event filing signature attachment file upload outbox audit; do
		printf '%s %s\n' "$table" "$(sql "SELECT COUNT(*) FROM $table")"
	done
	sql "SELECT bank FROM applicant WHERE applicant_id = 201"
	sql "SELECT hash, person_id, expires_ms FROM session ORDER BY hash"
	sql "SELECT kind, recipient, state, subject FROM outbox ORDER BY kind, recipient, subject"
	sql "SELECT sha256 FROM filing ORDER BY sha256"
	sql "SELECT hash FROM audit ORDER BY seq DESC LIMIT 1"
}
# shellcheck disable=SC2086
assert_exit "it is backed up while it serves" 0 "$FAUBOURG" backup "$WORK/backup" $WHERE
stop_server
rows >"$WORK/rows"
MAIN=$PLACE
assert_same "the key is not in the backup" "" "$(grep -rlF "$(cut -c 1-64 "$KEY")" "$WORK/backup" "$WORK/backup.files" || true)"
rm -rf "$FAUBOURG_FILES"

# at_work NAME: what people find in WHERE with the files of FAUBOURG_FILES and its key.
at_work() {
	start_server
	get "$FILE" -b "session=$A"
	assert_same "$1: who was signed in still is" 200 "$STATUS"
	assert_files_same "$1: the document has the same bytes" "$WORK/file" "$BODY"
	as "$A" "$BANK"
	post "$A" "$BANK/show" "csrf=$TOKEN"
	plain "$BODY" "$WORK/plain"
	assert_contains "$1: the key opens the bank details" "$IBAN" "$WORK/plain"
	get "$SHEET/receipt" -b "session=$A"
	assert_contains "$1: the receipt has its number" "$NUMBER" "$BODY"
	get /sign-in
	visit=$(header Set-Cookie | sed 's/;.*//')
	token=$(sed -n 's/.*name="csrf" value="\([^"]*\)".*/\1/p' "$BODY" | head -n 1)
	STATUS=$(curl -s --max-time 20 -o "$BODY" -D "$HEAD" -w '%{http_code}' -b "$visit" -H "Origin: $URL" --data-urlencode "csrf=$token" -d email=presidente@association.example \
		--data-urlencode 'password=cheval agrafe pile' "$URL/sign-in" || echo 000)
	assert_same "$1: one signs in with the password" 303 "$STATUS"
	get "$SHEET" -b "$(header Set-Cookie | sed 's/;.*//')"
	assert_same "$1: and sees the request of one's organisation" 200 "$STATUS"
	stop_server
}
fresh_place second
FAUBOURG_FILES=$WORK/bytes-second
# shellcheck disable=SC2086
{
	assert_exit "it is restored elsewhere" 0 "$FAUBOURG" restore "$WORK/backup" $WHERE
	rows >"$WORK/rows-second"
	assert_files_same "with every row of people: sessions, mails that wait, sealed texts, filings, the end of the audit" "$WORK/rows" "$WORK/rows-second"
	assert_exit "the audit chain verifies" 0 "$FAUBOURG" verify $WHERE
	FAUBOURG_KEY_FILE=$WORK/second.key
	export FAUBOURG_KEY_FILE
	assert_exit "doctor: without the key, the sealed texts are lost" 1 "$FAUBOURG" doctor $WHERE
	cat "$OUT" "$ERR" >"$WORK/said"
	assert_contains "and it says which file to put back" "$FAUBOURG_KEY_FILE" "$WORK/said"
	assert_contains "and how" 'remettez celle de l’instance d’origine' "$WORK/said"
	(umask 077 && od -An -v -tx1 -N32 /dev/urandom | tr -d ' \n' >"$FAUBOURG_KEY_FILE")
	assert_exit "doctor: a key that is another instance's does not open them" 1 "$FAUBOURG" doctor $WHERE
	cat "$OUT" "$ERR" >"$WORK/said"
	assert_contains "and it says so" 'n’ouvre pas ce qui est scellé' "$WORK/said"
	cp "$KEY" "$FAUBOURG_KEY_FILE"
	chmod 644 "$FAUBOURG_KEY_FILE"
	assert_exit "doctor: the right key that everybody may read is refused" 1 "$FAUBOURG" doctor $WHERE
	cat "$OUT" "$ERR" >"$WORK/said"
	assert_contains "and it says how to close it" 'chmod 600' "$WORK/said"
	assert_exit "as by the server, which does not start" 65 "$FAUBOURG" serve $WHERE --listen 127.0.0.1:0
	printf 'no key\n' >"$FAUBOURG_KEY_FILE"
	chmod 600 "$FAUBOURG_KEY_FILE"
	assert_exit "doctor: a file that holds no key is refused" 1 "$FAUBOURG" doctor $WHERE
	cp "$KEY" "$FAUBOURG_KEY_FILE"
	chmod 600 "$FAUBOURG_KEY_FILE"
	assert_exit "doctor: with the key of the instance all is well: rows, files, receipts, sealed texts" 0 "$FAUBOURG" doctor $WHERE
}
at_work restored
lost=$(find "$FAUBOURG_FILES" -type f | head -n 1)
mv "$lost" "$WORK/lost"
# shellcheck disable=SC2086
assert_exit "doctor finds a document whose bytes are gone" 1 "$FAUBOURG" doctor $WHERE
mv "$WORK/lost" "$lost"

# ---- copied ----

other=$ENGINE
[ -z "${FAUBOURG_TEST_DB:-}" ] || { [ "$ENGINE" = sqlite ] && other=postgres; } || other=sqlite
case $MAIN in
postgres*) from=$MAIN ;;
*) from=sqlite:$MAIN ;;
esac
fresh_place third "$other"
ENGINE=$other
case $PLACE in
postgres*) to=$PLACE ;;
*) to=sqlite:$PLACE ;;
esac
assert_exit "it is copied to $other" 0 "$FAUBOURG" copy --from "$from" --to "$to"
if [ "$other" = sqlite ]; then # it has its own folder of files now
	rm -rf "$FAUBOURG_FILES"
	unset FAUBOURG_FILES
fi
rows >"$WORK/rows-third"
assert_files_same "with every row of people" "$WORK/rows" "$WORK/rows-third"
# shellcheck disable=SC2086
{
	assert_exit "the audit chain verifies there" 0 "$FAUBOURG" verify $WHERE
	assert_exit "doctor finds nothing there, with the files and the key" 0 "$FAUBOURG" doctor $WHERE
}
at_work copied
finish
