/* A table of kinds: what each looks at, what it does. See desk_bulk.h. */
#include "actions/desk_bulk.h"

#include "actions/application_state.h"
#include "actions/follow_up.h"
#include "actions/revised_budget.h"
#include "base/calendar.h"
#include "base/ids.h"
#include "base/limits.h"
#include "gen/queries.h"

struct bulk {
	const struct desk_step *step;
	const struct bulk_wish *wish;
	struct problems *ps;
	struct q_deskwork_head_row head; /* of the application being looked at */
	struct desk_step one;            /* the step on it */
	struct bulk_line *line;
};

static str words(const struct bulk *b, enum word word)
{
	return word_text(b->step->actor->lang, word);
}

static str owner_text(struct arena *a, opt_int owner)
{
	return owner.set ? id_code(a, owner.value) : S("-");
}

static str day_text(struct arena *a, opt_day due)
{
	char text[32];
	return due.set ? arena_str(a, str_of(day_iso(due.value, text))) : S("-");
}

/* ---- what would change ---- */

static enum status look_owner(struct bulk *b)
{
	b->line->before = owner_text(b->step->arena, b->head.owner);
	b->line->after = owner_text(b->step->arena, (opt_int){b->wish->owner.v != 0, b->wish->owner.v});
	return OK;
}

static enum status look_due(struct bulk *b)
{
	b->line->before = day_text(b->step->arena, b->head.due);
	b->line->after = day_text(b->step->arena, b->wish->due);
	return OK;
}

static enum status look_label(struct bulk *b)
{
	struct q_deskwork_labels_of_rows rows;
	enum status s = q_deskwork_labels_of(b->step->db, b->step->arena, b->step->territory, b->one.application, &rows);
	b->line->before = S("-");
	for (size_t i = 0; s == OK && i < rows.n; i++)
		if (str_eq(rows.at[i].code, b->wish->label))
			b->line->before = b->wish->label;
	b->line->after = b->wish->kind == BULK_LABEL ? b->wish->label : S("-");
	return s;
}

static enum status look_state(struct bulk *b)
{
	struct problems why = problems_new(b->step->arena);
	const struct state_change change = {.territory = b->step->territory, .application = b->one.application, .to = b->wish->state, .reason = b->wish->text};
	b->line->before = b->head.state;
	b->line->after = str_of(application_state_name(b->wish->state));
	enum status s = may_change_state(b->step->db, b->step->arena, b->step->actor, &change, &why);
	if (s != INVALID)
		return s;
	struct out o = out_new(LIMIT_CELL_BYTES);
	words_write(&o, b->step->actor->lang, why.list.at[0].message, why.list.at[0].args, why.list.at[0].arg_count);
	b->line->why = out_keep(&o, b->step->arena);
	return OK;
}

static enum status look_completion(struct bulk *b)
{
	b->line->before = b->head.state;
	b->line->after = S("completion_requested");
	if (!b->head.sheet.set)
		b->line->why = words(b, W_deskwork_bulk_no_sheet);
	else if (!str_eq(b->head.sheet_state, S("filed")) || application_step(application_state_of_name(b->head.state), APPLICATION_completion_requested) == STEP_NONE)
		b->line->why = words(b, W_deskwork_bulk_no_completion);
	return OK;
}

static enum status look_budget(struct bulk *b)
{
	enum word why = W_deskwork_bulk_no_sheet;
	b->line->before = b->head.state;
	b->line->after = S("budget");
	if (!b->head.sheet.set) {
		b->line->why = words(b, why);
		return OK;
	}
	if (!str_eq(b->head.sheet_state, S("filed"))) {
		b->line->why = words(b, W_revised_bulk_awaited);
		return OK;
	}
	enum status s = why_no_budget(b->step->db, b->step->arena, b->step->territory, b->one.application, &why);
	if (s == OK && why != WORD_COUNT)
		b->line->why = words(b, why);
	return s;
}

