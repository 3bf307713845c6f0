# Word sheets over HTTP: a blank one downloaded by anybody, filled, sent back, shown before it is used, turned into a draft that keeps the file; refusals with their reason; the
# same from a draft back into it; PDF when LibreOffice is there (rows L3, L5, A9, N14). How answers are found in a sheet: tests/unit/paper_test.c.
set -eu
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
. "$ROOT/tests/lib/report.sh"
. "$ROOT/tests/lib/instance.sh"
. "$ROOT/tests/lib/people.sh"

# upload COOKIE PATH FILE [FIELD…]: a form with a file.
upload() {
	uploader=$1
	where=$2
	file=$3
	shift 3
	send "$uploader" "$where" "csrf=$TOKEN" "$@" "file=@$file"
	TICKET=$(sed -n 's/.*name="ticket" value="\([^"]*\)".*/\1/p' "$BODY" | head -n 1)
	TOKEN=$(sed -n 's/.*name="csrf" value="\([^"]*\)".*/\1/p' "$BODY" | head -n 1)
}

# take COOKIE PATH TICKET APPLICANT
take() {
	post "$1" "$2" "csrf=$TOKEN" "ticket=$3" "applicant=$4"
}

FAUBOURG_CLOCK=2024-09-10T08:00:00Z+
FAUBOURG_FILES=$WORK/bytes
FAUBOURG_KEY_FILE=$WORK/key
export FAUBOURG_CLOCK FAUBOURG_FILES FAUBOURG_KEY_FILE
fresh_instance paper
load_all
person 101 'Coordinatrice'
WRITER=$COOKIE
person 102 'Voisine'
STRANGER=$COOKIE
organisation 201 'Jardins partagés' association 101
organisation 202 'Club voisin' association 102
ORGANISATION=$(code_of 201)
start_server

assert_status "anybody has the blank sheet" 200 /calls/lievin-2024/sheet.docx
assert_contains "it is a Word document" 'wordprocessingml.document' "$HEAD"
assert_contains "with a name" 'fiche-lievin-2024.docx' "$HEAD"
cp "$BODY" "$WORK/blank.docx"
assert_status "an unknown call has none" 404 /calls/nothing/sheet.docx
assert_status "an unknown bearer has none" 404 '/calls/lievin-2024/sheet.docx?bearer=wizard'
# shellcheck disable=SC2086
assert_exit "the command line writes one too" 0 "$FAUBOURG" sheet lievin-2024 --blank -o "$WORK/cli.docx" $WHERE
# shellcheck disable=SC2086
assert_exit "not without --blank" 64 "$FAUBOURG" sheet lievin-2024 -o "$WORK/cli.docx" $WHERE
# shellcheck disable=SC2086
assert_exit "not as a spreadsheet" 64 "$FAUBOURG" sheet lievin-2024 --blank -o "$WORK/cli.xlsx" $WHERE

# fill_in BLANK FILLED TAG=VALUE…: as by somebody who types in Word, into the first control of that tag.
cat >"$WORK/fill.py" <<'PYTHON'
import re, sys
path = sys.argv[1]
text = open(path, encoding="utf-8").read()
def fill(text, tag, value):
    at = text.index('<w:tag w:val="%s"/>' % tag)
    end = text.index("</w:sdt>", at)
    part = re.sub(r"<w:t [^>]*>[^<]*</w:t>", "<w:t>%s</w:t>" % value, text[at:end].replace("<w:showingPlcHdr/>", ""))
    return text[:at] + part + text[end:]
for said in sys.argv[2:]:
    tag, value = said.split("=", 1)
    text = fill(text, tag, value)
text = text.replace("<w:sectPr>", "<w:p><w:r><w:t>fin</w:t></w:r></w:p><w:sectPr>", 1)
open(path, "w", encoding="utf-8").write(text)
PYTHON
fill_in() {
	rm -rf "$WORK/docx"
	mkdir "$WORK/docx"
	(cd "$WORK/docx" && unzip -q "$1")
	filled=$2
	shift 2
	python3 "$WORK/fill.py" "$WORK/docx/word/document.xml" "$@"
	(cd "$WORK/docx" && zip -q -r "$filled" .)
}
fill_in "$WORK/blank.docx" "$WORK/filled.docx" "project.title=Le potager des voisins" project.start=31/31/2025 identity.website=https://jardins.example

