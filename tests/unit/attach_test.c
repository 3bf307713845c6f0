/* actions/attach, safe, upload: what may be attached where, by whom; the checklist of a call; on both engines (rows A9, B3, B7). */
#include "actions/attach.h"
#include "actions/upload.h"
#include "base/ids.h"
#include "base/limits.h"
#include "gen/queries.h"
#include "imports/antivirus.h"

#include "lib/both.h"

#include <pthread.h>
#include <sys/socket.h>
#include <sys/un.h>

static struct actor_membership membership = {.applicant = {201}, .role = MEMBER_WRITER};
static struct actor writer = {.person = {101}, .confirmed = true, .memberships = {&membership, 1, 1}};
static const struct actor stranger = {.person = {102}, .confirmed = true};
static const sheet_id sheet = {301};
static const instant now = {INT64_C(1617000000000)};
static const day today = {18715};

static const char world[] =
	"INSERT INTO territory (territory_id, code, name, kind, time_zone) VALUES (7, 'ville', 'Ville', 'agglomeration', 'Europe/Paris');"
	"INSERT INTO person (person_id, email, name, lang, created_ms, administrator) VALUES (101, 'a@association.example', 'Secretaire', 'fr', 1, 0);"
	"INSERT INTO applicant (applicant_id, name, kind, sheet_id, created_ms, created_by) VALUES (201, 'Association', 'association', 1201, 1, 101);"
	"INSERT INTO sheet (territory_id, sheet_id, kind, applicant_id, call_code, request, title, state, channel, revision, created_ms, created_by, changed_ms, changed_by, "
	"to_confirm) VALUES (7, 301, 'application', 201, 'appel', 'first', 'Jardin', 'draft', 'online', 1, 1, 101, 1, 101, 0);";

static struct stored_file file_of(const char *name, const char *sha256)
{
	return (struct stored_file){.name = str_of(name), .sha256 = str_of(sha256), .media = S("application/pdf"), .bytes = 1000, .pages = {true, 2}};
}

struct try {
	enum status (*act)(struct db *db, struct problems *ps);
	struct problems *ps;
};

static enum status in_write(struct db *d, void *arg)
{
	struct try *t = arg;
	return t->act(d, t->ps);
}

static enum status written(enum status (*act)(struct db *db, struct problems *ps), struct problems *ps)
{
	struct try t = {act, ps};
	return db_write(db, in_write, &t);
}

static int64_t made;
static const struct actor *who = &writer;
static const char *bytes = "aa", *code = "other";

static enum status add(struct db *d, struct problems *ps)
{
	const struct attach attach = {.sheet = sheet, .code = str_of(code), .file = file_of("a.pdf", bytes)};
	return attach_add(d, fixture.arena, who, now, &attach, ps, &made);
}

static enum status take_away(struct db *d, struct problems *ps)
{
	(void)ps;
	return attach_remove(d, fixture.arena, who, now, &(struct attach_change){sheet, made});
}

static void begin_world(void)
{
	assert_int_equal(script(world), OK);
	who = &writer;
	bytes = "aa";
	code = "other";
}

static void an_attachment_is_there_once_and_can_be_taken_away(void **state)
{
	(void)state;
	begin_world();
	struct problems ps = fresh_problems();
	assert_int_equal(written(add, &ps), OK);
	int64_t first = made;
	assert_int_equal(written(add, &ps), OK);
	assert_int_equal(made, first);
	assert_int_equal(ask_number(db, "SELECT count(*) FROM attachment"), 1);
	assert_int_equal(ask_number(db, "SELECT count(*) FROM audit WHERE verb = 'attach'"), 1);
	struct attached_file file;
	assert_int_equal(attach_read(db, fixture.arena, sheet, made, &file), OK);
	assert_true(str_eq(file.name, S("a.pdf")) && !file.scanned && file.pages.value == 2);
	assert_int_equal(written(take_away, &ps), OK);
	assert_int_equal(written(take_away, &ps), NOT_FOUND);
	assert_int_equal(attach_read(db, fixture.arena, sheet, made, &file), OK);
	assert_true(file.removed);
}

