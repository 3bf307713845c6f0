/* Reading what a receipt says, and saying it as a mail. */
#include "actions/receipt.h"

#include "actions/filing_ready.h"
#include "actions/filing_step.h"
#include "base/format.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/sha256.h"
#include "domain/frozen.h"

enum { SILENCE_MONTHS = 2 };

struct reading {
	struct filing_step f;
	enum lang lang;
	struct receipt *r;
	struct q_filing_version_row version;
	struct frozen frozen;
};

static enum status read_frozen(struct reading *w)
{
	struct filing_step *f = &w->f;
	if (!str_eq(sha256_text(f->arena, w->version.frozen), w->version.sha256) || frozen_read(f->arena, w->version.frozen, &w->frozen) != OK)
		return broken("receipt", S("a frozen text is not the one of its SHA-256"));
	return OK;
}

static bool was_given(const struct frozen *frozen, str code)
{
	for (size_t i = 0; i < frozen->attached.n; i++)
		if (str_eq(frozen->attached.at[i].code, code))
			return true;
	return false;
}

/* Documents that are not there, and originals on paper that the office has not noted (A9). */
static enum status read_missing(struct reading *w)
{
	struct filing_step *f = &w->f;
	struct q_filing_documents_rows rows;
	struct q_filing_originals_rows originals;
	enum status s = q_filing_documents(f->db, f->arena, f->head.territory, f->head.call, &rows);
	if (s == OK)
		s = q_filing_originals(f->db, f->arena, f->head.territory, f->sheet.v, &originals);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		const struct form_document d = {.code = rows.at[i].code, .bearer = rows.at[i].bearer, .request = rows.at[i].request, .medium = rows.at[i].medium};
		if (!filing_asks_document(&d, f->head.applicant_kind, f->head.request))
			continue;
		bool given = was_given(&w->frozen, d.code), noted = false;
		for (size_t k = 0; k < originals.n; k++)
			noted = noted || str_eq(originals.at[k].code, d.code);
		bool paper = str_eq(d.medium, S("paper")) || str_eq(d.medium, S("both"));
		bool file_missing = filing_document_is_digital(&d) && !given && !noted;
		if (file_missing || (paper && !noted))
			*LIST_ADD(f->arena, &w->r->missing) =
				(struct receipt_missing){.code = d.code, .label = rows.at[i].label, .note = rows.at[i].note, .original = paper && !file_missing};
	}
	return s;
}

static bool is_day(str precision)
{
	return str_eq(precision, S("day")) || str_eq(precision, S("minute"));
}

/* One end of a phase as precisely as the pack gives it. */
static str moment_words(const struct reading *w, instant at, str precision)
{
	struct out o = out_new(LIMIT_LABEL_BYTES);
	struct local_time t = local_of(at, w->f.zone);
	if (is_day(precision))
		out_day(&o, w->lang, day_of(t.date));
	else if (str_eq(precision, S("month")))
		out_month(&o, w->lang, t.date.year, t.date.month);
	else
		out_fmt(&o, "%d", t.date.year);
	return out_keep(&o, w->f.arena);
}

/* "du 5 au 9 mars", "de janvier à février 2025", "avant la fin de 2024": as precise as the pack. */
static str phase_words(const struct reading *w, const struct q_filing_coming_row *p)
{
	struct arena *a = w->f.arena;
	str start = p->starts.set ? moment_words(w, p->starts.value, p->starts_precision) : STR_NONE;
	str end = p->ends.set ? moment_words(w, p->ends.value, p->ends_precision) : STR_NONE;
	bool from_day = is_day(p->starts_precision), to_day = is_day(p->ends_precision);
	if (start.p && end.p)
		return str_eq(start, end) ? start : FILING_TEXT(a, w->lang, from_day && to_day ? W_filing_when_between : W_filing_when_span, ARG("start", start), ARG("end", end));
	if (start.p)
		return FILING_TEXT(a, w->lang, from_day ? W_filing_when_from : W_filing_when_since, ARG("start", start));
	return end.p ? FILING_TEXT(a, w->lang, to_day ? W_filing_when_until : W_filing_when_by, ARG("end", end)) : STR_NONE;
}

