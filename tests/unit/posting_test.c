/* web/dispatch and http/writer (uses threads): requests that write, over real sockets, with a table of routes of the test's own; on both engines. Rows A4, L (accounts),
   N (nothing that was said to be saved is lost). */
#include "base/ids.h"
#include "store/audit.h"
#include "web/handlers.h"
#include "web/respond.h"
#include "web/routes.h"
#include "web/serve.h"

#include "accounts/session.h"
#include "base/clock.h"
#include "base/log.h"
#include "lib/both.h"

#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>

/* ---- the product of this test: it keeps texts ---- */

static enum status keep(struct db *d, struct arena *a, str key)
{
	return db_run(d, arena_cstr(a, arena_fmt(a, "INSERT INTO register_answer (key, answer, asked_ms) VALUES ('%.*s', 'kept', 1)", STR_ARGS(key))));
}

/* fails: how, after it has written. */
static enum status save(struct page *pg)
{
	str key = page_form(pg, S("key")), fails = page_form(pg, S("fails"));
	enum status s = keep(pg->db, pg->arena, key);
	if (s != OK)
		return s;
	if (str_eq(fails, S("status")))
		return CONFLICT;
	if (str_eq(fails, S("statement")))
		return keep(pg->db, pg->arena, key) == OK ? BROKEN : OK; /* whatever it returns, its transaction failed */
	if (str_eq(fails, S("seen")) && keep(pg->db, pg->arena, key) == CONFLICT) {
		out_fmt(&pg->rs->body, "seen %.*s", STR_ARGS(key));
		return page_again(pg);
	}
	if (str_eq(fails, S("again"))) {
		out_fmt(&pg->rs->body, "again %.*s", STR_ARGS(key));
		return page_again(pg);
	}
	while (str_eq(fails, S("memory")))
		(void)arena_alloc(pg->arena, 8 << 20);
	if (str_eq(fails, S("wait")))
		return page_wait(pg, 30);
	out_fmt(&pg->rs->body, "saved %.*s", STR_ARGS(key));
	return OK;
}

static enum status prepare(struct page *pg)
{
	if (str_eq(page_form(pg, S("key")), S("refused")))
		return page_again(pg);
	pg->prepared = arena_alloc(pg->arena, 8);
	memcpy(pg->prepared, "PREPARE", 8);
	return OK;
}

static enum status save_prepared(struct page *pg)
{
	always(pg->prepared && strcmp(pg->prepared, "PREPARE") == 0);
	return save(pg);
}

static enum status moved(struct page *pg)
{
	enum status s = keep(pg->db, pg->arena, page_form(pg, S("key")));
	return s == OK ? page_see_other(pg, URL_PATH(pg->arena, pg->base, "/form")) : s;
}

static enum status form(struct page *pg)
{
	out_fmt(&pg->rs->body, "csrf=%.*s.", STR_ARGS(pg->csrf));
	return OK;
}

static enum status greedy(struct page *pg)
{
	for (;;)
		(void)arena_alloc(pg->arena, 8 << 20);
	return OK;
}

static enum status whose(struct page *pg)
{
	out_fmt(&pg->rs->body, "person %lld", (long long)pg->actor.person.v);
	return OK;
}

