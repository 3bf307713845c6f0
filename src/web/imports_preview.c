/* What an import would write, line by line, before it does: made, changed, left, each amount before and after; once done, what it did and how to take it back. */
#include "base/calendar.h"
#include "base/limits.h"
#include "web/filing_page.h"
#include "web/handlers.h"
#include "web/imports.h"
#include "web/respond.h"

static str tone_of(enum import_verdict verdict)
{
	static const str tones[IMPORT_VERDICTS] = {S("good"), S("open"), S(""), S("warning"), S("error"), S("")};
	return verdict < IMPORT_VERDICTS ? tones[verdict] : S("");
}

static str amount(struct page *pg, opt_money value, bool refused)
{
	if (refused)
		return word_text(pg->lang, W_imports_refused_cell);
	return value.set ? page_money(pg, value.value) : S("");
}

static void add_cells(struct page *pg, const struct import_line *line, struct import_line_view *to)
{
	for (size_t i = 0; i < line->cells.n; i++) {
		const struct import_cell *c = &line->cells.at[i];
		str stage = page_word_of(pg, S("imports.stage."), str_of(import_stage_name(c->stage)));
		str after = amount(pg, c->after, c->refused_after);
		*LIST_ADD(pg->arena, &to->changes) = (struct import_change_view){.what = arena_fmt(pg->arena, "%.*s, %.*s :", STR_ARGS(c->label), STR_ARGS(stage)),
			.before = amount(pg, c->before, c->refused_before), .after = after.n ? after : word_text(pg->lang, W_imports_emptied), .conflict = c->theirs, .mine = c->theirs && c->taken,
			.key = arena_fmt(pg->arena, "%.*s/%s", STR_ARGS(c->column), import_stage_name(c->stage))};
	}
}

static const struct {
	enum word label;
	const char *key; /* of the workbook of the grid */
	bool money;
	const char *words;
} fields[IMPORT_FIELDS] = {
	[IMPORT_COST] = {W_imports_field_cost, "cost", true, NULL}, [IMPORT_INCOME] = {W_imports_field_other, "other", true, NULL}, [IMPORT_AXIS_CODE] = {W_imports_field_axis, "axis", false, NULL},
	[IMPORT_NOTE] = {W_imports_field_note, "note", false, NULL}, [IMPORT_STATE] = {W_imports_field_state, "state", false, "application_state."},
	[IMPORT_DAUPHIN] = {W_imports_field_reference, "reference", false, NULL}, [IMPORT_DECISION] = {W_imports_field_decision, "decision", false, "imports.decision_"},
};

static str shown_value(struct page *pg, enum import_field field, str text)
{
	money cents;
	if (fields[field].money && str_to_int64(text, &cents.cents))
		return page_money(pg, cents);
	return fields[field].words && text.n ? page_word_of(pg, str_of(fields[field].words), text) : text;
}

static void add_values(struct page *pg, const struct import_line *line, struct import_line_view *to)
{
	for (size_t i = 0; i < line->values.n; i++) {
		const struct import_value *v = &line->values.at[i];
		if (v->field >= IMPORT_FIELDS)
			continue;
		str after = shown_value(pg, v->field, v->after);
		*LIST_ADD(pg->arena, &to->changes) = (struct import_change_view){.what = TEXT(pg, W_imports_field, ARG("what", word_text(pg->lang, fields[v->field].label))),
			.before = shown_value(pg, v->field, v->before), .after = after.n ? after : word_text(pg->lang, W_imports_emptied), .conflict = v->theirs, .mine = v->theirs && v->taken,
			.key = str_of(fields[v->field].key)};
	}
}

static void add_notes(struct page *pg, const struct problems *ps, str tone, struct import_line_view *to)
{
	for (size_t i = 0; i < ps->list.n; i++)
		*LIST_ADD(pg->arena, &to->notes) = (struct import_fault_view){str_is_set(ps->list.at[i].field) ? ps->list.at[i].field : S(""), import_problem_text(pg, &ps->list.at[i]), tone};
}

static void add_line(struct page *pg, const struct import_line *line, struct import_preview_view *v)
{
	struct import_line_view *to = LIST_ADD(pg->arena, &v->lines);
	*to = (struct import_line_view){.number = arena_fmt(pg->arena, "%u", line->number), .title = line->title, .bearer = line->bearer,
		.verdict = page_word_of(pg, S("imports.verdict."), str_of(import_verdict_name(line->verdict))), .tone = tone_of(line->verdict),
		.by = line->by == IMPORT_BY_NONE || line->row == SIZE_MAX ? S("") : page_word_of(pg, S("imports.by_"), str_of(import_by_name(line->by))),
		.can_leave = line->verdict == IMPORT_MAKES || line->verdict == IMPORT_CHANGES || line->verdict == IMPORT_LEFT, .left = line->verdict == IMPORT_LEFT};
	if (line->verdict != IMPORT_LEFT && line->verdict != IMPORT_REFUSED) {
		add_cells(pg, line, to);
		add_values(pg, line, to);
	}
	for (size_t i = 0; i < to->changes.n; i++)
		v->has_conflicts = v->has_conflicts || to->changes.at[i].conflict;
	add_notes(pg, &line->faults, S("error"), to);
	add_notes(pg, &line->remarks, S("warning"), to);
	v->shown = arena_fmt(pg->arena, "%.*s%s%u", STR_ARGS(v->shown), v->shown.n ? " " : "", line->number);
}

