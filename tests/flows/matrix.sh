# Who may do what, asked over HTTP: every route of `faubourg routes`, as eleven roles, and every route of a sheet in each state of a sheet, against tests/matrix/matrix.tsv.
# A route without a row fails, and so does a row without a route. A refusal must be the one that tells nothing: to sign in, 403, or 404 for somebody else's thing
# (architecture.md §9; rows L2, L3). `sh tests/flows/matrix.sh --write` prints the table as the server answers it: read each line before it is kept.
# Cookies and people are made by eval.
# shellcheck disable=SC2154,SC2086
set -eu
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
. "$ROOT/tests/lib/report.sh"
. "$ROOT/tests/lib/instance.sh"
. "$ROOT/tests/lib/people.sh"
FAUBOURG_CLOCK=2024-09-10T08:00:00Z+
FAUBOURG_CLAMD=none
FAUBOURG_FILES=$WORK/bytes
export FAUBOURG_CLOCK FAUBOURG_CLAMD FAUBOURG_FILES
own_key
fresh_instance main
load_all
ids=101
for role in person reader writer signatory neighbour officer reviewer funder far admin; do
	person "$ids" "$role"
	eval "$role=$ids cookie_$role=$COOKIE"
	ids=$((ids + 1))
done
organisation 201 'Jardins partagés' association "$signatory"
member 201 "$reader" reader
member 201 "$writer" writer
organisation 202 'Club voisin' association "$neighbour"
lievin=$(sql "SELECT territory_id FROM call WHERE code = 'lievin-2024'")
territory=$(sql "SELECT code FROM territory WHERE territory_id = $lievin")
elsewhere=$(sql "SELECT territory_id FROM call WHERE code = 'cabbalr-2020'")

# A row of the funders' table that nobody filed.
sql "INSERT INTO organisation (territory_id, code, name, kind, position) VALUES ($lievin, 'table', 'Porteur', 'association', 99);
	INSERT INTO action (territory_id, code, title) VALUES ($lievin, 'ACT-TABLE', 'Action');
	INSERT INTO application (territory_id, application_id, call_code, action_code, bearer_code, title, state, total_cents, position)
	VALUES ($lievin, 900001, 'lievin-2024', 'ACT-TABLE', 'table', 'Action', 'under_review', 100000, 99);
	INSERT INTO allocation_run (territory_id, call_code, run, scenario, name, wishes, seconds, state, asked_ms, asked_by, lang, ended_ms)
	VALUES ($lievin, 'lievin-2024', 900001, 1, 'Calcul', '', 1, 'failed', 1, $officer, 'fr', 2);"

# A file, by the way a person would add it; then the same attachment on each sheet.
sql "INSERT INTO sheet (territory_id, sheet_id, kind, applicant_id, call_code, request, title, state, channel, revision, created_ms, created_by, changed_ms, changed_by, to_confirm)
	VALUES ($lievin, 301, 'application', 201, 'lievin-2024', 'first', 'Jardin partagé', 'draft', 'online', 1, 1, $writer, 1, $writer, 0);"
start_server
mkdir "$WORK/samples"
"$ROOT/build/release/tests/samples" "$WORK/samples"
# shellcheck disable=SC2154,SC2086
as "$cookie_writer" "/sheets/$(code_of 301)/attachments"
STATUS=$(curl -s -o "$BODY" -w '%{http_code}' -b "session=$cookie_writer" -H 'Sec-Fetch-Site: same-origin' -F "csrf=$TOKEN" -F code=other -F "file=@$WORK/samples/three.pdf" "$URL/sheets/$(code_of 301)/attachments")
assert_same "a document is added" 303 "$STATUS"
digest=$(sql "SELECT sha256 FROM attachment WHERE sheet_id = 301")
STATUS=$(curl -s -o "$BODY" -w '%{http_code}' -b "session=$cookie_writer" -H 'Sec-Fetch-Site: same-origin' --data-urlencode "csrf=$TOKEN" -d name=Statuts.pdf -d bytes=9 \
	-d "purpose=sheet:$(code_of 301):other" "$URL/uploads")
assert_same "and another is on its way" 200 "$STATUS"
upload=$(sql "SELECT upload_id FROM upload")

# Sheets in each state; the one that an officer typed waits for its bearer.
number=302
rows="(301, 'draft', 0, $writer)"
for state in to_sign filed completion_requested withdrawn abandoned; do
	rows="$rows, ($number, '$state', 0, $writer)"
	sql "INSERT INTO sheet (territory_id, sheet_id, kind, applicant_id, call_code, request, title, state, channel, revision, created_ms, created_by, changed_ms, changed_by, to_confirm)
		VALUES ($lievin, $number, 'application', 201, 'lievin-2024', 'first', 'Jardin partagé', '$state', 'online', 1, 1, $writer, 1, $writer, 0);"
	number=$((number + 1))
