# Scenarios, their comparison and the best distribution over HTTP and by the command line (N6, N16; issue of deciding, points 5 and 6): who may, a copy that leaves the session alone, demands
# that conflict named in sentences, the page that waits without a script, the answer as a scenario beside the ranking, equal to the cent in the table, in the comparison and in the file.
# shellcheck shell=sh disable=SC2154,SC2086,SC1112
set -eu
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
. "$ROOT/tests/lib/report.sh"
. "$ROOT/tests/lib/instance.sh"
. "$ROOT/tests/lib/people.sh"
FAUBOURG_CLOCK=2024-11-10T08:00:00Z+
export FAUBOURG_CLOCK
own_key
fresh_instance main
load_all
ids=101
for role in officer state elected nobody signatory; do
	person "$ids" "$role"
	eval "$role=$ids cookie_$role=$COOKIE"
	ids=$((ids + 1))
done
call=libercourt-2025
territory=$(sql "SELECT territory_id FROM call WHERE code = '$call'")
role() {
	sql "INSERT INTO person_role (territory_id, person_id, role, institution, granted_ms, granted_by) VALUES ($territory, $1, '$2', '$3', 1, 'cli:0');"
}
role "$officer" officer ''
role "$state" funder_agent anct
role "$elected" elected ''

# Six projects of 10 000 euros that nobody decided yet, of which two funders are asked 10 000 each; marks from 9 down; districts of the first two are different.
sql "INSERT INTO criterion (territory_id, call_code, code, label, weight, position) VALUES ($territory, '$call', 'quality', 'Qualité', 1, 99);
	DELETE FROM financing_line WHERE application_id IN (SELECT application_id FROM application WHERE call_code = '$call');
	UPDATE application SET state = 'withdrawn' WHERE call_code = '$call';"
district=$(sql "SELECT district_code FROM call_district WHERE call_code = '$call' ORDER BY position LIMIT 1")
for n in 1 2 3 4 5 6; do
	sql "INSERT INTO action (territory_id, code, title) VALUES ($territory, 'ACT-$n', 'Projet $n');
	INSERT INTO application (territory_id, application_id, call_code, action_code, bearer_code, title, state, total_cents, position)
	VALUES ($territory, 7000 + $n, '$call', 'ACT-$n', 'ville-libercourt', 'Projet $n', 'under_review', 1000000, 100 + $n);
	INSERT INTO financing_line (territory_id, application_id, funder_code, year, section, valued, asked_cents)
	VALUES ($territory, 7000 + $n, 'region', 2025, 'operating', 0, 1000000), ($territory, 7000 + $n, 'anct', 2025, 'operating', 0, 1000000);
	INSERT INTO score (territory_id, application_id, criterion_code, person_id, at_ms, tenths) VALUES ($territory, 7000 + $n, 'quality', $officer, 1, 100 - 10 * $n);"
done
sql "INSERT INTO application_district (territory_id, application_id, district_code) VALUES ($territory, 7006, '$district');"
start_server

envelope() { # FUNDER AMOUNT
	submit "$cookie_officer" "/grids/$call/envelopes" "code=" "funder=$1" section=operating part=main wave=1 "amount=$2" state=notified "label=$1 2025" reason='courrier'
	assert_same "the envelope of $1 is said" 303 "$STATUS"
}
as "$cookie_officer" "/grids/$call/envelopes"
envelope region 17000
envelope anct 16000

# ---- who may ----
as "$cookie_elected" "/grids/$call/scenarios"
assert_same "an elected member reads the scenarios" 200 "$STATUS"
as "$cookie_elected" "/grids/$call/allocate"
assert_same "an elected member does not ask for a distribution" 403 "$STATUS"
as "$cookie_nobody" "/grids/$call/compare"
assert_same "somebody without a role compares nothing" 403 "$STATUS"

