# Writing an application over HTTP, without a browser: beginning it, its task list, its topics with buttons, the autosave and its refusals: a stale revision, a key that is none,
# a forged form, another organisation's sheet, a closed call (rows L4, B4, B6, B11, B19, N15).
set -eu
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
. "$ROOT/tests/lib/report.sh"
. "$ROOT/tests/lib/instance.sh"
. "$ROOT/tests/lib/people.sh"
FAUBOURG_CLOCK=2024-09-10T08:00:00Z+
export FAUBOURG_CLOCK
fresh_instance main
load_all
person 101 'Chargée de mission'
A=$COOKIE
person 102 'Trésorier'
B=$COOKIE
person 103 'Voisine'
STRANGER=$COOKIE
person 104 'Nouvelle venue'
NEWCOMER=$COOKIE
organisation 201 'Association de quartier' association 101
member 201 102 writer
organisation 202 'Club voisin' association 103
start_server

json() {
	jq -r "$1" "$BODY" 2>/dev/null || echo "not JSON: $(head -c 200 "$BODY")"
}

# ---- before one is known ----

assert_status "a visitor sees what a request needs" 200 /calls/lievin-2024/apply
assert_contains "an open call says until when" 'septembre 2024' "$BODY"
assert_contains "and how long that is" 'Il reste 3' "$BODY"
get '/calls/lievin-2024/apply?a=porteur.association~cout.12000'
assert_contains "the answers of a self-diagnosis stay in the way back from signing up" 'sign-up?next=%2Fcalls%2Flievin-2024%2Fapply%3Fa%3D' "$BODY"
assert_status "a closed call has its page" 200 /calls/cabbalr-2020/apply
assert_contains "which says that it is closed" 'On ne peut pas déposer' "$BODY"
assert_contains "and whom to call" 'id="contacts"' "$BODY"
get '/calls/lievin-2024/diagnosis/summary?a=porteur.association'
assert_contains "the result of a self-diagnosis offers to begin" '/calls/lievin-2024/apply?a=porteur.association' "$BODY"
get '/calls/cabbalr-2020/diagnosis/summary?a=porteur.association'
assert_same "that of a closed call does not" 0 "$(grep -c /cabbalr-2020/apply "$BODY" || true)"
assert_status "a call that does not exist has no page" 404 /calls/none/apply

# ---- beginning ----

as "$NEWCOMER" /calls/lievin-2024/apply
assert_contains "who has no organisation is told to make one" '/organisations/new' "$BODY"
as "$A" /calls/lievin-2024/apply
assert_contains "who has one chooses what to ask for" 'name="request" value="renewal"' "$BODY"
CODE=$(code_of 201)
post "$A" /calls/lievin-2024/apply "applicant=$CODE" request=first
assert_same "without the page's token nothing begins" 403 "$STATUS"
post "$A" /calls/lievin-2024/apply "csrf=$TOKEN" "applicant=$(code_of 202)" request=first
assert_same "another's organisation that is sent is not taken" 303 "$STATUS"
sheet_owner=$(sql "SELECT applicant_id FROM sheet WHERE kind = 'application' ORDER BY created_ms DESC LIMIT 1")
assert_same "the draft is of one's own" 201 "$sheet_owner"
as "$A" /calls/lievin-2024/apply
post "$A" /calls/cabbalr-2020/apply "csrf=$TOKEN" "applicant=$CODE" request=first
assert_same "a closed call takes no draft, whatever is sent" 422 "$STATUS"
as "$A" '/calls/lievin-2024/apply?a=cout.12000'
post "$A" /calls/lievin-2024/apply "csrf=$TOKEN" "applicant=$CODE" request=first a=porteur.association~cout.12000
assert_same "a draft begins" 303 "$STATUS"
SHEET=$(header location)
as "$A" "$SHEET"
assert_same "it leads to its task list" 200 "$STATUS"
assert_contains "NOT FILED cannot be missed" 'NON DÉPOSÉE' "$BODY"
assert_contains "the steps are counted" 'étape' "$BODY"
assert_contains "what the organisation has not said is in the list" "/sheets/$(code_of 1201)/topics/" "$BODY"
assert_contains "and who works on it" 'Trésorier' "$BODY"
as "$A" '/calls/lievin-2024/apply'
assert_contains "a draft that was begun is shown before a new one" "$SHEET" "$BODY"
post "$A" /calls/lievin-2024/apply "csrf=$TOKEN" "applicant=$CODE" request=renewal
assert_same "a renewal asks which project goes on" 303 "$STATUS"
as "$A" "$(header location)"
assert_contains "and says when there is none" 'Aucune demande déposée' "$BODY"