/* What comes next; the first examination of files that has a day is also the day by which what is missing is needed. */
static enum status read_coming(struct reading *w)
{
	struct filing_step *f = &w->f;
	struct q_filing_coming_rows rows;
	enum status s = q_filing_coming(f->db, f->arena, f->head.territory, f->head.call, w->version.filed, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		const struct q_filing_coming_row *p = &rows.at[i];
		str when = phase_words(w, p);
		*LIST_ADD(f->arena, &w->r->coming) = (struct receipt_step){p->label, when};
		bool examined = str_eq(p->kind, S("review")) || str_eq(p->kind, S("consolidation")) || str_eq(p->kind, S("hearing"));
		if (examined && p->starts.set && is_day(p->starts_precision) && !w->r->missing_by.set)
			w->r->missing_by = (opt_day){true, day_at(p->starts.value, f->zone)};
	}
	return s;
}

static enum status read_office(struct reading *w)
{
	struct filing_step *f = &w->f;
	struct q_filing_services_rows services;
	struct q_filing_officers_rows officers;
	enum status s = q_filing_services(f->db, f->arena, f->head.territory, f->head.call, &services);
	if (s == OK)
		s = q_filing_officers(f->db, f->arena, f->head.territory, &officers);
	for (size_t i = 0; s == OK && i < services.n; i++)
		*LIST_ADD(f->arena, &w->r->services) = arena_fmt(f->arena, "%.*s · %.*s", STR_ARGS(services.at[i].institution), STR_ARGS(services.at[i].role));
	for (size_t i = 0; s == OK && i < officers.n; i++)
		*LIST_ADD(f->arena, &w->r->mails) = officers.at[i].email;
	return s;
}

static enum status read_asked(struct reading *w)
{
	struct filing_step *f = &w->f;
	struct q_filing_asked_rows rows = {0};
	enum status s = f->head.application.set ? q_filing_asked(f->db, f->arena, f->head.territory, f->head.application.value, &rows) : OK;
	for (size_t i = 0; s == OK && i < rows.n; i++) {
		*LIST_ADD(f->arena, &w->r->asked) = (struct receipt_funder){rows.at[i].label, rows.at[i].year, rows.at[i].asked, rows.at[i].valued};
		w->r->total_asked.cents += rows.at[i].valued ? 0 : rows.at[i].asked.cents;
	}
	return s;
}

static enum status read_revised(struct reading *w)
{
	struct q_revised_of_version_row row;
	enum status s = q_revised_of_version(w->f.db, w->f.arena, w->f.head.territory, w->f.sheet.v, w->version.version, &row);
	if (s == OK)
		w->r->revised = row.kept;
	return s;
}

/* The day on which an open completion request is due comes before any other. */
static enum status read_due(struct reading *w)
{
	struct q_filing_completions_rows rows;
	enum status s = q_filing_completions(w->f.db, w->f.arena, w->f.head.territory, w->f.sheet.v, &rows);
	for (size_t i = 0; s == OK && i < rows.n; i++)
		if (!rows.at[i].answered.set && !rows.at[i].cancelled.set)
			w->r->missing_by = (opt_day){true, rows.at[i].due};
	return s;
}

static void fill(struct reading *w)
{
	const struct q_filing_head_row *h = &w->f.head;
	const struct q_filing_version_row *v = &w->version;
	instant counts = v->received.set ? v->received.value : v->filed;
	*w->r = (struct receipt){.number = h->number, .title = w->frozen.title, .call = h->call, .call_title = h->call_title, .organisation = w->frozen.name,
		.territory = h->territory_name, .territory_code = h->territory_code, .time_zone = h->time_zone, .version = v->version, .filer = v->name,
		.capacity = w->frozen.capacity, .late = v->late, .grace = v->grace, .sha256 = v->sha256, .channel = v->channel,
		.filed = filing_instant(&w->f, w->lang, v->filed), .silence = deadline_months_after(day_at(counts, w->f.zone), SILENCE_MONTHS)};
	if (v->received.set)
		w->r->received = filing_instant(&w->f, w->lang, v->received.value);
	if (v->deadline.set)
		w->r->closes = filing_instant(&w->f, w->lang, v->deadline.value);
}

