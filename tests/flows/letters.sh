# The town's and the funders' own Word files. A funder's own files for its letters (B15, P1): one with unknown fields is refused with their names, the others make letters, orders and refusals as that funder writes them; a
# letter whose mail is refused by the server is seen, leaves again to another address, then by post. Both databases. Needs LibreOffice and poppler.
# The ’ of French words is meant.
# shellcheck disable=SC1112
set -eu
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
. "$ROOT/tests/lib/report.sh"
. "$ROOT/tests/lib/instance.sh"
. "$ROOT/tests/lib/people.sh"
. "$ROOT/tests/lib/mail.sh"

CALL=lievin-2024
# One line, ordinary blanks.
flat() { sed "s|\xc2\xa0| |g; s|\xe2\x80\xaf| |g" | tr -s " \n" " "; }
settings none
sed -i 's,https://aides,http://aides,' "$WORK/settings" # the cookies of these people have the name that a site without TLS gives them
mailer
echo '550' >"$BOX/script" # the first mail is for an address that is no more
FAUBOURG_CLOCK=2024-09-10T08:00:00Z+
FAUBOURG_CLAMD=none
FAUBOURG_FILES=$WORK/bytes
FAUBOURG_KEY_FILE=$WORK/key
export FAUBOURG_CLOCK FAUBOURG_CLAMD FAUBOURG_FILES FAUBOURG_KEY_FILE
fresh_instance letters
load_all
person 101 'Présidente'
PRESIDENT=$COOKIE
person 102 'Chargée de mission'
OFFICER=$COOKIE
person 103 'Agente de la Région'
AGENT=$COOKIE
TERRITORY=$(sql "SELECT territory_id FROM call WHERE code = '$CALL'")
CODE=$(sql "SELECT code FROM territory WHERE territory_id = $TERRITORY")
sql "INSERT INTO person_role (territory_id, person_id, role, institution, granted_ms, granted_by) VALUES ($TERRITORY, 102, 'officer', '', 1, 'cli:0'), ($TERRITORY, 103, 'funder_agent', 'region', 1, 'cli:0')"
organisation 201 'Jardins partagés' association 101
empty_draft 301 $CALL 201 101
sql "INSERT INTO organisation (territory_id, code, name, kind, position) VALUES ($TERRITORY, 'table', 'Centre social', 'association', 99);
	INSERT INTO action (territory_id, code, title) VALUES ($TERRITORY, 'ACT-1', 'Été au quartier'), ($TERRITORY, 'ACT-2', 'Ateliers du soir');
	INSERT INTO application (territory_id, application_id, call_code, action_code, bearer_code, title, state, total_cents, other_cents, position) VALUES
		($TERRITORY, 900001, '$CALL', 'ACT-1', 'table', 'Été au quartier', 'under_review', 3500000, 0, 98),
		($TERRITORY, 900002, '$CALL', 'ACT-2', 'table', 'Ateliers du soir', 'under_review', 900000, 0, 99);
	UPDATE sheet SET application_id = 900001, state = 'filed', number = 'LIEVIN-2024-0001' WHERE sheet_id = 301;
	INSERT INTO financing_line (territory_id, application_id, funder_code, year, section, valued, asked_cents) VALUES
		($TERRITORY, 900001, 'region', 2025, 'operating', 0, 2000000), ($TERRITORY, 900002, 'region', 2025, 'operating', 0, 500000);
	INSERT INTO scenario (territory_id, call_code, scenario, name, origin, state, revision, made_ms, made_by) VALUES ($TERRITORY, '$CALL', 1, 'Séance', 'session', 'open', 4, 1, 102);
	INSERT INTO scenario_row (territory_id, call_code, scenario, application_id, decision, note, revision, changed_ms, changed_by) VALUES
		($TERRITORY, '$CALL', 1, 900001, 'programmed', 'Le porteur ajustera', 1, 1, 102), ($TERRITORY, '$CALL', 1, 900002, 'refused', 'Action déjà portée par la commune', 1, 1, 102);
	INSERT INTO cell (territory_id, call_code, scenario, application_id, funder_code, section, valued, voted_cents, refused, reason, locked, revision, changed_ms, changed_by) VALUES
		($TERRITORY, '$CALL', 1, 900001, 'region', 'operating', 0, 1200000, 0, NULL, 0, 1, 1, 102), ($TERRITORY, '$CALL', 1, 900002, 'region', 'operating', 0, NULL, 1, 'Hors des priorités régionales', 0, 1, 1, 102);"