# ---- a topic with its buttons ----

as "$A" "$SHEET/topics/project"
assert_contains "a topic has its fields" 'name="f.project.title"' "$BODY"
post "$A" "$SHEET/topics/project" "csrf=$TOKEN" "base=$BASE" to=next 'f.project.title=Jardin partagé' 'f.project.summary=Un jardin au pied des tours.'
assert_same "a topic that is saved leads on" 303 "$STATUS"
assert_same "to the next one" "$SHEET/topics/action" "$(header location)"
as "$A" "$SHEET/topics/project"
assert_contains "what was typed is there" 'Jardin partagé' "$BODY"
as "$A" "$SHEET"
assert_contains "the draft has its title" 'Jardin partagé' "$BODY"
as "$A" "$SHEET/topics/action"
post "$A" "$SHEET/topics/action" "csrf=$TOKEN" "base=$BASE" to=next 'f.project.start=31/02/2025' 'f.project.what=Des ateliers'
assert_same "a day that is none brings back to the page" "$SHEET/topics/action?saved=1#content" "$(header location)"
as "$A" "$SHEET/topics/action?saved=1"
assert_contains "with the mistake in the title" '<title>Erreur' "$BODY"
assert_contains "a link to the field" 'href="#f.project.start"' "$BODY"
assert_contains "what was typed, as it was typed" 'value="31/02/2025"' "$BODY"
assert_contains "and the rest is saved" 'Des ateliers' "$BODY"
post "$A" "$SHEET/topics/action" "csrf=$TOKEN" "base=$BASE" to=list 'f.project.start=01/03/2025'
as "$A" "$SHEET/topics/action"
assert_contains "a day reads as people write it" 'value="01/03/2025"' "$BODY"
as "$A" "$SHEET/topics/places"
DISTRICT=$(sed -n 's/.*type="checkbox"[^>]*name="f.project.districts" value="\([^"]*\)".*/\1/p' "$BODY" | head -n 1)
post "$A" "$SHEET/topics/places" "csrf=$TOKEN" "base=$BASE" to=stay f.project.districts= "f.project.districts=$DISTRICT"
as "$A" "$SHEET/topics/places"
assert_same "a box that was ticked stays ticked" 1 "$(grep -o 'type="checkbox"[^>]*checked' "$BODY" | wc -l)"
post "$A" "$SHEET/topics/places" "csrf=$TOKEN" "base=$BASE" to=stay f.project.districts=
as "$A" "$SHEET/topics/places"
assert_same "no box at all is an answer, too" 0 "$(grep -o 'type="checkbox"[^>]*checked' "$BODY" | wc -l)"
as "$A" "$SHEET/topics/partners"
post "$A" "$SHEET/topics/partners" "csrf=$TOKEN" "base=$BASE" to=stay f.partners.1.name=CCAS
as "$A" "$SHEET/topics/partners"
assert_contains "a line more comes without JavaScript" 'name="f.partners.2.name"' "$BODY"
assert_status "a topic that does not exist has no page" 404 "$SHEET/topics/none" -b "session=$A"

# ---- two people ----

as "$B" "$SHEET/topics/project"
B_TOKEN=$TOKEN
OLD=$BASE
as "$A" "$SHEET/topics/project"
post "$A" "$SHEET/save" "csrf=$TOKEN" "base=$BASE" 'f.project.title=Jardin des tours'
assert_same "the autosave answers" 200 "$STATUS"
assert_same "with a revision that grew by one" $((BASE + 1)) "$(json .revision)"
assert_same "no conflict" 0 "$(json '.conflicts | length')"
assert_contains "and the hour, in words" 'Enregistré à 10' "$BODY"
post "$B" "$SHEET/save" "csrf=$B_TOKEN" "base=$OLD" 'f.project.title=Potager' 'f.project.need=Peu de lieux communs'
assert_same "the other's stale title is a conflict" 'Jardin des tours' "$(json '.conflicts[0].theirs')"
assert_same "with both texts" Potager "$(json '.conflicts[0].yours')"
as "$A" "$SHEET/values.json"
assert_same "the first one stands" 'Jardin des tours' "$(json '.values["project.title"]')"
assert_same "and what was not in conflict is saved" 'Peu de lieux communs' "$(json '.values["project.need"]')"
post "$B" "$SHEET/topics/project" "csrf=$B_TOKEN" "base=$OLD" to=next 'f.project.title=Potager' 'f.project.aims=Se rencontrer'
assert_same "with buttons, a conflict is a page" 422 "$STATUS"
assert_contains "with the other's text" 'value="Jardin des tours"' "$BODY"
assert_contains "one's own" 'value="Potager"' "$BODY"
assert_contains "and all the rest that was typed" 'value="Se rencontrer"' "$BODY"
BASE=$(sed -n 's/.*name="base" value="\([^"]*\)".*/\1/p' "$BODY" | head -n 1)
post "$B" "$SHEET/topics/project" "csrf=$B_TOKEN" "base=$BASE" to=stay 'f.project.title=Potager' 'f.project.aims=Se rencontrer'
assert_same "a choice is saved" 303 "$STATUS"
as "$A" "$SHEET/values.json"
assert_same "and stands" Potager "$(json '.values["project.title"]')"

