/* Distributions asked, taken in turn, and kept as scenarios. See distribute.h. */
#include "accounts/actor.h"
#include "actions/distribute.h"
#include "actions/grid_step.h"
#include "actions/scenarios.h"
#include "base/clock.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/utf8.h"

enum { WORKER_IS_GONE_MS = (LIMIT_ALLOCATION_SECONDS * LIMIT_ALLOCATION_ROUNDS + 300) * 1000 };

/* ---- a grid as a scenario ---- */

static enum status keep_grid(const struct grid_writing *w, str name, str note, const char *origin, const struct distribution *d, const struct grid *g, struct problems *ps, int64_t *scenario)
{
	enum status s = grid_copy_scenario(w, name, note, str_of(origin), ps, scenario);
	return s == OK ? scenario_differences(w, d->before, g, *scenario) : s;
}

enum status keep_distribution(const struct grid_writing *w, str name, struct distribution *d, int64_t *solver, int64_t *ranking, struct problems *ps)
{
	struct grid now;
	*solver = *ranking = 0;
	enum status s = read_grid_head(w->db, w->arena, w->lang, w->call, w->scenario, &now);
	if (s != OK)
		return s;
	d->stale = now.revision != d->before->revision;
	if (!d->solved)
		return OK;
	s = keep_grid(w, name, STR_NONE, "solver", d, d->solved, ps, solver);
	if (s == OK) {
		struct out o = out_new(LIMIT_LABEL_CHARS * 8);
		WORDS(&o, w->lang, W_allocation_name_ranking, ARG("name", str_first(name, LIMIT_LABEL_CHARS / 2)));
		s = keep_grid(w, out_keep(&o, w->arena), STR_NONE, "ranking", d, d->ranked, ps, ranking);
	}
	return s;
}

/* ---- asked ---- */

static enum status check_asked(const struct grid_writing *w, str name, const struct wish_fields *fields, struct problems *ps, struct grid *g, int64_t *seconds)
{
	struct allocation_wishes wishes;
	enum status s = read_grid(w->db, w->arena, w->lang, w->call, w->scenario, g);
	if (s != OK)
		return s;
	const struct thing thing = {.territory = g->territory, .call = w->call};
	if (!may(w->actor, VERB_run_desk, &thing))
		return DENIED;
	if (!str_is_set(str_trim(name)) || utf8_count(name) > LIMIT_LABEL_CHARS)
		PROBLEM(ps, STR_NONE, 0, S("name"), W_grid_name_wrong, ARG("n", (int64_t)LIMIT_LABEL_CHARS));
	s = distribution_wishes(w->arena, g, fields, &wishes, seconds, ps);
	return ps->total ? INVALID : s;
}

enum status ask_distribution(const struct grid_writing *w, str name, const struct wish_fields *fields, struct problems *ps, int64_t *run)
{
	struct q_allocation_last_run_row last;
	struct q_allocation_waiting_row waiting;
	struct grid *g = ARENA_NEW(w->arena, struct grid);
	int64_t seconds;
	enum status s = check_asked(w, name, fields, ps, g, &seconds);
	if (s == OK)
		s = q_allocation_waiting(w->db, w->arena, g->territory, w->call, &waiting);
	if (s == OK && waiting.n >= LIMIT_ALLOCATION_WAITING)
		s = CONFLICT;
	if (s == OK)
		s = q_allocation_last_run(w->db, w->arena, g->territory, w->call, &last);
	if (s != OK)
		return s;
	*run = last.last + 1;
	s = q_allocation_add_run(w->db, &(struct q_allocation_add_run_in){.territory = g->territory, .call = w->call, .run = *run, .scenario = w->scenario, .name = str_trim(name),
		.wishes = wish_fields_text(w->arena, fields), .seconds = seconds, .asked = w->now, .by = w->actor->person.v, .lang = w->lang == LANG_FR ? S("fr") : S("en")});
	struct grid_written written;
	const struct grid_step t = {.w = w, .written = &written, .grid = g};
	return s == OK ? grid_step_tell(&t, "ask_distribution", arena_fmt(w->arena, "distribution:%.*s/%lld", STR_ARGS(w->call), (long long)*run), STR_NONE,
	                                arena_fmt(w->arena, "from=%lld seconds=%lld", (long long)w->scenario, (long long)seconds)) : s;
}