static void strangers_and_closed_sheets_take_nothing(void **state)
{
	(void)state;
	begin_world();
	struct problems ps = fresh_problems();
	who = &stranger;
	assert_int_equal(written(add, &ps), DENIED);
	who = &writer;
	code = "statuts";
	assert_int_equal(written(add, &ps), INVALID);
	assert_int_equal(ps.list.at[0].message, W_files_no_such_document);
	code = "other";
	assert_int_equal(script("UPDATE sheet SET state = 'filed' WHERE sheet_id = 301"), OK);
	assert_int_equal(written(add, &ps), CONFLICT);
	assert_int_equal(ask_number(db, "SELECT count(*) FROM attachment"), 0);
}

static void a_completion_request_opens_only_what_it_names(void **state)
{
	(void)state;
	begin_world();
	struct problems ps = fresh_problems();
	assert_int_equal(script("UPDATE sheet SET state = 'completion_requested' WHERE sheet_id = 301;"
	                        "INSERT INTO completion_request (territory_id, sheet_id, request, asked_ms, asked_by, due_day, reason, opened) VALUES (7, 301, 1, 1, 9, 20000, 'r', 'rib')"),
	                 OK);
	assert_int_equal(written(add, &ps), CONFLICT);
	assert_int_equal(script("UPDATE completion_request SET opened = 'documents'"), OK);
	assert_int_equal(written(add, &ps), OK);
}

static enum status keep(struct db *d, struct problems *ps)
{
	const struct safe_add safe = {.applicant = {201}, .kind = S("statutes"), .ends = {true, {today.number + 10}}, .file = file_of("s.pdf", bytes)};
	return safe_add(d, fixture.arena, who, now, &safe, ps, &made);
}

static enum status keep_unknown(struct db *d, struct problems *ps)
{
	const struct safe_add safe = {.applicant = {201}, .kind = S("poem"), .file = file_of("s.pdf", bytes)};
	return safe_add(d, fixture.arena, who, now, &safe, ps, &made);
}

static void the_safe_says_until_when_its_documents_are_good(void **state)
{
	(void)state;
	begin_world();
	struct problems ps = fresh_problems();
	struct safe_documents list;
	assert_int_equal(written(keep, &ps), OK);
	assert_int_equal(written(keep_unknown, &ps), INVALID);
	assert_int_equal(safe_list(db, fixture.arena, (applicant_id){201}, today, &list), OK);
	assert_int_equal(list.n, 1);
	assert_int_equal(list.at[0].validity, SAFE_ENDS_SOON);
	assert_int_equal(safe_list(db, fixture.arena, (applicant_id){201}, (day){today.number + 11}, &list), OK);
	assert_int_equal(list.at[0].validity, SAFE_ENDED);
	who = &stranger;
	assert_int_equal(written(keep, &ps), DENIED);
}

static enum status keep_until_the_limit(struct db *d, struct problems *ps)
{
	const struct safe_add soon = {.applicant = {201}, .kind = S("statutes"), .ends = {true, {today.number + LIMIT_SAFE_SOON_DAYS - 1}}, .file = file_of("s.pdf", "aa")};
	const struct safe_add later = {.applicant = {201}, .kind = S("mandate"), .ends = {true, {today.number + LIMIT_SAFE_SOON_DAYS}}, .file = file_of("m.pdf", "bb")};
	enum status s = safe_add(d, fixture.arena, who, now, &soon, ps, &made);
	return s == OK ? safe_add(d, fixture.arena, who, now, &later, ps, &made) : s;
}

