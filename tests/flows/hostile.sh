# What an attacker tries over HTTP, one sentence each: taking an account by an address that is not theirs, signing what was not shown, forged forms without a token, files that
# are not what they say, other people's ids, numbers and names that break things, secrets in the log and in the audit (issue "Applying"; architecture.md §9; rows L2, L3, B3).
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
person 101 'Trésorière'
WRITER=$COOKIE
person 102 'Présidente'
SIGNATORY=$COOKIE
person 103 'Voisine'
STRANGER=$COOKIE
person 104 'Chargée de mission'
OFFICER=$COOKIE
organisation 201 'Jardins partagés' association 102
member 201 101 writer
organisation 202 'Club voisin' association 103
lievin=$(sql "SELECT territory_id FROM call WHERE code = 'lievin-2024'")
sql "INSERT INTO person_role (territory_id, person_id, role, institution, granted_ms, granted_by) VALUES ($lievin, 104, 'officer', '', 1, 'cli:0');"
sql "UPDATE applicant SET siret = '73282932000074', siren = '732829320' WHERE applicant_id = 201"
empty_draft 302 lievin-2024 202 103
THEIRS=/sheets/$(code_of 302)
complete_draft 301 lievin-2024 201 101
start_server

attached() {
	sql "SELECT COUNT(*) FROM attachment WHERE sheet_id = 301 AND removed_ms IS NULL"
}
# ---- somebody else's address ----

get /sign-up
VISIT=$(header Set-Cookie | sed 's/;.*//')
TOKEN=$(sed -n 's/.*name="csrf" value="\([^"]*\)".*/\1/p' "$BODY" | head -n 1)
# visit PATH FIELD…: a form of somebody who is not signed in.
visit() {
	path=$1
	shift
	for field in "$@"; do
		set -- "$@" --data-urlencode "$field"
		shift
	done
	STATUS=$(curl -s --max-time 20 -o "$BODY" -D "$HEAD" -w '%{http_code}' -b "$VISIT" -H "Origin: $URL" --data-urlencode "csrf=$TOKEN" "$@" "$URL$path" || echo 000)
}
visit /sign-up "name=Maire" "email=maire@ville.example" "password=brouette nuage tiroir"
assert_same "a stranger signs up with the mayor's address" 303 "$STATUS"
LINK=$(sql "SELECT body FROM outbox WHERE kind = 'confirm'" | grep -o '/confirm?t=[A-Za-z0-9_-]*')
assert_status "the mayor who opens the link is asked to sign in" 303 "$LINK" -b "$VISIT"
visit /confirm "t=${LINK#*t=}"
assert_same "a click of the mayor's does not confirm the stranger's account" "303 0" "$STATUS $(sql "SELECT COUNT(*) FROM person WHERE email = 'maire@ville.example' AND confirmed_ms IS NOT NULL")"
as "$WRITER" /account
post "$WRITER" /confirm "csrf=$TOKEN" "t=${LINK#*t=}"
assert_same "nor does somebody else's who is signed in" 0 "$(sql "SELECT COUNT(*) FROM person WHERE email = 'maire@ville.example' AND confirmed_ms IS NOT NULL")"
mayor=$(sql "SELECT person_id FROM person WHERE email = 'maire@ville.example'")
sql "INSERT INTO person_subject (issuer, subject, person_id, linked_ms) VALUES ('https://idp.example', 'stranger', $mayor, 1);
	INSERT INTO person_factor (person_id, secret, last_step, confirmed_ms) VALUES ($mayor, 'x', 0, 1);"
get /password/forgotten -b "$VISIT"
TOKEN=$(sed -n 's/.*name="csrf" value="\([^"]*\)".*/\1/p' "$BODY" | head -n 1)
visit /password/forgotten "email=maire@ville.example"
LINK=$(sql "SELECT body FROM outbox WHERE kind = 'reset'" | grep -o '/password/reset?t=[A-Za-z0-9_-]*')
visit /password/reset "t=${LINK#*t=}" "password=girafe plume savon"
assert_same "the mayor asks for a new password and is in" 303 "$STATUS"
assert_same "and every other way in that the stranger had set is gone" "0 0" \
	"$(sql "SELECT COUNT(*) FROM person_subject WHERE person_id = $mayor") $(sql "SELECT COUNT(*) FROM person_factor WHERE person_id = $mayor")"
