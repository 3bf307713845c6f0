/* The request guard. Order of a refusal: bytes, size, request line, fields, framing; the first thing wrong decides. */
#include "http/guard.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "http/percent.h"

#include <stdio.h>
#include <string.h>

enum { HOST_BYTES = 255, METHOD_BYTES = 32 };

static struct guard_answer refuse(int status, const char *reason)
{
	return (struct guard_answer){.verdict = GUARD_REFUSE, .status = status, .reason = reason};
}

static const struct guard_answer accepted = {.verdict = GUARD_ACCEPT};

/* RFC 9110 token characters, and what a line may hold: tab, space, visible, obs-text. */
enum { TOKEN = 1, TEXT = 2, TARGET = 4, HOST = 8 };
static unsigned char kinds[256];

__attribute__((constructor)) static void fill_kinds(void)
{
	for (int c = 0; c < 256; c++) {
		bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
		unsigned kind = 0;
		if (letter || (c > 0 && c < 128 && strchr("!#$%&'*+-.^_`|~", c)))
			kind |= TOKEN;
		if (c == '\t' || (c >= 0x20 && c != 0x7f))
			kind |= TEXT;
		if (c > 0x20 && c < 0x7f && c != '#' && c != '\\')
			kind |= TARGET;
		if (letter || c == '-' || c == '.' || c == '_')
			kind |= HOST;
		kinds[c] = (unsigned char)kind;
	}
}

static bool is(char c, unsigned kind)
{
	return (kinds[(unsigned char)c] & kind) != 0;
}

static bool all(str s, unsigned kind)
{
	for (size_t i = 0; i < s.n; i++)
		if (!is(s.p[i], kind))
			return false;
	return true;
}

/* ---- where the head ends ---- */

struct guard_answer guard_scan(str bytes, size_t *scanned, size_t *end)
{
	size_t i = *scanned;
	size_t stop = bytes.n < LIMIT_HEAD_BYTES ? bytes.n : LIMIT_HEAD_BYTES;
	for (; i < stop; i++) {
		char c = bytes.p[i];
		bool after_cr = i > 0 && bytes.p[i - 1] == '\r';
		if (is(c, TEXT) && !after_cr)
			continue;
		if (c == '\r' && !after_cr)
			continue;
		if (c != '\n' || !after_cr)
			return refuse(400, "control character, or a line that does not end in CR LF");
		if (i == 1)
			return refuse(400, "empty request line");
		if (i >= 3 && bytes.p[i - 2] == '\n') {
			*end = *scanned = i + 1;
			return accepted;
		}
	}
	*scanned = i;
	if (bytes.n < LIMIT_HEAD_BYTES)
		return (struct guard_answer){.verdict = GUARD_MORE};
	bool one_line = !memchr(bytes.p, '\n', LIMIT_HEAD_BYTES);
	return one_line ? refuse(414, "request line too long") : refuse(431, "head too long");
}

/* ---- request line ---- */

static const struct {
	str name;
	enum http_method method;
} methods[] = {
	{S("GET"), HTTP_GET},       {S("HEAD"), HTTP_HEAD},   {S("POST"), HTTP_POST},    {S("PUT"), HTTP_OTHER},   {S("DELETE"), HTTP_OTHER},
	{S("CONNECT"), HTTP_OTHER}, {S("PATCH"), HTTP_OTHER}, {S("OPTIONS"), HTTP_OTHER}, {S("TRACE"), HTTP_OTHER},
};

static struct guard_answer read_method(str name, enum http_method *method)
{
	if (name.n == 0 || name.n > METHOD_BYTES || !all(name, TOKEN))
		return refuse(400, "method");
	for (size_t i = 0; i < sizeof methods / sizeof methods[0]; i++) {
		if (!str_eq(name, methods[i].name))
			continue;
		*method = methods[i].method;
		return *method == HTTP_OTHER ? refuse(405, "method not allowed") : accepted;
	}
	return refuse(501, "unknown method");
}

static bool digit(char c)
{
	return c >= '0' && c <= '9';
}

static struct guard_answer read_version(str version, bool *http_1_0)
{
	*http_1_0 = str_eq(version, S("HTTP/1.0"));
	if (*http_1_0 || str_eq(version, S("HTTP/1.1")))
		return accepted;
	if (version.n == 8 && str_starts(version, S("HTTP/")) && digit(version.p[5]) && version.p[6] == '.' && digit(version.p[7]))
		return refuse(505, "HTTP version");
	return refuse(400, "request line");
}

/* A path has one meaning only: no empty, '.' or '..' segment, and no separator that hides behind an encoding. */
static const char *path_fault(str path)
{
	str segment, rest = str_skip(path, 1);
	for (bool more = true; more;) {
		more = str_cut(rest, '/', &segment, &rest);
		if (segment.n == 0 && more)
			return "empty segment in the path";
		if (str_eq(segment, S(".")) || str_eq(segment, S("..")))
			return "dot segment in the path";
	}
	for (size_t i = 0; i < path.n; i++)
		if ((unsigned char)path.p[i] < 0x20 || path.p[i] == 0x7f || path.p[i] == '\\')
			return "control character or backslash in the path";
	return utf8_valid(path) ? NULL : "path is not UTF-8";
}

