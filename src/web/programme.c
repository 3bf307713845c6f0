/* The programme: its page (table, two levels, findings in place and in a list) and its downloads, all from one struct programme. */
#include "actions/read_programme.h"
#include "base/calendar.h"
#include "base/limits.h"
#include "documents/programme_xlsx.h"
#include "documents/svg.h"
#include "gen/queries.h"
#include "web/finding_views.h"
#include "web/handlers.h"
#include "web/respond.h"

enum { VERSION_MAX = 999, FIXED_COLUMNS = 3 };

/* The programme that the address names. A version that is not one is not found. */
static enum status read_asked(struct page *pg, struct programme *p)
{
	int64_t version = 0;
	str asked = page_param(pg, S("version"));
	if (str_is_set(asked) && (!str_to_int64(asked, &version) || version < 1 || version > VERSION_MAX))
		return NOT_FOUND;
	return read_programme(pg->db, pg->arena, pg->in.call, version, p);
}

static void add_head(struct page *pg, const struct programme *p, struct programme_view *v)
{
	v->title = p->title;
	v->call = p->call_title;
	v->territory = p->territory_name;
	v->annex = p->annex;
	v->state = page_word_of(pg, S("pages.programme_state."), p->state);
	v->tone = str_eq(p->state, S("voted")) ? S("open") : S("soon");
	v->total = p->total;
	v->funded = p->funded;
	v->valued = p->valued;
	v->has_valued = p->valued.cents > 0;
	v->action_count = (int64_t)p->action_count;
	v->has_printed = p->printed_total.set;
	if (v->has_printed)
		v->printed_total = page_money(pg, p->printed_total.value);
	bool numbered = str_is_set(p->decision_number), dated = p->decision_day.set;
	v->has_decision = numbered || dated;
	str date = dated ? page_day(pg, p->decision_day.value) : S("");
	if (v->has_decision)
		v->decision = TEXT(pg, !numbered ? W_pages_decision_date : dated ? W_pages_decision_number_date : W_pages_decision_number,
		                   ARG("number", p->decision_number), ARG("date", date));
	for (size_t i = 0; i < p->receipts.n; i++) {
		const struct programme_receipt *r = &p->receipts.at[i];
		*LIST_ADD(pg->arena, &v->receipts) = (struct receipt_view){.number = r->number, .place = r->place,
			.sent = r->sent.set ? page_day(pg, r->sent.value) : S(""), .received = r->received.set ? page_day(pg, r->received.value) : S("")};
	}
}

static void add_links(struct page *pg, struct programme_view *v)
{
	str version = page_param(pg, S("version"));
	bool latest = !str_is_set(version);
	v->call_link = LINK(pg, "/calls/:call", pg->in.call);
	v->csv = latest ? LINK(pg, "/calls/:call/programme.csv", pg->in.call) : LINK(pg, "/calls/:call/programme.csv?version=:v", pg->in.call, version);
	v->docx = LINK(pg, "/calls/:call/programme.docx", pg->in.call);
	v->ods = LINK(pg, "/calls/:call/programme.ods", pg->in.call);
	v->json = latest ? LINK(pg, "/calls/:call/programme.json", pg->in.call) : LINK(pg, "/calls/:call/programme.json?version=:v", pg->in.call, version);
	v->xlsx = latest ? LINK(pg, "/calls/:call/programme.xlsx", pg->in.call) : LINK(pg, "/calls/:call/programme.xlsx?version=:v", pg->in.call, version);
}

/* What citizen councils said and were answered. */
static enum status add_councils(struct page *pg, struct programme_view *v)
{
	struct q_call_territory_row call;
	struct q_review_published_count_row published = {0};
	enum status s = q_call_territory(pg->db, pg->arena, pg->in.call, &call);
	if (s == OK)
		s = q_review_published_count(pg->db, pg->arena, call.territory, pg->in.call, &published);
	v->opinions = published.opinions;
	v->opinions_link = LINK(pg, "/calls/:call/opinions", pg->in.call);
	return s;
}

static str text_name(const struct page *pg, int64_t version)
{
	return arena_fmt(pg->arena, "programme-%.*s-v%lld-voted.json", STR_ARGS(pg->in.call), (long long)version);
}

/* Each version that was frozen, with its fingerprint and the text that has it. */
static enum status add_voted(struct page *pg, struct programme_view *v)
{
	struct q_call_territory_row call;
	struct q_adoption_versions_rows rows = {0};
	enum status s = q_call_territory(pg->db, pg->arena, pg->in.call, &call);
	if (s == OK)
		s = q_adoption_versions(pg->db, pg->arena, call.territory, pg->in.call, &rows);
	for (size_t i = rows.n; s == OK && i > 0; i--) {
		const struct q_adoption_versions_row *r = &rows.at[i - 1];
		if (!str_is_set(r->sha256) || !r->frozen.set)
			continue;
		str number = arena_fmt(pg->arena, "%lld", (long long)r->version);
		*LIST_ADD(pg->arena, &v->voted) = (struct voted_version){.label = TEXT(pg, W_pages_voted_version, ARG("n", r->version), ARG("title", r->title)),
			.frozen = page_day(pg, day_at(r->frozen.value, zone_named(call.time_zone))), .decision = str_is_set(r->decision_number) ? r->decision_number : S(""),
			.sha256 = r->sha256, .file = text_name(pg, r->version), .text = LINK(pg, "/calls/:call/programme/voted.json?version=:v", pg->in.call, number)};
	}
	return s;
}