static const struct route routes[] = {
	{HTTP_GET, "/form", ANYONE, form, .kind = ROUTE_PAGE, W_core_nav_my, .forms = true},
	{HTTP_GET, "/plain", ANYONE, form, .kind = ROUTE_PAGE, W_core_nav_my},
	{HTTP_POST, "/save", ANYONE, save, .kind = ROUTE_PAGE, W_core_nav_my, .form = "key fails"},
	{HTTP_POST, "/prepared", ANYONE, save_prepared, .kind = ROUTE_PAGE, W_core_nav_my, .form = "key fails", .prepare = prepare},
	{HTTP_GET, "/greedy", ANYONE, greedy, .kind = ROUTE_PAGE, W_core_nav_my, .slow = true, .fresh = true},
	{HTTP_POST, "/moved", ANYONE, moved, .kind = ROUTE_PAGE, W_core_nav_my, .form = "key"},
	{HTTP_POST, "/save.json", ANYONE, save, .kind = ROUTE_DATA, W_core_nav_my, .form = "key fails"},
	{HTTP_GET, "/mine", MAY(own_account), whose, .kind = ROUTE_PAGE, W_core_nav_my, .params = "q"},
	{HTTP_GET, "/mine.json", MAY(own_account), whose, .kind = ROUTE_DATA, W_core_nav_my},
	{HTTP_POST, "/mine", MAY(own_account), save, .kind = ROUTE_PAGE, W_core_nav_my, .form = "key fails"},
	{HTTP_GET, "/administration", MAY(administer), whose, .kind = ROUTE_PAGE, W_core_nav_my},
	{HTTP_GET, "/sheets/:sheet", MAY(read_application), whose, .kind = ROUTE_PAGE, W_core_nav_my},
};

/* ---- a client ---- */

enum { ANSWER_BYTES = 64 * 1024 };

static struct web *web;
static unsigned port;

struct answer_of {
	int status;
	char text[ANSWER_BYTES];
};

static int dial(void)
{
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	if (fd < 0 || connect(fd, (struct sockaddr *)&to, sizeof to) != 0)
		return -1;
	return fd;
}

/* Sends a whole request on a connection of its own. Status 0: no whole answer came. */
static void ask_for(struct answer_of *answer, const char *request)
{
	answer->status = 0;
	answer->text[0] = 0;
	int fd = dial();
	if (fd < 0)
		return;
	size_t n = strlen(request), got = 0;
	ssize_t part = send(fd, request, n, MSG_NOSIGNAL);
	while (part > 0 && got < ANSWER_BYTES - 1) {
		struct pollfd p = {.fd = fd, .events = POLLIN};
		part = poll(&p, 1, 60000) > 0 ? recv(fd, answer->text + got, ANSWER_BYTES - 1 - got, 0) : -1;
		got += part > 0 ? (size_t)part : 0;
	}
	(void)close(fd);
	answer->text[got] = 0;
	int64_t status;
	if (part == 0 && str_to_int64(str_first(str_skip(str_of(answer->text), 9), 3), &status))
		answer->status = (int)status;
}

#define SAME_ORIGIN "Origin: http://ville.example\r\n"

/* `head`: header lines more; `cookie` and `token` may be "". */
static void post(struct answer_of *answer, const char *path, const char *head, const char *cookie, const char *token, const char *fields)
{
	char request[4096], body[2048];
	int n = snprintf(body, sizeof body, "csrf=%s&%s", token, fields);
	(void)snprintf(request, sizeof request,
	               "POST %s HTTP/1.1\r\nHost: ville.example\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n%sCookie: %s\r\n\r\n%s",
	               path, n, head, cookie, body);
	ask_for(answer, request);
}

static void get(struct answer_of *answer, const char *path, const char *cookie)
{
	char request[1024];
	(void)snprintf(request, sizeof request, "GET %s HTTP/1.1\r\nHost: ville.example\r\nConnection: close\r\nCookie: %s\r\n\r\n", path, cookie);
	ask_for(answer, request);
}

static bool says(const struct answer_of *answer, const char *text)
{
	return strstr(answer->text, text) != NULL;
}

/* What a browser keeps of GET /form: the cookie of its visit and the token of the form. */
static char visit[128], token[64];

static void take_between(const char *text, const char *before, char end, char *to, size_t room)
{
	const char *at = strstr(text, before);
	assert_non_null(at);
	at += strlen(before);
	size_t n = strcspn(at, (char[]){end, 0});
	assert_true(n < room);
	memcpy(to, at, n);
	to[n] = 0;
}

static void visit_form(void)
{
	struct answer_of answer;
	get(&answer, "/form", "");
	assert_int_equal(answer.status, 200);
	char value[64];
	take_between(answer.text, "Set-Cookie: visit=", ';', value, sizeof value);
	(void)snprintf(visit, sizeof visit, "visit=%s", value);
	take_between(answer.text, "csrf=", '.', token, sizeof token);
	assert_int_equal(strlen(token), 43);
}

