/* Year on year: one programme beside another of the territory (P7), as a page and as a file. */
#include "domain/programme_compare.h"

#include "actions/read_programme.h"
#include "gen/queries.h"
#include "web/handlers.h"
#include "web/respond.h"

enum { VERSION_MAX = 999 };

struct comparing {
	struct programme before, after;
	struct programme_comparison c;
	str with;      /* "CALL.VERSION" chosen */
	bool compared; /* there was one to compare with */
};

/* "CALL.VERSION": calls have no trailing number after a dot of their own that is not one of the choices, which are all that is taken. */
static str choice_of(struct page *pg, str call, int64_t version)
{
	return arena_fmt(pg->arena, "%.*s.%lld", STR_ARGS(call), (long long)version);
}

static enum status read_after(struct page *pg, struct comparing *w)
{
	int64_t version = 0;
	str asked = page_param(pg, S("version"));
	if (str_is_set(asked) && (!str_to_int64(asked, &version) || version < 1 || version > VERSION_MAX))
		return NOT_FOUND;
	return read_programme(pg->db, pg->arena, pg->in.call, version, &w->after);
}

/* The one that was chosen; else the latest of the year before, or of any other call. */
static enum status read_before(struct page *pg, struct comparing *w, const struct q_adoption_calls_rows *rows)
{
	const struct q_adoption_calls_row *found = NULL;
	str asked = page_param(pg, S("with"));
	for (size_t i = 0; i < rows->n; i++) {
		const struct q_adoption_calls_row *r = &rows->at[i];
		bool itself = str_eq(r->code, pg->in.call) && r->version == w->after.version;
		if (str_is_set(asked) ? str_eq(asked, choice_of(pg, r->code, r->version)) : !found && !itself && (r->year < w->after.year || str_eq(r->code, pg->in.call)))
			found = r;
	}
	if (str_is_set(asked) && !found)
		return NOT_FOUND;
	if (!found)
		return OK;
	w->compared = true;
	w->with = choice_of(pg, found->code, found->version);
	enum status s = read_programme(pg->db, pg->arena, found->code, found->version, &w->before);
	if (!s)
		programme_compare(pg->arena, &w->before, &w->after, &w->c);
	return s;
}

static enum status read_both(struct page *pg, struct comparing *w, struct q_adoption_calls_rows *rows)
{
	struct q_programme_head_row head;
	enum status s = q_programme_head(pg->db, pg->arena, pg->in.call, &head);
	if (!s)
		s = read_after(pg, w);
	if (!s)
		s = q_adoption_calls(pg->db, pg->arena, head.territory, S(""), rows);
	return s ? s : read_before(pg, w, rows);
}

static str change_text(const struct page *pg, money before, money after)
{
	money change = money_subtract(after, before);
	str text = page_money(pg, change);
	return change.cents > 0 ? arena_fmt(pg->arena, "+%.*s", STR_ARGS(text)) : text;
}

static str results_text(struct page *pg, const struct programme_action *action)
{
	str all = S("");
	for (size_t i = 0; i < action->results.n; i++) {
		const struct programme_result *r = &action->results.at[i];
		str value = page_milli(pg, r->value_milli);
		all = arena_fmt(pg->arena, "%.*s%s%.*s : %.*s", STR_ARGS(all), all.n ? " · " : "", STR_ARGS(r->label), STR_ARGS(value));
	}
	return all;
}

static void add_groups(struct page *pg, const struct comparing *w, struct compare_view *v)
{
	static const enum word headings[COMPARED_KINDS] = {W_adoption_compare_kept, W_adoption_compare_new, W_adoption_compare_dropped};
	for (enum compared kind = 0; kind < COMPARED_KINDS; kind++) {
		struct compare_group group = {.heading = word_text(pg->lang, headings[kind])};
		for (size_t i = 0; i < w->c.actions.n; i++) {
			const struct compared_action *x = &w->c.actions.at[i];
			const struct programme_action *any = x->after ? x->after : x->before;
			if (x->kind != kind || !any)
				continue;
			money before = x->before ? x->before->total : MONEY_ZERO, after = x->after ? x->after->total : MONEY_ZERO;
			*LIST_ADD(pg->arena, &group.rows) = (struct compare_row){.title = any->title, .code = any->code, .bearer = any->bearer, .before = before, .after = after,
				.change = change_text(pg, before, after), .results = results_text(pg, any)};
		}
		if (group.rows.n)
			*LIST_ADD(pg->arena, &v->groups) = group;
	}
	for (size_t i = 0; i < w->c.funders.n; i++) {
		const struct compared_funder *f = &w->c.funders.at[i];
		*LIST_ADD(pg->arena, &v->funders) = (struct compare_cell){.label = f->label, .valued = f->valued, .before = f->before, .after = f->after,
			.change = change_text(pg, f->before, f->after)};
	}
}

enum status show_compare(struct page *pg)
{
	struct q_adoption_calls_rows rows;
	struct comparing *w = ARENA_NEW(pg->arena, struct comparing);
	struct compare_view *v = ARENA_NEW(pg->arena, struct compare_view);
	enum status s = read_both(pg, w, &rows);
	if (s)
		return s;
	page_layout(pg, &v->layout, word_text(pg->lang, W_adoption_compare_title));
	page_crumb(pg, &v->layout, w->after.call_title, LINK(pg, "/calls/:call/programme", pg->in.call));
	v->action = LINK(pg, "/calls/:call/programme/compare", pg->in.call);
	v->csv = LINK(pg, "/calls/:call/programme/compare.csv?with=:w", pg->in.call, w->with.p ? w->with : S(""));
	v->compared = w->compared;
	if (w->compared)
		v->lead = TEXT(pg, W_adoption_compare_lead, ARG("after", w->after.title), ARG("before", w->before.title));
	for (size_t i = 0; i < rows.n; i++) {
		str code = choice_of(pg, rows.at[i].code, rows.at[i].version);
		if (str_eq(code, choice_of(pg, pg->in.call, w->after.version)))
			continue;
		*LIST_ADD(pg->arena, &v->choices) = (struct desk_option){code, arena_fmt(pg->arena, "%.*s (%lld) · v%lld", STR_ARGS(rows.at[i].title), (long long)rows.at[i].year,
			(long long)rows.at[i].version), w->compared && str_eq(code, w->with)};
	}
	v->none = !v->choices.n;
	add_groups(pg, w, v);
	RESPOND_HTML(pg, compare_page, v);
	return OK;
}

enum status send_compare_csv(struct page *pg)
{
	struct q_adoption_calls_rows rows;
	struct comparing *w = ARENA_NEW(pg->arena, struct comparing);
	enum status s = read_both(pg, w, &rows);
	if (s || !w->compared)
		return s ? s : NOT_FOUND;
	respond_download(pg, S("text/csv; charset=utf-8"), arena_fmt(pg->arena, "programme-%.*s-%.*s.csv", STR_ARGS(pg->in.call), STR_ARGS(w->with)));
	programme_comparison_csv(&pg->rs->body, pg->lang, &w->c);
	return OK;
}
