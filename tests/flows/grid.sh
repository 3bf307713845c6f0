# The funders' table over HTTP: who types in which column, votes over the envelope, stale cells, conflicts of interest, a closed session, the form without scripts, audit rows, and screens
# that wait for news (N1, N7, P8; "Bad input" of deciding). The ten actions of Libercourt typed into an empty table give the published totals (P3, P4).
# shellcheck disable=SC2154,SC2086
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
for role in officer state region elected nobody; do
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
role "$region" funder_agent region
role "$elected" elected ''
first=$(sql "SELECT min(application_id) FROM application WHERE call_code = '$call'")
start_server

# cell COOKIE COLUMN BASE STAGE AMOUNT [FIELD…]: one cell of the first row, as the module sends it.
cell() {
	cell_cookie=$1
	cell_column=$2
	cell_base=$3
	cell_stage=$4
	cell_amount=$5
	shift 5
	submit "$cell_cookie" "/grids/$call/cell.json" "scenario=1" "application=$first" "column=$cell_column" "base=$cell_base" "stage=$cell_stage" "amount=$cell_amount" "$@"
}
# login COOKIE: the token of that person's forms.
login() {
	as "$1" "/grids/$call"
	TOKEN=$(sed -n 's/.*data-csrf="\([^"]*\)".*/\1/p' "$BODY" | head -n 1)
}

as "$cookie_nobody" "/grids/$call"
assert_same "somebody without a role does not see the table" 403 "$STATUS"
assert_status "somebody who is not signed in is asked to sign in" 303 "/grids/$call"
as "$cookie_elected" "/grids/$call"
assert_same "an elected member reads the table" 200 "$STATUS"
if grep -q 'id="grid-bar"' "$BODY"; then failed "an elected member is not offered to type" "$BODY"; else passed "an elected member is not offered to type"; fi
as "$cookie_officer" "/grids/$call/room"
assert_same "the meeting-room view is there" 200 "$STATUS"
as "$cookie_officer" "/grids/nowhere"
assert_same "a call that does not exist is 404" 404 "$STATUS"
as "$cookie_officer" "/grids/$call?scenario=7"
assert_same "a scenario that does not exist is 404" 404 "$STATUS"

login "$cookie_region"
cell "$cookie_region" anct 0 voted 1000
assert_same "an agent is refused in another funder's column" 403 "$STATUS"
assert_same "and told whose it is" true "$(jq '.message | contains("Cette colonne")' "$BODY")"
assert_same "nothing is written, and the audit has the attempt" "0 refuse_cell why=column_of_another base=0 voted=->100000" "$(sql "SELECT COUNT(*) FROM cell") $(sql "SELECT verb || ' ' || detail FROM audit ORDER BY seq DESC LIMIT 1")"
cell "$cookie_region" region 0 voted 'douze'
assert_same "what is no amount is refused with words" 422 "$STATUS"
assert_same "the message names what was typed" true "$(jq '.problems[0].text | contains("douze")' "$BODY")"
cell "$cookie_region" region 0 voted '1 200,50'
assert_same "an agent votes in its own column" 200 "$STATUS"
assert_same "the answer is the cell as it counts" 120050 "$(jq '.cells[0].amount_cents' "$BODY")"
assert_same "the audit chain has the change in cents" 'hoped=|voted=->120050' "hoped=|$(sql "SELECT detail FROM audit WHERE verb = 'write_cell'")"
cell "$cookie_region" region 0 voted 900
assert_same "a cell that moved since it was shown is a conflict" 409 "$STATUS"
assert_same "the conflict carries what is there now" '120050 true' "$(jq -r '"\(.cells[0].amount_cents) \(.stale)"' "$BODY")"

