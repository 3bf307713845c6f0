# A pack that is wrong anywhere changes nothing, and says file, line and what was expected.
set -eu
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
. "$ROOT/tests/lib/report.sh"
. "$ROOT/tests/lib/instance.sh"
fresh_instance main
# shellcheck disable=SC2086
"$FAUBOURG" load $WHERE "$ROOT/packs/libercourt-2025" >/dev/null 2>&1
state() { # everything that a reader can see
	# shellcheck disable=SC2086
	for what in territories calls districts "programme libercourt-2025"; do
		"$FAUBOURG" $what $WHERE --format json
	done | cksum
}
before=$(state)

# spoiled NAME FILE SED EXPECTED_TEXT: a copy of the pack with one change is refused with file:line and the text.
spoiled() {
	rm -rf "$WORK/pack"
	mkdir "$WORK/pack"
	cp -R "$ROOT/packs/libercourt-2025" "$WORK/pack/libercourt-2025"
	sed -i "$3" "$WORK/pack/libercourt-2025/$2"
	if cmp -s "$ROOT/packs/libercourt-2025/$2" "$WORK/pack/libercourt-2025/$2"; then
		failed "$1: the test itself changed nothing"
		return
	fi
	# shellcheck disable=SC2086
	assert_exit "$1 is refused" 65 "$FAUBOURG" load $WHERE "$WORK/pack/libercourt-2025"
	if grep -qE "$2:[0-9]+" "$ERR"; then passed "$1: with file and line"; else failed "$1: with file and line" "$ERR"; fi
	assert_contains "$1: with what was wrong" "$4" "$ERR"
	assert_same "$1: nothing changed" "$before" "$(state)"
}
spoiled "malformed YAML" programme.yaml '20s/.*/  - {code: "x/' ""
spoiled "an unknown key" programme.yaml 's/bearer: ccas-libercourt/bearr: ccas-libercourt/' "bearer"
spoiled "a day that does not exist" programme.yaml 's/decision: {date: 2024-12-18}/decision: {date: 2025-02-29}/' "2025-02-29"
spoiled "an amount out of range" programme.yaml 's/total: 50950/total: 50950000000/' "50950000000"
spoiled "a negative amount" programme.yaml 's/total: 50950/total: -50950/' "-50950"
spoiled "three decimals" programme.yaml 's/total: 50950/total: 50950.125/' "50950.125"
spoiled "a code twice" programme.yaml 's/code: pre-actions/code: pre-ingenierie/' "pre-ingenierie"
spoiled "an unknown funder" programme.yaml 's/funding: {ccas: 14985/funding: {ccass: 14985/' "ccass"
spoiled "an unknown bearer" programme.yaml 's/bearer: ville-libercourt/bearer: ville-libercour/' "ville-libercourt"
spoiled "an unknown commune" districts.yaml 's/municipalities: \["62/municipalities: ["99/' "99"
spoiled "an unknown kind" territory.yaml 's/kind: municipality/kind: municipalty/' "municipality"
spoiled "a version that is not ours" territory.yaml 's/^pack: 1/pack: 2/' "2"
spoiled "bytes that are not UTF-8" territory.yaml '3s/$/ # \xff\xfe/' ""
cp "$ROOT/packs/libercourt-2025/territory.yaml" "$WORK/t"
rm -rf "$WORK/pack" && mkdir "$WORK/pack" && cp -R "$ROOT/packs/libercourt-2025" "$WORK/pack/"
mv "$WORK/pack/libercourt-2025/programme.yaml" "$WORK/pack/libercourt-2025/program.yaml"
# shellcheck disable=SC2086
assert_exit "a file with another name is refused" 65 "$FAUBOURG" load $WHERE "$WORK/pack/libercourt-2025"
assert_contains "with did you mean" "programme.yaml" "$ERR"
assert_same "and nothing changed" "$before" "$(state)"
# shellcheck disable=SC2086
assert_exit "a folder without territory.yaml is refused" 65 "$FAUBOURG" load $WHERE "$WORK"
# shellcheck disable=SC2086
assert_exit "a good pack beside a bad one: the whole says 65" 65 "$FAUBOURG" load $WHERE "$ROOT/packs/hersin-coupigny-2030" "$WORK/pack/libercourt-2025"
# shellcheck disable=SC2086
"$FAUBOURG" programme libercourt-2025 $WHERE --format json >"$OUT" 2>"$ERR" || true
assert_same "the bad one changed nothing" 24865600 "$(jq .total_cents "$OUT")"
# shellcheck disable=SC2086
assert_exit "territories are listed" 0 "$FAUBOURG" territories $WHERE
assert_contains "each pack stands for itself: the good one is there" "Hersin-Coupigny" "$OUT"
finish