start_server --settings "$WORK/settings"
as "$OFFICER" "/programmes/$CALL/adopt?scenario=1"
post "$OFFICER" "/programmes/$CALL/adopt" "csrf=$TOKEN" scenario=1 revision=4 kind=initial 'title=Programmation 2024' annex= 'reason=Décidé en comité'
assert_same "the programme is voted" 303 "$STATUS"
NOTIFY=/notifications/$CALL/region
as "$AGENT" "$NOTIFY"
post "$AGENT" "$NOTIFY/settings" "csrf=$TOKEN" 'sender=La Vice-présidente' decision_number=2024-C-118 decision=2024-05-31 appeal= 'court=tribunal administratif de Lille' contact=
assert_same "who signs is set" 303 "$STATUS"

# ---- the funder's own Word files ----
# word NAME PARAGRAPH…: a Word file of these paragraphs; what begins with "<" is kept as it is.
word() {
	rm -rf "$WORK/word" && mkdir -p "$WORK/word/_rels" "$WORK/word/word"
	printf '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>' >"$WORK/word/[Content_Types].xml"
	printf '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>' >"$WORK/word/_rels/.rels"
	word_file=$WORK/$1.docx
	shift
	{
		printf '<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
		for paragraph in "$@"; do
			case $paragraph in
			'<'*) printf '%s' "$paragraph" ;;
			*) printf '<w:p><w:r><w:t xml:space="preserve">%s</w:t></w:r></w:p>' "$paragraph" ;;
			esac
		done
		printf '<w:sectPr/></w:body></w:document>'
	} >"$WORK/word/word/document.xml"
	(cd "$WORK/word" && zip -q -X -r "$word_file" '[Content_Types].xml' _rels word)
}
# own KIND NAME: that file as the region's own for letters of that kind.
own() {
	as "$OFFICER" "/templates/$CODE"
	send "$OFFICER" "/templates/$CODE" "csrf=$TOKEN" "kind=$1" funder=region "file=@$WORK/$2.docx"
}
SPLIT='<w:p><w:r><w:t xml:space="preserve">Vu la délibération n° {{decision_</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>number}} du {{decision_date}},</w:t></w:r></w:p>'
ROW='<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="5000"/></w:tblGrid><w:tr><w:tc><w:tcPr/><w:p><w:r><w:t>{{#reasons}}{{text}}{{/reasons}}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>'
word bad 'Monsieur {{beneficiaire}}, votre {{montant_vote}}' '{{title}}'
own award_order bad
assert_same "a Word file with fields that nothing fills is refused" 422 "$STATUS"
assert_contains "with the name of the first" 'beneficiaire' "$BODY"
assert_contains "and of the second" 'montant_vote' "$BODY"
assert_same "nothing is kept of it" 0 "$(sql 'SELECT COUNT(*) FROM template')"
word order 'ARRÊTÉ DE LA RÉGION n° {{reference}}' "$SPLIT" 'Article 1 : une subvention de {{amount}} ({{amount_words}}) est attribuée à {{bearer}} pour « {{title}} ».' '{{#partial}}Il avait été demandé {{asked}}.{{/partial}}' 'Fait le {{today}}, {{sender}}'
own award_order order
assert_same "the region's own order is taken" 303 "$STATUS"
word letter 'LETTRE DE LA RÉGION' 'Nous vous accordons {{amount}} pour {{title}}.'
own award_letter letter
assert_same "and its own letter" 303 "$STATUS"
word refusal 'REFUS DE LA RÉGION' 'Votre demande {{title}} n’est pas retenue :' "$ROW"
own refusal_letter refusal
assert_same "and its own refusal" 303 "$STATUS"
as "$AGENT" "/templates/$CODE"
assert_same "an agent does not change the files of the town" 403 "$STATUS"

# ---- what they make ----
letter_of() { sql "SELECT notification_id FROM notification WHERE application_id = $1 AND funder_code = 'region' AND cancelled_ms IS NULL"; }
as "$AGENT" "$NOTIFY"
post "$AGENT" "$NOTIFY" "csrf=$TOKEN" application=900001 application=900002 kind=order reason= unsigned_reason=
assert_same "an order and a refusal are made" 303 "$STATUS"
assert_same "of these kinds, with the region's own files" '1|1' "$(sql "SELECT SUM(CASE WHEN n.kind = 'award_order' AND t.kind = n.kind THEN 1 ELSE 0 END), SUM(CASE WHEN n.kind = 'refusal_letter' AND t.kind = n.kind THEN 1 ELSE 0 END) FROM notification n JOIN template t ON t.territory_id = n.territory_id AND t.template_id = n.template_id")"
AWARD=$(letter_of 900001)
as "$AGENT" "$NOTIFY/letters/$AWARD"
cp "$BODY" "$WORK/order.pdf"
pdftotext -layout "$WORK/order.pdf" - | flat >"$WORK/order.txt"
assert_contains "the order is the region's" 'ARRÊTÉ DE LA RÉGION n° 2025-region-900001' "$WORK/order.txt"
assert_contains "a field split by Word is filled" 'Vu la délibération n° 2024-C-118 du 31 mai 2024,' "$WORK/order.txt"
assert_contains "the amount in figures and words" '12 000 € (douze mille euros) est attribuée à Jardins partagés' "$WORK/order.txt"
assert_contains "what was asked, when less is given" 'Il avait été demandé 20 000 €' "$WORK/order.txt"
assert_lacks "no field is left" '{{' "$WORK/order.txt"
as "$AGENT" "$NOTIFY/letters/$(letter_of 900002)"
pdftotext -layout "$BODY" - | flat >"$WORK/refusal.txt"
assert_contains "the refusal is the region's" 'REFUS DE LA RÉGION' "$WORK/refusal.txt"
assert_contains "with its reason" 'Hors des priorités régionales' "$WORK/refusal.txt"
assert_contains "and the committee's" 'Action déjà portée par la commune' "$WORK/refusal.txt"

