/* From a response to libmicrohttpd's: shared bodies (prepared once, queued on many connections), pages made for one request, errors.
   Every response carries the default headers. */
#include "base/limits.h"
#include "base/log.h"
#include "http/inside.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- default headers ---- */

static const struct default_header always_sent[] = {
	{"X-Content-Type-Options", "nosniff"},
	{"Referrer-Policy", "same-origin"},
	{"Cross-Origin-Opener-Policy", "same-origin"},
	{"Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"},
};
static const char policy_name[] = "Content-Security-Policy";

static char *copy_text(str s)
{
	char *p = malloc(s.n + 1);
	always(p);
	if (s.n)
		memcpy(p, s.p, s.n);
	p[s.n] = 0;
	return p;
}

static void check_header(str name, str value)
{
	always(name.n > 0 && name.p);
	for (size_t i = 0; i < name.n; i++)
		always((unsigned char)name.p[i] > 0x20 && (unsigned char)name.p[i] < 0x7f && name.p[i] != ':');
	for (size_t i = 0; i < value.n; i++)
		always((unsigned char)value.p[i] >= 0x20 && value.p[i] != 0x7f);
}

void response_defaults(struct http_server *server)
{
	str policy = server->options.content_security_policy;
	if (!str_is_set(policy))
		policy = S("default-src 'none'");
	check_header(str_of(policy_name), policy);
	server->policy = copy_text(policy);
	for (size_t i = 0; i < sizeof always_sent / sizeof always_sent[0]; i++)
		server->defaults[server->default_count++] = always_sent[i];
	server->defaults[server->default_count++] = (struct default_header){policy_name, server->policy};
}

static void add_header(struct MHD_Response *r, const char *name, const char *value)
{
	if (value[0])
		always(MHD_add_response_header(r, name, value) == MHD_YES);
}

static void add_defaults_but_policy(struct MHD_Response *r, const struct http_server *server)
{
	for (size_t i = 0; i < server->default_count; i++)
		if (server->defaults[i].value != server->policy)
			add_header(r, server->defaults[i].name, server->defaults[i].value);
}

static void add_defaults(struct MHD_Response *r, const struct http_server *server)
{
	add_defaults_but_policy(r, server);
	add_header(r, policy_name, server->policy);
}

/* ---- shared bodies ---- */

struct payload { /* the bytes, for as long as a body or a response points to them */
	atomic_size_t users;
	size_t n;
	char bytes[];
};

struct named {
	char *name, *value;
};

struct prepared {
	unsigned long server_number;
	struct MHD_Response *whole, *not_modified; /* the second only with an ETag */
};

struct http_body {
	atomic_size_t users;
	struct payload *payload;
	char *content_type;
	struct named *headers;
	size_t header_count;
	const char *etag; /* or NULL */
	_Atomic(struct prepared *) prepared;
};

static void payload_drop(void *cls)
{
	struct payload *p = cls;
	if (atomic_fetch_sub(&p->users, 1) == 1)
		free(p);
}

struct http_body *http_body_new(const struct out *bytes, str content_type, const struct http_field *headers, size_t count)
{
	always(!bytes->full && !bytes->sink);
	struct http_body *b = calloc(1, sizeof *b);
	struct payload *p = malloc(sizeof *p + bytes->n);
	always(b && p);
	atomic_init(&p->users, 1);
	p->n = bytes->n;
	if (p->n)
		memcpy(p->bytes, bytes->bytes, p->n);
	atomic_init(&b->users, 1);
	b->payload = p;
	check_header(S("Content-Type"), content_type);
	b->content_type = copy_text(content_type);
	b->headers = calloc(count + 1, sizeof *b->headers);
	always(b->headers);
	for (size_t i = 0; i < count; i++) {
		check_header(headers[i].name, headers[i].value);
		b->headers[i] = (struct named){copy_text(headers[i].name), copy_text(headers[i].value)};
		if (str_eq_nocase(headers[i].name, S("etag")))
			b->etag = b->headers[i].value;
	}
	b->header_count = count;
	return b;
}

struct http_body *http_body_keep(struct http_body *b)
{
	atomic_fetch_add_explicit(&b->users, 1, memory_order_relaxed);
	return b;
}

