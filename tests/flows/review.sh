# The review over HTTP (rows B14, B8, A13, N4, N9, H6): admissibility against the rules with waivers, marks that are blind and keep their past, conflicts of interest, opinions asked of
# several at once, given with an account, by a mailed link, from a letter; reminders, the guaranteed reply to a citizen council. A call with rules and criteria: that of the pack.
set -eu
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
. "$ROOT/tests/lib/report.sh"
. "$ROOT/tests/lib/instance.sh"
. "$ROOT/tests/lib/people.sh"

FAUBOURG_CLOCK=2024-09-10T08:00:00Z+
export FAUBOURG_CLOCK
fresh_instance review
load_all
person 102 'Présidente'
SIGNATORY=$COOKIE
person 104 'Chargée de mission'
OFFICER=$COOKIE
person 105 'Instructeur'
REVIEWER=$COOKIE
person 106 'Agente de la Région'
AGENT=$COOKIE
person 107 'Élue'
ELECTED=$COOKIE
person 108 'Habitante du conseil'
COUNCIL=$COOKIE
organisation 201 'Jardins partagés' association 102
sql "UPDATE applicant SET siret = '73282932000074', siren = '732829320' WHERE applicant_id = 201;
INSERT INTO person_role (territory_id, person_id, role, institution, granted_ms, granted_by) SELECT territory_id, 104, 'officer', '', 1, 'cli:0' FROM territory;
INSERT INTO person_role (territory_id, person_id, role, institution, granted_ms, granted_by) SELECT territory_id, 105, 'reviewer', '', 1, 'cli:0' FROM territory;
INSERT INTO person_role (territory_id, person_id, role, institution, granted_ms, granted_by) SELECT territory_id, 106, 'funder_agent', 'region', 1, 'cli:0' FROM territory;
INSERT INTO person_role (territory_id, person_id, role, institution, granted_ms, granted_by) SELECT territory_id, 107, 'elected', '', 1, 'cli:0' FROM territory;
INSERT INTO person_role (territory_id, person_id, role, institution, granted_ms, granted_by) SELECT territory_id, 108, 'council', 'Conseil citoyen', 1, 'cli:0' FROM territory"
complete_draft 301 lievin-2024 201 102
start_server
TERRITORY=$(sql "SELECT t.code FROM territory t JOIN call c ON c.territory_id = t.territory_id WHERE c.code = 'lievin-2024'")
T=$(sql "SELECT territory_id FROM call WHERE code = 'lievin-2024'")
as "$SIGNATORY" "$SHEET/sign"
submit "$SIGNATORY" "$SHEET/sign" "base=$BASE" "capacity=Présidente" "attests=yes"
assert_same "a request is filed" 303 "$STATUS"
APPLICATION=$(sql "SELECT application_id FROM sheet WHERE sheet_id = 301")
AT=/applications/$TERRITORY.$APPLICATION

state() {
	sql "SELECT state FROM application WHERE territory_id = $T AND application_id = $APPLICATION"
}

# ---- admissibility ----

