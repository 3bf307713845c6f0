/* Saving answers: the autosave of fifty thousand people. First everything is looked at (each key, its field, what is there, who wrote it since), then only what changed is
   written, in one step of the sheet's revision. Nothing is built and no other value is read; what somebody else wrote meanwhile stays, and both texts come back. */
#include "actions/sheet.h"

#include "actions/sheet_parts.h"
#include "base/limits.h"
#include "domain/identifier.h"
#include "gen/queries.h"

struct change { /* one answer that is written */
	str key, value;
	bool had, keeps_past; /* there was a value; it goes to the history */
	struct q_sheet_value_at_row before;
};

struct saving {
	struct db *db;
	struct arena *a;
	const struct actor *actor;
	instant now;
	const struct sheet_save *save;
	struct sheet_head head;
	const struct form *form; /* with all its lines */
	str opened;
	struct sheet_saved *saved;
	LIST_OF(struct change) changes;
	size_t more;  /* values that were not there */
	size_t bytes; /* that are added */
};

#define WRONG(v, key, word, ...) PROBLEM(&(v)->saved->problems, STR_NONE, 0, key, word __VA_OPT__(, ) __VA_ARGS__)

/* ---- what is there ---- */

/* What the field held at the revision that the page showed; false: it was kept in no history, so it cannot be told. */
static enum status value_at_base(struct saving *v, str key, str *value)
{
	struct q_sheet_past_at_row past;
	enum status s = q_sheet_past_at(v->db, v->a, v->head.territory, v->head.sheet.v, key, v->save->base, &past);
	*value = s == OK ? past.value : S("");
	return s == NOT_FOUND ? OK : s;
}

static enum status add_conflict(struct saving *v, const struct form_field *field, const struct change *c)
{
	struct q_sheet_person_name_row person = {.name = S("")};
	enum status s = q_sheet_person_name(v->db, v->a, c->before.changed_by, &person);
	if (s != OK && s != NOT_FOUND)
		return s;
	*LIST_ADD(v->a, &v->saved->conflicts) = (struct sheet_conflict){.key = c->key, .label = field->label, .theirs = form_input(v->a, v->form, field, c->before.value),
		.yours = form_input(v->a, v->form, field, c->value), .by = person.name, .at = c->before.changed};
	return OK;
}

/* One's own text typed on is one step of its history until some minutes have passed; the first that is replaced is always kept, so that what a page showed can be found. */
static enum status own_past(struct saving *v, struct change *c)
{
	struct q_sheet_past_at_row past;
	enum status s = q_sheet_past_at(v->db, v->a, v->head.territory, v->head.sheet.v, c->key, INT64_MAX, &past);
	bool recent = s == OK && past.changed_by == v->actor->person.v && v->now.ms - past.changed.ms < LIMIT_SHEET_PAST_MS;
	c->keeps_past = !recent || c->before.revision > v->save->base;
	return s == NOT_FOUND ? OK : s;
}

static enum status write_it(struct saving *v, const struct change *c)
{
	*LIST_ADD(v->a, &v->changes) = *c;
	v->more += !c->had;
	v->bytes += c->value.n;
	return OK;
}

/* Somebody wrote it after the page was shown. An answer that the page merely sent back is left alone; of one's own, it may be a change undone on a bad connection: asked. */
static enum status meet(struct saving *v, const struct form_field *field, struct change *c)
{
	str base;
	bool mine = c->before.changed_by == v->actor->person.v;
	enum status s = value_at_base(v, c->key, &base);
	if (s != OK)
		return s;
	bool untouched = str_eq(base, c->value);
	if (untouched && !mine)
		return OK;
	if (!mine || untouched)
		return add_conflict(v, field, c);
	c->keeps_past = true;
	return write_it(v, c);
}

