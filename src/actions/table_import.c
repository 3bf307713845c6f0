/* Decided tables as they are received, mapped and looked at. See table_import.h; what is written of them is import_apply.c's. */
#include "actions/table_import.h"

#include "actions/import_step.h"
#include "actions/read_grid.h"
#include "base/csv.h"
#include "base/sha256.h"
#include "gen/queries.h"
#include "store/audit.h"

enum status import_tell(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct table_import *import, const char *verb, str detail)
{
	const struct audit_entry entry = {.territory = import->territory, .at = now, .actor = arena_fmt(a, "user:%lld", (long long)actor->person.v), .verb = str_of(verb),
		.thing = arena_fmt(a, "import:%.*s/%lld", STR_ARGS(import->call), (long long)import->id), .detail = detail};
	return audit_append(db, &entry);
}

bool import_may(const struct actor *actor, territory_id territory, str call)
{
	return may(actor, VERB_run_desk, &(struct thing){.territory = territory, .call = call});
}

enum status read_table_import(struct db *db, struct arena *a, territory_id territory, str call, int64_t id, struct table_import *import)
{
	struct q_imports_one_row row;
	*import = (struct table_import){.id = id, .territory = territory, .call = call};
	enum status s = q_imports_one(db, a, territory, call, id, &row);
	if (s != OK)
		return s;
	import->kind = row.kind;
	import->name = row.name;
	import->sha256 = row.sha256;
	import->state = row.state;
	import->summary = row.summary;
	import->headings = row.headings;
	import->made_by = row.by;
	import->done = row.done;
	return import_mapping_read(a, row.mapping, &import->mapping) ? OK : BROKEN;
}

/* ---- mapping ---- */

struct funders {
	struct import_funder *at;
	size_t n;
};

/* Each column of the grid has a name; a funder's long one and its other kinds of money too. */
static enum status read_funders(struct db *db, struct arena *a, const struct grid *g, struct funders *f)
{
	struct q_imports_funders_rows rows;
	enum status s = q_imports_funders(db, a, g->territory, &rows);
	f->n = 0;
	f->at = s == OK ? ARENA_ARRAY(a, g->columns.n + rows.n + 1, struct import_funder) : NULL;
	for (size_t c = 0; s == OK && c < g->columns.n; c++) {
		const struct grid_column *column = &g->columns.at[c];
		struct import_funder *to = &f->at[f->n++];
		*to = (struct import_funder){.code = column->code, .label = column->label, .long_label = S("")};
		for (size_t i = 0; i < rows.n; i++)
			if (str_eq(rows.at[i].code, column->funder) && rows.at[i].long_label.p)
				to->long_label = rows.at[i].long_label;
	}
	return s;
}

static void take_remembered(struct arena *a, const struct import_mapping *kept, const struct funders *f, struct import_mapping *m)
{
	if (kept->columns.n != m->columns.n)
		return;
	for (size_t i = 0; i < kept->columns.n; i++) {
		bool known = !str_is_set(kept->columns.at[i].money);
		for (size_t k = 0; k < f->n; k++)
			known = known || str_eq(f->at[k].code, kept->columns.at[i].money);
		if (known)
			m->columns.at[i] = kept->columns.at[i];
	}
	m->stage = kept->stage;
	for (size_t i = 0; i < kept->choices.n; i++) {
		str key = kept->choices.at[i].key;
		if (str_starts(key, S("funder:")) || str_starts(key, S("axis:")) || str_starts(key, S("bearer:")))
			import_choose(a, m, key, kept->choices.at[i].value);
	}
}

static str headings_of(struct arena *a, const struct table_book *book, const struct import_mapping *m)
{
	str text = import_headings(a, book, m);
	return text.n ? sha256_text(a, text) : S("");
}

enum status propose_mapping(struct db *db, struct arena *a, enum lang lang, str call, const struct table_book *book, struct import_mapping *m, str *headings, str *kind)
{
	struct grid *g = ARENA_NEW(a, struct grid);
	struct funders f;
	struct q_imports_remembered_rows rows;
	struct import_mapping kept;
	*m = (struct import_mapping){.scenario = GRID_SESSION, .stage = IMPORT_STAGE_voted};
	enum status s = read_grid(db, a, lang, call, GRID_SESSION, g);
	if (s == OK)
		s = read_funders(db, a, g, &f);
	if (s != OK)
		return s;
	import_guess(a, book, f.at, f.n, m);
	*headings = headings_of(a, book, m);
	*kind = import_is_keyed(book) ? S("grid") : import_is_dauphin(m) ? S("dauphin") : S("table");
	struct import_keyed keyed;
	if (str_eq(*kind, S("grid")) && import_keyed_read(a, book, &keyed) && str_eq(keyed.call, call))
		m->scenario = keyed.scenario;
	s = q_imports_remembered(db, a, g->territory, *headings, &rows);
	if (s == OK && rows.n && headings->n && import_mapping_read(a, rows.at[0].mapping, &kept))
		take_remembered(a, &kept, &f, m);
	return s;
}

