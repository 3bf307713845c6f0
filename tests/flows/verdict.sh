# An officer judges applications by the real règlements, reads their rules, tries another text on last year's applications, waives a rule and takes it back
# (N4, N5, N17, B10); whoever writes rules is told every mistake at its line.
set -eu
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
. "$ROOT/tests/lib/report.sh"
. "$ROOT/tests/lib/instance.sh"
fresh_instance main
load_all
CASES=$ROOT/tests/golden/verdict
# shellcheck disable=SC2086
faubourg() { "$FAUBOURG" "$@" $WHERE; }
json() { jq -c "$1" "$OUT"; }

# ---- verdicts ----

assert_exit "an admissible application is 0" 0 faubourg verdict cabbalr-2020 "$CASES/cabbalr-02-threshold-exact.yaml" --format json
assert_same "2 500 € exactly passes" '"passes"' "$(json .outcome)"
assert_same "the State's maximum" 250000 "$(json '.funders[] | select(.code == "cget") | .maximum_cents')"
assert_exit "a cent below is 1" 1 faubourg verdict cabbalr-2020 "$CASES/cabbalr-03-below-threshold.yaml" --format json
assert_same "the State refuses, the others do not" '[["cget","fails"],["fcs","passes"]]' \
	"$(json '[.funders[] | select(.outcome != "not_applicable") | [.code, .outcome]]')"
assert_same "with its clause and article" '["seuil-etat","Article IV"]' \
	"$(json '[.funders[0].rules[] | select(.outcome == "fails" and .blocks) | .clauses[0] | .code, .article]')"
assert_exit "an unfinished application is 2" 2 faubourg verdict cabbalr-2020 "$CASES/cabbalr-24-draft.yaml" --format json
assert_same "it says what to answer next" true "$(json '.missing[0].question | length > 0')"
assert_same "heaviest first" true "$(json '[.missing[].score] | . == (sort | reverse)')"
assert_exit "a gap year begins again, by the year of the call" 0 faubourg verdict cabbalr-2020 "$CASES/cabbalr-12-gap-year.yaml" --format json
assert_exit "as text" 1 faubourg verdict cabbalr-2020 "$CASES/cabbalr-03-below-threshold.yaml"
plain "$OUT" "$WORK/plain"
assert_contains "the answer comes first" "Ce dossier : non recevable." "$WORK/plain"
assert_contains "the text has the article" "§ Article IV · Seuil de 2 500 €" "$WORK/plain"
assert_exit "in English" 1 faubourg verdict cabbalr-2020 "$CASES/cabbalr-03-below-threshold.yaml" --lang en
assert_contains "the answer in English" "This application: not admissible." "$OUT"
assert_exit "into a file" 0 faubourg verdict lievin-2024 "$CASES/lievin-02-noon.yaml" -o "$WORK/v.txt"
assert_contains "the file holds the verdict" "recevable" "$WORK/v.txt"
assert_exit "one second after noon is late (L4)" 1 faubourg verdict lievin-2024 "$CASES/lievin-03-one-second-late.yaml"
assert_exit "without an instance, by a file of rules" 0 "$FAUBOURG" verdict "$ROOT/packs/call-ami-2021/rules.publicodes" "$CASES/call-02-bonus.yaml"

# ---- refusals ----

printf 'call: cabbalr-2020\nsituation:\n  porteur . tipe: association\n  budget . coût total: beaucoup\nfunding: {cgte: 100}\n' >"$WORK/bad.yaml"
assert_exit "an application that cannot be understood is 65" 65 faubourg verdict cabbalr-2020 "$WORK/bad.yaml"
assert_contains "an unknown question, at its line, with the nearest" "$WORK/bad.yaml:3: porteur . tipe" "$ERR"
assert_contains "and the nearest" "porteur . type" "$ERR"
assert_contains "a number that is none" "$WORK/bad.yaml:4: budget . coût total" "$ERR"
assert_contains "a funder that nobody knows" "$WORK/bad.yaml:5: cgte" "$ERR"
assert_exit "an application for another call is 65" 65 faubourg verdict lievin-2024 "$CASES/cabbalr-02-threshold-exact.yaml"
assert_exit "a call that does not exist is 65" 65 faubourg verdict cabalr-2020 "$CASES/cabbalr-02-threshold-exact.yaml"
assert_contains "with the nearest call" "cabbalr-2020" "$ERR"
assert_exit "a call without rules is 65" 65 faubourg verdict libercourt-2025 "$CASES/cabbalr-02-threshold-exact.yaml"
assert_exit "a version that does not exist is 65" 65 faubourg verdict cabbalr-2020 "$CASES/cabbalr-02-threshold-exact.yaml" --version 7
assert_exit "a version that is none is 64" 64 faubourg verdict cabbalr-2020 "$CASES/cabbalr-02-threshold-exact.yaml" --version x
assert_exit "no application at all is 64" 64 faubourg verdict cabbalr-2020
assert_exit "a file that is not there is 65" 65 faubourg verdict cabbalr-2020 "$WORK/nobody.yaml"

