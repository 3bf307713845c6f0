# From a voted programme to letters that bearers have read (B15, P8, L7): a funder's agent sets who signs, makes letters and a refusal, takes the PDF to be signed; it comes back shuffled,
# turned and as pictures, with a page that nobody can read; what is signed leaves by a real mail server, once; the bearer finds it. Both databases. Needs LibreOffice and poppler.
# The ’ of French words is meant.
# shellcheck disable=SC1112
set -eu
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
. "$ROOT/tests/lib/report.sh"
. "$ROOT/tests/lib/instance.sh"
. "$ROOT/tests/lib/people.sh"
. "$ROOT/tests/lib/mail.sh"
. "$ROOT/tests/lib/scramble.sh"

CALL=lievin-2024
# One line, ordinary blanks.
flat() { sed "s|\xc2\xa0| |g; s|\xe2\x80\xaf| |g" | tr -s " \n" " "; }
settings none
sed -i 's,https://aides,http://aides,' "$WORK/settings" # the cookies of these people have the name that a site without TLS gives them
mailer
FAUBOURG_CLOCK=2024-09-10T08:00:00Z+
FAUBOURG_CLAMD=none
FAUBOURG_FILES=$WORK/bytes
FAUBOURG_KEY_FILE=$WORK/key
export FAUBOURG_CLOCK FAUBOURG_CLAMD FAUBOURG_FILES FAUBOURG_KEY_FILE
fresh_instance notify
load_all
person 101 'Présidente'
PRESIDENT=$COOKIE
person 102 'Chargée de mission'
OFFICER=$COOKIE
person 103 'Agente de la Région'
AGENT=$COOKIE
person 104 'Voisine'
STRANGER=$COOKIE
TERRITORY=$(sql "SELECT territory_id FROM call WHERE code = '$CALL'")
sql "INSERT INTO person_role (territory_id, person_id, role, institution, granted_ms, granted_by) VALUES ($TERRITORY, 102, 'officer', '', 1, 'cli:0'), ($TERRITORY, 103, 'funder_agent', 'region', 1, 'cli:0')"
organisation 201 'Jardins partagés' association 101
organisation 202 'Club voisin' association 104
sql "UPDATE applicant SET siret = '73282932000074', siren = '732829320' WHERE applicant_id = 201"
complete_draft 301 $CALL 201 101
complete_draft 302 $CALL 202 104
start_server --settings "$WORK/settings"
for one in "301 $PRESIDENT" "302 $STRANGER"; do
	SHEET=/sheets/$(code_of "${one%% *}")
	as "${one#* }" "$SHEET/sign"
	submit "${one#* }" "$SHEET/sign" "base=$BASE" "capacity=Présidente" "attests=yes"
	assert_same "a request is filed" 303 "$STATUS"
done
FIRST=$(sql "SELECT application_id FROM sheet WHERE sheet_id = 301")
SECOND=$(sql "SELECT application_id FROM sheet WHERE sheet_id = 302")
sql "INSERT INTO organisation (territory_id, code, name, kind, position) VALUES ($TERRITORY, 'table', 'Centre social', 'association', 99);
	INSERT INTO action (territory_id, code, title) VALUES ($TERRITORY, 'ACT-TABLE', 'Été au quartier');
	INSERT INTO application (territory_id, application_id, call_code, action_code, bearer_code, title, state, total_cents, other_cents, position)
	VALUES ($TERRITORY, 900001, '$CALL', 'ACT-TABLE', 'table', 'Été au quartier', 'under_review', 3500000, 0, 99);
	DELETE FROM financing_line WHERE application_id IN ($FIRST, $SECOND);
	INSERT INTO financing_line (territory_id, application_id, funder_code, year, section, valued, asked_cents) VALUES ($TERRITORY, $FIRST, 'region', 2025, 'operating', 0, 2000000),
		($TERRITORY, $SECOND, 'region', 2025, 'operating', 0, 500000), ($TERRITORY, 900001, 'region', 2025, 'operating', 0, 3000000), ($TERRITORY, 900001, 'ville', 2025, 'operating', 1, 500000);
	INSERT INTO scenario (territory_id, call_code, scenario, name, origin, state, revision, made_ms, made_by) VALUES ($TERRITORY, '$CALL', 1, 'Séance', 'session', 'open', 4, 1, 102);
	INSERT INTO scenario_row (territory_id, call_code, scenario, application_id, decision, note, revision, changed_ms, changed_by) VALUES
		($TERRITORY, '$CALL', 1, $FIRST, 'programmed', 'Le porteur ajustera', 1, 1, 102), ($TERRITORY, '$CALL', 1, $SECOND, 'refused', 'Action déjà portée par la commune', 1, 1, 102),
		($TERRITORY, '$CALL', 1, 900001, 'programmed', 'Vu en séance', 1, 1, 102);
	INSERT INTO cell (territory_id, call_code, scenario, application_id, funder_code, section, valued, voted_cents, refused, reason, locked, revision, changed_ms, changed_by) VALUES
		($TERRITORY, '$CALL', 1, $FIRST, 'region', 'operating', 0, 1200000, 0, NULL, 0, 1, 1, 102), ($TERRITORY, '$CALL', 1, $SECOND, 'region', 'operating', 0, NULL, 1, 'Hors des priorités régionales', 0, 1, 1, 102),
		($TERRITORY, '$CALL', 1, 900001, 'region', 'operating', 0, 3000000, 0, NULL, 0, 1, 1, 102), ($TERRITORY, '$CALL', 1, 900001, 'ville', 'operating', 1, 500000, 0, NULL, 0, 1, 1, 102);"

