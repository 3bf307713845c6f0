# What arrives when a request is filed: the receipt and the message to all correspondents, in the reader's language, through a real mail server, with the real sheet as PDF and
# Word; the PDF is opened by another reader than ours (poppler), the Word file sent back. Rows L3, A9; issue 4, 6. Needs LibreOffice for the PDF.
set -eu
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
. "$ROOT/tests/lib/report.sh"
. "$ROOT/tests/lib/instance.sh"
. "$ROOT/tests/lib/people.sh"
. "$ROOT/tests/lib/mail.sh"

# of ADDRESS NAME: a field of the mail that this address got.
of() {
	grep -F "\"envelope\":[\"$1\"" "$BOX/mails" | tail -n 1 >"$WORK/mail.one" || true
	node -e 'const m = JSON.parse(require("fs").readFileSync(process.argv[1])); const v = process.argv[2].split(".").reduce((a, k) => a?.[k], m); console.log(typeof v === "object" ? JSON.stringify(v) : String(v))' "$WORK/mail.one" "$2" 2>/dev/null || echo "no mail to $1"
}

# file_request PERSON: signs and files, and waits until the jobs of the server have sent everything.
file_request() {
	as "$1" "$SHEET/sign"
	submit "$1" "$SHEET/sign" "base=$BASE" "capacity=Présidente" "attests=yes"
	assert_same "the request is filed" 303 "$STATUS"
	tries=0
	until [ "$(sql "SELECT COUNT(*) FROM outbox WHERE state = 'waiting'")" -eq 0 ] || [ "$tries" -gt 240 ]; do
		tries=$((tries + 1))
		sleep 0.5
	done
	assert_same "all mails left" 0 "$(sql "SELECT COUNT(*) FROM outbox WHERE state <> 'sent'")"
}

settings none
sed -i 's,https://aides,http://aides,' "$WORK/settings" # the cookies of these people have the name that a site without TLS gives them
mailer
FAUBOURG_CLOCK=2024-09-04T08:00:00Z+
FAUBOURG_FILES=$WORK/bytes
FAUBOURG_KEY_FILE=$WORK/key
export FAUBOURG_CLOCK FAUBOURG_FILES FAUBOURG_KEY_FILE
fresh_instance filed
load_all
person 101 'Président'
FRENCH=$COOKIE
person 102 'Treasurer'
sql "UPDATE person SET lang = 'en' WHERE person_id = 102"
organisation 201 'Jardins partagés' association 101
member 201 102 signatory
sql "UPDATE applicant SET siret = '73282932000074', siren = '732829320' WHERE applicant_id = 201"
for officer in 104 105 106; do
	person "$officer" "Correspondante $officer"
	sql "INSERT INTO person_role (territory_id, person_id, role, institution, granted_ms, granted_by) SELECT territory_id, $officer, 'officer', '', 1, 'cli:0' FROM call WHERE code = 'lievin-2024'"
done
sql "UPDATE person SET lang = 'en' WHERE person_id = 106"
complete_draft 301 lievin-2024 201 101
start_server --settings "$WORK/settings"
file_request "$FRENCH"

receipt=p101@association.example
assert_contains "the receipt has its number in the subject" 'LIEVIN-2024-0001' "$(of "$receipt" subject >"$WORK/said" && echo "$WORK/said")"
of "$receipt" text >"$WORK/fr.txt"
assert_contains "it greets" 'Bonjour,' "$WORK/fr.txt"
assert_contains "it says the moment in the town's own time" '10:00:0' "$WORK/fr.txt"
assert_contains "what silence means" 'L231-4' "$WORK/fr.txt"
assert_contains "and the digest of what was signed" "$(sql "SELECT sha256 FROM filing WHERE sheet_id = 301")" "$WORK/fr.txt"
assert_same "an answer goes to the office" 'p104@association.example' "$(of "$receipt" replyTo.0.address)"
assert_contains "and the mail says so" 'votre réponse arrive au service' "$WORK/fr.txt"
of p102@association.example text >"$WORK/en.txt"
assert_contains "the other signatory reads English" 'Hello,' "$WORK/en.txt"
assert_same "and not a word of French" 0 "$(grep -ciE 'bonjour|la demande|votre |a été' "$WORK/en.txt" || true)"

for officer in 104 105 106; do
	assert_contains "each correspondent is told (L3)" 'LIEVIN-2024-0001' "$(of "p$officer@association.example" subject >"$WORK/said" && echo "$WORK/said")"
	assert_same "with the sheet as PDF and as Word" 2 "$(of "p$officer@association.example" files | jq length)"
done
of "$receipt" files >"$WORK/files.json"
for medium in pdf docx; do
	kept=$(jq -r --arg suffix ".$medium" '[.[] | select(.name | endswith($suffix))][0].kept // empty' "$WORK/files.json")
	assert_same "the $medium is attached" yes "$([ -s "$kept" ] && cp "$kept" "$WORK/sheet.$medium" && echo yes)"
done
unzip -p "$WORK/sheet.docx" word/document.xml >"$WORK/document.xml"
assert_contains "the Word sheet is that of the request" 'LIEVIN-2024-0001' "$WORK/document.xml"
if [ -x /usr/bin/soffice ]; then
	pdftotext -layout "$WORK/sheet.pdf" "$WORK/sheet.txt"
	assert_contains "the PDF opens and has its number" 'LIEVIN-2024-0001' "$WORK/sheet.txt"
	assert_contains "the digest of what was signed" "$(sql "SELECT sha256 FROM filing WHERE sheet_id = 301" | cut -c 1-16)" "$WORK/sheet.txt"
	assert_same "and no word of a draft" 0 "$(grep -c 'NON DÉPOSÉ' "$WORK/sheet.txt" || true)"
	pdfinfo "$WORK/sheet.pdf" >"$WORK/info"
	assert_contains "it is tagged for those who hear it" 'Tagged:          yes' "$WORK/info"
	assert_contains "and has a title" 'Title:           Le potager des voisins' "$WORK/info"
	pdfinfo -meta "$WORK/sheet.pdf" >"$WORK/meta"
	assert_contains "it declares PDF/A-2" 'pdfaid:part>2<' "$WORK/meta"
	assert_contains "and PDF/UA-1" 'pdfuaid:part>1<' "$WORK/meta"
	assert_contains "a voice knows that it is French" '/Lang(fr-FR)' "$WORK/sheet.pdf"
	pdffonts "$WORK/sheet.pdf" | tail -n +3 >"$WORK/fonts"
	assert_same "every font is in it" 0 "$(grep -cvE ' yes (yes|no) +(yes|no) +[0-9]+ +[0-9]+$' "$WORK/fonts" || true)"
	assert_contains "with its characters as text" ' yes yes yes ' "$WORK/fonts"
fi
stop_server
finish
