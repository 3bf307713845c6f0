# One story for each of the three real calls, over HTTP, by the people who live it: five associations sign and file; the office reads, refuses one that is not admissible, asks a funder's
# opinion; an elected member marks; a committee sits with its quorum and votes; in its table the funder and the office type, one grant is partial, one project refused; the session is
# closed, the programme adopted with its decision, its annex taken in every format and published with the same totals to the cent; the funder sends its letters, and the bearer finds its own
# (rows B14, B8, N9, A10, N1, P1-P4, B15). CALL=lievin-2024 tells that one only;
# STORY_KEEP=FOLDER leaves the instance there, for who wants to look at it.
# shellcheck disable=SC2086,SC2046
set -eu
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
. "$ROOT/tests/lib/report.sh"
. "$ROOT/tests/lib/instance.sh"
. "$ROOT/tests/lib/people.sh"
FAUBOURG_FILES=$WORK/bytes
export FAUBOURG_FILES
own_key
fresh_instance story
load_all
person 101 'Chargée de mission'
OFFICER=$COOKIE
person 102 'Agente du financeur'
AGENT=$COOKIE
person 103 'Conseillère municipale'
ELECTED=$COOKIE

# table COOKIE: the table as that person sees it; the token of its cells is TOKEN.
table() {
	as "$1" "/grids/$call"
	TOKEN=$(sed -n 's/.*data-csrf="\([^"]*\)".*/\1/p' "$BODY" | head -n 1)
}
# cell COOKIE APPLICATION COLUMN STAGE EUROS
cell() {
	base=$(sql "SELECT COALESCE(MAX(revision), 0) FROM cell WHERE call_code = '$call' AND scenario = 1 AND application_id = $2 AND funder_code = '$3'")
	submit "$1" "/grids/$call/cell.json" scenario=1 "application=$2" "column=$3" "base=$base" "stage=$4" "amount=$5"
}
# decide APPLICATION COST DECISION NOTE: by the form of the row, as without scripts.
decide() {
	as "$OFFICER" "/grids/$call/rows/$1"
	row_base=$(sed -n 's/.*name="base" value="\([0-9]*\)".*/\1/p' "$BODY" | head -n 1)
	row_other=$(sed -n 's/.*name="other"[^>]* value="\([^"]*\)".*/\1/p' "$BODY" | head -n 1)
	submit "$OFFICER" "/grids/$call/rows/$1" scenario=1 "base=${row_base:-0}" "cost=$2" "other=$row_other" "decision=$3" axis= "note=$4"
}
grid_json() {
	"$FAUBOURG" grid "$call" $WHERE --format json >"$WORK/grid.json" 2>"$ERR"
}

# file_one N FUNDER: the Nth association asks 100 N euros more of that funder than the draft of the call, and spends them; distinct titles.
file_one() {
	person "$((id + 10 + $1))" "Présidente $1"
	signatory=$COOKIE
	organisation "$((id + 20 + $1))" "Association n° $1" association "$((id + 10 + $1))"
	complete_draft "$((id + 30 + $1))" "$call" "$((id + 20 + $1))" "$((id + 10 + $1))"
	for field in budget.1.601 "budget.1.74.$2"; do
		typed=$(sql "SELECT value FROM sheet_value WHERE sheet_id = $((id + 30 + $1)) AND field = '$field'" | tr -cd '0-9')
		sql "UPDATE sheet_value SET value = '$((typed + 100 * $1))' WHERE sheet_id = $((id + 30 + $1)) AND field = '$field'"
	done
	sql "UPDATE sheet_value SET value = value || ' $1' WHERE sheet_id = $((id + 30 + $1)) AND field = 'project.title'"
	as "$signatory" "$SHEET/sign"
	submit "$signatory" "$SHEET/sign" "base=$BASE" 'capacity=Présidente' attests=yes
	assert_same "$call: association $1 files" 303 "$STATUS"
}