# ---- refusals ----

as "$A" "$SHEET/topics/project"
post "$A" "$SHEET/save" "csrf=$TOKEN" "base=$BASE" 'f.project.none=x'
assert_same "a key that is none is refused" 400 "$STATUS"
post "$A" "$SHEET/save" "csrf=$TOKEN" 'f.project.title=x'
assert_same "a save that does not say its revision is refused" 400 "$STATUS"
post "$A" "$SHEET/save" "csrf=$TOKEN" base=-1 'f.project.title=x'
assert_same "so is a revision before the first" 400 "$STATUS"
post "$A" "$SHEET/save" "base=$BASE" 'f.project.title=x'
assert_same "a forged save is refused" 403 "$STATUS"
post "$A" "$SHEET/save" "csrf=$TOKEN" "base=$BASE" "person=$(code_of 102)" 'f.project.title=x'
assert_same "a page that another person opened saves nothing" 409 "$STATUS"
assert_same "and says so" person "$(json .refused)"
post nobody "$SHEET/save" "csrf=$TOKEN" "base=$BASE" 'f.project.title=x'
assert_same "without the session's cookie the token is worth nothing" 403 "$STATUS"
as "$STRANGER" "/calls/lievin-2024/apply"
post "$STRANGER" "$SHEET/save" "csrf=$TOKEN" "base=$BASE" 'f.project.title=x'
assert_same "another organisation's sheet is not there" 404 "$STATUS"
assert_status "nor is its page" 404 "$SHEET" -b "session=$STRANGER"
assert_status "nor are its values" 404 "$SHEET/values.json" -b "session=$STRANGER"
assert_status "a visitor is sent to sign in" 303 "$SHEET/topics/project"
as "$A" "$SHEET/topics/project"
LONG=$(printf '%0900d' 7)
post "$A" "$SHEET/save" "csrf=$TOKEN" "base=$BASE" "f.project.summary=$LONG"
assert_same "a text that is too long is kept" 200 "$STATUS"
assert_contains "and told beside its field" 'project.summary' "$BODY"
as "$A" "$SHEET/values.json"
assert_same "not one letter is cut" "$LONG" "$(json '.values["project.summary"]')"
assert_same "nothing forged came through" Potager "$(json '.values["project.title"]')"
assert_status "the worker of the browser is at the root" 200 /sw.js
assert_contains "with a policy that lets it fetch from here" "connect-src 'self'" "$HEAD"
# ---- a renewal starts from the file before (B11) ----
sql "UPDATE sheet SET state = 'filed' WHERE title = 'Potager'"
as "$A" "/calls/lievin-2024/apply?applicant=$CODE&request=renewal"
PREVIOUS=$(sed -n 's/.*name="previous" value="\(sheet\.[^"]*\)".*/\1/p' "$BODY" | head -n 1)
assert_contains "a renewal shows the filed project" Potager "$BODY"
post "$A" /calls/lievin-2024/apply "csrf=$TOKEN" second=1 "applicant=$CODE" request=renewal
assert_same "and asks to choose one" 422 "$STATUS"
post "$A" /calls/lievin-2024/apply "csrf=$TOKEN" second=1 "applicant=$CODE" request=renewal "previous=$PREVIOUS" part.project=1
assert_same "it begins" 303 "$STATUS"
as "$A" "$(header location)/values.json"
assert_same "with what was carried" 'Peu de lieux communs' "$(json '.values["project.need"]')"
as "$STRANGER" /calls/lievin-2024/apply
post "$STRANGER" /calls/lievin-2024/apply "csrf=$TOKEN" second=1 "applicant=$(code_of 202)" request=renewal "previous=$PREVIOUS" part.project=1
assert_same "another organisation's file is nobody else's to renew" 422 "$STATUS"

