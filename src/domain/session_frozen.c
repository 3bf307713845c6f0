/* One visit of the struct both writes and reads, so that the two orders cannot differ; a second writing proves what was read. See session_frozen.h. */
#include "domain/session_frozen.h"

#include "base/json.h"
#include "base/limits.h"
#include "domain/canonical.h"

#define FORMAT S("faubourg-session-1")

struct visit { /* one of the two */
	struct json *j;
	struct canonical *r;
	struct arena *a;
	bool first; /* in the innermost object that is read */
};

/* ---- one member ---- */

static void name(struct visit *v, str n)
{
	if (!v->first)
		canonical_expect(v->r, S(","));
	v->first = false;
	canonical_expect(v->r, S("\""));
	canonical_expect(v->r, n);
	canonical_expect(v->r, S("\":"));
}

static void text(struct visit *v, str n, str *value)
{
	if (v->j) {
		json_text(v->j, n, value->p ? *value : S(""));
		return;
	}
	name(v, n);
	*value = canonical_text(v->r);
}

static void number(struct visit *v, str n, int64_t *value)
{
	if (v->j) {
		json_int(v->j, n, *value);
		return;
	}
	name(v, n);
	*value = canonical_number(v->r);
}

static void flag(struct visit *v, str n, bool *value)
{
	if (v->j) {
		json_bool(v->j, n, *value);
		return;
	}
	name(v, n);
	*value = canonical_bool(v->r);
}

/* 0: none. */
static void moment(struct visit *v, str n, opt_instant *value)
{
	int64_t ms = value->set ? value->value.ms : 0;
	number(v, n, &ms);
	*value = (opt_instant){ms != 0, {ms}};
}

static void count(struct visit *v, str n, opt_int *value)
{
	int64_t is = value->set ? value->value : -1;
	number(v, n, &is);
	*value = (opt_int){is >= 0, is};
}

/* ---- lists and objects ---- */

static void open_list(struct visit *v, str n)
{
	if (v->j) {
		json_array_in(v->j, n);
		return;
	}
	name(v, n);
	canonical_expect(v->r, S("["));
}

/* Is there an element `i`? Its object is open then. */
static bool next(struct visit *v, size_t i, size_t n)
{
	if (v->j) {
		if (i < n)
			json_object(v->j);
		return i < n;
	}
	if (v->r->wrong || canonical_next_is(v->r, ']'))
		return false;
	if (i)
		canonical_expect(v->r, S(","));
	canonical_expect(v->r, S("{"));
	v->first = true;
	return !v->r->wrong;
}

static void close_object(struct visit *v)
{
	if (v->j)
		json_end(v->j);
	else
		canonical_expect(v->r, S("}"));
	v->first = false;
}

static void close_list(struct visit *v)
{
	if (v->j)
		json_end(v->j);
	else
		canonical_expect(v->r, S("]"));
}

/* ---- the session ---- */

static void head(struct visit *v, struct session *s)
{
	opt_instant starts = {true, s->starts};
	text(v, S("territory"), &s->territory_code);
	text(v, S("call"), &s->call);
	text(v, S("call_title"), &s->call_title);
	text(v, S("kind"), &s->kind);
	text(v, S("title"), &s->title);
	text(v, S("body"), &s->body_name);
	text(v, S("place"), &s->place);
	text(v, S("chair"), &s->chair);
	moment(v, S("starts_ms"), &starts);
	s->starts = starts.value;
	moment(v, S("opened_ms"), &s->opened);
	moment(v, S("closed_ms"), &s->closed);
	number(v, S("chair_seat"), &s->chair_seat);
	number(v, S("quorum_percent"), &s->quorum_percent);
	number(v, S("proxies_most"), &s->proxies_most);
	flag(v, S("proxies_count"), &s->proxies_count);
	flag(v, S("casting"), &s->casting);
	moment(v, S("second_ms"), &s->second);
	text(v, S("second_reason"), &s->second_reason);
}

static void seats(struct visit *v, struct session *s)
{
	open_list(v, S("seats"));
	size_t i = 0;
	for (; next(v, i, s->seats.n); i++) {
		struct session_seat *seat = v->j ? &s->seats.at[i] : LIST_ADD(v->a, &s->seats);
		str attendance = attendance_name(seat->attendance);
		number(v, S("seat"), &seat->seat);
		text(v, S("institution"), &seat->institution);
		text(v, S("label"), &seat->label);
		text(v, S("role"), &seat->role);
		flag(v, S("votes"), &seat->votes);
		text(v, S("attendance"), &attendance);
		number(v, S("proxy"), &seat->proxy);
		seat->attendance = attendance_of(attendance);
		close_object(v);
	}
	close_list(v);
}

