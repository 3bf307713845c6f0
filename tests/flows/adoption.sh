# From the grid to the voted programme over real HTTP (P1–P8, B15): an officer reads what stands against it, adopts, notes the decision and a receipt, takes the annex in each
# format, sends the town's template (a bad one is refused with its reasons before anything is made), compares; others may not; what was voted does not change. Both databases.
set -eu
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
. "$ROOT/tests/lib/report.sh"
. "$ROOT/tests/lib/instance.sh"
. "$ROOT/tests/lib/people.sh"
. "$ROOT/tests/lib/annex.sh"

# send COOKIE PATH FILE KIND: a template.
send() {
	as "$1" "$2"
	STATUS=$(curl -s --max-time 60 -o "$BODY" -D "$HEAD" -w '%{http_code}' -b "session=$1" -H 'Sec-Fetch-Site: same-origin' -F "csrf=$TOKEN" -F "kind=$4" -F "funder=" -F "file=@$3" "$URL$2" || echo 000)
}

FAUBOURG_CLOCK=2025-04-03T08:00:00Z+
FAUBOURG_FILES=$WORK/bytes
FAUBOURG_KEY_FILE=$WORK/key
export FAUBOURG_CLOCK FAUBOURG_FILES FAUBOURG_KEY_FILE
fresh_instance adoption
load_all
person 101 'Chargée de mission'
OFFICER=$COOKIE
person 103 'Chef de projet'
SECOND=$COOKIE
person 102 'Habitante'
STRANGER=$COOKIE
TERRITORY=$(sql "SELECT territory_id FROM call WHERE code = 'libercourt-2025'")
CODE=$(sql "SELECT code FROM territory WHERE territory_id = $TERRITORY")
# shellcheck disable=SC2086
"$FAUBOURG" user role p101@association.example officer --territory "$CODE" $WHERE >/dev/null 2>&1
# shellcheck disable=SC2086
"$FAUBOURG" user role p103@association.example officer --territory "$CODE" $WHERE >/dev/null 2>&1
# What was typed in the session: one action costs 100 euros more, and nobody gives them.
sql "INSERT INTO scenario (territory_id, call_code, scenario, name, origin, state, revision, made_ms, made_by) VALUES ($TERRITORY, 'libercourt-2025', 1, 'Séance', 'session', 'open', 4, 1, 101);
INSERT INTO scenario_row (territory_id, call_code, scenario, application_id, cost_cents, decision, revision, changed_ms, changed_by)
SELECT territory_id, call_code, 1, application_id, total_cents + 10000, 'programmed', 4, 1, 101 FROM application WHERE call_code = 'libercourt-2025' AND position = (SELECT MIN(position) FROM application WHERE call_code = 'libercourt-2025');"
start_server

PROGRAMMES=/programmes/libercourt-2025
as "$STRANGER" $PROGRAMMES
assert_same "a stranger does not see the votes" 403 "$STATUS"
person 104 'Élue'
ELECTED=$COOKIE
sql "INSERT INTO person_role (territory_id, person_id, role, institution, granted_ms, granted_by) VALUES ($TERRITORY, 104, 'elected', '', 1, 'cli:0')"
for who in "$OFFICER" "$ELECTED"; do
	as "$who" /my
	assert_contains "who decides on a call finds its table from one's own page" 'href="/grids/libercourt-2025"' "$BODY"
	as "$who" /grids/libercourt-2025
	assert_contains "and the vote from the table" "href=\"$PROGRAMMES\"" "$BODY"
done
assert_lacks "an elected member is not led to the office's imports" 'href="/imports/' "$BODY"
assert_lacks "nor to the funders' letters" 'href="/notifications/' "$BODY"
as "$OFFICER" /grids/libercourt-2025
assert_contains "the office is" 'href="/notifications/libercourt-2025"' "$BODY"
as "$STRANGER" /my
assert_lacks "who decides nothing is shown none of it" '/grids/' "$BODY"
as "$OFFICER" $PROGRAMMES
assert_same "an officer does" 200 "$STATUS"
assert_contains "with the scenario to adopt" "$PROGRAMMES/adopt?scenario=1" "$BODY"
as "$OFFICER" "$PROGRAMMES/adopt?scenario=1"
assert_contains "what stands against it is told" 'Il manque 100' "$BODY"
assert_contains "and what would be voted" 'Actions programmées' "$BODY"
as "$STRANGER" "$PROGRAMMES/adopt?scenario=1"
assert_same "only to the office" 403 "$STATUS"

