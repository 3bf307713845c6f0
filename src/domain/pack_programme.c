/* Codes become positions; nothing is decided here. */
#include "domain/pack_programme.h"

#include "base/status.h"
#include "domain/pack_frame.h"

static size_t group_position(const struct pack *pack, str code)
{
	size_t i = 0;
	while (i < pack->groups.n && !str_eq(pack->groups.at[i].code, code))
		i++;
	always(i < pack->groups.n);
	return i;
}

static size_t funder_position(const struct pack *pack, str code)
{
	size_t i = 0;
	while (i < pack->funders.n && !str_eq(pack->funders.at[i].code, code))
		i++;
	always(i < pack->funders.n);
	return i;
}

static str bearer_name(const struct pack *pack, str code)
{
	for (size_t i = 0; i < pack->organisations.n; i++)
		if (str_eq(pack->organisations.at[i].code, code))
			return pack->organisations.at[i].name;
	return code;
}

static void add_groups(struct arena *a, const struct pack *pack, const struct pack_printed *printed, struct programme *p)
{
	for (size_t i = 0; i < pack->groups.n; i++)
		*LIST_ADD(a, &p->groups) = (struct programme_group){.code = pack->groups.at[i].code, .label = pack->groups.at[i].label};
	for (size_t i = 0; i < printed->groups.n; i++) {
		struct programme_group *g = &p->groups.at[group_position(pack, printed->groups.at[i].code)];
		g->printed_amount_set = true;
		g->printed_amount = printed->groups.at[i].amount;
	}
	for (size_t i = 0; i < printed->percents.n; i++) {
		struct programme_group *g = &p->groups.at[group_position(pack, printed->percents.at[i].code)];
		g->printed_percent_set = true;
		g->printed_percent = (int)printed->percents.at[i].percent;
	}
	for (size_t i = 0; i < pack->funders.n; i++) {
		const struct pack_funder *f = &pack->funders.at[i];
		*LIST_ADD(a, &p->funders) =
			(struct programme_funder){.code = f->code, .label = f->label, .group = group_position(pack, f->group), .valued = f->valued};
	}
}

static void add_action(struct arena *a, const struct pack *pack, const struct pack_action *source, struct programme_axis *axis)
{
	struct programme_action *action = LIST_ADD(a, &axis->actions);
	*action = (struct programme_action){.code = source->code, .title = source->title, .summary = source->summary,
	                                    .bearer = bearer_name(pack, source->bearer), .total = source->total};
	for (size_t i = 0; i < source->funding.n; i++)
		*LIST_ADD(a, &action->lines) =
			(struct programme_line){.funder = funder_position(pack, source->funding.at[i].code), .amount = source->funding.at[i].amount};
	for (size_t i = 0; i < source->results_before.n; i++) {
		const struct pack_result *r = &source->results_before.at[i];
		*LIST_ADD(a, &action->results) =
			(struct programme_result){.label = r->label, .unit = r->unit, .value_milli = r->value_milli, .year = r->year.set ? r->year.value : 0};
	}
}

struct programme pack_programme(struct arena *a, const struct pack *pack, const struct pack_programme *source)
{
	const struct pack_call *call = pack_call_of(pack, source);
	struct programme p = {.call = call->code, .call_title = call->title, .territory = pack->territory.code, .territory_name = pack->territory.name,
	                      .title = source->title, .annex = source->annex, .state = source->state, .version = source->version,
	                      .year = call->year, .decision_number = source->decision.number, .decision_day = source->decision.date,
	                      .printed_total = source->printed.total};
	add_groups(a, pack, &source->printed, &p);
	for (size_t i = 0; i < source->receipts.n; i++) {
		const struct pack_receipt *r = &source->receipts.at[i];
		*LIST_ADD(a, &p.receipts) = (struct programme_receipt){.number = r->number, .place = r->place, .sent = r->sent, .received = r->received};
	}
	for (size_t x = 0; x < source->axes.n; x++) {
		struct programme_axis *axis = LIST_ADD(a, &p.axes);
		*axis = (struct programme_axis){.code = source->axes.at[x].code, .label = source->axes.at[x].label};
		for (size_t k = 0; k < source->axes.at[x].actions.n; k++)
			add_action(a, pack, &source->axes.at[x].actions.at[k], axis);
	}
	return p;
}
