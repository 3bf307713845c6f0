/* /desk/:territory: all applications of a territory as a table that one filters, sorts, groups and adds up; the whole wish is in the address, so that a kept list is a link (interface.md,
   "Officers"; L1, N5). Reads only; what it exports is deskwork_export.c's, what is done to several files deskwork_bulk.c's. */
#include "base/ids.h"
#include "base/limits.h"
#include "web/deskwork.h"

struct listing_page {
	struct page *pg;
	struct deskwork *d;
	struct deskwork_list_view *v;
};

/* ---- filters ---- */

static bool is_chosen(const struct desk_filter *f, str code)
{
	for (size_t i = 0; f && i < f->values.n; i++)
		if (str_eq(f->values.at[i], code))
			return true;
	return false;
}

static void add_field(struct listing_page *w, size_t c)
{
	struct arena *a = w->pg->arena;
	const struct desk_column *column = &w->d->list.columns.at[c];
	const struct desk_filter *f = desk_query_filter(&w->d->q, c);
	struct deskwork_field *field = LIST_ADD(a, &w->v->fields);
	*field = (struct deskwork_field){.code = column->code, .label = column->label, .from = f && f->from_typed.p ? f->from_typed : S(""), .to = f && f->to_typed.p ? f->to_typed : S(""),
		.typed = f && f->values.n ? f->values.at[0] : S(""), .is_day = column->kind == DESK_DAY, .is_active = f, .is_empty = f && f->empty,
		.is_choice = column->kind == DESK_CHOICE || column->kind == DESK_CHOICES, .is_text = column->kind == DESK_TEXT,
		.from_id = arena_fmt(a, "%.*s-from", STR_ARGS(column->code)), .to_id = arena_fmt(a, "%.*s-to", STR_ARGS(column->code)), .empty_id = arena_fmt(a, "%.*s-empty", STR_ARGS(column->code)),
		.wrong = filing_page_wrong(&w->d->ps, arena_fmt(a, "%.*s-from", STR_ARGS(column->code))) || filing_page_wrong(&w->d->ps, arena_fmt(a, "%.*s-to", STR_ARGS(column->code)))};
	field->is_range = !field->is_choice && !field->is_text;
	for (size_t i = 0; field->is_choice && i < column->choices.n; i++) {
		bool chosen = is_chosen(f, column->choices.at[i].code);
		field->chosen += chosen;
		*LIST_ADD(a, &field->options) = (struct desk_option){column->choices.at[i].code, column->choices.at[i].label, chosen};
	}
}

static void add_chip(struct listing_page *w, size_t filter)
{
	struct page *pg = w->pg;
	const struct desk_filter *f = &w->d->q.filters.at[filter];
	const struct desk_column *column = &w->d->list.columns.at[f->column];
	struct desk_query without = w->d->q;
	without.filters.at = ARENA_ARRAY(pg->arena, without.filters.n, struct desk_filter);
	without.filters.n = 0;
	without.page = 1;
	for (size_t i = 0; i < w->d->q.filters.n; i++)
		if (i != filter)
			without.filters.at[without.filters.n++] = w->d->q.filters.at[i];
	str said = S("");
	for (size_t i = 0; i < f->values.n; i++)
		said = arena_fmt(pg->arena, "%.*s%s%.*s", STR_ARGS(said), i ? ", " : "", STR_ARGS(desk_choice_label(column, f->values.at[i])));
	if (f->empty)
		said = arena_fmt(pg->arena, "%.*s%s%.*s", STR_ARGS(said), said.n ? ", " : "", STR_ARGS(word_text(pg->lang, W_deskwork_empty)));
	if (f->filled)
		said = word_text(pg->lang, W_deskwork_filled);
	if (f->from_typed.p || f->to_typed.p)
		said = TEXT(pg, f->from_typed.p && f->to_typed.p ? W_deskwork_from_to : f->from_typed.p ? W_deskwork_from : W_deskwork_to, ARG("from", f->from_typed), ARG("to", f->to_typed));
	*LIST_ADD(pg->arena, &w->v->chips) = (struct deskwork_link){.label = TEXT(pg, W_deskwork_chip, ARG("column", column->label), ARG("value", said)), .link = deskwork_url(w->d, "", &without)};
}

static bool shows(const struct desk_query *q, size_t column)
{
	for (size_t i = 0; i < q->columns.n; i++)
		if (q->columns.at[i] == column)
			return true;
	return false;
}