static struct guard_answer read_target(str target)
{
	if (target.n == 0 || target.p[0] != '/' || !all(target, TARGET))
		return refuse(400, "target");
	if (target.n > LIMIT_TARGET_BYTES)
		return refuse(414, "target too long");
	str raw, query;
	bool asks = str_cut(target, '?', &raw, &query);
	char text[LIMIT_TARGET_BYTES];
	size_t n = 0;
	if (!percent_decode(raw, text, &n))
		return refuse(400, "percent-encoding of the path");
	if (str_has(raw, S("%2f")) || str_has(raw, S("%2F")))
		return refuse(400, "encoded slash in the path");
	const char *fault = path_fault((str){text, n});
	if (fault)
		return refuse(400, fault);
	if (asks && query_check(query) != OK)
		return refuse(400, "query");
	return accepted;
}

static struct guard_answer read_request_line(str line, struct guard_head *read)
{
	str method, target, version, rest;
	if (line.n > LIMIT_TARGET_BYTES + METHOD_BYTES + sizeof "  HTTP/1.1")
		return refuse(414, "request line too long");
	if (!str_cut(line, ' ', &method, &rest) || !str_cut(rest, ' ', &target, &version))
		return refuse(400, "request line");
	struct guard_answer answer = read_version(version, &read->http_1_0);
	if (answer.verdict == GUARD_ACCEPT)
		answer = read_method(method, &read->method);
	if (answer.verdict == GUARD_ACCEPT)
		answer = read_target(target);
	read->target = target;
	return answer;
}

/* ---- fields ---- */

/* Fields that may stand only once, and what their value must be. */
enum single { SINGLE_HOST, SINGLE_LENGTH, SINGLE_TRANSFER, SINGLE_EXPECT, SINGLE_TYPE, SINGLE_AUTHORIZATION, SINGLE_ORIGIN, SINGLE_SITE, SINGLES };
static const str single_names[SINGLES] = {
	[SINGLE_HOST] = S("host"),
	[SINGLE_LENGTH] = S("content-length"),
	[SINGLE_TRANSFER] = S("transfer-encoding"),
	[SINGLE_EXPECT] = S("expect"),
	[SINGLE_TYPE] = S("content-type"),
	[SINGLE_AUTHORIZATION] = S("authorization"),
	[SINGLE_ORIGIN] = S("origin"),
	[SINGLE_SITE] = S("sec-fetch-site"),
};

struct seen {
	str value[SINGLES]; /* absent until the field has been met */
	bool close, keep_alive;
};

static bool valid_port(str port)
{
	int64_t number;
	return port.n <= 5 && str_to_int64(port, &number) && number >= 0 && number <= 65535;
}

static bool valid_host(str host)
{
	if (host.n == 0 || host.n > HOST_BYTES)
		return false;
	str name, port, rest = str_skip(host, 1);
	if (host.p[0] == '[') {
		if (!str_cut(rest, ']', &name, &rest) || name.n < 2)
			return false;
		for (size_t i = 0; i < name.n; i++)
			if (!strchr("0123456789abcdefABCDEF:.", name.p[i]))
				return false;
		return rest.n == 0 || (rest.p[0] == ':' && valid_port(str_skip(rest, 1)));
	}
	bool has_port = str_cut(host, ':', &name, &port);
	return name.n > 0 && all(name, HOST) && (!has_port || valid_port(port));
}

static void read_connection(str value, struct seen *seen)
{
	str token;
	for (bool more = true; more;) {
		more = str_cut(value, ',', &token, &value);
		token = str_trim(token);
		seen->close |= str_eq_nocase(token, S("close"));
		seen->keep_alive |= str_eq_nocase(token, S("keep-alive"));
	}
}

static struct guard_answer read_field(str line, struct seen *seen)
{
	str name, value;
	if (line.p[0] == ' ' || line.p[0] == '\t')
		return refuse(400, "folded header line");
	if (!str_cut(line, ':', &name, &value) || name.n == 0 || !all(name, TOKEN))
		return refuse(400, "header name");
	value = str_trim(value);
	if (!utf8_valid(value))
		return refuse(400, "header value is not UTF-8");
	if (str_eq_nocase(name, S("connection")))
		read_connection(value, seen);
	for (int i = 0; i < SINGLES; i++) {
		if (!str_eq_nocase(name, single_names[i]))
			continue;
		if (seen->value[i].p)
			return refuse(400, "header that may stand only once");
		seen->value[i] = value;
	}
	return accepted;
}