enum status propose_columns(struct db *db, struct arena *a, enum lang lang, str call, const struct table_book *book, struct import_mapping *m)
{
	struct grid *g = ARENA_NEW(a, struct grid);
	struct funders f;
	enum status s = read_grid(db, a, lang, call, GRID_SESSION, g);
	if (s == OK)
		s = read_funders(db, a, g, &f);
	if (s == OK)
		import_guess_columns(a, book, f.at, f.n, m);
	return s;
}

/* ---- rows ---- */

enum status receive_table(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct table_received *r, int64_t *id)
{
	struct grid *head = ARENA_NEW(a, struct grid);
	struct q_imports_last_row last;
	enum status s = read_grid_head(db, a, LANG_FR, r->call, GRID_SESSION, head);
	if (s == OK && !import_may(actor, head->territory, r->call))
		s = DENIED;
	if (s == OK)
		s = stored_file_keep(db, a, now, &r->file);
	if (s == OK)
		s = q_imports_last(db, a, head->territory, &last);
	if (s != OK)
		return s;
	*id = last.last + 1;
	s = q_imports_add(db, &(struct q_imports_add_in){.territory = head->territory, .id = *id, .call = r->call, .kind = r->kind, .name = r->file.name, .sha256 = r->file.sha256,
		.mapping = import_mapping_write(a, r->mapping), .headings = r->headings, .made = now, .by = actor->person.v});
	const struct table_import import = {.id = *id, .territory = head->territory, .call = r->call};
	return s == OK ? import_tell(db, a, actor, now, &import, "receive_table", arena_fmt(a, "%.*s %.*s", STR_ARGS(r->kind), STR_ARGS(r->file.sha256))) : s;
}

static bool is_open(const struct table_import *import)
{
	return str_eq(import->state, S("received")) || str_eq(import->state, S("mapped"));
}

enum status map_table(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct table_import *import, str kind, str headings, const struct import_mapping *mapping)
{
	if (!import_may(actor, import->territory, import->call))
		return DENIED;
	if (!is_open(import))
		return CONFLICT;
	enum status s = q_imports_map(db, &(struct q_imports_map_in){.territory = import->territory, .id = import->id, .kind = kind, .mapping = import_mapping_write(a, mapping),
		.headings = headings.p ? headings : S("")});
	return s == OK ? import_tell(db, a, actor, now, import, "map_table", arena_fmt(a, "choices=%zu", mapping->choices.n)) : s;
}

enum status drop_table(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct table_import *import)
{
	if (!import_may(actor, import->territory, import->call))
		return DENIED;
	if (!is_open(import))
		return CONFLICT;
	enum status s = q_imports_set_state(db, import->territory, import->id, S("dropped"));
	return s == OK ? import_tell(db, a, actor, now, import, "drop_table", STR_NONE) : s;
}

/* ---- the plan ---- */

static enum status read_known(struct db *db, struct arena *a, const struct grid *g, struct import_known *k)
{
	struct q_imports_organisations_rows organisations;
	struct q_imports_references_rows references;
	struct q_grid_axes_rows axes;
	struct q_grid_goal_axes_rows goals;
	*k = (struct import_known){0};
	enum status s = q_imports_organisations(db, a, g->territory, &organisations);
	if (s == OK)
		s = q_imports_references(db, a, g->territory, g->call, &references);
	if (s == OK)
		s = q_grid_axes(db, a, g->territory, g->call, &axes);
	if (s == OK)
		s = q_grid_goal_axes(db, a, g->territory, g->call, &goals);
	if (s != OK)
		return s;
	for (size_t i = 0; i < organisations.n; i++)
		*LIST_ADD(a, &k->organisations) = (struct import_organisation){organisations.at[i].code, organisations.at[i].name, organisations.at[i].long_name, organisations.at[i].siren};
	for (size_t i = 0; i < references.n; i++)
		*LIST_ADD(a, &k->references) = (struct import_reference){references.at[i].id, references.at[i].reference};
	for (size_t i = 0; i < axes.n; i++)
		*LIST_ADD(a, &k->axes) = (struct import_axis){axes.at[i].code, axes.at[i].label};
	for (size_t i = 0; !axes.n && i < goals.n; i++)
		*LIST_ADD(a, &k->axes) = (struct import_axis){goals.at[i].code, goals.at[i].label};
	return OK;
}