# story CALL OPEN AFTER FUNDER: FUNDER is the column whose agent types for itself.
story() {
	call=$1
	id=$((id + 100))
	funder=$4
	territory=$(sql "SELECT t.code FROM territory t JOIN call c ON c.territory_id = t.territory_id WHERE c.code = '$call'")
	"$FAUBOURG" user role p101@association.example officer --territory "$territory" $WHERE >"$OUT" 2>&1
	"$FAUBOURG" user role p103@association.example elected --territory "$territory" $WHERE >"$OUT" 2>&1
	"$FAUBOURG" user role p102@association.example funder_agent --institution "$funder" --territory "$territory" $WHERE >"$OUT" 2>&1
	FAUBOURG_CLOCK=$2
	export FAUBOURG_CLOCK
	start_server
	for n in 1 2 3 4 5; do file_one "$n" "$funder"; done
	stop_server
	FAUBOURG_CLOCK=$3
	today=$(printf '%s' "$3" | cut -c 1-10)
	start_server

	# ---- the office reads ----
	as "$OFFICER" "/desk/$territory"
	assert_same "$call: the desk has the five" 5 "$(grep -o '/sheets/[0-9A-Z]*' "$BODY" | sort -u | wc -l | tr -d ' ')"
	set -- $(sql "SELECT application_id FROM sheet WHERE call_code = '$call' AND state = 'filed' ORDER BY application_id")
	assert_same "$call: five applications stand in the tables" 5 "$#"
	for n in "$1" "$2" "$3" "$4" "$5"; do
		file=/applications/$territory.$n
		wanted=admissible
		[ "$n" != "$5" ] || wanted=inadmissible
		as "$OFFICER" "$file/review"
		submit "$OFFICER" "$file/review" "base=$BASE" "decision=$wanted" 'reason=Lu avec la présidente' 'despite=Pièces vues sur papier'
		assert_same "$call: application $n is $wanted" "303 $wanted" "$STATUS $(sql "SELECT state FROM application WHERE call_code = '$call' AND application_id = $n")"
	done
	assert_same "$call: who is not admissible is told by mail" 1 "$(sql "SELECT COUNT(*) FROM outbox WHERE kind = 'inadmissible' AND recipient = 'p$((id + 15))@association.example'")"
	as "$OFFICER" "/applications/$territory.$1/opinions"
	submit "$OFFICER" "/applications/$territory.$1/opinions" kind=institution "who=i.$funder" "due=$(date -u -d "$today + 10 days" +%F)" 'question=Le besoin est-il là ?'
	assert_same "$call: the funder's opinion is asked" 303 "$STATUS"
	as "$AGENT" /opinions
	opinion=$(grep -o '/opinions/[0-9A-Z]*' "$BODY" | head -n 1)
	as "$AGENT" "$opinion"
	submit "$AGENT" "$opinion" answer=favourable 'text=Le besoin est là'
	assert_same "$call: and given" 303 "$STATUS"
	as "$OFFICER" "/calls/$call/criteria"
	submit "$OFFICER" "/calls/$call/criteria" 'label=Utilité' weight=2 'reason=Décidé en comité'
	criterion=$(sql "SELECT criterion_code FROM own_criterion WHERE call_code = '$call'")
	for n in "$1" "$2" "$3" "$4"; do
		as "$ELECTED" "/applications/$territory.$n/scores"
		submit "$ELECTED" "/applications/$territory.$n/scores" "c.$criterion=$((9 - n % 4)),5"
		assert_same "$call: application $n is marked" 303 "$STATUS"
	done

	# ---- the committee ----
	as "$OFFICER" "/calls/$call/sessions/new"
	submit "$OFFICER" "/calls/$call/sessions/new" kind=committee 'title=Comité des financeurs' "day=$today" time=09:00 until=12:00 place=Mairie chair= quorum=50 proxies_most=1 body=
	assert_same "$call: a committee is planned" 303 "$STATUS"
	session=/sessions/$(header location | sed 's#.*/sessions/##')
	as "$OFFICER" "$session"
	submit "$OFFICER" "$session/seats" "base=$BASE" "institution=$funder" role=Agente "person=$(code_of 102)" email= votes=yes
	as "$OFFICER" "$session"
	submit "$OFFICER" "$session/agenda" "base=$BASE" minutes=20 "a.$1=yes" "a.$2=yes" "a.$3=yes" "a.$4=yes"
	for step in state=open s.attendance.1=present; do
		as "$OFFICER" "$session"
		case $step in state=*) under=state ;; *) under=attendance ;; esac
		submit "$OFFICER" "$session/$under" "base=$BASE" "$step"
	done
	assert_same "$call: it sits, the funder is there" 303 "$STATUS"
	for item in 1 4; do
		as "$OFFICER" "$session"
		submit "$OFFICER" "$session/ballot" "base=$BASE" "item=$item" to=open
		as "$AGENT" "$session"
		submit "$AGENT" "$session/vote" "item=$item" seat=1 "choice=$([ "$item" = 1 ] && echo yes || echo no)"
		as "$OFFICER" "$session"
		submit "$OFFICER" "$session/ballot" "base=$BASE" "item=$item" to=closed
	done
	assert_same "$call: it votes, for one and against another" 'favourable unfavourable' "$(sql "SELECT i.outcome FROM session_item i JOIN committee_session c ON c.territory_id = i.territory_id AND c.session_id = i.session_id WHERE c.call_code = '$call' AND i.item IN (1, 4) ORDER BY i.item" | tr '\n' ' ' | sed 's/ $//')"

	# ---- its table ----
	grid_json
	asked=$(jq ".rows[] | select(.application == $1) | .cells[] | select(.column == \"$funder\") | .asked_cents / 100" "$WORK/grid.json")
	table "$AGENT"
	cell "$AGENT" "$1" "$funder" voted "$asked"
	assert_same "$call: the funder's agent votes what was asked, in its own column" 200 "$STATUS"
	cell "$AGENT" "$2" "$funder" voted 1000
	other=$(jq -r ".rows[0].cells[] | select(.asked_cents > 0 and .column != \"$funder\") | .column" "$WORK/grid.json" | head -n 1)
	if [ -n "$other" ]; then
		cell "$AGENT" "$1" "$other" voted 1000
		assert_same "$call: and in no other" 403 "$STATUS"
	fi
	table "$OFFICER"
	jq -r ".rows[] | select(.application == $1 or .application == $2 or .application == $3) | .application as \$a | .cells[] | select(.asked_cents > 0 and .column != \"$funder\") | \"\(\$a) \(.column) \(.asked_cents / 100)\"" \
		"$WORK/grid.json" >"$WORK/others"
	while read -r application column euros; do cell "$OFFICER" "$application" "$column" voted "$euros" </dev/null; done <"$WORK/others"
	euros=$(jq ".rows[] | select(.application == $3) | .cells[] | select(.column == \"$funder\") | .asked_cents / 100" "$WORK/grid.json")
	cell "$OFFICER" "$3" "$funder" voted "$euros"
	assert_same "$call: the office types for who has no account" 200 "$STATUS"
	grid_json
	gap=$(jq ".rows[] | select(.application == $2) | .gap_cents / 100" "$WORK/grid.json")
	cost=$(jq ".rows[] | select(.application == $2) | .cost_cents / 100" "$WORK/grid.json")
	assert_same "$call: what is missing to the partial grant is shown" true "$(jq -n "$gap > 0")"
	decide "$2" "$(jq -n "$cost - $gap")" programmed 'coût réduit'
	assert_same "$call: a partial grant has a smaller cost" 303 "$STATUS"
	as "$OFFICER" "/applications/$territory.$2/plan"
	submit "$OFFICER" "/applications/$territory.$2/plan" scenario=1 "due=$(date -u -d "$today + 10 days" +%F)" 'said=Le financeur donne moins'
	assert_same "$call: the revised plan is sent to its bearer" 303 "$STATUS"
	president=$(printf '%043d' $((id + 12)))
	plan=/sheets/$(code_of "$((id + 32))")/plan
	as "$president" "/sheets/$(code_of "$((id + 32))")/follow-up"
	assert_contains "$call: who finds it where the request is followed" "$plan" "$BODY"
	as "$president" "$plan"
	submit "$president" "$plan" plan=1 answer=accepted reason=
	assert_same "$call: and accepts" 303 "$STATUS"
	for n in "$1" "$3"; do
		decide "$n" "$(jq ".rows[] | select(.application == $n) | .cost_cents / 100" "$WORK/grid.json")" programmed ''
		assert_same "$call: application $n is programmed" 303 "$STATUS"
	done
	decide "$4" "$(jq ".rows[] | select(.application == $4) | .cost_cents / 100" "$WORK/grid.json")" refused 'double emploi avec une action de droit commun'
	assert_same "$call: one is refused, with its reason" 303 "$STATUS"
	grid_json
	assert_same "$call: no row that counts misses a euro" 0 "$(jq '[.rows[] | select(.counts and .decision == "programmed" and .gap_cents != 0)] | length' "$WORK/grid.json")"
	as "$OFFICER" "$session"
	submit "$OFFICER" "$session/state" "base=$BASE" state=closed
	assert_same "$call: the committee is over" 303 "$STATUS"
	as "$OFFICER" "$session/minutes/minutes.docx"
	assert_same "$call: its minutes are a Word file" 200 "$STATUS"
	as "$OFFICER" "/grids/$call"
	submit "$OFFICER" "/grids/$call/state" scenario=1 state=closed 'reason=fin de séance'
	assert_same "$call: its table is closed" 303 "$STATUS"

	# ---- the vote of the council ----
	voted=$(jq '[.rows[] | select(.decision == "programmed") | .other_cents, .cells[].amount_cents] | add' "$WORK/grid.json")
	as "$OFFICER" "/programmes/$call/adopt?scenario=1"
	revision=$(sed -n 's/.*name="revision" value="\([0-9]*\)".*/\1/p' "$BODY" | head -n 1)
	submit "$OFFICER" "/programmes/$call/adopt" scenario=1 "revision=$revision" kind=initial 'title=Programme voté' annex= 'reason=Vu en séance'
	assert_same "$call: the programme is adopted" 303 "$STATUS"
	version=$(sql "SELECT MAX(version) FROM programme WHERE call_code = '$call'")
	as "$OFFICER" "/programmes/$call/$version"
	submit "$OFFICER" "/programmes/$call/$version/decision" number=D-041 "day=$today"
	assert_same "$call: with its decision" 303 "$STATUS"
	for format in docx xlsx ods csv pdf; do
		as "$OFFICER" "/programmes/$call/$version/annex/$format"
		assert_same "$call: its annex as $format" 200 "$STATUS"
	done
	get "/calls/$call/programme.json"
	cp "$BODY" "$WORK/public.json"
	assert_same "$call: three actions are published" 3 "$(jq '[.axes[].actions[]] | length' "$BODY")"
	assert_same "$call: what is published is what was voted, and the other income, to the cent" "$voted" "$(jq '[.axes[].actions[].funding[].amount_cents] | add' "$BODY")"
	get "/calls/$call/programme"
	assert_contains "$call: the public page has the decision" 'D-041' "$BODY"

	# ---- each is told ----
	notify=/notifications/$call/$funder
	as "$AGENT" "$notify"
	submit "$AGENT" "$notify/settings" 'sender=La Vice-présidente' decision_number=C-118 "decision=$today" appeal= 'court=tribunal administratif de Lille' contact=
	assert_same "$call: the funder says who signs" 303 "$STATUS"
	as "$AGENT" "$notify"
	submit "$AGENT" "$notify" "application=$1" "application=$2" "application=$4" reason= unsigned_reason=
	assert_same "$call: two awards and a refusal are written" '303 2 1' "$STATUS $(sql "SELECT SUM(CASE WHEN kind = 'award_letter' THEN 1 ELSE 0 END) || ' ' || SUM(CASE WHEN kind = 'refusal_letter' THEN 1 ELSE 0 END) FROM notification WHERE call_code = '$call'")"
	as "$AGENT" "$notify"
	submit "$AGENT" "$notify/send" "application=$1" "application=$2" "application=$4" reason= 'unsigned_reason=Signature électronique à venir'
	assert_same "$call: and sent" 303 "$STATUS"
	president=$(printf '%043d' $((id + 11)))
	as "$president" "/sheets/$(code_of "$((id + 31))")/follow-up"
	letter=$(grep -o '/sheets/[0-9A-Z]*/letters/[0-9]*' "$BODY" | head -n 1)
	as "$president" "$letter"
	assert_same "$call: the bearer reads its own letter, a PDF" '200 application/pdf' "$STATUS $(header content-type)"
	# ---- the partial grant: its bearer's revised budget ----
	president=$(printf '%043d' $((id + 12)))
	desk=/desk/$territory/sheets/$(code_of "$((id + 32))")
	sheet=/sheets/$(code_of "$((id + 32))")
	stands="SELECT (SELECT SUM(asked_cents) FROM financing_line WHERE application_id = $2) || ' ' || (SELECT state FROM application WHERE application_id = $2 AND call_code = '$call')"
	asked=$(sql "$stands")
	as "$OFFICER" "$desk"
	submit "$OFFICER" "$desk/budget" "base=$BASE" list= "due=$today" said=
	assert_same "$call: a budget is not awaited for yesterday" 422 "$STATUS"
	as "$OFFICER" "$desk"
	submit "$OFFICER" "$desk/budget" "base=$BASE" list= "due=$(date -u -d "$today + 15 days" +%F)" 'said=Avant la convention'
	assert_same "$call: the office asks for the revised budget, the request stays programmed" "303 $asked" "$STATUS $(sql "$stands")"
	as "$president" /my
	assert_contains "$call: its bearer finds it among what is to do" "$sheet/topics/budget" "$BODY"
	as "$president" "$sheet/topics/budget"
	assert_contains "$call: with what is granted beside what was asked" 'accordés sur' "$BODY"
	submit "$president" "$sheet/topics/budget" "base=$BASE" "person=$(code_of "$((id + 12))")" to=granted first= block=
	assert_same "$call: takes the granted amounts with one button" '303 1000' "$STATUS $(sql "SELECT value FROM sheet_value WHERE sheet_id = $((id + 32)) AND field = 'budget.1.74.$funder'")"
	less=$(sql "SELECT CAST(SUM(asked_cents - granted_cents) / 100 AS BIGINT) FROM revised_budget_line WHERE sheet_id = $((id + 32))")
	own=$(sql "SELECT COALESCE(MAX(value), '0') FROM sheet_value WHERE sheet_id = $((id + 32)) AND field = 'budget.1.insufprevisionnel'" | cut -d . -f 1)
	as "$president" "$sheet/sign"
	submit "$president" "$sheet/sign" "base=$BASE" 'capacity=Présidente' attests=yes
	assert_same "$call: cannot send what does not balance" 422 "$STATUS"
	as "$president" "$sheet/topics/budget"
	submit "$president" "$sheet/topics/budget" "base=$BASE" "person=$(code_of "$((id + 12))")" to=stay "f.budget.1.insufprevisionnel=$((${own:-0} + less))" first= block=
	as "$president" "$sheet/sign"
	submit "$president" "$sheet/sign" "base=$BASE" 'capacity=Présidente' attests=yes
	assert_same "$call: balances it, signs and sends it" "303 $asked" "$STATUS $(sql "$stands")"
	as "$OFFICER" "$desk"
	assert_contains "$call: the office sees that it came" 'Budget révisé reçu' "$BODY"
	as "$OFFICER" "/desk/$territory?call=$call&state=programmed&completeness=budget_received"
	assert_same "$call: and finds it in the list by that" "$sheet" "$(grep -o '/sheets/[0-9A-Z]*' "$BODY" | sort -u | tr '\n' ' ' | sed 's/ $//')"
	as "$OFFICER" "$sheet/versions"
	assert_contains "$call: and what changed" 'Autofinancement (insuffisance prévisionnelle)' "$BODY"
	stop_server
	assert_exit "$call: the whole is verified" 0 "$FAUBOURG" verify $WHERE
}

id=1000
for one in "lievin-2024 2024-09-10T08:00:00Z+ 2024-12-10T08:00:00Z+ etat" "call-ami-2021 2021-04-20T08:00:00Z+ 2021-06-10T08:00:00Z+ call" "cabbalr-2020 2019-10-20T08:00:00Z+ 2019-12-10T08:00:00Z+ cget"; do
	case $one in "${CALL:-}"*) story $one ;; esac
done
[ -z "${STORY_KEEP:-}" ] || cp -r "$PLACE" "$WORK/bytes" "$STORY_KEEP"
[ -n "${CALL:-}" ] || audit_left story
finish
