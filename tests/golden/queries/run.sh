#!/bin/sh
# Golden tests of tools/queries: run.sh [TOOL]. NAME.sql with NAME.refused must be refused (exit 65) with exactly those messages; with NAME.h and NAME.c
# it must give exactly those. `run.sh TOOL --accept` writes what the tool says now: read the difference before committing it.
set -u
tool=$(realpath "${1:-$(dirname "$0")/../../../build/release/tools/queries}")
accept=${2:-}
cd "$(dirname "$0")" || exit 70
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
passed=0
failed=0

pass() { passed=$((passed + 1)); }
fail() { failed=$((failed + 1)); echo "FAIL queries/$1: $2"; }

refused() {
	"$tool" "$out/q.h" "$out/q.c" "$1.sql" 2>"$out/messages"
	status=$?
	if [ "$accept" = --accept ]; then cp "$out/messages" "$1.refused"; fi
	if [ $status != 65 ]; then
		fail "$1" "expected exit 65, got $status"
	elif ! diff -u "$1.refused" "$out/messages"; then
		fail "$1" "other messages"
	else
		pass
	fi
}

accepted() {
	if ! "$tool" "$out/q.h" "$out/q.c" "$1.sql"; then
		fail "$1" "was refused"
		return
	fi
	mkdir -p "$out/gen"
	cp "$out/q.h" "$out/gen/queries.h"
	if ! ${CC:-cc} -std=gnu17 -D_GNU_SOURCE -Wall -Wextra -Wno-unused -Werror -fsyntax-only -I"$out" -I../../../src -I"$(dirname "$tool")/.." "$out/q.c"; then
		fail "$1" "the C does not compile"
		return
	fi
	if [ "$accept" = --accept ]; then cp "$out/q.h" "$1.h"; cp "$out/q.c" "$1.c"; fi
	if diff -u "$1.h" "$out/q.h" && diff -u "$1.c" "$out/q.c"; then pass; else fail "$1" "other C"; fi
}

for file in *.sql; do
	name=${file%.sql}
	case $name in
	refused_*) refused "$name" ;;
	*) accepted "$name" ;;
	esac
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
