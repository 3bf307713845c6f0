/* Escaping for HTML, addresses that cannot run a script, and values as text and as attributes.
   The writers here are the only ones that turn a value into markup; generated pages choose among them by type (html.h). */
#include "base/html.h"

#include "base/format.h"
#include "base/limits.h"
#include "base/utf8.h"

#include <string.h>

#define REPLACEMENT "\xef\xbf\xbd" /* U+FFFD */

/* What a byte asks for: 0 plain, 1 a reference, 2 the start of a longer character or a stray byte, 3 a control character. */
enum byte_class { PLAIN, REFERENCE, MULTIBYTE, CONTROL };

static const unsigned char classes[256] = {
	[0 ... 8] = CONTROL,      [0x0b] = CONTROL,         [0x0c] = CONTROL,        [0x0e ... 0x1f] = CONTROL, [0x7f] = CONTROL,
	['&'] = REFERENCE,        ['<'] = REFERENCE,        ['>'] = REFERENCE,       ['"'] = REFERENCE,         ['\''] = REFERENCE,
	[0x80 ... 0xff] = MULTIBYTE,
};

static str reference(char c)
{
	switch (c) {
	case '&': return S("&amp;");
	case '<': return S("&lt;");
	case '>': return S("&gt;");
	case '"': return S("&quot;");
	default: return S("&#39;");
	}
}

/* The length of the character at p, or 0 when it is invalid: the two- and three-byte characters of French text without the general decoder. */
static size_t character_at(const unsigned char *p, size_t left)
{
	if (p[0] >= 0xc2 && p[0] < 0xe0 && left > 1 && (p[1] & 0xc0) == 0x80)
		return 2;
	if (p[0] == 0xe2 && left > 2 && (p[1] & 0xc0) == 0x80 && (p[2] & 0xc0) == 0x80)
		return 3;
	return utf8_length((str){(const char *)p, left});
}

void html_escaped(struct out *o, str s)
{
	const unsigned char *p = (const unsigned char *)s.p;
	size_t start = 0, i = 0;
	while (i < s.n) {
		unsigned kind = classes[p[i]];
		if (kind == PLAIN) {
			i++;
			continue;
		}
		size_t length = kind == MULTIBYTE ? character_at(p + i, s.n - i) : 0;
		if (length) {
			i += length;
			continue;
		}
		out_bytes(o, s.p + start, i - start);
		out_str(o, kind == REFERENCE ? reference(s.p[i]) : S(REPLACEMENT));
		start = ++i;
	}
	if (i > start)
		out_bytes(o, s.p + start, i - start);
}

void html_words(struct out *o, enum lang lang, enum word word, const struct word_arg *args, size_t count)
{
	always((unsigned)word < WORD_COUNT);
	struct out plain = out_new(LIMIT_RESPONSE_BYTES);
	words_write(&plain, lang, word, args, count);
	if (plain.full)
		o->full = true;
	html_escaped(o, out_text(&plain));
	out_free(&plain);
}

str html_lang(enum lang lang)
{
	return lang == LANG_EN ? S("en") : S("fr");
}

void html_csrf(struct out *o, str token)
{
	out_str(o, S("<input type=\"hidden\" name=\"csrf\" value=\""));
	html_escaped(o, token);
	out_str(o, S("\">"));
}

html html_drawn(struct arena *a, const struct out *markup)
{
	return (html){arena_str(a, out_text(markup))};
}

/* ---- addresses ---- */

static const url nowhere = {{"#", 1}};

static bool unreserved(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c && strchr("-._~", c));
}

/* Every byte but letters, digits and -._~ as %XX. `to` must have room for three times s.n. */
static size_t percent_encode(char *to, str s)
{
	static const char hex[] = "0123456789ABCDEF";
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (unreserved(s.p[i])) {
			to[n++] = s.p[i];
			continue;
		}
		to[n++] = '%';
		to[n++] = hex[c >> 4];
		to[n++] = hex[c & 15];
	}
	return n;
}

