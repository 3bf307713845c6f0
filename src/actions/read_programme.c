/* Programme rows to struct programme. Lines arrive in no promised order: they are first gathered small (action, funder, cents), then laid out in one
   array, sorted by action and by column. Two hash tables find actions by id and funders by code. Called by web/ and cli/; writes nothing. */
#include "actions/read_programme_parts.h"

#include "base/limits.h"
#include "base/log.h"
#include "gen/queries.h"

enum { CHUNK_LINES = 4096, NOWHERE = UINT32_MAX };

struct raw_line {
	uint32_t action, funder;
	int64_t cents;
};

struct raw_chunk {
	struct raw_chunk *next;
	size_t n;
	struct raw_line at[CHUNK_LINES];
};

/* Open addressing, power-of-two size, at most half full. */
struct id_index {
	int64_t *keys;
	uint32_t *values;
	size_t mask;
};

struct reading {
	struct db *db;
	struct arena *a;
	territory_id territory;
	struct programme *p;
	bool voted, frozen;
	struct id_index by_id;
	struct programme_action **actions; /* in reading order */
	uint32_t *line_counts;
	size_t action_count;
	struct q_programme_funders_rows funders;
	bool *used; /* one a funder row */
	struct raw_chunk *first, *last;
	size_t line_count;
};

/* Memory for the time of one step. It is freed with the caller's arena when that one runs out in the middle of the step. */
struct scratch {
	struct arena *arena;
};

static void scratch_end(void *thing)
{
	struct scratch *scratch = thing;
	arena_free(scratch->arena);
	scratch->arena = NULL;
}

static struct scratch *scratch_new(struct arena *owner, size_t max_bytes)
{
	struct scratch *scratch = ARENA_NEW(owner, struct scratch);
	arena_defer(owner, scratch_end, scratch);
	scratch->arena = arena_new(max_bytes);
	return scratch;
}

static struct id_index index_new(struct arena *a, size_t count)
{
	size_t size = 16;
	while (size < count * 2)
		size *= 2;
	struct id_index index = {.keys = ARENA_ARRAY(a, size, int64_t), .values = ARENA_ARRAY(a, size, uint32_t), .mask = size - 1};
	for (size_t i = 0; i < size; i++)
		index.values[i] = NOWHERE;
	return index;
}

static size_t index_slot(const struct id_index *index, int64_t key)
{
	size_t slot = (size_t)((uint64_t)key * UINT64_C(0x9E3779B97F4A7C15) >> 20) & index->mask;
	while (index->values[slot] != NOWHERE && index->keys[slot] != key)
		slot = (slot + 1) & index->mask;
	return slot;
}

static enum status read_head(struct reading *r, str call, int64_t version)
{
	struct programme *p = r->p;
	struct q_programme_head_row head;
	enum status s = q_programme_head(r->db, r->a, call, &head);
	if (s)
		return s;
	r->territory = head.territory;
	struct q_programme_version_row v;
	if ((s = q_programme_version(r->db, r->a, r->territory, call, version, &v)))
		return s;
	p->call = arena_str(r->a, call);
	p->call_title = head.call_title;
	p->territory = head.territory_code;
	p->territory_name = head.territory_name;
	p->year = head.year;
	p->version = v.version;
	p->title = v.title;
	p->annex = v.annex;
	p->state = v.state;
	p->decision_number = v.decision_number;
	p->decision_day = v.decision;
	p->printed_total = v.printed_total;
	r->voted = str_eq(v.state, S("voted"));
	r->frozen = v.sha256.p != NULL;
	return OK;
}

static enum status read_receipts(struct reading *r)
{
	struct q_programme_receipts_rows rows;
	enum status s = q_programme_receipts(r->db, r->a, r->territory, r->p->call, r->p->version, &rows);
	for (size_t i = 0; !s && i < rows.n; i++)
		*LIST_ADD(r->a, &r->p->receipts) = (struct programme_receipt){
			.number = rows.at[i].number, .place = rows.at[i].place, .sent = rows.at[i].sent, .received = rows.at[i].received};
	return s;
}

/* The axis of an action; an unknown one is made at the end, without a label. */
static size_t axis_of(struct reading *r, str code)
{
	struct programme *p = r->p;
	for (size_t i = 0; i < p->axes.n; i++)
		if (str_eq(p->axes.at[i].code, code) || (!str_is_set(code) && !str_is_set(p->axes.at[i].code)))
			return i;
	LIST_ADD(r->a, &p->axes)->code = arena_str(r->a, str_is_set(code) ? code : S(""));
	p->axes.at[p->axes.n - 1].label = S("");
	return p->axes.n - 1;
}

struct loose_action {
	struct programme_action action;
	size_t axis;
};

