/* What is made from the route table (route_table.c): matching, the listing of `faubourg routes`, the OpenAPI description. */
#include "web/routes.h"

#include "base/json.h"
#include "base/limits.h"
#include "base/version.h"

#include <string.h>

static const struct {
	const char *name;
	size_t offset;
} segments[] = {
	{"territory", offsetof(struct path_params, territory)},
	{"district", offsetof(struct path_params, district)},
	{"call", offsetof(struct path_params, call)},
	{"asset", offsetof(struct path_params, asset)},
	{"applicant", offsetof(struct path_params, applicant)},
	{"sheet", offsetof(struct path_params, sheet)},
	{"application", offsetof(struct path_params, application)},
	{"session", offsetof(struct path_params, session)},
	{"opinion", offsetof(struct path_params, opinion)},
	{"upload", offsetof(struct path_params, upload)},
	{"topic", offsetof(struct path_params, topic)},
	{"document", offsetof(struct path_params, document)},
	{"attachment", offsetof(struct path_params, attachment)},
	{"person", offsetof(struct path_params, person)},
	{"version", offsetof(struct path_params, version)},
	{"message", offsetof(struct path_params, message)},
	{"request", offsetof(struct path_params, request)},
	{"funder", offsetof(struct path_params, funder)},
};

static const struct route *table = route_table;
static size_t other_rows; /* of another table than the real one */

static size_t rows(void)
{
	return table == route_table ? route_count : other_rows;
}

const struct route *routes_all(size_t *count)
{
	*count = rows();
	return table;
}

void routes_use(const struct route *other, size_t count)
{
	table = other ? other : route_table;
	other_rows = count;
}

bool route_names(str declared, str param)
{
	if (!str_ends(declared, S("*")))
		return str_eq(declared, param);
	str prefix = str_first(declared, declared.n - 1);
	return param.n > prefix.n && str_starts(param, prefix);
}

static bool declares(const char *list, str name)
{
	str rest = str_of(list), declared, tail;
	while (str_is_set(rest)) {
		(void)str_cut(rest, ' ', &declared, &tail);
		if (route_names(declared, name))
			return true;
		rest = tail;
	}
	return false;
}

bool route_declares(const struct route *route, str param)
{
	return route && declares(route->params, param);
}

bool route_has_field(const struct route *route, str field)
{
	return route && declares(route->form, field);
}

bool route_writes(const struct route *route)
{
	return route->method == HTTP_POST || route->prepare;
}

bool route_is_personal(const struct route *route)
{
	if (route->guard.kind != GUARD_ANYONE || route->forms || route_writes(route))
		return true;
	for (size_t i = 0; i < rows(); i++)
		if (table[i].method == HTTP_POST && strcmp(table[i].path, route->path) == 0)
			return true;
	return false;
}

static bool is_code(str s)
{
	if (!s.n || s.n > LIMIT_CODE_BYTES || s.p[0] == '.' || s.p[0] == '_' || s.p[0] == '-')
		return false;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
		if (!letter && !(c >= '0' && c <= '9') && c != '.' && c != '_' && c != '-')
			return false;
	}
	return true;
}

static str *segment_of(struct path_params *params, str name)
{
	for (size_t i = 0; i < sizeof segments / sizeof *segments; i++)
		if (str_eq(str_of(segments[i].name), name))
			return (str *)(void *)((char *)params + segments[i].offset);
	return NULL;
}

/* Segment by segment; a code that is none of the field's does not match, so that such an address is simply not found. */
static bool matches(const char *pattern, str path, struct path_params *params)
{
	str want = str_of(pattern), part, given;
	*params = (struct path_params){0};
	for (;;) {
		str want_tail, path_tail;
		bool want_more = str_cut(want, '/', &part, &want_tail), path_more = str_cut(path, '/', &given, &path_tail);
		if (part.n && part.p[0] == ':') {
			str *segment = segment_of(params, str_skip(part, 1));
			always(segment != NULL);
			if (!is_code(given))
				return false;
			*segment = given;
		} else if (!str_eq(part, given)) {
			return false;
		}
		if (want_more != path_more)
			return false;
		if (!want_more)
			return true;
		want = want_tail;
		path = path_tail;
	}
}

enum status route_find(enum http_method method, str path, const struct route **route, struct path_params *params)
{
	enum status s = NOT_FOUND;
	if (method == HTTP_HEAD)
		method = HTTP_GET;
	for (size_t i = 0; i < rows(); i++) {
		if (!matches(table[i].path, path, params))
			continue;
		*route = &table[i];
		if (table[i].method == method)
			return OK;
		s = DENIED;
	}
	return s;
}