static enum status look_message(struct bulk *b)
{
	b->line->before = S("-");
	b->line->after = S("message");
	if (!b->head.sheet.set)
		b->line->why = words(b, W_deskwork_bulk_no_sheet);
	return OK;
}

/* ---- doing it ---- */

static struct follow_up follow_up_of(const struct bulk *b)
{
	return (struct follow_up){.db = b->step->db, .arena = b->step->arena, .actor = b->step->actor, .now = b->step->now, .sheet = {b->head.sheet.value}, .public_url = b->step->public_url};
}

static enum status do_owner(struct bulk *b)
{
	return follow_application(&b->one, b->wish->owner, b->head.due, b->ps);
}

static enum status do_due(struct bulk *b)
{
	return follow_application(&b->one, (person_id){b->head.owner.value}, b->wish->due, b->ps);
}

static enum status do_label(struct bulk *b)
{
	return stick_label(&b->one, b->wish->label, b->ps);
}

static enum status do_unlabel(struct bulk *b)
{
	return unstick_label(&b->one, b->wish->label, b->ps);
}

static enum status do_state(struct bulk *b)
{
	const struct state_change change = {.territory = b->step->territory, .application = b->one.application, .to = b->wish->state, .reason = b->wish->text};
	return change_state(b->step->db, b->step->arena, b->step->actor, b->step->now, &change, b->ps);
}

static enum status do_completion(struct bulk *b)
{
	const struct follow_up u = follow_up_of(b);
	const struct completion_ask ask = {.reason = b->wish->text, .due = b->wish->due.value, .opened = b->wish->opened, .count = b->wish->opened_count};
	return ask_completion(&u, &ask, b->ps);
}

static enum status do_budget(struct bulk *b)
{
	const struct follow_up u = follow_up_of(b);
	const struct budget_ask ask = {.due = b->wish->due.value, .said = b->wish->text};
	return ask_budget(&u, &ask, b->ps);
}

static enum status do_message(struct bulk *b)
{
	const struct follow_up u = follow_up_of(b);
	return send_message(&u, true, b->wish->text, b->ps);
}

/* ---- what a wish must say ---- */

enum { NEEDS_OWNER = 1, NEEDS_DUE = 2, NEEDS_LABEL = 4, NEEDS_STATE = 8, NEEDS_TEXT = 16, NEEDS_OPENED = 32, NEEDS_DAY_TO_COME = 64 };

static const struct bulk_row {
	const char *name;
	unsigned needs;
	enum status (*look)(struct bulk *b);
	enum status (*act)(struct bulk *b);
} kinds[BULK_KINDS] = {
	[BULK_OWNER] = {"owner", NEEDS_OWNER, look_owner, do_owner},
	[BULK_DUE] = {"due", 0, look_due, do_due},
	[BULK_LABEL] = {"label", NEEDS_LABEL, look_label, do_label},
	[BULK_UNLABEL] = {"unlabel", NEEDS_LABEL, look_label, do_unlabel},
	[BULK_STATE] = {"state", NEEDS_STATE, look_state, do_state},
	[BULK_COMPLETION] = {"completion", NEEDS_TEXT | NEEDS_OPENED | NEEDS_DAY_TO_COME, look_completion, do_completion},
	[BULK_BUDGET] = {"budget", NEEDS_DAY_TO_COME, look_budget, do_budget},
	[BULK_MESSAGE] = {"message", NEEDS_TEXT, look_message, do_message},
};

const char *bulk_kind_name(enum bulk_kind kind)
{
	return kind < BULK_KINDS ? kinds[kind].name : "none";
}

enum bulk_kind bulk_kind_of(str name)
{
	enum bulk_kind kind = 0;
	while (kind < BULK_KINDS && !str_eq(name, str_of(kinds[kind].name)))
		kind++;
	return kind;
}

