/* What officers send to imports: a file or pasted cells, columns, answers, the order to write, to take back, to drop. Files are looked at and read on the slow pool; rows are written in
   the transaction, by the actions. */
#include "base/limits.h"
#include "imports/table.h"
#include "web/filing_page.h"
#include "web/handlers.h"
#include "web/imports.h"
#include "web/intake.h"
#include "web/respond.h"

#include <string.h>

/* ---- a file ---- */

struct sent {
	struct intake *intake;
	struct problems problems;
	struct table_book *book; /* NULL: not read */
	str text;                /* what was pasted, to be shown again */
};

/* A csv keeps its name: the store calls every text a .txt. */
static str kept_name(struct page *pg, str name, str shown)
{
	static const str endings[] = {S(".csv"), S(".tsv")};
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		if (name.n > 4 && str_eq_nocase(str_skip(name, name.n - 4), endings[i]) && str_ends(shown, S(".txt")))
			return arena_fmt(pg->arena, "%.*s%.*s", STR_ARGS(str_first(shown, shown.n - 4)), STR_ARGS(endings[i]));
	return shown;
}

static enum status read_sent(struct page *pg, struct sent *sent, str name)
{
	str bytes;
	struct stored_file *file = &sent->intake->files.at[0];
	enum status s = files_get(pg->files, pg->arena, file->sha256, LIMIT_UPLOAD_BYTES, &bytes);
	file->name = kept_name(pg, name, file->name);
	struct table_book *book = ARENA_NEW(pg->arena, struct table_book);
	if (s == OK)
		s = table_read_bytes(pg->arena, file->name, bytes, book, &sent->problems);
	sent->book = s == OK ? book : NULL;
	return s == INVALID || s == TOO_BIG ? OK : s;
}

static enum status take_bytes(struct page *pg, struct sent *sent, str name, str bytes)
{
	intake_file(pg, sent->intake, name, table_as_utf8(pg->arena, bytes));
	problems_add(&sent->problems, &sent->intake->problems);
	return sent->intake->files.n && !sent->problems.total ? read_sent(pg, sent, name) : OK;
}

static struct sent *new_sent(struct page *pg, enum status *ready)
{
	struct sent *sent = ARENA_NEW(pg->arena, struct sent);
	sent->problems = problems_new(pg->arena);
	sent->text = S("");
	*ready = intake_new(pg, &sent->intake);
	if (*ready == INVALID)
		problems_add(&sent->problems, &sent->intake->problems);
	pg->prepared = sent;
	return sent;
}

enum status prepare_import(struct page *pg)
{
	enum status ready;
	struct sent *sent = new_sent(pg, &ready);
	struct multipart *form = &sent->intake->form;
	enum status s = multipart_read(pg->arena, http_header(pg->rq, S("Content-Type")), pg->rq->body, form);
	if (s == OK && !page_csrf_is(pg, multipart_field(form, S("csrf"))))
		s = DENIED;
	if (s != OK || ready != OK)
		return s;
	for (size_t i = 0; i < form->n; i++)
		if (str_is_set(form->at[i].file_name))
			return take_bytes(pg, sent, form->at[i].file_name, form->at[i].bytes);
	PROBLEM(&sent->problems, STR_NONE, 0, S("file"), W_imports_choose_file);
	return OK;
}

enum status prepare_import_paste(struct page *pg)
{
	enum status ready;
	struct sent *sent = new_sent(pg, &ready);
	str text = page_form(pg, S("text"));
	sent->text = text.p ? text : S("");
	if (!str_trim(sent->text).n) {
		PROBLEM(&sent->problems, STR_NONE, 0, S("text"), W_imports_choose_text);
		return OK;
	}
	return ready == OK ? take_bytes(pg, sent, word_text(pg->lang, W_imports_pasted_name), sent->text) : OK;
}

enum status post_import(struct page *pg)
{
	struct sent *sent = pg->prepared;
	struct import_mapping *mapping = ARENA_NEW(pg->arena, struct import_mapping);
	struct table_received received = {.call = pg->in.call, .mapping = mapping};
	int64_t id;
	enum status s = intake_tell(pg, sent->intake, pg->thing.territory, arena_fmt(pg->arena, "call:%.*s", STR_ARGS(pg->in.call)));
	if (s != OK)
		return s;
	if (!sent->book) {
		s = imports_page_show(pg, &sent->problems, sent->text);
		return s == OK ? page_again(pg) : s;
	}
	received.file = sent->intake->files.at[0];
	s = propose_mapping(pg->db, pg->arena, pg->lang, pg->in.call, sent->book, mapping, &received.headings, &received.kind);
	if (s == OK)
		s = receive_table(pg->db, pg->arena, &pg->actor, pg->now, &received, &id);
	if (s != OK)
		return s;
	str number = arena_fmt(pg->arena, "%lld", (long long)id);
	return page_see_other(pg, str_eq(received.kind, S("grid")) ? LINK(pg, "/imports/:call/:document", pg->in.call, number)
	                                                           : LINK(pg, "/imports/:call/:document/columns", pg->in.call, number));
}

