/* The order of a load, its transaction, its audit row. What is written for each part of a pack is in load_frame.c to load_search.c. */
#include "actions/load_pack.h"

#include "actions/loading.h"
#include "actions/read_ruleset.h"
#include "base/clock.h"
#include "domain/pack_check.h"
#include "domain/pack_programme.h"
#include "domain/territory_findings.h"
#include "imports/pack_read.h"
#include "store/audit.h"

#include <stdlib.h>

/* Raised when the same files should make other rows: packs are then loaded again although their digest is the same. */
#define LOADER_GENERATION "1"

static void find(struct arena *a, const struct pack *pack, struct findings *fs)
{
	struct territory_figures figures = territory_figures_of_pack(a, pack);
	territory_findings(&figures, fs);
	for (size_t i = 0; i < pack->programmes.n; i++) {
		struct programme p = pack_programme(a, pack, &pack->programmes.at[i]);
		programme_compute(a, &p);
		for (size_t k = 0; k < p.findings.list.n; k++) {
			const struct finding *f = &p.findings.list.at[k];
			finding_add(fs, f->severity, f->place, f->message, f->args, f->arg_count);
		}
	}
}

static void refuse_calls_of_others(struct loading *l)
{
	size_t before = l->ps->total;
	for (size_t i = 0; i < l->pack->calls.n && l->status == OK; i++) {
		const struct pack_call *call = &l->pack->calls.at[i];
		struct q_load_call_elsewhere_row row;
		enum status s = q_load_call_elsewhere(l->db, l->arena, call->code, l->pack->territory.code, &row);
		if (s == OK)
			PACK_PROBLEM(l->ps, &call->at, W_pack_call_elsewhere, ARG("found", call->code), ARG("territory", row.name));
		else if (s != NOT_FOUND)
			l->status = s;
	}
	if (l->status == OK && l->ps->total != before)
		l->status = INVALID;
}

/* The territory keeps its number; a new one gets the next. */
static void choose_territory(struct loading *l)
{
	struct q_load_territory_id_row known;
	struct q_load_territory_id_last_row last;
	enum status s = q_load_territory_id(l->db, l->arena, l->pack->territory.code, &known);
	if (s == OK) {
		l->territory = known.territory;
		return;
	}
	l->status = s == NOT_FOUND ? q_load_territory_id_last(l->db, l->arena, &last) : s;
	if (l->status == OK)
		l->territory = (territory_id){last.last + 1};
}

/* Another vocabulary may refuse what the last one took: with rules, it is part of what was loaded. */
static str digest_of(struct arena *a, const struct pack *pack)
{
	str words = pack->rules.n ? rules_hash(a, ruleset_vocabulary().text) : S("");
	return arena_fmt(a, "%s:%.*s%s%.*s", LOADER_GENERATION, STR_ARGS(pack->digest), words.n ? ":" : "", STR_ARGS(words));
}

static void write_load(struct loading *l, str actor)
{
	const struct pack *p = l->pack;
	struct audit_entry entry = {.territory = l->territory, .at = l->now, .actor = actor, .verb = S("load"),
	                            .thing = arena_fmt(l->arena, "pack:%.*s", STR_ARGS(p->name)),
	                            .detail = arena_fmt(l->arena, "digest=%.*s rows=%lld", STR_ARGS(p->digest), (long long)l->rows)};
	if (l->status == OK)
		l->status = q_load_pack_load(l->db, &(struct q_load_pack_load_in){.territory = l->territory, .pack = p->name,
		                                                                   .digest = digest_of(l->arena, p), .loaded_at = l->now, .row_total = l->rows});
	if (l->status == OK)
		l->status = audit_append(l->db, &entry);
}

struct request {
	const struct load_options *options;
	struct loading start; /* each attempt begins from a copy */
	struct loading end;
	size_t problems; /* before the transaction */
};

