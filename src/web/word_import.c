/* Sending back a filled Word sheet (L5, N14): the file is looked at, read in the sandbox, shown topic by topic with all that could not be read, and only then becomes a draft,
   or goes into one that is begun (an officer who types for a bearer starts it at the desk). The file itself is attached: nothing that was sent is lost. What was read is not
   kept between the two steps: a sealed ticket names the stored file, for that person and that place only. */
#include "actions/attach.h"
#include "base/ids.h"
#include "base/limits.h"
#include "documents/office.h"
#include "gen/queries.h"
#include "imports/sheet_import.h"
#include "web/earlier.h"
#include "web/handlers.h"
#include "web/intake.h"
#include "web/respond.h"
#include "web/sheet_post.h"

struct word_work {
	struct stored_file stored;
	struct sheet_file file;
	struct problems problems;
	bool read;
	str applicant; /* code, of the form */
	str previous;  /* the project that a renewal starts from, of the form that takes; absent before */
};

/* ---- the file, on the slow pool ---- */

static str ticket_context(const struct page *pg)
{
	str place = pg->in.sheet.p ? pg->in.sheet : pg->in.call;
	return arena_fmt(pg->arena, "word:%lld:%.*s", (long long)pg->actor.person.v, STR_ARGS(place));
}

static enum status read_stored(struct page *pg, struct word_work *work)
{
	str bytes;
	enum status s = files_get(pg->files, pg->arena, work->stored.sha256, LIMIT_UPLOAD_BYTES, &bytes);
	if (s == OK)
		s = sheet_file_read(pg->arena, work->stored.name, bytes, &work->file, &work->problems);
	work->read = s == OK;
	return s == INVALID || s == TOO_BIG ? OK : s;
}

enum status prepare_word(struct page *pg)
{
	struct word_work *work = ARENA_NEW(pg->arena, struct word_work);
	work->problems = problems_new(pg->arena);
	enum status s = intake_form(pg);
	const struct intake *intake = pg->prepared;
	if (s != OK)
		return s;
	pg->prepared = work;
	work->applicant = multipart_field(&intake->form, S("applicant"));
	problems_add(&work->problems, &intake->problems);
	if (!pg->key)
		PROBLEM(&work->problems, STR_NONE, 0, S("file"), W_paper_no_key);
	else if (!intake->files.n && !work->problems.total)
		PROBLEM(&work->problems, STR_NONE, 0, S("file"), W_paper_choose_file);
	if (!intake->files.n || work->problems.total)
		return OK;
	work->stored = intake->files.at[0];
	return read_stored(pg, work);
}

/* The ticket: SHA-256, bytes, scanned, name. */
static str ticket_of(const struct page *pg, const struct word_work *work)
{
	return seal_text(pg->arena, pg->key, ticket_context(pg), arena_fmt(pg->arena, "%.*s %lld %c %.*s", STR_ARGS(work->stored.sha256), (long long)work->stored.bytes,
		work->stored.scanned ? 'y' : 'n', STR_ARGS(work->stored.name)));
}

enum status prepare_word_taken(struct page *pg)
{
	struct word_work *work = ARENA_NEW(pg->arena, struct word_work);
	str plain, bytes, scanned;
	pg->prepared = work;
	work->problems = problems_new(pg->arena);
	work->applicant = page_form(pg, S("applicant"));
	work->previous = page_form(pg, S("previous"));
	if (!pg->key || !pg->files || unseal_text(pg->arena, pg->key, ticket_context(pg), page_form(pg, S("ticket")), &plain) != OK)
		return DENIED;
	bool cut = str_cut(plain, ' ', &work->stored.sha256, &plain) && str_cut(plain, ' ', &bytes, &plain) && str_cut(plain, ' ', &scanned, &work->stored.name);
	if (!cut || !str_to_int64(bytes, &work->stored.bytes))
		return DENIED;
	work->stored.scanned = str_eq(scanned, S("y"));
	work->stored.media = str_ends(work->stored.name, S(".odt")) ? S("application/vnd.oasis.opendocument.text")
	                                                           : S("application/vnd.openxmlformats-officedocument.wordprocessingml.document");
	return read_stored(pg, work);
}

