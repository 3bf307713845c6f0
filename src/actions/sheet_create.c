/* Making a draft: who may, whether the call takes requests now, what it renews or rolls out, what is carried into it. One audit row; the answers themselves have their own
   history (decision 0013). */
#include "actions/sheet.h"

#include "actions/call_deadline.h"
#include "actions/sheet_parts.h"
#include "base/ids.h"
#include "base/limits.h"
#include "gen/queries.h"
#include "store/audit.h"

struct making {
	struct db *db;
	struct arena *a;
	const struct actor *actor;
	instant now;
	const struct sheet_new *new;
	struct problems *ps;
	struct q_call_territory_row call;
	str applicant_kind, action;
	struct form_values values;
};

#define REFUSE(m, word, ...) PROBLEM((m)->ps, STR_NONE, 0, STR_NONE, word __VA_OPT__(, ) __VA_ARGS__)

/* A paper request that came in time may be typed after the deadline: its filing judges the day it was received (N14). */
static enum status check_call(struct making *m)
{
	struct call_deadline d;
	enum status s = q_call_territory(m->db, m->a, m->new->call, &m->call);
	const struct thing thing = {.territory = m->call.territory, .call = m->new->call, .applicant = m->new->applicant};
	if (s != OK)
		return s;
	if (!may(m->actor, VERB_start_application, &thing) || (m->new->typed_by_officer && !actor_has_role(m->actor, m->call.territory, ROLE_OFFICER)))
		return DENIED;
	s = read_deadline(m->db, m->a, m->call.territory, m->new->call, m->now, &d);
	if (s != OK)
		return s;
	switch (d.at.moment) {
	case FILING_IS_OPEN:
	case FILING_IS_IN_GRACE: return OK;
	case FILING_IS_OVER:
		if (m->new->typed_by_officer)
			return OK;
		REFUSE(m, W_form_call_over, ARG("day", day_at(d.at.closes.value, d.zone)));
		return INVALID;
	case FILING_IS_EARLY: REFUSE(m, W_form_call_early, ARG("day", day_at(d.at.opens.value, d.zone))); return INVALID;
	case FILING_IS_NOT_TAKEN: REFUSE(m, W_form_call_takes_none); return INVALID;
	}
	return BROKEN;
}

static enum status check_applicant(struct making *m)
{
	struct q_sheet_applicant_row row;
	enum status s = q_sheet_applicant(m->db, m->a, m->new->applicant.v, &row);
	m->applicant_kind = row.kind;
	return s;
}

static bool is_one_of(str word, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(word, str_of(words[i])))
			return true;
	return false;
}

static bool words_are_right(const struct sheet_new *new)
{
	static const char *const requests[] = {"first", "renewal", "roll_out"}, *const channels[] = {"online", "word", "paper", "spoken"};
	return is_one_of(new->request, requests, 3) && is_one_of(new->channel, channels, 4);
}

/* ---- what comes from before ---- */

/* An action of a past programme here, that this organisation bore: it is linked, and its title begins the form. */
static enum status carry_action(struct making *m)
{
	struct q_writing_applicant_row bearer;
	struct q_writing_past_actions_rows past;
	enum status s = q_writing_applicant(m->db, m->a, m->new->applicant.v, &bearer);
	if (s == OK)
		s = q_writing_past_actions(m->db, m->a, m->call.territory, bearer.siren, bearer.name, &past);
	if (s != OK)
		return s;
	for (size_t i = 0; i < past.n; i++) {
		if (!str_eq(past.at[i].action, m->new->action))
			continue;
		m->action = past.at[i].action;
		form_set(m->a, &m->values, S("project.title"), past.at[i].title);
		return OK;
	}
	REFUSE(m, W_form_previous_other);
	return INVALID;
}

static enum status carry(struct making *m)
{
	struct sheet_head before;
	struct form_values values;
	const struct sheet_new *new = m->new;
	if (!new->previous.v)
		return str_is_set(new->action) ? carry_action(m) : OK;
	enum status s = sheet_read_head(m->db, m->a, new->previous, &before);
	if (s != OK)
		return s;
	if (before.identity || before.applicant.v != new->applicant.v) {
		REFUSE(m, W_form_previous_other);
		return INVALID;
	}
	if (str_eq(new->request, S("roll_out")) && str_eq(before.call, new->call)) {
		REFUSE(m, W_form_same_call);
		return INVALID;
	}
	if (str_eq(new->request, S("renewal")) && before.action.p)
		m->action = before.action;
	s = sheet_values_read(m->db, m->a, before.territory, before.sheet, &values);
	if (s == OK)
		form_carry(m->a, &values, new->carried.at, new->carried.n, new->request, &m->values);
	return s;
}