/* One attempt: db_write may run it again after a conflict with another writer. */
static enum status write_pack(struct db *db, void *arg)
{
	struct request *r = arg;
	r->end = r->start;
	struct loading *l = &r->end;
	l->db = db;
	l->ps->total = l->ps->list.n = r->problems;
	refuse_calls_of_others(l);
	if (l->status == OK)
		choose_territory(l);
	load_clear(l);
	load_frame(l);
	load_goals(l);
	load_funders(l);
	load_calls(l);
	load_rulesets(l);
	load_programmes(l);
	load_removals(l);
	load_search(l);
	write_load(l, r->options->actor);
	return l->status;
}

/* What the last load of this territory was; NOT_FOUND before the first. */
static enum status last_load(struct db *db, struct arena *a, str code, struct q_load_state_row *state)
{
	enum status s = db_read_begin(db);
	if (s != OK)
		return s;
	s = q_load_state(db, a, code, state);
	db_read_end(db);
	return s;
}

static int by_place(const void *pa, const void *pb)
{
	const struct problem *a = pa, *b = pb;
	int order = str_cmp(a->file, b->file);
	if (order == 0)
		order = (a->line > b->line) - (a->line < b->line);
	if (order == 0)
		order = str_cmp(a->field, b->field);
	return order != 0 ? order : (a->message > b->message) - (a->message < b->message);
}

/* In the order in which a person corrects them, whoever found them. */
static void sort_problems(struct problems *ps, size_t from)
{
	if (ps->list.n > from)
		qsort(ps->list.at + from, ps->list.n - from, sizeof ps->list.at[0], by_place);
}

/* Reads, checks, and finds what does not add up. */
static enum status prepare(struct arena *a, const char *folder, struct pack *pack, struct load_rulesets *rulesets, struct problems *ps, struct findings *fs)
{
	size_t before = ps->list.n;
	enum status read = pack_read(a, folder, pack, ps);
	if (read == BROKEN)
		return read;
	enum status checked = pack_check(a, pack, ps);
	size_t pack_problems = ps->total;
	load_rulesets_read(a, pack, rulesets, ps);
	if (ps->total != pack_problems)
		checked = INVALID;
	sort_problems(ps, before);
	if (read != OK || checked != OK)
		return INVALID;
	find(a, pack, fs);
	load_rulesets_examples(a, pack, rulesets, fs);
	return OK;
}

enum status load_pack(struct db *db, struct arena *arena, const struct load_options *options, struct load_result *result, struct problems *ps,
                      struct findings *fs)
{
	struct pack pack = {0};
	struct load_rulesets rulesets = {0};
	struct q_load_state_row state = {0};
	enum status s = prepare(arena, options->folder, &pack, &rulesets, ps, fs);
	*result = (struct load_result){.territory = pack.territory.code, .name = pack.territory.name};
	if (s != OK)
		return s;
	s = last_load(db, arena, pack.territory.code, &state);
	if (s != OK && s != NOT_FOUND)
		return s;
	if (s == OK && !options->force && str_eq(state.digest, digest_of(arena, &pack))) {
		result->unchanged = true;
		result->id = state.territory;
		result->rows = state.row_total;
		return OK;
	}
	if (s == OK && !options->force && !str_eq(state.pack, pack.name)) {
		PACK_PROBLEM(ps, &pack.territory.at, W_pack_other_folder, ARG("found", pack.territory.code), ARG("pack", state.pack));
		return CONFLICT;
	}
	struct request r = {.options = options, .problems = ps->total,
	                    .start = {.arena = arena, .pack = &pack, .rulesets = &rulesets, .goals = pack_goals_flatten(arena, &pack), .ps = ps, .now = clock_now()}};
	s = db_write(db, write_pack, &r);
	if (s != OK)
		return s;
	result->id = r.end.territory;
	result->rows = r.end.rows;
	for (size_t i = 0; i < r.end.replaced.n; i++)
		FINDING(fs, SEVERITY_INFORMATION, r.end.replaced.at[i]->file, W_verdict_text_replaced, ARG("call", r.end.replaced.at[i]->call),
		        ARG("version", r.end.replaced.at[i]->version));
	return OK;
}