enum status send_programme_voted(struct page *pg)
{
	int64_t version = 0;
	struct q_call_territory_row call;
	struct q_adoption_frozen_row row;
	if (!str_to_int64(page_param(pg, S("version")), &version) || version < 1 || version > VERSION_MAX)
		return NOT_FOUND;
	enum status s = q_call_territory(pg->db, pg->arena, pg->in.call, &call);
	if (s == OK)
		s = q_adoption_frozen(pg->db, pg->arena, call.territory, pg->in.call, version, &row);
	if (s != OK)
		return s;
	respond_download(pg, S("application/json; charset=utf-8"), text_name(pg, version));
	out_str(&pg->rs->body, row.frozen);
	return OK;
}

static void add_results(struct page *pg, const struct programme_action *action, struct programme_row *row)
{
	for (size_t i = 0; i < action->results.n; i++) {
		const struct programme_result *r = &action->results.at[i];
		str value = page_milli(pg, r->value_milli), unit = str_is_set(r->unit) && !str_eq_nocase(r->unit, r->label) ? r->unit : S("");
		str year = arena_fmt(pg->arena, "%d", (int)r->year);
		*LIST_ADD(pg->arena, &row->results) = TEXT(pg, r->year ? W_pages_result_year : W_pages_result, ARG("label", r->label), ARG("value", value),
		                                           ARG("unit", unit), ARG("year", year));
	}
}

/* One cell a column; lines are in the order of the columns. */
static void add_cells(struct page *pg, const struct programme *p, const struct programme_action *action, struct programme_row *row)
{
	row->cells.at = ARENA_ARRAY(pg->arena, p->funders.n, struct amount_cell);
	row->cells.n = row->cells.room = p->funders.n;
	for (size_t i = 0; i < p->funders.n; i++)
		row->cells.at[i] = (struct amount_cell){.funder = p->funders.at[i].label, .valued = p->funders.at[i].valued, .zero = true};
	for (size_t i = 0; i < action->lines.n; i++) {
		struct amount_cell *cell = &row->cells.at[action->lines.at[i].funder];
		cell->amount.cents += action->lines.at[i].amount.cents;
		cell->zero = cell->amount.cents == 0;
	}
}

static struct programme_row row_of(struct page *pg, const struct programme *p, const struct programme_action *action)
{
	struct programme_row row = {.anchor = arena_fmt(pg->arena, "action-%.*s", STR_ARGS(action->code)), .title = action->title, .summary = action->summary,
		.bearer = action->bearer, .total = action->total, .gap = action->gap, .has_gap = action->gap.cents != 0};
	if (action->gap.cents > 0)
		row.gap_text = TEXT(pg, W_pages_row_gap_missing, ARG("amount", action->gap));
	else if (action->gap.cents < 0)
		row.gap_text = TEXT(pg, W_pages_row_gap_excess, ARG("amount", ((money){-action->gap.cents})));
	add_results(pg, action, &row);
	row.has_more = str_is_set(action->summary) || row.results.n;
	add_cells(pg, p, action, &row);
	return row;
}

static void add_table(struct page *pg, const struct programme *p, struct programme_view *v)
{
	for (size_t i = 0; i < p->funders.n; i++)
		*LIST_ADD(pg->arena, &v->funders) = (struct funder_column){
			.label = p->funders.at[i].label, .group = p->groups.at[p->funders.at[i].group].label, .valued = p->funders.at[i].valued, .amount = p->funders.at[i].amount};
	for (size_t i = 0; i < p->axes.n; i++) {
		const struct programme_axis *axis = &p->axes.at[i];
		struct programme_section *section = LIST_ADD(pg->arena, &v->axes);
		*section = (struct programme_section){.label = axis->label, .columns = (int64_t)(p->funders.n + FIXED_COLUMNS), .total = axis->total};
		for (size_t k = 0; k < axis->actions.n; k++)
			*LIST_ADD(pg->arena, &section->rows) = row_of(pg, p, &axis->actions.at[k]);
		for (size_t k = 0; k < p->funders.n; k++)
			*LIST_ADD(pg->arena, &section->totals) = (struct amount_cell){
				.funder = p->funders.at[k].label, .valued = p->funders.at[k].valued, .amount = axis->by_funder[k], .zero = axis->by_funder[k].cents == 0};
	}
}

