# Never silence: what does not add up in the sources is said at load, with its figures and an exit status, and again on the pages and in JSON.
set -eu
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
. "$ROOT/tests/lib/report.sh"
. "$ROOT/tests/lib/instance.sh"
fresh_instance main

# shellcheck disable=SC2086
assert_exit "CABBALR loads with an error found: 1" 1 "$FAUBOURG" load $WHERE "$ROOT/packs/cabbalr-2020"
cat "$OUT" "$ERR" >"$WORK/all"
digits "$WORK/all" "$WORK/digits"
assert_contains "the recomputed total" "39724" "$WORK/digits"
assert_contains "against the printed one" "38624" "$WORK/digits"
assert_lacks "both sub-totals are right, so neither is called wrong against another figure" "35747≠" "$WORK/digits"
# shellcheck disable=SC2086
assert_exit "Libercourt loads with warnings only: 0" 0 "$FAUBOURG" load $WHERE "$ROOT/packs/libercourt-2025"
cat "$OUT" "$ERR" >"$WORK/all"
assert_contains "its first receipt" "DELIB-2024-1179" "$WORK/all"
assert_contains "its second receipt" "DELIB-2024-69-DE" "$WORK/all"

# A row that does not add up: the gap stands in its place, and the exit status says so.
cp -R "$ROOT/packs/libercourt-2025" "$WORK/libercourt-2025"
sed -i 's/funding: {ville: 4500, anct: 4500}/funding: {ville: 4500, anct: 4400}/' "$WORK/libercourt-2025/programme.yaml"
# shellcheck disable=SC2086
assert_exit "a row of 9 000 funded with 8 900 loads, and exits 1" 1 "$FAUBOURG" load $WHERE "$WORK/libercourt-2025"
# shellcheck disable=SC2086
assert_exit "the programme exits 1 as well" 1 "$FAUBOURG" programme libercourt-2025 $WHERE --format json
assert_same "its row shows a gap of 100 euros" '["Bouges ta mobilité",10000]' \
	"$(jq -c '[.axes[].actions[] | select(.gap_cents != 0) | .title, .gap_cents]' "$OUT")"
assert_same "the finding is an error" true "$(jq -c '[.findings[] | select(.severity == "error")] | length >= 1' "$OUT")"
# shellcheck disable=SC2086
assert_exit "loading the true pack again heals it" 0 "$FAUBOURG" load $WHERE "$ROOT/packs/libercourt-2025"
# shellcheck disable=SC2086
assert_exit "and the programme exits 0" 0 "$FAUBOURG" programme libercourt-2025 $WHERE --format json
assert_same "to the cent" 24865600 "$(jq .total_cents "$OUT")"

# shellcheck disable=SC2086
"$FAUBOURG" load $WHERE "$ROOT/packs/cabbalr-2020" >/dev/null 2>&1 || true
start_server
get /territories/cabbalr
digits "$BODY" "$WORK/digits"
assert_same "the territory's page answers" 200 "$STATUS"
assert_contains "and shows the recomputed total" "39724" "$WORK/digits"
get /calls/libercourt-2025/programme
assert_contains "the programme's page shows the receipts" "DELIB-2024-1179" "$BODY"
finish