static enum status check_owner(struct bulk *b)
{
	struct q_filing_officers_rows rows;
	enum status s = q_filing_officers(b->step->db, b->step->arena, b->step->territory, &rows);
	bool known = !b->wish->owner.v;
	for (size_t i = 0; s == OK && i < rows.n; i++)
		known = known || rows.at[i].person == b->wish->owner.v;
	if (s == OK && !known)
		PROBLEM(b->ps, STR_NONE, 0, S("owner"), W_desk_owner_unknown);
	return s;
}

static enum status check_label(struct bulk *b)
{
	struct q_deskwork_label_row row;
	enum status s = q_deskwork_label(b->step->db, b->step->arena, b->step->territory, b->wish->label, &row);
	if (s == NOT_FOUND)
		PROBLEM(b->ps, STR_NONE, 0, S("label"), W_deskwork_label_unknown);
	return s == NOT_FOUND ? OK : s;
}

static enum status check_wish(struct bulk *b)
{
	const struct bulk_wish *w = b->wish;
	unsigned needs = kinds[w->kind].needs;
	struct q_filing_zone_row zone;
	enum status s = q_filing_zone(b->step->db, b->step->arena, b->step->territory, &zone);
	if (s == OK && (needs & NEEDS_OWNER))
		s = check_owner(b);
	if (s == OK && (needs & NEEDS_LABEL))
		s = check_label(b);
	if (s != OK)
		return s;
	if ((needs & NEEDS_STATE) && w->state >= APPLICATION_STATE_COUNT)
		PROBLEM(b->ps, STR_NONE, 0, S("state"), W_deskwork_bulk_no_state);
	if ((needs & NEEDS_TEXT) && !str_is_set(str_trim(w->text)))
		PROBLEM(b->ps, STR_NONE, 0, S("text"), w->kind == BULK_MESSAGE ? W_filing_message_missing : W_filing_reason_missing);
	if ((needs & NEEDS_OPENED) && !w->opened_count)
		PROBLEM(b->ps, STR_NONE, 0, S("opened"), W_desk_opened_missing);
	if ((needs & NEEDS_DAY_TO_COME) && (!w->due.set || w->due.value.number <= day_at(b->step->now, zone_of(zone.time_zone)).number))
		PROBLEM(b->ps, STR_NONE, 0, S("due"), W_desk_due_past);
	return b->ps->total ? INVALID : OK;
}

/* Its head, and what would change of it. NOT_FOUND: not of the territory. */
static enum status look(struct bulk *b, application_id id, struct bulk_line *line)
{
	b->one = *b->step;
	b->one.application = id;
	b->one.base = (opt_int){0};
	b->line = line;
	enum status s = q_deskwork_head(b->step->db, b->step->arena, b->step->territory, id, &b->head);
	if (s != OK)
		return s;
	*line = (struct bulk_line){.id = id, .sheet = b->head.sheet, .title = b->head.title, .bearer = b->head.bearer, .number = b->head.number.p ? b->head.number : b->head.action};
	s = kinds[b->wish->kind].look(b);
	if (s == OK && !line->why.p && str_eq(line->before, line->after))
		line->why = words(b, W_deskwork_bulk_same);
	line->can = !line->why.p;
	return s;
}

static enum status begin(struct bulk *b, size_t n)
{
	const struct thing thing = {.territory = b->step->territory};
	if (!may(b->step->actor, VERB_run_desk, &thing))
		return DENIED;
	if (n > LIMIT_DESK_BULK)
		return TOO_BIG;
	return b->wish->kind < BULK_KINDS ? check_wish(b) : NOT_FOUND;
}

enum status bulk_preview(const struct desk_step *step, const struct bulk_wish *wish, const application_id *ids, size_t n, struct bulk_lines *lines, struct problems *ps)
{
	struct bulk b = {.step = step, .wish = wish, .ps = ps};
	enum status s = begin(&b, n);
	for (size_t i = 0; s == OK && i < n; i++) {
		struct bulk_line line;
		s = look(&b, ids[i], &line);
		if (s == OK) {
			*LIST_ADD(step->arena, lines) = line;
			lines->can += line.can;
		}
		s = s == NOT_FOUND ? OK : s;
	}
	return s;
}

