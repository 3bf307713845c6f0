/* Whom an action is for: the persons planned, by district, sex and age, with their share in the priority districts and in the whole priority geography. What proves the
   counts is said in words by the applicant. Called by the form, the facts of rules and the pages; keeps nothing. */
#include "domain/publics.h"

#include "base/limits.h"

const char *const public_bands[PUBLIC_BANDS] = {"0-2", "3-5", "6-11", "12-17", "18-25", "26-59", "60+", "any"};
const char *const public_sexes[PUBLIC_SEXES] = {"f", "m", "x"};

static const enum word band_words[PUBLIC_BANDS] = {W_figures_band_0_2,  W_figures_band_3_5,   W_figures_band_6_11, W_figures_band_12_17,
	W_figures_band_18_25, W_figures_band_26_59, W_figures_band_60,   W_figures_band_any};
static const enum word sex_words[PUBLIC_SEXES] = {W_figures_sex_f, W_figures_sex_m, W_figures_sex_x};
enum { BAND_YOUNG_FIRST = 3, BAND_YOUNG_LAST = 4, SEX_WOMEN = 0 };

enum word public_band_word(size_t band)
{
	return band_words[band];
}

enum word public_sex_word(size_t sex)
{
	return sex_words[sex];
}

str public_key(struct arena *a, str district, size_t sex, size_t band)
{
	return arena_fmt(a, "publics.%.*s.%s.%s", STR_ARGS(district), public_sexes[sex], public_bands[band]);
}

/* ---- the districts of the call, then everywhere else ---- */

static size_t places(const struct form *form)
{
	return form->context->districts.n + 1;
}

static struct public_row place(const struct form *form, size_t i)
{
	if (i == form->context->districts.n)
		return (struct public_row){.district = S(PUBLIC_ELSEWHERE), .label = word_text(form->lang, W_figures_elsewhere)};
	const struct form_option *district = &form->context->districts.at[i];
	return (struct public_row){.district = district->code, .label = district->label, .qpv = str_eq(district->kind, S("qpv"))};
}

static int64_t count_of(str value)
{
	int64_t n;
	return str_to_int64(value, &n) && n > 0 && n <= LIMIT_PUBLIC_PERSONS ? n : 0;
}

static void read_row(struct arena *a, const struct form_values *values, struct public_row *row)
{
	for (size_t sex = 0; sex < PUBLIC_SEXES; sex++)
		for (size_t band = 0; band < PUBLIC_BANDS; band++) {
			str value = form_value(values, public_key(a, row->district, sex, band));
			row->count[sex][band] = str_is_set(value) ? count_of(value) : 0;
			row->by_sex[sex] += row->count[sex][band];
			row->total += row->count[sex][band];
		}
}

static void add_to_all(struct publics *p, const struct public_row *row)
{
	for (size_t sex = 0; sex < PUBLIC_SEXES; sex++) {
		p->all.by_sex[sex] += row->by_sex[sex];
		for (size_t band = 0; band < PUBLIC_BANDS; band++)
			p->all.count[sex][band] += row->count[sex][band];
	}
	p->all.total += row->total;
	p->priority += row->qpv ? row->total : 0;
	p->geography += str_eq(row->district, S(PUBLIC_ELSEWHERE)) ? 0 : row->total;
}

/* 60 of 100 persons is 60 000 thousandths, exactly; what is between two thousandths is rounded down, so that 59,999 9 % never passes for 60 %. */
static int64_t share(int64_t part, int64_t whole)
{
	return (int64_t)((__int128)part * 100000 / whole);
}

void publics_read(struct arena *a, const struct form *form, const struct form_values *values, struct publics *publics)
{
	*publics = (struct publics){0};
	for (size_t i = 0; i < places(form); i++) {
		struct public_row *row = LIST_ADD(a, &publics->rows);
		*row = place(form, i);
		read_row(a, values, row);
		add_to_all(publics, row);
	}
	publics->has_share = publics->all.total > 0;
	if (publics->has_share) {
		publics->priority_milli = share(publics->priority, publics->all.total);
		publics->geography_milli = share(publics->geography, publics->all.total);
	}
	publics->women = publics->all.by_sex[SEX_WOMEN];
	for (size_t sex = 0; sex < PUBLIC_SEXES; sex++)
		for (size_t band = BAND_YOUNG_FIRST; band <= BAND_YOUNG_LAST; band++)
			publics->young += publics->all.count[sex][band];
}

