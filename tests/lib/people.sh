# People, organisations and sheets put straight into the tables of WHERE, for flows that are about something else than signing in. Sourced after instance.sh, used once an
# instance is there. Ids are small numbers; their codes are `code_of`. POSIX sh.
# shellcheck shell=sh

# sql STATEMENTS: runs them on the instance under test.
sql() {
	if [ "$ENGINE" = sqlite ]; then
		sqlite3 -cmd '.timeout 5000' "$PLACE/faubourg.db" "$1"
	else
		psql -X -q -A -t -v ON_ERROR_STOP=1 -d "$PLACE" -c "$1"
	fi
}

# code_of ID: twelve letters of Crockford's base 32, as base/ids.h.
code_of() {
	code_rest=$1
	code_text=
	while [ "${#code_text}" -lt 12 ]; do
		code_digit=$(printf '%s' 0123456789ABCDEFGHJKMNPQRSTVWXYZ | cut -c $((code_rest % 32 + 1)))
		code_text=$code_digit$code_text
		code_rest=$((code_rest / 32))
	done
	printf '%s' "$code_text"
}

# person ID NAME: a person whose address is confirmed, signed in; the cookie's secret is COOKIE.
person() {
	COOKIE=$(printf '%043d' "$1")
	session_hash=$(printf '%s' "$COOKIE" | b2sum -l 256 | cut -d ' ' -f 1)
	sql "INSERT INTO person (person_id, email, name, lang, created_ms, confirmed_ms, administrator) VALUES ($1, 'p$1@association.example', '$2', 'fr', 1, 1, 0);
	INSERT INTO session (hash, person_id, created_ms, seen_ms, expires_ms, waits_factor, agent) VALUES ('$session_hash', $1, 1, 4102444800000, 4102444800000, 0, 'curl');"
	export COOKIE
}

# organisation ID NAME KIND PERSON: with its identity sheet (ID + 1000), made by that person, who signs for it.
organisation() {
	sql "INSERT INTO applicant (applicant_id, name, kind, sheet_id, created_ms, created_by) VALUES ($1, '$2', '$3', $(($1 + 1000)), 1, $4);
	INSERT INTO sheet (territory_id, sheet_id, kind, applicant_id, title, state, channel, revision, created_ms, created_by, changed_ms, changed_by, to_confirm)
	VALUES (0, $(($1 + 1000)), 'identity', $1, '$2', 'draft', 'online', 0, 1, $4, 1, $4, 0);"
	member "$1" "$4" signatory
}

# member ORGANISATION PERSON ROLE
member() {
	sql "INSERT INTO applicant_member (applicant_id, person_id, role, since_ms) VALUES ($1, $2, '$3', 1);"
}

# empty_draft ID CALL ORGANISATION PERSON: a first request of that call with no answer yet.
empty_draft() {
	sql "INSERT INTO sheet (territory_id, sheet_id, kind, applicant_id, call_code, request, title, state, channel, revision, created_ms, created_by, changed_ms, changed_by, to_confirm)
	SELECT territory_id, $1, 'application', $3, code, 'first', 'Jardin partagé', 'draft', 'online', 1, 1, $4, 1, $4, 0 FROM call WHERE code = '$2'"
}

# complete_draft ID CALL ORGANISATION PERSON: a draft of that call that lacks nothing, with the identity of its organisation, from tests/lib/drafts/CALL.json as the program reads
# it; its attachments are in the table only, their bytes are nowhere. Its address is SHEET.
complete_draft() {
	draft_file=$ROOT/tests/lib/drafts/$2.json
	draft_read=$(mktemp)
	# shellcheck disable=SC2086
	"$FAUBOURG" form check "$draft_file" $WHERE --format json >"$draft_read"
	empty_draft "$1" "$2" "$3" "$4"
	draft_territory=$(sql "SELECT territory_id FROM call WHERE code = '$2'")
	sql "INSERT INTO file (sha256, bytes, media, pages, scan, created_ms) VALUES ('aa', 1, 'application/pdf', 1, 'not_scanned', 1) ON CONFLICT DO NOTHING;
	$(jq -r --arg sheet "$1" --arg territory "$draft_territory" --arg identity "$(($3 + 1000))" --slurpfile draft "$draft_file" '
		def text: gsub("\u0027"; "\u0027\u0027");
		def values(t; s): to_entries[] | "INSERT INTO sheet_value (territory_id, sheet_id, field, value, revision, changed_ms, changed_by) VALUES "
			+ "(\(t), \(s), \u0027\(.key)\u0027, \u0027\(.value | text)\u0027, 1, 1, 1) ON CONFLICT DO NOTHING;";
		(.values | values($territory; $sheet)), (.identity | values("0"; $identity)),
		($draft[0].attached | to_entries[] | "INSERT INTO attachment (territory_id, sheet_id, attachment_id, code, name, sha256, added_ms, added_by) VALUES "
			+ "(\($territory), \($sheet), \(.key + 1), \u0027\(.value)\u0027, \u0027piece.pdf\u0027, \u0027aa\u0027, 1, 1);")' "$draft_read")"
	rm -f "$draft_read"
	SHEET=/sheets/$(code_of "$1")
	export SHEET
}

# as COOKIE PATH: a page as that person sees it; the token of its forms is TOKEN, the revision that it shows BASE.
as() {
	get "$2" -b "session=$1"
	TOKEN=$(sed -n 's/.*name="csrf" value="\([^"]*\)".*/\1/p' "$BODY" | head -n 1)
	BASE=$(sed -n 's/.*name="base" value="\([^"]*\)".*/\1/p' "$BODY" | head -n 1)
	export TOKEN BASE
}

# post COOKIE PATH FIELD=VALUE…: exactly these fields, as a browser sends a form of a page of this site.
post() {
	post_cookie=$1
	post_path=$2
	shift 2
	for field in "$@"; do
		set -- "$@" --data-urlencode "$field"
		shift
	done
	STATUS=$(curl -s --max-time 60 -o "$BODY" -D "$HEAD" -w '%{http_code}' -b "session=$post_cookie" -H 'Sec-Fetch-Site: same-origin' "$@" "$URL$post_path" || echo 000)
	export STATUS
}

# submit COOKIE PATH FIELD=VALUE…: a form of the page seen last: these fields and its token.
submit() {
	submit_cookie=$1
	submit_path=$2
	shift 2
	post "$submit_cookie" "$submit_path" "csrf=$TOKEN" "$@"
}

# send COOKIE PATH PART…: a form with files, as a browser sends it (multipart/form-data).
send() {
	cookie=$1
	path=$2
	shift 2
	for part in "$@"; do
		set -- "$@" -F "$part"
		shift
	done
	STATUS=$(curl -s --max-time 120 -o "$BODY" -D "$HEAD" -w '%{http_code}' -b "session=$cookie" -H 'Sec-Fetch-Site: same-origin' -H 'Expect:' "$@" "$URL$path" || echo 000)
	export STATUS
}
