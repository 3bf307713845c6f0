/* libcurl, once a question. Owns nothing between two questions. */
#include "accounts/oidc_fetch.h"

#include "accounts/oidc_read.h"
#include "base/limits.h"
#include "base/log.h"

#include <curl/curl.h>
#include <pthread.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void start(void)
{
	always(curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK);
}

void oidc_encode(struct out *o, str text)
{
	static const char digits[] = "0123456789ABCDEF";
	for (size_t i = 0; i < text.n; i++) {
		const unsigned char c = (unsigned char)text.p[i];
		if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || str_has(S("-._~"), (str){&text.p[i], 1})) {
			out_char(o, (char)c);
		} else {
			out_char(o, '%');
			out_char(o, digits[c >> 4]);
			out_char(o, digits[c & 15]);
		}
	}
}

static str encoded(struct arena *a, str text)
{
	struct out o = out_new(LIMIT_CELL_BYTES);
	oidc_encode(&o, text);
	return out_keep(&o, a);
}

static size_t take(char *bytes, size_t size, size_t count, void *context)
{
	struct out *o = context;
	out_bytes(o, bytes, size * count);
	return o->full ? 0 : size * count;
}

static void set_up(CURL *curl, struct arena *a, const struct oidc_question *q, struct out *body)
{
	const bool plain = str_starts(q->address, S("http://"));
	(void)curl_easy_setopt(curl, CURLOPT_URL, arena_cstr(a, q->address));
	(void)curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, plain ? "http" : "https");
	(void)curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
	(void)curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	(void)curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)LIMIT_SSO_WAIT_MS);
	(void)curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, (long)LIMIT_SSO_WAIT_MS);
	(void)curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
	(void)curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
	(void)curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	(void)curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
	(void)curl_easy_setopt(curl, CURLOPT_WRITEDATA, body);
	(void)curl_easy_setopt(curl, CURLOPT_USERAGENT, "Faubourg");
	if (plain)
		(void)curl_easy_setopt(curl, CURLOPT_PROXY, "");
	if (q->form.p) {
		(void)curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)q->form.n);
		(void)curl_easy_setopt(curl, CURLOPT_COPYPOSTFIELDS, q->form.p);
	}
	if (q->user.p) {
		(void)curl_easy_setopt(curl, CURLOPT_HTTPAUTH, (long)CURLAUTH_BASIC);
		(void)curl_easy_setopt(curl, CURLOPT_USERNAME, arena_cstr(a, encoded(a, q->user)));
		(void)curl_easy_setopt(curl, CURLOPT_PASSWORD, arena_cstr(a, encoded(a, q->secret)));
	}
}

static void read_reply(CURL *curl, struct arena *a, struct oidc_reply *reply)
{
	const char *type = NULL;
	(void)curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &reply->code);
	(void)curl_easy_getinfo(curl, CURLINFO_CONTENT_TYPE, &type);
	reply->type = type ? arena_str(a, str_of(type)) : S("");
}

enum status oidc_ask(struct arena *a, const struct oidc_question *q, struct oidc_reply *reply)
{
	*reply = (struct oidc_reply){.type = STR_NONE};
	if (!oidc_is_safe_url(q->address))
		return INVALID;
	(void)pthread_once(&once, start);
	CURL *curl = curl_easy_init();
	if (!curl)
		return broken("sso", S("no memory"));
	struct out body = out_new(LIMIT_SSO_ANSWER_BYTES);
	struct curl_slist *headers = curl_slist_append(NULL, "Accept: application/json, application/jwt");
	if (q->bearer.p)
		headers = curl_slist_append(headers, arena_cstr(a, arena_fmt(a, "Authorization: Bearer %.*s", STR_ARGS(q->bearer))));
	set_up(curl, a, q, &body);
	(void)curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
	const CURLcode code = curl_easy_perform(curl);
	const bool full = body.full;
	read_reply(curl, a, reply);
	reply->body = out_keep(&body, a);
	curl_slist_free_all(headers);
	curl_easy_cleanup(curl);
	if (full)
		return TOO_BIG;
	if (code != CURLE_OK || reply->code >= 500) {
		LOG(LOG_WARNING, "sso_unreachable", log_text("why", code != CURLE_OK ? str_of(curl_easy_strerror(code)) : S("server error")), log_int("status", reply->code));
		return BUSY;
	}
	return OK;
}
