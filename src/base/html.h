/* Writes values into HTML, escaped for where they stand, chosen by their C type. Generated pages (tools/pages) are the caller; SVG makers may be.
   What cannot be safe does not compile: a raw str as a link, markup in an attribute, a char * of unknown length, a truth value as text.
   Escaping is total: & < > " ' become references, invalid UTF-8 and control characters become U+FFFD. In text (not in attributes) an ordinary space
   that a line must not break at becomes a no-break one: before : ; ? ! » % €, after «, between thousands. No other character changes.
   Every attribute of a generated page stands between double quotes, so the same escaping is right in text and in attributes. */
#ifndef BASE_HTML_H
#define BASE_HTML_H

#include "base/arena.h"
#include "base/calendar.h"
#include "base/out.h"
#include "base/values.h"
#include "base/words.h"

/* An address that may stand in href, src or action. Made only by the constructors below: never written by hand in a handler. */
typedef struct url {
	str s;
} url;

/* A page of this program: URL_PATH(arena, layout.base, "/calls/:call/programme", code). The pattern is a literal that begins with one '/'; each
   ":name" is replaced, in order, by the next argument, percent-encoded; the rest stays as written, a query too ("/search?q=:q").
   `base` goes in front ("" or "/en"). An absent segment, an empty one, "." or ".." would name another page: then the address is "#".
   As many arguments as the pattern has names, else the process stops. The text lives in the arena. */
#define URL_PATH(arena, base, pattern, ...) \
	url_path((arena), (base), S(pattern), (const str[]){__VA_ARGS__ __VA_OPT__(, ) STR_NONE}, \
	         sizeof((const str[]){__VA_ARGS__ __VA_OPT__(, ) STR_NONE}) / sizeof(str) - 1)
url url_path(struct arena *a, str base, str pattern, const str *segments, size_t count);

/* An address of the web that somebody typed: accepted when it is http:// or https:// with a host and holds no blank, control character, backslash,
   or user name; anything else ("javascript:…") gives "#". Not copied. */
url url_web(str typed);

/* A place in the same page: "#" and the percent-encoded id. */
url url_here(struct arena *a, str id);

/* Markup that this program drew itself (an SVG chart), every value in it written with the functions below. Copied into the arena. */
html html_drawn(struct arena *a, const struct out *markup);

/* ---- what generated pages call ---- */

void html_escaped(struct out *o, str s);
void html_words(struct out *o, enum lang lang, enum word word, const struct word_arg *args, size_t count);
#define HTML_WORDS(o, lang, word, ...) \
	html_words((o), (lang), (word), (const struct word_arg[]){__VA_ARGS__ __VA_OPT__(, ){.name = NULL}}, \
	           sizeof((const struct word_arg[]){__VA_ARGS__ __VA_OPT__(, ){.name = NULL}}) / sizeof(struct word_arg) - 1)
/* The code of the language: fr, en. */
str html_lang(enum lang lang);

/* Text: numbers, amounts and dates as a person reads them in that language, instants in that zone (NULL: Europe/Paris); absent values write nothing. */
#define HTML_TEXT(o, lang, zone, value) \
	_Generic((value), \
	         str: html_text_str, html: html_text_html, url: html_text_url, money: html_text_money, day: html_text_day, instant: html_text_instant, \
	         int: html_text_int, long: html_text_int, long long: html_text_int, unsigned: html_text_size, unsigned long: html_text_size, \
	         unsigned long long: html_text_size, opt_int: html_text_opt_int, opt_money: html_text_opt_money, opt_day: html_text_opt_day, \
	         opt_instant: html_text_opt_instant)((o), (lang), (zone), (value))
void html_text_str(struct out *o, enum lang lang, const struct zone *zone, str v);
void html_text_html(struct out *o, enum lang lang, const struct zone *zone, html v);
void html_text_url(struct out *o, enum lang lang, const struct zone *zone, url v);
void html_text_money(struct out *o, enum lang lang, const struct zone *zone, money v);
void html_text_day(struct out *o, enum lang lang, const struct zone *zone, day v);
void html_text_instant(struct out *o, enum lang lang, const struct zone *zone, instant v);
void html_text_int(struct out *o, enum lang lang, const struct zone *zone, int64_t v);
void html_text_size(struct out *o, enum lang lang, const struct zone *zone, uint64_t v);
void html_text_opt_int(struct out *o, enum lang lang, const struct zone *zone, opt_int v);
void html_text_opt_money(struct out *o, enum lang lang, const struct zone *zone, opt_money v);
void html_text_opt_day(struct out *o, enum lang lang, const struct zone *zone, opt_day v);
void html_text_opt_instant(struct out *o, enum lang lang, const struct zone *zone, opt_instant v);