NOTIFY=/notifications/$CALL
as "$AGENT" "$NOTIFY/region"
assert_same "nothing is told before the vote" 404 "$STATUS"
as "$OFFICER" "/programmes/$CALL/adopt?scenario=1"
post "$OFFICER" "/programmes/$CALL/adopt" "csrf=$TOKEN" scenario=1 revision=4 kind=initial 'title=Programmation 2024' annex= 'reason=Décidé en comité'
assert_same "the programme is voted" 303 "$STATUS"

# ---- who may, what is told ----
as "$STRANGER" "$NOTIFY/region"
assert_same "a bearer does not notify" 403 "$STATUS"
as "$AGENT" "$NOTIFY/ville"
assert_same "an agent notifies for their funder only" 403 "$STATUS"
as "$AGENT" "$NOTIFY"
assert_same "an agent sees the funders of the call" 200 "$STATUS"
assert_contains "their own" "$NOTIFY/region" "$BODY"
assert_lacks "no other" "$NOTIFY/ville" "$BODY"
as "$OFFICER" "$NOTIFY/ville"
assert_same "an officer notifies for all" 200 "$STATUS"
assert_contains "a contribution in kind is never paid (P8)" 'en nature, jamais versé' "$BODY"
as "$AGENT" "$NOTIFY/region"
assert_same "an agent's page" 200 "$STATUS"
assert_contains "an award" 'accordé' "$BODY"
assert_contains "above 23 000 euros a year an agreement is needed" 'Convention à signer' "$BODY"
assert_contains "a refusal with the funder's reason" 'Hors des priorités régionales' "$BODY"
assert_contains "and the committee's" 'Action déjà portée par la commune' "$BODY"
assert_contains "what is missing is told" 'Coordonnées bancaires manquantes' "$BODY"
assert_contains "who has no account is told" 'à envoyer sur papier' "$BODY"

