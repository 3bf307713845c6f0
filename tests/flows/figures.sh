# The figures of a request over HTTP, without a browser: the budget is typed, balanced, pasted; wrong amounts are kept with their message; each funder's maximum stands beside what
# is asked; publics district by district; the district of a place; the verdict and what would settle it (rows D2, N4, N6, A4, A7, B5, B25).
set -eu
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
. "$ROOT/tests/lib/report.sh"
. "$ROOT/tests/lib/instance.sh"
. "$ROOT/tests/lib/people.sh"
FAUBOURG_CLOCK=2021-04-20T08:00:00Z+
export FAUBOURG_CLOCK
fresh_instance main
load_all
person 101 'Chargée de mission'
A=$COOKIE
person 102 'Trésorier'
B=$COOKIE
person 103 'Voisine'
STRANGER=$COOKIE
organisation 201 'Association de quartier' association 101
organisation 202 'Club voisin' association 103
start_server

# typed PATH FIELD…: sees the page, sends its form with these fields, follows to where it leads.
typed() {
	path=$1
	shift
	as "$A" "$path"
	post "$A" "$path" "csrf=$TOKEN" "base=$BASE" "$@"
	to=$(sed -n 's/^[Ll]ocation: \([^#\r]*\).*/\1/p' "$HEAD" | tr -d '\r')
	SENT=$STATUS
	[ "$STATUS" != 303 ] || as "$A" "$to"
}

# live EXPRESSION: of live.json.
live() {
	get "$SHEET/live.json${2:-}" -b "session=$A"
	jq -r "$1" "$BODY" 2>/dev/null || echo "not JSON: $(head -c 200 "$BODY")"
}

as "$A" /calls/call-ami-2021/apply
post "$A" /calls/call-ami-2021/apply "csrf=$TOKEN" "applicant=$(code_of 201)" request=first
SHEET=$(sed -n 's/^[Ll]ocation: \([^?#\r]*\).*/\1/p' "$HEAD" | tr -d '\r')
BUDGET=$SHEET/topics/budget

# ---- the budget ----

as "$A" "$BUDGET"
assert_contains "the budget has the accounts of the chart" 'name="f.budget.1.604"' "$BODY"
assert_contains "and the funder of the call by its name" 'name="f.budget.1.74.call"' "$BODY"
assert_lacks "not the line of its kind" 'name="f.budget.1.74epci"' "$BODY"
assert_contains "nothing is typed yet" 'Rien de saisi' "$BODY"

typed "$BUDGET" 'f.budget.1.604=1 340,00 €' 'f.budget.1.74.call=1000' to=stay
assert_same "what is typed is saved" 303 "$SENT"
assert_contains "the gap is said in words" 'Il manque 340' "$BODY"
assert_contains "and links to a line" 'href="#f.budget.1.insufprevisionnel"' "$BODY"
assert_same "live.json says the same" 34000 "$(live .budget.gap_cents)"

typed "$BUDGET" f.budget.1.insufprevisionnel=340 to=stay
assert_contains "a budget that balances says so" 'Budget équilibré' "$BODY"
assert_contains "and which share is asked" '74,6' "$BODY"
assert_same "the gap is none" 0 "$(live .budget.gap_cents)"

typed "$BUDGET" f.budget.1.601=12,345 f.budget.1.616=-5 to=next
assert_same "wrong amounts are saved as they were typed" 303 "$SENT"
assert_contains "and stay on the page" 'value="12,345"' "$BODY"
assert_contains "with a message beside them" 'id="wrong.budget.1.601"' "$BODY"
assert_contains "and one for the other" 'id="wrong.budget.1.616"' "$BODY"
assert_contains "the title says that there is an error" '<title>Erreur' "$BODY"
typed "$BUDGET" f.budget.1.601= f.budget.1.616= to=list
assert_same "emptied, they are no error, and the list comes next" 303 "$SENT"

# ---- pasted cells ----