as "$OFFICER" "$PROGRAMMES/adopt?scenario=1"
post "$OFFICER" $PROGRAMMES/adopt "csrf=$TOKEN" scenario=1 revision=4 kind=initial 'title=Complément 2025' 'annex=Annexe 1' reason=
assert_same "without a reason it is not adopted" 422 "$STATUS"
assert_contains "the reason is asked" 'dites pourquoi' "$BODY"
assert_contains "what was typed stays" 'Complément 2025' "$BODY"
post "$OFFICER" $PROGRAMMES/adopt "csrf=$TOKEN" scenario=1 revision=3 kind=initial 'title=Complément 2025' 'annex=Annexe 1' 'reason=La ville complétera'
assert_same "a scenario that moved is read again" 409 "$STATUS"
assert_contains "and says so" 'a changé pendant' "$BODY"
token=$TOKEN
as "$SECOND" "$PROGRAMMES/adopt?scenario=1"
# Two officers press the button at the same moment.
curl -s --max-time 60 -o /dev/null -w '%{http_code}\n' -b "session=$SECOND" -H 'Sec-Fetch-Site: same-origin' --data-urlencode "csrf=$TOKEN" -d scenario=1 -d revision=4 -d kind=initial \
	--data-urlencode 'title=Complément 2025' --data-urlencode 'annex=Annexe 1' --data-urlencode 'reason=La ville complétera' "$URL$PROGRAMMES/adopt" >"$WORK/second" &
post "$OFFICER" $PROGRAMMES/adopt "csrf=$token" scenario=1 revision=4 kind=initial 'title=Complément 2025' 'annex=Annexe 1' 'reason=La ville complétera'
wait $!
assert_same "with one it is, once" "303 409" "$(printf '%s\n%s\n' "$STATUS" "$(cat "$WORK/second")" | sort | tr '\n' ' ' | sed 's/ $//')"
assert_same "in one version" 1 "$(sql "SELECT COUNT(*) FROM programme WHERE frozen IS NOT NULL")"
SHA=$(sql "SELECT sha256 FROM programme WHERE call_code = 'libercourt-2025' AND version = 2")
as "$OFFICER" $PROGRAMMES/2
assert_contains "its fingerprint is shown" "$SHA" "$BODY"
post "$OFFICER" $PROGRAMMES/adopt "csrf=$TOKEN" scenario=1 revision=4 kind=erratum 'title=Encore' annex= reason=Encore
assert_same "a voted programme is not adopted over" 409 "$STATUS"
assert_contains "who was quicker is told, with the version" 'version 2' "$BODY"
assert_contains "what was typed is not lost" 'Encore' "$BODY"
FIRST=$(sql "SELECT MIN(application_id) FROM application WHERE call_code = 'libercourt-2025'")
as "$OFFICER" "/grids/libercourt-2025/rows/$FIRST"
submit "$OFFICER" /grids/libercourt-2025/cell.json scenario=1 "application=$FIRST" column=anct base=1 stage=voted amount=1
assert_same "nobody types in what was voted" 409 "$STATUS"
submit "$OFFICER" "/grids/libercourt-2025/rows/$FIRST" scenario=1 base=4 cost=1 other= decision=programmed axis= note=
assert_same "nor changes a row of it" 409 "$STATUS"
submit "$OFFICER" /grids/libercourt-2025/state scenario=1 state=open 'reason=Encore un point'
assert_same "nor opens it again" 409 "$STATUS"
assert_same "the voted amounts are where the rest reads them" "$(sql "SELECT SUM(proposed_cents) FROM financing_line")" "$(sql "SELECT SUM(voted_cents) FROM financing_line")"

as "$OFFICER" $PROGRAMMES/2
post "$OFFICER" $PROGRAMMES/2/decision "csrf=$TOKEN" number=2025-041 day=2025-04-31
assert_same "no such day" 422 "$STATUS"
post "$OFFICER" $PROGRAMMES/2/decision "csrf=$TOKEN" number=2025-041 day=2025-04-03
assert_same "the decision comes later" 303 "$STATUS"
post "$OFFICER" $PROGRAMMES/2/receipts "csrf=$TOKEN" number= sent= received= place=
assert_same "a receipt has a number" 422 "$STATUS"
post "$OFFICER" $PROGRAMMES/2/receipts "csrf=$TOKEN" number=062-A sent=2025-04-04 received=2025-04-04 place=
assert_same "a receipt is noted" 303 "$STATUS"
post "$OFFICER" $PROGRAMMES/2/receipts "csrf=$TOKEN" number=062-B sent=2025-04-04 received=2025-04-05 'place=page 2'
as "$OFFICER" $PROGRAMMES/2
assert_contains "two numbers on one annex are told (P5)" 'deux numéros' "$BODY"
assert_same "the frozen text did not move" "$SHA" "$(sql "SELECT sha256 FROM programme WHERE call_code = 'libercourt-2025' AND version = 2")"
post "$STRANGER" $PROGRAMMES/2/decision "csrf=$TOKEN" number=X day=
assert_same "a stranger notes nothing" 403 "$STATUS"