/* A quoted attribute: machine forms. Plain digits, euros with a point ("12.50"), ISO days and instants, true and false. Markup does not compile. */
#define HTML_ATTR(o, value) \
	_Generic((value), \
	         str: html_attr_str, url: html_attr_url, money: html_attr_money, day: html_attr_day, instant: html_attr_instant, bool: html_attr_bool, \
	         int: html_attr_int, long: html_attr_int, long long: html_attr_int, unsigned: html_attr_size, unsigned long: html_attr_size, \
	         unsigned long long: html_attr_size, opt_int: html_attr_opt_int, opt_money: html_attr_opt_money, opt_day: html_attr_opt_day, \
	         opt_instant: html_attr_opt_instant)((o), (value))
void html_attr_str(struct out *o, str v);
void html_attr_url(struct out *o, url v);
void html_attr_money(struct out *o, money v);
void html_attr_day(struct out *o, day v);
void html_attr_instant(struct out *o, instant v);
void html_attr_bool(struct out *o, bool v);
void html_attr_int(struct out *o, int64_t v);
void html_attr_size(struct out *o, uint64_t v);
void html_attr_opt_int(struct out *o, opt_int v);
void html_attr_opt_money(struct out *o, opt_money v);
void html_attr_opt_day(struct out *o, opt_day v);
void html_attr_opt_instant(struct out *o, opt_instant v);

/* href, src, action: only an address. */
#define HTML_URL(o, value) _Generic((value), url: html_attr_url)((o), (value))

/* A hidden field of a form: the token that shows that the form is ours. */
void html_csrf(struct out *o, str token);

/* ---- paths and conditions ---- */

/* A thing or a pointer to it, as a pointer: lets a template write a.b.c whichever of them are pointers. */
#define HTML_AT(x) __builtin_choose_expr(HTML_IS_POINTER(x), (x), &(x))
#define HTML_IS_POINTER(x) (__builtin_classify_type(x) == 5)

/* {if x}: a truth value, a number or an amount that is not 0, a text that is present and not empty, an optional value that is there, a list that
   has elements (any struct with `n`), a pointer that is not NULL. A day or an instant is always there: it does not compile. */
#define HTML_IF(x) \
	_Generic((x), \
	         bool: html_if_bool, int: html_if_int, long: html_if_int, long long: html_if_int, unsigned: html_if_size, unsigned long: html_if_size, \
	         unsigned long long: html_if_size, money: html_if_money, str: html_if_str, html: html_if_html, url: html_if_url, opt_int: html_if_opt_int, \
	         opt_money: html_if_opt_money, opt_day: html_if_opt_day, opt_instant: html_if_opt_instant, default: html_if_size) \
	(HTML_CONDITION(x))
/* Known types as they are; of the rest, a pointer is compared with NULL and a list gives its n. */
#define HTML_CONDITION(x) \
	__builtin_choose_expr(HTML_IS_SCALAR(x), (x), \
	                      __builtin_choose_expr(HTML_IS_POINTER(x), (size_t)(__builtin_choose_expr(HTML_IS_POINTER(x), (x), (void *)0) != (void *)0), \
	                                            HTML_LIST(x).n))
#define HTML_LIST(x) __builtin_choose_expr(HTML_IS_SCALAR(x) || HTML_IS_POINTER(x), (struct html_no_list){0}, (x))
#define HTML_IS_SCALAR(x) \
	_Generic((x), bool: 1, int: 1, long: 1, long long: 1, unsigned: 1, unsigned long: 1, unsigned long long: 1, money: 1, str: 1, html: 1, url: 1, \
	         opt_int: 1, opt_money: 1, opt_day: 1, opt_instant: 1, default: 0)
struct html_no_list {
	size_t n;
};
static inline bool html_if_bool(bool v)
{
	return v;
}
static inline bool html_if_int(int64_t v)
{
	return v != 0;
}
static inline bool html_if_size(uint64_t v)
{
	return v != 0;
}
static inline bool html_if_money(money v)
{
	return v.cents != 0;
}
static inline bool html_if_str(str v)
{
	return str_is_set(v);
}
static inline bool html_if_html(html v)
{
	return str_is_set(v.s);
}
static inline bool html_if_url(url v)
{
	return str_is_set(v.s);
}
static inline bool html_if_opt_int(opt_int v)
{
	return v.set;
}
static inline bool html_if_opt_money(opt_money v)
{
	return v.set;
}
static inline bool html_if_opt_day(opt_day v)
{
	return v.set;
}
static inline bool html_if_opt_instant(opt_instant v)
{
	return v.set;
}

#endif