static enum status read_action_rows(struct reading *r, struct loose_action *loose, size_t room)
{
	struct q_programme_actions_cursor cursor;
	enum status s = q_programme_actions_open(r->db, r->territory, r->p->call, r->p->version, &cursor);
	if (s)
		return s;
	struct q_programme_actions_row row;
	bool more = true;
	size_t axis = 0;
	while (!(s = q_programme_actions_next(&cursor, &row, &more)) && more && r->action_count < room) {
		if (axis >= r->p->axes.n || !str_eq(r->p->axes.at[axis].code, row.axis))
			axis = axis_of(r, row.axis);
		struct loose_action *l = &loose[r->action_count];
		l->axis = axis;
		l->action = (struct programme_action){.code = arena_str(r->a, row.code), .title = arena_str(r->a, row.title),
			.summary = arena_str(r->a, row.summary), .bearer = arena_str(r->a, row.bearer), .total = row.total};
		size_t slot = index_slot(&r->by_id, row.id.v);
		r->by_id.keys[slot] = row.id.v;
		r->by_id.values[slot] = (uint32_t)r->action_count++;
	}
	q_programme_actions_close(&cursor);
	return s;
}

/* Each axis gets one array of exactly its size; r->actions keeps where each one went. */
static void lay_out_actions(struct reading *r, const struct loose_action *loose)
{
	struct programme *p = r->p;
	for (size_t i = 0; i < r->action_count; i++)
		p->axes.at[loose[i].axis].actions.room++;
	for (size_t i = 0; i < p->axes.n; i++)
		p->axes.at[i].actions.at = ARENA_ARRAY(r->a, p->axes.at[i].actions.room, struct programme_action);
	for (size_t i = 0; i < r->action_count; i++) {
		struct programme_axis *axis = &p->axes.at[loose[i].axis];
		axis->actions.at[axis->actions.n] = loose[i].action;
		r->actions[i] = &axis->actions.at[axis->actions.n++];
	}
}

static enum status read_actions(struct reading *r)
{
	struct q_programme_axes_rows axes;
	enum status s = q_programme_axes(r->db, r->a, r->territory, r->p->call, r->p->version, &axes);
	if (s)
		return s;
	for (size_t i = 0; i < axes.n; i++)
		*LIST_ADD(r->a, &r->p->axes) = (struct programme_axis){.code = axes.at[i].code, .label = axes.at[i].label};
	struct q_programme_size_row size;
	if ((s = q_programme_size(r->db, r->a, r->territory, r->p->call, r->p->version, &size)))
		return s;
	if (size.actions > LIMIT_PROGRAMME_ACTIONS)
		return TOO_BIG;
	size_t room = (size_t)size.actions;
	r->by_id = index_new(r->a, room);
	r->actions = ARENA_ARRAY(r->a, room, struct programme_action *);
	r->line_counts = ARENA_ARRAY(r->a, room, uint32_t);
	struct scratch *rows = scratch_new(r->a, (room + 1) * sizeof(struct loose_action) + 65536);
	struct loose_action *loose = ARENA_ARRAY(rows->arena, room, struct loose_action);
	s = read_action_rows(r, loose, room);
	if (!s)
		lay_out_actions(r, loose);
	scratch_end(rows);
	return s;
}

static void keep_line(struct reading *r, struct arena *rows, struct raw_line line)
{
	if (!r->last || r->last->n == CHUNK_LINES) {
		struct raw_chunk *chunk = ARENA_NEW(rows, struct raw_chunk);
		if (r->last)
			r->last->next = chunk;
		else
			r->first = chunk;
		r->last = chunk;
	}
	r->last->at[r->last->n++] = line;
	r->line_counts[line.action]++;
	r->used[line.funder] = true;
	r->line_count++;
}

/* The funder row of that code. Lines of one application come in the order of codes, so the search goes on from where the last one stopped. */
static uint32_t funder_row(const struct reading *r, str code, uint32_t from)
{
	for (size_t step = 0; step < r->funders.n; step++) {
		size_t i = (from + step) % r->funders.n;
		if (str_eq(r->funders.at[i].code, code))
			return (uint32_t)i;
	}
	return NOWHERE;
}

static enum status read_lines(struct reading *r, struct arena *rows)
{
	struct q_programme_lines_cursor cursor;
	enum status s = q_programme_lines_open(r->db, r->territory, r->p->call, r->p->version, &cursor);
	if (s)
		return s;
	struct q_programme_lines_row row;
	bool more = true;
	uint32_t funder = 0;
	while (!(s = q_programme_lines_next(&cursor, &row, &more)) && more) {
		opt_money amount = r->voted ? row.voted : row.proposed;
		uint32_t action = r->by_id.values[index_slot(&r->by_id, row.id.v)];
		if (!amount.set || action == NOWHERE)
			continue;
		uint32_t found = funder_row(r, row.funder, funder);
		if (found == NOWHERE)
			continue; /* impossible by foreign key */
		funder = found;
		keep_line(r, rows, (struct raw_line){.action = action, .funder = funder, .cents = amount.value.cents});
	}
	q_programme_lines_close(&cursor);
	return s;
}