static void prepared_free(struct prepared *p)
{
	if (!p)
		return;
	MHD_destroy_response(p->whole);
	if (p->not_modified)
		MHD_destroy_response(p->not_modified);
	free(p);
}

void http_body_drop(struct http_body *b)
{
	if (!b || atomic_fetch_sub(&b->users, 1) != 1)
		return;
	prepared_free(atomic_load(&b->prepared));
	payload_drop(b->payload);
	for (size_t i = 0; i < b->header_count; i++) {
		free(b->headers[i].name);
		free(b->headers[i].value);
	}
	free(b->headers);
	free(b->content_type);
	free(b);
}

size_t http_body_size(const struct http_body *b)
{
	return b->payload->n;
}

/* The whole body, or for `p` NULL a response without one; with the headers of b. */
static struct MHD_Response *response_of(const struct http_server *server, const struct http_body *b, struct payload *p)
{
	struct MHD_Response *r;
	if (p) {
		atomic_fetch_add_explicit(&p->users, 1, memory_order_relaxed);
		r = MHD_create_response_from_buffer_with_free_callback_cls(p->n, p->bytes, payload_drop, p);
	} else {
		r = MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
	}
	always(r);
	if (p)
		add_header(r, "Content-Type", b->content_type);
	for (size_t i = 0; i < b->header_count; i++)
		add_header(r, b->headers[i].name, b->headers[i].value);
	add_defaults(r, server);
	return r;
}

/* Made once a body, by the first thread that needs it. NULL: it was made for another server of this process. */
static const struct prepared *prepare(const struct http_server *server, struct http_body *b)
{
	struct prepared *p = atomic_load_explicit(&b->prepared, memory_order_acquire);
	if (!p) {
		struct prepared *made = calloc(1, sizeof *made);
		always(made);
		made->server_number = server->number;
		made->whole = response_of(server, b, b->payload);
		made->not_modified = b->etag ? response_of(server, b, NULL) : NULL;
		if (atomic_compare_exchange_strong(&b->prepared, &p, made))
			p = made;
		else
			prepared_free(made);
	}
	return p->server_number == server->number ? p : NULL;
}

/* ---- what a handler calls ---- */

void http_respond_header(struct http_response *rs, str name, str value)
{
	check_header(name, value);
	always(rs->header_count < HTTP_RESPONSE_HEADERS);
	rs->headers[rs->header_count++] = (struct http_field){name, value};
}

void http_respond_file(struct http_response *rs, int fd, uint64_t bytes)
{
	always(fd >= 0 && !rs->from_file);
	rs->from_file = true;
	rs->file = fd;
	rs->file_bytes = bytes;
}

static str strong(str etag)
{
	etag = str_trim(etag);
	return str_starts(etag, S("W/")) ? str_skip(etag, 2) : etag;
}

bool http_not_modified(const struct http_request *rq, str etag)
{
	str wanted = http_header(rq, S("If-None-Match")), one;
	if (!wanted.p || (rq->method != HTTP_GET && rq->method != HTTP_HEAD))
		return false;
	if (str_eq(wanted, S("*")))
		return true;
	for (bool more = true; more;) {
		more = str_cut(wanted, ',', &one, &wanted);
		if (str_eq(strong(one), strong(etag)))
			return true;
	}
	return false;
}

/* ---- queueing ---- */

void http_response_reset(struct http_response *rs)
{
	http_body_drop(rs->shared);
	if (rs->from_file)
		(void)close(rs->file);
	out_free(&rs->body);
	*rs = (struct http_response){.body = out_new(LIMIT_RESPONSE_BYTES)};
}

static void add_own_headers(struct MHD_Response *r, struct arena *a, const struct http_response *rs)
{
	for (size_t i = 0; i < rs->header_count; i++)
		add_header(r, arena_cstr(a, rs->headers[i].name), arena_cstr(a, rs->headers[i].value));
}

static bool queue(struct connection *c, int status, struct MHD_Response *r)
{
	return MHD_queue_response(c->mhd, (unsigned)status, r) == MHD_YES;
}