as "$OFFICER" "$AT/review"
assert_same "the rules are judged on what was filed" 200 "$STATUS"
assert_contains "with a sentence each" 'Règle par règle' "$BODY"
submit "$OFFICER" "$AT/review" "base=$BASE" "decision="
assert_same "a decision that is none is refused" 422 "$STATUS"
submit "$OFFICER" "$AT/review" "base=$BASE" "decision=inadmissible" "reason="
assert_same "an inadmissible request has a reason" 422 "$STATUS"
assert_contains "the page says so in its title" '<title>Erreur' "$BODY"
submit "$OFFICER" "$AT/review" "base=$BASE" "decision=inadmissible" "reason=Hors sujet" "clause=none-such"
assert_same "a clause is one of the call" 422 "$STATUS"
assert_contains "and what was typed is kept" 'Hors sujet' "$BODY"
as "$OFFICER" "/desk/$TERRITORY$SHEET"
submit "$OFFICER" "/desk/$TERRITORY$SHEET/completion" "open=project" "reason=Précisez le public" "due=2024-10-01"
assert_same "a completion is asked" 303 "$STATUS"
as "$OFFICER" "$AT/review"
assert_contains "the page says that it is awaited" 'complément est attendu avant' "$BODY"
submit "$OFFICER" "$AT/review" "base=$BASE" "decision=admissible" "reason=" "despite="
assert_same "deciding meanwhile needs to say why" 422 "$STATUS"
assert_same "and changes nothing" completion_requested "$(state)"
submit "$OFFICER" "$AT/review" "base=$BASE" "decision=admissible" "reason=Complet à l'oral" "despite=Vu avec la présidente"
assert_same "with a why it is decided" 303 "$STATUS"
assert_same "its state follows" admissible "$(state)"
assert_same "the completion is taken back" 1 "$(sql "SELECT COUNT(*) FROM completion_request WHERE cancelled_ms IS NOT NULL")"
clause=$(sql "SELECT code FROM clause WHERE call_code = 'lievin-2024' ORDER BY position LIMIT 1")
old=$BASE
as "$OFFICER" "$AT/review"
submit "$OFFICER" "$AT/review" "base=$old" "decision=inadmissible" "reason=Hors périmètre"
assert_same "a page that is old is told so" 409 "$STATUS"
as "$OFFICER" "$AT/review"
submit "$OFFICER" "$AT/review" "base=$BASE" "decision=inadmissible" "reason=Hors périmètre" "clause=$clause"
assert_same "a decision is taken back for another" 303 "$STATUS"
assert_same "both are kept" 2 "$(sql "SELECT COUNT(*) FROM admissibility")"
assert_same "the bearer is told by mail" 1 "$(sql "SELECT COUNT(*) FROM outbox WHERE kind = 'inadmissible' AND recipient = 'p102@association.example'")"
sql "SELECT body FROM outbox WHERE kind = 'inadmissible'" >"$OUT"
assert_contains "with the reason" 'Hors périmètre' "$OUT"
assert_contains "and the clause" "$(sql "SELECT label FROM clause WHERE call_code = 'lievin-2024' AND code = '$clause'" | cut -c 1-20)" "$OUT"
assert_same "what was typed is not in the audit" 0 "$(sql "SELECT COUNT(*) FROM audit WHERE verb = 'decide_admissibility' AND detail LIKE '%périmètre%'")"
assert_status "a reviewer reads the page" 200 "$AT/review" -b "session=$REVIEWER"
as "$REVIEWER" "/account/profile"
submit "$REVIEWER" "$AT/review" "decision=admissible" "reason=x"
assert_same "and decides nothing" 404 "$STATUS"
assert_status "nor may the bearer see it" 404 "$AT/review" -b "session=$SIGNATORY"
as "$OFFICER" "$AT/review"
submit "$OFFICER" "$AT/review" "base=$BASE" "decision=admissible" "reason=Recours accepté"
assert_same "it is admissible in the end" admissible "$(state)"

# Waivers, on an application of another call that has no sheet; its rule names who may waive it.
rule='recevabilité . dans les délais'
other=$(sql "SELECT t.code FROM territory t JOIN call c ON c.territory_id = t.territory_id WHERE c.code = 'call-ami-2021'")
sql "INSERT INTO organisation (territory_id, code, name, kind, position) SELECT territory_id, 'table', 'Porteur', 'association', 99 FROM call WHERE code = 'call-ami-2021';
INSERT INTO action (territory_id, code, title) SELECT territory_id, 'ACT-TABLE', 'Action' FROM call WHERE code = 'call-ami-2021';
INSERT INTO application (territory_id, application_id, call_code, action_code, bearer_code, title, state, total_cents, position)
	SELECT territory_id, 900001, code, 'ACT-TABLE', 'table', 'Action', 'filed', 100000, 99 FROM call WHERE code = 'call-ami-2021'"
