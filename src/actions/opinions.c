/* Asking, giving, taking back, replying. See opinions.h. */
#include "actions/opinions.h"

#include "actions/conflict.h"
#include "actions/opinion_mail.h"
#include "actions/review_step.h"
#include "base/ids.h"
#include "base/limits.h"
#include "domain/contact.h"

#define DAY_MS INT64_C(86400000)

static const str kinds[] = {
#define KIND(name) S(#name),
	OPINION_KINDS(KIND)
};
static const str subjects[] = {
#define SUBJECT(name) S(#name),
	OPINION_SUBJECTS(SUBJECT)
};
static const str answers[] = {
#define ANSWER(name) S(#name),
	OPINION_ANSWERS(ANSWER)
};

static bool is_one(const str *names, size_t n, str name)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(names[i], name))
			return true;
	return false;
}
#define IS_ONE(names, name) is_one(names, sizeof names / sizeof *names, name)

bool opinion_is_late(opt_day due, opt_instant given, instant now, str time_zone)
{
	return due.set && day_at(given.set ? given.value : now, zone_of(time_zone)).number > due.value.number;
}

/* ---- asking ---- */

struct asking {
	const struct desk_step *step;
	const struct opinion_ask *ask;
	struct opinions_asked *asked;
	struct q_filing_zone_row zone;
	struct q_review_people_rows people;
	LIST_OF(int64_t) opinions; /* written for the one who is being asked */
	LIST_OF(str) lines;
	str call;
};

static bool person_is_here(const struct q_review_people_rows *people, int64_t person)
{
	for (size_t i = 0; i < people->n; i++)
		if (people->at[i].person == person)
			return true;
	return false;
}

static void check_who(const struct asking *k, struct problems *ps)
{
	if (!k->ask->who_count)
		PROBLEM(ps, STR_NONE, 0, S("who"), W_review_who_missing);
	for (size_t i = 0; i < k->ask->who_count; i++) {
		const struct opinion_who *w = &k->ask->who[i];
		if (w->person.v ? !person_is_here(&k->people, w->person.v) : !str_is_set(str_trim(w->institution)))
			PROBLEM(ps, STR_NONE, 0, S("who"), W_review_who_unknown);
		str email;
		if (str_is_set(str_trim(w->email)) && !email_read(k->step->arena, w->email, &email))
			PROBLEM(ps, STR_NONE, 0, S("email"), W_review_email_wrong, ARG("typed", str_first(w->email, LIMIT_LABEL_BYTES / 4)));
		(void)review_text(w->institution, S("who"), WORD_COUNT, LIMIT_LABEL_CHARS, ps);
	}
}

static void check_ask(const struct asking *k, struct problems *ps)
{
	const struct opinion_ask *q = k->ask;
	const int64_t today = day_at(k->step->now, zone_of(k->zone.time_zone)).number;
	const bool review = str_eq(q->kind, S("review"));
	if (!IS_ONE(kinds, q->kind))
		PROBLEM(ps, STR_NONE, 0, S("kind"), W_review_kind_unknown);
	if (review && !q->subject_count)
		PROBLEM(ps, STR_NONE, 0, S("subject"), W_review_subject_missing);
	for (size_t i = 0; review && i < q->subject_count; i++)
		if (!IS_ONE(subjects, q->subjects[i]))
			PROBLEM(ps, STR_NONE, 0, S("subject"), W_review_subject_missing);
	if (q->due.set && q->due.value.number < today)
		PROBLEM(ps, STR_NONE, 0, S("due"), W_review_due_past);
	if (q->reply_due.set && q->reply_due.value.number < (q->due.set ? q->due.value.number : today))
		PROBLEM(ps, STR_NONE, 0, S("reply-due"), W_review_reply_due_early);
	(void)review_text(q->question, S("question"), WORD_COUNT, LIMIT_REASON_CHARS, ps);
	check_who(k, ps);
}

/* Of the one who would be asked, or of their institution. */
static enum status has_conflict(const struct desk_step *step, application_id application, const struct opinion_who *who, bool *conflict)
{
	return conflict_stands(step->db, step->arena, step->territory, application, who->person, who->institution, conflict);
}

