#!/bin/sh
# Every page and export of the five real territories, byte for byte, on a fixed day: what a change of template, word, query or data does is seen
# in review. `run.sh --accept` writes what is made now. A tag a line, so that a difference can be read; asset digests are left out.
# Runs on SQLite, and on PostgreSQL too when FAUBOURG_TEST_DB names a throw-away database: both engines must give the same bytes.
set -eu
ROOT=$(cd "$(dirname "$0")/../../.." && pwd)
. "$ROOT/tests/lib/report.sh"
. "$ROOT/tests/lib/instance.sh"
expected=$ROOT/tests/golden/site/expected
accept=
[ "${1:-}" != --accept ] || accept=yes
FAUBOURG_CLOCK=2024-09-01
export FAUBOURG_CLOCK

pages="
home /
home.en /en/
lievin /territories/lievin
libercourt /territories/libercourt
libercourt-theme /territories/libercourt?theme=sante
libercourt-public.en /en/territories/libercourt?theme=mobilite&public=seniors
call /territories/call
cabbalr /territories/cabbalr
cabbalr.en /en/territories/cabbalr
hersin-coupigny /territories/hersin-coupigny
hersin-coupigny.en /en/territories/hersin-coupigny
call-lievin-2024 /calls/lievin-2024
call-call-ami-2021 /calls/call-ami-2021
call-cabbalr-2020 /calls/cabbalr-2020
call-cabbalr-2020.en /en/calls/cabbalr-2020
call-libercourt-2025 /calls/libercourt-2025
contacts-divion /calls/cabbalr-2020/contacts?commune=62270
programme /calls/libercourt-2025/programme
programme.en /en/calls/libercourt-2025/programme
district-regain /territories/hersin-coupigny/districts/QN06207M
district-regain.en /en/territories/hersin-coupigny/districts/QN06207M
district-haute-voie /territories/libercourt/districts/QN06248M
search /search?q=%C3%A9cole+du+num%C3%A9rique
search-divion /search?q=divion
search-nothing /search?q=zzzz
help /help
legal /legal
accessibility /accessibility
not-found /nowhere
programme.csv /calls/libercourt-2025/programme.csv
programme.json /calls/libercourt-2025/programme.json
territories.json /api/territories
calls.json /api/calls
districts.json /api/territories/cabbalr/districts
openapi.json /api/openapi.json
diagnosis /diagnosis
diagnosis-lievin /calls/lievin-2024/diagnosis
diagnosis-cabbalr.en /en/calls/cabbalr-2020/diagnosis?a=priorite.p4~annee.2&q=cout
diagnosis-mistake /calls/cabbalr-2020/diagnosis?a=priorite.p4&q=cout&v=12.000
diagnosis-several /diagnosis?call=cabbalr-2020&call=call-ami-2021&a=porteur.association
diagnosis-summary /calls/cabbalr-2020/diagnosis/summary?a=porteur.association~priorite.p4~annee.1~cout.12000~part-qpv.65~nature.fonctionnement~caractere
diagnosis-answers.json /calls/cabbalr-2020/diagnosis/answers.json?a=porteur.association~cout.12000.50~caractere
diagnosis-none /calls/libercourt-2025/diagnosis
regulation-lievin /calls/lievin-2024/regulation
regulation-lievin.en /en/calls/lievin-2024/regulation
regulation-changes /calls/lievin-2024/regulation/changes
rule /calls/cabbalr-2020/regulation/rule?rule=%C3%89tat%20.%20maximum&a=cout.12000~etat-annee.2
rule.en /en/calls/cabbalr-2020/regulation/rule?rule=%C3%89tat%20.%20maximum
verdict.json /api/calls/lievin-2024/verdict?a=porteur.association
"

# One tag a line; what changes with every build or file is replaced.
readable() {
	sed -E 's/\?v=[0-9a-f]{16}/?v=DIGEST/g; s/></>\n</g; s/\},\{/},\n{/g' "$1"
}

compare() { # NAME FILE
	if [ -n "$accept" ]; then
		cp "$2" "$expected/$1"
		passed "$1"
	elif diff -u "$expected/$1" "$2" >"$WORK/diff" 2>&1; then
		passed "$ENGINE $1"
	else
		failed "$ENGINE $1 is as it was (accept a wanted change with: tests/golden/site/run.sh --accept)" "$WORK/diff"
	fi
}

site() {
	fresh_instance "site_$ENGINE"
	load_all
	start_server
	echo "$pages" | while read -r name path; do
		[ -n "$name" ] || continue
		get "$path"
		{
			echo "$STATUS $(header content-type)"
			readable "$BODY"
			echo
		} >"$WORK/$name"
	done
	for format in text csv json; do
		# shellcheck disable=SC2086
		"$FAUBOURG" programme libercourt-2025 $WHERE --format "$(echo $format | sed s/text/table/)" >"$WORK/cli-programme.$format" 2>/dev/null || true
	done
	stop_server
	for file in $(echo "$pages" | cut -d ' ' -f 1) cli-programme.text cli-programme.csv cli-programme.json; do
		compare "$file" "$WORK/$file"
	done
}

site
if [ "$ENGINE" = sqlite ] && [ -n "${FAUBOURG_TEST_DB:-}" ] && [ -z "$accept" ]; then
	ENGINE=postgres
	site
fi
finish