done
sql "INSERT INTO sheet (territory_id, sheet_id, kind, applicant_id, call_code, request, title, state, channel, revision, created_ms, created_by, changed_ms, changed_by, to_confirm)
	VALUES ($lievin, 307, 'application', 201, 'lievin-2024', 'first', 'Jardin partagé', 'draft', 'paper', 1, 1, $officer, 1, $officer, 1);
	UPDATE sheet SET number = 'LIEVIN-2024-000' || (sheet_id - 300) WHERE sheet_id IN (303, 304, 305);"
for sheet in 302 303 304 305 306 307; do
	sql "INSERT INTO attachment (territory_id, sheet_id, attachment_id, code, name, sha256, added_ms, added_by) VALUES ($lievin, $sheet, $((sheet + 100)), 'other', 'page.pdf', '$digest', 1, $writer);"
done
sql "UPDATE attachment SET attachment_id = 401 WHERE sheet_id = 301;
	INSERT INTO safe_document (applicant_id, document_id, kind, name, sha256, added_ms, added_by) VALUES (201, 501, 'statutes', 'Statuts.pdf', '$digest', 1, $writer);"
# A programme of the call, and a template of its territory.
sql "INSERT INTO programme (territory_id, call_code, version, title, state) VALUES ($lievin, 'lievin-2024', 1, 'Programmation', 'voted');
	INSERT INTO template (territory_id, template_id, kind, funder_code, name, sha256, added_ms, added_by) VALUES ($lievin, 1, 'minutes', '', 'modele.docx', '$digest', 1, $officer);"
# A table that was sent, which turns out to be none.
sql "INSERT INTO table_import (territory_id, import_id, call_code, kind, name, sha256, mapping, headings, state, made_ms, made_by) VALUES ($lievin, 1, 'lievin-2024', 'table', 'table.pdf',
	'$digest', '{\"sheet\":0,\"header\":0,\"stage\":\"voted\",\"scenario\":1,\"columns\":[],\"choices\":[]}', '', 'mapped', 1, $officer);"
# What was filed: a frozen text as the filing writes it.
frozen=$(cat "$ROOT/tests/fuzz/corpus/frozen/one.json")
frozen_digest=$(printf '%s' "$frozen" | sha256sum | cut -d ' ' -f 1)
for sheet in 303 304 305; do
	sql "INSERT INTO filing (territory_id, sheet_id, version, filed_ms, filed_by, on_behalf, channel, deadline_ms, late, verdict, frozen, sha256)
		VALUES ($lievin, $sheet, 1, 1, $signatory, 'Jardins partagés', 'online', 2, 0, 'passes', '$frozen', '$frozen_digest');"
done

# An application that has no sheet, as those of a programme.
sql "INSERT INTO organisation (territory_id, code, name, kind, position, origin) VALUES ($lievin, 'ORG-1', 'Club voisin', 'association', 9001, 'filing');
	INSERT INTO action (territory_id, code, title, origin) VALUES ($lievin, 'ACT-1', 'Jardin', 'filing');
	INSERT INTO application (territory_id, application_id, call_code, action_code, bearer_code, title, state, total_cents, position) VALUES ($lievin, 901, 'lievin-2024', 'ACT-1', 'ORG-1', 'Jardin', 'filed', 100, 9001);
	INSERT INTO action (territory_id, code, title, origin) VALUES ($lievin, 'ACT-2', 'Verger', 'filing');
	INSERT INTO application (territory_id, application_id, call_code, action_code, bearer_code, title, state, total_cents, position) VALUES ($lievin, 902, 'lievin-2024', 'ACT-2', 'ORG-1', 'Verger', 'filed', 100, 9002);"

# A committee that sits on it, where nobody of the table has a seat.
session_rows="INSERT INTO committee_session (territory_id, session_id, call_code, kind, title, starts_ms, quorum_percent, state, revision, opened_ms) VALUES ($lievin, 701, 'lievin-2024', 'committee', 'Comité', 1, 0, 'open', 1, 1);
INSERT INTO session_seat (territory_id, session_id, seat, institution, role, votes, attendance) VALUES ($lievin, 701, 1, 'Ville', '', 1, 'present'), ($lievin, 701, 2, 'Habitants', '', 1, 'absent');
INSERT INTO session_item (territory_id, session_id, item, position, application_id, title, minutes) VALUES ($lievin, 701, 1, 1, 901, 'Jardin', 5), ($lievin, 701, 2, 2, NULL, 'Divers', 5);"
session_reset="DELETE FROM session_vote; DELETE FROM session_item; DELETE FROM session_seat; DELETE FROM session_break; DELETE FROM conflict_of_interest; DELETE FROM committee_session; $session_rows"

