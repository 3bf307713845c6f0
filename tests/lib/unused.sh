# Queries and limits that nothing in src/ uses: dead weight that a reader would believe. Prints FAIL lines, then `N looked, M unused`. Run from the root by tests/groups/rooms.sh.
set -eu
words=$(mktemp)
trap 'rm -f "$words"' EXIT
find src tools bench -name '*.[ch]' ! -path src/base/limits.h -exec cat {} + | grep -oE '\b(q_[a-z0-9_]+|LIMIT_[A-Z0-9_]+)\b' | sed -e p -e 's/_\(rows\|row\|each\)$//' | sort -u >"$words"
# One limit may be made of others.
sed -n 's/^[^=]*=\(.*\)$/\1/p' src/base/limits.h | sed 's,/\*.*,,' | grep -oE 'LIMIT_[A-Z0-9_]+' >>"$words" || true
looked=0
unused=0
for name in $(sed -n 's/^-- query: \([a-z0-9_]*\)$/q_\1/p' queries/*.sql) $(sed -n 's/^\t\(LIMIT_[A-Z0-9_]*\) *=.*/\1/p' src/base/limits.h); do
	looked=$((looked + 1))
	if ! grep -qxF "$name" "$words"; then
		echo "FAIL $name is used by nothing"
		unused=$((unused + 1))
	fi
done
echo "$looked looked, $unused unused"
[ "$looked" -gt 300 ] && [ "$unused" -eq 0 ]