# ---- making ----
post "$AGENT" "$NOTIFY/region" "csrf=$TOKEN" "application=$FIRST" reason= unsigned_reason=
assert_same "nobody signs yet: nothing is made" 422 "$STATUS"
assert_contains "and it says so" 'Indiquez qui signe' "$BODY"
post "$AGENT" "$NOTIFY/region/settings" "csrf=$TOKEN" sender= decision_number= decision= appeal= court= contact=
assert_same "a signatory has a name" 422 "$STATUS"
post "$AGENT" "$NOTIFY/region/settings" "csrf=$TOKEN" 'sender=La Vice-présidente' decision_number=2024-C-118 decision=2024-02-31 appeal= court= contact=
assert_same "no such day" 422 "$STATUS"
assert_contains "what was typed stays" '2024-C-118' "$BODY"
post "$AGENT" "$NOTIFY/region/settings" "csrf=$TOKEN" 'sender=La Vice-présidente' decision_number=2024-C-118 decision=2024-05-31 appeal= 'court=tribunal administratif de Lille' contact=
assert_same "who signs is set" 303 "$STATUS"
post "$AGENT" "$NOTIFY/region" "csrf=$TOKEN" "application=$FIRST" "application=$SECOND" application=900001 reason= unsigned_reason=
assert_same "letters are made in one go" 303 "$STATUS"
assert_same "three of them" 3 "$(sql "SELECT COUNT(*) FROM notification WHERE funder_code = 'region' AND cancelled_ms IS NULL")"
assert_same "two awards and a refusal" '2|1' "$(sql "SELECT SUM(CASE WHEN kind = 'award_letter' THEN 1 ELSE 0 END), SUM(CASE WHEN kind = 'refusal_letter' THEN 1 ELSE 0 END) FROM notification")"
letter_of() { sql "SELECT notification_id FROM notification WHERE application_id = $1 AND funder_code = 'region' AND cancelled_ms IS NULL"; }
as "$AGENT" "$NOTIFY/region/letters/$(letter_of "$FIRST")"
assert_same "a letter is a PDF" 200 "$STATUS"
pdftotext -layout "$BODY" - | flat >"$WORK/first.txt"
assert_contains "it grants" 'attribution d’une subvention' "$WORK/first.txt"
assert_contains "in figures" '12 000 €' "$WORK/first.txt"
assert_contains "and in words" 'douze mille euros' "$WORK/first.txt"
assert_contains "by the funder's own decision" '2024-C-118' "$WORK/first.txt"
assert_contains "less than was asked" 'ajuster le budget' "$WORK/first.txt"
assert_contains "the report six months after the year" '30 juin 2026' "$WORK/first.txt"
assert_contains "ways of appeal" 'tribunal administratif de Lille' "$WORK/first.txt"
assert_contains "duties of communication" 'politique de la ville' "$WORK/first.txt"
as "$AGENT" "$NOTIFY/region/letters/$(letter_of "$SECOND")"
pdftotext -layout "$BODY" - | flat >"$WORK/second.txt"
assert_contains "a refusal has its reasons" 'Hors des priorités régionales' "$WORK/second.txt"
assert_contains "and the ways of appeal" 'Télérecours' "$WORK/second.txt"
assert_lacks "and no amount granted" 'attribution d’une subvention' "$WORK/second.txt"
as "$AGENT" "$NOTIFY/region/letters/$(letter_of 900001)"
pdftotext -layout "$BODY" - | flat >"$WORK/third.txt"
assert_contains "an agreement comes first above 23 000 euros" 'décret n° 2001-495' "$WORK/third.txt"
as "$STRANGER" "$NOTIFY/region/letters/$(letter_of "$FIRST")"
assert_same "a letter is not a stranger's" 403 "$STATUS"

as "$AGENT" "$NOTIFY/region"
post "$AGENT" "$NOTIFY/region" "csrf=$TOKEN" "application=900001" reason= unsigned_reason=
assert_same "a letter is not made again without a reason" 422 "$STATUS"
post "$AGENT" "$NOTIFY/region" "csrf=$TOKEN" "application=900001" 'reason=Adresse corrigée' unsigned_reason=
assert_same "with one it is" 303 "$STATUS"
assert_same "the former one is kept, taken back" 'Adresse corrigée' "$(sql "SELECT cancelled_reason FROM notification WHERE application_id = 900001 AND cancelled_ms IS NOT NULL")"