login "$cookie_officer"
submit "$cookie_officer" "/grids/$call/envelopes" code= funder=region section=operating part=main wave=1 'amount=6 500' state=notified label='Région 2025' reason='courrier du 4 novembre'
assert_same "an officer says an envelope" 303 "$STATUS"
login "$cookie_region"
cell "$cookie_region" region 1 voted 1600
assert_same "a vote over the envelope is refused" 422 "$STATUS"
assert_same "the audit has who tried, and that it was refused" "refuse_cell why=over_envelope base=1 voted=->160000" "$(sql "SELECT verb || ' ' || detail FROM audit ORDER BY seq DESC LIMIT 1")"
assert_same "the refusal gives the figures" true "$(jq '.passed and (.problems[0].text | contains("100"))' "$BODY")"
login "$cookie_officer"
cell "$cookie_officer" region 1 voted 1600 confirmed=yes
assert_same "an officer who confirms must say why" 422 "$STATUS"
cell "$cookie_officer" region 1 voted 1600 confirmed=yes reason='abondement annoncé en séance'
assert_same "an officer who confirms and says why passes the envelope" 200 "$STATUS"
assert_same "the audit row says for whom and that it was confirmed" "region 1" "$(sql "SELECT on_behalf || ' ' || CASE WHEN detail LIKE '%over_envelope_confirmed%' THEN 1 ELSE 0 END FROM audit WHERE verb = 'write_cell' ORDER BY seq DESC LIMIT 1")"

sql "INSERT INTO conflict_of_interest (territory_id, conflict_id, application_id, person_id, institution, reason, declared_ms, declared_by) VALUES ($territory, 1, $first, $state, '', 'membre du bureau', 1, $state);"
login "$cookie_state"
cell "$cookie_state" anct 0 voted 1000
assert_same "who has a conflict of interest does not type in that row" 403 "$STATUS"
assert_same "and is told that it is why" true "$(jq '.message | contains("conflit d’intérêts")' "$BODY")"
assert_same "with an audit row" "why=conflict_of_interest base=0 voted=->100000" "$(sql "SELECT detail FROM audit WHERE verb = 'refuse_cell' ORDER BY seq DESC LIMIT 1")"
assert_same "that row is offered to nobody who has a conflict, the others are" "0 yes" "$(as "$cookie_state" "/grids/$call"; grep -o "<td[^>]*id=\"c-$first-anct\"" "$BODY" | grep -c ' writes' || true) $(grep -q '<td class="[^"]* writes" id="c-[0-9]*-anct"' "$BODY" && echo yes)"