/* Seats that chose, or that may not: the others have no line. */
static void choices(struct visit *v, const struct session *s, struct session_item *item)
{
	open_list(v, S("choices"));
	size_t at = 0, written = 0;
	for (;;) {
		while (v->j && at < s->seats.n && item->choices[at].choice == VOTE_NONE && !item->choices[at].conflict)
			at++;
		if (!next(v, v->j ? at : written, s->seats.n))
			break;
		int64_t seat = v->j ? s->seats.at[at].seat : 0;
		str choice = v->j ? vote_choice_name(item->choices[at].choice) : S("");
		bool conflict = v->j && item->choices[at].conflict;
		number(v, S("seat"), &seat);
		text(v, S("choice"), &choice);
		flag(v, S("conflict"), &conflict);
		close_object(v);
		const size_t of = session_seat_at(s, seat);
		if (of == SIZE_MAX) {
			v->r->wrong = true;
			break;
		}
		item->choices[of].choice = vote_choice_of(choice);
		item->choices[of].conflict = conflict;
		at++;
		written++;
	}
	close_list(v);
}

static void amounts(struct visit *v, struct session_item *item)
{
	open_list(v, S("amounts"));
	for (size_t i = 0; next(v, i, item->amounts.n); i++) {
		struct session_amount *amount = v->j ? &item->amounts.at[i] : LIST_ADD(v->a, &item->amounts);
		text(v, S("funder"), &amount->label);
		number(v, S("cents"), &amount->amount.cents);
		flag(v, S("voted"), &amount->voted);
		close_object(v);
	}
	close_list(v);
}

static void items(struct visit *v, struct session *s)
{
	open_list(v, S("items"));
	for (size_t i = 0; next(v, i, s->items.n); i++) {
		struct session_item *item = v->j ? &s->items.at[i] : LIST_ADD(v->a, &s->items);
		if (v->r)
			item->choices = ARENA_ARRAY(v->a, s->seats.n + 1, struct session_choice);
		number(v, S("item"), &item->item);
		number(v, S("position"), &item->position);
		number(v, S("application"), &item->application);
		text(v, S("number"), &item->number);
		text(v, S("title"), &item->title);
		text(v, S("bearer"), &item->bearer);
		moment(v, S("starts_ms"), &item->starts);
		number(v, S("minutes"), &item->minutes);
		text(v, S("heard"), &item->heard);
		text(v, S("ballot"), &item->ballot);
		count(v, S("quorum_counted"), &item->counted);
		count(v, S("quorum_needed"), &item->needed);
		text(v, S("outcome"), &item->outcome);
		text(v, S("note"), &item->note);
		number(v, S("amount_cents"), &item->amount.cents);
		choices(v, s, item);
		amounts(v, item);
		close_object(v);
	}
	close_list(v);
}

static void all(struct visit *v, struct session *s)
{
	str format = FORMAT;
	text(v, S("format"), &format);
	if (v->r && !str_eq(format, FORMAT))
		v->r->wrong = true;
	head(v, s);
	seats(v, s);
	items(v, s);
}

str session_freeze(struct arena *a, struct session *s)
{
	struct out o = out_new(LIMIT_SESSION_FROZEN_BYTES);
	struct json j = json_new(&o);
	struct visit v = {.j = &j, .a = a};
	json_object(&j);
	all(&v, s);
	json_end(&j);
	const bool full = o.full;
	str kept = out_keep(&o, a);
	return full ? STR_NONE : kept;
}

enum status session_thaw(struct arena *a, str frozen, struct session *s)
{
	struct canonical r = {.arena = a, .rest = frozen};
	struct visit v = {.r = &r, .a = a, .first = true};
	s->seats.n = s->items.n = 0;
	canonical_expect(&r, S("{"));
	all(&v, s);
	canonical_expect(&r, S("}"));
	if (r.wrong || r.rest.n)
		return INVALID;
	session_compute(s);
	return str_eq(session_freeze(a, s), frozen) ? OK : INVALID;
}
