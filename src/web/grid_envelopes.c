/* /grids/:call/envelopes: what each funder may commit, as its pack says and as it was changed since, with the reason; officers change all, an agent those of their funder. */
#include "base/limits.h"
#include "web/filing_page.h"
#include "web/grid_show.h"

static str text_of(const struct page *pg, str name)
{
	str value = pg->rq->method == HTTP_POST ? page_form(pg, name) : STR_NONE;
	return value.p ? value : S("");
}

static void add_words(struct page *pg, struct desk_options *to, const str *codes, size_t n, const char *prefix, str chosen)
{
	for (size_t i = 0; i < n; i++)
		*LIST_ADD(pg->arena, to) = (struct desk_option){codes[i], page_word_of(pg, str_of(prefix), codes[i]), str_eq(codes[i], chosen)};
}

static void add_choices(struct grid_page *p, struct grid_envelopes_view *v)
{
	static const str sections[] = {S("operating"), S("investment")}, states[] = {S("notified"), S("expected")};
	static const str parts[] = {S("main"), S("reserve"), S("imposed"), S("free"), S("priority")};
	struct page *pg = p->pg;
	add_words(pg, &v->sections, sections, 2, "grid.section.", text_of(pg, S("section")));
	add_words(pg, &v->parts, parts, 5, "grid.part.", text_of(pg, S("part")));
	add_words(pg, &v->states, states, 2, "grid.envelope_state.", text_of(pg, S("state")));
	for (size_t c = 0; c < p->grid.columns.n; c++) {
		const struct grid_column *col = &p->grid.columns.at[c];
		bool known = false;
		for (size_t i = 0; i < v->funders.n && !known; i++)
			known = str_eq(v->funders.at[i].code, col->funder);
		if (p->writes[c] && !known && !col->own_funds)
			*LIST_ADD(pg->arena, &v->funders) = (struct desk_option){col->funder, col->label, str_eq(col->funder, text_of(pg, S("funder")))};
	}
	for (size_t i = 0; i < p->grid.envelopes.n; i++) {
		const struct grid_envelope *e = &p->grid.envelopes.at[i];
		if (v->envelopes.at[i].writes)
			*LIST_ADD(pg->arena, &v->codes) = (struct desk_option){e->code, e->label, str_eq(e->code, text_of(pg, S("code")))};
	}
	v->writes = v->funders.n > 0;
	v->closed = !p->open;
}

static enum status envelopes_form(struct page *pg, const struct problems *ps)
{
	struct grid_page p;
	struct grid_envelopes_view *v = ARENA_NEW(pg->arena, struct grid_envelopes_view);
	enum status s = grid_page_read(pg, &p);
	if (s != OK)
		return s;
	str title = word_text(pg->lang, W_grid_envelopes);
	page_layout(pg, &v->layout, ps->total ? TEXT(pg, W_grid_title_wrong, ARG("title", title)) : title);
	v->layout.refuse_index = true;
	v->back = grid_link(pg, "", GRID_SESSION);
	page_crumb(pg, &v->layout, word_text(pg->lang, W_grid_title), v->back);
	filing_page_problems(pg, ps, &v->problems);
	v->title = p.grid.title;
	v->action = grid_link(pg, "/envelopes", GRID_SESSION);
	for (size_t i = 0; i < p.grid.envelopes.n; i++)
		grid_show_envelope(&p, &p.grid.envelopes.at[i], LIST_ADD(pg->arena, &v->envelopes));
	add_choices(&p, v);
	v->wave = str_is_set(text_of(pg, S("wave"))) ? text_of(pg, S("wave")) : S("1");
	v->amount = text_of(pg, S("amount"));
	v->label = text_of(pg, S("label"));
	v->reason = text_of(pg, S("reason"));
	v->funder_wrong = filing_page_wrong(ps, S("funder"));
	v->part_wrong = filing_page_wrong(ps, S("part"));
	v->wave_wrong = filing_page_wrong(ps, S("wave"));
	v->amount_wrong = filing_page_wrong(ps, S("amount"));
	v->reason_wrong = filing_page_wrong(ps, S("reason"));
	RESPOND_HTML(pg, grid_envelopes_page, v);
	return OK;
}

enum status show_grid_envelopes(struct page *pg)
{
	struct problems none = problems_new(pg->arena);
	return envelopes_form(pg, &none);
}

/* An envelope that exists stays its funder's, section and name unless they are said anew. */
static enum status take_over(struct page *pg, struct envelope_set *e)
{
	struct grid_page p;
	enum status s = grid_page_read(pg, &p);
	for (size_t i = 0; s == OK && i < p.grid.envelopes.n; i++)
		if (str_eq(p.grid.envelopes.at[i].code, e->code)) {
			e->funder = p.grid.envelopes.at[i].funder;
			e->investment = p.grid.envelopes.at[i].investment;
		}
	return s;
}

enum status post_grid_envelopes(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	struct envelope_set e = {.code = text_of(pg, S("code")), .funder = text_of(pg, S("funder")), .investment = str_eq(text_of(pg, S("section")), S("investment")),
		.part = text_of(pg, S("part")), .label = text_of(pg, S("label")), .expected = str_eq(text_of(pg, S("state")), S("expected")), .reason = text_of(pg, S("reason"))};
	const struct grid_writing w = grid_page_writing(pg, GRID_SESSION);
	if (!str_to_int64(text_of(pg, S("wave")), &e.wave))
		e.wave = 0;
	enum status s = str_is_set(e.code) ? take_over(pg, &e) : OK;
	if (s == OK)
		s = grid_amount_typed(text_of(pg, S("amount")), S("amount"), &ps, &e.amount) ? grid_set_envelope(&w, &e, &ps) : INVALID;
	if (s == OK) {
		page_wakes(pg, grid_topic(pg->in.call));
		return page_see_other(pg, grid_link(pg, "/envelopes", GRID_SESSION));
	}
	if (s == CONFLICT)
		PROBLEM(&ps, STR_NONE, 0, STR_NONE, W_grid_is_closed);
	if (s != INVALID && s != CONFLICT)
		return s;
	s = envelopes_form(pg, &ps);
	return s == OK ? page_again(pg) : s;
}