static void start_web(void)
{
	struct web_options options = {.place = fixture.where, .address = S("127.0.0.1:0"), .spool_folder = str_of(fixture.folder)};
	assert_int_equal(web_start(&options, &web), OK);
	port = web_port(web);
}

static int start(enum db_engine engine)
{
	log_threshold(LOG_ERROR + 1); /* faults that are provoked here are no news */
	routes_use(routes, sizeof routes / sizeof routes[0]);
	if (both_start(engine) != 0)
		return -1;
	start_web();
	visit_form();
	return 0;
}

static int start_sqlite(void **state)
{
	(void)state;
	return start(DB_SQLITE);
}

static int start_postgres(void **state)
{
	(void)state;
	return start(DB_POSTGRES);
}

static int stop(void **state)
{
	web_stop(web, 1000);
	routes_use(NULL, 0);
	return both_stop(state);
}

static bool is_kept(const char *key)
{
	char text[128];
	(void)snprintf(text, sizeof text, "SELECT COUNT(*) FROM register_answer WHERE key = '%s'", key);
	return ask_number(db, text) == 1;
}

static int post_ours(const char *path, const char *fields)
{
	static struct answer_of answer;
	post(&answer, path, SAME_ORIGIN, visit, token, fields);
	return answer.status;
}

/* ---- one request ---- */

static void what_is_answered_ok_is_there(void **state)
{
	(void)state;
	assert_int_equal(post_ours("/save", "key=a"), 200);
	assert_true(is_kept("a"));
	struct answer_of answer;
	post(&answer, "/moved", SAME_ORIGIN, visit, token, "key=b");
	assert_int_equal(answer.status, 303);
	assert_true(says(&answer, "Location: /form\r\n") && says(&answer, "Cache-Control: no-store\r\n"));
	assert_true(is_kept("b"));
}

static void what_fails_leaves_nothing(void **state)
{
	(void)state;
	const struct {
		const char *fields;
		int status;
	} failures[] = {{"key=s&fails=status", 409}, {"key=s&fails=statement", 409}, {"key=s&fails=again", 422}, {"key=s&fails=memory", 500}, {"key=s&fails=wait", 429}};
	for (size_t i = 0; i < sizeof failures / sizeof failures[0]; i++) {
		assert_int_equal(post_ours("/save", failures[i].fields), failures[i].status);
		assert_false(is_kept("s"));
	}
	assert_int_equal(post_ours("/save", "key=s"), 200); /* and the writer goes on */
	assert_true(is_kept("s"));
}

static void what_was_typed_is_sent_back_with_422(void **state)
{
	(void)state;
	struct answer_of answer;
	post(&answer, "/save", SAME_ORIGIN, visit, token, "key=typed&fails=again");
	assert_true(says(&answer, "again typed"));
	post(&answer, "/save", SAME_ORIGIN, visit, token, "key=typed&fails=wait");
	assert_true(says(&answer, "Retry-After: 30\r\n"));
}

static void slow_work_is_prepared_before_the_write(void **state)
{
	(void)state;
	assert_int_equal(post_ours("/prepared", "key=p"), 200);
	assert_true(is_kept("p"));
	assert_int_equal(post_ours("/prepared", "key=refused"), 422);
	assert_false(is_kept("refused"));
}

/* A bug of before: the snapshot of a slow request that ran out of memory was ended later, by another thread, under the next request of its worker. */
static void a_request_without_memory_leaves_no_snapshot_open(void **state)
{
	(void)state;
	struct answer_of answer;
	for (int i = 0; i < 6; i++) {
		get(&answer, "/greedy", "");
		assert_int_equal(answer.status, 500);
		assert_int_equal(post_ours("/prepared", i % 2 ? "key=g&fails=again" : "key=refused"), 422);
	}
	visit_form();
	assert_int_equal(post_ours("/save", "key=g"), 200);
}