block=$(printf '604\tPrestations de services\t1\302\240000,50\nAssurance\t339,50 €')
typed "$BUDGET" to=paste first=budget.1.604 "block=$block"
assert_same "a block of a spreadsheet is put on its lines" 303 "$SENT"
assert_contains "and counted" '2 cellules placées' "$BODY"
assert_same "to the cent" 134000 "$(live .budget.charges_cents)"
typed "$BUDGET" to=paste first=budget.1.604 "block=$(printf '200\n-30\nabc')" f.budget.1.613=77
assert_same "cells that are no amount are told, and nothing is written" 422 "$SENT"
assert_contains "each with its reason" '<q>-30</q>' "$BODY"
assert_contains "the rest is placed on the page" 'value="200"' "$BODY"
assert_contains "what was typed is still there" 'value="77"' "$BODY"
assert_same "the kept budget is as before" 134000 "$(live .budget.charges_cents)"
typed "$BUDGET" to=paste first=budget.1.604 block=
assert_same "an empty block is told too" 422 "$SENT"

# ---- the funder's maximum ----

typed "$SHEET/topics/action" f.project.expense=operating to=stay
typed "$SHEET/topics/rules" f.rules.innovante=no f.rules.habitants-porteurs=no f.rules.participation=no f.rules.operateurs=no f.rules.jeunes-femmes=no f.rules.besoin-couvert=no f.rules.experimentale=yes f.rules.papier=yes to=stay
typed "$SHEET/topics/places" f.project.districts= to=stay
assert_same "half of the cost is the most that the agglomeration gives (A7)" 67000 "$(live .verdict.funders.call.maximum_cents)"
assert_same "more is asked: it is told" true "$(live .verdict.funders.call.over)"
as "$A" "$BUDGET"
assert_contains "beside the amount" 'ne peut donner que 670' "$BODY"
typed "$BUDGET" f.budget.1.74.call=670 f.budget.1.insufprevisionnel=670 to=stay
assert_same "half is not too much" false "$(live .verdict.funders.call.over)"

# ---- in kind, other funders, several years, two people ----

typed "$BUDGET" f.budget.1.864=500 to=stay
assert_contains "volunteering on one side only is told" 'Il manque 500' "$BODY"
typed "$BUDGET" f.budget.1.870=500 to=stay
assert_contains "on both sides it balances" 'Contributions en nature équilibrées' "$BODY"
assert_same "and is no part of the gap" 0 "$(live .budget.gap_cents)"
typed "$BUDGET" f.budget.1.74x.2.amount=10 to=stay
assert_contains "money without a name asks whose it is" 'Dites qui donne cet argent' "$BODY"
typed "$BUDGET" 'f.budget.1.74x.2.name=Fondation <b>' f.budget.1.insufprevisionnel=660 to=stay
assert_contains "a funder of one's own has its name, as text" 'Fondation &lt;b&gt;' "$BODY"
assert_contains "and two more lines wait below" 'name="f.budget.1.74x.4.amount"' "$BODY"
assert_same "it is not asked of the call" 67000 "$(live .budget.asked_cents)"
typed "$SHEET/topics/request" f.request.period=multi_year f.request.years=2 to=stay
typed "$BUDGET?year=2" f.budget.2.604=200 f.budget.2.74.call=150 to=stay
assert_contains "a second year has its own page and its own gap" 'Il manque 50' "$BODY"
assert_contains "beside the first" 'topics/budget?year=1' "$BODY"
assert_same "live.json gives the year that the page shows" 5000 "$(live .budget.gap_cents '?year=2')"
assert_same "and judges that year with its own amounts (D2, B13)" 10000 "$(live .verdict.funders.call.maximum_cents '?year=2')"
assert_same "in which more is asked than half" true "$(live .verdict.funders.call.over '?year=2')"
assert_same "the first year is judged as before" false "$(live .verdict.funders.call.over)"
as "$A" "$BUDGET?year=2"
assert_contains "the page of the second year shows its own maximum" 'ne peut donner que 100' "$BODY"
as "$A" "$SHEET/verdict?year=2"
assert_contains "the verdict has a page for each year" 'verdict?year=1' "$BODY"
assert_contains "and says what a later year stands on" 'compte comme accordé' "$BODY"
as "$A" "$SHEET/verdict"
assert_contains "the first is the one that the call funds" 'première année de la demande' "$BODY"
as "$A" "$SHEET/check"
assert_contains "what is wrong with a later year leads to that year" 'topics/budget?year=2#f.budget.2.' "$BODY"
as "$A" "$BUDGET?year=9"
assert_contains "a year that does not exist is the first" 'name="f.budget.1.604"' "$BODY"
member 201 102 writer
as "$A" "$BUDGET"
stale=$BASE
as "$B" "$BUDGET"
post "$B" "$BUDGET" "csrf=$TOKEN" "base=$BASE" f.budget.1.623=11 to=stay
as "$A" "$BUDGET"
post "$A" "$BUDGET" "csrf=$TOKEN" "base=$stale" f.budget.1.623=12 to=stay
assert_contains "what another wrote meanwhile is not overwritten: both amounts are shown" '>11' "$BODY"
assert_same "the other's stands until one chooses" 11 "$(sql "SELECT value FROM sheet_value WHERE field = 'budget.1.623'")"
as "$A" "$BUDGET"
post "$A" "$BUDGET" "csrf=$TOKEN" "base=$stale" to=paste first=budget.1.623 block=13
assert_contains "nor by a pasted cell" '>11' "$BODY"
typed "$BUDGET" f.budget.1.623= to=stay

