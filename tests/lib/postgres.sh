#!/bin/sh
# A throw-away PostgreSQL cluster on a unix socket, for tests. Never touches a cluster of the machine.
#   postgres.sh start DIR     makes and starts one in DIR (which must not exist), prints its address
#   postgres.sh stop DIR      stops it and removes DIR
#   postgres.sh run COMMAND…  starts one, runs the command with FAUBOURG_TEST_DB set to its address, stops it, gives the command's status
# The server refuses to run as root: root runs it as the user postgres.
set -eu

server_folder() {
	for folder in /usr/lib/postgresql/*/bin "$(command -v initdb 2>/dev/null | xargs -r dirname)"; do
		if [ -x "$folder/initdb" ]; then
			echo "$folder"
			return
		fi
	done
	echo "postgres.sh: no PostgreSQL server found (Debian package: postgresql)" >&2
	return 69
}

as_owner() {
	if [ "$(id -u)" = 0 ]; then
		runuser -u postgres -- "$@"
	else
		"$@"
	fi
}

start() {
	folder=$1
	bin=$(server_folder)
	mkdir -m 755 "$folder"
	if [ "$(id -u)" = 0 ]; then
		chown postgres "$folder"
	fi
	cd "$folder"
	as_owner "$bin/initdb" -D "$folder/data" -A trust -U postgres -E UTF8 --locale=C.UTF-8 >"$folder/log" 2>&1 || { cat "$folder/log" >&2; return 70; }
	as_owner "$bin/pg_ctl" -D "$folder/data" -l "$folder/data/log" -w -o "-c listen_addresses='' -c unix_socket_directories='$folder' -c fsync=on -c max_connections=120" start \
		>>"$folder/log" 2>&1 || { cat "$folder/data/log" >&2; return 70; }
	echo "postgresql://postgres@/postgres?host=$folder"
}

stop() {
	folder=$1
	if [ -f "$folder/data/postmaster.pid" ]; then
		cd "$folder"
		as_owner "$(server_folder)/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1 || true
	fi
	cd /
	rm -rf "$folder"
}

case ${1:-} in
start) start "$2" ;;
stop) stop "$2" ;;
run)
	shift
	place=$(mktemp -d "${TMPDIR:-/tmp}/faubourg-pg-XXXXXX")
	chmod 755 "$place"
	trap 'stop "$place/pg"; rmdir "$place"' EXIT
	trap 'exit 130' INT TERM
	home=$(pwd)
	FAUBOURG_TEST_DB=$(start "$place/pg")
	export FAUBOURG_TEST_DB
	cd "$home"
	"$@"
	;;
*)
	sed -n '2,6p' "$0" >&2
	exit 64
	;;
esac