for format in docx xlsx ods csv; do
	as "$OFFICER" "$PROGRAMMES/2/annex/$format"
	assert_same "the annex as $format" 200 "$STATUS"
	assert_contains "has a name" "programme-libercourt-2025-v2.$format" "$HEAD"
	cp "$BODY" "$WORK/annex.$format"
done
as "$OFFICER" "$PROGRAMMES/2/annex/exe"
assert_same "no other format" 404 "$STATUS"
(cd "$WORK" && unzip -q -o annex.docx -d annexdocx)
assert_contains "the foot has the fingerprint" "$SHA" "$WORK/annexdocx/word/footer1.xml"
assert_contains "the head has the decision" '2025-041' "$WORK/annexdocx/word/document.xml"
assert_contains "and the receipt" '062-B' "$WORK/annexdocx/word/document.xml"
if command -v pdftotext >/dev/null && command -v soffice >/dev/null; then
	as "$OFFICER" "$PROGRAMMES/2/annex/pdf"
	assert_same "the annex as pdf" 200 "$STATUS"
	pdftotext -layout "$BODY" "$WORK/annex.txt"
	assert_contains "with its fingerprint in the foot" "$SHA" "$WORK/annex.txt"
	assert_contains "and its page number" 'Page 1 / ' "$WORK/annex.txt"
	# shellcheck disable=SC2086
	"$FAUBOURG" programme libercourt-2025 --version 2 --format json $WHERE >"$WORK/voted.json" 2>"$ERR" || true
	assert_same "its amounts are those that were voted, to the cent" "$(pages_of_json "$WORK/voted.json")" "$(annex_of_pdf "$BODY")"
fi
assert_status "the public page has the whole" 200 /calls/libercourt-2025/programme
assert_contains "under its latest title" 'Complément 2025' "$BODY"
get "/calls/libercourt-2025/programme/voted.json?version=2"
assert_same "whoever has the annex can work out its fingerprint from the text that was voted" "$SHA" "$(sha256sum "$BODY" | cut -d ' ' -f 1)"
get /calls/libercourt-2025/programme
assert_contains "the public page shows it" "$SHA" "$BODY"
assert_status "a version that nobody voted has no such text" 404 '/calls/libercourt-2025/programme/voted.json?version=7'
get /
plain_total=$(sed -n 's/.*<p class="figure">\([^<]*\)<.*/\1/p' "$BODY" | head -n 1)
get /calls/libercourt-2025/programme.json
assert_same "the home page has the total that was voted" "$(jq .total_cents "$BODY")" "$(printf '%s' "$plain_total" | tr -cd '0-9')00"
assert_status "public Word" 200 /calls/libercourt-2025/programme.docx
assert_status "public ods" 200 /calls/libercourt-2025/programme.ods
assert_status "year on year" 200 '/calls/libercourt-2025/programme/compare?with=libercourt-2025.1'
assert_contains "by funder" 'Par financeur' "$BODY"
assert_status "as a file" 200 '/calls/libercourt-2025/programme/compare.csv?with=libercourt-2025.1'
assert_status "with what is there only" 404 '/calls/libercourt-2025/programme/compare?with=nothing.1'