# ---- the form, without a script ----
login "$cookie_region"
as "$cookie_region" "/grids/$call/rows/$first"
assert_same "the form of a row shows one column to an agent" 1 "$(grep -o 'name="c\.base\.[^"]*"' "$BODY" | sort -u | wc -l | tr -d ' ')"
submit "$cookie_region" "/grids/$call/rows/$first" scenario=1 c.base.region=3 c.hoped.region= c.proposed.region= c.voted.region=1400 c.reason.region='réparti autrement'
assert_same "an agent writes by the form" 303 "$STATUS"
as "$cookie_region" "/grids/$call/rows/$first"
submit "$cookie_region" "/grids/$call/rows/$first" scenario=1 c.base.region=3 c.hoped.region= c.proposed.region= c.voted.region=77 c.reason.region=
assert_same "a stale form is shown again" 409 "$STATUS"
assert_same "with an audit row of who came second" "why=changed_meanwhile base=3 voted=->7700" "$(sql "SELECT detail FROM audit WHERE verb = 'refuse_cell' ORDER BY seq DESC LIMIT 1")"
if grep -q 'value="77"' "$BODY"; then passed "what was typed in a stale form is kept"; else failed "what was typed in a stale form is kept" "$BODY"; fi
as "$cookie_officer" "/grids/$call/rows/$first"
submit "$cookie_officer" "/grids/$call/rows/$first" scenario=1 base=0 cost=60000 other= decision=refused axis= note=
assert_same "a refusal without its reason is shown again" 422 "$STATUS"
submit "$cookie_officer" "/grids/$call/rows/$first" scenario=1 base=0 cost=60000 other= decision=programmed axis=emancipation note=
assert_same "an officer decides by the form" 303 "$STATUS"
submit "$cookie_region" "/grids/$call/rows" scenario=1 title=x bearer=y cost=1 axis=
assert_same "an agent adds no row" 403 "$STATUS"

# ---- news ----
revision=$(sql "SELECT revision FROM scenario WHERE call_code = '$call' AND scenario = 1")
get "/grids/$call/live.json?since=$((revision - 1))" -b "session=$cookie_elected"
assert_same "with what the whole comes to: envelopes, districts, findings" "true true true" "$(jq -r '"\(.sums.lines | any(.id | startswith("e."))) \(.sums.lines | any(.id | startswith("d."))) \(.sums.findings | length > 0)"' "$BODY")"
assert_same "what changed since a revision travels alone" "$revision 0 1" "$(jq -r '"\(.revision) \(.cells | length) \(.rows | length)"' "$BODY")"
for screen in 1 2 3; do
	curl -s --max-time 20 -o "$WORK/screen$screen" -b "session=$cookie_elected" "$URL/grids/$call/live.json?since=$revision" &
	eval "screen$screen=$!"
done
login "$cookie_officer"
cell "$cookie_officer" caf 0 voted 4000
assert_same "an officer votes for a funder" 200 "$STATUS"
wait "$screen1" "$screen2" "$screen3"
assert_same "screens that waited have it" "400000 400000 400000" "$(jq -r '.cells[0].amount_cents' "$WORK/screen1" "$WORK/screen2" "$WORK/screen3" | tr '\n' ' ' | sed 's/ $//')"
get "/grids/$call/live.json?since=0" -b "session=$cookie_nobody"
assert_same "news are for who may read the table" 403 "$STATUS"

# ---- who types where ----
login "$cookie_region"
submit "$cookie_region" "/grids/$call/typing.json" scenario=1 "cell=c-$first-region"
assert_same "an agent says where it types" 200 "$STATUS"
submit "$cookie_region" "/grids/$call/typing.json" scenario=1 "cell=c-$first-anct"
assert_same "but in no column of another" 403 "$STATUS"
login "$cookie_elected"
submit "$cookie_elected" "/grids/$call/typing.json" scenario=1 "cell=c-$first-region"
assert_same "who only reads types nowhere" 403 "$STATUS"
now=$(sql "SELECT revision FROM scenario WHERE call_code = '$call' AND scenario = 1")
get "/grids/$call/live.json?since=$now&typing=0" -b "session=$cookie_elected"
assert_same "the others see whose cell it is" "c-$first-region region $(code_of "$region")" "$(jq -r '.typing.cells[] | "\(.cell) \(.who) \(.code)"' "$BODY")"
seen=$(jq .typing.seen "$BODY")
curl -s --max-time 20 -o "$WORK/left" -b "session=$cookie_elected" "$URL/grids/$call/live.json?since=$now&typing=$seen" &
left=$!
login "$cookie_region"
submit "$cookie_region" "/grids/$call/typing.json" scenario=1 cell=
wait "$left"
assert_same "and that they left it, at once" "true 0" "$(jq -r --argjson seen "$seen" '"\(.typing.seen > $seen) \(.typing.cells | length)"' "$WORK/left")"
assert_same "the audit keeps none of it" 0 "$(sql "SELECT COUNT(*) FROM audit WHERE detail LIKE '%typing%'")"

# ---- refused, locked ----
login "$cookie_region"
base=$(sql "SELECT revision FROM cell WHERE application_id = $first AND funder_code = 'region' AND scenario = 1")
submit "$cookie_region" "/grids/$call/cell.json" scenario=1 "application=$first" column=region "base=$base" refused=yes
assert_same "a refusal keeps the reason that the cell had" 200 "$STATUS"
assert_same "a refused cell gives nothing" 'refused 0' "$(jq -r '.cells[0] | "\(.stage) \(.amount_cents)"' "$BODY")"
base=$(jq '.cells[0].revision' "$BODY")
submit "$cookie_region" "/grids/$call/cell.json" scenario=1 "application=$first" column=region "base=$base" refused=no locked=yes
assert_same "it is taken back, and locked" 'true 140000' "$(jq -r '.cells[0] | "\(.locked) \(.amount_cents)"' "$BODY")"

# ---- the session is closed ----
revision=$(sql "SELECT revision FROM scenario WHERE call_code = '$call' AND scenario = 1")
curl -s --max-time 20 -o "$WORK/closed" -b "session=$cookie_elected" "$URL/grids/$call/live.json?since=$revision" &
closed=$!
login "$cookie_state"
submit "$cookie_state" "/grids/$call/state" scenario=1 state=closed reason=
assert_same "an agent does not close the session" 403 "$STATUS"
login "$cookie_officer"
submit "$cookie_officer" "/grids/$call/state" scenario=1 state=closed reason='fin de séance'
assert_same "an officer closes the session" 303 "$STATUS"
wait "$closed"
assert_same "screens that waited know it at once" closed "$(jq -r .state "$WORK/closed")"
cell "$cookie_officer" caf "$((revision + 1))" voted 1
assert_same "nobody writes in a closed session" 409 "$STATUS"
assert_same "the answer says that it is closed" true "$(jq .closed "$BODY")"

# ---- Libercourt by typing ----
"$FAUBOURG" grid "$call" $WHERE --format csv >"$WORK/before.csv" 2>"$ERR" || true
"$FAUBOURG" programme "$call" $WHERE --format json >"$WORK/published.json" 2>"$ERR" || true
stop_server
sql "DELETE FROM cell_past; DELETE FROM cell; DELETE FROM scenario_row; DELETE FROM scenario; DELETE FROM envelope_change; DELETE FROM conflict_of_interest;
INSERT INTO call (territory_id, code, kind, title, year, position) VALUES ($territory, 'typed-2025', 'programme', 'Saisi', 2025, 9);"
call='typed-2025'
start_server
login "$cookie_officer"
assert_same "a call without applications has an empty table" 200 "$STATUS"
as "$cookie_officer" "/grids/$call/rows"
token=$TOKEN
jq -r '.axes[] as $x | $x.actions[] | [.title, .bearer, (.total_cents / 100), ([.funding[] | "\(.code // .funder)=\(.amount_cents / 100)"] | join(";"))] | @tsv' "$WORK/published.json" >"$WORK/actions"
jq -r '.funders[] | [.label, .code, .valued] | @tsv' "$WORK/published.json" >"$WORK/funders"
tab=$(printf '\t')
typed=0
while IFS="$tab" read -r title bearer cost funding; do
	TOKEN=$token
	submit "$cookie_officer" "/grids/$call/rows" scenario=1 "title=$title" "bearer=$bearer" "cost=$cost" axis= </dev/null
	first=$(header location | sed 's#.*/rows/##')
	old=$IFS
	IFS=';'
	for part in $funding; do
		label=${part%=*}
		code=$(awk -F "$tab" -v l="$label" '$1 == l || $2 == l { print $2 ($3 == "true" ? ":valued" : "") }' "$WORK/funders" | head -n 1)
		IFS=$old
		cell "$cookie_officer" "$code" 0 proposed "${part##*=}" </dev/null
		[ "$STATUS" = 200 ] && typed=$((typed + 1))
		IFS=';'
	done
	IFS=$old
done <"$WORK/actions"
"$FAUBOURG" grid "$call" $WHERE --format json >"$WORK/typed.json" 2>"$ERR" || true
assert_same "the ten actions typed in an empty table cost what was published" "$(jq .total_cents "$WORK/published.json")" "$(jq .cost_cents "$WORK/typed.json")"
assert_same "every row is balanced" 0 "$(jq '[.rows[] | select(.gap_cents != 0)] | length' "$WORK/typed.json")"
assert_same "totals and percentages by group are those that were published" "$(jq -c '[.groups[] | [.label, .amount_cents, .percent]]' "$WORK/published.json")" \
	"$(jq -c '[.groups[] | [.label, .amount_cents, .percent]]' "$WORK/typed.json")"
assert_same "valued money is kept apart" "$(jq '[.groups[].valued_cents] | add' "$WORK/published.json")" "$(jq .valued_cents "$WORK/typed.json")"
if "$FAUBOURG" audit verify $WHERE >"$OUT" 2>"$ERR"; then passed "the audit chain holds"; else failed "the audit chain holds" "$ERR"; fi
audit_left grid
stop_server
finish