static void add_panel(struct listing_page *w)
{
	static const int64_t sizes[] = {25, 50, 100, 250, LIMIT_DESK_ROWS};
	struct arena *a = w->pg->arena;
	struct desk_list *list = &w->d->list;
	for (size_t c = 0; c < list->columns.n; c++) {
		add_field(w, c);
		*LIST_ADD(a, &w->v->columns) = (struct desk_option){list->columns.at[c].code, list->columns.at[c].label, shows(&w->d->q, c)};
		if (list->columns.at[c].kind == DESK_CHOICE || list->columns.at[c].kind == DESK_CHOICES || c == DESK_bearer)
			*LIST_ADD(a, &w->v->groups) = (struct desk_option){list->columns.at[c].code, list->columns.at[c].label, w->d->q.group == c};
	}
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		str size = arena_fmt(a, "%lld", (long long)sizes[i]);
		*LIST_ADD(a, &w->v->sizes) = (struct desk_option){size, size, w->d->q.per == sizes[i]};
	}
	for (size_t i = 0; i < w->d->q.filters.n; i++)
		add_chip(w, i);
}

/* ---- the table ---- */

static bool is_number(const struct desk_column *column)
{
	return column->kind == DESK_MONEY || column->kind == DESK_NUMBER || column->kind == DESK_SCORE || column->kind == DESK_SHARE;
}

/* A click sorts by that column, another turns it round; the columns sorted by before come after. */
static void add_head(struct listing_page *w, size_t c)
{
	struct arena *a = w->pg->arena;
	const struct desk_query *q = &w->d->q;
	const struct desk_column *column = &w->d->list.columns.at[c];
	bool first = q->sorts.n && q->sorts.at[0].column == c;
	struct desk_query next = *q;
	next.page = 1;
	next.sorts.at = ARENA_ARRAY(a, LIMIT_DESK_SORTS + 1, struct desk_sort);
	next.sorts.n = 0;
	next.sorts.at[next.sorts.n++] = (struct desk_sort){c, first ? !q->sorts.at[0].down : false};
	for (size_t i = 0; i < q->sorts.n && next.sorts.n < LIMIT_DESK_SORTS; i++)
		if (q->sorts.at[i].column != c)
			next.sorts.at[next.sorts.n++] = q->sorts.at[i];
	*LIST_ADD(a, &w->v->heads) = (struct deskwork_head){.label = column->label, .sort = deskwork_url(w->d, "", &next), .num = is_number(column),
		.sorted = !first ? S("none") : q->sorts.at[0].down ? S("descending") : S("ascending")};
}

static str tone_of(const struct desk_row *row, size_t c)
{
	static const unsigned waits = 1u << APPLICATION_completion_requested | 1u << APPLICATION_report_due | 1u << APPLICATION_reserve;
	static const unsigned ends = 1u << APPLICATION_inadmissible | 1u << APPLICATION_refused | 1u << APPLICATION_withdrawn;
	if (c == DESK_state)
		return ends & (1u << row->state) ? S("past") : waits & (1u << row->state) ? S("warning") : S("good");
	if (c == DESK_completeness && str_is_set(row->cells[c].text))
		return row->overdue ? S("error") : str_eq(row->cells[c].text, S("complete")) || str_eq(row->cells[c].text, S("budget_received")) ? S("good") : S("warning");
	if (c == DESK_verdict && str_is_set(row->cells[c].text))
		return str_eq(row->cells[c].text, S("passes")) ? S("good") : str_eq(row->cells[c].text, S("fails")) ? S("error") : S("warning");
	return STR_NONE;
}

static struct deskwork_cell cell_of(struct listing_page *w, const struct desk_row *row, size_t c)
{
	const struct desk_column *column = &w->d->list.columns.at[c];
	str text = desk_cell_text(w->pg->arena, &w->d->list, row, c);
	str tone = tone_of(row, c);
	if (c == DESK_due && row->cells[c].number != DESK_ABSENT && row->cells[c].number < w->d->list.today.number && row->state < APPLICATION_programmed)
		tone = S("error");
	return (struct deskwork_cell){.text = text, .label = column->label, .num = is_number(column), .empty = !text.n, .tone = tone};
}

