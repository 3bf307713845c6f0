#!/bin/sh
# faubourg rules eval and rules explain: what they say and how they end, compared with expected/. run.sh --accept writes what they say now.
set -u
cd "$(dirname "$0")" || exit 1
faubourg=../../../build/release/faubourg
passed=0
failed=0
accept=
[ "${1:-}" = --accept ] && accept=yes
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# name, exit code, arguments: both streams and the code
says() {
	name=$1
	code=$2
	shift 2
	got=0
	FAUBOURG_CLOCK=2024-09-13 "$faubourg" "$@" >"$work/$name" 2>&1 || got=$?
	[ -z "$accept" ] || cp "$work/$name" "expected/$name"
	if [ "$got" -eq "$code" ] && diff -u "expected/$name" "$work/$name"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAIL $name: exit $got instead of $code, or other words"
	fi
}

says eval-unknown.txt 2 rules eval aid.publicodes aide 'total * 2' --lang en
says eval-known.txt 0 rules eval aid.publicodes,bearer.publicodes aide 'total * 2' 'total > 3 €' --situation known.yaml --lang fr
says eval-known.json 0 rules eval aid.publicodes,bearer.publicodes aide 'porteur . aidé' 'total / 3' --situation known.yaml --format json
says eval-date.txt 0 rules eval bearer.publicodes,aid.publicodes '13/09/2024' '01/01/2024 < 13/09/2024' --lang fr
says eval-expression.txt 65 rules eval aid.publicodes 'total +' --lang en
says eval-fails.txt 65 rules eval aid.publicodes,bearer.publicodes division bonus --situation known.yaml --lang en
says explain.fr.txt 0 rules explain aid.publicodes,bearer.publicodes aide --situation known.yaml --lang fr
says explain.en.txt 0 rules explain aid.publicodes,bearer.publicodes aide --situation known.yaml --lang en
says explain.json 0 rules explain aid.publicodes,bearer.publicodes 'porteur . aidé' --situation known.yaml --format json
says explain-unknown.txt 2 rules explain aid.publicodes aide --lang en
says no-rule.txt 65 rules explain aid.publicodes aid --lang en
says no-file.txt 65 rules eval missing.publicodes 1 --lang en
says wrong-situation.txt 65 rules eval aid.publicodes aide --situation wrong.yaml --lang en
says usage.txt 64 rules explain aid.publicodes --lang en
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
