/* From struct session to summons. See make_summons.h. */
#include "jobs/make_summons.h"

#include "actions/read_session.h"
#include "base/ids.h"
#include "base/limits.h"
#include "base/log.h"
#include "documents/annex.h"
#include "documents/letter_pdf.h"
#include "documents/minutes.h"
#include "documents/sheet_docx.h"
#include "jobs/make_annex.h"

struct summoning {
	const struct document_maker *m;
	struct session s;
	LIST_OF(const struct template_scope *) data;
	const char *from; /* docx or odt */
	str *documents;
};

static void add(struct summoning *w, const struct session_seat *seat, const struct session_item *item)
{
	struct arena *a = w->m->arena;
	const struct summons_to to = {.seat = seat, .item = item, .code = id_code(a, w->s.session)};
	*LIST_ADD(a, &w->data) = summons_data(a, w->m->lang, &w->s, &to, day_at(w->m->now, zone_of(w->s.time_zone)));
}

static enum status fill_ours(struct summoning *w, struct problems *ps)
{
	str ours;
	enum status s = letter_template(w->m->arena, w->m->lang, TEMPLATE_summons, &ours);
	w->from = "docx";
	for (size_t i = 0; s == OK && i < w->data.n; i++)
		s = template_fill_own(w->m->arena, TEMPLATE_summons, ours, w->data.at[i], &w->documents[i], ps);
	return s;
}

static enum status fill(struct summoning *w, struct problems *ps)
{
	struct used_template used = {0};
	w->documents = ARENA_ARRAY(w->m->arena, w->data.n + 1, str);
	enum status s = read_template(w->m, w->s.territory, TEMPLATE_summons, S(""), &used);
	if (s != OK)
		return s == NOT_FOUND ? fill_ours(w, ps) : s;
	w->from = str_ends(used.name, S(".odt")) ? "odt" : "docx";
	return template_fill(w->m->arena, TEMPLATE_summons, used.name, used.bytes, w->data.at, w->data.n, w->documents, ps);
}

static bool is_heard(const struct session *s, const struct session_item *item)
{
	return str_eq(s->kind, S("hearing")) && item->application && (item->starts.set || !item->minutes);
}

enum status make_summons(const struct document_maker *m, territory_id territory, int64_t session, struct made_document *made, struct problems *ps)
{
	struct summoning *w = ARENA_NEW(m->arena, struct summoning);
	*w = (struct summoning){.m = m};
	enum status s = documents_convert(m) ? read_session(m->db, m->arena, territory, session, &w->s) : NOT_FOUND;
	if (s != OK)
		return s;
	for (size_t i = 0; i < w->s.seats.n; i++)
		add(w, &w->s.seats.at[i], NULL);
	for (size_t i = 0; i < w->s.items.n; i++)
		if (is_heard(&w->s, &w->s.items.at[i]))
			add(w, NULL, &w->s.items.at[i]);
	if (!w->data.n)
		return NOT_FOUND;
	str *pdfs = ARENA_ARRAY(m->arena, w->data.n, str);
	s = fill(w, ps);
	if (s == OK)
		s = make_pdfs(m, w->documents, w->data.n, w->from, pdfs);
	if (s == OK)
		s = letters_merge(m->arena, pdfs, w->data.n, &made->bytes, ps);
	made->media = S("application/pdf");
	made->name = arena_fmt(m->arena, "convocations-%.*s.pdf", STR_ARGS(id_code(m->arena, session)));
	return s;
}

static enum status make_one(struct summoning *w, struct made_document *made)
{
	struct problems ps = problems_new(w->m->arena);
	str pdf;
	enum status s = fill(w, &ps);
	if (s == INVALID) {
		LOG(LOG_WARNING, "summons_template_does_not_fit", log_int("territory", w->s.territory.v));
		s = fill_ours(w, &ps);
	}
	if (s != OK)
		return s;
	made->bytes = w->documents[0];
	made->media = str_eq(str_of(w->from), S("odt")) ? S(ODT_MEDIA) : S(DOCX_MEDIA);
	s = documents_convert(w->m) ? make_pdf(w->m, w->documents[0], w->from, &pdf) : NOT_FOUND;
	if (s == OK) {
		made->bytes = pdf;
		made->media = S("application/pdf");
	}
	made->name = arena_fmt(w->m->arena, "convocation.%s", s == OK ? "pdf" : w->from);
	return s == NOT_FOUND ? OK : s;
}

enum status make_named_summons(const struct document_maker *m, str what, struct made_document *made)
{
	struct summoning *w = ARENA_NEW(m->arena, struct summoning);
	int64_t numbers[4];
	str kind, part, rest;
	*w = (struct summoning){.m = m};
	if (!str_cut(what, ':', &kind, &rest) || !str_eq(kind, S("summons")))
		return INVALID;
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		(void)str_cut(rest, ':', &part, &rest);
		if (!str_to_int64(part, &numbers[i]))
			return INVALID;
	}
	enum status s = read_session(m->db, m->arena, (territory_id){numbers[0]}, numbers[1], &w->s);
	if (s != OK)
		return s;
	const size_t seat = session_seat_at(&w->s, numbers[2]), item = session_item_at(&w->s, numbers[3]);
	if (numbers[2] && seat != SIZE_MAX)
		add(w, &w->s.seats.at[seat], NULL);
	else if (numbers[3] && item != SIZE_MAX)
		add(w, NULL, &w->s.items.at[item]);
	return w->data.n ? make_one(w, made) : NOT_FOUND;
}