static void add_row(struct listing_page *w, const struct desk_row *row)
{
	struct arena *a = w->pg->arena;
	struct deskwork_row *r = LIST_ADD(a, &w->v->rows);
	const struct desk_query *q = &w->d->q;
	r->id = arena_fmt(a, "%lld", (long long)row->id.v);
	r->title = row->cells[DESK_title].text;
	r->link = deskwork_file(w->d, row);
	r->first = desk_cell_text(a, &w->d->list, row, q->columns.at[0]);
	if (!r->first.n)
		r->first = q->columns.at[0] == DESK_number ? row->cells[DESK_action].text : word_text(w->pg->lang, W_deskwork_empty_cell);
	for (size_t i = 1; i < q->columns.n; i++)
		*LIST_ADD(a, &r->cells) = cell_of(w, row, q->columns.at[i]);
}

static void add_sums(struct listing_page *w, const struct desk_totals *t, struct deskwork_cell **cells, size_t *n)
{
	struct arena *a = w->pg->arena;
	const struct desk_query *q = &w->d->q;
	*cells = ARENA_ARRAY(a, q->columns.n + 1, struct deskwork_cell);
	*n = 0;
	for (size_t i = 1; i < q->columns.n; i++) {
		str text = desk_total_text(a, &w->d->list, t, q->columns.at[i]);
		(*cells)[(*n)++] = (struct deskwork_cell){.text = text.p ? text : S(""), .label = w->d->list.columns.at[q->columns.at[i]].label, .num = true, .empty = !text.n};
	}
}

static void add_group(struct listing_page *w, const struct desk_group *g)
{
	struct deskwork_row *r = LIST_ADD(w->pg->arena, &w->v->rows);
	r->is_group = true;
	r->group = g->label.n ? g->label : word_text(w->pg->lang, W_deskwork_empty_cell);
	r->group_count = TEXT(w->pg, W_deskwork_count, ARG("n", g->totals.count));
	add_sums(w, &g->totals, &r->cells.at, &r->cells.n);
}

static void add_table(struct listing_page *w)
{
	const struct desk_selected *s = &w->d->selected;
	for (size_t i = 0; i < w->d->q.columns.n; i++)
		add_head(w, w->d->q.columns.at[i]);
	w->v->first_label = w->v->heads.at[0].label;
	size_t group = 0;
	for (size_t i = s->first; i < s->first + s->shown; i++) {
		while (group < s->groups.n && s->groups.at[group].first + s->groups.at[group].n <= i)
			group++;
		if (group < s->groups.n && (i == s->first || i == s->groups.at[group].first))
			add_group(w, &s->groups.at[group]);
		add_row(w, &w->d->list.rows.at[s->order[i]]);
	}
	add_sums(w, &s->totals, &w->v->totals.at, &w->v->totals.n);
}

/* ---- around it ---- */

static void add_pages(struct listing_page *w)
{
	const struct desk_selected *s = &w->d->selected;
	struct desk_query other = w->d->q;
	w->v->has_pages = s->pages > 1;
	w->v->shown = TEXT(w->pg, W_deskwork_shown, ARG("first", (int64_t)s->first + (s->n ? 1 : 0)), ARG("last", (int64_t)(s->first + s->shown)), ARG("n", (int64_t)s->n));
	if (s->page > 1) {
		other.page = s->page - 1;
		w->v->previous = deskwork_url(w->d, "", &other);
	}
	if (s->page < s->pages) {
		other.page = s->page + 1;
		w->v->next = deskwork_url(w->d, "", &other);
	}
}

static enum status add_views(struct listing_page *w)
{
	struct page *pg = w->pg;
	struct q_deskwork_views_rows rows;
	enum status s = q_deskwork_views(pg->db, pg->arena, pg->thing.territory, pg->actor.person.v, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		bool mine = rows.at[i].person == pg->actor.person.v;
		str query = rows.at[i].query;
		*LIST_ADD(pg->arena, &w->v->views) = (struct deskwork_link){.label = rows.at[i].name, .chosen = str_eq(query, w->d->text), .link = deskwork_url_of(pg, "", str_is_set(query) ? query : S("per=100")),
			.hint = mine ? (rows.at[i].is_default ? word_text(pg->lang, W_deskwork_view_default) : S("")) : TEXT(pg, W_deskwork_view_by, ARG("who", rows.at[i].author.p ? rows.at[i].author : S("")))};
		if (mine || w->v->may_run)
			*LIST_ADD(pg->arena, &w->v->own_views) = (struct desk_option){arena_fmt(pg->arena, "%lld", (long long)rows.at[i].view), rows.at[i].name, false};
	}
	return s;
}

