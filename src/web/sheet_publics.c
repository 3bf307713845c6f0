/* The page of the publics: one district at a time, persons by sex and age, the total and the share of the priority districts always in sight; and the number declared, with what
   proves it. */
#include "base/limits.h"
#include "web/handlers.h"
#include "web/respond.h"
#include "web/sheet_budget.h"
#include "web/sheet_parts.h"

struct showing {
	struct page *pg;
	const struct sheet *sheet;
	struct publics_view *v;
	struct publics publics;
	size_t row; /* district shown */
};

/* A district of the project, or elsewhere; all of them while none was chosen. */
static bool is_chosen(const struct sheet *sheet, str district)
{
	str rest = form_value(&sheet->values, S("project.districts")), code;
	if (!str_is_set(rest))
		return true;
	while (str_is_set(rest)) {
		(void)str_cut(rest, ' ', &code, &rest);
		if (str_eq(code, district))
			return true;
	}
	return str_eq(district, S(PUBLIC_ELSEWHERE));
}

static size_t row_of(const struct showing *w, str code)
{
	for (size_t i = 0; i < w->publics.rows.n; i++)
		if (str_eq(w->publics.rows.at[i].district, code))
			return i;
	for (size_t i = 0; i < w->publics.rows.n; i++)
		if (is_chosen(w->sheet, w->publics.rows.at[i].district))
			return i;
	return 0;
}

/* ---- totals ---- */

static str kind_of(const struct page *pg, const struct public_row *row)
{
	if (str_eq(row->district, S(PUBLIC_ELSEWHERE)))
		return STR_NONE;
	return word_text(pg->lang, row->qpv ? W_figures_district_qpv : W_figures_district_local);
}

static str persons(const struct page *pg, int64_t n)
{
	return TEXT(pg, W_figures_persons, ARG("n", n));
}

static str shared(const struct page *pg, const struct publics *p, int64_t n, int64_t milli)
{
	if (!p->has_share)
		return persons(pg, n);
	return TEXT(pg, W_figures_share_of, ARG("n", page_number(pg, n)), ARG("share", budget_share(pg, milli)));
}

str publics_gap(const struct page *pg, const struct sheet *sheet, const struct publics *p)
{
	int64_t declared;
	str said = form_value(&sheet->values, S("publics.declared"));
	if (!p->has_share || !str_is_set(said) || !str_to_int64(said, &declared) || declared == p->all.total)
		return STR_NONE;
	if (declared > p->all.total)
		return TEXT(pg, W_figures_publics_gap_more, ARG("n", declared - p->all.total), ARG("declared", declared));
	return TEXT(pg, W_figures_publics_gap_less, ARG("n", p->all.total - declared), ARG("declared", declared));
}

void publics_totals(struct page *pg, const struct sheet *sheet, const struct publics *p, struct publics_view *v)
{
	v->total = persons(pg, p->all.total);
	v->women = shared(pg, p, p->women, p->has_share ? (int64_t)((__int128)p->women * 100000 / p->all.total) : 0);
	v->priority = shared(pg, p, p->priority, p->priority_milli);
	v->geography = shared(pg, p, p->geography, p->geography_milli);
	v->only_priority = p->geography == p->priority;
	v->gap = publics_gap(pg, sheet, p);
	v->has_gap = str_is_set(v->gap);
	v->has_share = p->has_share;
}

/* ---- the district ---- */

static void fill_bands(const struct showing *w)
{
	struct arena *a = w->pg->arena;
	const struct public_row *row = &w->publics.rows.at[w->row];
	for (size_t sex = 0; sex < PUBLIC_SEXES; sex++) {
		*LIST_ADD(a, &w->v->sexes) = word_text(w->pg->lang, public_sex_word(sex));
		*LIST_ADD(a, &w->v->sums) = page_number(w->pg, row->by_sex[sex]);
	}
	for (size_t band = 0; band < PUBLIC_BANDS; band++) {
		struct public_band_view *v = LIST_ADD(a, &w->v->bands);
		v->label = word_text(w->pg->lang, public_band_word(band));
		for (size_t sex = 0; sex < PUBLIC_SEXES; sex++) {
			str key = public_key(a, row->district, sex, band), id = arena_fmt(a, "f.%.*s", STR_ARGS(key)), value = form_value(&w->sheet->values, key);
			const struct form_field *field = form_field_of(w->sheet->form, key);
			*LIST_ADD(a, &v->cells) = (struct public_cell_view){.id = id, .name = id, .value = value, .wrong = sheet_wrong(&w->v->bar, key),
				.label = field ? field->label : key};
		}
	}
}