# ---- a copy ----
as "$cookie_officer" "/grids/$call/scenarios"
assert_same "an officer reads the scenarios" 200 "$STATUS"
submit "$cookie_officer" "/grids/$call/scenarios" scenario=1 'name= ' note=
assert_same "a copy without a name is shown again" 422 "$STATUS"
submit "$cookie_officer" "/grids/$call/scenarios" scenario=1 'name=Hypothèse basse' 'note=si la Région baisse'
assert_same "an officer copies the session's table" 303 "$STATUS"
low=$(sql "SELECT scenario FROM scenario WHERE call_code = '$call' AND origin = 'copy'")
as "$cookie_officer" "/grids/$call/scenarios"
submit "$cookie_officer" "/grids/$call/scenarios/state" scenario=1 state=dropped
assert_same "the session's table cannot be dropped" 400 "$STATUS"
submit "$cookie_officer" "/grids/$call/scenarios/state" "scenario=$low" state=dropped
assert_same "a copy can be dropped" 303 "$STATUS"
submit "$cookie_officer" "/grids/$call/scenarios/state" "scenario=$low" state=dropped
assert_same "a copy that is dropped already is a conflict" 409 "$STATUS"
submit "$cookie_officer" "/grids/$call/scenarios/state" "scenario=$low" state=open
assert_same "and can be opened again" 303 "$STATUS"

# ---- asked ----
as "$cookie_officer" "/grids/$call/allocate"
assert_same "the form of demands is there" 200 "$STATUS"
submit "$cookie_officer" "/grids/$call/allocate" scenario=1 name= step=7 percent=0 each=x seconds=5 l.region=douze c.region=101 w.1.kind=count_least w.1.number=1 w.1.of=
assert_same "demands that do not read are shown again" 422 "$STATUS"
for word in 'value="douze"' 'href="#l.region"' 'href="#c.region"' 'href="#each"' 'href="#percent"' 'href="#w.1.of"' 'href="#name"'; do
	if grep -qF "$word" "$BODY"; then passed "the page has $word"; else failed "the page has $word" "$BODY"; fi
done

# run_of FIELD…: asks with these demands, waits for its end; RUN is its page.
run_of() {
	as "$cookie_officer" "/grids/$call/allocate"
	submit "$cookie_officer" "/grids/$call/allocate" scenario=1 step=100 percent=100 seconds=10 "$@"
	assert_same "a distribution is asked" 303 "$STATUS"
	RUN=$(header location)
	for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30; do
		as "$cookie_officer" "$RUN"
		[ -n "$(header refresh)" ] || break
		sleep 0.5
	done
}

# 33 000 euros fund three projects: the best three marks, 9 + 8 + 7.
run_of 'name=Calcul' each=
solver=$(sql "SELECT max(scenario) FROM scenario WHERE call_code = '$call' AND origin = 'solver'")
ranking=$(sql "SELECT max(scenario) FROM scenario WHERE call_code = '$call' AND origin = 'ranking'")
assert_same "the answer's projects are the best marks" '7001 7002 7003' "$(sql "SELECT application_id FROM scenario_row WHERE call_code = '$call' AND scenario = $solver AND decision = 'programmed' ORDER BY application_id" | tr '\n' ' ' | sed 's/ $//')"
assert_same "each of them is funded in full" '1000000 1000000 1000000' "$(sql "SELECT sum(proposed_cents) FROM cell WHERE call_code = '$call' AND scenario = $solver GROUP BY application_id HAVING sum(proposed_cents) > 0 ORDER BY application_id" | tr '\n' ' ' | sed 's/ $//')"
assert_same "no envelope is passed" '0' "$(sql "SELECT count(*) FROM (SELECT funder_code f, sum(proposed_cents) s FROM cell WHERE call_code = '$call' AND scenario = $solver GROUP BY funder_code) x WHERE (f = 'region' AND s > 1700000) OR (f = 'anct' AND s > 1600000)")"
assert_same "the session's table did not move" '0' "$(sql "SELECT count(*) FROM cell WHERE call_code = '$call' AND scenario = 1")"
assert_same "the answer is proved" 1 "$(grep -c "c’est prouvé" "$BODY")"
assert_same "the audit has who asked and what came of it" 'ask_distribution copy_scenario copy_scenario' "$(sql "SELECT verb FROM audit WHERE actor = 'user:$officer' ORDER BY seq DESC LIMIT 3" | sort | tr '\n' ' ' | sed 's/ $//')"
as "$cookie_officer" "/grids/$call/compare?s=1&s=$solver&s=$ranking"
assert_same "the three tables are side by side" 200 "$STATUS"
if grep -q '>30[^0-9<]*000[^0-9<]*€' "$BODY"; then passed "what is given is that of the table"; else failed "what is given is that of the table" "$BODY"; fi
as "$cookie_officer" "/grids/$call/compare?s=1&s=99"
assert_same "a scenario that does not exist is 404" 404 "$STATUS"

