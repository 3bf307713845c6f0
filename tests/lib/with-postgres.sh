# Starts a throw-away PostgreSQL (postgres.sh) for a group and stops it when the group ends; sets FAUBOURG_TEST_DB. Sourced by groups. POSIX sh.
# shellcheck shell=sh
postgres_place=$(mktemp -d "${TMPDIR:-/tmp}/faubourg-pg-XXXXXX")
chmod 755 "$postgres_place"
trap 'sh tests/lib/postgres.sh stop "$postgres_place/pg"; rmdir "$postgres_place"' EXIT
trap 'exit 130' INT TERM
if ! FAUBOURG_TEST_DB=$(sh tests/lib/postgres.sh start "$postgres_place/pg"); then
	echo "FAIL a throw-away PostgreSQL could not be started"
	echo "0 passed, 1 failed"
	exit 1
fi
export FAUBOURG_TEST_DB