/* ---- fields ---- */

static str cell_label(struct arena *a, enum lang lang, str district, size_t sex, size_t band)
{
	const struct word_arg args[] = {
		ARG("district", district), ARG("sex", word_text(lang, sex_words[sex])), ARG("band", word_text(lang, band_words[band]))};
	struct out o = out_new(2 * LIMIT_LABEL_BYTES);
	words_write(&o, lang, W_figures_cell_label, args, sizeof args / sizeof *args);
	return out_keep(&o, a);
}

static const struct {
	const char *code;
	enum word label;
} evidences[] = {{"register", W_figures_evidence_register}, {"last_year", W_figures_evidence_last_year}, {"partners", W_figures_evidence_partners},
	{"estimate", W_figures_evidence_estimate}};

static void add_evidence(struct arena *a, struct form *form, struct form_topic *topic)
{
	struct form_field *declared = LIST_ADD(a, &topic->fields);
	*declared = (struct form_field){.key = S("publics.declared"), .kind = FIELD_COUNT, .label = word_text(form->lang, W_figures_declared),
		.hint = word_text(form->lang, W_figures_declared_hint), .most = LIMIT_PUBLIC_PERSONS, .required = true, .rows = S("D1")};
	struct form_field *evidence = LIST_ADD(a, &topic->fields);
	*evidence = (struct form_field){.key = S("publics.evidence"), .kind = FIELD_CHOICES, .label = word_text(form->lang, W_figures_evidence),
		.hint = word_text(form->lang, W_figures_evidence_hint), .required = true, .rows = S("N6")};
	for (size_t i = 0; i < sizeof evidences / sizeof *evidences; i++)
		*LIST_ADD(a, &evidence->options) = (struct form_option){.code = str_of(evidences[i].code), .label = word_text(form->lang, evidences[i].label)};
	struct form_field *text = LIST_ADD(a, &topic->fields);
	*text = (struct form_field){.key = S("publics.evidence_text"), .kind = FIELD_TEXT, .label = word_text(form->lang, W_figures_evidence_text),
		.chars = LIMIT_PUBLIC_EVIDENCE_CHARS, .rows = S("N6")};
}

void publics_fields(struct arena *a, struct form *form, struct form_topic *topic, const struct form_values *values)
{
	(void)values;
	add_evidence(a, form, topic);
	for (size_t i = 0; i < places(form); i++) {
		struct public_row row = place(form, i);
		for (size_t sex = 0; sex < PUBLIC_SEXES; sex++)
			for (size_t band = 0; band < PUBLIC_BANDS; band++) {
				struct form_field *field = LIST_ADD(a, &topic->fields);
				*field = (struct form_field){.key = public_key(a, row.district, sex, band), .kind = FIELD_COUNT, .most = LIMIT_PUBLIC_PERSONS, .rows = S("N6"),
					.label = cell_label(a, form->lang, row.label, sex, band)};
			}
	}
}

/* ---- problems ---- */

void publics_check(const struct form *form, const struct form_values *values, bool to_file, struct problems *ps)
{
	struct arena *a = ps->arena;
	struct publics p;
	publics_read(a, form, values, &p);
	str declared = form_value(values, S("publics.declared"));
	str first = public_key(a, place(form, 0).district, 0, PUBLIC_BANDS - 1);
	int64_t n = str_is_set(declared) ? count_of(declared) : 0;
	if (!p.has_share && to_file)
		PROBLEM(ps, STR_NONE, 0, first, W_figures_publics_empty);
	if (p.has_share && n && n != p.all.total)
		PROBLEM(ps, STR_NONE, 0, S("publics.declared"), n > p.all.total ? W_figures_declared_more : W_figures_declared_less, ARG("declared", n),
		        ARG("n", p.all.total), ARG("gap", n > p.all.total ? n - p.all.total : p.all.total - n));
}
