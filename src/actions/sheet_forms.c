/* A short list under one mutex, held for a look-up only; an entry is made outside of it, so two threads may make the same one at once, and the one
   that nobody finds ages away. With filed_facts.c the only memory of the process that this room owns: an autosave has no other place to find it, and it only saves work, never an answer. */
#include "actions/sheet_forms.h"

#include "base/limits.h"
#include "domain/budget.h"
#include "gen/queries.h"

#include <pthread.h>
#include <stdlib.h>

struct held {
	struct arena *arena;
	struct sheet_form_key key;
	int64_t rules_version;
	size_t rules_bytes;
	struct sheet_form made;
	unsigned users; /* the list is one */
	uint64_t used;
};

static struct {
	pthread_mutex_t lock;
	uint64_t clock;
	size_t n;
	struct held *kept[LIMIT_SHEET_FORMS];
} forms = {.lock = PTHREAD_MUTEX_INITIALIZER};

static void lock(void)
{
	always(pthread_mutex_lock(&forms.lock) == 0);
}

static void unlock(void)
{
	always(pthread_mutex_unlock(&forms.lock) == 0);
}

static void let_go(void *thing)
{
	struct held *h = thing;
	lock();
	unsigned users = --h->users;
	unlock();
	if (users)
		return;
	arena_free(h->arena);
	free(h);
}

/* ---- what a call offers ---- */

static enum status read_districts(struct db *db, struct arena *a, territory_id territory, str call, struct form_options *districts)
{
	struct q_sheet_call_districts_rows rows;
	enum status s = q_sheet_call_districts(db, a, territory, call, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		struct form_option *last = districts->n ? &districts->at[districts->n - 1] : NULL;
		if (last && str_eq(last->code, rows.at[i].code))
			last->group = arena_fmt(a, "%.*s, %.*s", STR_ARGS(last->group), STR_ARGS(rows.at[i].municipality));
		else
			*LIST_ADD(a, districts) = (struct form_option){.code = rows.at[i].code, .label = rows.at[i].name, .group = rows.at[i].municipality, .kind = rows.at[i].kind,
				.mark = str_eq(rows.at[i].renewal, S("none")) ? STR_NONE : rows.at[i].renewal};
	}
	return s;
}

static const struct q_page_goals_row *goal_coded(const struct q_page_goals_rows *goals, str code)
{
	for (size_t i = 0; i < goals->n; i++)
		if (str_eq(goals->at[i].code, code))
			return &goals->at[i];
	return NULL;
}

static bool is_parent(const struct q_page_goals_rows *goals, str code)
{
	for (size_t i = 0; i < goals->n; i++)
		if (str_eq(goals->at[i].parent, code))
			return true;
	return false;
}

static bool is_in_scope(const struct q_page_goals_rows *goals, const struct q_page_call_goals_rows *roots, const struct q_page_goals_row *goal)
{
	for (const struct q_page_goals_row *g = goal; g; g = goal_coded(goals, g->parent))
		for (size_t i = 0; i < roots->n; i++)
			if (str_eq(roots->at[i].goal, g->code))
				return true;
	return false;
}

static str numbered(struct arena *a, const struct q_page_goals_row *goal)
{
	return str_is_set(goal->number) ? arena_fmt(a, "%.*s. %.*s", STR_ARGS(goal->number), STR_ARGS(goal->label)) : goal->label;
}

static str path_above(struct arena *a, const struct q_page_goals_rows *goals, const struct q_page_goals_row *goal)
{
	str path = STR_NONE;
	for (const struct q_page_goals_row *g = goal_coded(goals, goal->parent); g; g = goal_coded(goals, g->parent))
		path = path.p ? arena_fmt(a, "%.*s / %.*s", STR_ARGS(numbered(a, g)), STR_ARGS(path)) : numbered(a, g);
	return path;
}

/* What may be chosen are the ends of the tree in scope: a priority that has sub-actions is named through one of them (B6). */
static enum status read_goals(struct db *db, struct arena *a, territory_id territory, str call, struct form_options *options)
{
	struct q_page_goals_rows goals;
	struct q_page_call_goals_rows roots;
	enum status s = q_page_goals(db, a, territory, &goals);
	if (s == OK)
		s = q_page_call_goals(db, a, territory, call, &roots);
	for (size_t i = 0; s == OK && i < goals.n; i++)
		if (!is_parent(&goals, goals.at[i].code) && is_in_scope(&goals, &roots, &goals.at[i]))
			*LIST_ADD(a, options) = (struct form_option){.code = goals.at[i].code, .label = numbered(a, &goals.at[i]), .group = path_above(a, &goals, &goals.at[i]),
				.hint = goals.at[i].summary, .parent = goals.at[i].parent};
	return s;
}

static struct form_options *list_named(struct form_context *c, str name)
{
	struct {
		str name;
		struct form_options *options;
	} lists[] = {{S("themes"), &c->themes}, {S("publics"), &c->publics}, {S("cross_cutting"), &c->cross_themes}, {S("schemes"), &c->schemes}};
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		if (str_eq(lists[i].name, name))
			return lists[i].options;
	return NULL;
}

static enum status read_items(struct db *db, struct arena *a, territory_id territory, str call, struct form_context *c)
{
	struct q_page_call_items_rows rows;
	struct q_page_list_items_rows all;
	enum status s = q_page_call_items(db, a, territory, call, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		struct form_options *options = list_named(c, rows.at[i].list);
		if (options)
			*LIST_ADD(a, options) = (struct form_option){.code = rows.at[i].code, .label = rows.at[i].label};
	}
	if (s == OK) /* yearly events are the territory's (L10) */
		s = q_page_list_items(db, a, territory, &all);
	for (size_t i = 0; s == OK && i < all.n; i++)
		if (str_eq(all.at[i].list, S("events")))
			*LIST_ADD(a, &c->events) = (struct form_option){.code = all.at[i].code, .label = all.at[i].label};
	return s;
}