static enum status look_at_value(struct saving *v, const struct form_field *field, struct change *c)
{
	enum status s = q_sheet_value_at(v->db, v->a, v->head.territory, v->head.sheet.v, c->key, &c->before);
	if (s != OK && s != NOT_FOUND)
		return s;
	c->had = s == OK;
	if (!c->had)
		return c->value.n ? write_it(v, c) : OK;
	if (str_eq(c->before.value, c->value))
		return OK;
	if (c->before.revision > v->save->base && !v->save->overwrite)
		return meet(v, field, c);
	c->keeps_past = true;
	if (c->before.changed_by == v->actor->person.v && (s = own_past(v, c)) != OK)
		return s;
	return write_it(v, c);
}

/* ---- each answer ---- */

static enum status look_at(struct saving *v, const struct sheet_typed *typed)
{
	const struct form_field *field = form_field_of(v->form, typed->key);
	struct change c = {.key = typed->key};
	if (!field || field->derived) {
		WRONG(v, typed->key, W_form_unknown_key, ARG("key", str_first(typed->key, LIMIT_CODE_BYTES)));
		return INVALID;
	}
	if (!sheet_state_opens(&v->head, v->opened, v->form, typed->key)) {
		WRONG(v, typed->key, W_form_closed, ARG("field", field->label));
		return CONFLICT;
	}
	struct form_field at = *field; /* the problem names the line */
	at.key = typed->key;
	if (form_keep(v->a, &at, typed->typed, &c.value, &v->saved->problems) == INVALID && !c.value.n)
		return OK; /* bytes that are no text: nothing of them can be kept */
	return look_at_value(v, &at, &c);
}

/* A sheet is bounded; only a save that adds to it asks how large it is. */
static enum status check_size(struct saving *v)
{
	struct q_sheet_size_row size;
	if (!v->more && v->bytes < LIMIT_FORM_VALUE_BYTES / 4)
		return OK;
	enum status s = q_sheet_size(v->db, v->a, v->head.territory, v->head.sheet.v, &size);
	if (s != OK)
		return s;
	if ((size_t)size.count + v->more <= LIMIT_SHEET_VALUES && (size_t)size.chars + v->bytes <= LIMIT_SHEET_BYTES)
		return OK;
	WRONG(v, STR_NONE, W_form_sheet_full);
	return INVALID;
}

/* ---- writing ---- */

static enum status write_change(struct saving *v, const struct change *c)
{
	const struct q_sheet_value_at_row *b = &c->before;
	enum status s = OK;
	if (c->had && c->keeps_past)
		s = q_sheet_past_write(v->db, &(struct q_sheet_past_write_in){.territory = v->head.territory, .sheet = v->head.sheet.v, .field = c->key, .revision = b->revision,
			.value = b->value, .changed = b->changed, .changed_by = b->changed_by});
	if (s == OK)
		s = q_sheet_value_write(v->db, &(struct q_sheet_value_write_in){.territory = v->head.territory, .sheet = v->head.sheet.v, .field = c->key, .value = c->value,
			.revision = v->head.revision + 1, .changed = v->now, .changed_by = v->actor->person.v});
	return s;
}

static const struct change *change_of(const struct saving *v, str key)
{
	for (size_t i = 0; i < v->changes.n; i++)
		if (str_eq(v->changes.at[i].key, key))
			return &v->changes.at[i];
	return NULL;
}

static str or_absent(const struct change *c, str before, bool reads)
{
	if (!c)
		return before;
	return reads && c->value.n ? c->value : c->value.n ? before : STR_NONE;
}