/* What the new form asks and reads: codes of another call, questions of another règlement fall away by themselves. */
static void keep_what_fits(struct making *m, const struct form *form, const struct form_values *from, struct form_values *kept)
{
	for (size_t i = 0; i < from->n && kept->n < LIMIT_SHEET_VALUES; i++) {
		const struct form_field *field = form_field_of(form, from->at[i].key);
		struct problems unheard = problems_new(m->a);
		str value;
		bool listed = field && (field->kind == FIELD_CHOICE || field->kind == FIELD_CHOICES);
		if (!field || !str_is_set(from->at[i].value) || (form_keep(m->a, field, from->at[i].value, &value, &unheard) != OK && listed))
			continue;
		form_set(m->a, kept, from->at[i].key, value);
	}
}

static enum status fill(struct making *m, struct form_values *kept)
{
	struct q_sheet_pack_row pack = {.digest = S("")};
	const struct sheet_form *form;
	enum status s = q_sheet_pack(m->db, m->a, m->call.territory, &pack);
	if (s != OK && s != NOT_FOUND)
		return s;
	const struct sheet_form_key key = {.territory = m->call.territory, .call = m->new->call, .pack = pack.digest, .request = m->new->request,
		.applicant_kind = m->applicant_kind, .rules = m->new->rules, .lang = LANG_FR};
	s = sheet_form_get(m->db, m->a, &key, &form);
	if (s != OK)
		return s;
	keep_what_fits(m, form->form, &m->values, kept);
	keep_what_fits(m, form->form, &m->new->values, kept);
	return OK;
}

/* ---- writing ---- */

static enum status write_sheet(struct making *m, const struct form_values *values, int64_t id)
{
	const struct sheet_new *new = m->new;
	str title = form_value(values, S("project.title"));
	enum status s = q_sheet_insert(m->db, &(struct q_sheet_insert_in){.territory = m->call.territory, .sheet = id, .applicant = new->applicant.v, .call_code = new->call,
		.request = new->request, .previous = {.set = new->previous.v != 0, .value = new->previous.v}, .action = m->action, .title = title.p ? title : S(""),
		.channel = new->channel, .now = m->now, .person = m->actor->person.v, .to_confirm = new->typed_by_officer});
	for (size_t i = 0; s == OK && i < values->n; i++)
		s = q_sheet_value_write(m->db, &(struct q_sheet_value_write_in){.territory = m->call.territory, .sheet = id, .field = values->at[i].key, .value = values->at[i].value,
			.revision = 1, .changed = m->now, .changed_by = m->actor->person.v});
	const struct audit_entry entry = {.territory = m->call.territory, .at = m->now, .actor = arena_fmt(m->a, "user:%lld", (long long)m->actor->person.v), .verb = S("begin"),
		.thing = arena_fmt(m->a, "sheet:%.*s", STR_ARGS(id_code(m->a, id))),
		.on_behalf = new->typed_by_officer ? arena_fmt(m->a, "applicant:%.*s", STR_ARGS(id_code(m->a, new->applicant.v))) : STR_NONE,
		.detail = arena_fmt(m->a, "call=%.*s request=%.*s channel=%.*s values=%zu", STR_ARGS(new->call), STR_ARGS(new->request), STR_ARGS(new->channel), values->n)};
	return s == OK ? audit_append(m->db, &entry) : s;
}

enum status sheet_create(struct db *db, struct arena *a, const struct actor *actor, instant now, const struct sheet_new *new, struct problems *ps, sheet_id *id)
{
	struct making m = {.db = db, .a = a, .actor = actor, .now = now, .new = new, .ps = ps};
	struct form_values values = {0};
	if (!words_are_right(new)) {
		REFUSE(&m, W_form_not_a_request);
		return INVALID;
	}
	enum status s = check_call(&m);
	if (s == OK)
		s = check_applicant(&m);
	if (s == OK)
		s = carry(&m);
	if (s == OK)
		s = fill(&m, &values);
	const int64_t made = id_new();
	if (s == OK)
		s = write_sheet(&m, &values, made);
	if (s == OK)
		*id = (sheet_id){made};
	return s;
}
