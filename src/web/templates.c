/* The territory's own document templates: what fields there are, those of the product to start from, sending one (looked at in the sandbox before it is kept), its preview with
   real data. */
#include "actions/templates.h"
#include "actions/read_programme.h"
#include "base/calendar.h"
#include "base/limits.h"
#include "documents/annex.h"
#include "documents/sheet_docx.h"
#include "documents/template_fields.h"
#include "gen/queries.h"
#include "jobs/make_annex.h"
#include "web/filing_page.h"
#include "web/handlers.h"
#include "web/intake.h"
#include "web/respond.h"

static str kind_words(const struct page *pg, enum template_kind kind)
{
	return page_word_of(pg, S("adoption.kind_"), str_of(template_kind_name(kind)));
}

static str kinds_words(struct page *pg, unsigned kinds)
{
	str all = S("");
	for (unsigned k = 0; k < TEMPLATE_KINDS; k++)
		if (kinds & (1u << k))
			all = arena_fmt(pg->arena, "%.*s%s%.*s", STR_ARGS(all), all.n ? ", " : "", STR_ARGS(kind_words(pg, (enum template_kind)k)));
	return all;
}

static str day_words(const struct page *pg, instant at)
{
	return page_day(pg, day_at(at, zone_of(STR_NONE)));
}

/* ---- the page ---- */

static void add_fields(struct page *pg, struct templates_view *v)
{
	size_t n;
	const struct template_field *f = template_fields(&n);
	for (size_t i = 0; i < n; i++)
		*LIST_ADD(pg->arena, &v->fields) = (struct template_field_row){.name = f[i].list ? arena_fmt(pg->arena, "#%.*s", STR_ARGS(f[i].name)) : f[i].name, .within = f[i].within,
			.label = word_text(pg->lang, f[i].label), .example = word_text(pg->lang, f[i].example), .kinds = kinds_words(pg, f[i].kinds)};
	for (enum template_kind k = 0; k < TEMPLATE_KINDS; k++)
		*LIST_ADD(pg->arena, &v->made) = (struct template_made_row){.label = kind_words(pg, k),
			.link = LINK(pg, "/templates/:territory/made/:document", pg->in.territory, str_of(template_kind_name(k)))};
}

static enum status latest_programme(struct page *pg, str *call, str *title)
{
	struct q_adoption_calls_rows rows;
	enum status s = q_adoption_calls(pg->db, pg->arena, pg->thing.territory, S(""), &rows);
	*call = !s && rows.n ? rows.at[0].code : S("");
	*title = !s && rows.n ? rows.at[0].title : S("");
	return s;
}

static enum status add_rows(struct page *pg, struct templates_view *v)
{
	struct q_adoption_templates_rows rows;
	str call = STR_NONE, title;
	enum status s = q_adoption_templates(pg->db, pg->arena, pg->thing.territory, &rows);
	if (!s)
		s = latest_programme(pg, &call, &title);
	if (s)
		return s;
	v->preview_of = title;
	for (size_t i = 0; i < rows.n; i++) {
		const struct q_adoption_templates_row *r = &rows.at[i];
		bool newest = true;
		for (size_t k = 0; k < i; k++)
			newest = newest && !(str_eq(rows.at[k].kind, r->kind) && str_eq(rows.at[k].funder, r->funder) && !rows.at[k].removed.set);
		str id = arena_fmt(pg->arena, "%lld", (long long)r->id);
		struct template_row row = {.name = r->name, .kind = page_word_of(pg, S("adoption.kind_"), r->kind), .funder = r->funder.n ? r->funder : word_text(pg->lang, W_adoption_templates_funder_all),
			.added = TEXT(pg, W_adoption_templates_added, ARG("date", day_words(pg, r->added))), .in_use = !r->removed.set && newest,
			.link = LINK(pg, "/templates/:territory/:document", pg->in.territory, id), .remove = LINK(pg, "/templates/:territory/:document/remove", pg->in.territory, id),
			.preview = LINK(pg, "/templates/:territory/:document/preview", pg->in.territory, id), .has_preview = str_eq(r->kind, S("annex")) && call.n > 0};
		row.state = r->removed.set ? TEXT(pg, W_adoption_templates_removed, ARG("date", day_words(pg, r->removed.value)))
		                           : word_text(pg->lang, newest ? W_adoption_templates_in_use : W_adoption_templates_replaced);
		row.tone = row.in_use ? S("good") : S("");
		row.remove_label = arena_fmt(pg->arena, "%.*s %.*s", STR_ARGS(word_text(pg->lang, W_adoption_templates_remove)), STR_ARGS(r->name));
		*LIST_ADD(pg->arena, &v->rows) = row;
	}
	return OK;
}