THERE=/applications/$other.900001
as "$OFFICER" "$THERE/review"
assert_same "an application without a sheet is judged too" 200 "$STATUS"
submit "$OFFICER" "$THERE/waivers" "base=$BASE" "rule=$rule" "author=" "waive-reason=Première année"
assert_same "a waiver names who grants it" 422 "$STATUS"
submit "$OFFICER" "$THERE/waivers" "base=$BASE" "rule=$rule" "author=Le sous-préfet" "waive-reason="
assert_same "and says why" 422 "$STATUS"
assert_contains "what was typed is kept" 'value="Le sous-préfet"' "$BODY"
submit "$OFFICER" "$THERE/waivers" "base=$BASE" "rule=nulle part" "author=Le sous-préfet" "waive-reason=Première année"
assert_same "it is of a rule of the call" 422 "$STATUS"
submit "$OFFICER" "$THERE/waivers" "base=$BASE" "rule=$rule" "author=Le sous-préfet" "waive-reason=Première année"
assert_same "a waiver is granted from the page" 303 "$STATUS"
as "$OFFICER" "$THERE/review"
assert_contains "and shown" 'Le sous-préfet' "$BODY"
submit "$OFFICER" "$THERE/waivers" "base=$BASE" "rule=$rule" "author=Le sous-préfet" "waive-reason=Encore"
assert_same "once" 409 "$STATUS"
submit "$OFFICER" "$THERE/waivers/withdraw" "base=$BASE" "rule=$rule" "unwaive-reason="
assert_same "taking it back needs a reason" 422 "$STATUS"
submit "$OFFICER" "$THERE/waivers/withdraw" "base=$BASE" "rule=$rule" "unwaive-reason=Erreur"
assert_same "it is taken back" 303 "$STATUS"
assert_same "what was typed is not in the audit" 0 "$(sql "SELECT COUNT(*) FROM audit WHERE detail LIKE '%Première%' OR on_behalf LIKE '%sous-préfet%'")"

# ---- criteria and marks ----

as "$OFFICER" "/calls/lievin-2024/criteria"
submit "$OFFICER" "/calls/lievin-2024/criteria" "label=Innovation" "weight=beaucoup" "reason=A13"
assert_same "a weight is a number" 422 "$STATUS"
for criterion in Innovation Partenariat; do
	submit "$OFFICER" "/calls/lievin-2024/criteria" "label=$criterion" "weight=1" "reason=Décidé en comité"
	assert_same "a criterion is added: $criterion" 303 "$STATUS"
done
submit "$OFFICER" "/calls/lievin-2024/criteria" "label=Innovation" "weight=1" "reason=Encore"
assert_same "not twice" 422 "$STATUS"
one=$(sql "SELECT criterion_code FROM own_criterion WHERE label = 'Innovation'")
two=$(sql "SELECT criterion_code FROM own_criterion WHERE label = 'Partenariat'")
submit "$OFFICER" "/calls/lievin-2024/criteria" "criterion=$one" "weight=3" "reason="
assert_same "a weight has a reason" 422 "$STATUS"
submit "$OFFICER" "/calls/lievin-2024/criteria" "criterion=$one" "weight=3" "reason=Priorité de l'année"
assert_same "a weight changes" 303 "$STATUS"
submit "$OFFICER" "/calls/lievin-2024/criteria" "blind=no"
assert_same "marks may be open" 303 "$STATUS"
submit "$OFFICER" "/calls/lievin-2024/criteria" "blind=yes"
as "$ELECTED" "$AT/scores"
assert_same "an elected member may mark" 200 "$STATUS"
submit "$ELECTED" "$AT/scores" "c.$one=7,3" "c.$two=5"
assert_same "marks go by half points" 422 "$STATUS"
submit "$ELECTED" "$AT/scores" "c.$one=10,5"
assert_same "up to ten" 422 "$STATUS"
submit "$ELECTED" "$AT/scores" "c.$one=9" "c.$two=5"
assert_same "marks are given" 303 "$STATUS"
as "$REVIEWER" "$AT/scores"
assert_contains "those of others are hidden before one's own" 'quand vous avez donné les vôtres' "$BODY"
assert_lacks "indeed" 'Moyenne pondérée' "$BODY"
as "$REVIEWER" "/calls/lievin-2024/scores"
assert_contains "also in the ranking" 'apparaîtra à son rang' "$BODY"
get "/calls/lievin-2024/scores.csv" -b "session=$REVIEWER"
assert_lacks "and in its file" '8,000' "$BODY"
as "$REVIEWER" "$AT/scores"
submit "$REVIEWER" "$AT/scores" "c.$one=5" "c.$two=6,5"
assert_same "a reviewer marks" 303 "$STATUS"
as "$REVIEWER" "$AT/scores"
# criteria: (9 + 5) / 2 = 7 weight 3; (5 + 6.5) / 2 = 5.75 weight 1: (21 + 5.75) / 4 = 6.6875
assert_contains "then sees the weighted mean" '6,688' "$BODY"
assert_contains "and a spread that is worth a word" 'écart de 4 points' "$BODY"
submit "$REVIEWER" "$AT/scores" "c.$one=8" "c.$two=6,5" "reason="
assert_same "another mark without a reason is refused" 422 "$STATUS"
assert_same "and nothing is written" 4 "$(sql "SELECT COUNT(*) FROM score")"
submit "$REVIEWER" "$AT/scores" "c.$one=8" "c.$two=6,5" "reason=Après l'audition"
assert_same "with one it is given" 303 "$STATUS"
assert_same "the one before is kept" 5 "$(sql "SELECT COUNT(*) FROM score")"
as "$OFFICER" "/calls/lievin-2024/scores"
assert_contains "the ranking has the new mean" '7,813' "$BODY"
as "$OFFICER" "/grids/lievin-2024"
assert_contains "so has the funders' grid" '7,813' "$BODY"
as "$OFFICER" "/desk/$TERRITORY?columns=score&columns=title"
assert_contains "and the desk" '7,813' "$BODY"
get "/calls/lievin-2024/scores.csv" -b "session=$OFFICER"
assert_contains "and the file" '7,813' "$BODY"
get "/calls/lievin-2024/scores.xlsx" -b "session=$OFFICER"
assert_same "also as a workbook" 200 "$STATUS"
assert_status "a bearer sees no ranking" 403 "/calls/lievin-2024/scores" -b "session=$SIGNATORY"
# shellcheck disable=SC2086
"$FAUBOURG" scores lievin-2024 $WHERE --format json >"$OUT"
assert_same "nor does the command line say otherwise" 7.813 "$(jq '.[0].score' "$OUT")"