assert_status "sending back asks to sign in" 303 /calls/lievin-2024/word
as "$WRITER" /calls/lievin-2024/word
assert_same "the page to send from opens" 200 "$STATUS"
assert_contains "it offers the blank sheet" '/calls/lievin-2024/sheet.docx' "$BODY"
upload "$WRITER" /calls/lievin-2024/word "$WORK/filled.docx" "applicant=$ORGANISATION"
assert_same "a filled sheet is read" 200 "$STATUS"
assert_contains "its answers are shown" 'Le potager des voisins' "$BODY"
assert_contains "what does not read is shown with its reason" '31/31/2025' "$BODY"
assert_same "nothing is written yet" 0 "$(sql "SELECT COUNT(*) FROM sheet WHERE kind = 'application'")"
KEPT=$TICKET
as "$STRANGER" /calls/lievin-2024/word
take "$STRANGER" /calls/lievin-2024/word/take "$KEPT" "$(code_of 202)"
assert_same "somebody else cannot use that ticket" 404 "$(test "$STATUS" = 403 && echo 404 || echo "$STATUS")"
as "$WRITER" /calls/lievin-2024/word
take "$WRITER" /calls/lievin-2024/word/take "$KEPT" "$(code_of 202)"
assert_same "not for somebody else's organisation" 422 "$STATUS"
as "$WRITER" /calls/lievin-2024/word
take "$WRITER" /calls/lievin-2024/word/take "$KEPT" "$ORGANISATION"
assert_same "taking it makes a draft" 303 "$STATUS"
assert_same "by Word" word "$(sql "SELECT channel FROM sheet WHERE kind = 'application'")"
assert_same "with its title" 'Le potager des voisins' "$(sql "SELECT title FROM sheet WHERE kind = 'application'")"
assert_same "what does not read is kept as typed" '31/31/2025' "$(sql "SELECT value FROM sheet_value WHERE field = 'project.start'")"
assert_same "the organisation's own answers are filled" 'https://jardins.example' "$(sql "SELECT value FROM sheet_value WHERE field = 'identity.website'")"
assert_same "the file itself is attached" filled.docx "$(sql "SELECT name FROM attachment")"
SHEET=/sheets/$(code_of "$(sql "SELECT sheet_id FROM sheet WHERE kind = 'application'")")

# A draft as a file, and back into it.
assert_status "a draft is a Word document" 200 "$SHEET/sheet.docx" -b "session=$WRITER"
cp "$BODY" "$WORK/draft.docx"
assert_contains "that says it is not filed" 'NON DÉPOSÉ' "$(unzip -p "$WORK/draft.docx" word/document.xml >"$WORK/draft.xml" && echo "$WORK/draft.xml")"
assert_status "not for somebody else" 404 "$SHEET/sheet.docx" -b "session=$STRANGER"
assert_status "a version that was never filed is not there" 404 "$SHEET/versions/1/sheet.docx" -b "session=$WRITER"
as "$WRITER" "$SHEET/word"
upload "$WRITER" "$SHEET/word" "$WORK/draft.docx"
assert_same "it is read back" 200 "$STATUS"
take "$WRITER" "$SHEET/word/take" "$TICKET" ""
assert_same "into the same draft" 303 "$STATUS"
assert_same "no second one is made" 1 "$(sql "SELECT COUNT(*) FROM sheet WHERE kind = 'application'")"

# An English sheet, sent from a page in French: it says itself in which language it is.
assert_status "the blank sheet is there in English" 200 /en/calls/lievin-2024/sheet.docx
cp "$BODY" "$WORK/blank-en.docx"
assert_contains "with its questions in English" 'Title of the project' "$(unzip -p "$WORK/blank-en.docx" word/document.xml >"$WORK/en.xml" && echo "$WORK/en.xml")"
fill_in "$WORK/blank-en.docx" "$WORK/filled-en.docx" "project.title=The garden of all" project.start=01/03/2025
for language in '' /en; do
	as "$WRITER" "$language/calls/lievin-2024/word"
	upload "$WRITER" "$language/calls/lievin-2024/word" "$WORK/filled-en.docx" "applicant=$ORGANISATION"
	assert_same "it is read from a page of ${language:-/fr}" 200 "$STATUS"
	assert_contains "with its answers" 'The garden of all' "$BODY"
	assert_same "and nothing that could not be read" 0 "$(grep -c 'id="unread"' "$BODY" || true)"