/* The organisation is found by what its identity says: its name and numbers follow, when they read and no other organisation has them. */
static enum status follow_identity(struct saving *v)
{
	const struct change *name = change_of(v, S("identity.name")), *siret = change_of(v, S("identity.siret")), *rna = change_of(v, S("identity.rna"));
	struct q_sheet_applicant_row was;
	struct q_applicant_of_siret_row other;
	if (!v->head.identity || (!name && !siret && !rna))
		return OK;
	enum status s = q_sheet_applicant(v->db, v->a, v->head.applicant.v, &was);
	if (s != OK)
		return s;
	str number = or_absent(siret, was.siret, siret && siret_is_well_formed(siret->value) && siret_key_is_right(siret->value));
	if (number.p && !str_eq(number, was.siret) && (s = q_applicant_of_siret(v->db, v->a, number, &other)) != NOT_FOUND) {
		if (s != OK)
			return s;
		WRONG(v, S("identity.siret"), W_form_siret_taken, ARG("name", other.name));
		number = was.siret;
	}
	return q_sheet_applicant_write(v->db, &(struct q_sheet_applicant_write_in){.applicant = v->head.applicant.v, .name = name && name->value.n ? name->value : was.name,
		.siret = number, .siren = siren_of_siret(number.p ? number : S("")), .rna = or_absent(rna, was.rna, rna && rna_is_well_formed(rna->value))});
}

static enum status write_all(struct saving *v)
{
	enum status s = OK;
	if (!v->changes.n)
		return OK;
	for (size_t i = 0; s == OK && i < v->changes.n; i++)
		s = write_change(v, &v->changes.at[i]);
	const struct change *title = change_of(v, v->head.identity ? S("identity.name") : S("project.title"));
	if (s == OK)
		s = q_sheet_touch(v->db, &(struct q_sheet_touch_in){.territory = v->head.territory, .sheet = v->head.sheet.v, .revision = v->head.revision + 1, .changed = v->now,
			.changed_by = v->actor->person.v, .title = title ? title->value : v->head.title});
	if (s == OK)
		s = follow_identity(v);
	if (s == OK)
		v->saved->revision = v->head.revision + 1;
	return s;
}

/* Twice the same key in one save: what was typed last counts. */
static bool is_last(const struct sheet_save *save, size_t i)
{
	for (size_t k = i + 1; k < save->typed.n; k++)
		if (str_eq(save->typed.at[k].key, save->typed.at[i].key))
			return false;
	return true;
}

static enum status begin(struct saving *v, const struct ruleset *set, enum lang lang)
{
	str pack;
	const struct sheet_form *kept;
	enum status s = sheet_head_and_pack(v->db, v->a, v->save->sheet, &v->head, &pack);
	if (s != OK)
		return s;
	const struct thing thing = {.territory = v->head.territory, .call = v->head.call, .applicant = v->head.applicant, .sheet = v->head.sheet, .identity = v->head.identity,
		.state = v->head.state, .typed_by = v->head.to_confirm ? v->head.created_by : (person_id){0}};
	v->saved->revision = v->head.revision;
	if (!may(v->actor, v->head.identity ? VERB_write_applicant : VERB_write_application, &thing)) /* who may read it is told that it is filed */
		return may(v->actor, VERB_read_application, &thing) && !str_eq(v->head.state, S("draft")) ? CONFLICT : DENIED;
	if (v->save->typed.n > LIMIT_SHEET_TYPED) {
		WRONG(v, STR_NONE, W_form_too_many_typed, ARG("count", v->save->typed.n));
		return INVALID;
	}
	s = sheet_opened_read(v->db, v->a, &v->head, &v->opened);
	const struct sheet_form_key key = sheet_key_of(&v->head, pack, set, lang);
	if (s == OK)
		s = sheet_form_get(v->db, v->a, &key, &kept);
	if (s == OK)
		v->form = kept->form;
	return s;
}

enum status sheet_save(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct sheet_save *save, const struct ruleset *set, enum lang lang,
                       struct sheet_saved *saved)
{
	struct saving v = {.db = db, .a = a, .actor = actor, .now = now, .save = save, .saved = saved};
	*saved = (struct sheet_saved){.at = now, .problems = problems_new(a)};
	enum status s = begin(&v, set, lang);
	for (size_t i = 0; s == OK && i < save->typed.n; i++)
		if (is_last(save, i))
			s = look_at(&v, &save->typed.at[i]);
	if (s == OK)
		s = check_size(&v);
	if (s == OK)
		s = write_all(&v);
	saved->changed = s == OK ? v.changes.n : 0;
	return s;
}
