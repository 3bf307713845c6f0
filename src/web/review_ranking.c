/* /calls/:call/scores: the applications of a call by their score, as a page and as files. Marks of others stay hidden, row by row, from who has not given theirs (officers see all).
   Reads only. */
#include "actions/read_ranking.h"
#include "base/format.h"
#include "documents/ranking_table.h"
#include "domain/application_code.h"
#include "web/review_page.h"

struct ranking_page {
	struct page *pg;
	struct ranking ranking;
	struct call_criteria criteria;
	struct q_filing_zone_row zone;
	bool sees_all;
};

static bool has_marked(const struct ranking_page *w, const struct ranked *row)
{
	for (size_t i = 0; row->sum && i < row->sum->markers.n; i++)
		if (row->sum->markers.at[i].person == w->pg->actor.person.v)
			return row->sum->markers.at[i].marked >= (int64_t)w->ranking.criteria.n;
	return false;
}

/* What a reader may not see yet is taken out before anything is written; their order must not tell it either. */
static void hide(struct ranking_page *w, int64_t *hidden)
{
	*hidden = 0;
	for (size_t i = 0; !w->sees_all && i < w->ranking.rows.n; i++)
		if (w->ranking.rows.at[i].sum && !has_marked(w, &w->ranking.rows.at[i])) {
			w->ranking.rows.at[i].sum = NULL;
			(*hidden)++;
		}
	if (*hidden)
		ranking_sort(&w->ranking);
}

static enum status read(struct page *pg, struct ranking_page *w, int64_t *hidden)
{
	*w = (struct ranking_page){.pg = pg};
	enum status s = read_ranking(pg->db, pg->arena, pg->thing.territory, pg->in.call, &w->ranking);
	if (s == OK)
		s = read_criteria(pg->db, pg->arena, pg->thing.territory, pg->in.call, &w->criteria);
	if (s == OK)
		s = q_filing_zone(pg->db, pg->arena, pg->thing.territory, &w->zone);
	w->sees_all = !w->criteria.blind || may(&pg->actor, VERB_run_desk, &pg->thing);
	if (s == OK)
		hide(w, hidden);
	return s;
}

static void add_row(struct ranking_page *w, str territory, const struct ranked *row, struct review_ranking_view *v)
{
	struct page *pg = w->pg;
	const bool marked = row->sum && row->sum->milli.set;
	*LIST_ADD(pg->arena, &v->rows) = (struct review_ranked){.rank = row->rank ? arena_fmt(pg->arena, "%lld", (long long)row->rank) : S("–"), .title = row->title, .bearer = row->bearer,
		.number = row->number, .state = page_word_of(pg, S("application_state."), row->state), .mean = marked ? page_milli(pg, row->sum->milli.value) : S("–"),
		.markers = arena_fmt(pg->arena, "%zu", row->sum ? row->sum->markers.n : 0), .spread = row->sum && row->sum->spread.set ? page_milli(pg, row->sum->spread.value) : S("–"),
		.wide = row->sum && row->sum->spread.set && row->sum->spread.value >= SPREAD_WIDE, .cost = page_money(pg, row->cost), .asked = page_money(pg, row->asked),
		.link = LINK(pg, "/applications/:application/scores", application_code(pg->arena, territory, row->application))};
}

enum status show_review_ranking(struct page *pg)
{
	struct ranking_page w;
	struct problems none = problems_new(pg->arena);
	struct q_desk_territory_row territory;
	struct review_ranking_view *v = ARENA_NEW(pg->arena, struct review_ranking_view);
	enum status s = read(pg, &w, &v->hidden);
	if (s == OK)
		s = q_desk_territory(pg->db, pg->arena, pg->thing.territory, &territory);
	if (s != OK)
		return s;
	review_layout(pg, &v->layout, word_text(pg->lang, W_review_ranking_title), &none);
	page_accent(pg, &v->layout, territory.code, territory.accent);
	v->layout.wide = true;
	if (may(&pg->actor, VERB_read_desk, &pg->thing))
		page_crumb(pg, &v->layout, word_text(pg->lang, W_desk_title), LINK(pg, "/desk/:territory", territory.code));
	v->call = w.ranking.title;
	v->may_run = may(&pg->actor, VERB_run_desk, &pg->thing);
	for (size_t i = 0; i < w.ranking.rows.n; i++)
		add_row(&w, territory.code, &w.ranking.rows.at[i], v);
	v->count = TEXT(pg, W_deskwork_count, ARG("n", w.ranking.rows.n));
	v->csv = LINK(pg, "/calls/:call/scores.csv", pg->in.call);
	v->xlsx = LINK(pg, "/calls/:call/scores.xlsx", pg->in.call);
	v->criteria = LINK(pg, "/calls/:call/criteria", pg->in.call);
	v->grid = LINK(pg, "/grids/:call?sort=score", pg->in.call);
	RESPOND_HTML(pg, review_ranking_page, v);
	return OK;
}

static str file_name(const struct ranking_page *w, const char *ending)
{
	char text[32];
	return arena_fmt(w->pg->arena, "notes-%.*s-%s.%s", STR_ARGS(w->pg->in.call), day_iso(day_at(w->pg->now, zone_of(w->zone.time_zone)), text), ending);
}

enum status send_ranking_csv(struct page *pg)
{
	struct ranking_page w;
	int64_t hidden;
	enum status s = read(pg, &w, &hidden);
	if (s != OK)
		return s;
	respond_download(pg, S("text/csv; charset=utf-8"), file_name(&w, "csv"));
	ranking_csv(pg->arena, pg->lang, &w.ranking, &pg->rs->body);
	return OK;
}

enum status send_ranking_xlsx(struct page *pg)
{
	struct ranking_page w;
	int64_t hidden;
	enum status s = read(pg, &w, &hidden);
	if (s != OK)
		return s;
	respond_download(pg, S("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), file_name(&w, "xlsx"));
	return ranking_xlsx(pg->arena, pg->lang, &w.ranking, day_at(pg->now, zone_of(w.zone.time_zone)), &pg->rs->body);
}