# A district whose only project has the worst mark.
run_of 'name=Quartier' w.1.kind=count_least w.1.number=1 "w.1.of=district:$district"
solver=$(sql "SELECT max(scenario) FROM scenario WHERE call_code = '$call' AND origin = 'solver'")
assert_same "a district that must be served takes the place of a better mark" '7001 7002 7006' "$(sql "SELECT application_id FROM scenario_row WHERE call_code = '$call' AND scenario = $solver AND decision = 'programmed' ORDER BY application_id" | tr '\n' ' ' | sed 's/ $//')"
if grep -q 'au moins 1 projet' "$BODY"; then passed "the page says that the ranking breaks the demand"; else failed "the page says that the ranking breaks the demand" "$BODY"; fi

# What cannot be.
envelopes=$(sql "SELECT envelope_code FROM envelope_change WHERE call_code = '$call' ORDER BY funder_code DESC")
region=$(echo "$envelopes" | sed -n 1p)
anct=$(echo "$envelopes" | sed -n 2p)
run_of 'name=Impossible' "e.$region=0" "e.$anct=5000" w.1.kind=count_least w.1.number=1 "w.1.of=district:$district"
assert_same "a distribution that cannot be has no scenario" "$solver" "$(sql "SELECT max(scenario) FROM scenario WHERE call_code = '$call' AND origin = 'solver'")"
if grep -q 'Aucune répartition' "$BODY" && grep -q 'au moins 1 projet' "$BODY"; then passed "the demands that conflict are named"; else failed "the demands that conflict are named" "$BODY"; fi
assert_same "with the two envelopes that they need, and nothing else" '2 3' "$(grep -o 'L’enveloppe «' "$BODY" | wc -l | tr -d ' ') $(sed -n 's/.*Ces exigences se contredisent//p' "$BODY" | sed 's/<\/ul>.*//' | grep -o '<li>' | wc -l | tr -d ' ')"
assert_same "an envelope of one calculation is not written" '1700000' "$(sql "SELECT amount_cents FROM envelope_change WHERE call_code = '$call' AND funder_code = 'region'")"

# ---- what if a funder cuts ----
as "$cookie_elected" "/grids/$call/cut"
assert_same "an elected member may look at a cut" 200 "$STATUS"
as "$cookie_officer" "/grids/$call/cut?scenario=$solver&what=column:region&by=amount&value=beaucoup"
assert_same "a cut that does not read says so" 200 "$STATUS"
if grep -q 'href="#value"' "$BODY"; then passed "and leads to its field"; else failed "and leads to its field" "$BODY"; fi
given=$(sql "SELECT sum(proposed_cents) FROM cell WHERE call_code = '$call' AND scenario = $solver AND funder_code = 'region'")
as "$cookie_officer" "/grids/$call/cut?scenario=$solver&what=column:region&by=percent&value=10&mode=proportional"
assert_same "a cut of a column is shown" 200 "$STATUS"
if grep -q 'Actions à qui il manque' "$BODY"; then passed "actions that lack money are listed with what could be done"; else failed "actions that lack money are listed with what could be done" "$BODY"; fi
submit "$cookie_officer" "/grids/$call/cut" "scenario=$solver" what=column:region row= by=percent value=10 mode=proportional name=
assert_same "a cut without a name is shown again" 422 "$STATUS"
submit "$cookie_officer" "/grids/$call/cut" "scenario=$solver" what=column:region row= by=percent value=10 mode=proportional 'name=Région moins dix'
assert_same "a cut is kept as a scenario" 303 "$STATUS"
cut=$(sql "SELECT max(scenario) FROM scenario WHERE call_code = '$call' AND origin = 'cut'")
assert_same "ten per cent are gone, to the cent" "$((given - given / 10))" "$(sql "SELECT sum(proposed_cents) FROM cell WHERE call_code = '$call' AND scenario = $cut AND funder_code = 'region'")"
assert_same "and what it comes from did not move" "$given" "$(sql "SELECT sum(proposed_cents) FROM cell WHERE call_code = '$call' AND scenario = $solver AND funder_code = 'region'")"
as "$cookie_elected" "/grids/$call/cut?scenario=$solver&what=column:region&by=percent&value=10"
submit "$cookie_elected" "/grids/$call/cut" "scenario=$solver" what=column:region row= by=percent value=10 mode=proportional 'name=Autre'
assert_same "an elected member keeps nothing" 403 "$STATUS"

