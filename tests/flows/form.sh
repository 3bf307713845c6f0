# What a call asks and what a draft lacks, from the command line: `form`, `form check`, `sheet show`, on the three real calls (rows D1, B6, B17, L1, L9, N4, P7).
set -eu
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
. "$ROOT/tests/lib/report.sh"
. "$ROOT/tests/lib/instance.sh"
fresh_instance main
load_all
DRAFTS=$ROOT/tests/lib/drafts
# shellcheck disable=SC2086
faubourg() { "$FAUBOURG" "$@" $WHERE; }
json() { jq -c "$1" "$OUT"; }
asks() { jq -c --arg key "$1" '[.topics[].fields[].key] | index($key) != null' "$OUT"; }

# ---- what is asked ----

assert_exit "the form of a call" 0 faubourg form lievin-2024 --format json
assert_same "two schemes may be named on one sheet (L9)" '["politique-de-la-ville","cite-educative"]' "$(json '[.topics[].fields[] | select(.key == "request.schemes") | .options[].code]')"
assert_same "its twelve themes (L1)" 12 "$(json '[.topics[].fields[] | select(.key == "project.themes") | .options[]] | length')"
assert_same "its thirty-two challenges (L2)" 32 "$(json '[.topics[].fields[] | select(.key == "project.goals") | .options[]] | length')"
assert_same "no cross-cutting theme where the call has none" false "$(asks project.cross_themes)"
assert_same "hours of the Department where it is a funder (B17)" true "$(asks department.hours)"
assert_same "a first request is not asked for the year before" false "$(asks results.summary)"
assert_same "no amount asked of a funder beside the budget" '[]' "$(json '[.topics[].fields[].key | select(startswith("rules.demande-"))]')"
assert_exit "a renewal" 0 faubourg form lievin-2024 association renewal --format json
assert_same "is asked for the year before (P7)" true "$(asks results.summary)"
assert_exit "a commune" 0 faubourg form lievin-2024 municipality --format json
assert_same "is not asked for the republican commitment" false "$(asks attest.republican)"
assert_exit "the form of the agglomeration of Béthune" 0 faubourg form cabbalr-2020 --format json
assert_same "one of three cross-cutting themes (B6)" '["choice",3]' "$(json '[.topics[].fields[] | select(.key == "project.cross_themes") | .kind, (.options | length)]')"
assert_same "what each funder asks stands apart (N4)" true "$(json '[.topics[].code] | (index("rules") != null) and (index("rules-cget") != null)')"
assert_exit "in English" 0 faubourg form call-ami-2021 --lang en
assert_contains "the question in English" "Title of the project" "$OUT"
assert_exit "an unknown call" 65 faubourg form nowhere-2024
assert_exit "an unknown kind of bearer" 64 faubourg form lievin-2024 club

# ---- what a draft lacks ----

for call in lievin-2024 call-ami-2021 cabbalr-2020; do
	assert_exit "the complete draft of $call lacks nothing" 0 faubourg form check "$DRAFTS/$call.json"
done
jq 'del(.values["project.title"]) | .values["project.end"] = "01/01/2025" | .values["budget.1.601"] = "0,125"' "$DRAFTS/lievin-2024.json" >"$WORK/draft.json"
assert_exit "a draft that lacks something is 2" 2 faubourg form check "$WORK/draft.json" --format json
assert_same "the missing title, the inverted dates, the third decimal" true \
	"$(json '.fields | (index("project.title") != null) and (index("project.end") != null) and (index("budget.1.601") != null)')"
assert_exit "the same in words" 2 faubourg form check "$WORK/draft.json"
plain "$OUT" "$WORK/plain"
assert_contains "the words name the question" "Répondez à « Titre du projet »." "$WORK/plain"
jq '.values["project.titre"] = "x"' "$DRAFTS/lievin-2024.json" >"$WORK/draft.json"
assert_exit "a key of no question is told" 2 faubourg form check "$WORK/draft.json"
echo '{"call": 1}' >"$WORK/draft.json"
assert_exit "a file that is no draft" 65 faubourg form check "$WORK/draft.json"
assert_exit "a file that is not there" 65 faubourg form check "$WORK/none.json"

# ---- a sheet ----

assert_exit "a sheet that does not exist" 65 faubourg sheet show 7KQ2M4XR9TBC
assert_exit "what is no number of a sheet" 65 faubourg sheet show zzz
finish
