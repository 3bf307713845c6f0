/* The districts of a territory by kind with their sub-totals, its facts, and the figures that its documents print against what is counted. */
#include "domain/territory_findings.h"
#include "web/finding_views.h"
#include "web/territory_parts.h"

static const str kinds[] = {S("qpv"), S("local_interest"), S("watch")};
enum { KINDS = sizeof kinds / sizeof *kinds };

static const struct q_page_municipalities_row *municipality(const struct territory_build *b, str insee)
{
	for (size_t i = 0; i < b->municipalities.n; i++)
		if (str_eq(b->municipalities.at[i].insee, insee))
			return &b->municipalities.at[i];
	return NULL;
}

static str places_of(const struct territory_build *b, str district)
{
	LIST_OF(str) names = {0};
	for (size_t i = 0; i < b->places.n; i++) {
		if (!str_eq(b->places.at[i].district, district))
			continue;
		const struct q_page_municipalities_row *m = municipality(b, b->places.at[i].insee);
		if (!m)
			continue;
		str name = m->name;
		if (b->places.at[i].shared)
			name = arena_fmt(b->pg->arena, "%.*s (%.*s)", STR_ARGS(name), STR_ARGS(word_text(b->pg->lang, W_pages_shared)));
		*LIST_ADD(b->pg->arena, &names) = name;
	}
	return page_joined(b->pg, names.at, names.n);
}

static str population_of(const struct territory_build *b, const struct q_page_districts_row *row)
{
	if (!row->population.set)
		return S("");
	str number = page_number(b->pg, row->population.value);
	return row->approximate ? TEXT(b->pg, W_pages_about, ARG("value", number)) : number;
}

struct sum {
	int64_t total, known, count;
};

static str sum_text(const struct territory_build *b, const struct sum *sum)
{
	str value = page_number(b->pg, sum->total);
	if (sum->known == sum->count)
		return value;
	return TEXT(b->pg, W_pages_population_partial, ARG("value", value), ARG("known", sum->known), ARG("all", sum->count));
}

/* The newest code first: "QN06204M · QP062004". A district of local interest has none. */
static str codes_of(const struct territory_build *b, str district)
{
	str text = S("");
	for (size_t i = 0; i < b->codes.n; i++)
		if (str_eq(b->codes.at[i].district, district))
			text = text.n ? arena_fmt(b->pg->arena, "%.*s · %.*s", STR_ARGS(text), STR_ARGS(b->codes.at[i].code)) : b->codes.at[i].code;
	return text;
}

static void add_group(struct territory_build *b, str kind, struct sum *all)
{
	struct page *pg = b->pg;
	struct district_group group = {.label = page_word_of(pg, S("pages.district_kinds."), kind), .explanation = page_word_of(pg, S("pages.district_explained."), kind)};
	struct sum sum = {0};
	for (size_t i = 0; i < b->districts.n; i++) {
		const struct q_page_districts_row *row = &b->districts.at[i];
		if (!str_eq(row->kind, kind))
			continue;
		bool renewed = !str_eq(row->renewal, S("none"));
		*LIST_ADD(pg->arena, &group.rows) = (struct district_row){
			.link = LINK(pg, "/territories/:territory/districts/:district", b->row.code, row->code),
			.number = ++b->numbered, .name = row->name, .codes = codes_of(b, row->code), .municipalities = places_of(b, row->code), .population = population_of(b, row),
			.has_renewal = renewed, .renewal = renewed ? page_word_of(pg, S("pages.renewal_mark."), row->renewal) : S("")};
		group.renewed = group.renewed || renewed;
		group.coded = group.coded || group.rows.at[group.rows.n - 1].codes.n > 0;
		sum.count++;
		sum.known += row->population.set;
		sum.total += row->population.set ? row->population.value : 0;
	}
	if (!group.rows.n)
		return;
	group.count = sum.count;
	group.counted = sum.known > 0;
	group.subtotal = sum_text(b, &sum);
	*LIST_ADD(pg->arena, &b->v->groups) = group;
	all->count += sum.count;
	all->known += sum.known;
	all->total += sum.total;
}

enum status territory_districts(struct territory_build *b)
{
	struct page *pg = b->pg;
	enum status s = q_page_municipalities(pg->db, pg->arena, b->row.id, &b->municipalities);
	if (!s)
		s = q_page_districts(pg->db, pg->arena, b->row.id, &b->districts);
	if (!s)
		s = q_page_district_places(pg->db, pg->arena, b->row.id, &b->places);
	if (!s)
		s = q_page_all_district_codes(pg->db, pg->arena, b->row.id, &b->codes);
	if (s)
		return s;
	struct sum all = {0};
	for (size_t i = 0; i < KINDS; i++)
		add_group(b, kinds[i], &all);
	b->v->has_total = all.known > 0 && b->v->groups.n > 1;
	b->v->population = sum_text(b, &all);
	return OK;
}

static void add_fact(struct territory_build *b, enum word label, str value)
{
	*LIST_ADD(b->pg->arena, &b->v->facts) = (struct fact_view){.label = word_text(b->pg->lang, label), .value = value};
}

