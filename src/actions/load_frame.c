/* Territory, sources, communes, printed figures, districts. */
#include "actions/loading.h"

/* Children first. Tables that applications or perimeters refer to are not here: they are written over, then load_removals.c cleans. */
void load_clear(struct loading *l)
{
	static enum status (*const clear[])(struct db *, territory_id) = {
		q_load_clear_axis,
		q_load_clear_programme_printed,
		q_load_clear_programme_receipt,
		q_load_clear_programme,
		q_load_clear_envelope,
		q_load_clear_call_line,
		q_load_clear_criterion,
		q_load_clear_required_document,
		q_load_clear_call_contact,
		q_load_clear_call_district,
		q_load_clear_call_goal,
		q_load_clear_call_item,
		q_load_clear_clause,
		q_load_clear_channel,
		q_load_clear_phase,
		q_load_clear_contact_municipality,
		q_load_clear_contact,
		q_load_clear_cooperation,
		q_load_clear_participation,
		q_load_clear_governance_line,
		q_load_clear_governance_body,
		q_load_clear_impact_value,
		q_load_clear_impact_framework,
		q_load_clear_indicator,
		q_load_clear_goal_adoption,
		q_load_clear_goal_item,
		q_load_clear_goal_detail,
		q_load_clear_list_item,
		q_load_clear_agreement_line,
		q_load_clear_agreement,
		q_load_clear_district_note,
		q_load_clear_portrait_figure,
		q_load_clear_district_municipality,
		q_load_clear_district_code,
		q_load_clear_printed_figure_part,
		q_load_clear_printed_figure,
		q_load_clear_municipality,
		q_load_clear_source,
	};
	for (size_t i = 0; i < sizeof clear / sizeof clear[0] && l->status == OK; i++)
		l->status = clear[i](l->db, l->territory);
}

static void load_territory(struct loading *l)
{
	const struct pack_territory *t = &l->pack->territory;
	LOAD(l, q_load_territory(l->db, &(struct q_load_territory_in){.territory = l->territory, .code = t->code, .name = t->name,
	                                                               .short_name = t->short_name, .kind = t->kind, .siren = t->siren,
	                                                               .time_zone = t->time_zone, .accent = t->accent, .summary = t->summary}));
}

static void load_sources(struct loading *l)
{
	for (size_t i = 0; i < l->pack->sources.n; i++) {
		const struct pack_source *s = &l->pack->sources.at[i];
		LOAD(l, q_load_source(l->db, &(struct q_load_source_in){.territory = l->territory, .code = s->code, .title = s->title,
		                                                        .publisher = s->publisher, .published_day = s->date, .kind = s->kind,
		                                                        .url = s->url, .position = (int64_t)i}));
	}
}

static void load_municipalities(struct loading *l)
{
	for (size_t i = 0; i < l->pack->municipalities.n; i++) {
		const struct pack_municipality *m = &l->pack->municipalities.at[i];
		LOAD(l, q_load_municipality(l->db, &(struct q_load_municipality_in){.territory = l->territory, .insee = m->insee, .name = m->name,
		                                                                    .siren = m->siren, .population = m->population,
		                                                                    .latitude_e6 = m->latitude_e6, .longitude_e6 = m->longitude_e6,
		                                                                    .intercommunality = m->intercommunality, .member = m->member,
		                                                                    .position = (int64_t)i}));
	}
}

static void load_figures(struct loading *l)
{
	for (size_t i = 0; i < l->pack->figures.n; i++) {
		const struct pack_figure *f = &l->pack->figures.at[i];
		LOAD(l, q_load_printed_figure(l->db, &(struct q_load_printed_figure_in){.territory = l->territory, .code = f->code, .label = f->label,
		                                                                        .value_milli = f->value_milli, .measure = f->measure,
		                                                                        .district_kind = f->district_kind, .approximate = f->approximate,
		                                                                        .source_code = f->source, .place = f->place,
		                                                                        .position = (int64_t)i}));
	}
	/* parts may name a figure that stands below */
	for (size_t i = 0; i < l->pack->figures.n; i++)
		for (size_t k = 0; k < l->pack->figures.at[i].parts.n; k++)
			LOAD(l, q_load_printed_figure_part(l->db, l->territory, l->pack->figures.at[i].code, l->pack->figures.at[i].parts.at[k], (int64_t)k));
}

static void load_portrait(struct loading *l, const struct pack_district *d)
{
	for (size_t i = 0; i < d->portrait.n; i++) {
		const struct pack_portrait *f = &d->portrait.at[i];
		LOAD(l, q_load_portrait_figure(l->db, &(struct q_load_portrait_figure_in){
			.territory = l->territory, .district_code = d->code, .position = (int64_t)i, .indicator = f->indicator, .label = f->label,
			.value_milli = f->value_milli, .unit = f->unit, .comparison_milli = f->comparison_milli, .comparison_label = f->comparison_label,
			.source_code = f->source, .date_label = f->date_label, .approximate = f->approximate, .note = f->note}));
	}
}

static void load_notes(struct loading *l, const struct pack_district *d)
{
	const struct {
		str kind;
		const struct strs *texts;
	} notes[] = {{S("irritant"), &d->irritants}, {S("opportunity"), &d->opportunities}, {S("stake"), &d->stakes}};
	for (size_t n = 0; n < sizeof notes / sizeof notes[0]; n++)
		for (size_t i = 0; i < notes[n].texts->n; i++)
			LOAD(l, q_load_district_note(l->db, &(struct q_load_district_note_in){.territory = l->territory, .district_code = d->code,
			                                                                      .kind = notes[n].kind, .position = (int64_t)i,
			                                                                      .text = notes[n].texts->at[i]}));
}

static void load_district(struct loading *l, const struct pack_district *d, size_t position)
{
	bool counted = d->population.at.line > 0;
	LOAD(l, q_load_district(l->db, &(struct q_load_district_in){
		.territory = l->territory, .code = d->code, .name = d->name, .kind = d->kind, .population = {counted, d->population.value},
		.population_approximate = d->population.approximate, .population_source = d->population.source, .population_day = d->population.date,
		.renewal = d->renewal, .perimeter_note = d->perimeter_note, .position = (int64_t)position}));
	for (size_t i = 0; i < d->official_codes.n; i++)
		LOAD(l, q_load_district_code(l->db, l->territory, d->code, d->official_codes.at[i].generation, d->official_codes.at[i].code));
	for (size_t i = 0; i < d->municipalities.n; i++)
		LOAD(l, q_load_district_municipality(l->db, &(struct q_load_district_municipality_in){
			.territory = l->territory, .district_code = d->code, .insee = d->municipalities.at[i],
			.shared = strs_has(&d->shared_with, d->municipalities.at[i]), .position = (int64_t)i}));
	load_portrait(l, d);
	load_notes(l, d);
}

void load_frame(struct loading *l)
{
	load_territory(l);
	load_sources(l);
	load_municipalities(l);
	load_figures(l);
	for (size_t i = 0; i < l->pack->districts.n; i++)
		load_district(l, &l->pack->districts.at[i], i);
}