# ---- conflicts of interest ----

as "$ELECTED" "$AT/conflicts"
submit "$ELECTED" "$AT/conflicts" "who=me" "reason="
assert_same "a conflict says which" 422 "$STATUS"
submit "$ELECTED" "$AT/conflicts" "who=p.$(code_of 105)" "reason=x"
assert_same "who is no officer declares their own" 403 "$STATUS"
submit "$ELECTED" "$AT/conflicts" "who=me" "reason=Membre du bureau de l'association"
assert_same "an elected member declares one" 303 "$STATUS"
as "$ELECTED" "$AT/scores"
assert_contains "and is kept away" 'vous écarte de ce dossier' "$BODY"
as "$ELECTED" "$AT/conflicts"
submit "$ELECTED" "$AT/scores" "c.$one=10" "reason=Parce que"
assert_same "also from what is posted" 403 "$STATUS"
assert_contains "in words" 'Rien n' "$BODY"
as "$OFFICER" "/calls/lievin-2024/scores"
assert_contains "their marks no longer count" '7,625' "$BODY"
as "$OFFICER" "$AT/conflicts"
conflict=$(sql "SELECT conflict_id FROM conflict_of_interest")
codes=$(grep -o 'name="conflict" value="[^"]*"' "$BODY" | head -n 1 | cut -d '"' -f 4)
submit "$OFFICER" "$AT/conflicts/withdraw" "conflict=$codes" "withdraw-reason="
assert_same "lifting one needs a reason" 422 "$STATUS"
as "$ELECTED" "$AT/conflicts"
submit "$ELECTED" "$AT/conflicts/withdraw" "conflict=$codes" "withdraw-reason=x"
assert_same "one does not lift one's own" 404 "$STATUS"
as "$OFFICER" "$AT/conflicts"
submit "$OFFICER" "$AT/conflicts/withdraw" "conflict=$codes" "withdraw-reason=A quitté le bureau"
assert_same "an officer lifts it" 303 "$STATUS"
assert_same "it is kept" "$conflict" "$(sql "SELECT conflict_id FROM conflict_of_interest WHERE withdrawn_ms IS NOT NULL")"
submit "$OFFICER" "$AT/conflicts" "who=i.region" "other=" "reason=Finance le bâtiment"
assert_same "an officer declares one of a whole institution" 303 "$STATUS"
as "$AGENT" "$AT/conflicts"
submit "$AGENT" "$AT/scores" "c.$one=10"
assert_same "whose agents are kept away" 403 "$STATUS"
codes=$(sql "SELECT conflict_id FROM conflict_of_interest WHERE withdrawn_ms IS NULL")
sql "UPDATE conflict_of_interest SET withdrawn_ms = 1, withdrawn_by = 104, withdrawn_reason = 'x' WHERE conflict_id = $codes"

# ---- opinions ----