visit /password/reset "t=${LINK#*t=}" "password=un autre mot de passe"
assert_contains "a link to a new password works once" 'plus valable' "$BODY"
visit /sign-up "name=Gagnez sur https://site.example" "email=autre@ville.example" "password=brouette nuage tiroir"
assert_same "a name that carries a link is refused: it goes into mails" 422 "$STATUS"
as "$WRITER" /account/profile
post "$WRITER" /account/profile "csrf=$TOKEN" "$(printf 'name=Tr\342\200\256esor\001i\303\250re\r\nBcc: x')" lang=fr
assert_same "a name has no line break, control character or turned direction" 'Tresorière Bcc: x' "$(sql "SELECT name FROM person WHERE person_id = 101")"

# ---- signing what was not shown ----

# sign BASE
sign() {
	post "$SIGNATORY" "$SHEET/sign" "csrf=$TOKEN" "base=$1" "capacity=Présidente" attests=yes
}
# unsigned NAME: the signature that was shown before is refused now, and shown again.
unsigned() {
	sign "$SHOWN"
	assert_same "$1 since the page was shown is not signed" "422 draft" "$STATUS $(sql "SELECT state FROM sheet WHERE sheet_id = 301")"
	as "$SIGNATORY" "$SHEET/sign"
	SHOWN=$BASE
}
as "$SIGNATORY" "$SHEET/sign"
SHOWN=$BASE
sign "${BASE%%.*}"
assert_same "a signature that does not say what it signs is refused" "422 draft" "$STATUS $(sql "SELECT state FROM sheet WHERE sheet_id = 301")"
as "$WRITER" "$SHEET/attachments"
WRITERS=$TOKEN
send "$WRITER" "$SHEET/attachments" "csrf=$TOKEN" code=other "file=@$WORK/samples/three.pdf"
as "$SIGNATORY" /account
unsigned "a document added"
sql "UPDATE sheet_value SET value = 'Autre nom' WHERE sheet_id = 1201 AND field = 'representative.last_name';"
unsigned "an identity edited"
sql "UPDATE applicant SET bank_hint = '…9999' WHERE applicant_id = 201;"
unsigned "a bank account changed"

# ---- forged forms ----

TOKEN=$WRITERS
sql "INSERT INTO upload (upload_id, person_id, name, bytes, purpose, created_ms) VALUES (701, 101, 'a.pdf', 5, 'sheet:$(code_of 301):other', 1725955200000);"
STATUS=$(curl -s -o "$BODY" -w '%{http_code}' -b "session=$WRITER" -H 'Sec-Fetch-Site: same-origin' -H 'Content-Type: multipart/form-data; boundary=x' --data-binary abcde \
	"$URL/uploads/$(code_of 701)?offset=0" || echo 000)
assert_same "a piece of a file that calls itself a form still needs its token" 403 "$STATUS"
before=$(attached)
send "$WRITER" "$SHEET/attachments" code=other "file=@$WORK/samples/three.pdf"
assert_same "a form with files needs its token" "403 $before" "$STATUS $(attached)"
send "$STRANGER" "$SHEET/attachments" "csrf=$TOKEN" code=other "file=@$WORK/samples/three.pdf"
assert_same "and somebody else's sheet is not there for it" "404 $before" "$STATUS $(attached)"
get "/uploads/$(code_of 701)" -b "session=$STRANGER"
assert_same "a file on its way is its sender's" 404 "$STATUS"

# ---- files that are not what they say ----

