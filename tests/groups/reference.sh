# Our rule engine against the reference of the language (npm publicodes): hand-written cases of each mechanism, invented models and situations, and the public
# rule base of the French payroll. FAUBOURG_REFERENCE_ROUNDS (1) repeats the last two with other seeds: 20 before a release. See tests/reference/README.md.
. tests/lib/units.sh
build release build/release/tests/rules_compare
if ! npm --prefix tests/reference ci --no-audit --no-fund --silent; then
	echo "FAIL npm could not install tests/reference (network?)"
	echo "0 passed, 1 failed"
	exit 1
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export TZ=UTC
good=0
bad=0
# compare NAME COMMAND…: what the command prints is compared; its own failure is a failure. Leaves NAME.log.
compare() {
	name=$1
	shift
	{ "$@" || echo "FAIL $name: exit $?" >&2; } 2>"$work/$name.err" | build/release/tests/rules_compare >"$work/$name.log" 2>&1 || true
	cat "$work/$name.err" >>"$work/$name.log"
}
if ! node tests/reference/cases.mjs >"$work/golden.jsonl" 2>"$work/golden.err"; then
	echo "FAIL tests/reference/cases.mjs: $(tail -n 1 "$work/golden.err")"
	bad=1
elif ! cmp -s "$work/golden.jsonl" tests/reference/golden.jsonl; then
	echo "FAIL tests/reference/golden.jsonl is not what the reference answers: TZ=UTC node tests/reference/cases.mjs >tests/reference/golden.jsonl"
	bad=1
else
	good=1
fi
compare packs node tests/reference/packs.mjs --situations 40
node tests/reference/regulations.mjs >"$work/regulations.log" 2>&1 || true
compare cases cat "$work/golden.jsonl"
round=1
while [ "$round" -le "${FAUBOURG_REFERENCE_ROUNDS:-1}" ]; do
	compare "social-1-$round" node tests/reference/social.mjs --model "$work/modele-social.json" --seed "$round" --situations 100 --part 1/2 &
	compare "social-2-$round" node tests/reference/social.mjs --model "$work/modele-social.json" --seed "$round" --situations 100 --part 2/2
	wait
	compare "models-1-$round" node tests/reference/generate.mjs --seed "$round" --models 1200 &
	compare "models-2-$round" node tests/reference/generate.mjs --seed "$round" --from 2000 --models 1200
	wait
	round=$((round + 1))
done
for log in "$work"/*.log; do
	echo "-- $(basename "$log" .log)"
	grep -vE '^[0-9]+ passed, [0-9]+ failed$' "$log"
	# shellcheck disable=SC2046
	set -- $(grep -E '^[0-9]+ passed, [0-9]+ failed$' "$log" | tr -cd '0-9 ')
	good=$((good + ${1:-0}))
	bad=$((bad + ${2:-1} + $(grep -c ': exit ' "$log" || true)))
	[ "${1:-0}" -gt 0 ] || bad=$((bad + 1)) # nothing compared is a failure too
done
echo "$good passed, $bad failed"
[ "$bad" -eq 0 ]
