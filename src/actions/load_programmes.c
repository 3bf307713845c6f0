/* Programmes: the table's head, its axes, and one application per action, with its funding, results, districts and goals.
   An application keeps its number as long as its call and its action's code stay. */
#include "actions/loading.h"

#include <stdlib.h>

/* The applications of the territory as they were, sorted by call and action. */
struct filed {
	struct q_load_applications_row *at;
	bool *kept;
	size_t n;
	int64_t last; /* highest number */
};

static int by_action(const void *pa, const void *pb)
{
	const struct q_load_applications_row *a = pa, *b = pb;
	int order = str_cmp(a->call_code, b->call_code);
	return order != 0 ? order : str_cmp(a->action_code, b->action_code);
}

static void read_filed(struct loading *l, struct filed *f)
{
	struct q_load_applications_rows rows;
	struct q_load_application_last_row last = {0};
	*f = (struct filed){0};
	if (l->status == OK)
		l->status = q_load_applications(l->db, l->arena, l->territory, &rows);
	if (l->status == OK)
		l->status = q_load_application_last(l->db, l->arena, l->territory, &last);
	if (l->status != OK)
		return;
	f->n = rows.n;
	f->last = last.last;
	f->at = ARENA_ARRAY(l->arena, rows.n + 1, struct q_load_applications_row);
	f->kept = ARENA_ARRAY(l->arena, rows.n + 1, bool);
	for (size_t i = 0; i < rows.n; i++)
		f->at[i] = rows.at[i];
	qsort(f->at, f->n, sizeof f->at[0], by_action);
}

/* The number of an application: its own, or a new one. One that somebody filed outside any programme is theirs: it is not taken over. *adopted: the product voted a programme of its
   call, what was voted is not written over. */
static application_id application_number(struct loading *l, struct filed *f, const struct pack_call *call, const struct pack_action *action, bool *adopted)
{
	*adopted = false;
	struct q_load_applications_row wanted = {.call_code = call->code, .action_code = action->code};
	struct q_load_applications_row *found = f->n ? bsearch(&wanted, f->at, f->n, sizeof wanted, by_action) : NULL;
	if (!found)
		return (application_id){++f->last};
	f->kept[found - f->at] = true;
	*adopted = found->adopted;
	if (!found->version.set && !found->adopted) {
		PROBLEM(l->ps, action->at.file, action->at.line, action->at.path, W_pack_action_filed, ARG("found", action->code), ARG("call", call->code));
		l->status = CONFLICT;
	}
	return found->application;
}

static void clear_application(struct loading *l, application_id id)
{
	static enum status (*const clear[])(struct db *, territory_id, application_id) = {
		q_load_clear_financing_line, q_load_clear_application_result, q_load_clear_application_district, q_load_clear_application_goal, q_load_clear_application_item};
	for (size_t i = 0; i < sizeof clear / sizeof clear[0] && l->status == OK; i++)
		l->status = clear[i](l->db, l->territory, id);
}

static bool funder_is_valued(const struct pack *pack, str code)
{
	for (size_t i = 0; i < pack->funders.n; i++)
		if (str_eq(pack->funders.at[i].code, code))
			return pack->funders.at[i].valued;
	return false;
}

/* What the programme's state says of the amounts: proposed or voted. */
static void load_funding(struct loading *l, const struct pack_programme *p, const struct pack_call *call, const struct pack_action *action,
                         application_id id)
{
	bool voted = str_eq(p->state, S("voted"));
	for (size_t i = 0; i < action->funding.n; i++) {
		const struct pack_entry *e = &action->funding.at[i];
		LOAD(l, q_load_financing_line(l->db, &(struct q_load_financing_line_in){
			.territory = l->territory, .application = id, .funder_code = e->code, .year = call->year, .section = S("operating"),
			.valued = funder_is_valued(l->pack, e->code), .proposed = {!voted, e->amount}, .voted = {voted, e->amount}}));
	}
}

static void load_items(struct loading *l, application_id id, str list, const struct strs *codes)
{
	for (size_t i = 0; i < codes->n; i++)
		LOAD(l, q_load_application_item(l->db, &(struct q_load_application_item_in){
			.territory = l->territory, .application = id, .of_list = list, .item_code = codes->at[i], .position = (int64_t)i}));
}

static void load_links(struct loading *l, const struct pack_call *call, const struct pack_axis *axis, const struct pack_action *action, application_id id)
{
	struct strs districts = pack_action_districts(l->arena, l->pack, call, action), goals = pack_action_goals(l->arena, axis, action);
	for (size_t i = 0; i < districts.n; i++)
		LOAD(l, q_load_application_district(l->db, l->territory, id, districts.at[i]));
	for (size_t i = 0; i < goals.n; i++)
		LOAD(l, q_load_application_goal(l->db, l->territory, id, goals.at[i]));
	load_items(l, id, S("themes"), &action->themes);
	load_items(l, id, S("publics"), &action->publics);
	for (size_t i = 0; i < action->results_before.n; i++) {
		const struct pack_result *r = &action->results_before.at[i];
		LOAD(l, q_load_application_result(l->db, &(struct q_load_application_result_in){.territory = l->territory, .application = id,
		                                                                                .position = (int64_t)i, .label = r->label,
		                                                                                .value_milli = r->value_milli, .unit = r->unit,
		                                                                                .year = r->year}));
	}
}