static void a_conflict_that_the_handler_saw_is_answered_by_it(void **state)
{
	(void)state;
	struct answer_of answer;
	post(&answer, "/save", SAME_ORIGIN, visit, token, "key=twice&fails=seen");
	assert_int_equal(answer.status, 422);
	assert_true(says(&answer, "seen twice"));
	assert_false(is_kept("twice"));
}

/* The one job that is being made waits for the lock of another connection; `QUEUED` wait behind it. */
enum { QUEUED = 2, WAITING = QUEUED + 1 };

static int post_and_leave_open(const char *path, const char *key)
{
	char request[1024], body[256];
	int n = snprintf(body, sizeof body, "csrf=%s&key=%s", token, key), fd = dial();
	(void)snprintf(request, sizeof request,
	               "POST %s HTTP/1.1\r\nHost: ville.example\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n" SAME_ORIGIN
	               "Cookie: %s\r\n\r\n%s", path, n, visit, body);
	assert_true(fd >= 0 && send(fd, request, strlen(request), MSG_NOSIGNAL) == (ssize_t)strlen(request));
	return fd;
}

static void when_too_many_saves_wait_the_next_is_told_so_and_gets_back_what_was_typed(void **state)
{
	(void)state;
	struct web *all = web;
	unsigned all_port = port;
	struct web_options options = {.place = fixture.where, .address = S("127.0.0.1:0"), .spool_folder = str_of(fixture.folder), .write_queue = QUEUED};
	assert_int_equal(web_start(&options, &web), OK);
	port = web_port(web);
	int fd[WAITING];
	static struct answer_of page, data;
	char key[32];
	assert_int_equal(db_write_begin(db), OK);
	assert_int_equal(db_run(db, "UPDATE register_answer SET answer = answer WHERE key = ''"), OK);
	if (db_engine_of(db) == DB_POSTGRES)
		assert_int_equal(db_run(db, "LOCK TABLE register_answer IN EXCLUSIVE MODE"), OK);
	for (int i = 0; i < WAITING; i++) {
		(void)snprintf(key, sizeof key, "waits-%d", i);
		fd[i] = post_and_leave_open("/save", key);
		(void)poll(NULL, 0, 200); /* the writer takes the first */
	}
	post(&page, "/save", SAME_ORIGIN, visit, token, "key=too-many&fails=%3Ctyped%3E");
	post(&data, "/save.json", SAME_ORIGIN, visit, token, "key=too-many");
	db_write_abandon(db);
	assert_int_equal(page.status, 503);
	assert_true(says(&page, "Retry-After: 2\r\n") && says(&page, "name=\"key\" value=\"too-many\"") && says(&page, "value=\"&lt;typed&gt;\""));
	assert_true(says(&page, word_text(LANG_FR, W_pages_error_503).p) && says(&page, word_text(LANG_FR, W_core_resend).p));
	assert_int_equal(data.status, 503);
	assert_true(says(&data, "Content-Type: application/json") && says(&data, "{\"error\":{\"status\":503,") && says(&data, "Retry-After: 2\r\n"));
	for (int i = 0; i < WAITING; i++) {
		char head[16] = "";
		assert_true(recv(fd[i], head, 12, MSG_WAITALL) == 12);
		assert_string_equal(head + 9, "200");
		(void)close(fd[i]);
		(void)snprintf(key, sizeof key, "waits-%d", i);
		assert_true(is_kept(key));
	}
	assert_false(is_kept("too-many"));
	assert_int_equal(post_ours("/save", "key=too-many"), 200);
	web_stop(web, 1000);
	web = all;
	port = all_port;
}

static void a_get_cannot_write_and_a_post_is_not_read(void **state)
{
	(void)state;
	struct answer_of answer;
	get(&answer, "/save", visit);
	assert_int_equal(answer.status, 405);
	assert_true(says(&answer, "Allow: POST\r\n"));
	assert_int_equal(post_ours("/plain", "key=x"), 405);
	get(&answer, "/mine/", visit);
	assert_int_equal(answer.status, 301);
}

