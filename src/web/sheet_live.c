/* What a page shows after each autosave, as JSON: totals and gap, share, publics, and for each funder what the rules say. A GET of its own, so that no verdict is ever worked
   out while something is being written. */
#include "base/json.h"
#include "web/handlers.h"
#include "web/sheet_budget.h"

enum { MISSING_SHOWN = 8 };

static void money_in(struct json *j, const char *name, money amount)
{
	json_int(j, str_of(name), amount.cents);
}

static void add_sums(struct page *pg, const struct budget_line *lines, size_t n, struct json *j)
{
	for (size_t i = 0; i < n; i++)
		if (!lines[i].typed)
			json_text(j, str_of(lines[i].account->code), page_money(pg, lines[i].amount.value));
}

static void add_budget(struct page *pg, const struct budget_year *y, struct json *j)
{
	struct budget_balance b = budget_balance_of(pg, y);
	json_object_in(j, S("budget"));
	json_int(j, S("year"), y->year);
	money_in(j, "charges_cents", y->charges_before);
	money_in(j, "produits_cents", y->produits_before);
	money_in(j, "gap_cents", y->gap);
	money_in(j, "asked_cents", y->asked);
	money_in(j, "in_kind_charges_cents", y->voluntary_charges);
	money_in(j, "in_kind_produits_cents", y->voluntary_produits);
	if (y->has_share)
		json_milli(j, S("share"), y->share_milli);
	json_text(j, S("charges"), b.charges);
	json_text(j, S("produits"), b.produits);
	json_text(j, S("gap"), b.gap);
	json_text(j, S("tone"), b.tone);
	json_text(j, S("asked"), b.has_share ? b.share : S(""));
	json_text(j, S("in_kind"), b.has_in_kind ? b.in_kind : S(""));
	json_text(j, S("all"), TEXT(pg, W_figures_both, ARG("charges", b.charges_total), ARG("produits", b.produits_total)));
	json_object_in(j, S("sums"));
	add_sums(pg, y->charges.at, y->charges.n, j);
	add_sums(pg, y->produits.at, y->produits.n, j);
	json_end(j);
	json_end(j);
}

static void add_publics(struct page *pg, const struct sheet *sheet, struct json *j)
{
	struct publics p;
	struct publics_view v = {0};
	publics_read(pg->arena, sheet->form, &sheet->values, &p);
	publics_totals(pg, sheet, &p, &v);
	json_object_in(j, S("publics"));
	json_int(j, S("persons"), p.all.total);
	if (p.has_share) {
		json_milli(j, S("priority_share"), p.priority_milli);
		json_milli(j, S("geography_share"), p.geography_milli);
	}
	json_text(j, S("total"), v.total);
	json_text(j, S("women"), v.women);
	json_text(j, S("priority"), v.priority);
	json_text(j, S("geography"), v.geography);
	json_text(j, S("gap"), v.has_gap ? v.gap : S(""));
	json_array_in(j, S("by_sex"));
	for (size_t i = 0; i < p.rows.n; i++)
		for (size_t sex = 0; sex < PUBLIC_SEXES; sex++)
			if (str_eq(p.rows.at[i].district, page_param(pg, S("district"))))
				json_text(j, STR_NONE, page_number(pg, p.rows.at[i].by_sex[sex]));
	json_end(j);
	json_end(j);
}

static void add_funders(struct page *pg, const struct sheet_verdict *verdict, struct json *j)
{
	json_object_in(j, S("funders"));
	for (size_t i = 0; i < verdict->verdict->funders.n; i++) {
		const struct verdict_funder *f = &verdict->verdict->funders.at[i];
		struct budget_cell_view cell = {0};
		(void)budget_says(pg, verdict, f->funder->code, &cell);
		json_object_in(j, f->funder->code);
		json_text(j, S("outcome"), str_of(verdict_outcome_name(f->outcome)));
		json_text(j, S("state"), cell.state);
		json_text(j, S("tone"), cell.tone);
		json_text(j, S("most"), cell.most.p ? cell.most : S(""));
		json_text(j, S("reason"), cell.reason.p ? cell.reason : S(""));
		json_text(j, S("article"), cell.article.p ? cell.article : S(""));
		json_bool(j, S("over"), cell.is_over);
		if (f->maximum.set)
			money_in(j, "maximum_cents", f->maximum.value);
		json_end(j);
	}
	json_end(j);
}

static void add_verdict(struct page *pg, const struct sheet_verdict *verdict, struct json *j)
{
	json_object_in(j, S("verdict"));
	json_text(j, S("outcome"), str_of(verdict_outcome_name(verdict->verdict->outcome)));
	json_text(j, S("said"), verdict->panel.status);
	add_funders(pg, verdict, j);
	json_array_in(j, S("missing"));
	for (size_t i = 0, shown = 0; i < verdict->verdict->missing.n && shown < MISSING_SHOWN; i++) {
		const struct asked_question *asked = diagnosis_question_of(&verdict->diagnosis, 0, verdict->verdict->missing.at[i].rule);
		if (!asked)
			continue;
		json_object(j);
		json_text(j, S("question"), asked->q->text[pg->lang]);
		json_text(j, S("link"), sheet_question_place(pg, verdict, asked->q).s);
		json_end(j);
		shown++;
	}
	json_end(j);
	json_end(j);
}

enum status send_sheet_live(struct page *pg)
{
	struct sheet sheet;
	struct sheet_verdict verdict;
	struct budget budget;
	enum status s = sheet_of_page(pg, &sheet);
	if (!s && sheet.head.identity)
		return NOT_FOUND;
	if (s)
		return s;
	budget_read(pg->arena, sheet.form, &sheet.values, &budget);
	size_t number = sheet_year_asked(pg, &budget);
	s = sheet_verdict(pg, &sheet, number, &verdict);
	if (s)
		return s;
	pg->rs->content_type = S("application/json; charset=utf-8");
	http_respond_header(pg->rs, S("Cache-Control"), S("no-store"));
	struct json j = json_new(&pg->rs->body);
	json_object(&j);
	json_int(&j, S("revision"), sheet.head.revision);
	add_budget(pg, &budget.years.at[number - 1], &j);
	add_publics(pg, &sheet, &j);
	if (verdict.has_rules)
		add_verdict(pg, &verdict, &j);
	json_end(&j);
	return OK;
}
