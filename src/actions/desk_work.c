/* Each verb reads the head of the application, asks permission and the base, writes, tells. */
#include "actions/desk_work.h"

#include "actions/follow_up.h"
#include "base/ids.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "gen/queries.h"
#include "store/audit.h"

static str thing_text(struct arena *a, application_id id)
{
	return arena_fmt(a, "application:%lld", (long long)id.v);
}

enum status desk_revision(struct db *db, struct arena *a, territory_id territory, application_id application, opt_int sheet, int64_t *revision)
{
	struct q_deskwork_revision_row row;
	str of_sheet = sheet.set ? arena_fmt(a, "sheet:%.*s", STR_ARGS(id_code(a, sheet.value))) : S("");
	str of_application = application.v ? thing_text(a, application) : S("");
	enum status s = q_deskwork_revision(db, a, territory, of_application, of_sheet, &row);
	*revision = s == OK ? row.seq : 0;
	return s;
}

static enum status begin(const struct desk_step *step, struct q_deskwork_head_row *head)
{
	int64_t revision = 0;
	const struct thing thing = {.territory = step->territory, .application = step->application};
	if (!may(step->actor, VERB_run_desk, &thing))
		return DENIED;
	enum status s = q_deskwork_head(step->db, step->arena, step->territory, step->application, head);
	if (s == OK)
		s = desk_revision(step->db, step->arena, step->territory, step->application, head->sheet, &revision);
	return s == OK && step->base.set && step->base.value != revision ? CONFLICT : s;
}

static enum status tell_of(const struct desk_step *step, str verb, str thing, str detail)
{
	const struct audit_entry entry = {.territory = step->territory, .at = step->now, .actor = arena_fmt(step->arena, "user:%lld", (long long)step->actor->person.v), .verb = verb,
		.thing = thing, .detail = detail};
	return audit_append(step->db, &entry);
}

static enum status tell(const struct desk_step *step, str verb, str detail)
{
	return tell_of(step, verb, thing_text(step->arena, step->application), detail);
}

enum status follow_application(const struct desk_step *step, person_id owner, opt_day due, struct problems *ps)
{
	struct q_deskwork_head_row head;
	struct q_filing_officers_rows rows;
	enum status s = begin(step, &head);
	if (s == OK && head.sheet.set) {
		const struct follow_up u = {.db = step->db, .arena = step->arena, .actor = step->actor, .now = step->now, .sheet = {head.sheet.value}, .public_url = step->public_url};
		return set_owner(&u, owner, due, ps);
	}
	if (s == OK)
		s = q_filing_officers(step->db, step->arena, step->territory, &rows);
	bool known = !owner.v;
	for (size_t i = 0; s == OK && i < rows.n; i++)
		known = known || rows.at[i].person == owner.v;
	if (s == OK && !known) {
		PROBLEM(ps, STR_NONE, 0, S("owner"), W_desk_owner_unknown);
		s = INVALID;
	}
	if (s == OK)
		s = q_deskwork_set_follow(step->db, step->territory, step->application, (opt_int){owner.v != 0, owner.v}, due);
	return s == OK ? tell(step, S("own"), arena_fmt(step->arena, "owner=%lld", (long long)owner.v)) : s;
}

static enum status label_exists(const struct desk_step *step, str code, struct problems *ps)
{
	struct q_deskwork_label_row row;
	enum status s = q_deskwork_label(step->db, step->arena, step->territory, code, &row);
	if (s != NOT_FOUND)
		return s;
	PROBLEM(ps, STR_NONE, 0, S("label"), W_deskwork_label_unknown);
	return INVALID;
}

enum status stick_label(const struct desk_step *step, str code, struct problems *ps)
{
	struct q_deskwork_head_row head;
	enum status s = begin(step, &head);
	if (s == OK)
		s = label_exists(step, code, ps);
	if (s == OK)
		s = q_deskwork_stick(step->db, &(struct q_deskwork_stick_in){.territory = step->territory, .application = step->application, .code = code, .at = step->now, .by = step->actor->person.v});
	return s == OK ? tell(step, S("label"), code) : s;
}

enum status unstick_label(const struct desk_step *step, str code, struct problems *ps)
{
	struct q_deskwork_head_row head;
	enum status s = begin(step, &head);
	if (s == OK)
		s = label_exists(step, code, ps);
	if (s == OK)
		s = q_deskwork_unstick(step->db, step->territory, step->application, code);
	return s == OK ? tell(step, S("unlabel"), code) : s;
}