enum status territory_facts(struct territory_build *b)
{
	int64_t members = 0, residents = 0;
	bool all_counted = true;
	for (size_t i = 0; i < b->municipalities.n; i++) {
		const struct q_page_municipalities_row *m = &b->municipalities.at[i];
		if (!m->member)
			continue;
		members++;
		all_counted = all_counted && m->population.set;
		residents += m->population.set ? m->population.value : 0;
	}
	add_fact(b, W_pages_districts, page_number(b->pg, (int64_t)b->districts.n));
	if (members > 1)
		add_fact(b, W_pages_fact_municipalities, page_number(b->pg, members));
	if (members && all_counted)
		add_fact(b, W_pages_fact_population, page_number(b->pg, residents));
	if (str_is_set(b->row.siren))
		add_fact(b, W_pages_fact_siren, b->row.siren);
	return OK;
}

/* ---- figures that the documents print ---- */

static struct territory_figures counted(const struct territory_build *b, const struct q_page_printed_figures_rows *figures, const struct q_page_printed_parts_rows *parts)
{
	struct arena *a = b->pg->arena;
	struct territory_figures t = {0};
	for (size_t i = 0; i < figures->n; i++) {
		const struct q_page_printed_figures_row *row = &figures->at[i];
		struct counted_figure *f = LIST_ADD(a, &t.figures);
		*f = (struct counted_figure){.code = row->code, .label = row->label, .place = row->place, .measure = row->measure, .district_kind = row->district_kind,
			.value_milli = row->value, .approximate = row->approximate};
		for (size_t k = 0; k < parts->n; k++)
			if (str_eq(parts->at[k].figure, row->code))
				*LIST_ADD(a, &f->parts) = parts->at[k].part;
	}
	for (size_t i = 0; i < b->districts.n; i++)
		*LIST_ADD(a, &t.districts) = (struct counted_district){
			.kind = b->districts.at[i].kind, .population = b->districts.at[i].population, .approximate = b->districts.at[i].approximate};
	for (size_t i = 0; i < b->municipalities.n; i++)
		t.members += b->municipalities.at[i].member;
	for (size_t i = 0; i < b->places.n; i++) {
		const struct q_page_municipalities_row *m = municipality(b, b->places.at[i].insee);
		for (size_t k = 0; m && k < b->districts.n; k++)
			if (str_eq(b->districts.at[k].code, b->places.at[i].district))
				*LIST_ADD(a, &t.communes) = (struct counted_commune){.district_kind = b->districts.at[k].kind, .insee = m->insee, .member = m->member};
	}
	return t;
}

static const struct word_arg *argument(const struct finding *f, const char *name)
{
	for (size_t i = 0; i < f->arg_count; i++)
		if (str_eq(str_of(f->args[i].name), str_of(name)))
			return &f->args[i];
	return NULL;
}

static const struct finding *finding_about(const struct findings *fs, str label)
{
	for (size_t i = 0; i < fs->list.n; i++) {
		const struct word_arg *about = argument(&fs->list.at[i], "label");
		if (about && str_eq(about->text, label))
			return &fs->list.at[i];
	}
	return NULL;
}

static void judge(const struct territory_build *b, const struct counted_figure *f, const struct finding *finding, struct printed_row *row)
{
	struct page *pg = b->pg;
	enum word verdict = W_pages_verdict_equal;
	row->tone = S("good");
	row->computed = row->printed;
	if (f->approximate || (!f->parts.n && str_eq(f->measure, S("stated")))) {
		verdict = f->approximate ? W_pages_verdict_approximate : W_pages_verdict_stated;
		row->tone = row->computed = S("");
	} else if (finding) {
		const struct word_arg *computed = argument(finding, "computed"), *difference = argument(finding, "difference");
		row->computed = computed ? page_number(pg, computed->number) : S("");
		row->tone = finding->severity == SEVERITY_ERROR ? S("error") : S("warning");
		verdict = W_pages_verdict_unknown;
		if (finding->severity == SEVERITY_ERROR && difference) {
			row->verdict = TEXT(pg, W_pages_verdict_differs, ARG("gap", page_number(pg, difference->number)));
			return;
		}
	}
	row->verdict = word_text(pg->lang, verdict);
}

enum status territory_figures_printed(struct territory_build *b)
{
	struct page *pg = b->pg;
	struct q_page_printed_figures_rows figures;
	struct q_page_printed_parts_rows parts;
	enum status s = q_page_printed_figures(pg->db, pg->arena, b->row.id, &figures);
	if (!s)
		s = q_page_printed_parts(pg->db, pg->arena, b->row.id, &parts);
	if (s)
		return s;
	struct territory_figures t = counted(b, &figures, &parts);
	struct findings fs = findings_new(pg->arena);
	territory_findings(&t, &fs);
	for (size_t i = 0; i < t.figures.n; i++) {
		const struct counted_figure *f = &t.figures.at[i];
		struct printed_row row = {.label = f->label, .printed = page_milli(pg, figures.at[i].value), .place = f->place, .source = figures.at[i].source};
		judge(b, f, finding_about(&fs, f->label), &row);
		*LIST_ADD(pg->arena, &b->v->printed) = row;
	}
	finding_views(pg, &fs, &b->v->findings);
	return OK;
}