/* ---- columns and answers ---- */

enum status prepare_import_step(struct page *pg)
{
	struct import_page *p = ARENA_NEW(pg->arena, struct import_page);
	pg->prepared = p;
	return import_page_read(pg, p);
}

/* The row is read again inside the transaction; the file is as it was. */
static enum status begin_step(struct page *pg, struct import_page *p)
{
	const struct import_page *read = pg->prepared;
	enum status s = import_page_head(pg, p);
	if (s == OK && !str_eq(p->import.sha256, read->import.sha256))
		s = CONFLICT;
	p->book = read->book;
	problems_add(&p->problems, &read->problems);
	return s;
}

static bool number_typed(const struct page *pg, str field, int64_t least, int64_t most, int64_t *value)
{
	str text = page_form(pg, field);
	return text.p && str_to_int64(str_trim(text), value) && *value >= least && *value <= most;
}

static void take_columns(struct page *pg, struct import_mapping *m)
{
	struct page_fields roles = page_form_family(pg, S("col.")), stages = page_form_family(pg, S("stage."));
	int64_t at;
	for (size_t i = 0; i < roles.n; i++) {
		if (!str_to_int64(roles.at[i].name, &at) || at < 0 || (size_t)at >= m->columns.n)
			continue;
		str value = roles.at[i].value;
		bool of_funder = str_starts(value, S("money:"));
		enum import_role role = of_funder ? IMPORT_money : import_role_of_name(value);
		m->columns.at[at] = (struct import_column){.role = role == IMPORT_ROLE_COUNT ? IMPORT_nothing : role, .money = of_funder ? str_skip(value, 6) : S(""), .stage = m->columns.at[at].stage};
	}
	for (size_t i = 0; i < stages.n; i++)
		if (str_to_int64(stages.at[i].name, &at) && at >= 0 && (size_t)at < m->columns.n && import_stage_of_name(stages.at[i].value) != IMPORT_STAGE_COUNT)
			m->columns.at[at].stage = import_stage_of_name(stages.at[i].value);
}

static bool has_title(const struct import_mapping *m)
{
	for (size_t i = 0; i < m->columns.n; i++)
		if (m->columns.at[i].role == IMPORT_title)
			return true;
	return false;
}

static bool takes_twice(const struct import_mapping *m, size_t *which)
{
	for (size_t i = 0; i < m->columns.n; i++)
		for (size_t k = 0; k < i; k++) {
			const struct import_column *x = &m->columns.at[i], *y = &m->columns.at[k];
			bool single = x->role != IMPORT_nothing && x->role != IMPORT_money && x->role != IMPORT_named;
			if (x->role == y->role && (single || (x->role == IMPORT_money && x->stage == y->stage && str_eq(x->money, y->money)))) {
				*which = i;
				return true;
			}
		}
	return false;
}

static enum status columns_again(struct page *pg, struct import_page *p, const struct problems *ps)
{
	enum status s = import_columns_show(pg, p, ps);
	return s == OK ? page_again(pg) : s;
}

static void check_columns(struct page *pg, struct import_mapping *m, struct problems *ps)
{
	size_t which;
	if (!has_title(m))
		PROBLEM(ps, STR_NONE, 0, S("col-0"), W_imports_no_title);
	if (takes_twice(m, &which))
		PROBLEM(ps, STR_NONE, 0, arena_fmt(pg->arena, "col-%zu", which), W_imports_column_twice);
}

enum status post_import_columns(struct page *pg)
{
	struct import_page p;
	enum status s = begin_step(pg, &p);
	struct import_mapping *m = &p.import.mapping;
	struct problems ps = problems_new(pg->arena);
	int64_t sheet, header = 0, scenario;
	if (s != OK || !p.book)
		return s == OK ? columns_again(pg, &p, &p.problems) : s;
	if (!number_typed(pg, S("sheet"), 0, (int64_t)p.book->sheets.n - 1, &sheet))
		sheet = m->sheet;
	if (str_is_set(str_trim(page_form(pg, S("header")))) && !number_typed(pg, S("header"), 0, LIMIT_TABLE_ROWS, &header))
		PROBLEM(&ps, STR_NONE, 0, S("header"), W_imports_header_wrong);
	bool other = sheet != m->sheet || header != m->header || str_is_set(page_form(pg, S("again")));
	m->sheet = sheet;
	m->header = header;
	if (number_typed(pg, S("scenario"), 0, INT32_MAX, &scenario))
		m->scenario = scenario;
	if (import_stage_of_name(page_form(pg, S("stage"))) != IMPORT_STAGE_COUNT)
		m->stage = import_stage_of_name(page_form(pg, S("stage")));
	if (other && !ps.total)
		s = propose_columns(pg->db, pg->arena, pg->lang, pg->in.call, p.book, m);
	else {
		take_columns(pg, m);
		check_columns(pg, m, &ps);
	}
	if (s != OK)
		return s;
	if (ps.total)
		return columns_again(pg, &p, &ps);
	str kind = import_is_dauphin(m) ? S("dauphin") : S("table"), headings = import_headings(pg->arena, p.book, m);
	s = map_table(pg->db, pg->arena, &pg->actor, pg->now, &p.import, kind, headings.n ? import_digest(pg->arena, headings) : S(""), m);
	return s == OK ? page_see_other(pg, import_link(pg, other ? "columns" : "check")) : s;
}