static void load_action(struct loading *l, struct filed *f, const struct pack_programme *p, const struct pack_axis *axis,
                        const struct pack_action *action, int64_t position)
{
	const struct pack_call *call = pack_call_of(l->pack, p);
	bool adopted;
	application_id id = application_number(l, f, call, action, &adopted);
	LOAD(l, q_load_action(l->db, l->territory, action->code, action->title));
	if (adopted)
		return;
	LOAD(l, q_load_application(l->db, &(struct q_load_application_in){
		.territory = l->territory, .application = id, .call_code = p->call, .action_code = action->code, .bearer_code = action->bearer,
		.title = action->title, .summary = action->summary, .state = p->state, .version = {true, p->version}, .axis_code = axis->code,
		.total = action->total, .position = position}));
	clear_application(l, id);
	load_funding(l, p, call, action, id);
	load_links(l, call, axis, action, id);
}

static void load_printed(struct loading *l, const struct pack_programme *p)
{
	for (size_t g = 0; g < l->pack->groups.n; g++) {
		str group = l->pack->groups.at[g].code;
		struct q_load_programme_printed_in row = {.territory = l->territory, .call_code = p->call, .version = p->version, .group_code = group};
		for (size_t i = 0; i < p->printed.groups.n; i++)
			if (str_eq(p->printed.groups.at[i].code, group))
				row.amount = (opt_money){true, p->printed.groups.at[i].amount};
		for (size_t i = 0; i < p->printed.percents.n; i++)
			if (str_eq(p->printed.percents.at[i].code, group))
				row.percent = (opt_int){true, p->printed.percents.at[i].percent};
		if (row.amount.set || row.percent.set)
			LOAD(l, q_load_programme_printed(l->db, &row));
	}
}

static void load_programme(struct loading *l, struct filed *f, const struct pack_programme *p)
{
	int64_t position = 0;
	LOAD(l, q_load_programme(l->db, &(struct q_load_programme_in){
		.territory = l->territory, .call_code = p->call, .version = p->version, .title = p->title, .annex = p->annex, .state = p->state,
		.decision_number = p->decision.number, .decision_day = p->decision.date, .printed_total = p->printed.total}));
	for (size_t i = 0; i < p->receipts.n; i++) {
		const struct pack_receipt *r = &p->receipts.at[i];
		LOAD(l, q_load_programme_receipt(l->db, &(struct q_load_programme_receipt_in){
			.territory = l->territory, .call_code = p->call, .version = p->version, .position = (int64_t)i, .number = r->number,
			.sent_day = r->sent, .received_day = r->received, .place = r->place}));
	}
	load_printed(l, p);
	for (size_t x = 0; x < p->axes.n; x++) {
		const struct pack_axis *axis = &p->axes.at[x];
		LOAD(l, q_load_axis(l->db, &(struct q_load_axis_in){.territory = l->territory, .call_code = p->call, .version = p->version,
		                                                    .code = axis->code, .label = axis->label, .goal_code = axis->goal,
		                                                    .position = (int64_t)x}));
		for (size_t k = 0; k < axis->actions.n; k++)
			load_action(l, f, p, axis, &axis->actions.at[k], position++);
	}
}

/* Applications of a programme that the pack no longer has. */
static void remove_dropped(struct loading *l, const struct filed *f)
{
	for (size_t i = 0; i < f->n && l->status == OK; i++) {
		if (f->kept[i] || !f->at[i].version.set || f->at[i].adopted)
			continue;
		clear_application(l, f->at[i].application);
		if (l->status == OK)
			l->status = q_load_delete_application(l->db, l->territory, f->at[i].application);
	}
}

/* Oldest call first, so that an action that lives across years takes the title of the latest. */
static int by_year(const void *pa, const void *pb, void *pack)
{
	const struct pack_programme *a = *(const struct pack_programme *const *)pa, *b = *(const struct pack_programme *const *)pb;
	int64_t ya = pack_call_of(pack, a)->year, yb = pack_call_of(pack, b)->year;
	if (ya != yb)
		return ya < yb ? -1 : 1;
	return a < b ? -1 : a > b;
}

void load_programmes(struct loading *l)
{
	struct filed f;
	size_t n = l->pack->programmes.n;
	const struct pack_programme **order = ARENA_ARRAY(l->arena, n + 1, const struct pack_programme *);
	read_filed(l, &f);
	for (size_t i = 0; i < n; i++)
		order[i] = &l->pack->programmes.at[i];
	qsort_r(order, n, sizeof(const struct pack_programme *), by_year, (void *)(uintptr_t)l->pack);
	for (size_t i = 0; i < n; i++)
		load_programme(l, &f, order[i]);
	remove_dropped(l, &f);
}
