# What is in the instance, as tables, csv and JSON: territories, calls, districts, applications.
set -eu
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
. "$ROOT/tests/lib/report.sh"
. "$ROOT/tests/lib/instance.sh"
fresh_instance main
load_all

# list NAME TEXT COUNT COMMAND…: in three formats; TEXT stands in each, JSON has COUNT items.
list() {
	name=$1
	text=$2
	count=$3
	shift 3
	for format in table csv json; do
		# shellcheck disable=SC2086
		assert_exit "$name as $format" 0 "$FAUBOURG" "$@" $WHERE --format "$format"
		assert_contains "$name as $format names $text" "$text" "$OUT"
		case $format in
		csv) assert_same "$name as csv has one row each and a header" $((count + 1)) "$(grep -c . "$OUT")" ;;
		json) assert_same "$name as json has one item each" "$count" "$(jq 'if type == "array" then length else ([.[] | arrays][0] | length) end' "$OUT")" ;;
		esac
	done
}
list "the territories" "Libercourt" 5 territories
list "the calls" "libercourt-2025" "$(cat "$ROOT"/packs/*/calls.yaml | grep -cE "^  - code:")" calls
list "the districts" "Quartier du Regain" "$(cat "$ROOT"/packs/*/districts.yaml | grep -cE '^  - (\{)?code:')" districts
list "the applications of a call" "Bouges ta mobilité" 10 applications libercourt-2025
mkdir "$WORK/voted"
cp -R "$ROOT/packs/libercourt-2025" "$WORK/voted/"
sed -i 's/^    state: proposed$/    state: voted/' "$WORK/voted/libercourt-2025/programme.yaml"
# shellcheck disable=SC2086
assert_exit "a programme that is voted loads, with its finding" 0 "$FAUBOURG" load "$WORK/voted/libercourt-2025" $WHERE
# shellcheck disable=SC2086
assert_exit "the applications of a voted programme" 0 "$FAUBOURG" applications libercourt-2025 $WHERE
assert_contains "a voted application says so in words" "Programmé" "$OUT"
# shellcheck disable=SC2086
assert_exit "applications of an unknown call are bad input" 65 "$FAUBOURG" applications nowhere $WHERE
# shellcheck disable=SC2086
assert_exit "applications without a call are bad usage" 64 "$FAUBOURG" applications $WHERE
# shellcheck disable=SC2086
assert_exit "an unknown format is bad usage" 64 "$FAUBOURG" calls $WHERE --format yaml
finish