# ---- signing: shuffled, turned, rasterised ----
as "$AGENT" "$NOTIFY/region/letters.pdf"
assert_same "all of them in one PDF" 200 "$STATUS"
cp "$BODY" "$WORK/sign.pdf"
PAGES=$(pdfinfo "$WORK/sign.pdf" | sed -n 's/^Pages: *//p')
as "$AGENT" "$NOTIFY/region/letters.pdf?sides=both"
assert_same "or to be printed on both sides" 200 "$STATUS"
scramble "$WORK/sign.pdf" "$WORK/scan.pdf"
as "$AGENT" "$NOTIFY/region"
send "$AGENT" "$NOTIFY/region/scans" "csrf=$TOKEN" "file=@$WORK/scan.pdf"
assert_same "the scan is taken" 303 "$STATUS"
assert_same "every letter but the one of the page that cannot be read is signed" 2 "$(sql "SELECT COUNT(*) FROM notification WHERE signed_sha256 IS NOT NULL")"
assert_same "no page is lost" "$PAGES" "$(sql "SELECT COUNT(*) FROM notification_scan_page")"
assert_same "each was read from its picture" 0 "$(sql "SELECT COUNT(*) FROM notification_scan_page WHERE found = 'text'")"
UNREAD=$(sql "SELECT page FROM notification_scan_page WHERE notification_id IS NULL")
as "$AGENT" "$NOTIFY/region"
assert_contains "the page that nobody can read is listed" "Page $UNREAD de scan.pdf" "$BODY"
as "$AGENT" "$NOTIFY/region/scans/1/$UNREAD"
assert_same "with its picture" 200 "$STATUS"
assert_contains "which is one" 'image/png' "$HEAD"
LEFT=$(sql "SELECT notification_id FROM notification WHERE signed_sha256 IS NULL AND cancelled_ms IS NULL")
as "$AGENT" "$NOTIFY/region"
post "$AGENT" "$NOTIFY/region/scans/1/$UNREAD" "csrf=$TOKEN" "letter=$LEFT" letter_page=9 turn=0
assert_same "a page that the letter has not is refused" 422 "$STATUS"
post "$AGENT" "$NOTIFY/region/scans/1/$UNREAD" "csrf=$TOKEN" "letter=$LEFT" letter_page=1 turn=0
assert_same "a person says whose it is" 303 "$STATUS"
assert_same "then all are signed" 3 "$(sql "SELECT COUNT(*) FROM notification WHERE signed_sha256 IS NOT NULL")"
SIGNED=$(letter_of "$FIRST")
as "$AGENT" "$NOTIFY/region/letters/$SIGNED?version=signed"
assert_same "the signed letter is a PDF of its own" 200 "$STATUS"
assert_same "of as many pages" "$(sql "SELECT pages FROM notification WHERE notification_id = $SIGNED")" "$(pdfinfo "$BODY" | sed -n 's/^Pages: *//p')"
as "$AGENT" "$NOTIFY/region"
send "$AGENT" "$NOTIFY/region/scans" "csrf=$TOKEN" "file=@$WORK/scan.pdf"
assert_same "the same file again changes nothing" 1 "$(sql "SELECT COUNT(*) FROM notification_scan")"
KEPT=$(sql "SELECT signed_sha256 FROM notification WHERE notification_id = $SIGNED")

# ---- sending ----
as "$AGENT" "$NOTIFY/region"
post "$AGENT" "$NOTIFY/region/send" "csrf=$TOKEN" "application=$FIRST" "application=$SECOND" reason= unsigned_reason=
assert_same "signed letters leave" 303 "$STATUS"
assert_same "to the people of their bearers" 2 "$(sql "SELECT COUNT(*) FROM outbox WHERE kind = 'notification'")"
post "$AGENT" "$NOTIFY/region/send" "csrf=$TOKEN" "application=$FIRST" "application=$SECOND" reason= unsigned_reason=
assert_same "nothing is sent twice" 2 "$(sql "SELECT COUNT(*) FROM outbox WHERE kind = 'notification'")"
post "$AGENT" "$NOTIFY/region/send" "csrf=$TOKEN" application=900001 reason= unsigned_reason=
assert_same "who has no account gets no mail" 422 "$STATUS"
post "$AGENT" "$NOTIFY/region/send" "csrf=$TOKEN" application=900001 reason= unsigned_reason= by_hand=yes
assert_same "it is handed over on paper" 303 "$STATUS"
assert_same "and noted" 1 "$(sql "SELECT COUNT(*) FROM notification WHERE application_id = 900001 AND sent_ms IS NOT NULL AND cancelled_ms IS NULL")"
tries=0
until [ "$(sql "SELECT COUNT(*) FROM outbox WHERE kind = 'notification' AND state = 'waiting'")" -eq 0 ] || [ "$tries" -gt 240 ]; do
	tries=$((tries + 1))
	sleep 0.25