static enum status templates_page_write(struct page *pg, struct problems *ps, str kind, str funder)
{
	struct q_adoption_funders_rows funders;
	struct templates_view *v = ARENA_NEW(pg->arena, struct templates_view);
	enum status s = q_adoption_funders(pg->db, pg->arena, pg->thing.territory, &funders);
	if (!s)
		s = add_rows(pg, v);
	if (s)
		return s;
	str title = word_text(pg->lang, W_adoption_templates_title);
	page_layout(pg, &v->layout, ps->total ? TEXT(pg, W_adoption_title_wrong, ARG("title", title)) : title);
	v->layout.refuse_index = true;
	page_crumb(pg, &v->layout, word_text(pg->lang, W_desk_title), LINK(pg, "/desk/:territory", pg->in.territory));
	filing_page_problems(pg, ps, &v->problems);
	v->action = LINK(pg, "/templates/:territory", pg->in.territory);
	for (enum template_kind k = 0; k < TEMPLATE_KINDS; k++) {
		str code = str_of(template_kind_name(k));
		*LIST_ADD(pg->arena, &v->kinds) = (struct desk_option){code, kind_words(pg, k), kind.p && str_eq(kind, code)};
	}
	*LIST_ADD(pg->arena, &v->funders) = (struct desk_option){S(""), word_text(pg->lang, W_adoption_templates_funder_all), false};
	for (size_t i = 0; i < funders.n; i++)
		*LIST_ADD(pg->arena, &v->funders) = (struct desk_option){funders.at[i].code, funders.at[i].label, funder.p && str_eq(funder, funders.at[i].code)};
	add_fields(pg, v);
	RESPOND_HTML(pg, templates_page, v);
	return OK;
}

enum status show_templates(struct page *pg)
{
	struct problems none = problems_new(pg->arena);
	return templates_page_write(pg, &none, STR_NONE, STR_NONE);
}

/* ---- sending one ---- */

struct template_sent {
	struct intake *intake;
	struct problems problems;
	enum template_kind kind;
};

/* Unknown fields are told before anything is kept. */
static enum status look_at_sent(struct page *pg, struct template_sent *sent)
{
	struct template_look look;
	struct q_adoption_funders_rows rows;
	str bytes;
	const struct stored_file *file = &sent->intake->files.at[0];
	enum status s = q_adoption_funders(pg->db, pg->arena, pg->thing.territory, &rows);
	if (!s)
		s = files_get(pg->files, pg->arena, file->sha256, LIMIT_UPLOAD_BYTES, &bytes);
	if (s)
		return s;
	str *codes = ARENA_ARRAY(pg->arena, rows.n + 1, str);
	for (size_t i = 0; i < rows.n; i++)
		codes[i] = rows.at[i].code;
	s = template_look_at(pg->arena, sent->kind, codes, rows.n, file->name, bytes, &look, &sent->problems);
	return s == INVALID || s == TOO_BIG ? OK : s;
}

enum status prepare_template(struct page *pg)
{
	enum status s = intake_form(pg);
	if (s)
		return s;
	struct template_sent *sent = ARENA_NEW(pg->arena, struct template_sent);
	sent->intake = pg->prepared;
	sent->problems = problems_new(pg->arena);
	sent->kind = template_kind_of_name(multipart_field(&sent->intake->form, S("kind")));
	pg->prepared = sent;
	problems_add(&sent->problems, &sent->intake->problems);
	if (sent->kind == TEMPLATE_KINDS)
		PROBLEM(&sent->problems, STR_NONE, 0, S("kind"), W_adoption_templates_kind_missing);
	if (!sent->intake->files.n && !sent->problems.total)
		PROBLEM(&sent->problems, STR_NONE, 0, S("file"), W_adoption_templates_file_missing);
	return sent->problems.total ? OK : look_at_sent(pg, sent);
}