enum status write_note(const struct desk_step *step, str text, struct problems *ps)
{
	struct q_deskwork_head_row head;
	str note = str_trim(text);
	enum status s = begin(step, &head);
	if (s != OK)
		return s;
	if (!str_is_set(note))
		PROBLEM(ps, STR_NONE, 0, S("note-text"), W_deskwork_note_missing);
	else if (utf8_count(note) > LIMIT_NOTE_CHARS)
		PROBLEM(ps, STR_NONE, 0, S("note-text"), W_filing_too_long, ARG("n", (int64_t)LIMIT_NOTE_CHARS));
	if (ps->total)
		return INVALID;
	s = q_deskwork_add_note(step->db, &(struct q_deskwork_add_note_in){.territory = step->territory, .application = step->application, .at = step->now, .by = step->actor->person.v, .text = note});
	return s == OK ? tell(step, S("write_note"), STR_NONE) : s;
}

enum status remove_note(const struct desk_step *step, int64_t note)
{
	struct q_deskwork_head_row head;
	enum status s = begin(step, &head);
	if (s == OK)
		s = q_deskwork_remove_note(step->db, step->territory, step->application, note, step->now);
	return s == OK ? tell(step, S("remove_note"), arena_fmt(step->arena, "note=%lld", (long long)note)) : s;
}

enum status say_not_duplicate(const struct desk_step *step, application_id other)
{
	struct q_deskwork_head_row head, of_other;
	enum status s = begin(step, &head);
	if (s == OK)
		s = other.v == step->application.v ? NOT_FOUND : q_deskwork_head(step->db, step->arena, step->territory, other, &of_other);
	application_id low = other.v < step->application.v ? other : step->application, high = other.v < step->application.v ? step->application : other;
	if (s == OK)
		s = q_deskwork_say_two(step->db, &(struct q_deskwork_say_two_in){.territory = step->territory, .application = low, .other = high, .at = step->now, .by = step->actor->person.v});
	return s == OK ? tell(step, S("not_duplicate"), thing_text(step->arena, other)) : s;
}

/* ---- the labels of a territory ---- */

static bool is_tone(str tone)
{
	return str_eq(tone, S("neutral")) || str_eq(tone, S("good")) || str_eq(tone, S("wait")) || str_eq(tone, S("bad"));
}

enum status add_desk_label(const struct desk_step *step, str label, str tone, struct problems *ps)
{
	const struct thing thing = {.territory = step->territory};
	struct q_deskwork_labels_rows rows;
	str name = str_trim(label);
	if (!may(step->actor, VERB_run_desk, &thing))
		return DENIED;
	enum status s = q_deskwork_labels(step->db, step->arena, step->territory, &rows);
	if (s != OK)
		return s;
	if (!str_is_set(name))
		PROBLEM(ps, STR_NONE, 0, S("label"), W_deskwork_label_missing);
	else if (utf8_count(name) > LIMIT_VIEW_NAME_CHARS)
		PROBLEM(ps, STR_NONE, 0, S("label"), W_filing_too_long, ARG("n", (int64_t)LIMIT_VIEW_NAME_CHARS));
	if (rows.n >= LIMIT_DESK_LABELS)
		PROBLEM(ps, STR_NONE, 0, S("label"), W_deskwork_label_too_many, ARG("n", (int64_t)LIMIT_DESK_LABELS));
	if (!is_tone(tone))
		PROBLEM(ps, STR_NONE, 0, S("tone"), W_deskwork_label_tone);
	for (size_t i = 0; i < rows.n; i++)
		if (str_eq(name_fold(step->arena, rows.at[i].label), name_fold(step->arena, name)))
			PROBLEM(ps, STR_NONE, 0, S("label"), W_deskwork_label_twice);
	if (ps->total)
		return INVALID;
	str code = id_code(step->arena, id_new());
	s = q_deskwork_add_label(step->db, step->territory, code, name, tone);
	return s == OK ? tell_of(step, S("add_label"), arena_fmt(step->arena, "label:%.*s", STR_ARGS(code)), name) : s;
}

enum status remove_desk_label(const struct desk_step *step, str code)
{
	const struct thing thing = {.territory = step->territory};
	struct q_deskwork_label_row row;
	if (!may(step->actor, VERB_run_desk, &thing))
		return DENIED;
	enum status s = q_deskwork_label(step->db, step->arena, step->territory, code, &row);
	if (s == OK)
		s = q_deskwork_unstick_all(step->db, step->territory, code);
	if (s == OK)
		s = q_deskwork_remove_label(step->db, step->territory, code);
	return s == OK ? tell_of(step, S("remove_label"), arena_fmt(step->arena, "label:%.*s", STR_ARGS(code)), row.label) : s;
}