# ---- rules ----

assert_exit "the packs' rules are right" 0 "$FAUBOURG" rules check "$ROOT/packs/cabbalr-2020" "$ROOT/packs/call-ami-2021" "$ROOT/packs/lievin-2024" --format json
assert_same "every example gives what it says" '[0,0,0]' "$(json '[.[].failed]')"
assert_same "there are hundreds" true "$(json '[.[].examples] | add > 400')"
assert_exit "the rules of a call" 0 faubourg rules list cabbalr-2020 --format json
assert_same "every condition has its clause" true "$(json '[.[] | select(.role == "condition") | .clauses | length > 0] | all')"
assert_exit "as a table" 0 faubourg rules list call-ami-2021
assert_exit "the versions of a call" 0 faubourg rules versions cabbalr-2020 --format json
assert_same "one, from the first day of the call" '[[1,"2019-09-27"]]' "$(json '[.[] | [.version, .from]]')"
assert_exit "a blank application" 0 faubourg rules blank cabbalr-2020 -o "$WORK/blank.yaml"
assert_exit "is an application of which nothing is known" 2 faubourg verdict cabbalr-2020 "$WORK/blank.yaml"

# ---- a pack of one's own: rules for Libercourt's programme ----

mkdir -p "$WORK/packs"
cp -R "$ROOT/packs/libercourt-2025" "$WORK/packs/"
PACK=$WORK/packs/libercourt-2025
sed -i 's|^    phases:|    clauses:\n      - {code: minimum, kind: threshold, label: "Dix mille euros", article: "Article 1"}\n      - {code: moitie, kind: rate, label: "La moitié", article: "Article 2"}\n    phases:|' "$PACK/calls.yaml"
# rules VERSION RATE: a minimum cost and a rate for one funder
rules() {
	cat <<END
règlement:
  titre: Programmation 2025
  appel: libercourt-2025
  version: $1
ANCT:
  titre: ANCT
  valeur: oui
  règlement: {rôle: financeur, financeur: anct}
ANCT . montant demandé:
  question: Combien à l'ANCT ?
  titre: Demandé à l'ANCT
  identifiant court: anct
  unité: €
ANCT . minimum:
  titre: Au moins 12 600 €
  valeur: budget . coût total >= 12600 €
  règlement:
    rôle: condition
    financeur: anct
    clause: minimum
    sévérité: bloque le dépôt
    dérogation: {fr: le sous-préfet}
    exemples:
      - {situation: {budget . coût total: 12600 €}, attendu: oui}
      - {situation: {budget . coût total: 12599.99 €}, attendu: non}
ANCT . maximum:
  titre: Maximum de l'ANCT
  valeur: budget . coût total * $2
  règlement: {rôle: maximum, financeur: anct, clause: moitie}
END
}
rules 1 "50 %" >"$PACK/rules.publicodes"
# a warning of the real document makes the load say so; it is no error
assert_exit "a pack with rules loads" 0 faubourg load "$PACK"
assert_exit "its version is there" 0 faubourg rules versions libercourt-2025 --format json
assert_same "version 1" '[1]' "$(json '[.[].version]')"
assert_exit "loading again changes nothing" 0 faubourg load "$PACK" --format json
assert_same "unchanged" '"unchanged"' "$(json '.[0].status')"

# an application of the instance: 13 770 € of which 1 265 € in kind
assert_exit "an application of the instance is judged by its code" 1 faubourg verdict libercourt-2025 --application pre-actions --format json
assert_same "its cost in money is what decides" '"12 505 €"' \
	"$(jq -c '[.funders[0].rules[] | select(.name == "ANCT . minimum") | .numbers[0].value]' "$OUT" | sed 's/\xc2\xa0/ /g; s/\xe2\x80\xaf/ /g; s/^\[//; s/\]$//')"
assert_same "what is asked comes from its lines" 770000 "$(json '.funders[0].asked_cents')"
assert_exit "an unknown application is 65, with the nearest" 65 faubourg verdict libercourt-2025 --application pre-action
assert_contains "the nearest" "pre-actions" "$ERR"

# ---- waivers ----

