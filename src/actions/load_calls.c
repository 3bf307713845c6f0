/* Funders and organisations, then calls.yaml: a call with its calendar, rules, lists, scope, documents, criteria and envelopes. */
#include "actions/loading.h"

void load_funders(struct loading *l)
{
	const struct pack *p = l->pack;
	for (size_t i = 0; i < p->groups.n; i++)
		LOAD(l, q_load_funder_group(l->db, l->territory, p->groups.at[i].code, p->groups.at[i].label, (int64_t)i));
	for (size_t i = 0; i < p->funders.n; i++) {
		const struct pack_funder *f = &p->funders.at[i];
		LOAD(l, q_load_funder(l->db, &(struct q_load_funder_in){.territory = l->territory, .code = f->code, .label = f->label,
		                                                        .long_label = f->long_label, .kind = f->kind, .group_code = f->group,
		                                                        .group_since_day = f->since, .valued = f->valued, .position = (int64_t)i}));
	}
	for (size_t i = 0; i < p->organisations.n; i++) {
		const struct pack_organisation *o = &p->organisations.at[i];
		LOAD(l, q_load_organisation(l->db, &(struct q_load_organisation_in){.territory = l->territory, .code = o->code, .name = o->name,
		                                                                    .long_name = o->long_name, .kind = o->kind, .siren = o->siren,
		                                                                    .position = (int64_t)i}));
	}
}

static opt_instant instant_when(const struct pack_when *w)
{
	return (opt_instant){w->set, w->at};
}

static void load_phases(struct loading *l, const struct pack_call *c)
{
	for (size_t i = 0; i < c->phases.n; i++) {
		const struct pack_phase *p = &c->phases.at[i];
		LOAD(l, q_load_phase(l->db, &(struct q_load_phase_in){
			.territory = l->territory, .call_code = c->code, .code = p->code, .kind = p->kind, .label = p->label, .body = p->body,
			.starts_at = instant_when(&p->start), .starts_precision = p->start.precision, .ends_at = instant_when(&p->end),
			.ends_precision = p->end.precision, .note = p->note, .position = (int64_t)i}));
	}
}

static void load_rules(struct loading *l, const struct pack_call *c)
{
	for (size_t i = 0; i < c->channels.n; i++) {
		const struct pack_channel *ch = &c->channels.at[i];
		LOAD(l, q_load_channel(l->db, &(struct q_load_channel_in){.territory = l->territory, .call_code = c->code, .position = (int64_t)i,
		                                                          .kind = ch->kind, .label = ch->label, .url = ch->url, .note = ch->note}));
	}
	for (size_t i = 0; i < c->clauses.n; i++) {
		const struct pack_clause *cl = &c->clauses.at[i];
		LOAD(l, q_load_clause(l->db, &(struct q_load_clause_in){.territory = l->territory, .call_code = c->code, .code = cl->code,
		                                                        .kind = cl->kind, .label = cl->label, .text = cl->text, .article = cl->article,
		                                                        .funder_code = cl->funder, .position = (int64_t)i}));
	}
	for (size_t i = 0; i < c->required_documents.n; i++) {
		const struct pack_document *d = &c->required_documents.at[i];
		LOAD(l, q_load_required_document(l->db, &(struct q_load_required_document_in){
			.territory = l->territory, .call_code = c->code, .code = d->code, .label = d->label, .bearer = d->bearer, .request = d->request,
			.medium = d->medium, .note = d->note, .position = (int64_t)i}));
	}
}

static void load_items(struct loading *l, const struct pack_call *c)
{
	const struct {
		str list;
		const struct strs *codes;
	} items[] = {{S("schemes"), &c->schemes}, {S("publics"), &c->publics}, {S("themes"), &c->themes}, {S("cross_cutting"), &c->cross_cutting}};
	for (size_t n = 0; n < sizeof items / sizeof items[0]; n++)
		for (size_t i = 0; i < items[n].codes->n; i++)
			LOAD(l, q_load_call_item(l->db, &(struct q_load_call_item_in){.territory = l->territory, .call_code = c->code, .list = items[n].list,
			                                                              .item_code = items[n].codes->at[i], .position = (int64_t)i}));
}

static void load_scope(struct loading *l, const struct pack_call *c)
{
	struct strs goals = pack_call_goals(l->arena, l->pack, c), districts = pack_call_districts(l->arena, l->pack, c),
	            contacts = pack_call_contacts(l->arena, l->pack, c);
	for (size_t i = 0; i < goals.n; i++)
		LOAD(l, q_load_call_goal(l->db, l->territory, c->code, goals.at[i], (int64_t)i));
	for (size_t i = 0; i < districts.n; i++)
		LOAD(l, q_load_call_district(l->db, l->territory, c->code, districts.at[i], (int64_t)i));
	for (size_t i = 0; i < contacts.n; i++)
		LOAD(l, q_load_call_contact(l->db, l->territory, c->code, contacts.at[i], (int64_t)i));
}

static void load_lines(struct loading *l, const struct pack_call *c, str kind, str owner, const struct strs *texts)
{
	for (size_t i = 0; i < texts->n; i++)
		LOAD(l, q_load_call_line(l->db, &(struct q_load_call_line_in){.territory = l->territory, .call_code = c->code, .kind = kind, .owner = owner,
		                                                              .position = (int64_t)i, .text = texts->at[i]}));
}

static void load_criteria(struct loading *l, const struct pack_call *c)
{
	for (size_t i = 0; i < c->criteria.n; i++) {
		const struct pack_criterion *cr = &c->criteria.at[i];
		LOAD(l, q_load_criterion(l->db, &(struct q_load_criterion_in){.territory = l->territory, .call_code = c->code, .code = cr->code,
		                                                              .label = cr->label, .weight = cr->weight, .position = (int64_t)i}));
		load_lines(l, c, S("criterion_point"), cr->code, &cr->points);
	}
	load_lines(l, c, S("self_diagnosis"), S(""), &c->self_diagnosis);
	load_lines(l, c, S("logo"), S(""), &c->logos);
}

static void load_envelopes(struct loading *l, const struct pack_call *c)
{
	for (size_t i = 0; i < c->envelopes.n; i++) {
		const struct pack_envelope *e = &c->envelopes.at[i];
		LOAD(l, q_load_envelope(l->db, &(struct q_load_envelope_in){.territory = l->territory, .call_code = c->code, .code = e->code,
		                                                            .funder_code = e->funder, .year = e->year, .section = e->section,
		                                                            .amount = e->amount, .label = e->label, .state = e->state,
		                                                            .position = (int64_t)i}));
	}
}

void load_calls(struct loading *l)
{
	for (size_t i = 0; i < l->pack->calls.n; i++) {
		const struct pack_call *c = &l->pack->calls.at[i];
		LOAD(l, q_load_call(l->db, &(struct q_load_call_in){.territory = l->territory, .code = c->code, .kind = c->kind, .title = c->title,
		                                                    .year = c->year, .summary = c->summary, .agreement_code = c->agreement,
		                                                    .source_code = c->source, .position = (int64_t)i}));
		load_phases(l, c);
		load_rules(l, c);
		load_items(l, c);
		load_scope(l, c);
		load_criteria(l, c);
		load_envelopes(l, c);
	}
}