static enum status add_waiting(struct listing_page *w)
{
	struct page *pg = w->pg;
	struct q_deskwork_waiting_rows rows;
	enum status s = q_deskwork_waiting(pg->db, pg->arena, pg->thing.territory, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++)
		*LIST_ADD(pg->arena, &w->v->waiting) = (struct desk_waiting_row){.link = LINK(pg, "/desk/:territory/sheets/:sheet", w->d->territory.code, id_code(pg->arena, rows.at[i].sheet)),
			.title = str_is_set(rows.at[i].title) ? rows.at[i].title : word_text(pg->lang, W_desk_untitled), .bearer = rows.at[i].bearer, .call = rows.at[i].call};
	return s;
}

static enum status add_calls(struct listing_page *w)
{
	struct page *pg = w->pg;
	struct q_desk_calls_rows rows;
	enum status s = q_desk_calls(pg->db, pg->arena, pg->thing.territory, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++)
		*LIST_ADD(pg->arena, &w->v->call_rows) = (struct desk_call_row){.title = rows.at[i].title,
			.counts = TEXT(pg, W_desk_counts, ARG("filed", rows.at[i].filed), ARG("drafts", rows.at[i].drafts)),
			.ranking = LINK(pg, "/calls/:call/scores", rows.at[i].code), .sessions = LINK(pg, "/calls/:call/sessions", rows.at[i].code),
			.table = LINK(pg, "/grids/:call", rows.at[i].code), .programme = LINK(pg, "/programmes/:call", rows.at[i].code), .deadline = LINK(pg, "/desk/:territory/calls/:call", pg->in.territory, rows.at[i].code),
			.typed = LINK(pg, "/desk/:territory/calls/:call/type", pg->in.territory, rows.at[i].code)};
	return s;
}

static void add_links(struct listing_page *w)
{
	struct page *pg = w->pg;
	struct deskwork_list_view *v = w->v;
	v->action = LINK(pg, "/desk/:territory", pg->in.territory);
	v->bulk = LINK(pg, "/desk/:territory/bulk", pg->in.territory);
	v->keep = LINK(pg, "/desk/:territory/views", pg->in.territory);
	v->forget = LINK(pg, "/desk/:territory/views/remove", pg->in.territory);
	v->routing = LINK(pg, "/desk/:territory/routing", pg->in.territory);
	v->templates = LINK(pg, "/templates/:territory", pg->in.territory);
	v->logos = LINK(pg, "/logos/:territory", pg->in.territory);
	v->labels = LINK(pg, "/desk/:territory/labels", pg->in.territory);
	v->opinions = LINK(pg, "/desk/:territory/opinions", pg->in.territory);
	v->undo = LINK(pg, "/desk/:territory/bulk/undo", pg->in.territory);
	v->plain = deskwork_url_of(pg, "", S("per=100"));
	v->csv = deskwork_url(w->d, "/list.csv", &w->d->q);
	v->xlsx = deskwork_url(w->d, "/list.xlsx", &w->d->q);
	v->ods = deskwork_url(w->d, "/list.ods", &w->d->q);
	v->query = w->d->text;
}

/* What the filters' form does not ask and must not lose. */
static void add_kept(struct listing_page *w)
{
	for (size_t i = 0; i < w->d->params.n; i++)
		if (str_eq(w->d->params.at[i].name, S("sort")))
			*LIST_ADD(w->pg->arena, &w->v->kept) = (struct deskwork_hidden){w->d->params.at[i].name, w->d->params.at[i].value};
}

static void add_totals(struct listing_page *w)
{
	const struct desk_totals *t = &w->d->selected.totals;
	w->v->count = page_number(w->pg, t->count);
	w->v->bearers = page_number(w->pg, t->bearers);
	w->v->asked = page_money(w->pg, (money){t->sums[DESK_asked]});
	w->v->cost = page_money(w->pg, (money){t->sums[DESK_cost]});
	w->v->filtered = w->d->q.filters.n || str_is_set(w->d->q.search);
	w->v->grouped = w->d->q.group != SIZE_MAX;
	w->v->cut = w->d->list.cut;
	w->v->is_open = w->d->ps.total > 0;
	w->v->search = w->d->q.search.p ? w->d->q.search : S("");
}