static bool names_another_page(str segment)
{
	return segment.n == 0 || str_eq(segment, S(".")) || str_eq(segment, S(".."));
}

static size_t append(char *to, str s)
{
	if (s.n)
		memcpy(to, s.p, s.n);
	return s.n;
}

static size_t name_length(str pattern)
{
	size_t n = 1;
	while (n < pattern.n && ((pattern.p[n] >= 'a' && pattern.p[n] <= 'z') || pattern.p[n] == '_'))
		n++;
	return n;
}

url url_path(struct arena *a, str base, str pattern, const str *segments, size_t count)
{
	always(str_starts(pattern, S("/")) && !str_starts(pattern, S("//")));
	size_t room = base.n + pattern.n;
	for (size_t i = 0; i < count; i++)
		room += 3 * segments[i].n;
	char *to = arena_alloc(a, room + 1);
	size_t n = append(to, base), used = 0;
	bool in_query = false;
	while (pattern.n) {
		if (pattern.p[0] != ':') {
			in_query = in_query || pattern.p[0] == '?';
			to[n++] = pattern.p[0];
			pattern = str_skip(pattern, 1);
			continue;
		}
		always(used < count);
		if (!in_query && names_another_page(segments[used]))
			return nowhere;
		n += percent_encode(to + n, segments[used++]);
		pattern = str_skip(pattern, name_length(pattern));
	}
	always(used == count);
	return (url){{to, n}};
}

url url_here(struct arena *a, str id)
{
	char *to = arena_alloc(a, 3 * id.n + 2);
	to[0] = '#';
	return (url){{to, 1 + percent_encode(to + 1, id)}};
}

url url_web(str typed)
{
	str rest = STR_NONE;
	if (str_eq_nocase(str_first(typed, 8), S("https://")))
		rest = str_skip(typed, 8);
	else if (str_eq_nocase(str_first(typed, 7), S("http://")))
		rest = str_skip(typed, 7);
	if (rest.n == 0 || strchr("/?#:", rest.p[0]))
		return nowhere;
	bool in_authority = true;
	for (size_t i = 0; i < rest.n; i++) {
		char c = rest.p[i];
		if ((unsigned char)c <= ' ' || c == 0x7f || c == '\\' || (in_authority && c == '@'))
			return nowhere;
		in_authority = in_authority && !strchr("/?#", c);
	}
	if (!utf8_valid(typed))
		return nowhere;
	return (url){typed};
}

/* ---- text ---- */

#define NO_BREAK "\xc2\xa0"
#define NARROW_NO_BREAK "\xe2\x80\xaf"

static bool digit_at(str v, size_t i)
{
	return i < v.n && v.p[i] >= '0' && v.p[i] <= '9';
}

/* The space that belongs at i, where an ordinary one stands; "" when it may stay. Packs and documents are typed with ordinary spaces. */
static str space_at(str v, size_t i)
{
	static const struct {
		str after, space;
		bool figure; /* only behind a digit */
	} before[] = {
		{S(":"), S(NO_BREAK), false}, {S("\xc2\xbb"), S(NO_BREAK), false}, {S(";"), S(NARROW_NO_BREAK), false}, {S("?"), S(NARROW_NO_BREAK), false},
		{S("!"), S(NARROW_NO_BREAK), false}, {S("%"), S(NARROW_NO_BREAK), true}, {S("\xe2\x82\xac"), S(NO_BREAK), true},
	};
	str rest = str_skip(v, i + 1);
	bool behind_digit = i > 0 && digit_at(v, i - 1);
	for (size_t k = 0; k < sizeof before / sizeof *before; k++)
		if (str_starts(rest, before[k].after) && (behind_digit || !before[k].figure))
			return before[k].space;
	if (i >= 2 && (unsigned char)v.p[i - 2] == 0xc2 && (unsigned char)v.p[i - 1] == 0xab)
		return S(NO_BREAK);
	bool thousands = behind_digit && digit_at(v, i + 1) && digit_at(v, i + 2) && digit_at(v, i + 3) && !digit_at(v, i + 4);
	return thousands ? S(NARROW_NO_BREAK) : S("");
}