assert_exit "a waiver without a reason is 64" 64 faubourg waive libercourt-2025 pre-actions "ANCT . minimum" --author "Le sous-préfet"
assert_exit "a rule that nobody may waive is 65" 65 faubourg waive libercourt-2025 pre-actions "ANCT . maximum" --author A --reason B
assert_exit "an application that does not exist is 65" 65 faubourg waive libercourt-2025 nobody "ANCT . minimum" --author A --reason B
assert_exit "a rule is waived" 0 faubourg waive libercourt-2025 pre-actions "ANCT . minimum" --author "Le sous-préfet" --reason "Premier projet du quartier"
assert_exit "not twice" 65 faubourg waive libercourt-2025 pre-actions "ANCT . minimum" --author A --reason B
assert_exit "the verdict is then admissible" 0 faubourg verdict libercourt-2025 --application pre-actions --format json
assert_same "and keeps who and why" '["waived","Le sous-préfet","Premier projet du quartier"]' \
	"$(json '.funders[0].rules[] | select(.name == "ANCT . minimum") | [.outcome, .waiver.author, .waiver.reason]')"
assert_exit "waivers are listed" 0 faubourg waivers libercourt-2025 --format json
assert_same "with their author and version" '[["pre-actions","Le sous-préfet",1,null]]' "$(json '[.[] | [.application, .author, .version, .withdrawn]]')"
rules 1 "49 %" >"$PACK/rules.publicodes"
assert_exit "a version by which something was decided keeps its text" 65 faubourg load "$PACK"
assert_contains "it says to give a new number" "nouveau numéro de version" "$ERR"
assert_exit "the waiver is taken back" 0 faubourg waive libercourt-2025 pre-actions "ANCT . minimum" --author "Le sous-préfet" --reason "Erreur" --withdraw
assert_exit "and no longer holds" 1 faubourg verdict libercourt-2025 --application pre-actions
assert_exit "taking it back twice is 65" 65 faubourg waive libercourt-2025 pre-actions "ANCT . minimum" --author A --reason B --withdraw
assert_exit "the audit holds both" 0 faubourg verify

# ---- the day of the territory: noon UTC is midnight of the next day at Wallis, one o'clock in the afternoon in Paris ----

FAUBOURG_CLOCK=2025-03-01
export FAUBOURG_CLOCK
assert_exit "a territory of the metropolis" 0 faubourg verdict libercourt-2025 --application droits-et-violences --format json
assert_same "judges by its own day" '"2025-03-01"' "$(json '.judged_on')"
cp "$PACK/territory.yaml" "$WORK/territory.yaml"
sed -i "s|time_zone: Europe/Paris|time_zone: Pacific/Wallis|" "$PACK/territory.yaml"
rules 1 "50 %" >"$PACK/rules.publicodes"
assert_exit "moved to the other side of the world" 0 faubourg load "$PACK"
assert_exit "a territory overseas" 0 faubourg verdict libercourt-2025 --application droits-et-violences --format json
assert_same "judges by its own too" '"2025-03-02"' "$(json '.judged_on')"
assert_exit "a waiver" 0 faubourg waive libercourt-2025 droits-et-violences "ANCT . minimum" --author "Le préfet" --reason "Premier projet"
assert_exit "of that day" 0 faubourg waivers libercourt-2025 --format json
assert_same "there" '["2025-03-02"]' "$(json '[.[] | select(.application == "droits-et-violences") | .granted]')"
assert_exit "is taken back" 0 faubourg waive libercourt-2025 droits-et-violences "ANCT . minimum" --author "Le préfet" --reason "Erreur" --withdraw
cp "$WORK/territory.yaml" "$PACK/territory.yaml"
unset FAUBOURG_CLOCK

# ---- an erratum: version 2, the first kept ----

rules 1 "50 %" >"$PACK/rules.1.publicodes"
rules 2 "40 %" >"$PACK/rules.publicodes"
assert_exit "a second version loads beside the first" 0 faubourg load "$PACK"
assert_exit "both are there" 0 faubourg rules versions libercourt-2025 --format json
assert_same "the latest first" '[2,1]' "$(json '[.[].version]')"
assert_exit "the latest judges" 0 faubourg verdict libercourt-2025 --application droits-et-violences --format json
assert_same "at 40 %" 632000 "$(json '.funders[0].maximum_cents')"
assert_exit "the first when it is asked" 0 faubourg verdict libercourt-2025 --application droits-et-violences --version 1 --format json
assert_same "at 50 %" 790000 "$(json '.funders[0].maximum_cents')"
assert_exit "what changed" 0 faubourg rules diff libercourt-2025 --from 1 --to 2 --format json
assert_same "one rule, and the head" '["règlement","ANCT . maximum"]' "$(json '[.changes[].name]')"
assert_same "as it was written" true "$(json '.changes[1].before | contains("50 %")')"
assert_exit "as text" 0 faubourg rules diff libercourt-2025 --from 1
assert_contains "with its lines" "+   valeur: budget . coût total * 40 %" "$OUT"
cp "$PACK/rules.publicodes" "$WORK/second"
rules 1 "50 %" >"$PACK/rules.publicodes"
rm "$PACK/rules.1.publicodes"
assert_exit "a text in force that falls behind is refused" 65 faubourg load "$PACK"
assert_contains "it says what is in force" "la version 2 a déjà été chargée" "$ERR"
cp "$WORK/second" "$PACK/rules.publicodes"
assert_exit "a version that the pack drops" 0 faubourg load "$PACK"
assert_exit "is kept" 0 faubourg rules versions libercourt-2025 --format json
assert_same "for ever" '[2,1]' "$(json '[.[].version]')"