static enum status ask_one(struct asking *k, const struct review_step *r, const struct opinion_who *who, str subject)
{
	const struct desk_step *step = k->step;
	struct q_review_waits_row waits;
	bool conflict = false;
	enum status s = has_conflict(step, r->step->application, who, &conflict);
	if (s == OK)
		s = q_review_waits(step->db, step->arena, &(struct q_review_waits_in){step->territory, r->step->application, who->institution, who->person.v, subject}, &waits);
	if (s != OK)
		return s;
	if (conflict || waits.opinions) {
		k->asked->conflicts += conflict;
		k->asked->waiting += !conflict;
		return OK;
	}
	const int64_t id = id_new();
	const bool council = str_eq(k->ask->kind, S("citizen_council"));
	s = q_review_add_opinion(step->db, &(struct q_review_add_opinion_in){.territory = step->territory, .opinion = id, .application = r->step->application, .kind = k->ask->kind, .subject = subject,
		.institution = who->institution, .person = {who->person.v != 0, who->person.v}, .email = who->email, .question = review_trimmed(k->ask->question), .asked = step->now,
		.by = step->actor->person.v, .due = k->ask->due, .confidential = k->ask->confidential, .reply_due = council ? k->ask->reply_due : (opt_day){0}});
	if (s != OK)
		return s;
	k->asked->asked++;
	*LIST_ADD(step->arena, &k->opinions) = id;
	str line = str_is_set(subject) ? arena_fmt(step->arena, "%.*s (%.*s): %.*s", STR_ARGS(r->head.title), STR_ARGS(r->head.bearer),
		STR_ARGS(word_text(LANG_FR, word_named(arena_fmt(step->arena, "review.subject.%.*s", STR_ARGS(subject)), W_review_subject_eligibility))))
		: arena_fmt(step->arena, "%.*s (%.*s)", STR_ARGS(r->head.title), STR_ARGS(r->head.bearer));
	*LIST_ADD(step->arena, &k->lines) = line;
	k->call = r->head.call_title;
	return review_tell(r, "ask_opinion", arena_fmt(step->arena, "opinion=%.*s", STR_ARGS(id_code(step->arena, id))));
}

static enum status ask_of_file(struct asking *k, application_id application, const struct opinion_who *who)
{
	struct desk_step one = *k->step;
	struct review_step r;
	one.application = application;
	one.base = (opt_int){0};
	enum status s = review_begin(&r, &one);
	const bool review = str_eq(k->ask->kind, S("review"));
	if (s == OK && !review)
		s = ask_one(k, &r, who, S(""));
	for (size_t i = 0; s == OK && review && i < k->ask->subject_count; i++)
		s = ask_one(k, &r, who, k->ask->subjects[i]);
	return s;
}

static enum status write_to(struct asking *k, const struct opinion_who *who)
{
	const struct desk_step *step = k->step;
	struct opinion_readers readers;
	if (!k->opinions.n)
		return OK;
	opinion_readers(step->arena, &k->people, who->institution, who->person.v, who->email, &readers);
	k->asked->mails += (int64_t)readers.n;
	k->asked->silent += !readers.n;
	const int64_t ends = (k->ask->due.set ? k->ask->due.value.number * DAY_MS : step->now.ms) + LIMIT_OPINION_LINK_DAYS * DAY_MS;
	const struct opinion_letter letter = {.territory = step->territory, .kind = "opinion", .once = arena_fmt(step->arena, "opinion:%.*s", STR_ARGS(id_code(step->arena, k->opinions.at[0]))),
		.subject = W_review_mail_ask_subject, .body = W_review_mail_ask, .call = k->call, .question = review_trimmed(k->ask->question), .due = k->ask->due,
		.public_url = step->public_url, .lines = k->lines.at, .opinions = k->opinions.at, .count = k->opinions.n, .now = step->now, .link_ends = {ends}, .asks = true};
	return opinion_write(step->db, step->arena, &letter, &readers);
}

enum status ask_opinions(const struct desk_step *step, const application_id *applications, size_t n, const struct opinion_ask *ask, struct opinions_asked *asked, struct problems *ps)
{
	struct asking k = {.step = step, .ask = ask, .asked = asked};
	const struct thing thing = {.territory = step->territory};
	*asked = (struct opinions_asked){0};
	if (!may(step->actor, VERB_run_desk, &thing))
		return DENIED;
	if (n * (ask->who_count ? ask->who_count : 1) * (ask->subject_count ? ask->subject_count : 1) > LIMIT_OPINIONS_ASKED)
		return TOO_BIG;
	enum status s = q_filing_zone(step->db, step->arena, step->territory, &k.zone);
	if (s == OK)
		s = q_review_people(step->db, step->arena, step->territory, &k.people);
	if (s != OK)
		return s;
	check_ask(&k, ps);
	if (ps->total)
		return INVALID;
	for (size_t w = 0; s == OK && w < ask->who_count; w++) {
		struct opinion_who who = ask->who[w];
		who.institution = who.institution.p ? str_trim(who.institution) : S("");
		if (!email_read(step->arena, who.email.p ? who.email : S(""), &who.email))
			who.email = STR_NONE; /* none was given: what is no address was refused above */
		k.opinions.n = k.lines.n = 0;
		for (size_t i = 0; s == OK && i < n; i++)
			s = ask_of_file(&k, applications[i], &who);
		if (s == OK)
			s = write_to(&k, &who);
	}
	return s;
}

