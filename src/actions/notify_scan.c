/* Signed letters that come back: pages, whose they are, letters that are whole. See notify.h. */
#include "actions/notify.h"

#include "actions/notify_step.h"

/* The first signed version counts; one that comes before the letter was sent and after another one takes its place, once sent it does not. All are kept. */
static enum status sign(const struct notifying *w, const struct signed_letter *whole, int64_t scan)
{
	struct q_notify_letter_row letter;
	enum status s = notify_find(w, whole->letter, &letter);
	if (s || letter.cancelled.set)
		return s == NOT_FOUND ? OK : s; /* taken back meanwhile: its pages are kept, it is not signed */
	s = stored_file_keep(w->db, w->arena, w->now, &whole->file);
	if (!s)
		s = q_notify_add_signed(w->db, &(struct q_notify_add_signed_in){
			.territory = w->territory, .id = whole->letter, .sha256 = whole->file.sha256, .at = w->now, .by = w->actor->person.v, .scan = scan});
	bool counts = !str_is_set(letter.signed_sha256) || !letter.sent.set;
	if (!s && counts)
		s = q_notify_sign(w->db, &(struct q_notify_sign_in){.territory = w->territory, .id = whole->letter, .sha256 = whole->file.sha256, .at = w->now, .by = w->actor->person.v});
	return s ? s : notify_tell_letter(w, "sign_letter", &letter, whole->letter, whole->file.sha256);
}

enum status notify_add_scan(const struct notifying *w, const struct scan_add *add, int64_t *scan)
{
	struct q_notify_last_scan_row last;
	struct q_notify_scan_same_row same;
	enum status s = notify_may(w);
	if (s)
		return s;
	s = q_notify_scan_same(w->db, w->arena, w->territory, w->call, w->funder, add->file.sha256, &same);
	if (s != NOT_FOUND) {
		*scan = s ? 0 : same.id;
		return s;
	}
	s = stored_file_keep(w->db, w->arena, w->now, &add->file);
	if (!s)
		s = q_notify_last_scan(w->db, w->arena, w->territory, &last);
	if (s)
		return s;
	*scan = last.last + 1;
	s = q_notify_add_scan(w->db, &(struct q_notify_add_scan_in){.territory = w->territory, .id = *scan, .call = w->call, .funder = w->funder, .name = add->file.name, .sha256 = add->file.sha256,
		.pages = (int64_t)add->page_count, .at = w->now, .by = w->actor->person.v});
	for (size_t i = 0; !s && i < add->page_count; i++) {
		const struct scan_page_read *p = &add->pages[i];
		s = q_notify_add_page(w->db, &(struct q_notify_add_page_in){
			.territory = w->territory, .scan = *scan, .page = p->page, .turn = p->turn, .letter = p->letter, .letter_page = p->letter_page, .found = p->found});
	}
	for (size_t i = 0; !s && i < add->complete_count; i++)
		s = sign(w, &add->complete[i], *scan);
	return s ? s : notify_tell(w, "add_scan", arena_fmt(w->arena, "call:%.*s", STR_ARGS(w->call)),
		arena_fmt(w->arena, "scan=%lld pages=%zu signed=%zu %.*s", (long long)*scan, add->page_count, add->complete_count, STR_ARGS(add->file.sha256)));
}

static enum status find_page(const struct notifying *w, int64_t scan, int64_t page, struct q_notify_page_row *row)
{
	enum status s = q_notify_page(w->db, w->arena, w->territory, scan, page, row);
	return !s && (!str_eq(row->call, w->call) || !str_eq(row->funder, w->funder)) ? NOT_FOUND : s;
}

enum status notify_assign_page(const struct notifying *w, const struct page_choice *choice, struct problems *ps)
{
	struct q_notify_page_row page;
	struct q_notify_letter_row letter = {0};
	enum status s = notify_may(w);
	if (!s)
		s = find_page(w, choice->scan, choice->page, &page);
	if (s)
		return s;
	s = notify_find(w, choice->letter, &letter);
	if (s == NOT_FOUND || letter.cancelled.set)
		PROBLEM(ps, STR_NONE, 0, S("letter"), W_notify_letter_unknown);
	else if (!s && (choice->letter_page < 1 || choice->letter_page > letter.pages))
		PROBLEM(ps, STR_NONE, 0, S("letter_page"), W_notify_letter_page_unknown, ARG("n", letter.pages));
	if (ps->total)
		return INVALID;
	if (s)
		return s;
	s = q_notify_assign_page(w->db, &(struct q_notify_assign_page_in){.territory = w->territory, .scan = choice->scan, .page = choice->page, .letter = choice->letter,
		.letter_page = choice->letter_page, .turn = choice->turn & 3, .by = w->actor->person.v});
	if (!s && choice->complete)
		s = sign(w, choice->complete, choice->scan);
	return s ? s : notify_tell_letter(w, "assign_page", &letter, choice->letter, arena_fmt(w->arena, "scan=%lld page=%lld", (long long)choice->scan, (long long)choice->page));
}

enum status notify_drop_page(const struct notifying *w, int64_t scan, int64_t page)
{
	struct q_notify_page_row row;
	enum status s = notify_may(w);
	if (!s)
		s = find_page(w, scan, page, &row);
	if (!s)
		s = q_notify_drop_page(w->db, &(struct q_notify_drop_page_in){.territory = w->territory, .scan = scan, .page = page, .at = w->now, .by = w->actor->person.v});
	return s ? s : notify_tell(w, "drop_page", arena_fmt(w->arena, "call:%.*s", STR_ARGS(w->call)), arena_fmt(w->arena, "scan=%lld page=%lld", (long long)scan, (long long)page));
}
