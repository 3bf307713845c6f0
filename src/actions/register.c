/* Asks the national register, at its pace and ours, and remembers what it said. One line for the process: a turn every LIMIT_REGISTER_TURN_MS, a pause when it says 429
   (Retry-After) or fails three times. Called by prepare functions; a thread holds the lock only to take its turn, never while it waits. */
#include "actions/register.h"

#include "base/clock.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/version.h"
#include "gen/queries.h"

#include <curl/curl.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

enum { FAILURES_BEFORE_REST = 3 };
#define DAY_MS INT64_C(86400000)

struct register_line {
	pthread_mutex_t lock;
	int64_t next_turn;  /* clock_monotonic_ms */
	int64_t rests_until;
	int failures; /* one behind the other */
};

static struct register_line shared = {.lock = PTHREAD_MUTEX_INITIALIZER};

struct register_line *register_line_shared(void)
{
	return &shared;
}

struct register_line *register_line_new(void)
{
	struct register_line *line = calloc(1, sizeof *line);
	always(line != NULL && pthread_mutex_init(&line->lock, NULL) == 0);
	return line;
}

void register_line_free(struct register_line *line)
{
	(void)pthread_mutex_destroy(&line->lock);
	free(line);
}

/* ---- the pace ---- */

/* How long to wait for one's turn, in ms; -1: not now. */
static int64_t take_turn(struct register_line *line)
{
	int64_t now = clock_monotonic_ms(), wait = -1;
	(void)pthread_mutex_lock(&line->lock);
	int64_t turn = line->next_turn > now ? line->next_turn : now;
	if (now >= line->rests_until && turn - now <= LIMIT_REGISTER_QUEUE_MS) {
		line->next_turn = turn + LIMIT_REGISTER_TURN_MS;
		wait = turn - now;
	}
	(void)pthread_mutex_unlock(&line->lock);
	return wait;
}

static void rest(struct register_line *line, int64_t ms)
{
	int64_t until = clock_monotonic_ms() + ms;
	if (until > line->rests_until)
		line->rests_until = until;
	line->failures = 0;
}

/* What the answer means for those who ask next. */
static void note_answer(struct register_line *line, bool answered, int64_t retry_seconds)
{
	(void)pthread_mutex_lock(&line->lock);
	line->failures = answered ? 0 : line->failures + 1;
	if (retry_seconds > 0)
		rest(line, (retry_seconds < LIMIT_REGISTER_RETRY_SECONDS ? retry_seconds : LIMIT_REGISTER_RETRY_SECONDS) * 1000);
	else if (line->failures >= FAILURES_BEFORE_REST)
		rest(line, LIMIT_REGISTER_REST_MS);
	(void)pthread_mutex_unlock(&line->lock);
}

/* ---- one question ---- */

struct download {
	struct out bytes;
};

static size_t receive(char *bytes, size_t one, size_t n, void *context)
{
	struct download *d = context;
	(void)one;
	out_bytes(&d->bytes, bytes, n);
	return d->bytes.full ? 0 : n;
}

static void start_curl(void)
{
	always(curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK);
}

static bool prepare(CURL *curl, const char *address, struct download *d)
{
	return curl_easy_setopt(curl, CURLOPT_URL, address) == CURLE_OK && curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "https,http") == CURLE_OK &&
	       curl_easy_setopt(curl, CURLOPT_USERAGENT, "Faubourg/" FAUBOURG_VERSION) == CURLE_OK && curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
	       curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)LIMIT_REGISTER_MS) == CURLE_OK &&
	       curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, (long)LIMIT_REGISTER_CONNECT_MS) == CURLE_OK &&
	       curl_easy_setopt(curl, CURLOPT_MAXFILESIZE, (long)LIMIT_REGISTER_BYTES) == CURLE_OK && curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L) == CURLE_OK &&
	       curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, receive) == CURLE_OK && curl_easy_setopt(curl, CURLOPT_WRITEDATA, d) == CURLE_OK;
}

/* The body of a 200; absent for anything else. */
static str fetch(struct arena *a, const char *address, long *code, int64_t *retry_seconds)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	(void)pthread_once(&once, start_curl);
	struct download d = {.bytes = out_new(LIMIT_REGISTER_BYTES)};
	CURL *curl = curl_easy_init();
	curl_off_t retry = 0;
	*code = 0;
	if (curl && prepare(curl, address, &d) && curl_easy_perform(curl) == CURLE_OK) {
		(void)curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, code);
		(void)curl_easy_getinfo(curl, CURLINFO_RETRY_AFTER, &retry);
	}
	curl_easy_cleanup(curl);
	*retry_seconds = *code == 429 || *code == 503 ? (retry > 0 ? (int64_t)retry : 1) : 0;
	str body = out_keep(&d.bytes, a);
	return *code == 200 && body.p ? body : STR_NONE;
}

static enum register_state ask(struct arena *a, struct register_line *line, str url, str siret, struct register_answer *answer)
{
	int64_t wait = take_turn(line), retry = 0;
	if (wait < 0)
		return REGISTER_DOWN;
	const struct timespec pause = {.tv_sec = wait / 1000, .tv_nsec = wait % 1000 * 1000000};
	(void)nanosleep(&pause, NULL);
	int64_t began = clock_monotonic_ms();
	long code;
	str body = fetch(a, arena_cstr(a, arena_fmt(a, "%.*s/search?q=%.*s&per_page=1", STR_ARGS(url), STR_ARGS(siret))), &code, &retry);
	enum status s = body.p ? register_parse(a, body, siret, &answer->found) : BROKEN;
	note_answer(line, s == OK || s == NOT_FOUND, retry);
	LOG(s == OK || s == NOT_FOUND ? LOG_INFO : LOG_WARNING, "register", log_text("answer", str_of(status_name(s))), log_int("code", code),
	    log_int("ms", clock_monotonic_ms() - began));
	if (s == OK)
		answer->body = body;
	return s == OK ? REGISTER_FOUND : s == NOT_FOUND ? REGISTER_UNKNOWN : REGISTER_DOWN;
}

/* ---- what is kept ---- */

enum status register_recall(struct db *db, struct arena *a, str siret, instant now, struct register_answer *answer)
{
	struct q_register_kept_row row;
	*answer = (struct register_answer){.state = REGISTER_DOWN, .siret = siret};
	enum status s = q_register_kept(db, a, siret, &row);
	if (s == OK && register_parse(a, row.answer, siret, &answer->found) == OK) {
		answer->state = REGISTER_FOUND;
		answer->asked = row.asked;
		answer->old = now.ms - row.asked.ms > LIMIT_REGISTER_FRESH_DAYS * DAY_MS;
	}
	return s == NOT_FOUND ? OK : s;
}

enum status register_look(struct db *db, struct arena *a, struct register_line *line, str url, str siret, instant now, struct register_answer *answer)
{
	struct register_answer kept, new = {.siret = siret, .asked = now};
	enum status s = register_recall(db, a, siret, now, &kept);
	*answer = kept;
	if (s != OK || (kept.state == REGISTER_FOUND && !kept.old))
		return s;
	if (!str_is_set(url) || str_eq(url, S("none"))) {
		if (kept.state != REGISTER_FOUND)
			answer->state = REGISTER_OFF;
		return OK;
	}
	new.state = ask(a, line, url, siret, &new);
	if (new.state != REGISTER_DOWN)
		*answer = new;
	return OK;
}

enum status register_keep(struct db *db, const struct register_answer *answer)
{
	return answer->body.p ? q_register_keep(db, answer->siret, answer->body, answer->asked) : OK;
}
