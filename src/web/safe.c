/* The safe of an organisation: its documents by kind, with until when they are good; adding, removing, downloading. */
#include "actions/applicant.h"
#include "actions/safe.h"
#include "base/calendar.h"
#include "base/ids.h"
#include "domain/checklist.h"
#include "web/handlers.h"
#include "web/intake.h"
#include "web/respond.h"
#include "web/when.h"

/* The days of an organisation are those of France: it belongs to no territory. */
static const struct zone *zone_of_safe(void)
{
	return when_zone(S("Europe/Paris"));
}

static str code_of(const struct page *pg, int64_t id)
{
	return id_code(pg->arena, id);
}

static void say_validity(const struct page *pg, const struct safe_document *d, struct safe_line *v)
{
	switch (d->validity) {
	case SAFE_ENDED:
		v->validity = TEXT(pg, W_files_safe_ended_since, ARG("day", page_day(pg, d->ends.value)));
		v->tone = S("error");
		break;
	case SAFE_NOT_YET:
		v->validity = TEXT(pg, W_files_safe_starts_on, ARG("day", page_day(pg, d->starts.value)));
		v->tone = S("warning");
		break;
	case SAFE_ENDS_SOON:
	case SAFE_GOOD:
		if (d->ends.set)
			v->validity = TEXT(pg, W_files_safe_ends_on, ARG("day", page_day(pg, d->ends.value)));
		v->tone = d->validity == SAFE_GOOD ? S("good") : S("warning");
		break;
	}
}

static void add_kind(struct page *pg, const struct safe_documents *list, str kind, struct safe_view *v)
{
	struct safe_group group = {.code = kind, .label = page_word_of(pg, S("files.kind."), kind)};
	str applicant = code_of(pg, pg->thing.applicant.v);
	for (size_t i = 0; i < list->n; i++) {
		const struct safe_document *d = &list->at[i];
		if (!str_eq(d->kind, kind))
			continue;
		str id = code_of(pg, d->id), facts = file_facts(pg, d->media, d->bytes, d->pages), when = page_day(pg, day_at(d->added, zone_of_safe()));
		struct safe_line line = {.id = id, .name = d->name, .not_scanned = !d->scanned,
			.facts = d->by.p ? TEXT(pg, W_files_added_by, ARG("facts", facts), ARG("day", when), ARG("name", d->by)) : TEXT(pg, W_files_added, ARG("facts", facts), ARG("day", when)),
			.remove_label = TEXT(pg, W_files_remove_named, ARG("name", d->name)), .link = LINK(pg, "/organisations/:applicant/documents/:document", applicant, id),
			.remove = LINK(pg, "/organisations/:applicant/documents/:document/remove", applicant, id)};
		say_validity(pg, d, &line);
		v->no_antivirus |= !d->scanned;
		*LIST_ADD(pg->arena, &group.documents) = line;
	}
	if (group.documents.n)
		*LIST_ADD(pg->arena, &v->groups) = group;
}

struct typed {
	str kind, starts, ends;
};