/* ---- what it is for ---- */

struct word_page {
	struct page *pg;
	struct word_work *work;
	str call, call_title, kind, request;
	territory_id territory;
	applicant_id applicant;
	const struct ruleset *rules;
	struct form_context *context;
	const struct form *identity, *form;
	struct sheet *sheet; /* NULL: a new one */
	struct sheet_import import;
	struct apply_choices previous; /* of a renewal, a roll-out: what it may start from */
	struct form_values values; /* as they would be kept, upon those of the sheet */
};

static bool may_write_for(const struct page *pg, applicant_id applicant)
{
	struct thing thing = pg->thing;
	thing.applicant = applicant;
	return may(&pg->actor, VERB_start_application, &thing);
}

static enum status begin(struct page *pg, struct word_page *w)
{
	*w = (struct word_page){.pg = pg, .work = pg->prepared, .context = ARENA_NEW(pg->arena, struct form_context)};
	if (pg->in.sheet.p) {
		w->sheet = ARENA_NEW(pg->arena, struct sheet);
		enum status s = sheet_of_page(pg, w->sheet);
		if (s == OK && w->sheet->head.identity)
			s = NOT_FOUND;
		w->call = w->sheet->head.call;
		w->call_title = w->sheet->head.call_title;
		w->territory = w->sheet->head.territory;
		w->applicant = w->sheet->head.applicant;
		w->request = w->sheet->head.request;
		return s;
	}
	struct q_page_call_by_code_row row;
	enum status s = q_page_call_by_code(pg->db, pg->arena, pg->in.call, &row);
	w->call = pg->in.call;
	w->call_title = row.title;
	w->territory = row.id;
	return s;
}

static enum status read_context(struct word_page *w)
{
	struct page *pg = w->pg;
	struct q_writing_applicant_row organisation;
	struct paper_mark mark;
	bool marked = w->work->file.mark.p && paper_mark_read(w->work->file.mark, &mark);
	bool renewal = marked && str_eq(mark.request, S("renewal")), roll_out = marked && str_eq(mark.request, S("roll_out"));
	w->request = renewal ? S("renewal") : roll_out ? S("roll_out") : S("first");
	enum status s = q_writing_applicant(pg->db, pg->arena, w->applicant.v, &organisation);
	if (s == OK)
		s = sheet_rules(pg, w->territory, w->call, &w->rules);
	if (s == OK)
		s = earlier_projects(pg, &(struct earlier_asked){w->territory, w->applicant, organisation.siren, organisation.name, w->request, w->work->previous}, &w->previous);
	return s == OK ? sheet_context(pg->db, pg->arena, w->call, w->request, organisation.kind, w->rules, w->context) : s;
}

static enum status import(struct word_page *w)
{
	struct page *pg = w->pg;
	struct sheet_reading r;
	enum status s = w->sheet ? OK : read_context(w);
	if (s != OK)
		return s;
	sheet_import_read(pg->arena, &w->work->file, w->sheet ? &w->sheet->context : w->context, pg->lang, w->sheet ? &w->sheet->identity : NULL, w->sheet ? &w->sheet->values : NULL, &r);
	w->identity = r.identity;
	w->form = r.form;
	w->import = r.import;
	if (w->import.marked && !str_eq(w->import.mark.call, w->call)) {
		PROBLEM(&w->work->problems, STR_NONE, 0, S("file"), W_paper_other_call, ARG("call", w->import.mark.call));
		return INVALID;
	}
	if (!w->import.values.n) {
		PROBLEM(&w->work->problems, STR_NONE, 0, S("file"), W_paper_nothing_read);
		return INVALID;
	}
	for (size_t i = 0; w->sheet && i < w->sheet->values.n; i++)
		form_set(pg->arena, &w->values, w->sheet->values.at[i].key, w->sheet->values.at[i].value);
	return OK;
}

/* ---- the page to send from ---- */

static void frame(struct word_page *w, struct layout_view *layout, str title)
{
	struct page *pg = w->pg;
	page_layout(pg, layout, title);
	layout->section = w->call_title;
	layout->refuse_index = true;
	page_crumb(pg, layout, w->call_title, LINK(pg, "/calls/:call", w->call));
}