static enum status read_funders(struct db *db, struct arena *a, territory_id territory, struct form_context *c)
{
	struct q_sheet_funders_rows rows;
	enum status s = q_sheet_funders(db, a, territory, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++)
		*LIST_ADD(a, &c->funders) =
			(struct form_funder){.code = rows.at[i].code, .label = rows.at[i].label, .kind = rows.at[i].kind, .valued = rows.at[i].valued};
	return s;
}

static enum status read_documents(struct db *db, struct arena *a, territory_id territory, str call, struct form_context *c)
{
	struct q_sheet_documents_rows rows;
	enum status s = q_sheet_documents(db, a, territory, call, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++)
		*LIST_ADD(a, &c->documents) = (struct form_document){.code = rows.at[i].code, .label = rows.at[i].label, .note = rows.at[i].note, .bearer = rows.at[i].bearer,
			.request = rows.at[i].request, .medium = rows.at[i].medium};
	return s;
}

enum status sheet_context_read(struct db *db, struct arena *a, territory_id territory, str call, struct form_context *c)
{
	struct q_page_call_by_code_row row;
	*c = (struct form_context){0};
	enum status s = q_page_call_by_code(db, a, call, &row);
	if (s == OK) {
		c->call = row.code;
		c->call_title = row.title;
		c->call_kind = row.kind;
		c->year = row.year;
		s = read_districts(db, a, territory, call, &c->districts);
	}
	if (s == OK)
		s = read_goals(db, a, territory, call, &c->goals);
	if (s == OK)
		s = read_items(db, a, territory, call, c);
	if (s == OK)
		s = read_funders(db, a, territory, c);
	return s == OK ? read_documents(db, a, territory, call, c) : s;
}

/* ---- forms kept ---- */

static bool same(const struct held *h, const struct sheet_form_key *key)
{
	return h->key.identity == key->identity && h->key.lang == key->lang && h->rules_version == (key->rules ? key->rules->version : -1) &&
	       h->rules_bytes == (key->rules ? key->rules->text.n : 0) && str_eq(h->key.call, key->call) && str_eq(h->key.pack, key->pack) &&
	       str_eq(h->key.request, key->request) && str_eq(h->key.applicant_kind, key->applicant_kind);
}

static struct held *find(struct arena *a, const struct sheet_form_key *key)
{
	struct held *found = NULL;
	lock();
	for (size_t i = 0; i < forms.n && !found; i++)
		if (same(forms.kept[i], key))
			found = forms.kept[i];
	if (found) {
		found->users++;
		found->used = ++forms.clock;
	}
	unlock();
	if (found)
		arena_defer(a, let_go, found);
	return found;
}

/* Values that make a form show all it may have: every year of the budget and every line of a funder that the call does not know. */
static struct form_values all_lines(struct arena *a)
{
	struct form_values values = {0};
	form_set(a, &values, S("request.period"), S("multi_year"));
	form_set(a, &values, S("request.years"), arena_fmt(a, "%d", LIMIT_BUDGET_YEARS));
	for (int year = 1; year <= LIMIT_BUDGET_YEARS; year++)
		form_set(a, &values, arena_fmt(a, "budget.%d.74x.%d.name", year, LIMIT_BUDGET_FREE_LINES), S("."));
	form_set(a, &values, BUDGET_LESS, S("."));
	return values;
}

static enum status make(struct db *db, const struct sheet_form_key *key, struct held **made)
{
	struct arena *arena = arena_new(LIMIT_SHEET_FORM_ARENA);
	struct held *h = calloc(1, sizeof *h);
	always(h != NULL);
	*h = (struct held){.arena = arena, .users = 1, .key = *key, .rules_version = key->rules ? key->rules->version : -1, .rules_bytes = key->rules ? key->rules->text.n : 0};
	h->key.call = arena_str(arena, key->call);
	h->key.pack = arena_str(arena, key->pack);
	h->key.request = arena_str(arena, key->request);
	h->key.applicant_kind = arena_str(arena, key->applicant_kind);
	enum status s = key->identity ? OK : sheet_context_read(db, arena, key->territory, key->call, &h->made.context);
	if (s != OK) {
		let_go(h);
		return s;
	}
	h->made.context.request = h->key.request;
	h->made.context.applicant_kind = h->key.applicant_kind;
	h->made.context.rules = key->rules;
	const struct form_values values = all_lines(arena);
	h->made.form = form_build(arena, &h->made.context, key->identity, key->lang, &values);
	h->made.context.rules = h->key.rules = NULL; /* they may go before the form */
	*made = h;
	return OK;
}

/* The list takes it in place of the least recently used. */
static void keep(struct held *h)
{
	struct held *gone = NULL;
	lock();
	h->users++;
	h->used = ++forms.clock;
	if (forms.n < LIMIT_SHEET_FORMS)
		forms.kept[forms.n++] = h;
	else {
		size_t oldest = 0;
		for (size_t i = 1; i < forms.n; i++)
			if (forms.kept[i]->used < forms.kept[oldest]->used)
				oldest = i;
		gone = forms.kept[oldest];
		forms.kept[oldest] = h;
	}
	unlock();
	if (gone)
		let_go(gone);
}

enum status sheet_form_get(struct db *db, struct arena *a, const struct sheet_form_key *key, const struct sheet_form **form)
{
	struct held *h = find(a, key);
	if (!h) {
		enum status s = make(db, key, &h);
		if (s != OK)
			return s;
		keep(h);
		arena_defer(a, let_go, h);
	}
	*form = &h->made;
	return OK;
}
