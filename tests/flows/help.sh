# Whom to call about a request (row B21): one click from each of its pages, the contacts of its communes, then of its themes, then of its call.
set -eu
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
. "$ROOT/tests/lib/report.sh"
. "$ROOT/tests/lib/instance.sh"
. "$ROOT/tests/lib/people.sh"
FAUBOURG_CLOCK=2019-10-20T08:00:00Z+
export FAUBOURG_CLOCK
fresh_instance main
load_all
person 101 'Chargée de mission'
A=$COOKIE
person 103 'Voisine'
STRANGER=$COOKIE
organisation 201 'Roues libres' association 101
complete_draft 301 cabbalr-2020 201 101
start_server

# named: headings and institutions of the page in their order, a line each.
named() {
	grep -o '<h2 id="who-[0-9]*">[^<]*<\|<p class="who" lang="fr">[^<]*<' "$BODY" | sed 's/^<h2[^>]*>/# /; s/^<p[^>]*>//; s/<$//'
}

for page in "" /topics/project /topics/budget /topics/publics /attachments /verdict /place /check /sign /follow-up; do
	get "$SHEET$page" -b "session=$A"
	assert_contains "help is one click away from ${page:-the list}" "href=\"$SHEET/help\"" "$BODY"
done
get /my -b "session=$A"
assert_contains "elsewhere it is the help of the site" 'href="/help"' "$BODY"
assert_status "the page of help answers" 200 "$SHEET/help" -b "session=$A"
assert_contains "the communes of the districts come first" 'id="who-1">Pour Barlin' "$BODY"
assert_same "with their own contacts" "Commune de Barlin Commune de Béthune Commune de Hersin-Coupigny" "$(named | sed -n '2,/^#/p' | grep '^Commune' | tr '\n' ' ' | sed 's/ $//')"
assert_same "they stand nowhere else, nor do those of other communes" "" "$(named | sed -n '2,$p' | sed '1,/^#/d' | grep '^Commune' || true)"
assert_contains "then who knows the theme" 'Sur le thème de votre projet' "$BODY"
assert_contains "employment, here" "Développement de l&#39;emploi" "$BODY"
assert_status "in English, too" 200 "/en$SHEET/help" -b "session=$A"
assert_contains "with its own heading" 'For Barlin' "$BODY"
assert_status "it is nobody else's" 404 "$SHEET/help" -b "session=$STRANGER"
get "$SHEET" -b "session=$STRANGER"
assert_lacks "nor is its address given away" "$SHEET/help" "$BODY"
assert_status "an identity has none" 404 "/sheets/$(code_of 1201)/help" -b "session=$A"

sql "DELETE FROM sheet_value WHERE sheet_id = 301 AND field LIKE 'project.%'"
get "$SHEET/help" -b "session=$A"
assert_contains "without districts, the commune of the organisation answers" 'Pour Béthune' "$BODY"
assert_contains "and where to choose them is said" "$SHEET/topics/" "$BODY"
sql "DELETE FROM sheet_value WHERE sheet_id = 1201 AND field = 'address.town'"
get "$SHEET/help" -b "session=$A"
assert_contains "without any place, the contacts of the call or of the territory" 'class="who"' "$BODY"
stop_server
finish
