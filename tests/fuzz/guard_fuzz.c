/* The guard against any bytes: an answer for every head, and for an accepted one the promises that http.h makes to a handler. */
#include "base/limits.h"
#include "base/utf8.h"
#include "http/guard.h"
#include "http/percent.h"

#include <stdlib.h>

static void check_path(str path)
{
	str segment, rest = str_skip(path, 1);
	always(path.n > 0 && path.p[0] == '/' && utf8_valid(path));
	for (size_t i = 0; i < path.n; i++)
		always((unsigned char)path.p[i] >= 0x20 && path.p[i] != '\\' && path.p[i] != 0x7f);
	for (bool more = true; more;) {
		more = str_cut(rest, '/', &segment, &rest);
		always(!more || segment.n > 0);
		always(!str_eq(segment, S(".")) && !str_eq(segment, S("..")));
	}
}

static void check_accepted(str head, const struct guard_head *read)
{
	struct arena *a = arena_new(LIMIT_REQUEST_ARENA);
	struct http_field *fields = ARENA_ARRAY(a, read->fields + 1, struct http_field);
	guard_fields(head, fields);
	size_t hosts = 0, framings = 0;
	for (size_t i = 0; i < read->fields; i++) {
		always(fields[i].name.n > 0 && utf8_valid(fields[i].value));
		hosts += str_eq_nocase(fields[i].name, S("host"));
		framings += str_eq_nocase(fields[i].name, S("content-length")) || str_eq_nocase(fields[i].name, S("transfer-encoding"));
		for (size_t k = 0; k < fields[i].value.n; k++)
			always(fields[i].value.p[k] == '\t' || (unsigned char)fields[i].value.p[k] >= 0x20);
	}
	always(hosts == 1 || (hosts == 0 && read->http_1_0));
	always(framings <= 1 && !(read->chunked && read->body_bytes));
	always(read->body_bytes <= LIMIT_SPOOLED_BODY_BYTES && read->fields <= LIMIT_HEAD_FIELDS && read->method != HTTP_OTHER);
	str path, query;
	struct http_fields params;
	guard_target(a, read->target, &path, &query);
	check_path(path);
	always(!query.p || form_parse(a, query, &params) == OK);
	char plain[GUARD_PLAIN_HEAD_BYTES];
	size_t n = guard_plain_head(read, true, plain);
	struct guard_head again;
	size_t scanned = 0, end = 0;
	always(n <= sizeof plain && guard_scan((str){plain, n}, &scanned, &end).verdict == GUARD_ACCEPT && end == n);
	(void)guard_read((str){plain, n}, &again);
	arena_free(a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	str bytes = {(const char *)data, size};
	size_t scanned = 0, end = 0, step_scanned = 0, step_end = 0;
	struct guard_answer whole = guard_scan(bytes, &scanned, &end), step = {.verdict = GUARD_MORE};
	size_t pace = size ? 1 + data[size - 1] % 7 : 1;
	for (size_t n = pace; step.verdict == GUARD_MORE && n < size + pace; n += pace)
		step = guard_scan(str_first(bytes, n), &step_scanned, &step_end);
	always(size == 0 || (whole.verdict == step.verdict && end == step_end)); /* how the bytes were cut changes nothing */
	(void)guard_language(bytes);
	if (whole.verdict != GUARD_ACCEPT)
		return 0;
	always(end <= LIMIT_HEAD_BYTES);
	struct guard_head read;
	struct guard_answer answer = guard_read(str_first(bytes, end), &read);
	always(answer.verdict != GUARD_MORE);
	if (answer.verdict == GUARD_ACCEPT)
		check_accepted(str_first(bytes, end), &read);
	else
		always(answer.status >= 400 && answer.status <= 505 && answer.reason);
	return 0;
}