static enum status show_form(struct word_page *w)
{
	struct page *pg = w->pg;
	struct word_view *v = ARENA_NEW(pg->arena, struct word_view);
	const struct problems *ps = w->work ? &w->work->problems : NULL;
	str title = word_text(pg->lang, W_paper_send_title);
	bool wrong = ps && ps->list.n;
	frame(w, &v->layout, wrong ? TEXT(pg, W_paper_error_title, ARG("title", title)) : title);
	v->call = w->call_title;
	v->title = title;
	v->accepts = S(".docx,.odt");
	v->existing = w->sheet != NULL;
	v->action = w->sheet ? LINK(pg, "/sheets/:sheet/word", pg->in.sheet) : LINK(pg, "/calls/:call/word", w->call);
	v->back = w->sheet ? LINK(pg, "/sheets/:sheet", pg->in.sheet) : LINK(pg, "/calls/:call/apply", w->call);
	v->docx = LINK(pg, "/calls/:call/sheet.docx", w->call);
	v->odt = LINK(pg, "/calls/:call/sheet.odt", w->call);
	v->has_odt = office_program(pg->arena, pg->settings ? pg->settings->soffice : STR_NONE).p;
	v->organisation = LINK(pg, "/organisations/new?next=:next", arena_fmt(pg->arena, "/calls/%.*s/word", STR_ARGS(w->call)));
	if (wrong)
		v->problem = page_words(pg, ps->list.at[0].message, ps->list.at[0].args, ps->list.at[0].arg_count);
	for (size_t i = 0; !w->sheet && i < pg->actor.memberships.n; i++) {
		const struct actor_membership *m = &pg->actor.memberships.at[i];
		str code = id_code(pg->arena, m->applicant.v);
		if (may_write_for(pg, m->applicant))
			*LIST_ADD(pg->arena, &v->organisations) = (struct word_choice){arena_fmt(pg->arena, "applicant.%.*s", STR_ARGS(code)), code, m->name,
				(w->work && str_eq(w->work->applicant, code)) || pg->actor.memberships.n == 1};
	}
	v->has_organisations = v->existing || v->organisations.n;
	RESPOND_HTML(pg, word_page, v);
	return OK;
}

enum status show_word(struct page *pg)
{
	struct word_page w;
	enum status s = begin(pg, &w);
	w.work = NULL;
	return s == OK ? show_form(&w) : s;
}

static enum status again(struct word_page *w)
{
	enum status s = show_form(w);
	return s == OK ? page_again(w->pg) : s;
}

/* ---- what was read ---- */

static enum word reason_word(enum unread_reason reason)
{
	switch (reason) {
	case UNREAD_TEXT: return W_paper_unread_text;
	case UNREAD_CHOICE: return W_paper_unread_choice;
	case UNREAD_BOTH: return W_paper_unread_both;
	case UNREAD_TWICE: return W_paper_unread_twice;
	case UNREAD_TOO_MANY: return W_paper_unread_too_many;
	}
	return W_paper_unread_text;
}

static void add_unread(struct word_page *w, struct word_preview_view *v)
{
	struct page *pg = w->pg;
	for (size_t i = 0; i < w->import.unread.n; i++) {
		const struct unread *u = &w->import.unread.at[i];
		str reason = str_is_set(u->near) ? TEXT(pg, W_paper_unread_near, ARG("near", u->near)) : word_text(pg->lang, reason_word(u->reason));
		*LIST_ADD(pg->arena, &v->unread) = (struct word_unread){u->where, u->reason == UNREAD_BOTH ? S("") : u->text, reason};
	}
	v->unread_count = (int64_t)w->import.unread_count;
}

