/* The fields of minutes and of summons, list by list. See minutes.h; names are those of template_fields.c. */
#include "documents/minutes.h"

#include "base/format.h"

struct filling {
	struct arena *a;
	enum lang lang;
	const struct session *s;
	struct template_scope *top;
};

static void put(struct filling *f, struct template_scope *scope, const char *name, str text)
{
	template_put(f->a, scope, str_of(name), text.p ? text : S(""));
}

static str words(struct filling *f, enum word word, const struct word_arg *args, size_t n)
{
	struct out o = out_new(4096);
	words_write(&o, f->lang, word, args, n);
	return out_keep(&o, f->a);
}

#define SAY(f, word, ...) words((f), (word), (const struct word_arg[]){__VA_ARGS__}, sizeof((const struct word_arg[]){__VA_ARGS__}) / sizeof(struct word_arg))

static str when(struct filling *f, instant at)
{
	struct out o = out_new(256);
	out_instant(&o, f->lang, at, zone_of(f->s->time_zone));
	return out_keep(&o, f->a);
}

static str money_text(struct filling *f, money amount)
{
	struct out o = out_new(64);
	out_money(&o, f->lang, amount);
	return out_keep(&o, f->a);
}

static str number_text(struct filling *f, int64_t n)
{
	return arena_fmt(f->a, "%lld", (long long)n);
}

static str code_words(struct filling *f, const char *prefix, str code)
{
	const enum word word = str_is_set(code) ? word_named(arena_fmt(f->a, "%s%.*s", prefix, STR_ARGS(code)), WORD_COUNT) : WORD_COUNT;
	return word == WORD_COUNT ? S("") : word_text(f->lang, word);
}

static str quorum_words(struct filling *f)
{
	const struct quorum *q = &f->s->quorum;
	str said = q->waived ? SAY(f, W_sessions_minutes_second, ARG("reason", f->s->second_reason.p ? f->s->second_reason : S("")))
	                     : word_text(f->lang, q->reached ? W_sessions_minutes_reached : W_sessions_minutes_not_reached);
	return SAY(f, W_sessions_minutes_quorum, ARG("counted", q->counted), ARG("voting", q->voting), ARG("needed", q->needed), ARG("said", said));
}

static str seat_name(struct filling *f, const struct session_seat *seat)
{
	return str_is_set(seat->role) ? arena_fmt(f->a, "%.*s – %.*s", STR_ARGS(seat->label), STR_ARGS(seat->role)) : seat->label;
}

static void add_seats(struct filling *f)
{
	for (size_t i = 0; i < f->s->seats.n; i++) {
		const struct session_seat *seat = &f->s->seats.at[i];
		struct template_scope *item = template_item(f->a, f->top, S("seats"));
		const size_t proxy = seat->attendance == ATTENDANCE_REPRESENTED ? session_seat_at(f->s, seat->proxy) : SIZE_MAX;
		str said = seat->attendance ? code_words(f, "sessions.attendance.", attendance_name(seat->attendance)) : word_text(f->lang, W_sessions_attendance_none);
		if (proxy != SIZE_MAX)
			said = arena_fmt(f->a, "%.*s %.*s", STR_ARGS(said), STR_ARGS(SAY(f, W_sessions_proxy_by, ARG("seat", f->s->seats.at[proxy].label))));
		put(f, item, "institution", seat->label);
		put(f, item, "role", seat->votes ? seat->role : str_is_set(seat->role) ? arena_fmt(f->a, "%.*s, %.*s", STR_ARGS(seat->role), STR_ARGS(word_text(f->lang, W_sessions_seat_listens)))
		                                                                       : word_text(f->lang, W_sessions_seat_listens));
		put(f, item, "attendance", said);
	}
}

static void add_conflicts(struct filling *f, const struct session_item *item)
{
	for (size_t i = 0; i < f->s->seats.n; i++) {
		if (!item->choices[i].conflict)
			continue;
		struct template_scope *one = template_item(f->a, f->top, S("conflicts"));
		put(f, one, "institution", seat_name(f, &f->s->seats.at[i]));
		put(f, one, "title", item->title);
	}
}