static void fill_tabs(const struct showing *w)
{
	for (size_t i = 0; i < w->publics.rows.n; i++) {
		const struct public_row *row = &w->publics.rows.at[i];
		bool first = is_chosen(w->sheet, row->district) || row->total || i == w->row;
		*(first ? LIST_ADD(w->pg->arena, &w->v->tabs) : LIST_ADD(w->pg->arena, &w->v->others)) = (struct public_tab){.code = row->district, .label = row->label,
			.kind = kind_of(w->pg, row), .total = page_number(w->pg, row->total), .current = i == w->row,
			.link = LINK(w->pg, "/sheets/:sheet/topics/publics?district=:code#district", w->pg->in.sheet, row->district)};
	}
	size_t k = 0;
	while (k < w->v->tabs.n && !w->v->tabs.at[k].current)
		k++;
	w->v->has_next = w->v->bar.writable && k + 1 < w->v->tabs.n;
	if (w->v->has_next)
		w->v->next_label = TEXT(w->pg, W_figures_publics_next, ARG("district", w->v->tabs.at[k + 1].label));
}

static enum status build(struct page *pg, const struct sheet *sheet, const struct form_topic *topic, struct publics_view *v)
{
	enum status s = sheet_frame(pg, sheet, topic, &v->layout, &v->bar);
	if (s)
		return s;
	sheet_check_topic(pg, sheet, topic, &v->layout, &v->bar);
	struct showing w = {.pg = pg, .sheet = sheet, .v = v};
	publics_read(pg->arena, sheet->form, &sheet->values, &w.publics);
	w.row = row_of(&w, page_param(pg, S("district")));
	const struct public_row *row = &w.publics.rows.at[w.row];
	v->title = topic->title;
	v->lead = topic->lead;
	v->code = row->district;
	v->district = row->label;
	v->kind = kind_of(pg, row);
	v->is_shown = !v->bar.writable;
	fill_bands(&w);
	fill_tabs(&w);
	publics_totals(pg, sheet, &w.publics, v);
	if (str_is_set(sheet_wrong(&v->bar, S("publics.declared")))) /* said beside the field */
		v->gap = STR_NONE;
	static const str known[] = {S("publics.declared"), S("publics.evidence"), S("publics.evidence_text")};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		const struct form_field *field = form_field_of(sheet->form, known[i]);
		if (field)
			*LIST_ADD(pg->arena, &v->fields) = sheet_field(pg, sheet, field, known[i], sheet_wrong(&v->bar, known[i]));
	}
	v->action = LINK(pg, "/sheets/:sheet/topics/publics?district=:code", pg->in.sheet, row->district);
	v->live = LINK(pg, "/sheets/:sheet/live.json?district=:code", pg->in.sheet, row->district);
	v->place = LINK(pg, "/sheets/:sheet/place", pg->in.sheet);
	return OK;
}

enum status show_publics(struct page *pg)
{
	struct sheet sheet;
	struct publics_view *v = ARENA_NEW(pg->arena, struct publics_view);
	enum status s = sheet_of_page(pg, &sheet);
	if (s)
		return s;
	const struct form_topic *topic = form_topic(sheet.form, S("publics"));
	if (!topic || topic->kind != TOPIC_PUBLICS)
		return NOT_FOUND;
	s = build(pg, &sheet, topic, v);
	if (!s)
		RESPOND_HTML(pg, publics_page, v);
	return s;
}

/* ---- a post ---- */

static url after(struct page *pg, const struct sheet *sheet, const struct form_topic *topic, bool has_problems)
{
	str to = page_form(pg, S("to")), district = page_param(pg, S("district"));
	district = str_is_set(district) ? district : S(PUBLIC_ELSEWHERE);
	if (!has_problems && str_eq(to, S("district"))) {
		struct publics_view v = {0};
		struct showing w = {.pg = pg, .sheet = sheet, .v = &v};
		publics_read(pg->arena, sheet->form, &sheet->values, &w.publics);
		w.row = row_of(&w, district);
		fill_tabs(&w);
		for (size_t i = 0; i + 1 < v.tabs.n; i++)
			if (v.tabs.at[i].current)
				return v.tabs.at[i + 1].link;
	}
	if (has_problems || str_eq(to, S("stay")) || str_eq(to, S("district")))
		return LINK(pg, "/sheets/:sheet/topics/publics?saved=1&district=:code#content", pg->in.sheet, district);
	if (str_eq(to, S("next")) && topic + 1 < sheet->form->topics.at + sheet->form->topics.n)
		return LINK(pg, "/sheets/:sheet/topics/:topic", pg->in.sheet, topic[1].code);
	return LINK(pg, "/sheets/:sheet", pg->in.sheet);
}

enum status save_publics(struct page *pg)
{
	struct sheet_post post;
	struct sheet sheet;
	enum status s = sheet_post(pg, &post);
	if (!s)
		s = sheet_of_page(pg, &sheet);
	if (s)
		return s;
	const struct form_topic *topic = form_topic(sheet.form, S("publics"));
	if (!topic)
		return NOT_FOUND;
	if (post.saved.conflicts.n)
		return sheet_show_conflicts(pg, &post, topic, &sheet);
	return page_see_other(pg, after(pg, &sheet, topic, post.saved.problems.total > 0));
}