void html_text_str(struct out *o, enum lang lang, const struct zone *zone, str v)
{
	(void)lang, (void)zone;
	size_t start = 0;
	for (size_t i = 0; i < v.n; i++) {
		str space = v.p[i] == ' ' ? space_at(v, i) : S("");
		if (!space.n)
			continue;
		html_escaped(o, (str){v.p + start, i - start});
		out_str(o, space);
		start = i + 1;
	}
	html_escaped(o, str_skip(v, start));
}

void html_text_html(struct out *o, enum lang lang, const struct zone *zone, html v)
{
	(void)lang, (void)zone;
	out_str(o, v.s);
}

void html_text_url(struct out *o, enum lang lang, const struct zone *zone, url v)
{
	(void)lang, (void)zone;
	html_escaped(o, v.s);
}

void html_text_money(struct out *o, enum lang lang, const struct zone *zone, money v)
{
	(void)zone;
	out_money(o, lang, v);
}

void html_text_day(struct out *o, enum lang lang, const struct zone *zone, day v)
{
	(void)zone;
	out_day(o, lang, v);
}

void html_text_instant(struct out *o, enum lang lang, const struct zone *zone, instant v)
{
	out_instant(o, lang, v, zone ? zone : zone_named(S("Europe/Paris")));
}

void html_text_int(struct out *o, enum lang lang, const struct zone *zone, int64_t v)
{
	(void)zone;
	out_number(o, lang, v);
}

void html_text_size(struct out *o, enum lang lang, const struct zone *zone, uint64_t v)
{
	(void)zone;
	always(v <= (uint64_t)INT64_MAX);
	out_number(o, lang, (int64_t)v);
}

void html_text_opt_int(struct out *o, enum lang lang, const struct zone *zone, opt_int v)
{
	if (v.set)
		html_text_int(o, lang, zone, v.value);
}

void html_text_opt_money(struct out *o, enum lang lang, const struct zone *zone, opt_money v)
{
	if (v.set)
		html_text_money(o, lang, zone, v.value);
}

void html_text_opt_day(struct out *o, enum lang lang, const struct zone *zone, opt_day v)
{
	if (v.set)
		html_text_day(o, lang, zone, v.value);
}

void html_text_opt_instant(struct out *o, enum lang lang, const struct zone *zone, opt_instant v)
{
	if (v.set)
		html_text_instant(o, lang, zone, v.value);
}

/* ---- attributes ---- */

void html_attr_str(struct out *o, str v)
{
	html_escaped(o, v);
}

void html_attr_url(struct out *o, url v)
{
	html_escaped(o, v.s);
}

void html_attr_money(struct out *o, money v)
{
	out_euros_plain(o, v);
}

void html_attr_day(struct out *o, day v)
{
	char text[32];
	out_str(o, str_of(day_iso(v, text)));
}

void html_attr_instant(struct out *o, instant v)
{
	char text[32];
	out_str(o, str_of(instant_iso(v, text)));
}

void html_attr_bool(struct out *o, bool v)
{
	out_str(o, v ? S("true") : S("false"));
}

void html_attr_int(struct out *o, int64_t v)
{
	out_int(o, v);
}

void html_attr_size(struct out *o, uint64_t v)
{
	always(v <= (uint64_t)INT64_MAX);
	out_int(o, (int64_t)v);
}

void html_attr_opt_int(struct out *o, opt_int v)
{
	if (v.set)
		html_attr_int(o, v.value);
}

void html_attr_opt_money(struct out *o, opt_money v)
{
	if (v.set)
		html_attr_money(o, v.value);
}

void html_attr_opt_day(struct out *o, opt_day v)
{
	if (v.set)
		html_attr_day(o, v.value);
}

void html_attr_opt_instant(struct out *o, opt_instant v)
{
	if (v.set)
		html_attr_instant(o, v.value);
}
