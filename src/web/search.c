/* Search over everything, accents folded. "See more" raises the limit, so that the page stays one address. */
#include "store/search.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "gen/queries.h"
#include "web/handlers.h"
#include "web/respond.h"

enum { RESULTS_STEP = 20 };

static size_t asked_limit(const struct page *pg)
{
	int64_t limit;
	str asked = page_param(pg, S("limit"));
	if (!str_is_set(asked) || !str_to_int64(asked, &limit) || limit < RESULTS_STEP)
		return RESULTS_STEP;
	return limit > LIMIT_SEARCH_RESULTS ? LIMIT_SEARCH_RESULTS : (size_t)limit;
}

/* An entry keeps the path of its page, made when it was loaded; it is encoded again here like any other link. A fragment goes along. */
static url link_of(const struct page *pg, str path)
{
	str before, fragment;
	bool has_fragment = str_cut(path, '#', &before, &fragment);
	url link = page_url(pg, pg->base, before, NULL, 0);
	if (!has_fragment)
		return link;
	url here = url_here(pg->arena, fragment);
	return (url){arena_fmt(pg->arena, "%.*s%.*s", STR_ARGS(link.s), STR_ARGS(here.s))};
}

static void add_hits(struct page *pg, struct search_view *v, const struct search_results *found)
{
	for (size_t i = 0; i < found->n; i++) {
		const struct search_result *r = &found->at[i];
		*LIST_ADD(pg->arena, &v->hits) = (struct search_hit){
			.link = link_of(pg, r->path), .kind = page_word_of(pg, S("pages.hit_kind."), r->kind), .title = r->title, .context = r->context};
	}
	v->found = found->n > 0;
	v->count = (int64_t)found->n;
}

enum status show_search(struct page *pg)
{
	struct search_view *v = ARENA_NEW(pg->arena, struct search_view);
	page_layout(pg, &v->layout, word_text(pg->lang, W_pages_search_title));
	str query = page_param(pg, S("q"));
	v->query = query.p ? str_first(str_trim(query), LIMIT_SEARCH_QUERY_BYTES) : S("");
	v->asked = str_is_set(v->query);
	v->layout.refuse_index = v->asked;
	if (v->asked) {
		size_t limit = asked_limit(pg);
		struct search_results found;
		enum status s = search_find(pg->db, pg->arena, (territory_id){0}, text_fold(pg->arena, v->query), limit, &found);
		if (s)
			return s;
		add_hits(pg, v, &found);
		v->has_more = found.more && limit < LIMIT_SEARCH_RESULTS;
		v->heading = TEXT(pg, found.more ? W_pages_search_found_more : W_pages_search_found, ARG("n", found.n), ARG("query", v->query));
		if (v->has_more)
			v->more = LINK(pg, "/search?q=:q&limit=:n", v->query, arena_fmt(pg->arena, "%zu", limit + RESULTS_STEP));
	}
	RESPOND_HTML(pg, search_page, v);
	return OK;
}