/* ---- in turn ---- */

struct turn {
	struct arena *a;
	struct q_allocation_next_run_row run;
	bool found;
	instant now;
	struct wish_fields fields;
	struct distribution *d;
	enum status worked;
};

static enum status claim(struct db *db, void *arg)
{
	struct turn *t = arg;
	enum status s = q_allocation_next_run(db, t->a, (instant){t->now.ms - WORKER_IS_GONE_MS}, &t->run);
	t->found = s == OK;
	if (s == NOT_FOUND)
		return OK;
	return s == OK ? q_allocation_begin_run(db, t->run.territory, t->run.call, t->run.run, t->now) : s;
}

static enum lang lang_of(const struct turn *t)
{
	return str_eq(t->run.lang, S("en")) ? LANG_EN : LANG_FR;
}

static enum status finish(struct db *db, void *arg)
{
	struct turn *t = arg;
	struct actor actor = {0};
	struct problems ps = problems_new(t->a);
	int64_t solver = 0, ranking = 0;
	bool done = t->worked == OK;
	enum status s = done ? actor_of_person(db, t->a, (person_id){t->run.by}, &actor) : OK;
	if (s == OK && done) {
		const struct grid_writing w = {.db = db, .arena = t->a, .actor = &actor, .now = t->now, .lang = lang_of(t), .call = t->run.call, .scenario = t->run.scenario};
		s = keep_distribution(&w, t->run.name, t->d, &solver, &ranking, &ps);
	}
	if (s == DENIED || s == NOT_FOUND || s == INVALID) { /* who asked has no right any more: the run says that it failed */
		done = false;
		s = OK;
	}
	if (s != OK)
		return s;
	return q_allocation_end_run(db, &(struct q_allocation_end_run_in){.territory = t->run.territory, .call = t->run.call, .run = t->run.run, .state = done ? S("done") : S("failed"),
		.ended = t->now, .answer = done ? distribution_text(t->a, t->d) : STR_NONE, .solver = {solver > 0, solver}, .ranking = {ranking > 0, ranking}});
}

static enum status wait_again(struct db *db, void *arg)
{
	const struct turn *t = arg;
	return q_allocation_wait_again(db, t->run.territory, t->run.call, t->run.run);
}

static enum status take_turn(struct db *db, struct turn *t, const atomic_bool *stop)
{
	struct problems ps = problems_new(t->a);
	wish_fields_read(t->a, t->run.wishes, &t->fields);
	t->d = ARENA_NEW(t->a, struct distribution);
	const struct distributing work = {.db = db, .arena = t->a, .lang = lang_of(t), .now = t->now, .call = t->run.call, .scenario = t->run.scenario, .fields = &t->fields, .stop = stop};
	const int64_t began = clock_monotonic_ms();
	t->worked = distribute(&work, t->d, &ps);
	if (stop && atomic_load(stop))
		return db_write(db, wait_again, t); /* it runs when the server does */
	if (t->worked != OK)
		LOG(LOG_WARNING, "distribution_failed", log_int("run", t->run.run), log_int("status", (int64_t)t->worked));
	t->now.ms += clock_monotonic_ms() - began;
	return db_write(db, finish, t);
}

enum status distribute_next(struct db *db, instant now, const atomic_bool *stop, bool *found)
{
	struct turn t = {.a = arena_new(LIMIT_ALLOCATION_ARENA), .now = now};
	struct q_allocation_next_run_row row;
	*found = false;
	enum status s = db_read_begin(db);
	if (s == OK) { /* looking writes nothing */
		s = q_allocation_next_run(db, t.a, (instant){now.ms - WORKER_IS_GONE_MS}, &row);
		db_read_end(db);
	}
	if (s == OK)
		s = db_write(db, claim, &t);
	else if (s == NOT_FOUND)
		s = OK;
	*found = t.found;
	if (s == OK && t.found)
		s = take_turn(db, &t, stop);
	arena_free(t.a);
	return s;
}
