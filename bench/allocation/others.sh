# Other solvers on a model in CPLEX LP format, for bench/allocation/run: each within THEIRS seconds and GAP_PPM; sets TOOK (seconds), VALUE and BOUND (thousandths of a mark, "-": none).
# shellcheck shell=sh disable=SC2034
has_glpk() { command -v glpsol >/dev/null; }
has_lp_solve() { command -v lp_solve >/dev/null && has_glpk; } # glpsol writes the format that it reads
has_symphony() { command -v symphony >/dev/null; }

thousandths() { awk -v v="${1:--}" 'BEGIN { print v == "-" || v == "" ? "-" : int(v * 1000 + 0.5) }'; }
fraction() { awk "BEGIN { printf \"%.6f\", $GAP_PPM / 1000000 }"; }

# timed COMMAND…: TOOK; what it wrote is in $WORK/their.out. A time limit is no failure; twice the limit is the end of who does not look at it.
timed() {
	begun=$(date +%s.%N)
	timeout "$((THEIRS * 2 + 10))" "$@" >"$WORK/their.out" 2>&1 || :
	TOOK=$(awk "BEGIN { printf \"%.3f\", $(date +%s.%N) - $begun }")
}

solve_glpk() { # MODEL
	rm -f "$WORK/their.sol"
	timed glpsol --lp "$1" --tmlim "$THEIRS" --mipgap "$(fraction)" -o "$WORK/their.sol"
	VALUE=- BOUND=-
	if grep -q '^Status: *INTEGER \(NON-\)\{0,1\}OPTIMAL' "$WORK/their.sol" 2>/dev/null; then
		VALUE=$(thousandths "$(sed -n 's/^Objective:.*= \([-+.e0-9]*\) .*/\1/p' "$WORK/their.sol")")
	fi
	# the last "<= bound" of its progress
	BOUND=$(thousandths "$(sed -n 's/^+.*<= *\([-+.e0-9]*\) .*/\1/p' "$WORK/their.out" | tail -n 1)")
}

solve_lp_solve() { # MODEL
	glpsol --lp "$1" --check --wfreemps "$WORK/their.mps" >/dev/null
	timed lp_solve -max -fmps "$WORK/their.mps" -S3 -timeout "$THEIRS" -gr "$(fraction)" -ga 0
	VALUE=- BOUND=-
	if ! grep -q 'infeasible\|UNBOUNDED' "$WORK/their.out"; then
		VALUE=$(thousandths "$(sed -n 's/^Value of objective function: *//p' "$WORK/their.out" | tail -n 1)")
	fi
	if [ "$VALUE" != - ] && [ "$VALUE" -le 0 ]; then
		VALUE=-
	fi
}

solve_symphony() { # MODEL
	printf 'time_limit %s\ngap_limit %s\nverbosity 0\n' "$THEIRS" "$(awk "BEGIN { print $GAP_PPM / 10000 }")" >"$WORK/their.par"
	timed symphony -L "$1" -f "$WORK/their.par"
	# it turns the aim round: costs, negative
	VALUE=$(thousandths "$(sed -n 's/^.*Solution Cost: *\([-+.e0-9]*\).*/\1/p' "$WORK/their.out" | tail -n 1 | sed 's/^-//')")
	BOUND=$(thousandths "$(sed -n 's/^.*Current Lower Bound: *\([-+.e0-9]*\).*/\1/p' "$WORK/their.out" | tail -n 1 | sed 's/^-//')")
}