# How everything is put back; as it stands now.
cat >"$WORK/reset.sql" <<RESET
DELETE FROM session;
$(for role in person reader writer signatory neighbour officer reviewer funder far admin; do
	eval "id=\$$role cookie=\$cookie_$role"
	hash=$(printf '%s' "$cookie" | b2sum -l 256 | cut -d ' ' -f 1)
	printf "INSERT INTO session (hash, person_id, created_ms, seen_ms, expires_ms, waits_factor, agent) VALUES ('%s', %s, 1, 4102444800000, 4102444800000, 0, 'curl');\n" "$hash" "$id"
done)
UPDATE person SET closed_ms = NULL, administrator = CASE person_id WHEN $admin THEN 1 ELSE 0 END, name = 'Personne', email = 'p' || person_id || '@association.example' WHERE person_id BETWEEN 101 AND 110;
DELETE FROM person_role;
INSERT INTO person_role (territory_id, person_id, role, institution, granted_ms, granted_by) VALUES ($lievin, $officer, 'officer', '', 1, 'cli:0'),
	($lievin, $reviewer, 'reviewer', '', 1, 'cli:0'), ($lievin, $funder, 'funder_agent', 'etat', 1, 'cli:0'), ($elsewhere, $far, 'officer', '', 1, 'cli:0');
DELETE FROM applicant_member WHERE applicant_id IN (201, 202);
INSERT INTO applicant_member (applicant_id, person_id, role, since_ms) VALUES (201, $signatory, 'signatory', 1), (201, $reader, 'reader', 1), (201, $writer, 'writer', 1), (202, $neighbour, 'signatory', 1);
UPDATE sheet SET revision = 1, to_confirm = 0, owner_person = NULL, due_day = NULL, received_ms = NULL, state = CASE sheet_id WHEN 301 THEN 'draft' WHEN 302 THEN 'to_sign' WHEN 303 THEN 'filed'
	WHEN 304 THEN 'completion_requested' WHEN 305 THEN 'withdrawn' WHEN 306 THEN 'abandoned' ELSE 'draft' END WHERE sheet_id BETWEEN 301 AND 307;
UPDATE sheet SET to_confirm = 1 WHERE sheet_id = 307;
DELETE FROM table_import WHERE import_id > 1;
UPDATE table_import SET state = 'mapped';
DELETE FROM sheet_past;
DELETE FROM sheet_value;
DELETE FROM person_factor;
DELETE FROM sheet_message;
UPDATE attachment SET removed_ms = NULL, name = 'page.pdf';
UPDATE safe_document SET removed_ms = NULL;
DELETE FROM completion_request;
INSERT INTO completion_request (territory_id, sheet_id, request, asked_ms, asked_by, due_day, reason, opened) VALUES ($lievin, 304, 1, 1, $officer, 20000, 'Précisez', 'project');
DELETE FROM signature;
INSERT INTO signature (territory_id, sheet_id, asked_revision, asked_ms, asked_by) VALUES ($lievin, 302, 1, 1, $writer);
DELETE FROM applicant_invitation;
INSERT INTO applicant_invitation (applicant_id, invitation_id, email, role, token_hash, sent_ms, sent_by, expires_ms) VALUES (201, 601, 'x@association.example', 'reader', 'aa', 1, $signatory, 4102444800000);
DELETE FROM applicant_joining;
INSERT INTO applicant_joining (applicant_id, person_id, asked_ms) VALUES (201, $person, 1);
DELETE FROM call_filing;
UPDATE template SET removed_ms = NULL;
DELETE FROM application_event;
DELETE FROM application_label;
DELETE FROM application_note;
DELETE FROM not_duplicate;
DELETE FROM opinion_reminder;
DELETE FROM opinion_link;
DELETE FROM opinion_past;
DELETE FROM opinion;
DELETE FROM score;
DELETE FROM criterion_weight;
DELETE FROM own_criterion;
DELETE FROM scoring_option;
DELETE FROM admissibility;
DELETE FROM conflict_of_interest;
INSERT INTO own_criterion (territory_id, call_code, criterion_code, label, position, made_ms, made_by) VALUES ($lievin, 'lievin-2024', 'innovation', 'Innovation', 1, 1, $officer);
INSERT INTO opinion (territory_id, opinion_id, application_id, kind, institution, asked_ms, asked_by, confidential) VALUES ($lievin, 701, 901, 'institution', 'etat', 1, $officer, 0);
DELETE FROM desk_label;
DELETE FROM desk_view;
DELETE FROM desk_bulk;
INSERT INTO desk_label (territory_id, code, label, tone, position) VALUES ($lievin, 'revoir', 'Revoir', 'wait', 1);
INSERT INTO desk_view (territory_id, view_id, person_id, name, query, shared, made_ms) VALUES ($lievin, 801, $officer, 'Une liste', '', 1, 1);
INSERT INTO desk_bulk (territory_id, bulk_id, person_id, done_ms, what, before) VALUES ($lievin, 802, $officer, 1, 'due', '');
$session_reset
UPDATE application SET state = 'filed', owner_person = NULL, due_day = NULL WHERE application_id IN (901, 902);
RESET
sql "$(cat "$WORK/reset.sql")"
if [ "$ENGINE" = sqlite ]; then
	question="[\"sqlite3\",\"-cmd\",\".timeout 5000\",\"$PLACE/faubourg.db\"]"
	program="[\"sqlite3\",\"-bail\",\"-cmd\",\".timeout 5000\",\"$PLACE/faubourg.db\"]"