done
assert_same "the mail server took both" 2 "$(sql "SELECT COUNT(*) FROM outbox WHERE kind = 'notification' AND state = 'sent'")"
grep -F '"envelope":["p101@association.example"' "$BOX/mails" | tail -n 1 >"$WORK/mail"
assert_contains "with the letter as a file" 'award_letter-' "$WORK/mail"
assert_contains "under the funder's name" 'Région' "$WORK/mail"

# ---- the bearer ----
as "$PRESIDENT" "/sheets/$(code_of 301)/follow-up"
assert_same "the bearer's follow-up" 200 "$STATUS"
assert_contains "has the letter" "/sheets/$(code_of 301)/letters/$SIGNED" "$BODY"
as "$PRESIDENT" "/sheets/$(code_of 301)/letters/$SIGNED"
assert_same "to be downloaded" 200 "$STATUS"
assert_same "the signed one" "$KEPT" "$(sha256sum <"$BODY" | cut -d ' ' -f 1)"
as "$STRANGER" "/sheets/$(code_of 301)/letters/$SIGNED"
assert_same "by nobody else" 404 "$STATUS"
as "$STRANGER" "/sheets/$(code_of 302)/letters/$SIGNED"
assert_same "nor through another request" 404 "$STATUS"

# ---- the communication kit (L7) ----
as "$OFFICER" "/logos/$(sql "SELECT code FROM territory WHERE territory_id = $TERRITORY")"
assert_same "officers give logos" 200 "$STATUS"
pdftoppm -png -r 20 -singlefile "$WORK/sign.pdf" "$WORK/logo"
printf '<svg xmlns="http://www.w3.org/2000/svg"/>' >"$WORK/logo.svg"
LOGOS=/logos/$(sql "SELECT code FROM territory WHERE territory_id = $TERRITORY")
send "$OFFICER" "$LOGOS" "csrf=$TOKEN" funder=region "file=@$WORK/logo.svg"
assert_same "an SVG is refused" 422 "$STATUS"
send "$OFFICER" "$LOGOS" "csrf=$TOKEN" funder=region "file=@$WORK/logo.png"
assert_same "a PNG is taken" 303 "$STATUS"
as "$PRESIDENT" "/sheets/$(code_of 301)/kit"
assert_same "the bearer has a kit" 200 "$STATUS"
assert_contains "with who funds it" 'Région' "$BODY"
assert_contains "and the sentence to print" 'avec le soutien de' "$BODY"
as "$PRESIDENT" "/sheets/$(code_of 301)/kit.zip"
assert_same "as a zip" 200 "$STATUS"
unzip -l "$BODY" >"$WORK/zip.txt"
assert_contains "with the logo" 'region.png' "$WORK/zip.txt"
as "$STRANGER" "/sheets/$(code_of 301)/kit.zip"
assert_same "for its bearer only" 404 "$STATUS"

# ---- what changed stands still ----
send "$AGENT" "$NOTIFY/region/scans" "csrf=$TOKEN" "file=@$WORK/sign.pdf"
as "$AGENT" "$NOTIFY/region"
send "$AGENT" "$NOTIFY/region/scans" "csrf=$TOKEN" "file=@$WORK/sign.pdf"
assert_same "a second scan of a letter that was sent does not replace it" "$KEPT" "$(sql "SELECT signed_sha256 FROM notification WHERE notification_id = $SIGNED")"
assert_same "and is kept beside it" 2 "$(sql "SELECT COUNT(*) FROM notification_signed WHERE notification_id = $SIGNED")"
as "$AGENT" "$NOTIFY/region"
post "$AGENT" "$NOTIFY/region/letters/$SIGNED/cancel" "csrf=$TOKEN" reason=
assert_same "a letter is not taken back without a reason" 422 "$STATUS"
post "$AGENT" "$NOTIFY/region/letters/$SIGNED/cancel" "csrf=$TOKEN" 'reason=Montant rectifié'
assert_same "with one it is" 303 "$STATUS"
assert_same "the journal has each step" 1 "$(sql "SELECT COUNT(*) FROM audit WHERE verb = 'cancel_letter' AND detail LIKE 'letter=$SIGNED %'")"
# shellcheck disable=SC2086
assert_exit "the journal is whole" 0 "$FAUBOURG" verify $WHERE
stop_server
finish