enum status post_template(struct page *pg)
{
	int64_t id;
	struct template_sent *sent = pg->prepared;
	struct problems *ps = &sent->problems;
	str funder = multipart_field(&sent->intake->form, S("funder"));
	enum status s = intake_tell(pg, sent->intake, pg->thing.territory, arena_fmt(pg->arena, "territory:%.*s", STR_ARGS(pg->in.territory)));
	if (!s && !ps->total && sent->intake->files.n) {
		const struct template_add add = {.territory = pg->thing.territory, .kind = str_of(template_kind_name(sent->kind)), .funder = funder, .file = sent->intake->files.at[0]};
		s = template_add(pg->db, pg->arena, &pg->actor, pg->now, &add, &id, ps);
	}
	if (s != OK && s != INVALID)
		return s;
	if (!ps->total)
		return page_see_other(pg, LINK(pg, "/templates/:territory", pg->in.territory));
	s = templates_page_write(pg, ps, multipart_field(&sent->intake->form, S("kind")), funder);
	return s == OK ? page_again(pg) : s;
}

/* ---- one of them ---- */

static enum status find_template(struct page *pg, int64_t *id, struct q_adoption_template_row *row)
{
	if (!str_to_int64(pg->in.document, id) || *id < 1)
		return NOT_FOUND;
	return q_adoption_template(pg->db, pg->arena, pg->thing.territory, *id, row);
}

static str media_of(str name)
{
	return str_ends(name, S(".odt")) ? S(ODT_MEDIA) : S(DOCX_MEDIA);
}

enum status send_template(struct page *pg)
{
	int64_t id;
	struct q_adoption_template_row row;
	enum status s = find_template(pg, &id, &row);
	return s ? s : send_stored(pg, row.sha256, row.name, media_of(row.name));
}

enum status post_template_remove(struct page *pg)
{
	int64_t id;
	struct q_adoption_template_row row;
	enum status s = find_template(pg, &id, &row);
	if (!s)
		s = template_remove(pg->db, pg->arena, &pg->actor, pg->now, pg->thing.territory, id);
	return s ? s : page_see_other(pg, LINK(pg, "/templates/:territory", pg->in.territory));
}

enum status preview_template(struct page *pg)
{
	int64_t id;
	struct q_adoption_template_row row;
	struct problems ps = problems_new(pg->arena);
	struct programme *p = ARENA_NEW(pg->arena, struct programme);
	str bytes, made, call = STR_NONE, title;
	enum status s = find_template(pg, &id, &row);
	if (!s)
		s = latest_programme(pg, &call, &title);
	if (!s && (!call.n || !str_eq(row.kind, S("annex")) || !pg->files))
		s = NOT_FOUND;
	if (!s)
		s = read_programme(pg->db, pg->arena, call, 0, p);
	if (!s)
		s = files_get(pg->files, pg->arena, row.sha256, LIMIT_UPLOAD_BYTES, &bytes);
	if (s)
		return s;
	const struct template_scope *data = annex_data(pg->arena, pg->lang, p, day_at(pg->now, zone_of(STR_NONE)));
	s = template_fill(pg->arena, TEMPLATE_annex, row.name, bytes, &data, 1, &made, &ps);
	if (s)
		return s;
	respond_download(pg, media_of(row.name), arena_fmt(pg->arena, "programme-%.*s.%s", STR_ARGS(call), str_ends(row.name, S(".odt")) ? "odt" : "docx"));
	out_str(&pg->rs->body, made);
	return OK;
}

enum status send_made_template(struct page *pg)
{
	str bytes;
	struct q_programme_funders_rows rows;
	enum template_kind kind = template_kind_of_name(pg->in.document);
	if (kind == TEMPLATE_KINDS)
		return NOT_FOUND;
	enum status s = q_programme_funders(pg->db, pg->arena, pg->thing.territory, &rows);
	struct programme_funder *funders = ARENA_ARRAY(pg->arena, rows.n + 1, struct programme_funder);
	for (size_t i = 0; !s && i < rows.n; i++)
		funders[i] = (struct programme_funder){.code = rows.at[i].code, .label = rows.at[i].label, .valued = rows.at[i].valued};
	if (!s)
		s = kind == TEMPLATE_annex ? annex_template(pg->arena, pg->lang, funders, rows.n, &bytes) : letter_template(pg->arena, pg->lang, kind, &bytes);
	if (s)
		return s;
	respond_download(pg, S(DOCX_MEDIA), arena_fmt(pg->arena, "%s.docx", template_kind_name(kind)));
	out_str(&pg->rs->body, bytes);
	return OK;
}