enum status bulk_do(const struct desk_step *step, const struct bulk_wish *wish, const application_id *ids, size_t n, int64_t *bulk, struct problems *ps)
{
	struct bulk b = {.step = step, .wish = wish, .ps = ps};
	struct out before = out_new(LIMIT_DESK_BULK * 160);
	enum status s = begin(&b, n);
	for (size_t i = 0; s == OK && i < n; i++) {
		struct bulk_line line;
		s = look(&b, ids[i], &line);
		if (s == OK && !line.can)
			s = CONFLICT;
		if (s == OK)
			s = kinds[wish->kind].act(&b);
		if (s == OK)
			out_fmt(&before, "%lld %.*s %.*s\n", (long long)ids[i].v, STR_ARGS(line.before), STR_ARGS(line.after));
	}
	str lines = out_keep(&before, step->arena);
	if (s != OK)
		return s == NOT_FOUND ? CONFLICT : s;
	*bulk = id_new();
	return q_deskwork_add_bulk(step->db, &(struct q_deskwork_add_bulk_in){.territory = step->territory, .bulk = *bulk, .person = step->actor->person.v, .done = step->now,
		.what = str_of(kinds[wish->kind].name), .before = lines.p ? lines : S("")});
}

/* ---- taking it back ---- */

static bool wish_of(enum bulk_kind kind, str value, struct bulk_wish *wish)
{
	bool none = str_eq(value, S("-"));
	*wish = (struct bulk_wish){.kind = kind};
	if (kind == BULK_OWNER)
		return none || id_of_code(value, &wish->owner.v);
	if (kind == BULK_DUE) {
		wish->due.set = !none;
		return none || day_parse(value, &wish->due.value);
	}
	return kind == BULK_LABEL || kind == BULK_UNLABEL;
}

static enum status undo_line(const struct desk_step *step, enum bulk_kind kind, str text, struct problems *ps)
{
	str id_text, rest, before, after;
	application_id id;
	struct bulk_line line;
	struct bulk_wish wish;
	if (!str_cut(text, ' ', &id_text, &rest) || !str_cut(rest, ' ', &before, &after) || !str_to_int64(id_text, &id.v) || !wish_of(kind, before, &wish))
		return OK;
	if (kind == BULK_LABEL || kind == BULK_UNLABEL) {
		wish.kind = kind == BULK_LABEL ? BULK_UNLABEL : BULK_LABEL;
		wish.label = kind == BULK_LABEL ? after : before;
	}
	struct bulk b = {.step = step, .wish = &wish, .ps = ps};
	enum status s = look(&b, id, &line);
	if (s == OK && line.can && str_eq(line.before, after))
		s = kinds[wish.kind].act(&b);
	return s == NOT_FOUND ? OK : s;
}

enum status bulk_undo(const struct desk_step *step, int64_t bulk, struct problems *ps)
{
	const struct thing thing = {.territory = step->territory};
	struct q_deskwork_bulk_row row;
	if (!may(step->actor, VERB_run_desk, &thing))
		return DENIED;
	enum status s = q_deskwork_bulk(step->db, step->arena, step->territory, bulk, &row);
	if (s != OK)
		return s;
	if (row.undone.set || !row.undoable)
		return CONFLICT;
	str rest = row.before, head, tail;
	while (s == OK && str_is_set(rest)) {
		(void)str_cut(rest, '\n', &head, &tail);
		s = undo_line(step, bulk_kind_of(row.what), head, ps);
		rest = tail;
	}
	return s == OK ? q_deskwork_undone_bulk(step->db, step->territory, bulk, step->now) : s;
}
