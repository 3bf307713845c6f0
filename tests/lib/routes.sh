# From `faubourg routes` (METHOD PATH GUARD, one a line) to addresses that exist: every :parameter is filled, with codes of the packs for pages that anyone may see, with those of
# a small world of requests for the others. Sourced after instance.sh (world: people.sh too). Also used by the browser group.
# shellcheck shell=sh

# route_list: METHOD and PATH of every route, as the program prints them.
route_list() {
	"$FAUBOURG" routes | awk '$1 ~ /^(GET|POST|HEAD|PUT|DELETE)$/ && $2 ~ /^\// { print $1, $2 }'
}

# page_addresses: one address a line for every GET route that anyone may see, without language. A parameter that this does not know is left as it is, and
# the flow `routes` fails on it.
page_addresses() {
	"$FAUBOURG" routes | awk '$1 == "GET" && $3 == "anyone" { print $2 }' | while IFS= read -r route; do
		case $route in
		*/:district*)
			printf '%s\n' "$route" | sed 's,:territory,cabbalr,; s,:district,QN06207M,'
			printf '%s\n' "$route" | sed "s,:territory,libercourt,; s,:district,$(sed -n 's/^  - code: //p' "$ROOT/packs/libercourt-2025/districts.yaml" | head -n 1 | tr -d '\"'),"
			;;
		*/:territory*)
			for code in $(sed -n 's/^  code: //p' "$ROOT"/packs/*/territory.yaml); do
				printf '%s\n' "$route" | sed "s,:territory,$code,"
			done
			;;
		*/:call*)
			for code in $(sed -n 's/^  - code: \(.*\)$/\1/p' "$ROOT"/packs/*/calls.yaml); do
				printf '%s\n' "$route" | sed "s,:call,$code,"
			done
			;;
		*/:lang*)
			printf '%s\n' "$route" | sed 's,:lang,fr,'
			printf '%s\n' "$route" | sed 's,:lang,en,'
			;;
		*/:asset* | */:file*)
			for file in "$ROOT"/assets/*; do
				printf '%s\n' "$route" | sed "s,:asset,$(basename "$file"),; s,:file,$(basename "$file"),"
			done
			;;
		*) printf '%s\n' "$route" ;;
		esac
	done | sort -u
}

# world: one person (INSIDER, a cookie) who signs for an organisation, is an officer of every territory and administers; a request that is being written (DRAFT), one that was filed
# (FILED), each with a document, and a document in the safe. Needs the clock in the days when lievin-2024 is open, and a server that runs.
world() {
	person 101 'Chargée de mission'
	INSIDER=$COOKIE
	organisation 201 'Jardins partagés' association 101
	sql "UPDATE applicant SET siret = '73282932000074', siren = '732829320' WHERE applicant_id = 201;
	UPDATE person SET administrator = 1 WHERE person_id = 101;
	INSERT INTO person_role (territory_id, person_id, role, institution, granted_ms, granted_by) SELECT territory_id, 101, 'officer', '', 1, 'cli:0' FROM territory"
	complete_draft 302 lievin-2024 201 101
	FILED=$(code_of 302)
	as "$INSIDER" "$SHEET/sign"
	submit "$INSIDER" "$SHEET/sign" "base=$BASE" "capacity=Présidente" "attests=yes"
	sql "INSERT INTO allocation_run (territory_id, call_code, run, scenario, name, wishes, seconds, state, asked_ms, asked_by, lang, ended_ms)
	SELECT territory_id, code, (SELECT COALESCE(MIN(application_id), 1) FROM application WHERE call_code = 'lievin-2024'), 1, 'Calcul', '', 1, 'failed', 1, 101, 'fr', 2 FROM call WHERE code = 'lievin-2024'"
	complete_draft 301 lievin-2024 201 101
	DRAFT=$(code_of 301)
	sql "INSERT INTO safe_document (applicant_id, document_id, kind, name, sha256, added_ms, added_by) VALUES (201, 1, 'statutes', 'statuts.pdf', 'aa', 1, 101);
	INSERT INTO upload (upload_id, person_id, name, bytes, purpose, created_ms) VALUES (401, 101, 'statuts.pdf', 1000, 'safe:201:statutes', 1725955200000)"
	sql "INSERT INTO opinion (territory_id, opinion_id, application_id, kind, institution, asked_ms, asked_by, confidential)
	SELECT territory_id, 701, application_id, 'institution', 'region', 1, 101, 0 FROM sheet WHERE sheet_id = 302"
	# A table that was sent; its bytes are nowhere.
	sql "INSERT INTO table_import (territory_id, import_id, call_code, kind, name, sha256, mapping, headings, state, made_ms, made_by) SELECT territory_id, 1, code, 'table', 'table.csv', 'aa',
	'{\"sheet\":0,\"header\":1,\"stage\":\"voted\",\"scenario\":1,\"columns\":[],\"choices\":[]}', '', 'mapped', 1, 101 FROM call WHERE code = 'lievin-2024'"
	sql "INSERT INTO committee_session (territory_id, session_id, call_code, kind, title, starts_ms, quorum_percent, state, revision, opened_ms)
		SELECT territory_id, 701, 'lievin-2024', 'hearing', 'Auditions', 1730000000000, 50, 'open', 1, 1730000000000 FROM call WHERE code = 'lievin-2024';
	INSERT INTO session_seat (territory_id, session_id, seat, institution, role, votes, attendance) SELECT territory_id, 701, 1, 'Ville', '', 1, 'present' FROM call WHERE code = 'lievin-2024';
	INSERT INTO session_item (territory_id, session_id, item, position, application_id, title, minutes, told) SELECT territory_id, 701, 1, 1, application_id, title, 10, '1730000000000 ' FROM sheet WHERE sheet_id = 302"
	export INSIDER DRAFT FILED
}

# insider_addresses: one address a line for every GET route that only some may see, as the INSIDER of the world sees it.
insider_addresses() {
	unfiled=$(sql "SELECT t.code || '.' || a.application_id FROM application a JOIN territory t ON t.territory_id = a.territory_id LEFT JOIN sheet s ON s.territory_id = a.territory_id AND s.application_id = a.application_id
		WHERE s.sheet_id IS NULL ORDER BY t.code, a.application_id LIMIT 1")
	requested=$(sql "SELECT COALESCE(MIN(application_id), 1) FROM application WHERE call_code = 'lievin-2024'")
	"$FAUBOURG" routes | awk '$1 == "GET" && $3 == "may" { print $2 }' | while IFS= read -r route; do
		case $route in
		/desk/* | */receipt | */follow-up | */versions* | */withdraw | */:sheet/sessions*) of=$FILED ;;
		*) of=$DRAFT ;;
		esac
		printf '%s\n' "$route" | sed "s,/programmes/:call/:version,/programmes/libercourt-2025/1,; s,annex/:document,annex/csv,; s,made/:document,made/annex,; s,minutes/:document,minutes/minutes.docx,
			s,:session,$(code_of 701),; s,:opinion,$(code_of 701),; s,:sheet,$of,; s,:applicant,$(code_of 201),; s,:upload,$(code_of 401),; s,:attachment,1,; s,:document,1,; s,:version,1,
			s,:territory,lievin,; s,:call,lievin-2024,; s,:funder,region,; s,:topic,project,; s,:application,$unfiled,; s,:request,$requested,"
	done | sort -u
}