/* ---- forged forms ---- */

static void a_form_from_elsewhere_is_refused(void **state)
{
	(void)state;
	static const char *const heads[] = {
		"", "Origin: http://ailleurs.example\r\n", "Origin: null\r\n", "Sec-Fetch-Site: cross-site\r\n" SAME_ORIGIN, "Sec-Fetch-Site: same-site\r\n" SAME_ORIGIN,
		"Referer: http://ailleurs.example/ville.example\r\n", "Origin: http://ville.example.ailleurs.example\r\n", "Origin: http://ville.example:81\r\n"};
	struct answer_of answer;
	for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
		post(&answer, "/save", heads[i], visit, token, "key=forged");
		assert_int_equal(answer.status, 403);
		assert_false(says(&answer, "<form")); /* nothing that would carry it out with one click */
	}
	assert_false(is_kept("forged"));
}

static void a_form_of_ours_is_taken_however_the_browser_says_so(void **state)
{
	(void)state;
	static const char *const heads[] = {SAME_ORIGIN, "Sec-Fetch-Site: same-origin\r\n", "Referer: http://ville.example/form\r\n", ("Sec-Fetch-Site: same-origin\r\n" SAME_ORIGIN)};
	for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
		struct answer_of answer;
		char fields[32];
		(void)snprintf(fields, sizeof fields, "key=ours%zu", i);
		post(&answer, "/save", heads[i], visit, token, fields);
		assert_int_equal(answer.status, 200);
	}
}

static void a_form_without_its_token_is_given_back_whole(void **state)
{
	(void)state;
	static const char *const tokens[] = {"", "0123456789012345678901234567890123456789012", "x"};
	struct answer_of answer;
	char good[sizeof token];
	(void)snprintf(good, sizeof good, "%s", token);
	for (size_t i = 0; i < sizeof tokens / sizeof tokens[0]; i++) {
		post(&answer, "/save", SAME_ORIGIN, visit, tokens[i], "key=stale%26%3C&fails=");
		assert_int_equal(answer.status, 403);
		assert_true(says(&answer, "value=\"stale&amp;&lt;\"") && says(&answer, good)); /* with a token that is good */
	}
	post(&answer, "/save", SAME_ORIGIN, "", good, "key=other"); /* another browser's token */
	assert_int_equal(answer.status, 403);
	post(&answer, "/save", SAME_ORIGIN, visit, "", "key=k&password=secret");
	assert_false(says(&answer, "secret")); /* a password is not written into a page */
	post(&answer, "/save.json", SAME_ORIGIN, visit, "", "key=k");
	assert_int_equal(answer.status, 403);
	assert_true(says(&answer, "\"csrf\"") && says(&answer, good));
}

static void kept_pages_hold_no_token(void **state)
{
	(void)state;
	struct answer_of answer;
	get(&answer, "/plain", visit);
	assert_true(says(&answer, "csrf=.") && !says(&answer, "Set-Cookie"));
}

/* ---- people ---- */

static char session[128];

static enum status make_person(struct db *d, void *arg)
{
	str cookie;
	(void)arg;
	enum status s = db_run(d, "INSERT INTO person (person_id, email, name, lang, created_ms, confirmed_ms, administrator) VALUES (7, 'a@b.example', 'Trésorière', 'fr', 1, 1, 0)");
	if (s == OK)
		s = session_begin(d, fixture.arena, &(struct session_new){.person = {7}, .agent = S("Firefox"), .now = clock_now()}, &cookie);
	if (s == OK)
		(void)snprintf(session, sizeof session, "session=%.*s", STR_ARGS(cookie));
	return s;
}