/* Columns: the funders that have a line, and those of a printed group, in their order. column[i] is that of funder row i. */
static enum status lay_out_funders(struct reading *r, uint32_t *column)
{
	struct programme *p = r->p;
	struct q_programme_groups_rows groups;
	enum status s = q_programme_groups(r->db, r->a, r->territory, p->call, p->version, &groups);
	if (s)
		return s;
	for (size_t g = 0; g < groups.n; g++) {
		bool wanted = groups.at[g].amount.set || groups.at[g].percent.set;
		for (size_t i = 0; i < r->funders.n && !wanted; i++)
			wanted = r->used[i] && str_eq(r->funders.at[i].group_code, groups.at[g].code);
		if (wanted)
			*LIST_ADD(r->a, &p->groups) = (struct programme_group){.code = groups.at[g].code, .label = groups.at[g].label,
				.printed_amount_set = groups.at[g].amount.set, .printed_amount = groups.at[g].amount.value,
				.printed_percent_set = groups.at[g].percent.set, .printed_percent = (int)groups.at[g].percent.value};
	}
	for (size_t i = 0; i < r->funders.n; i++) {
		column[i] = NOWHERE;
		if (!r->used[i])
			continue;
		size_t group = 0;
		while (group < p->groups.n && !str_eq(p->groups.at[group].code, r->funders.at[i].group_code))
			group++;
		if (group == p->groups.n)
			return broken("read_programme: a funder without its group", r->funders.at[i].code);
		column[i] = (uint32_t)p->funders.n;
		*LIST_ADD(r->a, &p->funders) = (struct programme_funder){
			.code = r->funders.at[i].code, .label = r->funders.at[i].label, .group = group, .valued = r->funders.at[i].valued};
	}
	return OK;
}

/* Adds an amount to the action's line of that column, keeping lines in the order of columns. */
static void place_line(struct programme_action *action, size_t funder, money amount)
{
	size_t at = action->lines.n;
	while (at && action->lines.at[at - 1].funder > funder)
		at--;
	if (at && action->lines.at[at - 1].funder == funder) {
		action->lines.at[at - 1].amount = money_add(action->lines.at[at - 1].amount, amount);
		return;
	}
	for (size_t i = action->lines.n; i > at; i--)
		action->lines.at[i] = action->lines.at[i - 1];
	action->lines.at[at] = (struct programme_line){.funder = funder, .amount = amount};
	action->lines.n++;
}

static void lay_out_lines(struct reading *r, const uint32_t *column)
{
	struct programme_line *pool = ARENA_ARRAY(r->a, r->line_count, struct programme_line);
	for (size_t i = 0; i < r->action_count; i++) {
		r->actions[i]->lines.at = pool;
		r->actions[i]->lines.room = r->line_counts[i];
		pool += r->line_counts[i];
	}
	for (const struct raw_chunk *chunk = r->first; chunk; chunk = chunk->next)
		for (size_t i = 0; i < chunk->n; i++)
			place_line(r->actions[chunk->at[i].action], column[chunk->at[i].funder], (money){chunk->at[i].cents});
}

static enum status read_funding(struct reading *r)
{
	enum status s = q_programme_funders(r->db, r->a, r->territory, &r->funders);
	if (s)
		return s;
	r->used = ARENA_ARRAY(r->a, r->funders.n + 1, bool);
	struct scratch *rows = scratch_new(r->a, LIMIT_COMMAND_ARENA);
	uint32_t *column = ARENA_ARRAY(r->a, r->funders.n + 1, uint32_t);
	s = read_lines(r, rows->arena);
	if (!s)
		s = lay_out_funders(r, column);
	if (!s)
		lay_out_lines(r, column);
	scratch_end(rows);
	return s;
}

static enum status read_results(struct reading *r)
{
	struct q_programme_results_rows rows;
	enum status s = q_programme_results(r->db, r->a, r->territory, r->p->call, r->p->version, &rows);
	for (size_t i = 0; !s && i < rows.n; i++) {
		uint32_t action = r->by_id.values[index_slot(&r->by_id, rows.at[i].id.v)];
		if (action != NOWHERE)
			*LIST_ADD(r->a, &r->actions[action]->results) = (struct programme_result){
				.label = rows.at[i].label, .unit = rows.at[i].unit, .value_milli = rows.at[i].value, .year = rows.at[i].year.value};
	}
	return s;
}

enum status read_programme(struct db *db, struct arena *a, str call, int64_t version, struct programme *p)
{
	*p = (struct programme){0};
	struct reading r = {.db = db, .a = a, .p = p};
	static enum status (*const steps[])(struct reading *) = {read_receipts, read_actions, read_funding, read_results};
	enum status s = read_head(&r, call, version);
	if (!s && r.frozen)
		return version ? read_frozen_version(db, a, r.territory, call, version, p) : read_cumulated(db, a, r.territory, call, p->version, p);
	for (size_t i = 0; !s && i < sizeof steps / sizeof *steps; i++)
		s = steps[i](&r);
	if (s)
		return s;
	programme_compute(a, p);
	return OK;
}