static void add_answer(struct word_page *w, const struct imported_value *value, struct word_topic *topic)
{
	struct page *pg = w->pg;
	struct problems ps = problems_new(pg->arena);
	struct form_field at = *value->field;
	str kept;
	at.key = value->key;
	bool reads = form_keep(pg->arena, &at, value->typed, &kept, &ps) == OK;
	const struct form_field *labelled = form_field_of(value->form, value->key);
	*LIST_ADD(pg->arena, &topic->answers) = (struct word_answer){.label = labelled ? labelled->label : at.label,
		.value = reads ? form_shown(pg->arena, value->form, &at, kept) : value->typed,
		.wrong = reads || !ps.list.n ? STR_NONE : page_words(pg, ps.list.at[0].message, ps.list.at[0].args, ps.list.at[0].arg_count)};
	if (value->form == w->form)
		form_set(pg->arena, &w->values, value->key, kept);
}

static void add_topics(struct word_page *w, const struct form *form, struct word_preview_view *v)
{
	for (size_t t = 0; t < form->topics.n; t++) {
		struct word_topic topic = {.title = form->topics.at[t].title};
		for (size_t i = 0; i < w->import.values.n; i++)
			if (w->import.values.at[i].form == form && form_topic_of(form, w->import.values.at[i].key) == &form->topics.at[t])
				add_answer(w, &w->import.values.at[i], &topic);
		if (topic.answers.n)
			*LIST_ADD(w->pg->arena, &v->topics) = topic;
	}
}

static enum status show_preview(struct word_page *w)
{
	struct page *pg = w->pg;
	struct word_preview_view *v = ARENA_NEW(pg->arena, struct word_preview_view);
	struct problems missing = problems_new(pg->arena);
	str title = word_text(pg->lang, W_paper_preview_title);
	frame(w, &v->layout, w->work->problems.total ? TEXT(pg, W_paper_error_title, ARG("title", title)) : title);
	v->call = w->call_title;
	v->existing = w->sheet != NULL;
	v->file = w->work->stored.name;
	v->action = w->sheet ? LINK(pg, "/sheets/:sheet/word/take", pg->in.sheet) : LINK(pg, "/calls/:call/word/take", w->call);
	v->back = w->sheet ? LINK(pg, "/sheets/:sheet/word", pg->in.sheet) : LINK(pg, "/calls/:call/word", w->call);
	v->sealed = ticket_of(pg, w->work);
	v->applicant = w->work->applicant;
	v->previous = w->previous;
	v->is_renewal = str_eq(w->request, S("renewal"));
	if (w->work->problems.list.n)
		v->problem = page_words(pg, w->work->problems.list.at[0].message, w->work->problems.list.at[0].args, w->work->problems.list.at[0].arg_count);
	if (!w->import.marked)
		v->warning = word_text(pg->lang, W_paper_unmarked);
	else if (!str_eq(w->import.mark.print, paper_print(pg->arena, w->identity, w->form)))
		v->warning = word_text(pg->lang, W_paper_other_form);
	add_topics(w, w->identity, v);
	add_topics(w, w->form, v);
	add_unread(w, v);
	v->found = TEXT(pg, W_paper_found, ARG("n", w->import.values.n));
	form_check(w->form, &w->values, NULL, true, &missing);
	v->missing = missing.total ? TEXT(pg, W_paper_missing, ARG("n", missing.total)) : word_text(pg->lang, W_paper_complete);
	RESPOND_HTML(pg, word_preview_page, v);
	return OK;
}

/* Reads what was sent into `w`. INVALID: said in the work's problems. */
static enum status read_sent(struct page *pg, struct word_page *w)
{
	int64_t id;
	enum status s = begin(pg, w);
	if (s != OK)
		return s;
	if (!w->sheet && id_of_code(w->work->applicant, &id) && may_write_for(pg, (applicant_id){id}))
		w->applicant = (applicant_id){id};
	if (!w->applicant.v && !w->work->problems.total)
		PROBLEM(&w->work->problems, STR_NONE, 0, S("applicant"), W_writing_choose_organisation);
	if (w->work->problems.total || !w->work->read)
		return INVALID;
	return import(w);
}

enum status post_word(struct page *pg)
{
	struct word_page w;
	enum status s = read_sent(pg, &w);
	if (s == INVALID)
		return again(&w);
	return s == OK ? show_preview(&w) : s;
}

/* ---- and taken ---- */

static enum status keep_file(struct word_page *w, sheet_id sheet)
{
	struct page *pg = w->pg;
	int64_t attachment;
	const struct attach attach = {.sheet = sheet, .code = ATTACH_OTHER, .file = w->work->stored};
	return attach_add(pg->db, pg->arena, &pg->actor, pg->now, &attach, &w->work->problems, &attachment);
}