done

# An officer who types for a bearer reads a sheet into that draft; the office of another town does not.
person 103 'Chargée de mission'
OFFICER=$COOKIE
person 104 'Chargé de mission ailleurs'
FAR=$COOKIE
sql "INSERT INTO person_role (territory_id, person_id, role, institution, granted_ms, granted_by) SELECT territory_id, 103, 'officer', '', 1, 'cli:0' FROM call WHERE code = 'lievin-2024';
	INSERT INTO person_role (territory_id, person_id, role, institution, granted_ms, granted_by) SELECT territory_id, 104, 'officer', '', 1, 'cli:0' FROM call WHERE code = 'cabbalr-2020'"
DESK=/desk/$(sql "SELECT code FROM territory WHERE territory_id = (SELECT territory_id FROM call WHERE code = 'lievin-2024')")
as "$OFFICER" "$DESK/calls/lievin-2024/type"
submit "$OFFICER" "$DESK/calls/lievin-2024/type" "channel=paper" "siret=" "name=Les amis du parc" "kind=association" "email=parc@association.example" "day=2024-09-09" "hour=10:00" "reason=Tampon"
assert_same "an officer types for a new bearer" 303 "$STATUS"
TYPED=/sheets/$(code_of "$(sql "SELECT sheet_id FROM sheet WHERE kind = 'application' ORDER BY created_ms DESC, changed_ms DESC LIMIT 1")")
assert_status "the office of another town does not see it" 404 "$TYPED/word" -b "session=$FAR"
as "$OFFICER" "$TYPED/word"
assert_same "the officer may send a sheet into it (N14)" 200 "$STATUS"
upload "$OFFICER" "$TYPED/word" "$WORK/filled.docx"
assert_same "it is read" 200 "$STATUS"
take "$OFFICER" "$TYPED/word/take" "$TICKET" ""
assert_same "and taken" 303 "$STATUS"
as "$OFFICER" "$TYPED"
assert_contains "its answers are those of the bearer" 'Le potager des voisins' "$BODY"

# Refusals.
as "$WRITER" /calls/cabbalr-2020/word
upload "$WRITER" /calls/cabbalr-2020/word "$WORK/filled.docx" "applicant=$ORGANISATION"
assert_same "a sheet of another call is refused" 422 "$STATUS"
assert_contains "by the name of its call" 'lievin-2024' "$BODY"
assert_contains "with the error in the title" '<title>Erreur' "$BODY"
as "$WRITER" /calls/lievin-2024/word
upload "$WRITER" /calls/lievin-2024/word "$WORK/blank.docx" "applicant=$ORGANISATION"
assert_same "a blank one has nothing to read" 422 "$STATUS"
printf '\320\317\021\340\241\261\032\341 old' >"$WORK/old.doc"
as "$WRITER" /calls/lievin-2024/word
upload "$WRITER" /calls/lievin-2024/word "$WORK/old.doc" "applicant=$ORGANISATION"
assert_same "an old Word file is refused" 422 "$STATUS"
printf 'only text' >"$WORK/note.txt"
as "$WRITER" /calls/lievin-2024/word
upload "$WRITER" /calls/lievin-2024/word "$WORK/note.txt" "applicant=$ORGANISATION"
assert_same "a text is no sheet" 422 "$STATUS"
assert_contains "and is told so" 'fiche Word' "$BODY"

# LibreOffice, where it is.
if [ -x /usr/bin/soffice ]; then
	STATUS=$(curl -s --max-time 100 -o "$BODY" -w '%{http_code}' -b "session=$WRITER" "$URL$SHEET/sheet.pdf")
	assert_same "a draft is a PDF" 200 "$STATUS"
	assert_same "that begins as one" '%PDF' "$(head -c 4 "$BODY")"
	assert_same "made once" 1 "$(find "$WORK" -path '*/made/*.pdf' | wc -l)"
