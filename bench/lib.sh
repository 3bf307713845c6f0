# What the bench scripts share: a working folder, medians, a throw-away PostgreSQL. Sourced; POSIX sh.
# shellcheck shell=sh
ROOT=${ROOT:-$(cd "$(dirname "$0")/.." && pwd)}
cd "$ROOT" || exit 70
FAUBOURG=${FAUBOURG:-$ROOT/build/release/faubourg}
WORK=$(mktemp -d "${TMPDIR:-/tmp}/faubourg-bench-XXXXXX")
chmod 755 "$WORK"
PIDS=
bench_end() {
	for pid in $PIDS; do
		kill "$pid" 2>/dev/null || true
	done
	[ ! -d "$WORK/pg" ] || sh tests/lib/postgres.sh stop "$WORK/pg"
	rm -rf "$WORK"
}
trap bench_end EXIT
trap 'exit 130' INT TERM
say() { printf '%s\n' "$*" >&2; }

bench_build() {
	tools/install-packages build bench
	make -s -j"$(nproc)" all build/release/tests/rawhttp >/dev/null || { say "the build failed: make" && exit 70; }
	mkdir -p build/release/bench
}

# start_postgres: PG is its address; on_database NAME gives the address of another database of it.
start_postgres() {
	PG=$(sh tests/lib/postgres.sh start "$WORK/pg")
}
on_database() { # NAME
	psql -X -q -d "$PG" -c "CREATE DATABASE $1 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0" >&2
	printf '%s\n' "$PG" | sed -E "s#^(postgres(ql)?://[^/]*)/[^?]*#\\1/$1#"
}

# seconds COMMAND…: how long it takes, with four decimals; its output is thrown away, a failure is not.
seconds() {
	[ -x build/release/bench/elapsed ] || gcc -std=gnu17 -O2 -Wall -Wextra -o build/release/bench/elapsed bench/elapsed.c
	seconds_code=0
	build/release/bench/elapsed "$@" 3>"$WORK/seconds" >"$WORK/seconds.out" 2>"$WORK/seconds.err" || seconds_code=$?
	if [ "$seconds_code" -gt 1 ]; then # 1 is "does not add up", an answer
		cat "$WORK/seconds.err" >&2
		exit 70
	fi
	cat "$WORK/seconds"
}

# median of the numbers on standard input
median() {
	sort -n | awk '{ v[NR] = $1 } END { if (NR % 2) print v[(NR + 1) / 2]; else printf "%.3f\n", (v[NR / 2] + v[NR / 2 + 1]) / 2 }'
}

# machine: one line that says where the figures were taken
machine() {
	echo "$(nproc) processors, $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(awk '/MemTotal/ { printf "%.0f GB", $2 / 1048576 }' /proc/meminfo); $(git log -1 --format='revision %h' 2>/dev/null || echo 'no revision')"
}