/* What the organisation has not said yet; what it has said stays. Who may not change it leaves it. */
static enum status fill_identity(struct word_page *w, sheet_id made)
{
	struct page *pg = w->pg;
	struct sheet sheet;
	struct sheet_head identity;
	struct sheet_saved saved;
	enum status s = sheet_read(pg->db, pg->arena, made, w->rules, pg->lang, &sheet);
	if (s == OK)
		s = sheet_read_head(pg->db, pg->arena, sheet.head.identity_sheet, &identity);
	if (s != OK)
		return s == NOT_FOUND ? OK : s;
	struct sheet_save save = {.sheet = identity.sheet, .base = identity.revision};
	for (size_t i = 0; i < w->import.values.n; i++) {
		const struct imported_value *value = &w->import.values.at[i];
		if (value->form == w->identity && !str_is_set(form_value(&sheet.identity, value->key)))
			*LIST_ADD(pg->arena, &save.typed) = (struct sheet_typed){value->key, value->typed};
	}
	if (!save.typed.n)
		return OK;
	s = sheet_save(pg->db, pg->arena, &pg->actor, pg->now, &save, NULL, pg->lang, &saved);
	return s == DENIED || s == CONFLICT || s == INVALID ? OK : s;
}

static enum status create(struct word_page *w, sheet_id *made)
{
	struct page *pg = w->pg;
	struct sheet_new new = {.call = w->call, .applicant = w->applicant, .request = w->request, .channel = S("word"), .rules = w->rules};
	if (w->previous.n && !earlier_read(w->work->previous, &new)) {
		PROBLEM(&w->work->problems, STR_NONE, 0, S("previous"), W_writing_choose_previous);
		return INVALID;
	}
	for (size_t i = 0; i < w->import.values.n; i++)
		if (w->import.values.at[i].form == w->form)
			form_set(pg->arena, &new.values, w->import.values.at[i].key, w->import.values.at[i].typed);
	return sheet_create(pg->db, pg->arena, &pg->actor, pg->now, &new, &w->work->problems, made);
}

static enum status fill_sheet(struct word_page *w)
{
	struct page *pg = w->pg;
	struct sheet_saved saved;
	struct sheet_save save = {.sheet = w->sheet->head.sheet, .base = w->sheet->head.revision};
	enum status s = OK;
	for (size_t i = 0; s == OK && i < w->import.values.n; i++) {
		const struct imported_value *value = &w->import.values.at[i];
		if (value->form == w->form)
			*LIST_ADD(pg->arena, &save.typed) = (struct sheet_typed){value->key, value->typed};
		bool full = save.typed.n == LIMIT_SHEET_TYPED || i + 1 == w->import.values.n;
		if (!full || !save.typed.n)
			continue;
		s = sheet_save(pg->db, pg->arena, &pg->actor, pg->now, &save, w->sheet->context.rules, pg->lang, &saved);
		save.base = saved.revision;
		save.typed.n = 0;
	}
	return s;
}

/* What was read is there; only the project that it goes on from is not said. */
static bool asks_previous(const struct word_page *w)
{
	return w->previous.n && w->work->problems.list.n && str_eq(w->work->problems.list.at[0].field, S("previous"));
}

enum status post_word_take(struct page *pg)
{
	struct word_page w;
	enum status s = read_sent(pg, &w);
	sheet_id made = {0};
	if (s == OK && w.sheet) {
		made = w.sheet->head.sheet;
		s = fill_sheet(&w);
	} else if (s == OK) {
		s = create(&w, &made);
	}
	if (s == OK)
		s = keep_file(&w, made);
	if (s == OK)
		s = fill_identity(&w, made);
	if (s == INVALID && asks_previous(&w)) {
		s = show_preview(&w);
		return s == OK ? page_again(pg) : s;
	}
	if (s == INVALID)
		return again(&w);
	return s == OK ? page_see_other(pg, LINK(pg, "/sheets/:sheet", id_code(pg->arena, made.v))) : s;
}