else
	question="[\"psql\",\"-X\",\"-q\",\"-A\",\"-t\",\"-d\",\"$PLACE\",\"-c\"]"
	program="[\"psql\",\"-X\",\"-q\",\"-1\",\"-v\",\"ON_ERROR_STOP=1\",\"-d\",\"$PLACE\"]"
fi
{
	printf '{"sql":%s,"ask":%s,"territory":"%s","due":"2024-10-10",' "$program" "$question" "$territory"
	printf '"reset":"%s",' "$(tr '\n\t' '  ' <"$WORK/reset.sql")"
	printf '"sessions":{'
	comma=
	for role in person reader writer signatory neighbour officer reviewer funder far admin; do
		eval "cookie=\$cookie_$role"
		printf '%s"%s":"%s"' "$comma" "$role" "$cookie"
		comma=,
	done
	printf '},"codes":{"person":"%s","writer":"%s","officer":"%s","document":"%s","invitation":"%s","purpose":"sheet:%s:other"},' "$(code_of "$person")" "$(code_of "$writer")" \
		"$(code_of "$officer")" "$(code_of 501)" "$(code_of 601)" "$(code_of 301)"
	printf '"programme":"libercourt-2025","places":{":call":"lievin-2024",":territory":"%s",":applicant":"%s",":document":"%s",":upload":"%s",":topic":"project",":application":"'"$territory"'.901",":opinion":"'"$(code_of 701)"'",":version":"1",":session":"'"$(code_of 701)"'",":request":"%s",":district":"%s"},' \
		"$territory" "$(code_of 201)" "$(code_of 501)" "$(code_of "$upload")" 900001 "$(sql "SELECT code FROM district WHERE territory_id = $lievin ORDER BY code LIMIT 1")"
	printf '"sheets":{'
	comma=
	for pair in draft:301 to_sign:302 filed:303 completion_requested:304 withdrawn:305 abandoned:306 typed:307 identity:1201; do
		id=${pair#*:}
		printf '%s"%s":{"code":"%s","attachment":"%s"}' "$comma" "${pair%:*}" "$(code_of "$id")" "$(code_of $((id + 100)))"
		comma=,
	done
	printf '},"routes":['
	comma=
	"$FAUBOURG" routes | awk '$1 ~ /^(GET|POST)$/ { print $1, $2 }' | while IFS= read -r route; do
		printf '%s"%s"' "$comma" "$route"
		comma=,
	done
	printf ']}'
} >"$WORK/setting.json"

if [ "${1:-}" = --write ]; then
	node "$ROOT/tests/matrix/matrix.mjs" "$URL" "$WORK/setting.json" "$ROOT/tests/matrix/matrix.tsv" --write
	exit 0
fi
node "$ROOT/tests/matrix/matrix.mjs" "$URL" "$WORK/setting.json" "$ROOT/tests/matrix/matrix.tsv" >"$OUT" 2>"$ERR" || failed "the matrix was asked whole" "$ERR"
grep -v '^[0-9]* [0-9]*$' "$OUT" || true
read -r good bad <<COUNTS
$(tail -n 1 "$OUT")
COUNTS
assert_same "every answer is the one of the table" 0 "$bad"
if [ "$good" -gt 3000 ]; then passed "$good answers were compared"; else failed "$good answers were compared"; fi
assert_same "the audit chain holds after all of it" 0 "$("$FAUBOURG" verify $WHERE >"$OUT" 2>&1; echo $?)"
finish