static void add_plan(struct page *pg, const struct import_plan *plan, struct import_preview_view *v)
{
	static const enum import_verdict order[] = {IMPORT_CHANGES, IMPORT_MAKES, IMPORT_ASKS, IMPORT_REFUSED, IMPORT_LEFT};
	for (size_t o = 0; o < sizeof order / sizeof *order; o++)
		for (size_t i = 0; i < plan->lines.n; i++) {
			if (plan->lines.at[i].verdict != order[o])
				continue;
			if (v->lines.n < LIMIT_IMPORT_SHOWN)
				add_line(pg, &plan->lines.at[i], v);
			else
				v->more++;
		}
	for (size_t i = 0; i < plan->deleted.n; i++)
		*LIST_ADD(pg->arena, &v->deleted) = plan->deleted.at[i];
	v->deleted_count = (int64_t)plan->deleted.n;
	v->makes = (int64_t)plan->counts[IMPORT_MAKES];
	v->changes = (int64_t)plan->counts[IMPORT_CHANGES];
	v->same = (int64_t)plan->counts[IMPORT_SAME];
	v->asks = (int64_t)plan->counts[IMPORT_ASKS];
	v->refused = (int64_t)plan->counts[IMPORT_REFUSED];
	v->left = (int64_t)plan->counts[IMPORT_LEFT];
	v->digest = plan->digest;
	v->can_apply = v->makes + v->changes + v->left > 0;
	v->has_errors = v->asks + v->refused + v->left > 0;
	if (plan->passed.n)
		v->passed = TEXT(pg, W_imports_passes, ARG("envelope", plan->passed.at[0]), ARG("over", plan->over), ARG("n", (int64_t)plan->passed.n));
}

/* "scenario=1 makes=10 …", as it was written when it was done. */
static int64_t count_of(str summary, const char *name)
{
	str word, key, value, rest = summary;
	int64_t n = 0;
	while (str_is_set(rest)) {
		(void)str_cut(rest, ' ', &word, &rest);
		if (str_cut(word, '=', &key, &value) && str_eq(key, str_of(name)) && str_to_int64(value, &n))
			return n;
	}
	return 0;
}

static void add_done(struct page *pg, const struct import_page *p, struct import_preview_view *v)
{
	str summary = p->import.summary.p ? p->import.summary : S("");
	v->is_done = true;
	v->can_undo = str_eq(p->import.state, S("done"));
	v->makes = count_of(summary, "makes");
	v->changes = count_of(summary, "changes");
	v->same = count_of(summary, "same");
	v->asks = count_of(summary, "asks");
	v->refused = count_of(summary, "refused");
	v->left = count_of(summary, "left");
	v->has_errors = v->can_undo && v->asks + v->refused + v->left > 0;
	if (p->import.done.set)
		v->done = TEXT(pg, v->can_undo ? W_imports_was_done : W_imports_was_undone, ARG("date", page_day(pg, day_at(p->import.done.value, zone_of(STR_NONE)))));
	int64_t scenario = count_of(summary, "scenario");
	v->grid = scenario > 1 ? LINK(pg, "/grids/:call?scenario=:n", pg->in.call, arena_fmt(pg->arena, "%lld", (long long)scenario)) : LINK(pg, "/grids/:call", pg->in.call);
}

enum status import_preview_show(struct page *pg, struct import_page *p, const struct problems *ps, const struct import_typed *typed)
{
	struct table_plan t;
	struct import_preview_view *v = ARENA_NEW(pg->arena, struct import_preview_view);
	const bool open = str_eq(p->import.state, S("received")) || str_eq(p->import.state, S("mapped"));
	enum status s = open ? import_page_plan(pg, p, &t) : OK;
	if (s != OK)
		return s;
	str title = word_text(pg->lang, open ? W_imports_preview_title : W_imports_done_title);
	*v = (struct import_preview_view){.shown = S(""), .lead = S(""), .passed = S(""), .done = S(""), .reason = typed ? typed->reason : S(""), .confirmed = typed && typed->confirmed};
	import_page_top(pg, p, open ? STEP_PREVIEW : STEP_DONE, &v->layout, &v->top, ps->total ? TEXT(pg, W_imports_title_wrong, ARG("title", title)) : title);
	v->action = import_link(pg, "apply");
	v->check = str_eq(p->import.kind, S("grid")) ? LINK(pg, "/imports/:call", pg->in.call) : import_link(pg, "check");
	v->drop = import_link(pg, "drop");
	v->undo = import_link(pg, "undo");
	v->errors = import_link(pg, "errors.csv");
	v->grid = LINK(pg, "/grids/:call", pg->in.call);
	if (open) {
		v->lead = word_text(pg->lang, W_imports_preview_lead);
		add_plan(pg, &t.plan, v);
	} else
		add_done(pg, p, v);
	filing_page_problems(pg, ps, &v->problems);
	RESPOND_HTML(pg, import_preview_page, v);
	return OK;
}

enum status show_import(struct page *pg)
{
	struct import_page p;
	enum status s = import_page_read(pg, &p);
	return s == OK ? import_preview_show(pg, &p, &p.problems, NULL) : s;
}
