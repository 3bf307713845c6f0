/* The tools of page.h: parameters, words, numbers, and the frame that every page shares. Reads no table. */
#include "web/page.h"

#include "base/format.h"
#include "base/limits.h"
#include "gen/embedded.h"
#include "web/routes.h"

enum { TEXT_MAX = 64 * 1024, SEGMENTS_MAX = 16 };

str page_param(const struct page *pg, str name)
{
	always(route_declares(pg->route, name));
	return http_param(pg->rq, name);
}

static str taken(const struct page *pg, struct out *o)
{
	str text = arena_str(pg->arena, out_text(o));
	out_free(o);
	return text.p ? text : S("");
}

str page_words(const struct page *pg, enum word word, const struct word_arg *args, size_t count)
{
	struct out o = out_new(TEXT_MAX);
	words_write(&o, pg->lang, word, args, count);
	return taken(pg, &o);
}

str page_word_of(const struct page *pg, str prefix, str code)
{
	str key = arena_fmt(pg->arena, "%.*s%.*s", STR_ARGS(prefix), STR_ARGS(code));
	const enum word none = (enum word)WORD_COUNT;
	enum word word = word_named(key, none);
	return word == none ? code : word_text(pg->lang, word);
}

str page_number(const struct page *pg, int64_t value)
{
	struct out o = out_new(TEXT_MAX);
	out_number(&o, pg->lang, value);
	return taken(pg, &o);
}

str page_milli(const struct page *pg, int64_t thousandths)
{
	struct out o = out_new(TEXT_MAX);
	out_milli(&o, pg->lang, thousandths);
	return taken(pg, &o);
}

str page_money(const struct page *pg, money amount)
{
	struct out o = out_new(TEXT_MAX);
	out_money(&o, pg->lang, amount);
	return taken(pg, &o);
}

str page_day(const struct page *pg, day d)
{
	struct out o = out_new(TEXT_MAX);
	out_day(&o, pg->lang, d);
	return taken(pg, &o);
}

str page_joined(const struct page *pg, const str *items, size_t n)
{
	struct out o = out_new(TEXT_MAX);
	for (size_t i = 0; i < n; i++) {
		if (i)
			out_str(&o, S(", "));
		out_str(&o, items[i]);
	}
	return taken(pg, &o);
}

void page_changes_at(struct page *pg, instant at)
{
	if (at.ms > pg->now.ms && at.ms < pg->until.ms)
		pg->until = at;
}

url page_asset(const struct page *pg, str name)
{
	for (size_t i = 0; i < embedded_count; i++) {
		str path = str_of(embedded_files[i].path);
		if (str_starts(path, S("assets/")) && str_eq(str_skip(path, sizeof("assets/") - 1), name))
			return URL_PATH(pg->arena, S(""), "/assets/:name?v=:digest", name, str_of(embedded_files[i].digest));
	}
	return (url){S("#")};
}

/* This page in a language: its path and its declared parameters, encoded again. */
static url same_page(const struct page *pg, str base)
{
	struct out pattern = out_new(LIMIT_TARGET_BYTES * 4);
	str parts[SEGMENTS_MAX * 2];
	size_t n = 0;
	str rest = str_skip(pg->path, 1), part, tail;
	while (str_is_set(rest) && n < SEGMENTS_MAX) {
		(void)str_cut(rest, '/', &part, &tail);
		out_str(&pattern, S("/:x"));
		parts[n++] = part;
		rest = tail;
	}
	if (!n)
		out_char(&pattern, '/');
	char mark = '?';
	for (size_t i = 0; pg->route && i < pg->rq->params.n && n < SEGMENTS_MAX * 2; i++) {
		const struct http_field *field = &pg->rq->params.at[i];
		if (!route_declares(pg->route, field->name) || !str_is_set(field->value))
			continue;
		out_fmt(&pattern, "%c%.*s=:x", mark, STR_ARGS(field->name));
		parts[n++] = field->value;
		mark = '&';
	}
	url link = url_path(pg->arena, base, arena_str(pg->arena, out_text(&pattern)), parts, n);
	out_free(&pattern);
	return link;
}

void page_layout(const struct page *pg, struct layout_view *layout, str title)
{
	bool french = pg->lang == LANG_FR;
	*layout = (struct layout_view){
		.lang = pg->lang,
		.lang_code = html_lang(pg->lang),
		.base = pg->base,
		.title = title,
		.in_french = french,
		.shows_trail = pg->path.n > 1,
		.has_alternates = pg->route != NULL,
		.french = same_page(pg, S("")),
		.english = same_page(pg, S("/en")),
		.css = page_asset(pg, S("site.css")),
		.icon = page_asset(pg, S("icon.svg")),
		.query = S(""),
	};
	layout->here = french ? layout->french : layout->english;
	layout->other = french ? layout->english : layout->french;
}

void page_crumb(const struct page *pg, struct layout_view *layout, str label, url link)
{
	*LIST_ADD(pg->arena, &layout->crumbs) = (struct crumb_view){.label = label, .link = link};
}

void page_accent(const struct page *pg, struct layout_view *layout, str territory, str accent)
{
	if (!accent_is_readable(accent))
		return;
	layout->has_accent = true;
	layout->accent = URL_PATH(pg->arena, S(""), "/assets/accent.css?territory=:code&v=:accent", territory, str_skip(accent, 1));
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* sRGB to linear light by the square of a polynomial that is within 0.002 of the standard's curve: enough for a threshold, without libm. */
static double linear(int channel)
{
	double c = channel / 255.0;
	return c <= 0.04045 ? c / 12.92 : c * (c * (c * 0.305306011 + 0.682171111) + 0.012522878);
}

bool accent_is_readable(str accent)
{
	if (accent.n != 7 || accent.p[0] != '#')
		return false;
	int channel[3];
	for (size_t i = 0; i < 3; i++) {
		int high = hex_digit(accent.p[1 + 2 * i]), low = hex_digit(accent.p[2 + 2 * i]);
		if (high < 0 || low < 0)
			return false;
		channel[i] = high * 16 + low;
	}
	double light = 0.2126 * linear(channel[0]) + 0.7152 * linear(channel[1]) + 0.0722 * linear(channel[2]);
	return 1.05 / (light + 0.05) >= 4.5;
}