enum status post_import_check(struct page *pg)
{
	struct import_page p;
	enum status s = begin_step(pg, &p);
	if (s != OK)
		return s;
	struct page_fields keys = page_form_family(pg, S("k.")), values = page_form_family(pg, S("v."));
	for (size_t i = 0; i < keys.n; i++)
		for (size_t k = 0; k < values.n; k++)
			if (str_eq(values.at[k].name, keys.at[i].name))
				import_choose(pg->arena, &p.import.mapping, keys.at[i].value, values.at[k].value);
	s = map_table(pg->db, pg->arena, &pg->actor, pg->now, &p.import, p.import.kind, p.import.headings, &p.import.mapping);
	return s == OK ? page_see_other(pg, import_link(pg, "preview")) : s;
}

/* ---- writing it, taking it back ---- */

static bool is_ticked(const struct page_fields *boxes, str name)
{
	for (size_t i = 0; i < boxes->n; i++)
		if (str_eq(boxes->at[i].name, name))
			return true;
	return false;
}

/* Lines that are left and conflicts that are taken, as the page had them: what it did not show stays. */
static void take_boxes(struct page *pg, struct import_mapping *m)
{
	struct page_fields leave = page_form_family(pg, S("leave.")), mine = page_form_family(pg, S("mine."));
	str line, rest = page_form(pg, S("shown"));
	while (str_is_set(rest)) {
		(void)str_cut(rest, ' ', &line, &rest);
		import_choose(pg->arena, m, arena_fmt(pg->arena, "leave:%.*s", STR_ARGS(line)), is_ticked(&leave, line) ? S("yes") : S(""));
	}
	for (size_t i = 0; i < m->choices.n;)
		if (str_starts(m->choices.at[i].key, S("mine:")))
			import_choose(pg->arena, m, m->choices.at[i].key, S(""));
		else
			i++;
	for (size_t i = 0; i < mine.n; i++)
		import_choose(pg->arena, m, arena_fmt(pg->arena, "mine:%.*s", STR_ARGS(mine.at[i].name)), S("yes"));
}

enum status post_import_apply(struct page *pg)
{
	struct import_page p;
	struct problems ps = problems_new(pg->arena);
	enum status s = begin_step(pg, &p);
	if (s != OK)
		return s;
	struct import_mapping wanted = p.import.mapping;
	wanted.choices.at = NULL;
	wanted.choices.n = wanted.choices.room = 0;
	for (size_t i = 0; i < p.import.mapping.choices.n; i++)
		import_choose(pg->arena, &wanted, p.import.mapping.choices.at[i].key, p.import.mapping.choices.at[i].value);
	take_boxes(pg, &wanted);
	struct import_typed typed = {.reason = page_form(pg, S("reason")), .confirmed = str_is_set(page_form(pg, S("confirmed")))};
	typed.reason = typed.reason.p ? typed.reason : S("");
	const struct table_apply apply = {.import = &p.import, .book = p.book, .wanted = &wanted, .digest = page_form(pg, S("digest")), .confirmed = typed.confirmed, .reason = typed.reason};
	int64_t scenario;
	if (!p.book)
		s = INVALID;
	else
		s = apply_table(pg->db, pg->arena, pg->lang, &pg->actor, pg->now, &apply, &scenario, &ps);
	if (s == OK) {
		page_wakes(pg, import_topic(pg));
		return page_see_other(pg, import_link(pg, ""));
	}
	if (s != INVALID && s != CONFLICT && s != TOO_BIG)
		return s;
	p.import.mapping = wanted;
	problems_add(&ps, &p.problems);
	s = import_preview_show(pg, &p, &ps, &typed);
	return s == OK ? page_again(pg) : s;
}

enum status post_import_undo(struct page *pg)
{
	struct import_page p;
	struct problems ps = problems_new(pg->arena);
	enum status s = import_page_head(pg, &p);
	if (s == OK)
		s = undo_table(pg->db, pg->arena, pg->lang, &pg->actor, pg->now, &p.import, &ps);
	if (s == OK) {
		page_wakes(pg, import_topic(pg));
		return page_see_other(pg, import_link(pg, ""));
	}
	if (!ps.total)
		return s;
	s = import_preview_show(pg, &p, &ps, NULL);
	return s == OK ? page_again(pg) : s;
}

enum status post_import_drop(struct page *pg)
{
	struct import_page p;
	enum status s = import_page_head(pg, &p);
	if (s == OK)
		s = drop_table(pg->db, pg->arena, &pg->actor, pg->now, &p.import);
	return s == OK ? page_see_other(pg, LINK(pg, "/imports/:call", pg->in.call)) : s;
}
