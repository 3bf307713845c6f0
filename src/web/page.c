/* The tools of page.h: parameters, words, numbers, and the frame that every page shares. Reads no table. */
#include "web/page.h"

#include "base/calendar.h"
#include "base/clock.h"
#include "base/format.h"
#include "base/limits.h"
#include "domain/identifier.h"
#include "gen/embedded.h"
#include "web/routes.h"
#include "web/walk.h"

enum { TEXT_MAX = 64 * 1024, SEGMENTS_MAX = 16 };

str page_param(const struct page *pg, str name)
{
	always(route_declares(pg->route, name));
	return http_param(pg->rq, name);
}

struct str_list page_params(const struct page *pg, str name)
{
	always(route_declares(pg->route, name));
	struct str_list values = {0};
	for (size_t i = 0; i < pg->rq->params.n; i++)
		if (str_eq(pg->rq->params.at[i].name, name) && str_is_set(pg->rq->params.at[i].value))
			*LIST_ADD(pg->arena, &values) = pg->rq->params.at[i].value;
	return values;
}

static str taken(const struct page *pg, struct out *o)
{
	str text = out_keep(o, pg->arena);
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

/* The address of an embedded file, with its digest, so that it may be kept for ever. */
static url asset(const struct page *pg, str name)
{
	for (size_t i = 0; i < embedded_count; i++) {
		str path = str_of(embedded_files[i].path);
		if (str_starts(path, S("assets/")) && str_eq(str_skip(path, sizeof("assets/") - 1), name))
			return URL_PATH(pg->arena, S(""), "/assets/:name?v=:digest", name, str_of(embedded_files[i].digest));
	}
	return (url){S("#")};
}

url page_url(const struct page *pg, str base, str path, const struct http_field *params, size_t count)
{
	struct out pattern = out_new(LIMIT_TARGET_BYTES * 4);
	str parts[SEGMENTS_MAX * 2];
	size_t n = 0;
	str rest = str_skip(path, 1), part, tail;
	while (str_is_set(rest) && n < SEGMENTS_MAX) {
		(void)str_cut(rest, '/', &part, &tail);
		out_str(&pattern, S("/:x"));
		parts[n++] = part;
		rest = tail;
	}
	if (!n)
		out_char(&pattern, '/');
	for (size_t i = 0; i < count && n < SEGMENTS_MAX * 2; i++) {
		out_fmt(&pattern, "%c%.*s=:x", i ? '&' : '?', STR_ARGS(params[i].name));
		parts[n++] = params[i].value;
	}
	return url_path(pg->arena, base, out_keep(&pattern, pg->arena), parts, n);
}

/* This page in a language: its path and the parameters that its route declares. */
static url same_page(const struct page *pg, str base)
{
	LIST_OF(struct http_field) declared = {0};
	for (size_t i = 0; pg->route && i < pg->rq->params.n; i++) {
		const struct http_field *field = &pg->rq->params.at[i];
		if (route_declares(pg->route, field->name) && str_is_set(field->value))
			*LIST_ADD(pg->arena, &declared) = *field;
	}
	return page_url(pg, base, pg->path, declared.at, declared.n);
}

/* Help is one click away: on a page of a request, who answers for its communes and themes. */
static url help_of(const struct page *pg)
{
	const bool of_request = pg->route && pg->thing.sheet.v && !pg->thing.identity && str_starts(str_of(pg->route->path), S("/sheets/:sheet")) &&
	                        may(&pg->actor, VERB_read_application, &pg->thing);
	return of_request ? LINK(pg, "/sheets/:sheet/help", pg->in.sheet) : LINK(pg, "/help");
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
		.css = asset(pg, S("site.css")),
		.icon = asset(pg, S("icon.svg")),
		.help = help_of(pg),
		.query = S(""),
		.csrf = pg->csrf,
		.clock = clock_is_set() ? TEXT(pg, W_core_clock, ARG("when", page_day(pg, day_at(clock_now(), zone_named(S("Europe/Paris")))))) : STR_NONE,
	};
	layout->here = french ? layout->french : layout->english;
	layout->other = french ? layout->english : layout->french;
	page_walk(pg, layout);
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

bool accent_is_readable(str accent)
{
	return colour_is_well_formed(accent) && colour_contrast_on_white(accent) >= COLOUR_CONTRAST_MIN;
}