/* Opinions that are awaited, replies that a citizen council is owed (N9). */
static enum status add_opinions(struct listing_page *w)
{
	struct page *pg = w->pg;
	struct q_review_late_counts_row counts;
	enum status s = q_review_late_counts(pg->db, pg->arena, pg->thing.territory, day_at(pg->now, w->d->source.zone), &counts);
	if (s != OK)
		return s;
	if (counts.awaited)
		w->v->opinions_awaited = TEXT(pg, counts.late ? W_review_desk_awaited_late : W_review_desk_awaited, ARG("n", counts.awaited), ARG("late", counts.late));
	if (counts.late_replies)
		w->v->replies_late = TEXT(pg, W_review_desk_replies_late, ARG("n", counts.late_replies));
	return OK;
}

/* What was done a moment ago to several files, and the button that undoes it. */
static enum status add_said(struct listing_page *w)
{
	struct page *pg = w->pg;
	str did = pg->rq->method == HTTP_GET || pg->rq->method == HTTP_HEAD ? page_param(pg, S("did")) : STR_NONE;
	struct q_deskwork_bulk_row row;
	int64_t id;
	if (!did.p || !str_to_int64(did, &id))
		return OK;
	enum status s = q_deskwork_bulk(pg->db, pg->arena, pg->thing.territory, id, &row);
	if (s != OK)
		return s == NOT_FOUND ? OK : s;
	int64_t lines = 0;
	for (size_t i = 0; i < row.before.n; i++)
		lines += row.before.p[i] == '\n';
	w->v->said = TEXT(pg, row.undone.set ? W_deskwork_bulk_undone : W_deskwork_bulk_done, ARG("n", lines));
	w->v->can_undo = w->v->may_run && !row.undone.set && row.undoable;
	w->v->undo_id = did;
	return OK;
}

enum status deskwork_page(struct page *pg, const struct desk_params *params, const struct problems *ps)
{
	struct deskwork d;
	enum status s = deskwork_read(pg, params, &d);
	if (s != OK)
		return s;
	problems_add(&d.ps, ps);
	struct deskwork_list_view *v = ARENA_NEW(pg->arena, struct deskwork_list_view);
	struct listing_page w = {pg, &d, v};
	str title = word_text(pg->lang, W_desk_title);
	page_layout(pg, &v->layout, d.ps.total ? TEXT(pg, W_desk_title_wrong, ARG("title", title)) : title);
	page_accent(pg, &v->layout, pg->in.territory, d.territory.accent);
	page_allows_scripts(pg);
	v->layout.refuse_index = true;
	v->layout.wide = true;
	v->territory = d.territory.name;
	v->may_run = may(&pg->actor, VERB_run_desk, &pg->thing);
	filing_page_problems(pg, &d.ps, &v->problems);
	add_totals(&w);
	add_panel(&w);
	add_table(&w);
	add_pages(&w);
	add_links(&w);
	add_kept(&w);
	static enum status (*const parts[])(struct listing_page *) = {add_views, add_waiting, add_calls, add_opinions, add_said};
	for (size_t i = 0; i < sizeof parts / sizeof *parts && s == OK; i++)
		s = parts[i](&w);
	if (s == OK)
		RESPOND_HTML(pg, desk_page, v);
	return s;
}

/* Somebody who keeps a list as theirs comes to it; the plain one has an address with something in it. */
static enum status own_view(struct page *pg, bool *sent)
{
	struct q_deskwork_views_rows rows;
	enum status s = q_deskwork_views(pg->db, pg->arena, pg->thing.territory, pg->actor.person.v, &rows);
	*sent = false;
	for (size_t i = 0; s == OK && i < rows.n && !*sent; i++)
		if (rows.at[i].is_default && rows.at[i].person == pg->actor.person.v && str_is_set(rows.at[i].query)) {
			*sent = true;
			return page_see_other(pg, deskwork_url_of(pg, "", rows.at[i].query));
		}
	return s;
}

enum status show_desk(struct page *pg)
{
	struct desk_params params = {0};
	struct problems none = problems_new(pg->arena);
	bool sent = false;
	enum status s = pg->rq->params.n ? OK : own_view(pg, &sent);
	if (s != OK || sent)
		return s;
	deskwork_params(pg, &params);
	return deskwork_page(pg, &params, &none);
}