/* ---- giving ---- */

struct giving {
	int64_t opinion;
	struct review_step r;
	struct desk_step step; /* with the territory and the application of the opinion */
	struct q_review_opinion_row row;
};

static enum status open_opinion(struct giving *g, const struct desk_step *step, int64_t opinion)
{
	enum status s = q_review_opinion(step->db, step->arena, opinion, &g->row);
	if (s != OK)
		return s;
	g->step = *step;
	g->step.territory = g->row.territory;
	g->step.application = g->row.application;
	g->step.base = (opt_int){0};
	s = review_begin(&g->r, &g->step);
	g->r.thing.institution = g->row.institution;
	g->r.thing.person = (person_id){g->row.person.value};
	return s;
}

bool opinion_is_own(const struct actor *actor, territory_id territory, str institution, opt_int person)
{
	if (person.set && person.value == actor->person.v)
		return true;
	for (size_t i = 0; str_is_set(institution) && i < actor->roles.n; i++)
		if (actor->roles.at[i].territory.v == territory.v && str_eq(actor->roles.at[i].institution, institution) && actor->roles.at[i].role != ROLE_OFFICER)
			return true;
	return false;
}

/* When: now, or the day of the letter that an officer notes. */
static bool read_received(const struct giving *g, str typed, bool on_behalf, instant *at, struct problems *ps)
{
	day received;
	*at = g->step.now;
	if (!on_behalf || !str_is_set(str_trim(typed)))
		return true;
	if (!day_parse(str_trim(typed), &received) || received.number > day_at(g->step.now, g->r.zone).number || received.number < day_at(g->row.asked, g->r.zone).number) {
		PROBLEM(ps, STR_NONE, 0, S("received"), W_review_received_wrong);
		return false;
	}
	const instant noon = instant_of((struct local_time){.date = civil_of(received), .hour = 12}, g->r.zone);
	*at = noon.ms < g->step.now.ms && received.number < day_at(g->step.now, g->r.zone).number ? noon : g->step.now;
	return true;
}

static enum status write_answer(struct giving *g, const struct opinion_given *given, bool on_behalf, struct problems *ps)
{
	const struct desk_step *step = &g->step;
	instant at;
	str text = review_trimmed(given->text);
	const bool says_why = str_eq(given->answer, S("reserved")) || str_eq(given->answer, S("unfavourable"));
	if (!IS_ONE(answers, given->answer))
		PROBLEM(ps, STR_NONE, 0, S("answer"), W_review_answer_missing);
	(void)review_text(given->text, S("text"), says_why ? W_review_text_missing : (enum word)WORD_COUNT, LIMIT_OPINION_CHARS, ps);
	(void)read_received(g, given->received, on_behalf, &at, ps);
	if (!ps->total && g->row.given.set && str_eq(g->row.answer, given->answer) && str_eq(g->row.text.p ? g->row.text : S(""), text.p ? text : S("")))
		PROBLEM(ps, STR_NONE, 0, S("answer"), W_review_answer_same);
	if (ps->total)
		return INVALID;
	if (g->row.given.set && at.ms <= g->row.given.value.ms)
		at = (instant){g->row.given.value.ms + 1}; /* a correction comes after what it corrects */
	const bool council = str_eq(g->row.kind, S("citizen_council"));
	enum status s = g->row.given.set ? q_review_keep_past(step->db, g->row.territory, g->opinion) : OK;
	if (s == OK)
		s = q_review_give(step->db, &(struct q_review_give_in){.territory = g->row.territory, .opinion = g->opinion, .answer = given->answer, .text = text, .at = at,
			.by = {step->actor->person.v != 0, step->actor->person.v}, .on_behalf = on_behalf,
			.reply_due = {council, {day_at(step->now, g->r.zone).number + LIMIT_OPINION_REPLY_DAYS}}});
	return s == OK ? review_tell(&g->r, g->row.given.set ? "change_opinion" : "give_opinion",
		arena_fmt(step->arena, "opinion=%.*s answer=%.*s%s", STR_ARGS(id_code(step->arena, g->opinion)), STR_ARGS(given->answer), on_behalf ? " on_behalf" : "")) : s;
}