# ---- an action of a past programme goes on without a file here; a roll-out takes the file of another territory (B11) ----
HERE=$(sql "SELECT territory_id FROM call WHERE code = 'lievin-2024'")
ACTION=jardin-2023
SIREN=123456782
sql "INSERT INTO action (territory_id, code, title) VALUES ($HERE, '$ACTION', 'Jardin de quartier');
	INSERT INTO organisation (territory_id, code, name, kind, siren, position) VALUES ($HERE, 'jardin', 'Le jardin', 'association', '$SIREN', 9999);
	INSERT INTO application (territory_id, application_id, call_code, action_code, bearer_code, title, state, total_cents, position)
	VALUES ($HERE, 99999, 'lievin-2024', '$ACTION', 'jardin', 'Jardin de quartier', 'supported', 100000, 9999);"
as "$STRANGER" "/calls/lievin-2024/apply?applicant=$(code_of 202)&request=renewal"
assert_same "who bore no action is offered none" 0 "$(grep -c 'value="action\.' "$BODY" || true)"
post "$STRANGER" /calls/lievin-2024/apply "csrf=$TOKEN" second=1 "applicant=$(code_of 202)" request=renewal previous=action.none part.project=1
assert_same "an action that does not exist is not renewed" 422 "$STATUS"
post "$STRANGER" /calls/lievin-2024/apply "csrf=$TOKEN" second=1 "applicant=$(code_of 202)" request=renewal "previous=action.$ACTION" part.project=1
assert_same "nor is another's" 422 "$STATUS"
sql "UPDATE applicant SET siren = '$SIREN' WHERE applicant_id = 202"
as "$STRANGER" "/calls/lievin-2024/apply?applicant=$(code_of 202)&request=renewal"
assert_contains "who bore an action is offered to go on with it" "value=\"action.$ACTION\"" "$BODY"
post "$STRANGER" /calls/lievin-2024/apply "csrf=$TOKEN" second=1 "applicant=$(code_of 202)" request=renewal "previous=action.$ACTION" part.project=1
assert_same "a renewal of it begins" 303 "$STATUS"
assert_same "linked to the action, with its title" "$ACTION $(sql "SELECT title FROM action WHERE territory_id = $HERE AND code = '$ACTION'")" \
	"$(sql "SELECT action_code FROM sheet WHERE applicant_id = 202 AND action_code IS NOT NULL") $(sql "SELECT title FROM sheet WHERE applicant_id = 202 AND action_code IS NOT NULL")"
THERE=$(sql "SELECT territory_id FROM call WHERE code = 'cabbalr-2020'")
sql "INSERT INTO sheet (territory_id, sheet_id, kind, applicant_id, call_code, request, title, state, channel, revision, created_ms, created_by, changed_ms, changed_by, to_confirm)
	VALUES ($THERE, 9001, 'application', 201, 'cabbalr-2020', 'first', 'Verger de la ville voisine', 'filed', 'online', 1, 1, 101, 1, 101, 0);
	INSERT INTO sheet_value (territory_id, sheet_id, field, value, revision, changed_ms, changed_by) VALUES ($THERE, 9001, 'project.need', 'Des arbres pour tous', 1, 1, 101);"
as "$A" "/calls/lievin-2024/apply?applicant=$CODE&request=renewal"
assert_same "a file of another territory is not renewed here" 0 "$(grep -c "sheet.$(code_of 9001)" "$BODY" || true)"
as "$A" "/calls/lievin-2024/apply?applicant=$CODE&request=roll_out"
assert_contains "but it is rolled out" 'Verger de la ville voisine' "$BODY"
post "$A" /calls/lievin-2024/apply "csrf=$TOKEN" second=1 "applicant=$CODE" request=roll_out "previous=sheet.$(code_of 9001)" part.project=1
assert_same "a roll-out begins" 303 "$STATUS"
as "$A" "$(header location)/values.json"
assert_same "with the project of the other town" 'Des arbres pour tous' "$(json '.values["project.need"]')"
as "$A" "$SHEET/topics/project"
assert_lacks "what is filed has no field" 'name="f.project.title"' "$BODY"
post "$A" "$SHEET/save" "csrf=$TOKEN" "base=$BASE" 'f.project.title=x'
assert_same "and cannot be saved any more" 404 "$STATUS"
# ---- the identity, the same pages ----
as "$A" "/sheets/$(code_of 1201)"
assert_same "the identity has its task list" 200 "$STATUS"
assert_lacks "without a deadline" 'Il reste' "$BODY"
stop_server
finish