enum status plan_table(struct db *db, struct arena *a, enum lang lang, const struct table_import *import, const struct table_book *book, struct table_plan *t, struct problems *ps)
{
	struct funders f;
	struct import_known *known = ARENA_NEW(a, struct import_known);
	*t = (struct table_plan){.grid = ARENA_NEW(a, struct grid)};
	enum status s = read_grid(db, a, lang, import->call, import->mapping.scenario ? import->mapping.scenario : GRID_SESSION, t->grid);
	if (s == OK)
		s = read_funders(db, a, t->grid, &f);
	if (s == OK)
		s = read_known(db, a, t->grid, known);
	if (s != OK)
		return s;
	t->closed = import->mapping.scenario && !str_eq(t->grid->scenario_state, S("open"));
	if (str_eq(import->kind, S("grid")))
		return import_plan_keyed(a, t->grid, known, &import->mapping, book, &t->plan, ps);
	import_rows_read(a, book, &import->mapping, f.at, f.n, &t->table);
	if (t->table.too_many) {
		PROBLEM(ps, STR_NONE, 0, S("file"), W_imports_too_many, ARG("n", (int64_t)LIMIT_IMPORT_ROWS));
		return TOO_BIG;
	}
	import_plan_make(a, t->grid, known, &import->mapping, &t->table, &t->plan);
	return OK;
}

/* ---- lines that were not taken ---- */

static void write_problems(struct arena *a, struct out *o, enum lang lang, const struct problems *ps)
{
	for (size_t i = 0; i < ps->list.n; i++) {
		const struct problem *p = &ps->list.at[i];
		struct out text = out_new(LIMIT_REASON_CHARS * 4);
		words_write(&text, lang, p->message, p->args, p->arg_count);
		str said = out_keep(&text, a);
		out_fmt(o, "%s%.*s%s%.*s", o->n ? " ; " : "", STR_ARGS(p->field), str_is_set(p->field) ? " : " : "", STR_ARGS(said));
	}
}

static str why(struct arena *a, enum lang lang, const struct table_plan *t, const struct import_line *line)
{
	struct out o = out_new(LIMIT_TEXT_CHARS * 4);
	write_problems(a, &o, lang, &line->faults);
	for (size_t i = 0; i < t->plan.questions.n && line->verdict == IMPORT_ASKS; i++) {
		const struct import_question *q = &t->plan.questions.at[i];
		if (str_is_set(q->chosen) || !q->required || (q->line && q->line != line->number))
			continue;
		out_str(&o, o.n ? S(" ; ") : S(""));
		WORDS(&o, lang, q->text, ARG("what", q->what));
	}
	if (line->verdict == IMPORT_LEFT)
		out_str(&o, word_text(lang, W_imports_error_left));
	str text = out_keep(&o, a);
	return text.p ? text : S("");
}

void write_import_errors(struct arena *a, struct out *o, enum lang lang, const struct table_book *book, const struct table_import *import, const struct table_plan *t)
{
	struct csv c = csv_new(o);
	csv_text(&c, word_text(lang, W_imports_error_line));
	for (size_t i = 0; i < t->table.headings.n; i++)
		csv_text(&c, t->table.headings.at[i]);
	csv_text(&c, word_text(lang, W_imports_error_why));
	csv_end_row(&c);
	for (size_t i = 0; i < t->plan.lines.n; i++) {
		const struct import_line *line = &t->plan.lines.at[i];
		if (line->verdict != IMPORT_REFUSED && line->verdict != IMPORT_ASKS && line->verdict != IMPORT_LEFT)
			continue;
		csv_int(&c, line->number);
		for (size_t k = 0; k < t->table.headings.n; k++)
			csv_text(&c, import_cell_text(book, &import->mapping, line->number, (uint32_t)k));
		csv_text(&c, why(a, lang, t, line));
		csv_end_row(&c);
	}
}
