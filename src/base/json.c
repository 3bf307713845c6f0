/* The JSON writer. */
#include "base/json.h"

#include "base/utf8.h"

struct json json_new(struct out *o)
{
	return (struct json){.o = o};
}

static void quoted(struct out *o, str s)
{
	out_char(o, '"');
	size_t clean = 0; /* start of the run not yet written */
	for (size_t i = 0; i < s.n;) {
		unsigned char c = (unsigned char)s.p[i];
		if (c >= 0x20 && c < 0x7f && c != '"' && c != '\\') {
			i++;
			continue;
		}
		size_t length = c < 0x80 ? 0 : utf8_length(str_skip(s, i));
		if (length) {
			i += length;
			continue;
		}
		out_bytes(o, s.p + clean, i - clean);
		if (c == '"' || c == '\\')
			out_fmt(o, "\\%c", c);
		else if (c == '\n')
			out_str(o, S("\\n"));
		else if (c < 0x80)
			out_fmt(o, "\\u%04x", c);
		else
			out_str(o, S("\xef\xbf\xbd"));
		clean = ++i;
	}
	out_bytes(o, s.p + clean, s.n - clean);
	out_char(o, '"');
}

static void begin(struct json *j, str name)
{
	if (j->depth) {
		if (j->comma[j->depth - 1])
			out_char(j->o, ',');
		j->comma[j->depth - 1] = true;
	}
	if (name.p) {
		quoted(j->o, name);
		out_char(j->o, ':');
	}
}

static void open_with(struct json *j, str name, char opener, char closer)
{
	begin(j, name);
	always(j->depth < JSON_DEPTH);
	out_char(j->o, opener);
	j->comma[j->depth] = false;
	j->closer[j->depth++] = closer;
}

void json_object(struct json *j)
{
	open_with(j, STR_NONE, '{', '}');
}

void json_array(struct json *j)
{
	open_with(j, STR_NONE, '[', ']');
}

void json_object_in(struct json *j, str name)
{
	open_with(j, name, '{', '}');
}

void json_array_in(struct json *j, str name)
{
	open_with(j, name, '[', ']');
}

void json_end(struct json *j)
{
	always(j->depth);
	out_char(j->o, j->closer[--j->depth]);
}

void json_text(struct json *j, str name, str value)
{
	begin(j, name);
	if (value.p)
		quoted(j->o, value);
	else
		out_str(j->o, S("null"));
}

void json_int(struct json *j, str name, int64_t value)
{
	begin(j, name);
	out_int(j->o, value);
}

void json_bool(struct json *j, str name, bool value)
{
	begin(j, name);
	out_str(j->o, value ? S("true") : S("false"));
}

void json_null(struct json *j, str name)
{
	begin(j, name);
	out_str(j->o, S("null"));
}

void json_number(struct json *j, str name, str digits)
{
	begin(j, name);
	out_str(j->o, digits);
}

void json_milli(struct json *j, str name, int64_t thousandths)
{
	begin(j, name);
	uint64_t value = thousandths < 0 ? 0 - (uint64_t)thousandths : (uint64_t)thousandths;
	if (thousandths < 0)
		out_char(j->o, '-');
	out_int(j->o, (int64_t)(value / 1000));
	unsigned rest = (unsigned)(value % 1000);
	if (rest)
		out_char(j->o, '.');
	for (unsigned unit = 100; rest; unit /= 10) {
		out_char(j->o, (char)('0' + rest / unit));
		rest %= unit;
	}
}