# The town's template.
TEMPLATES=/templates/$CODE
as "$STRANGER" "$TEMPLATES"
assert_same "templates are the office's" 403 "$STATUS"
as "$OFFICER" "$TEMPLATES/made/annex"
assert_same "a template of the product" 200 "$STATUS"
cp "$BODY" "$WORK/ours.docx"
mkdir "$WORK/t" && (cd "$WORK/t" && unzip -q ../ours.docx)
sed -i 's/{{programme}}/Ville de Test : {{programme}} {{zorglub}}/' "$WORK/t/word/document.xml"
(cd "$WORK/t" && zip -q -X -r ../bad.docx '[Content_Types].xml' _rels word)
sed -i 's/ {{zorglub}}//' "$WORK/t/word/document.xml"
(cd "$WORK/t" && zip -q -X -r ../good.docx '[Content_Types].xml' _rels word)
send "$OFFICER" "$TEMPLATES" "$WORK/bad.docx" annex
assert_same "unknown fields are refused" 422 "$STATUS"
assert_contains "by name, with their place" 'zorglub' "$BODY"
assert_same "nothing is kept of it" 0 "$(sql 'SELECT COUNT(*) FROM template')"
printf 'rien' >"$WORK/text.docx"
send "$OFFICER" "$TEMPLATES" "$WORK/text.docx" annex
assert_same "a file that is no document is refused" 422 "$STATUS"
send "$OFFICER" "$TEMPLATES" "$WORK/good.docx" annex
assert_same "a good one is kept" 303 "$STATUS"
as "$OFFICER" "$PROGRAMMES/2/annex/docx"
(cd "$WORK" && cp "$BODY" town.docx && unzip -q -o town.docx -d town)
assert_contains "the annex follows it" 'Ville de Test : ' "$WORK/town/word/document.xml"
as "$OFFICER" "$TEMPLATES/1/preview"
assert_same "it is tried on real data" 200 "$STATUS"
# A template of another time: its bytes have a field that is none any more.
BAD=$(sha256sum "$WORK/bad.docx" | cut -d ' ' -f 1)
FOLDER=$(dirname "$(find "$WORK/bytes" -type f -name "$(sql 'SELECT sha256 FROM template' | cut -c 3-)*" -o -type f -name "$(sql 'SELECT sha256 FROM template')" | head -n 1)")
mkdir -p "$(dirname "$FOLDER")/$(printf '%s' "$BAD" | cut -c 1-2)"
cp "$WORK/bad.docx" "$(dirname "$FOLDER")/$(printf '%s' "$BAD" | cut -c 1-2)/$BAD"
GOOD=$(sql 'SELECT sha256 FROM template')
sql "INSERT INTO file (sha256, bytes, media, scan, created_ms) VALUES ('$BAD', 1, 'application/octet-stream', 'clean', 1); UPDATE template SET sha256 = '$BAD'"
as "$OFFICER" "$PROGRAMMES/2/annex/docx"
assert_same "a template that no longer fits makes nothing" 422 "$STATUS"
assert_contains "the page says which field" 'zorglub' "$BODY"
assert_contains "in the title too" 'Erreur' "$BODY"
assert_contains "and offers the product's own" 'template=none' "$BODY"
as "$OFFICER" "$PROGRAMMES/2/annex/docx?template=none"
assert_same "which is made" 200 "$STATUS"
assert_status "a visitor gets that one" 200 /calls/libercourt-2025/programme.docx
sql "UPDATE template SET sha256 = '$GOOD'"
as "$OFFICER" "$TEMPLATES"
post "$OFFICER" "$TEMPLATES/1/remove" "csrf=$TOKEN"
assert_same "it is taken away" 303 "$STATUS"
as "$OFFICER" "$PROGRAMMES/2/annex/docx"
(cd "$WORK" && cp "$BODY" ours2.docx && unzip -q -o ours2.docx -d ours2)
assert_lacks "and ours is used again" 'Ville de Test' "$WORK/ours2/word/document.xml"
assert_same "every step is in the journal" 6 "$(sql "SELECT COUNT(*) FROM audit WHERE verb IN ('adopt_programme', 'note_decision', 'note_receipt', 'add_template', 'remove_template')")"
stop_server

# shellcheck disable=SC2086
assert_exit "verify finds it whole" 0 "$FAUBOURG" verify $WHERE
# shellcheck disable=SC2086
assert_exit "the command line writes a version" 1 "$FAUBOURG" programme libercourt-2025 --version 2 --format ods -o "$WORK/cli.ods" $WHERE
# shellcheck disable=SC2086
assert_exit "and adopts nothing twice" 65 "$FAUBOURG" programme adopt libercourt-2025 --author p101@association.example --reason Encore $WHERE
assert_contains "it says why" 'déjà adopté' "$ERR"
audit_left adoption
sql "UPDATE programme SET frozen = REPLACE(frozen, 'Complément', 'Supplément') WHERE version = 2 AND call_code = 'libercourt-2025'"
# shellcheck disable=SC2086
assert_exit "a frozen text that was altered is told by verify" 1 "$FAUBOURG" verify $WHERE
assert_contains "which one" 'libercourt-2025 v2' "$ERR"
finish