# ---- publics ----

PUBLICS=$SHEET/topics/publics
as "$A" "$PUBLICS"
typed "$PUBLICS?district=elsewhere" f.publics.elsewhere.f.any=40 to=stay
qpv=$(sql "SELECT code FROM district WHERE kind = 'qpv' AND territory_id = (SELECT territory_id FROM call WHERE code = 'call-ami-2021') ORDER BY position LIMIT 1")
typed "$PUBLICS?district=$qpv" "f.publics.$qpv.f.12-17=30" "f.publics.$qpv.m.18-25=30" f.publics.declared=100 to=stay
assert_contains "one district at a time" "name=\"f.publics.$qpv.f.0-2\"" "$BODY"
assert_same "60 of 100 is 60 %, exactly (A4)" 60 "$(live .publics.priority_share)"
typed "$PUBLICS?district=$qpv" "f.publics.$qpv.f.12-17=29" to=stay
assert_contains "a table that does not add up to the number declared says by how much" 'il en manque 1.' "$BODY"
typed "$PUBLICS?district=$qpv" "f.publics.$qpv.f.12-17=2,5" to=stay
assert_contains "half a person is kept with its message" 'value="2,5"' "$BODY"

# ---- the district of a place ----

as "$A" "$SHEET/place?asked=12+rue+Pasteur,+LIEVIN"
assert_contains "a commune in an address finds its districts" 'quartier de Liévin' "$BODY"
as "$A" "$SHEET/place?asked=Marseille"
assert_contains "an unknown commune is told" 'Aucune commune' "$BODY"
as "$A" "$SHEET/place?asked=50,4216+2,7783"
assert_contains "without outlines a point is told to be of no use" 'contours' "$BODY"

# ---- the verdict ----

as "$A" "$SHEET/verdict"
assert_same "the verdict has its page" 200 "$STATUS"
assert_contains "with what would settle it" "$SHEET/attachments" "$BODY"
assert_contains "each answer in its topic" "$SHEET/topics/" "$BODY"
for path in "$BUDGET" "$PUBLICS" "$SHEET/verdict" "$SHEET/place" "$SHEET/live.json"; do
	get "$path" -b "session=$STRANGER"
	assert_same "another organisation does not see $(basename "$path")" 404 "$STATUS"
done
as "$A" "$BUDGET"
post "$STRANGER" "$BUDGET" "csrf=$TOKEN" "base=$BASE" f.budget.1.604=1
assert_same "nor writes into it" 403 "$STATUS"

# ---- what only the instance knows ----

stop_server
FAUBOURG_CLOCK=2024-09-10T08:00:00Z+
start_server
as "$A" /calls/lievin-2024/apply
post "$A" /calls/lievin-2024/apply "csrf=$TOKEN" "applicant=$(code_of 201)" request=first
SHEET=$(sed -n 's/^[Ll]ocation: \([^?#\r]*\).*/\1/p' "$HEAD" | tr -d '\r')
as "$A" "$SHEET/verdict"
assert_contains "a filing here goes to all correspondents (L3)" 'Les trois correspondants de la ville ont reçu le projet' "$BODY"
assert_contains "by e-mail, as the call wants" 'Le projet est envoyé par courriel' "$BODY"
assert_contains "with its sheet in Word (L5)" 'La fiche projet est au format Word' "$BODY"
assert_contains "before the deadline, as it is now" 'midi' "$BODY"
typed "$SHEET/topics/budget" f.budget.1.604=100 f.budget.1.74.etat=60 f.budget.1.74.ville=40 to=stay
assert_contains "each funder of the call has its line" 'id="gives.budget.1.74.ville"' "$BODY"
assert_same "asked of two, the others are not concerned" not_applicable "$(live .verdict.funders.caf.outcome)"
finish