enum status give_opinion(const struct desk_step *step, int64_t opinion, const struct opinion_given *given, struct problems *ps)
{
	struct giving g = {.opinion = opinion};
	enum status s = open_opinion(&g, step, opinion);
	if (s == OK)
		s = review_may(&g.r, VERB_give_opinion, ps);
	if (s == OK && g.row.cancelled.set)
		s = CONFLICT;
	return s == OK ? write_answer(&g, given, !opinion_is_own(step->actor, g.row.territory, g.row.institution, g.row.person), ps) : s;
}

enum status give_opinion_by_link(const struct desk_step *step, str secret, int64_t opinion, const struct opinion_given *given, struct problems *ps)
{
	struct giving g = {.opinion = opinion};
	struct q_review_link_rows rows = {0};
	bool linked = false, conflict = false;
	enum status s = str_is_set(secret) ? q_review_link(step->db, step->arena, secret_hash(step->arena, secret), step->now, &rows) : NOT_FOUND;
	for (size_t i = 0; s == OK && i < rows.n; i++)
		linked = linked || rows.at[i].opinion == opinion;
	if (s == OK)
		s = linked ? open_opinion(&g, step, opinion) : NOT_FOUND;
	if (s == OK && (g.row.given.set || g.row.cancelled.set))
		s = CONFLICT;
	const struct opinion_who who = {.institution = g.row.institution, .person = {g.row.person.value}};
	if (s == OK)
		s = has_conflict(&g.step, g.row.application, &who, &conflict);
	if (s == OK && conflict) {
		PROBLEM(ps, STR_NONE, 0, STR_NONE, W_review_conflict_refused);
		s = DENIED;
	}
	return s == OK ? write_answer(&g, &(struct opinion_given){given->answer, given->text, STR_NONE}, false, ps) : s;
}

/* ---- taking back, replying ---- */

static enum status open_for_officer(struct giving *g, const struct desk_step *step, int64_t opinion)
{
	enum status s = open_opinion(g, step, opinion);
	return s == OK && !may(step->actor, VERB_run_desk, &g->r.thing) ? DENIED : s;
}

enum status cancel_opinion(const struct desk_step *step, int64_t opinion)
{
	struct giving g = {.opinion = opinion};
	enum status s = open_for_officer(&g, step, opinion);
	if (s == OK && (g.row.given.set || g.row.cancelled.set))
		s = CONFLICT;
	if (s == OK)
		s = q_review_cancel(step->db, g.row.territory, opinion, step->now);
	return s == OK ? review_tell(&g.r, "cancel_opinion", arena_fmt(step->arena, "opinion=%.*s", STR_ARGS(id_code(step->arena, opinion)))) : s;
}

static enum status mail_reply(struct giving *g, str reply)
{
	const struct desk_step *step = &g->step;
	struct q_review_people_rows people = {0};
	struct opinion_readers readers;
	enum status s = q_review_people(step->db, step->arena, g->row.territory, &people);
	if (s != OK)
		return s;
	opinion_readers(step->arena, &people, g->row.institution, g->row.person.value, g->row.email, &readers);
	str line = arena_fmt(step->arena, "%.*s (%.*s)", STR_ARGS(g->r.head.title), STR_ARGS(g->r.head.bearer));
	const struct opinion_letter letter = {.territory = g->row.territory, .kind = "opinion_reply", .once = arena_fmt(step->arena, "opinion_reply:%.*s", STR_ARGS(id_code(step->arena, g->opinion))),
		.subject = W_review_mail_reply_subject, .body = W_review_mail_reply, .call = g->r.head.call_title, .reply = reply, .public_url = step->public_url, .lines = &line,
		.opinions = &g->opinion, .count = 1, .now = step->now};
	return opinion_write(step->db, step->arena, &letter, &readers);
}

enum status reply_opinion(const struct desk_step *step, int64_t opinion, str reply, struct problems *ps)
{
	struct giving g = {.opinion = opinion};
	enum status s = open_for_officer(&g, step, opinion);
	if (s == OK && (!g.row.given.set || g.row.cancelled.set || g.row.replied.set || !str_eq(g.row.kind, S("citizen_council"))))
		s = CONFLICT;
	if (s == OK && !review_text(reply, S("reply"), W_review_reply_missing, LIMIT_OPINION_CHARS, ps))
		s = INVALID;
	if (s == OK)
		s = q_review_reply(step->db, &(struct q_review_reply_in){g.row.territory, opinion, str_trim(reply), step->now, step->actor->person.v});
	if (s == OK)
		s = review_tell(&g.r, "reply_opinion", arena_fmt(step->arena, "opinion=%.*s", STR_ARGS(id_code(step->arena, opinion))));
	return s == OK ? mail_reply(&g, str_trim(reply)) : s;
}
