#!/bin/sh
# The guide of rules is tried like code: every file of docs/guide/rules passes `faubourg rules check` (its examples are run), each of the 64 kinds of
# docs/reference/rule-catalogue.md has its file, and what the pages show, in both languages, is what the files hold (quote.awk).
# The answers shown are run again too. Run by ./check; FAUBOURG names the program under test. `run.sh --write` first puts the pages right: after a file
# of rules or an answer of the program has changed on purpose.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
TMPDIR=$(mktemp -d)
FAUBOURG_LANG=fr
export TMPDIR FAUBOURG_LANG
trap 'rm -rf "$TMPDIR"' EXIT
# shellcheck source=tests/lib/report.sh
. "$root/tests/lib/report.sh"
faubourg=${FAUBOURG:-${FAUBOURG_BUILD:-$root/build/release}/faubourg}
case $faubourg in /*) ;; *) faubourg=$(pwd)/$faubourg ;; esac
guide=$root/docs/guide
ROOT=$root FAUBOURG=$faubourg
export ROOT FAUBOURG
rules=$guide/rules

# ---- the rules ----
for file in "$rules"/*.publicodes; do
	assert_exit "$(basename "$file") passes the check of rules" 0 "$faubourg" rules check "$file"
done

# The check is not one that says yes to everything: one expected value changed, and the file and its line are named.
sed 's/note: 2 500 € exactement passe/note: faux/; s/2500 €, porteur . type: "'"'association'"'"}, attendu: oui/2500 €, porteur . type: "'"'association'"'"}, attendu: non/' \
	"$rules/24-cout-minimal.publicodes" >"$TMPDIR/changed.publicodes"
line=$(grep -n 'note: faux' "$TMPDIR/changed.publicodes" | cut -d: -f1)
assert_exit "an example that says the contrary is refused" 1 "$faubourg" rules check "$TMPDIR/changed.publicodes"
cat "$OUT" "$ERR" >"$TMPDIR/said"
assert_contains "and its place is given" "changed.publicodes:$line" "$TMPDIR/said"

# A model of the language alone, with nothing for us to try, is read as such.
printf 'a: 2\nb: a * 3\n' >"$TMPDIR/plain.publicodes"
assert_exit "a model without our keys is checked as a model" 0 "$faubourg" rules check "$TMPDIR/plain.publicodes" --format json
assert_contains "and is said to be plain" '"plain":true' "$OUT"
assert_exit "loose rules are checked as rules" 0 "$faubourg" rules check "$rules/24-cout-minimal.publicodes" --format json
assert_contains "and their six examples are run" '"examples":6,"failed":0' "$OUT"
assert_exit "a misspelt name is refused" 65 "$faubourg" rules check "$rules/fautes/nom-mal-ecrit.publicodes"
assert_exit "two versions of loose rules can be compared" 0 "$faubourg" rules diff "$rules/57-erratum-version-1.publicodes" "$rules/57-erratum-version-2.publicodes"
assert_contains "and the day that changed is shown" "31/03/2024" "$OUT"

# ---- each kind of the catalogue ----
number=1
while [ "$number" -le 64 ]; do
	found=0
	for file in "$rules/$(printf '%02d' "$number")"-*.publicodes; do
		[ ! -f "$file" ] || found=1
	done
	assert_same "kind $number has a worked example" 1 "$found"
	number=$((number + 1))
done
assert_same "the catalogue has 64 kinds" 64 "$(grep -c '^| [0-9][0-9]* |' "$root/docs/reference/rule-catalogue.md")"
for file in "$rules"/*.publicodes; do
	name=$(basename "$file")
	# Of the Excel table only its expressions are shown.
	[ "$name" != 00-excel.publicodes ] || continue
	for folder in fr/regles en/rules; do
		if cat "$guide/$folder"/*.md | grep -q "^<!-- extrait: ../../rules/$name "; then
			passed "$folder shows $name"
		else
			failed "$folder shows $name"
		fi
	done
done

# ---- what the pages show ----
if [ "${1:-}" = --write ]; then
	for page in "$guide"/fr/regles/*.md "$guide"/en/rules/*.md; do
		cd "$(dirname "$page")"
		awk -f "$here/quote.awk" "$page" >"$TMPDIR/written"
		cp "$TMPDIR/written" "$page"
	done
fi
for folder in fr/regles en/rules; do
	cd "$guide/$folder"
	for page in *.md; do
		assert_exit "$folder/$page names excerpts that exist" 0 awk -f "$here/quote.awk" "$page"
		assert_files_same "$folder/$page shows what the files hold" "$page" "$OUT"
		# A block of rules that no file holds would be one that nobody runs.
		awk '/^```yaml$/ && last !~ /^<!-- extrait: / { print FILENAME ":" FNR } { last = $0 }' "$page" >"$TMPDIR/loose"
		assert_files_same "$folder/$page has no rules of its own" /dev/null "$TMPDIR/loose"
		grep -o '][(][^)#]*' "$page" | cut -c 3- | grep -v '^https:' | while read -r target; do
			[ -e "$target" ] || echo "$page: $target"
		done >"$TMPDIR/dead"
		assert_files_same "$folder/$page links to files that exist" /dev/null "$TMPDIR/dead"
	done
done
# A command that the pages name is one that the program has.
cat "$guide"/fr/regles/*.md "$guide"/en/rules/*.md | grep -o 'faubourg \(rules [a-z]*\|[a-z]*\)' | sort -u >"$TMPDIR/commands"
assert_same "the pages name at least eight commands" yes "$([ "$(wc -l <"$TMPDIR/commands")" -ge 8 ] && echo yes)"
while read -r _ command; do
	# shellcheck disable=SC2086
	assert_exit "faubourg $command exists" 0 "$faubourg" $command --help
done <"$TMPDIR/commands"
for folder in fr/regles en/rules; do
	# The right-hand column of the Excel table, each expression as the model holds it.
	sed -n 's/^| `=.* | `\(.*\)` |$/\1/p' "$guide/$folder"/1-*.md >"$TMPDIR/expressions"
	assert_same "$folder: the Excel table has its seventeen rows" 17 "$(wc -l <"$TMPDIR/expressions" | tr -d ' ')"
	while read -r expression; do
		assert_contains "$folder: « $expression » is tried" "valeur: $expression" "$rules/00-excel.publicodes"
	done <"$TMPDIR/expressions"
done

# A page that shows something else is found out.
cd "$guide/fr/regles"
# Only inside the excerpt of kind 24: the Excel table above it has the same words.
sed 's/2500 €      # « strictement/2600 €      # « strictement/' 1-en-une-heure.md >"$TMPDIR/page.md"
if cmp -s 1-en-une-heure.md "$TMPDIR/page.md"; then
	failed "the page is changed"
else
	passed "the page is changed"
fi
awk -f "$here/quote.awk" "$TMPDIR/page.md" >"$TMPDIR/page.quoted"
assert_files_same "an excerpt that differs from its file is found and put right" 1-en-une-heure.md "$TMPDIR/page.quoted"
printf '%s\n' '<!-- extrait: ../../rules/24-cout-minimal.publicodes nulle-part -->' '```yaml' '```' >"$TMPDIR/page.md"
assert_exit "an excerpt that no file holds is refused" 65 awk -f "$here/quote.awk" "$TMPDIR/page.md"
finish