str routes_allow(str path)
{
	const struct route *ignored;
	struct path_params params;
	bool get = route_find(HTTP_GET, path, &ignored, &params) == OK, post = route_find(HTTP_POST, path, &ignored, &params) == OK;
	return get && post ? S("GET, HEAD, POST") : post ? S("POST") : S("GET, HEAD");
}

static const char *method_name(enum http_method method)
{
	return method == HTTP_POST ? "POST" : "GET";
}

static void print_guard(struct out *o, const struct guard *guard)
{
	if (guard->kind == GUARD_MAY)
		out_fmt(o, "may %-17s ", guard->name);
	else
		out_fmt(o, "%-22s", "anyone");
}

void routes_print(struct out *o)
{
	for (size_t i = 0; i < rows(); i++) {
		out_fmt(o, "%-5s%-55s ", method_name(table[i].method), table[i].path);
		print_guard(o, &table[i].guard);
		out_str(o, word_text(LANG_FR, table[i].summary));
		out_char(o, '\n');
	}
}

/* "/calls/:call/programme" is "/calls/{call}/programme" there. */
static void openapi_path(struct out *o, const char *path)
{
	str rest = str_skip(str_of(path), 1), part, tail;
	bool more = true;
	while (more) {
		more = str_cut(rest, '/', &part, &tail);
		out_char(o, '/');
		if (part.n && part.p[0] == ':')
			out_fmt(o, "{%.*s}", STR_ARGS(str_skip(part, 1)));
		else
			out_str(o, part);
		rest = tail;
	}
}

static void openapi_parameter(struct json *j, str name, str in)
{
	json_object(j);
	json_text(j, S("name"), name);
	json_text(j, S("in"), in);
	json_bool(j, S("required"), str_eq(in, S("path")));
	json_object_in(j, S("schema"));
	json_text(j, S("type"), S("string"));
	json_end(j);
	json_end(j);
}

static void openapi_parameters(struct json *j, const struct route *route)
{
	json_array_in(j, S("parameters"));
	str rest = str_of(route->path), part, tail;
	while (str_is_set(rest)) {
		(void)str_cut(rest, '/', &part, &tail);
		if (part.n && part.p[0] == ':')
			openapi_parameter(j, str_skip(part, 1), S("path"));
		rest = tail;
	}
	rest = str_of(route->params);
	while (str_is_set(rest)) {
		(void)str_cut(rest, ' ', &part, &tail);
		openapi_parameter(j, part, S("query"));
		rest = tail;
	}
	json_end(j);
}

static str media_of(const struct route *route)
{
	str path = str_of(route->path);
	if (str_ends(path, S(".csv")))
		return S("text/csv");
	if (str_ends(path, S(".xlsx")))
		return S("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
	if (str_ends(path, S(".publicodes")))
		return S("text/yaml");
	return S("application/json");
}

static void openapi_operation(struct json *j, enum lang lang, const struct route *route)
{
	struct out path = out_new(LIMIT_TARGET_BYTES);
	openapi_path(&path, route->path);
	json_object_in(j, out_text(&path));
	out_free(&path);
	json_object_in(j, S("get"));
	json_text(j, S("summary"), word_text(lang, route->summary));
	openapi_parameters(j, route);
	json_object_in(j, S("responses"));
	json_object_in(j, S("200"));
	json_text(j, S("description"), S("OK"));
	json_object_in(j, S("content"));
	json_object_in(j, media_of(route));
	json_end(j);
	json_end(j);
	json_end(j);
	json_object_in(j, S("404"));
	json_text(j, S("description"), word_text(lang, W_pages_error_404));
	json_end(j);
	json_end(j);
	json_end(j);
	json_end(j);
}

void routes_openapi(struct out *o, enum lang lang)
{
	struct json j = json_new(o);
	json_object(&j);
	json_text(&j, S("openapi"), S("3.1.0"));
	json_object_in(&j, S("info"));
	json_text(&j, S("title"), word_text(lang, W_pages_product));
	json_text(&j, S("version"), S(FAUBOURG_VERSION));
	json_text(&j, S("description"), word_text(lang, W_pages_help_data_text));
	json_end(&j);
	json_object_in(&j, S("paths"));
	for (size_t i = 0; i < rows(); i++)
		if (table[i].kind == ROUTE_DATA && table[i].method == HTTP_GET && !route_is_personal(&table[i]))
			openapi_operation(&j, lang, &table[i]);
	json_end(&j);
	json_end(&j);
}