fi
audit_left paper
stop_server

# ---- as it was filed ----

FAUBOURG_CLOCK=2024-09-10T08:00:00Z+
fresh_instance filed
load_all
person 101 'Coordinatrice'
WRITER=$COOKIE
person 102 'Présidente'
SIGNATORY=$COOKIE
organisation 201 'Jardins partagés' association 102
member 201 101 writer
sql "UPDATE applicant SET siret = '73282932000074', siren = '732829320' WHERE applicant_id = 201"
complete_draft 301 lievin-2024 201 101
start_server
as "$SIGNATORY" "$SHEET/sign"
post "$SIGNATORY" "$SHEET/sign" "csrf=$TOKEN" "base=$BASE" "capacity=Présidente" "attests=yes"
assert_same "the request is filed" 303 "$STATUS"
assert_status "what was filed is a Word document" 200 "$SHEET/versions/1/sheet.docx" -b "session=$SIGNATORY"
unzip -p "$BODY" word/document.xml >"$WORK/filed.xml"
assert_contains "with its number" 'LIEVIN-2024-0001' "$WORK/filed.xml"
assert_contains "and the digest of what was signed" "$(sql "SELECT sha256 FROM filing")" "$WORK/filed.xml"
assert_same "and no word of a draft" 0 "$(grep -c 'NON DÉPOSÉ' "$WORK/filed.xml" || true)"
assert_status "a version that was not filed is not there" 404 "$SHEET/versions/2/sheet.docx" -b "session=$SIGNATORY"
assert_status "its page offers the file" 200 "$SHEET/versions/1" -b "session=$SIGNATORY"
assert_contains "by its address" "$SHEET/versions/1/sheet.docx" "$BODY"
assert_status "it can no longer be filled from a sheet" 404 "$SHEET/word" -b "session=$WRITER"
if [ -x /usr/bin/soffice ]; then
	STATUS=$(curl -s --max-time 100 -o "$BODY" -w '%{http_code}' -b "session=$SIGNATORY" "$URL$SHEET/versions/1/sheet.pdf")
	assert_same "and a PDF" 200 "$STATUS"
	if [ -n "${KEEP_PDF:-}" ]; then cp "$BODY" "$KEEP_PDF"; fi
fi
# A renewal filled in Word says from which project it goes on, before it becomes a draft (B11: the tapering follows the link).
as "$WRITER" "/calls/lievin-2024/apply?applicant=$(code_of 201)&request=renewal"
BLANK=$(grep -o '/calls/lievin-2024/sheet.docx[^"]*' "$BODY" | head -n 1 | sed 's/&amp;/\&/g')
assert_same "whoever goes on with a project is given the sheet of a renewal" '/calls/lievin-2024/sheet.docx?bearer=association&request=renewal' "$BLANK"
get "$BLANK"
cp "$BODY" "$WORK/renewal.docx"
fill_in "$WORK/renewal.docx" "$WORK/again.docx" "project.title=Le potager, deuxième année"
as "$WRITER" /calls/lievin-2024/word
upload "$WRITER" /calls/lievin-2024/word "$WORK/again.docx" "applicant=$(code_of 201)"
assert_contains "a renewal in Word asks of which project" 'name="previous" value="sheet.' "$BODY"
PREVIOUS=$(grep -o 'value="sheet\.[^"]*"' "$BODY" | head -n 1 | cut -d '"' -f 2)
KEPT=$TICKET
take "$WRITER" /calls/lievin-2024/word/take "$KEPT" "$(code_of 201)"
assert_same "without an answer it is not taken" 422 "$STATUS"
assert_contains "and what was read is shown again, with the question" 'Choisissez le projet de départ' "$BODY"
assert_contains "nothing of the file is lost" 'Le potager, deuxième année' "$BODY"
post "$WRITER" /calls/lievin-2024/word/take "csrf=$TOKEN" "ticket=$TICKET" "applicant=$(code_of 201)" "previous=$PREVIOUS"
assert_same "with one it is" 303 "$STATUS"
assert_same "and the draft goes on from that project" 301 "$(sql "SELECT previous_sheet FROM sheet WHERE title = 'Le potager, deuxième année'")"
stop_server
finish