static struct guard_answer read_length(str value, uint64_t *bytes)
{
	int64_t length = 0;
	if (value.n == 0 || !digit(value.p[0]))
		return refuse(400, "Content-Length");
	for (size_t i = 0; i < value.n; i++)
		if (!digit(value.p[i]))
			return refuse(400, "Content-Length");
	if (value.n > 19 || !str_to_int64(value, &length))
		return refuse(400, "Content-Length");
	if (length > LIMIT_SPOOLED_BODY_BYTES)
		return refuse(413, "body too long");
	*bytes = (uint64_t)length;
	return accepted;
}

static struct guard_answer read_framing(const struct seen *seen, struct guard_head *read)
{
	str length = seen->value[SINGLE_LENGTH], transfer = seen->value[SINGLE_TRANSFER], expect = seen->value[SINGLE_EXPECT];
	if (transfer.p) {
		if (length.p)
			return refuse(400, "Content-Length with Transfer-Encoding");
		if (read->http_1_0 || !str_eq_nocase(transfer, S("chunked")))
			return refuse(400, "Transfer-Encoding");
		read->chunked = true;
	}
	if (length.p) {
		struct guard_answer answer = read_length(length, &read->body_bytes);
		if (answer.verdict != GUARD_ACCEPT)
			return answer;
	}
	if (expect.p && !str_eq_nocase(expect, S("100-continue")))
		return refuse(417, "Expect");
	read->expects = expect.p && !read->http_1_0 && (read->chunked || read->body_bytes > 0);
	return accepted;
}

/* Cuts the next line off; the head ends in an empty line, so there is always one. */
static str next_line(str *rest)
{
	str line;
	(void)str_cut(*rest, '\n', &line, rest);
	line.n -= line.n > 0; /* the CR */
	return line;
}

struct guard_answer guard_read(str head, struct guard_head *read)
{
	*read = (struct guard_head){.method = HTTP_OTHER};
	struct seen seen = {0};
	str rest = head;
	struct guard_answer answer = read_request_line(next_line(&rest), read);
	if (answer.verdict != GUARD_ACCEPT)
		return answer;
	for (str line = next_line(&rest); line.n > 0; line = next_line(&rest)) {
		if (++read->fields > LIMIT_HEAD_FIELDS)
			return refuse(431, "too many header fields");
		answer = read_field(line, &seen);
		if (answer.verdict != GUARD_ACCEPT)
			return answer;
	}
	read->host = seen.value[SINGLE_HOST];
	if (read->host.p ? !valid_host(read->host) : !read->http_1_0)
		return refuse(400, "Host");
	read->close = seen.close || (read->http_1_0 && !seen.keep_alive);
	return read_framing(&seen, read);
}

void guard_fields(str head, struct http_field *fields)
{
	str rest = head;
	(void)next_line(&rest);
	for (str line = next_line(&rest); line.n > 0; line = next_line(&rest)) {
		(void)str_cut(line, ':', &fields->name, &fields->value);
		fields->value = str_trim(fields->value);
		fields++;
	}
}

void guard_target(struct arena *a, str target, str *path, str *query)
{
	str raw;
	if (!str_cut(target, '?', &raw, query))
		*query = STR_NONE;
	char *text = arena_alloc(a, raw.n + 1);
	size_t n = 0;
	always(percent_decode(raw, text, &n));
	text[n] = 0;
	*path = (str){text, n};
}

str guard_language(str bytes)
{
	str line, name, value, rest = str_first(bytes, LIMIT_HEAD_BYTES);
	for (bool more = true; more;) {
		more = str_cut(rest, '\n', &line, &rest);
		if (!str_cut(line, ':', &name, &value) || !str_eq_nocase(name, S("accept-language")))
			continue;
		value = str_trim(value);
		return value.n <= 200 && all(value, TEXT) && utf8_valid(value) ? value : STR_NONE;
	}
	return STR_NONE;
}

static size_t put(char *to, size_t n, str text)
{
	memcpy(to + n, text.p, text.n);
	return n + text.n;
}

size_t guard_plain_head(const struct guard_head *read, bool last, char to[GUARD_PLAIN_HEAD_BYTES])
{
	static const str names[] = {[HTTP_GET] = S("GET"), [HTTP_HEAD] = S("HEAD"), [HTTP_POST] = S("POST"), [HTTP_OTHER] = S("GET")};
	size_t n = put(to, 0, names[read->method]);
	n = put(to, n, read->http_1_0 ? S(" / HTTP/1.0\r\n") : S(" / HTTP/1.1\r\n"));
	if (read->chunked)
		n = put(to, n, S("Transfer-Encoding: chunked\r\n"));
	if (read->body_bytes)
		n += (size_t)snprintf(to + n, 48, "Content-Length: %llu\r\n", (unsigned long long)read->body_bytes);
	if (read->expects)
		n = put(to, n, S("Expect: 100-continue\r\n"));
	if (last)
		n = put(to, n, S("Connection: close\r\n"));
	else if (read->http_1_0)
		n = put(to, n, S("Connection: Keep-Alive\r\n"));
	return put(to, n, S("\r\n"));
}
