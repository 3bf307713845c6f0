/* From struct session to files. See make_minutes.h. */
#include "jobs/make_minutes.h"

#include "actions/read_session.h"
#include "base/ids.h"
#include "base/limits.h"
#include "documents/annex.h"
#include "documents/calendar_file.h"
#include "documents/minutes.h"
#include "documents/sheet_docx.h"
#include "jobs/make_annex.h"

static enum status fill(const struct document_maker *m, const struct session *s, const char **from, str *bytes, struct problems *ps)
{
	struct used_template used = {0};
	const struct template_scope *data = minutes_data(m->arena, m->lang, s, day_at(m->now, zone_of(s->time_zone)));
	*from = "docx";
	enum status status = read_template(m, s->territory, TEMPLATE_minutes, S(""), &used);
	if (status == NOT_FOUND) {
		str ours;
		status = letter_template(m->arena, m->lang, TEMPLATE_minutes, &ours);
		return status == OK ? template_fill_own(m->arena, TEMPLATE_minutes, ours, data, bytes, ps) : status;
	}
	if (status != OK)
		return status;
	*from = str_ends(used.name, S(".odt")) ? "odt" : "docx";
	return template_fill(m->arena, TEMPLATE_minutes, used.name, used.bytes, &data, 1, bytes, ps);
}

enum status make_minutes(const struct document_maker *m, territory_id territory, int64_t session, str ending, struct made_document *made, struct problems *ps)
{
	struct session *s = ARENA_NEW(m->arena, struct session);
	const char *from = "docx";
	const bool pdf = str_eq(ending, S("pdf"));
	if (!pdf && !str_eq(ending, S("docx")))
		return NOT_FOUND;
	enum status status = read_session(m->db, m->arena, territory, session, s);
	if (status == OK)
		status = read_session_amounts(m->db, m->arena, m->lang, s);
	if (status == OK)
		status = fill(m, s, &from, &made->bytes, ps);
	if (status == OK && pdf) {
		str document = made->bytes;
		status = make_pdf(m, document, from, &made->bytes);
	}
	made->media = pdf ? S("application/pdf") : str_eq(str_of(from), S("odt")) ? S(ODT_MEDIA) : S(DOCX_MEDIA);
	made->name = arena_fmt(m->arena, "compte-rendu-%.*s.%s", STR_ARGS(id_code(m->arena, session)), pdf ? "pdf" : from);
	return status;
}

enum { USUAL_MS = 2 * 60 * 60 * 1000, MINUTE_MS = 60 * 1000 };

enum status make_appointment(const struct document_maker *m, territory_id territory, int64_t session, int64_t item, struct made_document *made)
{
	struct session *s = ARENA_NEW(m->arena, struct session);
	enum status status = read_session(m->db, m->arena, territory, session, s);
	const size_t at = status == OK && item ? session_item_at(s, item) : SIZE_MAX;
	if (status != OK)
		return status;
	if (item && at == SIZE_MAX)
		return NOT_FOUND;
	str code = id_code(m->arena, session);
	struct calendar_event e = {.uid = arena_fmt(m->arena, "session-%.*s-%lld@faubourg", STR_ARGS(code), (long long)item), .sequence = s->revision, .stamp = m->now, .starts = s->starts,
		.ends = s->ends.set ? s->ends.value : (instant){s->starts.ms + USUAL_MS}, .title = s->title, .place = s->place.p ? s->place : S(""), .text = s->call_title,
		.cancelled = str_eq(s->state, S("cancelled"))};
	if (at != SIZE_MAX && s->items.at[at].starts.set) {
		e.starts = s->items.at[at].starts.value;
		e.ends = (instant){e.starts.ms + (s->items.at[at].minutes ? s->items.at[at].minutes : 15) * MINUTE_MS};
	}
	if (at != SIZE_MAX)
		e.text = s->items.at[at].title;
	else if (str_is_set(m->settings->public_url))
		e.url = arena_fmt(m->arena, "%.*s/sessions/%.*s", STR_ARGS(m->settings->public_url), STR_ARGS(code));
	struct out o = out_new(LIMIT_CELL_BYTES);
	calendar_file(&o, &e);
	made->bytes = out_keep(&o, m->arena);
	made->media = S("text/calendar; charset=utf-8");
	made->name = S("rendez-vous.ics");
	return made->bytes.p ? OK : TOO_BIG;
}

enum status make_named_appointment(const struct document_maker *m, str what, struct made_document *made)
{
	str kind, rest, territory, session, item;
	int64_t numbers[3];
	if (!str_cut(what, ':', &kind, &rest) || !str_eq(kind, S("session.ics")) || !str_cut(rest, ':', &territory, &rest) || !str_cut(rest, ':', &session, &item) ||
	    !str_to_int64(territory, &numbers[0]) || !str_to_int64(session, &numbers[1]) || !str_to_int64(item, &numbers[2]))
		return INVALID;
	return make_appointment(m, (territory_id){numbers[0]}, numbers[1], numbers[2], made);
}