as "$OFFICER" "$AT/opinions"
submit "$OFFICER" "$AT/opinions" "kind=institution" "due=2024-09-20"
assert_same "opinions are asked of somebody" 422 "$STATUS"
submit "$OFFICER" "$AT/opinions" "kind=institution" "who=i.region" "due=2024-09-01"
assert_same "for a day to come" 422 "$STATUS"
submit "$OFFICER" "$AT/opinions" "kind=review" "who=p.$(code_of 105)" "due=2024-09-20"
assert_same "a review is about something" 422 "$STATUS"
submit "$OFFICER" "$AT/opinions" "kind=institution" "who=i.region" "other-1-name=Bailleur" "other-1-email=pas une adresse"
assert_same "an address is an address" 422 "$STATUS"
submit "$OFFICER" "$AT/opinions" "kind=institution" "who=i.region" "who=i.etat" "other-1-name=Bailleur social" "other-1-email=avis@bailleur.example" "due=2024-09-20" "question=Le quartier est-il le bon ?" "confidential=yes"
assert_same "opinions are asked of several at once" 303 "$STATUS"
assert_contains "some have nobody to write to" 'silent=1' "$HEAD"
assert_same "three of them" 3 "$(sql "SELECT COUNT(*) FROM opinion")"
submit "$OFFICER" "$AT/opinions" "kind=institution" "who=i.region" "due=2024-09-20"
assert_contains "who is waited for is not asked twice" 'asked=0&waiting=1' "$HEAD"
submit "$OFFICER" "$AT/opinions" "kind=review" "subject=feasibility" "subject=capacity" "who=p.$(code_of 105)" "due=2024-09-13"
assert_same "a review is asked of a person, point by point" 2 "$(sql "SELECT COUNT(*) FROM opinion WHERE kind = 'review'")"
assert_same "each is written to once" 1 "$(sql "SELECT COUNT(*) FROM outbox WHERE kind = 'opinion' AND recipient = 'p105@association.example'")"
as "$REVIEWER" "/account/profile"
submit "$REVIEWER" "$AT/opinions" "kind=institution" "who=i.region"
assert_same "a reviewer asks for none" 404 "$STATUS"

# With an account.
as "$AGENT" "/opinions"
assert_contains "who is asked has a list" 'potager des voisins' "$BODY"
region=$(grep -o '/opinions/[0-9A-Z]*' "$BODY" | head -n 1)
as "$AGENT" "$region"
submit "$AGENT" "$region" "answer=unfavourable" "text="
assert_same "an unfavourable opinion says why" 422 "$STATUS"
submit "$AGENT" "$region" "answer=reserved" "text=Le budget est haut"
assert_same "it is given" 303 "$STATUS"
as "$AGENT" "$region"
submit "$AGENT" "$region" "answer=reserved" "text=Le budget est haut"
assert_same "the same again is said" 422 "$STATUS"
submit "$AGENT" "$region" "answer=favourable" "text=Le budget a baissé"
assert_same "it changes" 303 "$STATUS"
assert_same "with its past" reserved "$(sql "SELECT answer FROM opinion_past")"
as "$REVIEWER" "$AT/opinions"
assert_lacks "a confidential one is not for reviewers" 'Le budget a baissé' "$BODY"
assert_contains "who see that there is one" 'Avis confidentiel' "$BODY"
as "$OFFICER" "$AT/opinions"
assert_contains "officers read it" 'Le budget a baissé' "$BODY"
assert_status "nobody else opens it" 404 "$region" -b "session=$ELECTED"
assert_status "nor the bearer" 404 "$region" -b "session=$SIGNATORY"
as "$OFFICER" "/desk/$TERRITORY?columns=opinions&columns=title"
assert_contains "the list counts them" '1/5' "$BODY"

# From a letter.
state_opinion=$(code_of 1)
as "$OFFICER" "$AT/opinions"
etat=$(sql "SELECT opinion_id FROM opinion WHERE institution = 'etat'")
state_opinion=/opinions/$(code_of "$etat")
as "$OFFICER" "$state_opinion"
submit "$OFFICER" "$state_opinion" "answer=favourable" "text=" "received=2024-09-30"
assert_same "a letter was not received tomorrow" 422 "$STATUS"
submit "$OFFICER" "$state_opinion" "answer=favourable" "text=Lettre du 10" "received=2024-09-10"
assert_same "an officer notes it for the institution" 303 "$STATUS"
assert_same "as such" 1 "$(sql "SELECT on_behalf FROM opinion WHERE institution = 'etat'")"