static void home_tells_of_the_documents_that_the_safe_says_end_soon(void **state)
{
	(void)state;
	begin_world();
	struct problems ps = fresh_problems();
	struct safe_documents list;
	struct q_my_documents_ending_rows ending;
	assert_int_equal(script("INSERT INTO applicant_member (applicant_id, person_id, role, since_ms) VALUES (201, 101, 'writer', 1)"), OK);
	assert_int_equal(written(keep_until_the_limit, &ps), OK);
	assert_int_equal(safe_list(db, fixture.arena, (applicant_id){201}, today, &list), OK);
	assert_int_equal(list.n, 2);
	for (size_t i = 0; i < list.n; i++)
		assert_int_equal(list.at[i].validity, str_eq(list.at[i].kind, S("statutes")) ? SAFE_ENDS_SOON : SAFE_GOOD);
	assert_int_equal(q_my_documents_ending(db, fixture.arena, 101, safe_soon(today), &ending), OK);
	assert_int_equal(ending.n, 1);
	assert_int_equal(ending.at[0].ending, 1);
}

static struct upload under_way;

static enum status begin_one(struct db *d, struct problems *ps)
{
	under_way = (struct upload){.name = S("a.pdf"), .bytes = 5000, .purpose = arena_fmt(fixture.arena, "sheet:%.*s:other", STR_ARGS(id_code(fixture.arena, 301)))};
	return upload_begin(d, fixture.arena, who, now, &under_way, ps);
}

static void the_same_file_of_the_same_person_goes_on(void **state)
{
	(void)state;
	begin_world();
	struct problems ps = fresh_problems();
	struct upload read;
	assert_int_equal(written(begin_one, &ps), OK);
	int64_t first = under_way.id;
	assert_int_equal(written(begin_one, &ps), OK);
	assert_int_equal(under_way.id, first);
	assert_int_equal(upload_read(db, fixture.arena, &writer, first, &read), OK);
	assert_true(!read.to_safe && read.thing == 301 && str_eq(read.code, S("other")));
	assert_int_equal(upload_read(db, fixture.arena, &stranger, first, &read), NOT_FOUND);
	who = &stranger;
	assert_int_equal(written(begin_one, &ps), DENIED);
	assert_false(upload_purpose(&read, S("sheet:nothing")));
	assert_false(upload_purpose(&read, S("moon:000000000001:x")));
}

/* ---- documents of calls, without a database ---- */

static void documents_are_known_by_their_words(void **state)
{
	(void)state;
	static const struct {
		str code, label, kind;
		bool form;
	} cases[] = {
		{S("rib"), S("Relev\xc3\xa9 d'identit\xc3\xa9 bancaire (RIB) \xc3\xa0 jour"), S("bank_details"), false},
		{S("liste-ca"), S("Liste des membres du conseil d'administration"), S("board"), false},
		{S("liste-bureau"), S("Liste des membres du bureau"), S("bureau"), false},
		{S("recepisse"), S("Copie du r\xc3\xa9" "c\xc3\xa9piss\xc3\xa9 de d\xc3\xa9" "claration"), S("declaration_receipt"), false},
		{S("statuts"), S("Statuts"), S("statutes"), false},
		{S("cerfa"), S("Demande de subvention, contenu du CERFA n\xc2\xb0" "12156*05"), STR_NONE, true},
		{S("dossier"), S("Dossier de demande de subvention sign\xc3\xa9"), STR_NONE, true},
		{S("courrier"), S("Courrier officiel de demande de subvention"), STR_NONE, false},
		{S("bilan-2019"), S("Bilan provisoire ou d\xc3\xa9" "finitif de l'action 2019"), STR_NONE, false},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_true(str_eq(checklist_safe_kind(fixture.arena, cases[i].code, cases[i].label), cases[i].kind));
		assert_int_equal(checklist_is_the_form(fixture.arena, cases[i].code, cases[i].label), cases[i].form);
	}
	assert_true(checklist_applies(S("association"), S("any"), S("association"), S("roll_out")));
	assert_false(checklist_applies(S("association"), S("any"), S("ccas"), S("first")));
	assert_true(checklist_applies(S("municipality"), S("any"), S("ccas"), S("first")));
	assert_false(checklist_applies(S("any"), S("renewal"), S("association"), S("first")));
}