# ---- trying another text on the applications (N17) ----

rules 3 "30 %" >"$WORK/candidate.publicodes"
assert_exit "a candidate is tried on all applications" 0 faubourg rules try libercourt-2025 --with "$WORK/candidate.publicodes" --format json
cp "$OUT" "$WORK/try.json"
assert_same "all ten" 10 "$(jq '.applications | length' "$WORK/try.json")"
assert_same "what changes in euros is the sum of what changes for each" true \
	"$(jq '([.applications[] | .after_cents - .before_cents] | add) == .difference_cents' "$WORK/try.json")"
assert_same "less is possible" true "$(jq '.difference_cents < 0' "$WORK/try.json")"
assert_same "one rule of one application" '[632000,474000]' \
	"$(jq -c '.applications[] | select(.code == "droits-et-violences") | .changes[] | select(.name == "ANCT . maximum") | [.before_cents, .after_cents]' "$WORK/try.json")"
assert_exit "as csv" 0 faubourg rules try libercourt-2025 --with "$WORK/candidate.publicodes" --format csv
assert_contains "a row a change" "droits-et-violences" "$OUT"
assert_exit "as text" 0 faubourg rules try libercourt-2025 --with "$WORK/candidate.publicodes"
assert_contains "with the totals" "10 dossiers essayés" "$OUT"
assert_exit "the text in force changes nothing" 0 faubourg rules try libercourt-2025 --with "$PACK/rules.publicodes" --format json
assert_same "nothing" '[0,0]' "$(json '[.changed, .difference_cents]')"
assert_exit "application files too, and those of another call" 0 faubourg rules try cabbalr-2020 --with "$ROOT/packs/cabbalr-2020/rules.publicodes" --of libercourt-2025 \
	"$CASES/cabbalr-02-threshold-exact.yaml" --format json
assert_same "ten and one" 11 "$(json '.applications | length')"
assert_exit "without --with it is 64" 64 faubourg rules try libercourt-2025

# ---- whoever writes rules is told ----

rules 4 "50 %" | sed 's/clause: minimum/clause: minimun/; s/sévérité: bloque le dépôt/severite: x/' >"$PACK/rules.publicodes"
assert_exit "rules that name what is not there are refused" 65 faubourg load "$PACK"
assert_contains "at their line" "rules.publicodes:17: ANCT . minimum" "$ERR"
assert_contains "with the nearest key, accents aside" "sévérité" "$ERR"
rules 4 "50 %" | sed 's/clause: minimum/clause: minimun/' >"$PACK/rules.publicodes"
assert_exit "so is a clause that the call lacks" 65 faubourg load "$PACK"
assert_contains "with the nearest clause" "minimum" "$ERR"
assert_exit "the check says the same" 65 "$FAUBOURG" rules check "$PACK"
rules 4 "50 %" | sed 's/12599.99 €}, attendu: non/12599.99 €}, attendu: oui/' >"$PACK/rules.publicodes"
assert_exit "an example that differs is 1 for the check" 1 "$FAUBOURG" rules check "$PACK"
assert_exit "and an error of the load, which is done" 1 faubourg load "$PACK" --format json
assert_same "said with its place" '["error"]' "$(jq -c '[.[0].findings[] | select(.message | test("oui")) | .severity]' "$OUT")"
rules 4 "50 %" >"$PACK/rules.5.publicodes"
assert_exit "a number that is not the one of the text is refused" 65 faubourg load "$PACK"
rm "$PACK/rules.5.publicodes"
cp "$PACK/rules.publicodes" "$PACK/rule.publicodes"
assert_exit "so is a file of another name" 65 faubourg load "$PACK"
assert_contains "with the names that are expected" "rules.publicodes" "$ERR"
rm "$PACK/rule.publicodes"
printf 'a: b + 1\nb: a + 1\n' >"$WORK/circle.publicodes"
assert_exit "rules that need themselves are 1" 1 "$FAUBOURG" rules check "$WORK/circle.publicodes"
assert_contains "the circle is told" "→" "$ERR"
finish