# Without an account: a link.
mailed() {
	sql "SELECT body FROM outbox WHERE recipient = '$1' AND kind = '$2' ORDER BY created_ms DESC, mail_id DESC LIMIT 1" | grep -o '/opinion-link?t=[0-9A-Za-z_-]*' | head -n 1
}
link=$(mailed avis@bailleur.example opinion)
secret=${link#*t=}
assert_same "the mail's secret is kept as a hash only" 0 "$(sql "SELECT COUNT(*) FROM opinion_link WHERE hash = '$secret'")"
get "$link" -c "$WORK/jar"
assert_same "the link opens without an account" 200 "$STATUS"
assert_contains "with the project" 'potager des voisins' "$BODY"
assert_contains "and the question" 'Le quartier est-il le bon' "$BODY"
TOKEN=$(sed -n 's/.*name="csrf" value="\([^"]*\)".*/\1/p' "$BODY" | head -n 1)
asked=$(grep -o 'name="opinion" value="[^"]*"' "$BODY" | head -n 1 | cut -d '"' -f 4)
by_link() {
	STATUS=$(curl -s -o "$BODY" -D "$HEAD" -w '%{http_code}' -b "$WORK/jar" -H 'Sec-Fetch-Site: same-origin' --data-urlencode "csrf=$TOKEN" --data-urlencode "t=$1" --data-urlencode "opinion=$2" \
		--data-urlencode "answer=$3" --data-urlencode "text=$4" "$URL/opinion-link")
}
by_link "x$secret" "$asked" favourable ''
assert_same "a forged one gives nothing" 422 "$STATUS"
by_link "$secret" "$(code_of "$etat")" favourable ''
assert_same "a link is good for its own opinions" 422 "$STATUS"
by_link "$secret" "$asked" reserved ''
assert_same "a reserve says why here too" 422 "$STATUS"
by_link "$secret" "$asked" favourable 'Oui, au pied des tours.'
assert_same "an opinion is given by it" 303 "$STATUS"
by_link "$secret" "$asked" unfavourable 'Finalement non.'
assert_same "once" 409 "$STATUS"
assert_same "the first stays" favourable "$(sql "SELECT answer FROM opinion WHERE institution = 'Bailleur social'")"
sql "UPDATE opinion_link SET expires_ms = 1"
get "$link"
assert_contains "one that is over says nothing of what it was" 'Ce lien ne sert plus' "$BODY"
assert_lacks "at all" 'potager des voisins' "$BODY"

# ---- a citizen council, from the desk's list, and its reply (N9) ----

as "$OFFICER" "/desk/$TERRITORY?per=25"
submit "$OFFICER" "/desk/$TERRITORY/bulk" "wish=" "do=opinion" "pick=$APPLICATION"
assert_same "opinions are asked from the list" 200 "$STATUS"
assert_contains "of the files that were picked" "name=\"picked\" value=\"$APPLICATION\"" "$BODY"
submit "$OFFICER" "/desk/$TERRITORY/opinions/ask" "picked=$APPLICATION" "kind=citizen_council" "other-1-name=Conseil citoyen" "due=2024-09-12" "reply-due=2024-09-11"
assert_same "a reply comes after its opinion" 422 "$STATUS"
submit "$OFFICER" "/desk/$TERRITORY/opinions/ask" "picked=$APPLICATION" "kind=citizen_council" "other-1-name=Conseil citoyen" "due=2024-09-12" "reply-due=2024-09-14"
assert_same "a council is asked" 303 "$STATUS"
council=$(sql "SELECT opinion_id FROM opinion WHERE kind = 'citizen_council'")
place=/opinions/$(code_of "$council")
assert_same "somebody of the council who has an account is written to" 1 "$(sql "SELECT COUNT(*) FROM outbox WHERE kind = 'opinion' AND recipient = 'p108@association.example'")"
assert_status "officers are the only ones to reply" 404 "$place" -b "session=$REVIEWER"
stop_server

# Reminders, each once.
remind_at() {
	# shellcheck disable=SC2086
	FAUBOURG_CLOCK=$1 "$FAUBOURG" jobs run --once $WHERE >"$OUT" 2>"$ERR" || true
}
remind_at 2024-09-10T09:00:00Z+
remind_at 2024-09-10T10:00:00Z+
assert_same "what is asked within three days of its day is not reminded at once" 0 "$(sql "SELECT COUNT(*) FROM outbox WHERE kind = 'opinion_reminder' AND recipient = 'p108@association.example'")"
remind_at 2024-09-13T02:00:00Z+
assert_same "nor does a mail leave at night" 0 "$(sql "SELECT COUNT(*) FROM outbox WHERE kind = 'opinion_reminder' AND recipient = 'p108@association.example'")"
remind_at 2024-09-13T09:00:00Z+
remind_at 2024-09-13T12:00:00Z+
assert_same "once the day has passed a reminder leaves, once" 1 "$(sql "SELECT COUNT(*) FROM outbox WHERE kind = 'opinion_reminder' AND recipient = 'p108@association.example'")"

FAUBOURG_CLOCK=2024-09-13T13:00:00Z+
start_server
as "$COUNCIL" "/opinions"
assert_contains "the council sees that it is late" 'En retard' "$BODY"
as "$COUNCIL" "$place"
submit "$COUNCIL" "$place" "answer=favourable" "text=Les habitants le demandent."
assert_same "an opinion that comes late is taken" 303 "$STATUS"
as "$OFFICER" "$AT/opinions"
assert_contains "and noted as late" 'Donné en retard' "$BODY"
assert_contains "the reply is due" 'Réponse due pour le 14' "$BODY"
stop_server
remind_at 2024-09-15T09:00:00Z+
remind_at 2024-09-15T10:00:00Z+
assert_same "a reply that is late is told to the office, once" 1 "$(sql "SELECT COUNT(*) FROM outbox WHERE kind = 'opinion_reminder' AND recipient = 'p104@association.example'")"
FAUBOURG_CLOCK=2024-09-15T11:00:00Z+
start_server
as "$OFFICER" "/desk/$TERRITORY?per=25"
assert_contains "the desk says it in red" 'réponse à un conseil citoyen est en retard' "$BODY"
as "$COUNCIL" "/opinions"
assert_contains "so does the council's page" 'Réponse en retard' "$BODY"
get "/calls/lievin-2024/opinions"
assert_lacks "nothing is public before the reply" 'Les habitants le demandent' "$BODY"
as "$COUNCIL" "$place"
submit "$COUNCIL" "$place/reply" "reply=Merci à nous"
assert_same "a council does not reply to itself" 403 "$STATUS"
as "$OFFICER" "$place"
submit "$OFFICER" "$place/reply" "reply="
assert_same "a reply is a text" 422 "$STATUS"
submit "$OFFICER" "$place/reply" "reply=Le comité vous suit."
assert_same "it is replied to" 303 "$STATUS"
submit "$OFFICER" "$place/reply" "reply=Autre chose."
assert_same "once" 409 "$STATUS"
get "/calls/lievin-2024/opinions"
assert_contains "the opinion is public" 'Les habitants le demandent' "$BODY"
assert_contains "with its reply" 'Le comité vous suit' "$BODY"
assert_lacks "a confidential one never is" 'au pied des tours' "$BODY"
get "/calls/lievin-2024"
assert_contains "the call leads to it" '/calls/lievin-2024/opinions' "$BODY"
assert_same "the council is told" 1 "$(sql "SELECT COUNT(*) FROM outbox WHERE kind = 'opinion_reply' AND recipient = 'p108@association.example'")"
open=$(sql "SELECT MIN(opinion_id) FROM opinion WHERE kind = 'review'")
as "$OFFICER" "/opinions/$(code_of "$open")"
submit "$OFFICER" "/opinions/$(code_of "$open")/cancel"
assert_same "what is not given yet is taken back" 303 "$STATUS"
as "$REVIEWER" "/opinions"
assert_lacks "and asked no longer" "$(code_of "$open")" "$BODY"
# shellcheck disable=SC2086
"$FAUBOURG" opinions lievin-2024 $WHERE --format json >"$OUT"
assert_same "the command line lists them" 5 "$(jq length "$OUT")"
assert_same "without confidential texts" 0 "$(grep -c 'au pied des tours' "$OUT" || true)"
# shellcheck disable=SC2086
"$FAUBOURG" verify $WHERE >"$OUT" 2>"$ERR"
assert_same "and the audit chain is whole" 0 $?

audit_left review
stop_server
finish