/* ---- the antivirus, played ---- */

struct played {
	int listening;
	const char *answer;
	size_t heard;
};

static void *play(void *arg)
{
	struct played *p = arg;
	int fd = accept(p->listening, NULL, NULL);
	char text[4096];
	unsigned char size[4];
	bool ready = recv(fd, text, sizeof "zINSTREAM", MSG_WAITALL) == sizeof "zINSTREAM" && memcmp(text, "zINSTREAM", sizeof "zINSTREAM") == 0;
	while (ready && recv(fd, size, 4, MSG_WAITALL) == 4) {
		size_t n = (size_t)size[0] << 24 | (size_t)size[1] << 16 | (size_t)size[2] << 8 | size[3];
		if (n == 0)
			break;
		for (size_t got = 0; got < n;) {
			ssize_t more = recv(fd, text, n - got < sizeof text ? n - got : sizeof text, 0);
			if (more <= 0)
				break;
			got += (size_t)more;
			p->heard += (size_t)more;
		}
	}
	if (p->answer)
		(void)send(fd, p->answer, strlen(p->answer) + 1, MSG_NOSIGNAL);
	(void)close(fd);
	return NULL;
}

static enum scan scan_with(const char *answer, size_t *heard, str *found)
{
	struct played p = {.listening = socket(AF_UNIX, SOCK_STREAM, 0), .answer = answer};
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	(void)snprintf(address.sun_path, sizeof address.sun_path, "%s/clamd", fixture.folder);
	(void)unlink(address.sun_path);
	pthread_t thread;
	assert_int_equal(bind(p.listening, (const struct sockaddr *)&address, sizeof address), 0);
	assert_int_equal(listen(p.listening, 1), 0);
	assert_int_equal(pthread_create(&thread, NULL, play, &p), 0);
	char *much = arena_alloc(fixture.arena, 300 * 1000);
	enum scan scan = antivirus_scan(fixture.arena, str_of(address.sun_path), (str){much, 300 * 1000}, found);
	(void)pthread_join(thread, NULL);
	(void)close(p.listening);
	*heard = p.heard;
	return scan;
}

static void what_the_antivirus_says_is_understood(void **state)
{
	(void)state;
	str found;
	size_t heard;
	assert_int_equal(scan_with("stream: OK", &heard, &found), SCAN_CLEAN);
	assert_int_equal(heard, 300 * 1000);
	assert_int_equal(scan_with("stream: Win.Test.EICAR_HDB-1 FOUND", &heard, &found), SCAN_INFECTED);
	assert_true(str_eq(found, S("Win.Test.EICAR_HDB-1")));
	assert_int_equal(scan_with("INSTREAM size limit exceeded. ERROR", &heard, &found), SCAN_NONE);
	assert_int_equal(scan_with(NULL, &heard, &found), SCAN_NONE);
	assert_int_equal(antivirus_scan(fixture.arena, S("/nowhere/clamd"), S("x"), &found), SCAN_NONE);
	assert_int_equal(antivirus_scan(fixture.arena, S("none"), S("x"), &found), SCAN_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BOTH(an_attachment_is_there_once_and_can_be_taken_away), BOTH(strangers_and_closed_sheets_take_nothing), BOTH(a_completion_request_opens_only_what_it_names),
		BOTH(the_safe_says_until_when_its_documents_are_good), BOTH(home_tells_of_the_documents_that_the_safe_says_end_soon), BOTH(the_same_file_of_the_same_person_goes_on), ON_SQLITE(documents_are_known_by_their_words),
		ON_SQLITE(what_the_antivirus_says_is_understood),
	};
	return both_run("attach", tests, sizeof tests / sizeof *tests);
}
