/* See remind_opinions.h: one write for each institution and step. */
#include "actions/remind_opinions.h"

#include "actions/opinion_mail.h"
#include "base/calendar.h"
#include "base/ids.h"
#include "base/limits.h"

#define DAY_MS INT64_C(86400000)
enum { MORNING = 8, EVENING = 20 };

static const struct step {
	str name;
	enum word subject, body;
} steps[] = {
	{S("before"), W_review_mail_before_subject, W_review_mail_before},
	{S("overdue"), W_review_mail_overdue_subject, W_review_mail_overdue},
	{S("reply"), W_review_mail_reply_late_subject, W_review_mail_reply_late},
};

struct reminding {
	str public_url;
	instant now;
	const struct q_review_due_opinions_row *rows; /* of one territory and step */
	size_t n;
	const struct step *step;
	size_t written;
};

/* What those who are asked together have in common. */
struct batch {
	str institution, email, call, question;
	int64_t person;
	opt_day due;
	LIST_OF(int64_t) opinions;
	LIST_OF(str) lines;
};
struct batches {
	struct batch *at;
	size_t n, room;
};

static struct batch *batch_of(struct arena *a, struct batches *all, const struct q_review_opinion_row *row, bool to_office)
{
	str email = row->email.p ? row->email : S("");
	for (size_t i = 0; i < all->n; i++)
		if (to_office || (str_eq(all->at[i].institution, row->institution) && str_eq(all->at[i].email, email) && all->at[i].person == row->person.value))
			return &all->at[i];
	struct batch *b = LIST_ADD(a, all);
	*b = (struct batch){.institution = row->institution, .email = email, .person = row->person.value};
	return b;
}

/* Only what no other process has noted meanwhile. */
static enum status gather(struct db *db, struct arena *a, struct reminding *r, struct batches *all)
{
	enum status s = OK;
	for (size_t i = 0; s == OK && i < r->n; i++) {
		const struct q_review_due_opinions_row *due = &r->rows[i];
		struct q_review_note_reminder_row noted;
		struct q_review_opinion_row row;
		struct q_deskwork_head_row head;
		s = q_review_note_reminder(db, a, &(struct q_review_note_reminder_in){due->territory, due->opinion, due->step, due->due, r->now}, &noted);
		if (s == NOT_FOUND) {
			s = OK;
			continue;
		}
		if (s == OK)
			s = q_review_opinion(db, a, due->opinion, &row);
		if (s == OK)
			s = q_deskwork_head(db, a, row.territory, row.application, &head);
		if (s != OK)
			return s;
		struct batch *b = batch_of(a, all, &row, str_eq(due->step, S("reply")));
		b->call = head.call_title;
		b->due = !b->due.set || due->due.number < b->due.value.number ? (opt_day){true, due->due} : b->due;
		*LIST_ADD(a, &b->opinions) = due->opinion;
		*LIST_ADD(a, &b->lines) = arena_fmt(a, "%.*s (%.*s)", STR_ARGS(head.title), STR_ARGS(head.bearer));
		r->written++;
	}
	return s;
}

static enum status officers_of(struct db *db, struct arena *a, territory_id territory, struct opinion_readers *readers)
{
	struct q_filing_officers_rows rows = {0};
	enum status s = q_filing_officers(db, a, territory, &rows);
	*readers = (struct opinion_readers){0};
	for (size_t i = 0; s == OK && i < rows.n; i++)
		*LIST_ADD(a, readers) = (struct opinion_reader){rows.at[i].email, str_eq(rows.at[i].lang, S("en")) ? LANG_EN : LANG_FR, true};
	return s;
}

static enum status write_batch(struct db *db, struct arena *a, const struct reminding *r, const struct batch *b, const struct q_review_people_rows *people)
{
	const bool to_office = str_eq(r->step->name, S("reply"));
	const territory_id territory = r->rows[0].territory;
	struct opinion_readers readers;
	enum status s = OK;
	if (to_office)
		s = officers_of(db, a, territory, &readers);
	else
		opinion_readers(a, people, b->institution, b->person, b->email, &readers);
	const struct opinion_letter letter = {.territory = territory, .kind = "opinion_reminder", .subject = r->step->subject, .body = r->step->body, .call = b->call, .due = b->due,
		.once = arena_fmt(a, "opinion_%.*s:%.*s:%lld", STR_ARGS(r->step->name), STR_ARGS(id_code(a, b->opinions.at[0])), (long long)b->due.value.number), .public_url = r->public_url,
		.lines = b->lines.at, .opinions = b->opinions.at, .count = b->opinions.n, .now = r->now, .asks = !to_office,
		.link_ends = {(b->due.value.number > r->now.ms / DAY_MS ? b->due.value.number * DAY_MS : r->now.ms) + LIMIT_OPINION_LINK_DAYS * DAY_MS}};
	return s == OK ? opinion_write(db, a, &letter, &readers) : s;
}

static enum status remind_together(struct db *db, void *arg)
{
	struct reminding *r = arg;
	struct arena *a = arena_new(LIMIT_REQUEST_ARENA);
	struct q_review_people_rows people = {0};
	struct batches all = {0};
	r->written = 0;
	enum status s = q_review_people(db, a, r->rows[0].territory, &people);
	if (s == OK)
		s = gather(db, a, r, &all);
	for (size_t i = 0; s == OK && i < all.n; i++)
		s = write_batch(db, a, r, &all.at[i], &people);
	arena_free(a);
	return s;
}

/* By day, where it is; a day may have ended in UTC that has not there. */
static bool is_time(const struct q_review_due_opinions_row *row, instant now)
{
	const struct zone *zone = zone_of(row->time_zone);
	const int hour = local_of(now, zone).hour;
	return hour >= MORNING && hour < EVENING && (str_eq(row->step, S("before")) || row->due.number < day_at(now, zone).number);
}

enum status remind_opinions_round(struct db *db, str public_url, instant now, size_t most, size_t *written)
{
	struct arena *a = arena_new(LIMIT_REQUEST_ARENA);
	struct q_review_due_opinions_rows rows = {0};
	*written = 0;
	enum status s = q_review_due_opinions(db, a, (day){now.ms / DAY_MS}, (int64_t)most, &rows);
	struct q_review_due_opinions_row *due = s == OK && rows.n ? ARENA_ARRAY(a, rows.n, struct q_review_due_opinions_row) : NULL;
	size_t n = 0;
	for (size_t i = 0; due && i < rows.n; i++)
		if (is_time(&rows.at[i], now))
			due[n++] = rows.at[i];
	for (size_t i = 0; s == OK && i < n;) {
		struct reminding r = {.public_url = public_url.p ? public_url : S(""), .now = now, .rows = &due[i], .step = &steps[0]};
		for (; i < n && due[i].territory.v == r.rows->territory.v && str_eq(due[i].step, r.rows->step); i++)
			r.n++;
		for (size_t k = 0; k < sizeof steps / sizeof *steps; k++)
			if (str_eq(steps[k].name, r.rows->step))
				r.step = &steps[k];
		s = db_write(db, remind_together, &r);
		*written += s == OK ? r.written : 0;
	}
	arena_free(a);
	return s;
}