static enum status write_page(struct page *pg, const struct problems *ps, const struct typed *typed)
{
	struct safe_documents list;
	struct safe_view *v = ARENA_NEW(pg->arena, struct safe_view);
	bool wrong = ps && ps->total > 0;
	str heading = word_text(pg->lang, W_files_safe_title);
	struct applicant applicant;
	enum status s = applicant_read(pg->db, pg->arena, pg->thing.applicant, &applicant);
	if (s == OK)
		s = safe_list(pg->db, pg->arena, pg->thing.applicant, day_at(pg->now, zone_of_safe()), &list);
	if (s != OK)
		return s;
	page_layout(pg, &v->layout, wrong ? TEXT(pg, W_files_error_title, ARG("title", heading)) : heading);
	v->layout.refuse_index = true;
	page_crumb(pg, &v->layout, word_text(pg->lang, W_organisation_my_title), LINK(pg, "/my"));
	page_crumb(pg, &v->layout, applicant.name, LINK(pg, "/organisations/:applicant", code_of(pg, applicant.id.v)));
	v->action = LINK(pg, "/organisations/:applicant/documents", code_of(pg, pg->thing.applicant.v));
	v->back = LINK(pg, "/organisations/:applicant", code_of(pg, pg->thing.applicant.v));
	v->accepts = intake_accepts();
	v->writable = may(&pg->actor, VERB_write_applicant, &pg->thing);
	v->starts = typed->starts;
	v->ends = typed->ends;
	for (size_t i = 0; i < safe_kind_count; i++) {
		add_kind(pg, &list, safe_kinds[i], v);
		*LIST_ADD(pg->arena, &v->kinds) = (struct safe_kind_option){.code = safe_kinds[i], .label = page_word_of(pg, S("files.kind."), safe_kinds[i]),
			.chosen = str_eq(typed->kind, safe_kinds[i])};
	}
	for (size_t i = 0; wrong && i < ps->list.n; i++) {
		const struct problem *p = &ps->list.at[i];
		*LIST_ADD(pg->arena, &v->problems) =
			(struct file_problem){.text = page_words(pg, p->message, p->args, p->arg_count), .link = url_here(pg->arena, str_is_set(p->field) ? p->field : S("content"))};
	}
	v->has_problems = wrong;
	v->problem_count = wrong ? (int64_t)ps->total : 0;
	RESPOND_HTML(pg, safe_page, v);
	return OK;
}

enum status show_safe(struct page *pg)
{
	return write_page(pg, NULL, &(struct typed){0});
}

static opt_day read_day(str text, const char *field, struct problems *ps)
{
	opt_day d = {0};
	if (!str_is_set(text))
		return d;
	d.set = day_parse(text, &d.value);
	if (!d.set)
		PROBLEM(ps, STR_NONE, 0, str_of(field), W_files_bad_day);
	return d;
}

enum status add_safe_documents(struct page *pg)
{
	struct intake *intake = pg->prepared;
	const struct multipart *form = &intake->form;
	const struct typed typed = {multipart_field(form, S("kind")), multipart_field(form, S("starts")), multipart_field(form, S("ends"))};
	struct problems ps = problems_new(pg->arena);
	problems_add(&ps, &intake->problems);
	const opt_day starts = read_day(typed.starts, "starts", &ps), ends = read_day(typed.ends, "ends", &ps);
	enum status s = OK;
	size_t added = 0;
	size_t wrong_days = ps.total - intake->problems.total;
	for (size_t i = 0; s == OK && wrong_days == 0 && i < intake->files.n; i++, added++) {
		int64_t document;
		const struct safe_add add = {.applicant = pg->thing.applicant, .kind = typed.kind, .starts = starts, .ends = ends, .file = intake->files.at[i]};
		s = safe_add(pg->db, pg->arena, &pg->actor, pg->now, &add, &ps, &document);
	}
	if (s == OK)
		s = intake_tell(pg, intake, (territory_id){0}, arena_fmt(pg->arena, "applicant:%lld", (long long)pg->thing.applicant.v));
	if (s != OK && s != INVALID)
		return s;
	if (s == OK && ps.total == 0)
		return page_see_other(pg, LINK(pg, "/organisations/:applicant/documents", pg->in.applicant));
	bool nothing = s == INVALID || (added == 0 && intake->infected.n == 0);
	s = write_page(pg, &ps, &typed);
	return s == OK && nothing ? page_again(pg) : s;
}

enum status remove_safe_document(struct page *pg)
{
	int64_t document;
	if (!id_of_code(pg->in.document, &document))
		return NOT_FOUND;
	enum status s = safe_remove(pg->db, pg->arena, &pg->actor, pg->now, pg->thing.applicant, document);
	return s == OK || s == NOT_FOUND ? page_see_other(pg, LINK(pg, "/organisations/:applicant/documents", pg->in.applicant)) : s;
}

enum status send_safe_document(struct page *pg)
{
	int64_t document;
	struct safe_document d;
	enum status s = id_of_code(pg->in.document, &document) ? safe_read(pg->db, pg->arena, pg->thing.applicant, document, (day){0}, &d) : NOT_FOUND;
	return s == OK ? send_stored(pg, d.sha256, d.name, d.media) : s;
}