enum status read_receipt(struct db *db, struct arena *a, sheet_id sheet, int64_t version, enum lang lang, struct receipt *receipt)
{
	struct reading w = {.f = {.db = db, .arena = a, .sheet = sheet}, .lang = lang, .r = receipt};
	struct q_filing_last_row last;
	enum status s = q_filing_head(db, a, sheet.v, &w.f.head);
	if (s != OK)
		return s;
	w.f.zone = zone_of(w.f.head.time_zone);
	s = q_filing_version(db, a, w.f.head.territory, sheet.v, version, &w.version);
	if (s == OK)
		s = q_filing_last(db, a, w.f.head.territory, sheet.v, &last);
	if (s == OK)
		s = read_frozen(&w);
	if (s != OK)
		return s;
	fill(&w);
	receipt->versions = last.version;
	static enum status (*const parts[])(struct reading *) = {read_missing, read_coming, read_office, read_asked, read_revised, read_due};
	for (size_t i = 0; i < sizeof parts / sizeof *parts && s == OK; i++)
		s = parts[i](&w);
	return s;
}

/* ---- as a mail ---- */

struct letter {
	struct out o;
	enum lang lang;
};
#define LINE(l, word, ...) \
	do { \
		WORDS(&(l)->o, (l)->lang, word __VA_OPT__(, ) __VA_ARGS__); \
		out_char(&(l)->o, '\n'); \
	} while (0)

static void item(struct letter *l, str text, str after)
{
	out_str(&l->o, S("- "));
	out_str(&l->o, text);
	if (str_is_set(after)) {
		out_str(&l->o, l->lang == LANG_FR ? S("\u00a0: ") : S(": "));
		out_str(&l->o, after);
	}
	out_char(&l->o, '\n');
}

static void write_missing(struct letter *l, const struct receipt *r)
{
	out_char(&l->o, '\n');
	if (!r->missing.n) {
		LINE(l, W_filing_receipt_complete);
		return;
	}
	LINE(l, W_filing_receipt_missing, ARG("n", r->missing.n));
	for (size_t i = 0; i < r->missing.n; i++)
		item(l, r->missing.at[i].label, r->missing.at[i].original ? word_text(l->lang, W_filing_original_awaited) : STR_NONE);
	if (r->missing_by.set)
		LINE(l, W_filing_receipt_missing_by, ARG("day", r->missing_by.value));
	else
		LINE(l, W_filing_receipt_missing_soon);
}

static void write_head(struct letter *l, const struct receipt *r)
{
	LINE(l, W_filing_receipt_intro, ARG("organisation", r->organisation), ARG("title", r->title), ARG("call", r->call_title));
	out_char(&l->o, '\n');
	LINE(l, W_filing_receipt_number, ARG("number", r->number));
	if (r->received.p)
		LINE(l, W_filing_receipt_received, ARG("when", r->received));
	LINE(l, W_filing_receipt_filed, ARG("when", r->filed));
	if (r->version > 1 && !r->revised.cents)
		LINE(l, W_filing_receipt_version, ARG("number", r->version));
	if (r->revised.cents)
		LINE(l, W_revised_receipt, ARG("version", r->version), ARG("amount", r->revised));
	if (r->late)
		LINE(l, W_filing_receipt_late, ARG("closes", r->closes), ARG("rule", r->grace));
	if (r->total_asked.cents)
		LINE(l, W_filing_receipt_asked, ARG("amount", r->total_asked));
}

str receipt_text(struct arena *a, enum lang lang, const struct receipt *r, str link)
{
	struct letter l = {.o = out_new(LIMIT_MAIL_BYTES), .lang = lang};
	write_head(&l, r);
	write_missing(&l, r);
	out_char(&l.o, '\n');
	LINE(&l, W_filing_receipt_office, ARG("territory", r->territory));
	for (size_t i = 0; i < r->services.n; i++)
		item(&l, r->services.at[i], STR_NONE);
	for (size_t i = 0; i < r->mails.n; i++)
		item(&l, r->mails.at[i], STR_NONE);
	if (r->coming.n) {
		out_char(&l.o, '\n');
		LINE(&l, W_filing_receipt_next);
		for (size_t i = 0; i < r->coming.n; i++)
			item(&l, r->coming.at[i].label, r->coming.at[i].when);
	}
	out_char(&l.o, '\n');
	if (r->missing.n)
		LINE(&l, W_filing_receipt_silence_incomplete);
	else
		LINE(&l, W_filing_receipt_silence, ARG("day", r->silence));
	LINE(&l, W_filing_receipt_appeal);
	out_char(&l.o, '\n');
	LINE(&l, W_filing_receipt_link, ARG("link", link));
	LINE(&l, W_filing_receipt_sha256, ARG("sha256", r->sha256));
	return out_keep(&l.o, a);
}
