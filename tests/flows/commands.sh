# The command line as scripts rely on it: help everywhere, exit codes, the man page and the completion made from the same table.
set -eu
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
. "$ROOT/tests/lib/report.sh"
. "$ROOT/tests/lib/instance.sh"
fresh_instance main
assert_exit "help" 0 "$FAUBOURG" --help
cp "$OUT" "$WORK/help"
sed -n 's/^  \([a-z][a-z]*\( [a-z][a-z]*\)\{0,1\}\)\( .*\|$\)/\1/p' "$WORK/help" >"$WORK/words"
for command in init load serve territories calls districts applications programme reconcile migrate doctor backup restore verify copy routes "audit verify"; do
	assert_contains "help names $command" "$command" "$WORK/help"
	# shellcheck disable=SC2086
	assert_exit "$command --help" 0 "$FAUBOURG" $command --help
	assert_contains "$command --help says how" "faubourg $command" "$OUT"
	assert_contains "$command --help in English" "--help" "$OUT"
	# shellcheck disable=SC2086
	assert_exit "$command with an unknown option is bad usage" 64 "$FAUBOURG" $command --nonsense
	assert_contains "$command names the option" "--nonsense" "$ERR"
	assert_same "$command says nothing on standard output then" 0 "$(wc -c <"$OUT")"
done
assert_exit "no command is bad usage" 64 "$FAUBOURG"
assert_exit "an unknown command is bad usage" 64 "$FAUBOURG" programm
assert_contains "with did you mean" "programme" "$ERR"
assert_exit "the first word of several commands is bad usage" 64 "$FAUBOURG" rules
assert_contains "and lists them" "rules check" "$ERR"
assert_exit "with --help it is what was asked" 0 "$FAUBOURG" rules --help
assert_contains "and they stand on standard output" "rules try" "$OUT"
assert_lacks "without the commands of other families" "audit verify" "$OUT"
assert_exit "an option without its value is bad usage" 64 "$FAUBOURG" territories --data
assert_exit "a missing argument is bad usage" 64 "$FAUBOURG" programme
assert_exit "too many arguments are bad usage" 64 "$FAUBOURG" programme a b c
assert_exit "no instance is bad input" 65 "$FAUBOURG" territories --data "$WORK/nowhere"
assert_contains "with the place" "$WORK/nowhere" "$ERR"
assert_exit "a database that does not answer is not our fault to hide" 70 "$FAUBOURG" territories --db postgres://127.0.0.1:9/nothing
assert_exit "English on request" 0 "$FAUBOURG" --help --lang en
assert_exit "the man page" 0 "$FAUBOURG" man
cp "$OUT" "$WORK/faubourg.1"
for command in load serve programme reconcile backup; do
	assert_contains "the man page has $command" "$command" "$WORK/faubourg.1"
done
if command -v man >/dev/null 2>&1; then
	assert_same "man reads it without a warning" "" "$(man --warnings -E UTF-8 -l -Tutf8 -Z "$WORK/faubourg.1" 2>&1 >/dev/null | head -n 3)"
fi
assert_exit "the completion" 0 "$FAUBOURG" completion
if bash -n "$OUT" 2>"$ERR"; then passed "bash reads the completion"; else failed "bash reads the completion" "$ERR"; fi
assert_exit "the version" 0 "$FAUBOURG" version
# shellcheck disable=SC2086
assert_exit "a full disk is an input or output failure" 74 sh -c '"$0" territories '"$WHERE"' >/dev/full' "$FAUBOURG"
finish