static bool queue_shared(struct connection *c, const struct http_request *rq, struct http_response *rs)
{
	struct http_server *server = c->io->server;
	struct http_body *b = rs->shared;
	bool unchanged = rs->status == 200 && b->etag && http_not_modified(rq, str_of(b->etag));
	if (unchanged)
		rs->status = 304;
	c->sent_bytes = unchanged ? 0 : b->payload->n;
	const struct prepared *ready = rs->header_count == 0 ? prepare(server, b) : NULL;
	if (ready)
		return queue(c, rs->status, unchanged ? ready->not_modified : ready->whole);
	struct MHD_Response *r = response_of(server, b, unchanged ? NULL : b->payload);
	add_own_headers(r, rq->arena, rs);
	bool queued = queue(c, rs->status, r);
	MHD_destroy_response(r);
	return queued;
}

static bool queue_own(struct connection *c, const struct http_request *rq, struct http_response *rs)
{
	str type = rs->content_type;
	if (rs->body.full) {
		http_fault("response", S("a response passed LIMIT_RESPONSE_BYTES"));
		http_response_reset(rs);
		rs->status = 500;
		response_error(c->io->server, 500, http_header(rq, S("accept-language")), &rs->body, &type);
	}
	if (!type.p)
		type = S("text/plain; charset=utf-8");
	check_header(S("Content-Type"), type);
	c->sent_bytes = rs->from_file ? (size_t)rs->file_bytes : rs->body.n;
	struct MHD_Response *r = rs->from_file ? MHD_create_response_from_fd64(rs->file_bytes, rs->file)
	                                       : MHD_create_response_from_buffer(rs->body.n, rs->body.bytes, MHD_RESPMEM_MUST_FREE);
	always(r);
	if (rs->from_file)
		rs->from_file = false; /* the descriptor belongs to r */
	else
		rs->body = out_new(0); /* the bytes belong to r */
	if (rs->status != 304 && rs->status != 204)
		add_header(r, "Content-Type", arena_cstr(rq->arena, type));
	add_own_headers(r, rq->arena, rs);
	add_defaults_but_policy(r, c->io->server);
	check_header(str_of(policy_name), rs->policy);
	add_header(r, policy_name, str_is_set(rs->policy) ? arena_cstr(rq->arena, rs->policy) : c->io->server->policy);
	bool queued = queue(c, rs->status, r);
	MHD_destroy_response(r);
	return queued;
}

bool response_queue(struct connection *c, const struct http_request *rq, struct http_response *rs)
{
	always(rs->status >= 200 && rs->status <= 599);
	bool queued = rs->shared ? queue_shared(c, rq, rs) : queue_own(c, rq, rs);
	c->status = rs->status;
	http_response_reset(rs);
	return queued;
}

/* ---- errors ---- */

void response_error(const struct http_server *server, int status, str language, struct out *body, str *content_type)
{
	struct out made = out_new(LIMIT_ERROR_BODY_BYTES);
	if (server->handlers.error_body)
		server->handlers.error_body(server->handlers.context, status, language, &made);
	if (made.n && !made.full) {
		*content_type = S("text/html; charset=utf-8");
		out_str(body, out_text(&made));
	} else {
		*content_type = S("text/plain; charset=utf-8");
		out_fmt(body, "%d %s\n", status, MHD_get_reason_phrase_for((unsigned)status));
	}
	out_free(&made);
}

void response_refusal(const struct http_server *server, int status, str raw_head, struct out *reply)
{
	struct out body = out_new(LIMIT_ERROR_BODY_BYTES + 100);
	str type;
	response_error(server, status, guard_language(raw_head), &body, &type);
	out_fmt(reply, "HTTP/1.1 %d %s\r\nConnection: close\r\nContent-Length: %zu\r\n", status, MHD_get_reason_phrase_for((unsigned)status), body.n);
	out_fmt(reply, "Content-Type: %.*s\r\nCache-Control: no-store\r\n", STR_ARGS(type));
	if (status == 405)
		out_str(reply, S("Allow: GET, HEAD, POST\r\n"));
	for (size_t i = 0; i < server->default_count; i++)
		out_fmt(reply, "%s: %s\r\n", server->defaults[i].name, server->defaults[i].value);
	out_str(reply, S("\r\n"));
	if (!str_starts(raw_head, S("HEAD ")))
		out_str(reply, out_text(&body));
	out_free(&body);
}
