# The administrator's day: verify, doctor, backup while serving, restore elsewhere, a schema from the future, a row changed behind our back.
set -eu
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
. "$ROOT/tests/lib/report.sh"
. "$ROOT/tests/lib/instance.sh"
fresh_instance main
load_all
first=$WHERE
first_place=$PLACE
sql() { # one statement on the instance, as an intruder with the database's own tool
	if [ "$ENGINE" = sqlite ]; then
		sqlite3 "$first_place/faubourg.db" "$1"
	else
		psql -X -q -t -A -d "$first_place" -c "$1"
	fi
}
contents() { # WHERE…
	for what in territories calls districts "programme libercourt-2025" "programme lievin-2024"; do
		# shellcheck disable=SC2086
		"$FAUBOURG" $what "$@" --format json 2>/dev/null || true
	done | cksum
}
# shellcheck disable=SC2086
{
	assert_exit "a fresh instance verifies" 0 "$FAUBOURG" verify $first
	assert_exit "audit verify says the same" 0 "$FAUBOURG" audit verify $first
	assert_exit "doctor finds nothing" 0 "$FAUBOURG" doctor $first
	assert_exit "migrate has nothing to do" 0 "$FAUBOURG" migrate $first
	start_server
	assert_exit "backup while serving" 0 "$FAUBOURG" backup "$WORK/backup" $first
	get /healthz
	assert_same "the server did not notice" 200 "$STATUS"
	stop_server
	before=$(contents $first)
	fresh_place second
	second=$WHERE
	assert_exit "restore into an empty place" 0 "$FAUBOURG" restore "$WORK/backup" $second
	assert_same "what is read there is the same" "$before" "$(contents $second)"
	assert_exit "it verifies" 0 "$FAUBOURG" verify $second
	assert_exit "restore refuses to write over an instance" 65 "$FAUBOURG" restore "$WORK/backup" $second
	head -c 2000 "$WORK/backup" >"$WORK/cut"
	fresh_place third
	assert_exit "a truncated backup is refused" 65 "$FAUBOURG" restore "$WORK/cut" $WHERE
	assert_exit "a backup into a folder that does not exist is an input or output failure" 74 "$FAUBOURG" backup "$WORK/no/such/backup" $first

	status=0
	sql "UPDATE audit SET actor = 'somebody else' WHERE seq = 2" >"$OUT" 2>"$ERR" || status=$?
	assert_same "the database itself refuses to change an audit row" refused "$([ "$status" -ne 0 ] && echo refused || echo changed)"
	assert_exit "and still verifies" 0 "$FAUBOURG" verify $first
	# An intruder who owns the database removes the guard first.
	if [ "$ENGINE" = sqlite ]; then
		sql "DROP TRIGGER audit_is_not_updated; UPDATE audit SET actor = 'somebody else' WHERE seq = 2"
	else
		sql "ALTER TABLE audit DISABLE TRIGGER USER" >/dev/null
		sql "UPDATE audit SET actor = 'somebody else' WHERE seq = 2" >/dev/null
	fi
	assert_exit "an audit row changed by hand is found" 1 "$FAUBOURG" verify $first
	if grep -qE '\b2\b' "$OUT" "$ERR"; then passed "and its number is said"; else failed "and its number is said" "$OUT"; fi
	assert_exit "the backup still verifies" 0 "$FAUBOURG" verify $second

	sql "INSERT INTO schema_migration (version, name, checksum, applied_at) VALUES (9000, 'from the future', 'x', 0)" >/dev/null
	assert_exit "a schema newer than the program is refused" 65 "$FAUBOURG" territories $first
	assert_exit "by serve too" 65 "$FAUBOURG" serve $first --listen 127.0.0.1:0
	assert_exit "and by migrate" 65 "$FAUBOURG" migrate $first
	assert_exit "no instance at all is bad input" 65 "$FAUBOURG" territories --data "$WORK/never"
}
finish