# ---- the kit says what to print, whose and where (L7) ----
LOGOS=/logos/$CODE
pdftoppm -png -r 20 -singlefile "$WORK/order.pdf" "$WORK/logo"
as "$OFFICER" "$LOGOS"
send "$OFFICER" "$LOGOS" "csrf=$TOKEN" funder=region "file=@$WORK/logo.png"
assert_same "a logo" 303 "$STATUS"
as "$OFFICER" "$LOGOS"
post "$OFFICER" "$LOGOS/mention" "csrf=$TOKEN" funder=nobody 'mention=x' places=
assert_same "of a funder of the town" 422 "$STATUS"
post "$OFFICER" "$LOGOS/mention" "csrf=$TOKEN" funder=region 'mention=Action financée par la Région' 'places=Panneau du lieu, affiches'
assert_same "what it asks to be printed" 303 "$STATUS"
as "$PRESIDENT" "/sheets/$(code_of 301)/kit"
assert_contains "the bearer reads it" 'Action financée par la Région' "$BODY"
assert_contains "with where" 'Panneau du lieu, affiches' "$BODY"
as "$PRESIDENT" "/sheets/$(code_of 301)/kit.zip"
unzip -q -o -d "$WORK/kit" "$BODY"
assert_same "the kit has its page, its logo and its sentence" '0-mode-d-emploi.pdf 2-region.png phrase-a-imprimer.txt' "$(cd "$WORK/kit" && echo *)"
pdftotext -layout "$WORK/kit/0-mode-d-emploi.pdf" - | flat >"$WORK/kit.txt"
assert_contains "the page has the funder's words" 'Action financée par' "$WORK/kit.txt"
assert_contains "and where" 'Panneau du lieu' "$WORK/kit.txt"
assert_contains "the usual ones of the politique de la ville, first" '1. Politique de la' "$WORK/kit.txt"
assert_same "on one page" 1 "$(pdfinfo "$WORK/kit/0-mode-d-emploi.pdf" | sed -n 's/^Pages: *//p')"
assert_same "with one picture" 1 "$(pdfimages -list "$WORK/kit/0-mode-d-emploi.pdf" | grep -c image)"