static void who_is_not_signed_in_is_sent_to_sign_in_and_back(void **state)
{
	(void)state;
	struct answer_of answer;
	get(&answer, "/mine?q=a%26b", "");
	assert_int_equal(answer.status, 303);
	assert_true(says(&answer, "Location: /sign-in?next=%2Fmine%3Fq%3Da%2526b\r\n"));
	get(&answer, "/en/mine", "session=0123456789012345678901234567890123456789012");
	assert_true(says(&answer, "Location: /en/sign-in?next=%2Fen%2Fmine\r\n"));
	get(&answer, "/mine.json", "");
	assert_int_equal(answer.status, 401);
	assert_true(says(&answer, "application/json"));
	post(&answer, "/mine", SAME_ORIGIN, visit, token, "key=typed+text");
	assert_int_equal(answer.status, 401);
	assert_true(says(&answer, "value=\"typed text\"") && says(&answer, "/sign-in?next="));
	get(&answer, "/sheets/0000000000AB", "");
	assert_int_equal(answer.status, 303);
}

static void who_is_signed_in_sees_their_own_only(void **state)
{
	(void)state;
	struct answer_of answer;
	assert_int_equal(db_write(db, make_person, NULL), OK);
	get(&answer, "/mine", session);
	assert_int_equal(answer.status, 200);
	assert_true(says(&answer, "person 7") && says(&answer, "Cache-Control: no-store\r\n") && !says(&answer, "ETag"));
	get(&answer, "/administration", session);
	assert_int_equal(answer.status, 403);
	get(&answer, "/sheets/0000000000AB", session); /* not told whether it exists */
	assert_int_equal(answer.status, 404);
	get(&answer, "/sheets/not-a-code", session);
	assert_int_equal(answer.status, 404);
}

static void a_form_typed_before_signing_in_again_is_taken(void **state)
{
	(void)state;
	struct answer_of answer;
	char both[300];
	assert_int_equal(db_write(db, make_person, NULL), OK);
	(void)snprintf(both, sizeof both, "%s; %s", session, visit);
	post(&answer, "/mine", SAME_ORIGIN, both, token, "key=after");
	assert_int_equal(answer.status, 200);
	assert_true(is_kept("after"));
}

/* ---- many at once ---- */

enum { SENDERS = 8, EACH = 250 };
static bool acknowledged[SENDERS][EACH];

static void *send_many(void *argument)
{
	size_t sender = (size_t)(uintptr_t)argument;
	struct answer_of *answer = malloc(sizeof *answer);
	always(answer);
	static const char *const fails[] = {"", "status", "again"};
	for (size_t i = 0; i < EACH; i++) {
		char fields[64];
		const char *how = i % 50 == 49 ? "memory" : fails[(sender + i) % 3];
		(void)snprintf(fields, sizeof fields, "key=k%zu-%zu&fails=%s", sender, i, how);
		post(answer, "/save", SAME_ORIGIN, visit, token, fields);
		acknowledged[sender][i] = answer->status == 200;
		if (answer->status == 0)
			break;
	}
	free(answer);
	return NULL;
}

static size_t send_from_all(void)
{
	pthread_t threads[SENDERS];
	memset(acknowledged, 0, sizeof acknowledged);
	for (size_t i = 0; i < SENDERS; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, send_many, (void *)(uintptr_t)i), 0);
	for (size_t i = 0; i < SENDERS; i++)
		assert_int_equal(pthread_join(threads[i], NULL), 0);
	size_t count = 0;
	for (size_t i = 0; i < SENDERS * EACH; i++)
		count += acknowledged[i / EACH][i % EACH];
	return count;
}

static void of_thousands_exactly_the_acknowledged_are_there(void **state)
{
	(void)state;
	size_t count = send_from_all();
	assert_int_equal(ask_number(db, "SELECT COUNT(*) FROM register_answer"), count);
	assert_in_range(count, SENDERS * EACH * 3 / 10, SENDERS * EACH / 3 + 1);
	for (size_t i = 0; i < SENDERS * EACH; i += 7) {
		char key[64];
		(void)snprintf(key, sizeof key, "k%zu-%zu", i / EACH, i % EACH);
		assert_int_equal(is_kept(key), acknowledged[i / EACH][i % EACH]);
	}
}