printf '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>' >"$WORK/a.svg"
printf '<!doctype html><script>alert(1)</script>' >"$WORK/a.html"
cp "$WORK/a.html" "$WORK/a.pdf"
head -c 3000000 /dev/zero >"$WORK/zeros"
mkdir "$WORK/word"
head -c 200000000 /dev/zero >"$WORK/word/document.xml"
printf '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>' >"$WORK/[Content_Types].xml"
(cd "$WORK" && python3 -c 'import zipfile
z = zipfile.ZipFile("bomb.docx", "w", zipfile.ZIP_DEFLATED)
z.write("[Content_Types].xml"); z.write("word/document.xml"); z.close()')
rm "$WORK/word/document.xml"
for file in a.svg a.html a.pdf; do
	send "$WRITER" "$SHEET/attachments" "csrf=$TOKEN" code=other "file=@$WORK/$file;type=text/html"
	assert_same "$file is plain text for everybody, whatever it calls itself" 303 "$STATUS"
done
assert_same "and a download" 0 "$(sql "SELECT COUNT(*) FROM attachment t JOIN file f ON f.sha256 = t.sha256 WHERE t.sheet_id = 301 AND f.bytes < 100 AND f.sha256 <> 'aa' AND (f.media <> 'text/plain' OR t.name NOT LIKE '%.txt')")"
before=$(attached)
for file in zeros bomb.docx samples/macros.docx; do
	send "$WRITER" "$SHEET/attachments" "csrf=$TOKEN" code=other "file=@$WORK/$file;type=application/pdf"
	assert_same "$file is refused with words" "422 $before" "$STATUS $(attached)"
done
printf '../../../etc/passwd\342\200\256fdp.exe' >"$WORK/name"
send "$WRITER" "$SHEET/attachments" "csrf=$TOKEN" code=other "file=@$WORK/samples/one.jpg;filename=$(cat "$WORK/name")"
assert_same "a name that climbs is a name" 303 "$STATUS"
name=$(sql "SELECT name FROM attachment WHERE sheet_id = 301 ORDER BY added_ms DESC LIMIT 1")
case $name in
*/* | *\\* | *"$(printf '\342\200\256')"*) failed "without slash and without turned direction: $name" ;;
*) passed "without slash and without turned direction" ;;
esac

# ---- numbers, keys, texts that break things ----

as "$WRITER" "$SHEET/topics/budget"
RIGHT=$(sql "SELECT value FROM sheet_value WHERE sheet_id = 301 AND field = 'budget.1.604'")
# save KEY=VALUE: the state of the server after a hostile answer is what is looked at, and that nothing was kept.
for field in 'f.budget.9999999999999999999.604=1' 'f.partners.99999999.name=x' 'f.partners.-1.name=x' 'f.budget.1.604.../..=1' "f.a'; DROP TABLE sheet; --=1" 'f.partners.1.1.1.1=x'; do
	post "$WRITER" "$SHEET/save" "csrf=$TOKEN" base=1 "$field"
	case $STATUS in
	400 | 409 | 422) passed "$field is refused" ;;
	*) failed "$field is refused (found $STATUS)" "$BODY" ;;
	esac
done
for amount in 99999999999999999999 -1 1e308 NaN "1'; DROP TABLE sheet; --"; do
	post "$WRITER" "$SHEET/save" "csrf=$TOKEN" base=1 "f.budget.1.604=$amount" overwrite=yes
	case $STATUS in
	5* | 000) failed "the amount $amount breaks nothing (found $STATUS)" "$BODY" ;;
	*) passed "the amount $amount breaks nothing" ;;
	esac
done
assert_status "the budget can still be seen" 200 "$SHEET/topics/budget" -b "session=$WRITER"
for path in "/sheets/$(code_of 301 | tr 0 O)" "/sheets/%00$(code_of 301)" "/sheets/$(code_of 301)%0a" "/sheets/../sheets/$(code_of 302)" /sheets/999999999999 /sheets/0000000000U1 "$THEIRS" "$THEIRS/values.json"; do
	get "$path" -b "session=$WRITER" --path-as-is
	case $STATUS in
	400 | 404) passed "$path is not there" ;;
	*)
		if [ "$path $STATUS" = "/sheets/$(code_of 301 | tr 0 O) 200" ]; then
			passed "letters that look alike are the same code"
		else
			failed "$path is not there (found $STATUS)"
		fi
		;;
	esac
done

# ---- two at once ----

if [ -n "$RIGHT" ]; then
	sql "UPDATE sheet_value SET value = '$RIGHT' WHERE sheet_id = 301 AND field = 'budget.1.604';"
else
	sql "DELETE FROM sheet_value WHERE sheet_id = 301 AND field = 'budget.1.604';"
fi

as "$OFFICER" /account
OFFICERS=$TOKEN
as "$SIGNATORY" "$SHEET/sign"
for turn in 1 2 3 4 5 6; do
	curl -s -o /dev/null -b "session=$SIGNATORY" -H 'Sec-Fetch-Site: same-origin' --data-urlencode "csrf=$TOKEN" --data-urlencode "base=$BASE" -d capacity=Tresoriere -d attests=yes "$URL$SHEET/sign" &
	RACERS="${RACERS:-} $!"
done
# shellcheck disable=SC2086
wait $RACERS || true
assert_same "six signatures at once make one filing" "filed 1 1" "$(sql "SELECT state FROM sheet WHERE sheet_id = 301") $(sql "SELECT COUNT(*) FROM filing") $(sql "SELECT COUNT(*) FROM signature WHERE decision = 'signed'")"
RACERS=
for turn in 1 2 3 4; do
	curl -s -o /dev/null -b "session=$OFFICER" -H 'Sec-Fetch-Site: same-origin' --data-urlencode "csrf=$OFFICERS" -d open=project -d "reason=Demande $turn" -d due=2024-10-10 \
		"$URL/desk/$(sql "SELECT code FROM territory WHERE territory_id = $lievin")$SHEET/completion" &
	RACERS="$RACERS $!"
done
# shellcheck disable=SC2086
wait $RACERS || true
assert_same "four completion requests at once are one" 1 "$(sql "SELECT COUNT(*) FROM completion_request WHERE answered_ms IS NULL AND cancelled_ms IS NULL")"
sql "INSERT INTO sheet_message (territory_id, sheet_id, message, sent_ms, sent_by, from_office, text) VALUES ($lievin, 301, 1, 1, 104, 1, 'Bonjour');"
post "$OFFICER" "$SHEET/messages/read" "csrf=$OFFICERS"
assert_same "an officer does not read the office's message in the bearer's name" "403 0" "$STATUS $(sql "SELECT COUNT(read_ms) FROM sheet_message")"
assert_status "nor the whole safe of an organisation" 404 "/organisations/$(code_of 201)/documents" -b "session=$OFFICER"
as "$SIGNATORY" "$SHEET/sign"
sign "$BASE"
assert_same "an answer signed without a change leaves the first signature as it was" "2 2" "$(sql "SELECT COUNT(*) FROM filing") $(sql "SELECT COUNT(*) FROM signature WHERE decision = 'signed'")"

# ---- what is written down ----

for secret in "$WRITER" "$TOKEN" 'brouette nuage' 'girafe plume' "${LINK#*t=}" "$(printf 'alert(1)')"; do
	if grep -qF -e "$secret" "$WORK/server.log"; then failed "no secret is in the log: $secret"; else passed "no secret is in the log"; fi
	assert_same "nor in the audit" 0 "$(sql "SELECT COUNT(*) FROM audit WHERE detail LIKE '%$secret%' OR thing LIKE '%$secret%'")"
done
for column in actor on_behalf verb thing detail; do
	assert_same "no person's name, address or words are in the audit, which is for ever: $column" "" \
		"$(sql "SELECT verb || ' ' || $column FROM audit WHERE $column LIKE '%@%.example%' OR $column LIKE '%Présidente%' OR $column LIKE '%Tresoriere%' OR $column LIKE '%Demande%'")"
done
assert_same "a reason that an officer typed is in the audit as the change that it explains, whoever of four asked first" "before=filed after=completion_requested" \
	"$(sql "SELECT DISTINCT detail FROM audit WHERE verb = 'ask_completion'")"
assert_same "and in its own row, where it can be read" "1 1" \
	"$(sql "SELECT COUNT(*) FROM sheet_event WHERE reason LIKE 'Demande _'") $(sql "SELECT COUNT(*) FROM completion_request WHERE reason LIKE 'Demande _'")"
get "/calls/lievin-2024?x=%0a%7B%22level%22%3A%22error%22%7D"
assert_same "every line of the log is one JSON object" 0 "$(grep -v '^faubourg: ' "$WORK/server.log" | grep -cv '^{"t":"[^"]*","level":"[a-z]*",.*}$' || true)"
# shellcheck disable=SC2086
assert_exit "the audit chain holds after all of it" 0 "$FAUBOURG" verify $WHERE
assert_same "nothing of it was a fault of ours" 0 "$(grep -c '"status":500' "$WORK/server.log" || true)"
finish