static void add_item(struct filling *f, size_t at)
{
	const struct session_item *item = &f->s->items.at[at];
	struct template_scope *scope = template_item(f->a, f->top, S("items"));
	const bool voted = str_eq(item->ballot, S("closed"));
	str heard = code_words(f, "sessions.heard.", item->heard), outcome = code_words(f, "sessions.outcome.", item->outcome), note = item->note.p ? item->note : S("");
	if (heard.n)
		heard = SAY(f, W_sessions_heard_said, ARG("said", heard));
	put(f, scope, "number", number_text(f, (int64_t)at + 1));
	put(f, scope, "title", item->title);
	put(f, scope, "bearer", item->bearer);
	put(f, scope, "time", item->starts.set ? when(f, item->starts.value) : S(""));
	put(f, scope, "outcome", outcome);
	put(f, scope, "note", heard.n && note.n ? arena_fmt(f->a, "%.*s %.*s", STR_ARGS(heard), STR_ARGS(note)) : heard.n ? heard : note);
	put(f, scope, "yes", voted ? number_text(f, item->tally.yes) : S(""));
	put(f, scope, "no", voted ? number_text(f, item->tally.no) : S(""));
	put(f, scope, "abstain", voted ? number_text(f, item->tally.abstain) : S(""));
	put(f, scope, "amount", item->amount.cents ? money_text(f, item->amount) : S(""));
	for (size_t i = 0; i < item->amounts.n; i++) {
		struct template_scope *funding = template_item(f->a, scope, S("funding"));
		put(f, funding, "funder", item->amounts.at[i].label);
		put(f, funding, "amount", money_text(f, item->amounts.at[i].amount));
		put(f, funding, "nature", word_text(f->lang, item->amounts.at[i].voted ? W_grid_stage_voted : W_grid_stage_proposed));
	}
	add_conflicts(f, item);
}

const struct template_scope *minutes_data(struct arena *a, enum lang lang, const struct session *s, day today)
{
	struct filling f = {a, lang, s, template_new(a)};
	struct out o = out_new(64);
	out_day(&o, lang, today);
	const bool closed = str_eq(s->state, S("closed"));
	put(&f, f.top, "territory", s->territory_name);
	put(&f, f.top, "call", s->call_title);
	put(&f, f.top, "year", number_text(&f, civil_of(day_at(s->starts, zone_of(s->time_zone))).year));
	put(&f, f.top, "today", out_keep(&o, a));
	put(&f, f.top, "session", closed ? s->title : arena_fmt(a, "%.*s – %.*s", STR_ARGS(s->title), STR_ARGS(word_text(lang, W_sessions_minutes_project))));
	put(&f, f.top, "session_date", when(&f, s->starts));
	put(&f, f.top, "session_place", s->place);
	put(&f, f.top, "chair", s->chair);
	put(&f, f.top, "quorum", quorum_words(&f));
	put(&f, f.top, "closing", s->closed.set ? when(&f, s->closed.value) : S(""));
	put(&f, f.top, "notes", s->minutes);
	put(&f, f.top, "sha256", s->minutes_adopted.set ? s->minutes_sha256 : s->sha256);
	add_seats(&f);
	for (size_t i = 0; i < s->items.n; i++)
		add_item(&f, i);
	return f.top;
}

/* ---- summons ---- */

static str recipient_of(struct filling *f, const struct summons_to *to)
{
	if (to->item)
		return to->item->bearer.p ? to->item->bearer : S("");
	return str_is_set(to->seat->name) ? arena_fmt(f->a, "%.*s\n%.*s", STR_ARGS(to->seat->name), STR_ARGS(to->seat->label)) : to->seat->label;
}

static void add_agenda(struct filling *f, const struct summons_to *to)
{
	for (size_t i = 0; i < f->s->items.n; i++) {
		const struct session_item *item = &f->s->items.at[i];
		if (to->item && to->item != item)
			continue;
		struct template_scope *scope = template_item(f->a, f->top, S("items"));
		put(f, scope, "number", number_text(f, (int64_t)i + 1));
		put(f, scope, "title", item->title);
		put(f, scope, "bearer", item->bearer);
		put(f, scope, "time", item->starts.set ? when(f, item->starts.value) : S(""));
	}
	for (size_t i = 0; !to->item && i < f->s->seats.n; i++) {
		struct template_scope *scope = template_item(f->a, f->top, S("seats"));
		put(f, scope, "institution", f->s->seats.at[i].label);
		put(f, scope, "role", f->s->seats.at[i].role);
	}
}

const struct template_scope *summons_data(struct arena *a, enum lang lang, const struct session *s, const struct summons_to *to, day today)
{
	struct filling f = {a, lang, s, template_new(a)};
	struct out o = out_new(64);
	out_day(&o, lang, today);
	put(&f, f.top, "territory", s->territory_name);
	put(&f, f.top, "call", s->call_title);
	put(&f, f.top, "year", number_text(&f, civil_of(day_at(s->starts, zone_of(s->time_zone))).year));
	put(&f, f.top, "today", out_keep(&o, a));
	put(&f, f.top, "code", to->code);
	put(&f, f.top, "sender", str_is_set(s->chair) ? s->chair : s->territory_name);
	put(&f, f.top, "recipient", recipient_of(&f, to));
	put(&f, f.top, "role", to->seat ? to->seat->role : S(""));
	put(&f, f.top, "session", s->title);
	put(&f, f.top, "session_date", when(&f, to->item && to->item->starts.set ? to->item->starts.value : s->starts));
	put(&f, f.top, "session_place", s->place);
	put(&f, f.top, "chair", s->chair);
	add_agenda(&f, to);
	return f.top;
}
