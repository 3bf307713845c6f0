/* libcurl's SMTP. The last line of the server and what it answered to are watched, because libcurl's codes do not tell a refused recipient from a refused sender. See smtp.h. */
#include "jobs/smtp.h"

#include "base/limits.h"

#include <curl/curl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { LINE_BYTES = 300 };

/* What the server answers to. */
enum stage { STAGE_BEFORE, STAGE_SENDER, STAGE_RECIPIENT, STAGE_TEXT };

struct smtp {
	CURL *curl;
	const struct settings *settings;
	const atomic_bool *stop;
	enum stage stage;
	curl_socket_t socket;  /* of the connection; CURL_SOCKET_BAD */
	bool sound;            /* the last mail went well: the server will answer a QUIT */
	bool leaving;          /* we have said QUIT: its answer is nobody's */
	char line[LINE_BYTES]; /* last of the server */
	size_t line_n;
	str message;           /* what is left to give */
};

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void start(void)
{
	always(curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK);
}

struct smtp *smtp_open(const struct settings *settings, const atomic_bool *stop)
{
	(void)pthread_once(&once, start);
	struct smtp *smtp = calloc(1, sizeof *smtp);
	always(smtp != NULL);
	smtp->settings = settings;
	smtp->stop = stop;
	smtp->socket = CURL_SOCKET_BAD;
	smtp->curl = curl_easy_init();
	always(smtp->curl != NULL);
	return smtp;
}

void smtp_close(struct smtp *smtp)
{
	if (!smtp)
		return;
	/* libcurl says QUIT and waits two minutes for its answer: a server that hangs would hold up the end of the program */
	if (smtp->socket != CURL_SOCKET_BAD && (!smtp->sound || (smtp->stop && atomic_load(smtp->stop))))
		(void)shutdown(smtp->socket, SHUT_RDWR);
	curl_easy_cleanup(smtp->curl);
	free(smtp);
}

static size_t give(char *to, size_t size, size_t count, void *context)
{
	struct smtp *smtp = context;
	const size_t n = size * count < smtp->message.n ? size * count : smtp->message.n;
	if (n)
		memcpy(to, smtp->message.p, n);
	smtp->message = str_skip(smtp->message, n);
	return n;
}

static void keep_line(struct smtp *smtp, str line)
{
	smtp->line_n = 0;
	line = str_trim(line);
	for (size_t i = 0; i < line.n && smtp->line_n < LINE_BYTES; i++)
		smtp->line[smtp->line_n++] = (unsigned char)line.p[i] < 0x20 || (unsigned char)line.p[i] > 0x7e ? ' ' : line.p[i];
}

/* curl gives the type. NOLINTNEXTLINE(readability-non-const-parameter) */
static int watch(CURL *curl, curl_infotype type, char *data, size_t n, void *context)
{
	(void)curl;
	struct smtp *smtp = context;
	const str line = {data, n};
	if (type == CURLINFO_HEADER_OUT)
		smtp->leaving = str_starts(line, S("QUIT"));
	if (type == CURLINFO_HEADER_OUT)
		smtp->stage = str_starts(line, S("MAIL ")) ? STAGE_SENDER : str_starts(line, S("RCPT ")) ? STAGE_RECIPIENT : str_starts(line, S("DATA")) ? STAGE_TEXT : smtp->stage;
	else if (type == CURLINFO_DATA_OUT)
		smtp->stage = STAGE_TEXT;
	else if (type == CURLINFO_HEADER_IN && !smtp->leaving)
		keep_line(smtp, line);
	return 0;
}

static int should_end(void *context, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d)
{
	(void)a, (void)b, (void)c, (void)d;
	const struct smtp *smtp = context;
	return smtp->stop && atomic_load(smtp->stop);
}

static int note_socket(void *context, curl_socket_t fd, curlsocktype purpose)
{
	(void)purpose;
	struct smtp *smtp = context;
	smtp->socket = fd;
	return CURL_SOCKOPT_OK;
}

static int close_socket(void *context, curl_socket_t fd)
{
	struct smtp *smtp = context;
	if (smtp->socket == fd)
		smtp->socket = CURL_SOCKET_BAD;
	return close(fd);
}

