# Starts a throw-away PostgreSQL for a group and stops it when the group ends; sets FAUBOURG_TEST_DB. Sourced by groups. POSIX sh.
# shellcheck shell=sh
# shellcheck source=tests/lib/postgres.sh
. tests/lib/postgres.sh
trap 'postgres_stop' EXIT
trap 'exit 130' INT TERM
if ! postgres_start; then
	echo "FAIL a throw-away PostgreSQL could not be started"
	echo "0 passed, 1 failed"
	exit 1
fi
export FAUBOURG_TEST_DB