/* ---- a machine that dies ---- */

/* Before any thread: a process of its own serves until it is killed. Returns its port. */
static pid_t serve_in_a_child(void)
{
	int ends[2];
	assert_int_equal(pipe(ends), 0);
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		struct web_options options = {.place = fixture.where, .address = S("127.0.0.1:0")};
		struct web *own;
		unsigned taken = web_start(&options, &own) == OK ? web_port(own) : 0;
		if (write(ends[1], &taken, sizeof taken) != (ssize_t)sizeof taken)
			_exit(1);
		for (;;)
			(void)pause();
	}
	(void)close(ends[1]);
	assert_int_equal(read(ends[0], &port, sizeof port), sizeof port);
	(void)close(ends[0]);
	assert_int_not_equal(port, 0);
	return child;
}

static void *kill_soon(void *child)
{
	(void)usleep(300 * 1000);
	(void)kill((pid_t)(intptr_t)child, SIGKILL);
	return NULL;
}

static void nothing_acknowledged_is_missing_after_a_kill(void **state)
{
	(void)state;
	web_stop(web, 0);
	pid_t child = serve_in_a_child();
	pthread_t killer;
	assert_int_equal(pthread_create(&killer, NULL, kill_soon, (void *)(intptr_t)child), 0);
	size_t count = send_from_all();
	assert_int_equal(pthread_join(killer, NULL), 0);
	assert_int_equal(waitpid(child, NULL, 0), child);
	start_web();
	assert_true(count > 0 && count < SENDERS * EACH); /* it died in the middle */
	size_t there = 0;
	for (size_t i = 0; i < SENDERS * EACH; i++) {
		char key[64];
		(void)snprintf(key, sizeof key, "k%zu-%zu", i / EACH, i % EACH);
		if (acknowledged[i / EACH][i % EACH])
			assert_true(is_kept(key));
		there += acknowledged[i / EACH][i % EACH];
	}
	/* what was committed and could not be told any more: at most one request of each sender */
	assert_in_range(ask_number(db, "SELECT COUNT(*) FROM register_answer"), there, there + SENDERS);
}

#define TEST_BOTH(name) {"sqlite: " #name, name, start_sqlite, stop, NULL}, {"postgres: " #name, name, start_postgres, stop, NULL}

int main(void)
{
	const struct CMUnitTest all[] = {
		TEST_BOTH(nothing_acknowledged_is_missing_after_a_kill),
		TEST_BOTH(what_is_answered_ok_is_there),
		TEST_BOTH(what_fails_leaves_nothing),
		TEST_BOTH(what_was_typed_is_sent_back_with_422),
		TEST_BOTH(slow_work_is_prepared_before_the_write),
		TEST_BOTH(a_request_without_memory_leaves_no_snapshot_open),
		TEST_BOTH(when_too_many_saves_wait_the_next_is_told_so_and_gets_back_what_was_typed),
		TEST_BOTH(a_conflict_that_the_handler_saw_is_answered_by_it),
		TEST_BOTH(a_get_cannot_write_and_a_post_is_not_read),
		TEST_BOTH(a_form_from_elsewhere_is_refused),
		TEST_BOTH(a_form_of_ours_is_taken_however_the_browser_says_so),
		TEST_BOTH(a_form_without_its_token_is_given_back_whole),
		TEST_BOTH(kept_pages_hold_no_token),
		TEST_BOTH(who_is_not_signed_in_is_sent_to_sign_in_and_back),
		TEST_BOTH(who_is_signed_in_sees_their_own_only),
		TEST_BOTH(a_form_typed_before_signing_in_again_is_taken),
		TEST_BOTH(of_thousands_exactly_the_acknowledged_are_there),
	};
	struct CMUnitTest tests[BOTH_MAX];
	size_t n = 0;
	for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
		if (fixture_postgres() || all[i].setup_func != start_postgres)
			tests[n++] = all[i];
	return _cmocka_run_group_tests("posting", tests, n, NULL, NULL);
}
