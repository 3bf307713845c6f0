/* Counting a session. See session.h. */
#include "domain/session.h"

#include "base/calendar.h"

static const str attendances[ATTENDANCES] = {S(""), S("present"), S("excused"), S("absent"), S("represented")};
static const str choices[VOTE_CHOICES] = {S(""), S("yes"), S("no"), S("abstain")};

str attendance_name(enum attendance a)
{
	return a < ATTENDANCES ? attendances[a] : S("");
}

enum attendance attendance_of(str name)
{
	enum attendance a = ATTENDANCES - 1;
	while (a > ATTENDANCE_UNKNOWN && !str_eq(name, attendances[a]))
		a--;
	return a;
}

str vote_choice_name(enum vote_choice c)
{
	return c < VOTE_CHOICES ? choices[c] : S("");
}

enum vote_choice vote_choice_of(str name)
{
	enum vote_choice c = VOTE_CHOICES - 1;
	while (c > VOTE_NONE && !str_eq(name, choices[c]))
		c--;
	return c;
}

size_t session_seat_at(const struct session *s, int64_t seat)
{
	for (size_t i = 0; i < s->seats.n; i++)
		if (s->seats.at[i].seat == seat)
			return i;
	return SIZE_MAX;
}

size_t session_item_at(const struct session *s, int64_t item)
{
	for (size_t i = 0; i < s->items.n; i++)
		if (s->items.at[i].item == item)
			return i;
	return SIZE_MAX;
}

int64_t session_proxies_of(const struct session *s, int64_t seat)
{
	int64_t held = 0;
	for (size_t i = 0; i < s->seats.n; i++)
		held += s->seats.at[i].attendance == ATTENDANCE_REPRESENTED && s->seats.at[i].proxy == seat;
	return held;
}

enum word session_proxy_refused(const struct session *s, int64_t seat, int64_t proxy)
{
	const size_t at = session_seat_at(s, proxy), own = session_seat_at(s, seat);
	if (at == SIZE_MAX || proxy == seat)
		return W_sessions_proxy_missing;
	if (!s->seats.at[at].votes || s->seats.at[at].attendance != ATTENDANCE_PRESENT)
		return W_sessions_proxy_not_there;
	const bool held = own != SIZE_MAX && s->seats.at[own].attendance == ATTENDANCE_REPRESENTED && s->seats.at[own].proxy == proxy;
	if (session_proxies_of(s, proxy) - held >= s->proxies_most)
		return W_sessions_proxy_too_many;
	return WORD_COUNT;
}

/* ---- quorum ---- */

/* The seat that holds its proxy is there, and free on that item. */
static bool is_represented(const struct session *s, const struct session_item *item, const struct session_seat *seat)
{
	const size_t at = seat->attendance == ATTENDANCE_REPRESENTED ? session_seat_at(s, seat->proxy) : SIZE_MAX;
	return at != SIZE_MAX && s->seats.at[at].attendance == ATTENDANCE_PRESENT && !(item && item->choices && item->choices[at].conflict);
}

static struct quorum quorum_of(const struct session *s, const struct session_item *item)
{
	struct quorum q = {0};
	for (size_t i = 0; i < s->seats.n; i++) {
		const struct session_seat *seat = &s->seats.at[i];
		if (!seat->votes || (item && item->choices && item->choices[i].conflict))
			continue;
		q.voting++;
		q.counted += seat->attendance == ATTENDANCE_PRESENT || (s->proxies_count && is_represented(s, item, seat));
	}
	q.needed = (q.voting * s->quorum_percent + 99) / 100;
	q.missing = q.needed > q.counted ? q.needed - q.counted : 0;
	q.waived = q.missing > 0 && s->second.set;
	q.reached = !q.missing || q.waived;
	return q;
}

/* ---- votes ---- */

static bool may_vote(const struct session *s, const struct session_item *item, size_t at)
{
	const struct session_seat *seat = &s->seats.at[at];
	return seat->votes && !item->choices[at].conflict && (seat->attendance == ATTENDANCE_PRESENT || is_represented(s, item, seat));
}

static enum vote_result result_of(const struct session *s, const struct session_item *item, struct tally *t)
{
	const size_t chair = session_seat_at(s, s->chair_seat);
	if (!(t->yes + t->no))
		return RESULT_NONE;
	if (t->yes != t->no)
		return t->yes > t->no ? RESULT_ADOPTED : RESULT_REJECTED;
	if (!s->casting || chair == SIZE_MAX || !(item->choices[chair].may_vote || str_eq(item->ballot, S("closed"))))
		return RESULT_EQUAL;
	const enum vote_choice said = item->choices[chair].choice;
	t->by_chair = said == VOTE_YES || said == VOTE_NO;
	return said == VOTE_YES ? RESULT_ADOPTED : said == VOTE_NO ? RESULT_REJECTED : RESULT_EQUAL;
}

/* What was counted stays: who leaves afterwards has voted. */
static void count(const struct session *s, struct session_item *item)
{
	struct tally t = {0};
	const bool closed = str_eq(item->ballot, S("closed"));
	for (size_t i = 0; i < s->seats.n; i++) {
		struct session_choice *c = &item->choices[i];
		c->may_vote = may_vote(s, item, i);
		if (!c->may_vote && !closed)
			continue;
		t.yes += c->choice == VOTE_YES;
		t.no += c->choice == VOTE_NO;
		t.abstain += c->choice == VOTE_ABSTAIN;
		t.silent += c->may_vote && c->choice == VOTE_NONE;
	}
	t.result = result_of(s, item, &t);
	item->tally = t;
}

void session_compute(struct session *s)
{
	s->quorum = quorum_of(s, NULL);
	for (size_t i = 0; i < s->items.n; i++) {
		struct session_item *item = &s->items.at[i];
		item->quorum = quorum_of(s, item);
		if (item->choices)
			count(s, item);
	}
}

/* ---- meetings of a body ---- */

struct governance governance_count(int64_t held, int64_t planned, int64_t per_year, day today)
{
	const int year = civil_of(today).year;
	const int64_t first = day_of((struct civil){year, 1, 1}).number, next = day_of((struct civil){year + 1, 1, 1}).number;
	struct governance g = {.held = held, .planned = planned, .owed = per_year, .expected = per_year * (today.number - first) / (next - first)};
	g.late = held < g.expected;
	g.short_ = held + planned < per_year;
	return g;
}