# ---- the revised plan ----
organisation 201 'Jardins partagés' association "$signatory"
sql "INSERT INTO sheet (territory_id, sheet_id, kind, applicant_id, call_code, request, title, state, channel, revision, created_ms, created_by, changed_ms, changed_by, to_confirm, application_id, number)
	VALUES ($territory, 303, 'application', 201, '$call', 'first', 'Projet 1', 'filed', 'online', 1, 1, $signatory, 1, $signatory, 0, 7001, 'LIBERCOURT-2025-0001');"
plan=/applications/$(sql "SELECT code FROM territory WHERE territory_id = $territory").7001/plan
sheet=/sheets/$(code_of 303)/plan
as "$cookie_elected" "$plan"
assert_same "an elected member sends no plan" 404 "$STATUS"
as "$cookie_officer" "$plan"
assert_same "an officer may send a plan" 200 "$STATUS"
submit "$cookie_officer" "$plan" "scenario=$cut" due=2024-11-09 said=
assert_same "an answer cannot be due in the past" 422 "$STATUS"
submit "$cookie_officer" "$plan" "scenario=$cut" due=2024-11-20 'said=La Région baisse de dix pour cent.'
assert_same "the plan is sent" 303 "$STATUS"
assert_same "by mail to the signatory, without what was said" '1 0' "$(sql "SELECT count(*) || ' ' || sum(CASE WHEN body LIKE '%dix pour cent%' THEN 1 ELSE 0 END) FROM outbox WHERE kind = 'plan'")"
submit "$cookie_officer" "$plan" "scenario=$cut" due=2024-11-20 said=
assert_same "one plan waits at a time" 422 "$STATUS"
as "$cookie_signatory" "$sheet"
assert_same "the signatory reads it" 200 "$STATUS"
if grep -q 'La Région baisse' "$BODY" && grep -q '6[^0-9<]*300[^0-9<]*€' "$BODY"; then passed "with what each funder gives now and what was said"; else failed "with what each funder gives now and what was said" "$BODY"; fi
submit "$cookie_signatory" "$sheet" plan=1 answer=withdrawn reason=
assert_same "who withdraws says why" 422 "$STATUS"
submit "$cookie_signatory" "$sheet" plan=1 answer=accepted reason=
assert_same "the signatory accepts" 303 "$STATUS"
submit "$cookie_signatory" "$sheet" plan=1 answer=withdrawn reason='trop peu'
assert_same "a plan is answered once" 422 "$STATUS"
as "$cookie_officer" "$plan"
if grep -q 'Accepté' "$BODY"; then passed "the officer sees the answer"; else failed "the officer sees the answer" "$BODY"; fi
assert_same "the audit has both, by numbers alone" "answer_plan plan=1 accepted send_plan plan=1 scenario=$cut" "$(sql "SELECT verb || ' ' || detail FROM audit WHERE verb IN ('send_plan', 'answer_plan') ORDER BY verb" | tr '\n' ' ' | sed 's/ $//')"

# ---- by the command line ----
stop_server
"$FAUBOURG" scenarios "$call" $WHERE --format json >"$BODY" 2>"$ERR" && code=0 || code=$?
assert_same "the command line lists scenarios" "0 $(sql "SELECT count(*) FROM scenario WHERE call_code = '$call'")" "$code $(jq length "$BODY")"
"$FAUBOURG" allocate "$call" $WHERE --seconds 5 --format json >"$BODY" 2>"$ERR" && code=0 || code=$?
assert_same "the command line works out the same" '0 optimal 24000 3' "$code $(jq -r '"\(.outcome) \(.mark) \(.funded)"' "$BODY")"
"$FAUBOURG" allocate "$call" $WHERE e.nowhere=3 >"$BODY" 2>"$ERR" && code=0 || code=$?
assert_same "a demand about what does not exist is refused" 65 "$code"
assert_same "and writes nothing" "$solver" "$(sql "SELECT max(scenario) FROM scenario WHERE call_code = '$call' AND origin = 'solver'")"
audit_left allocation
finish