/* Optional: as between mail servers, encrypted when the other side can, whoever it is; with a password its certificate must be good. */
static void set_tls(struct smtp *smtp, struct arena *a)
{
	CURL *curl = smtp->curl;
	const struct settings *s = smtp->settings;
	const bool optional = str_eq(s->smtp_tls, S("optional")), none = str_eq(s->smtp_tls, S("none"));
	const long check = !optional || str_is_set(s->smtp_user);
	(void)curl_easy_setopt(curl, CURLOPT_USE_SSL, (long)(none ? CURLUSESSL_NONE : optional ? CURLUSESSL_TRY : CURLUSESSL_ALL));
	(void)curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	(void)curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, check);
	(void)curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, check ? 2L : 0L);
	if (str_is_set(s->smtp_ca))
		(void)curl_easy_setopt(curl, CURLOPT_CAINFO, arena_cstr(a, s->smtp_ca));
	if (str_is_set(s->smtp_user)) {
		(void)curl_easy_setopt(curl, CURLOPT_USERNAME, arena_cstr(a, s->smtp_user));
		(void)curl_easy_setopt(curl, CURLOPT_PASSWORD, arena_cstr(a, s->smtp_password.p ? s->smtp_password : S("")));
	}
}

static void set_up(struct smtp *smtp, struct arena *a, str from, size_t size)
{
	CURL *curl = smtp->curl;
	str local, host;
	(void)str_cut(from, '@', &local, &host);
	curl_easy_reset(curl); /* keeps the connection */
	/* the path is the name that we say in EHLO */
	(void)curl_easy_setopt(curl, CURLOPT_URL, arena_cstr(a, arena_fmt(a, "%.*s/%.*s", STR_ARGS(smtp->settings->smtp), STR_ARGS(host.p ? host : S("localhost")))));
	(void)curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	(void)curl_easy_setopt(curl, CURLOPT_PROXY, "");
	(void)curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	(void)curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, (long)LIMIT_SMTP_CONNECT_MS);
	(void)curl_easy_setopt(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, (long)LIMIT_SMTP_ANSWER_SECONDS);
	(void)curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)LIMIT_SMTP_SECONDS);
	(void)curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
	(void)curl_easy_setopt(curl, CURLOPT_READFUNCTION, give);
	(void)curl_easy_setopt(curl, CURLOPT_READDATA, smtp);
	(void)curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t)size);
	(void)curl_easy_setopt(curl, CURLOPT_SOCKOPTFUNCTION, note_socket);
	(void)curl_easy_setopt(curl, CURLOPT_SOCKOPTDATA, smtp);
	(void)curl_easy_setopt(curl, CURLOPT_CLOSESOCKETFUNCTION, close_socket);
	(void)curl_easy_setopt(curl, CURLOPT_CLOSESOCKETDATA, smtp);
	(void)curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
	(void)curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, should_end);
	(void)curl_easy_setopt(curl, CURLOPT_XFERINFODATA, smtp);
	(void)curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L);
	(void)curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, watch);
	(void)curl_easy_setopt(curl, CURLOPT_DEBUGDATA, smtp);
	(void)curl_easy_setopt(curl, CURLOPT_MAIL_FROM, arena_cstr(a, arena_fmt(a, "<%.*s>", STR_ARGS(from))));
	set_tls(smtp, a);
}

static enum smtp_outcome outcome_of(const struct smtp *smtp, CURLcode code)
{
	const char first = smtp->line_n ? smtp->line[0] : '0';
	const str line = {smtp->line, smtp->line_n};
	if (code == CURLE_OK)
		return SMTP_SENT;
	if (smtp->stage < STAGE_SENDER || str_starts(line, S("421")) || code == CURLE_OUT_OF_MEMORY || code == CURLE_ABORTED_BY_CALLBACK)
		return SMTP_DOWN;
	if (smtp->stage == STAGE_SENDER) /* 552: it is this text that is too big */
		return str_starts(line, S("552")) ? SMTP_REFUSED : SMTP_DOWN;
	return first == '5' ? SMTP_REFUSED : SMTP_LATER;
}

struct smtp_result smtp_send(struct smtp *smtp, struct arena *a, str from, str recipient, str message)
{
	struct smtp_result result = {.outcome = SMTP_DOWN};
	smtp->stage = STAGE_BEFORE;
	smtp->leaving = false;
	smtp->line_n = 0;
	smtp->message = message;
	set_up(smtp, a, from, message.n);
	struct curl_slist *recipients = curl_slist_append(NULL, arena_cstr(a, arena_fmt(a, "<%.*s>", STR_ARGS(recipient))));
	(void)curl_easy_setopt(smtp->curl, CURLOPT_MAIL_RCPT, recipients);
	const CURLcode code = curl_easy_perform(smtp->curl);
	smtp->sound = code == CURLE_OK;
	const bool answered = smtp->line_n && (smtp->line[0] == '4' || smtp->line[0] == '5' || code == CURLE_OK);
	result.outcome = outcome_of(smtp, code);
	result.answer = answered ? arena_str(a, (str){smtp->line, smtp->line_n}) : arena_str(a, str_of(curl_easy_strerror(code)));
	/* what curl has kept must not name memory of this arena */
	curl_easy_reset(smtp->curl);
	curl_slist_free_all(recipients);
	return result;
}
