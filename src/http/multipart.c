/* Cuts a multipart body at its boundary. See multipart.h. */
#include "http/multipart.h"

#include "base/limits.h"
#include "base/utf8.h"

#include <string.h>

/* ---- parameters of a header: name=token, name="text" ---- */

static bool is_token_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c != 0 && strchr("'()+_,-./:=?!#$&*^`|~", c) != NULL);
}

/* One parameter behind a semicolon. A quoted text ends at its quote: browsers write a quote inside it as %22. False: none, or not well formed (then *rest is absent). */
static bool next_parameter(str *rest, str *name, str *value)
{
	str text = str_trim(*rest);
	if (text.n == 0)
		return false;
	*rest = STR_NONE;
	if (text.p[0] != ';' || !str_cut(str_skip(text, 1), '=', name, &text))
		return false;
	*name = str_trim(*name);
	if (text.n > 0 && text.p[0] == '"') {
		str tail;
		if (!str_cut(str_skip(text, 1), '"', value, &tail))
			return false;
		*rest = tail;
		return true;
	}
	size_t n = 0;
	while (n < text.n && is_token_letter(text.p[n]))
		n++;
	*value = str_first(text, n);
	*rest = str_skip(text, n);
	return n > 0;
}

static bool is_boundary(str text)
{
	if (text.n == 0 || text.n > LIMIT_BOUNDARY_BYTES || text.p[text.n - 1] == ' ')
		return false;
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];
		bool good = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c != 0 && strchr("'()+_,-./:=? ", c) != NULL);
		if (!good)
			return false;
	}
	return true;
}

static bool boundary_of(str content_type, str *boundary)
{
	str name, value;
	size_t end = 0;
	while (end < content_type.n && content_type.p[end] != ';')
		end++;
	str rest = str_skip(content_type, end);
	*boundary = STR_NONE;
	if (!str_eq_nocase(str_trim(str_first(content_type, end)), S("multipart/form-data")))
		return false;
	while (next_parameter(&rest, &name, &value)) {
		if (!str_eq_nocase(name, S("boundary")))
			continue;
		if (boundary->p)
			return false;
		*boundary = value;
	}
	return rest.p && boundary->p && is_boundary(*boundary);
}

/* ---- one part ---- */

/* %22, %0D, %0A as the standard of browsers writes what may not stand in a quoted text. */
static str unescape(struct arena *a, str text)
{
	static const struct {
		str code;
		char letter;
	} codes[] = {{S("%22"), '"'}, {S("%0D"), '\r'}, {S("%0d"), '\r'}, {S("%0A"), '\n'}, {S("%0a"), '\n'}};
	char *to = arena_alloc(a, text.n + 1);
	size_t n = 0;
	while (text.n > 0) {
		size_t step = 1;
		char c = text.p[0];
		for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
			if (str_starts(text, codes[i].code)) {
				c = codes[i].letter;
				step = codes[i].code.n;
			}
		to[n++] = c;
		text = str_skip(text, step);
	}
	return (str){to, n};
}

static bool is_text(str s)
{
	return utf8_valid(s) && !(s.n > 0 && memchr(s.p, 0, s.n));
}

static bool read_disposition(struct arena *a, str value, struct multipart_part *part)
{
	str name, text;
	size_t end = 0;
	while (end < value.n && value.p[end] != ';')
		end++;
	str rest = str_skip(value, end);
	if (!str_eq_nocase(str_trim(str_first(value, end)), S("form-data")))
		return false;
	while (next_parameter(&rest, &name, &text)) {
		bool is_name = str_eq_nocase(name, S("name")), is_file = str_eq_nocase(name, S("filename"));
		if ((is_name && part->name.p) || (is_file && part->file_name.p))
			return false;
		if (is_name)
			part->name = unescape(a, text);
		if (is_file)
			part->file_name = unescape(a, text);
	}
	return rest.p && part->name.n > 0 && is_text(part->name);
}

static bool read_head(struct arena *a, str head, struct multipart_part *part)
{
	bool named = false;
	while (head.n > 0) {
		str line, name, value;
		size_t end;
		if (!str_find(head, S("\r\n"), &end))
			return false;
		line = str_first(head, end);
		head = str_skip(head, end + 2);
		if (!is_text(line) || !str_cut(line, ':', &name, &value) || name.n == 0 || name.p[0] == ' ' || name.p[0] == '\t')
			return false;
		value = str_trim(value);
		if (str_eq_nocase(name, S("content-transfer-encoding")) && !str_eq_nocase(value, S("binary")) && !str_eq_nocase(value, S("8bit")) && !str_eq_nocase(value, S("7bit")))
			return false;
		if (!str_eq_nocase(name, S("content-disposition")))
			continue;
		if (named || !read_disposition(a, value, part))
			return false;
		named = true;
	}
	return named;
}

static bool find(str text, str needle, size_t *at)
{
	const char *found = text.n ? memmem(text.p, text.n, needle.p, needle.n) : NULL;
	*at = found ? (size_t)(found - text.p) : 0;
	return found != NULL;
}

/* From behind a delimiter's line to the next delimiter. */
static enum status read_part(struct arena *a, str *rest, str delimiter, struct multipart_part *part)
{
	size_t head, end;
	if (str_starts(*rest, S("\r\n")) || !find(str_first(*rest, LIMIT_PART_HEAD_BYTES), S("\r\n\r\n"), &head))
		return rest->n > LIMIT_PART_HEAD_BYTES ? TOO_BIG : INVALID;
	if (!read_head(a, str_first(*rest, head + 2), part))
		return INVALID;
	*rest = str_skip(*rest, head + 2); /* the delimiter begins with a line's end: that of an empty part is the head's */
	if (!find(*rest, delimiter, &end))
		return INVALID;
	part->bytes = end >= 2 ? str_skip(str_first(*rest, end), 2) : S("");
	*rest = str_skip(*rest, end + delimiter.n);
	if (part->file_name.p)
		return OK;
	if (part->bytes.n > LIMIT_PART_FIELD_BYTES)
		return TOO_BIG;
	return is_text(part->bytes) ? OK : INVALID;
}

enum status multipart_read(struct arena *a, str content_type, str body, struct multipart *form)
{
	str boundary;
	*form = (struct multipart){0};
	if (!boundary_of(content_type, &boundary))
		return INVALID;
	str delimiter = arena_fmt(a, "\r\n--%.*s", STR_ARGS(boundary)), rest = body;
	if (!str_starts(rest, str_skip(delimiter, 2)))
		return INVALID;
	rest = str_skip(rest, delimiter.n - 2);
	while (!str_starts(rest, S("--"))) {
		if (form->n == LIMIT_UPLOAD_PARTS)
			return TOO_BIG;
		if (!str_starts(rest, S("\r\n")))
			return INVALID;
		rest = str_skip(rest, 2);
		enum status s = read_part(a, &rest, delimiter, LIST_ADD(a, form));
		if (s != OK)
			return s;
	}
	rest = str_skip(rest, 2);
	return rest.n == 0 || str_eq(rest, S("\r\n")) ? OK : INVALID;
}

str multipart_field(const struct multipart *form, str name)
{
	for (size_t i = 0; i < form->n; i++)
		if (!form->at[i].file_name.p && str_eq(form->at[i].name, name))
			return form->at[i].bytes;
	return STR_NONE;
}