static void say_what_was_printed(struct page *pg, const struct programme_group *g, struct group_row *row)
{
	bool amount = g->printed_amount_set && g->printed_amount.cents != g->amount.cents, percent = g->printed_percent_set && g->printed_percent != g->percent;
	row->differs = amount || percent;
	if (row->differs)
		row->printed = TEXT(pg, W_pages_printed_differs,
		                    ARG("what", amount ? page_money(pg, g->printed_amount) : TEXT(pg, W_pages_percent, ARG("n", g->printed_percent))));
}

static void add_groups(struct page *pg, const struct programme *p, struct programme_view *v)
{
	for (size_t i = 0; i < p->groups.n; i++) {
		const struct programme_group *g = &p->groups.at[i];
		struct group_row *row = LIST_ADD(pg->arena, &v->groups);
		*row = (struct group_row){.label = g->label, .amount = g->amount, .valued = g->valued, .has_valued = g->valued.cents > 0,
			.percent = TEXT(pg, W_pages_percent, ARG("n", g->percent))};
		say_what_was_printed(pg, g, row);
		for (size_t k = 0; k < p->funders.n; k++) {
			const struct programme_funder *f = &p->funders.at[k];
			bool alone = g->funder_count == 1 && str_eq(f->label, g->label);
			if (f->group == i && !alone)
				*LIST_ADD(pg->arena, &row->funders) = (struct funder_column){.label = f->label, .valued = f->valued, .amount = f->amount};
		}
	}
}

static enum status add_layout(struct page *pg, const struct programme *p, struct programme_view *v)
{
	struct q_page_call_by_code_row call;
	enum status s = q_page_call_by_code(pg->db, pg->arena, pg->in.call, &call);
	if (s)
		return s;
	page_layout(pg, &v->layout, word_text(pg->lang, W_pages_programme));
	str territory = str_is_set(call.territory_short) ? call.territory_short : call.territory_name;
	v->layout.section = p->call_title;
	v->layout.wide = true;
	page_accent(pg, &v->layout, call.territory, call.accent);
	page_crumb(pg, &v->layout, territory, LINK(pg, "/territories/:territory", call.territory));
	page_crumb(pg, &v->layout, p->call_title, LINK(pg, "/calls/:call", pg->in.call));
	return OK;
}

enum status show_programme(struct page *pg)
{
	struct programme *p = ARENA_NEW(pg->arena, struct programme);
	struct programme_view *v = ARENA_NEW(pg->arena, struct programme_view);
	enum status s = read_asked(pg, p);
	if (!s)
		s = add_layout(pg, p, v);
	if (!s)
		s = add_councils(pg, v);
	if (!s)
		s = add_voted(pg, v);
	if (s)
		return s;
	add_head(pg, p, v);
	add_links(pg, v);
	finding_views(pg, &p->findings, &v->findings);
	v->has_findings = v->findings.findings.n > 0;
	v->has_xlsx = p->action_count <= LIMIT_PROGRAMME_XLSX_ACTIONS;
	v->has_word = v->has_xlsx && !p->altered && !str_is_set(page_param(pg, S("version"))); /* of the latest */
	v->is_empty = p->action_count == 0;
	v->has_table = p->action_count <= LIMIT_PROGRAMME_PAGE_ACTIONS;
	if (v->has_table)
		add_table(pg, p, v);
	add_groups(pg, p, v);
	v->has_chart = p->funded.cents > 0;
	if (v->has_chart)
		v->chart = svg_cofunding_both(pg->arena, pg->lang, S("cofunding"), p);
	RESPOND_HTML(pg, programme_page, v);
	return OK;
}

/* ---- downloads ---- */

static str file_name(const struct page *pg, const struct programme *p, const char *extension)
{
	return arena_fmt(pg->arena, "programme-%.*s-v%d.%s", STR_ARGS(p->call), (int)p->version, extension);
}

enum status send_programme_csv(struct page *pg)
{
	struct programme *p = ARENA_NEW(pg->arena, struct programme);
	enum status s = read_asked(pg, p);
	if (s)
		return s;
	respond_download(pg, S("text/csv; charset=utf-8"), file_name(pg, p, "csv"));
	programme_csv(&pg->rs->body, pg->lang, p);
	return OK;
}

enum status send_programme_json(struct page *pg)
{
	struct programme *p = ARENA_NEW(pg->arena, struct programme);
	enum status s = read_asked(pg, p);
	if (s)
		return s;
	respond_json(pg);
	programme_json(&pg->rs->body, pg->lang, p);
	return OK;
}

enum status send_programme_xlsx(struct page *pg)
{
	struct programme *p = ARENA_NEW(pg->arena, struct programme);
	enum status s = read_asked(pg, p);
	if (s)
		return s;
	if (p->action_count > LIMIT_PROGRAMME_XLSX_ACTIONS)
		return TOO_BIG;
	respond_download(pg, S("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), file_name(pg, p, "xlsx"));
	return programme_xlsx(pg->arena, pg->lang, p, &pg->rs->body);
}