# ---- a letter that comes back ----
as "$AGENT" "$NOTIFY/letters/$AWARD/again"
assert_same "what has not left cannot leave again" 404 "$STATUS"
as "$AGENT" "$NOTIFY"
post "$AGENT" "$NOTIFY/send" "csrf=$TOKEN" application=900001 kind=order reason= 'unsigned_reason=Signature électronique à part'
assert_same "the order leaves" 303 "$STATUS"
# settled: until no letter waits to leave.
settled() {
	tries=0
	until [ "$(sql "SELECT COUNT(*) FROM outbox WHERE kind = 'notification' AND state = 'waiting'")" -eq 0 ] || [ "$tries" -gt 240 ]; do
		tries=$((tries + 1))
		sleep 0.25
	done
}
settled
assert_same "the mail server refuses it" 1 "$(sql "SELECT COUNT(*) FROM outbox WHERE kind = 'notification' AND state = 'failed'")"
as "$AGENT" "$NOTIFY"
assert_contains "the page says so" 'Non remise' "$BODY"
assert_contains "with what the server said" 'no such person' "$BODY"
assert_contains "and what to do" "$NOTIFY/letters/$AWARD/again" "$BODY"
as "$AGENT" "$NOTIFY/letters/$AWARD/again"
assert_same "there is a page for it" 200 "$STATUS"
assert_contains "with the address that failed" 'p101@association.example' "$BODY"
post "$AGENT" "$NOTIFY/letters/$AWARD/again" "csrf=$TOKEN" way=address email=tresorier reason=
assert_same "an address that is none is refused" 422 "$STATUS"
assert_contains "it is said" 'pas complète' "$BODY"
assert_contains "what was typed stays" 'value="tresorier"' "$BODY"
post "$AGENT" "$NOTIFY/letters/$AWARD/again" "csrf=$TOKEN" way=address email=tresorerie@association.example 'reason=Courriel revenu'
assert_same "it leaves again to another one" 303 "$STATUS"
settled
assert_same "which takes it" '["tresorerie@association.example"]' "$(field envelope)"
as "$AGENT" "$NOTIFY"
assert_contains "the page says how it left" 'par courriel à une autre adresse' "$BODY"
assert_lacks "it is not bounced any more" 'Non remise' "$BODY"
as "$AGENT" "$NOTIFY/letters/$AWARD/again"
post "$AGENT" "$NOTIFY/letters/$AWARD/again" "csrf=$TOKEN" way=post email= 'reason=Demandée sur papier'
assert_same "or by post" 303 "$STATUS"
assert_same "which sends no mail" 2 "$(sql "SELECT COUNT(*) FROM outbox WHERE kind = 'notification'")"
as "$OFFICER" "$NOTIFY"
assert_contains "an officer reads it too" 'Demandée sur papier' "$BODY"
assert_same "each time is in the journal, without an address" 'award_order way=address mails=1
award_order way=post mails=0' "$(sql "SELECT detail FROM audit WHERE verb = 'send_letter_again' ORDER BY seq" | sed 's/^letter=[0-9]* *//')"
# ---- summons to a session, by the town's own Word file (N8) ----
word summons 'CONVOCATION DE LA VILLE' 'À {{recipient}}' 'Le {{session_date}}, {{session_place}}' '{{#items}}{{number}}. {{title}}{{/items}}' 'Avec : {{#seats}}{{institution}} {{/seats}}'
as "$OFFICER" "/templates/$CODE"
send "$OFFICER" "/templates/$CODE" "csrf=$TOKEN" kind=summons funder= "file=@$WORK/summons.docx"
assert_same "the town's own summons is taken" 303 "$STATUS"
as "$OFFICER" "/calls/$CALL/sessions/new"
submit "$OFFICER" "/calls/$CALL/sessions/new" kind=committee 'title=Comité des financeurs' day=2024-10-04 time=09:00 until=12:00 'place=Mairie, salle 2' 'chair=Vice-présidente' quorum=50 proxies_most=1 body=
SESSION=$(header Location | sed 's#.*/sessions/##')
as "$OFFICER" "/sessions/$SESSION/seats"
submit "$OFFICER" "/sessions/$SESSION/seats" "base=$BASE" institution=region role=Agente "person=$(code_of 103)" email= votes=yes
as "$OFFICER" "/sessions/$SESSION/seats"
submit "$OFFICER" "/sessions/$SESSION/seats" "base=$BASE" 'institution=Bailleur social' role= person= email= votes=yes
as "$OFFICER" "/sessions/$SESSION/agenda"
submit "$OFFICER" "/sessions/$SESSION/agenda/point" "base=$BASE" 'title=Arbitrages de la seconde vague' minutes=30
as "$OFFICER" "/sessions/$SESSION"
submit "$OFFICER" "/sessions/$SESSION/summons" "base=$BASE"
assert_same "who has an address is told" 1 "$(sql "SELECT COUNT(*) FROM outbox WHERE kind = 'summons'")"
as "$AGENT" "/sessions/$SESSION/summons.pdf"
assert_same "papers to post are the officer's" 404 "$STATUS"
as "$OFFICER" "/sessions/$SESSION/summons.pdf"
assert_same "all summons are one PDF, for who has no address" 200 "$STATUS"
pdftotext -layout "$BODY" - | flat >"$WORK/summons.txt"
assert_contains "by the town's file" 'CONVOCATION DE LA VILLE' "$WORK/summons.txt"
assert_contains "each to one of them" 'À Bailleur social Le 4 octobre 2024 à 9 h, Mairie, salle 2 1. Arbitrages de la seconde vague' "$WORK/summons.txt"
assert_same "a page each" 2 "$(pdfinfo "$BODY" | sed -n 's/^Pages: *//p')"
tries=0
until [ "$(sql "SELECT COUNT(*) FROM outbox WHERE kind = 'summons' AND state = 'sent'")" -eq 1 ] || [ "$tries" -gt 240 ]; do
	tries=$((tries + 1))
	sleep 0.25
done
assert_same "the mail has the appointment and the summons" 'rendez-vous.ics convocation.pdf' "$(field files | jq -r 'map(.name) | join(" ")')"
pdftotext "$(field files | jq -r '.[1].kept')" - | flat >"$WORK/summons.txt"
assert_contains "to the one who reads it" 'À Agente de la Région' "$WORK/summons.txt"
# shellcheck disable=SC2086
assert_exit "the journal is whole" 0 "$FAUBOURG" verify $WHERE
audit_left letters
stop_server
finish
