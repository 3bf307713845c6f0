# The verdicts of worked applications as people and programs read them: text in French and English, JSON. What they decide is checked elsewhere against
# expected.yaml (tests/unit/verdict_golden_test.c); here nothing of how it is said may change unseen. `run.sh --accept` writes what the program says now.
set -eu
cd "$(dirname "$0")/../../.."
. tests/lib/report.sh
FAUBOURG=${FAUBOURG:-build/release/faubourg}
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
FAUBOURG_CLOCK=2026-01-15
FAUBOURG_LANG=fr
export FAUBOURG_CLOCK FAUBOURG_LANG
folder=tests/golden/verdict
"$FAUBOURG" init --data "$WORK/data" 2>/dev/null
for pack in cabbalr-2020 call-ami-2021 lievin-2024; do
	"$FAUBOURG" load --data "$WORK/data" "packs/$pack" >/dev/null 2>&1 || [ $? -eq 1 ]
done

# said NAME APPLICATION OPTION…: compares standard output with out/NAME
said() {
	name=$1
	application=$2
	shift 2
	call=$(sed -n 's/^call: //p' "$folder/$application.yaml")
	code=0
	"$FAUBOURG" verdict "$call" "$folder/$application.yaml" --data "$WORK/data" "$@" >"$WORK/$name" 2>"$WORK/err" || code=$?
	[ "$code" -le 2 ] || failed "$name: exit $code" "$WORK/err"
	[ "$accept" = no ] || cp "$WORK/$name" "$folder/out/$name"
	assert_files_same "$name is as it was" "$folder/out/$name" "$WORK/$name"
}

accept=no
[ "${1:-}" != --accept ] || accept=yes
mkdir -p "$folder/out"
for application in cabbalr-03-below-threshold cabbalr-24-draft call-09-late-waived lievin-03-one-second-late; do
	said "$application.fr.txt" "$application"
done
said call-09-late-waived.en.txt call-09-late-waived --lang en
said lievin-03-one-second-late.en.txt lievin-03-one-second-late --lang en
for application in call-09-late-waived lievin-03-one-second-late; do
	said "$application.json" "$application" --format json
	if jq -e . "$WORK/$application.json" >/dev/null 2>&1; then passed "$application.json is JSON"; else failed "$application.json is JSON"; fi
done
finish
