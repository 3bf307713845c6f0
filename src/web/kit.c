/* /sheets/:sheet/kit and kit.zip: what a bearer shows on what it prints; /sheets/:sheet/letters/:document: a letter that was sent to it; /logos/:territory: where officers give logos. */
#include "actions/kit.h"
#include "base/limits.h"
#include "domain/letter_code.h"
#include "jobs/make_kit.h"
#include "web/filing_page.h"
#include "web/intake.h"
#include "web/routes.h"

static enum status kit_of(struct page *pg, struct kit *kit, struct q_filing_head_row *head)
{
	enum status s = q_filing_head(pg->db, pg->arena, pg->thing.sheet.v, head);
	if (!s && !head->application.set)
		return NOT_FOUND;
	return s ? s : read_kit(pg->db, pg->arena, head->territory, head->call, (application_id){head->application.value}, word_text(pg->lang, W_notify_policy), kit);
}

static struct document_maker maker_of(struct page *pg)
{
	return (struct document_maker){.db = pg->db, .arena = pg->arena, .files = pg->files, .settings = pg->settings, .lang = pg->lang, .now = pg->now};
}

enum status show_kit(struct page *pg)
{
	struct kit kit;
	struct q_filing_head_row head;
	struct kit_view *v = ARENA_NEW(pg->arena, struct kit_view);
	const struct document_maker m = maker_of(pg);
	enum status s = kit_of(pg, &kit, &head);
	if (s)
		return s;
	page_layout(pg, &v->layout, word_text(pg->lang, W_notify_kit_title));
	v->layout.refuse_index = true;
	page_crumb(pg, &v->layout, head.title, SHEET_LINK(pg, "/follow-up"));
	v->title = head.title;
	v->funded = kit.funded;
	v->sentence = kit_sentence(&m, &kit);
	v->zip = SHEET_LINK(pg, "/kit.zip");
	for (size_t i = 0; i < kit.parts.n; i++) {
		const struct kit_part *p = &kit.parts.at[i];
		str place = arena_fmt(pg->arena, "%zu", i + 1);
		*LIST_ADD(pg->arena, &v->parts) = (struct kit_part_view){.label = p->label, .name = p->name, .has_logo = p->logo > 0, .is_picture = str_starts(p->media, S("image/")),
			.mention = kit_mention(&m, p), .places = kit_places(&m, p),
			.alt = TEXT(pg, W_notify_logo_of, ARG("funder", p->label)), .link = LINK(pg, "/sheets/:sheet/kit/:place", pg->in.sheet, place)};
	}
	RESPOND_HTML(pg, kit_page, v);
	return OK;
}

enum status send_kit_logo(struct page *pg)
{
	struct kit kit;
	struct q_filing_head_row head;
	int64_t place;
	enum status s = kit_of(pg, &kit, &head);
	if (s)
		return s;
	if (!str_to_int64(pg->in.document, &place) || place < 1 || place > (int64_t)kit.parts.n || !kit.parts.at[place - 1].logo)
		return NOT_FOUND;
	const struct kit_part *p = &kit.parts.at[place - 1];
	return send_stored(pg, p->sha256, p->name, p->media);
}

enum status send_kit(struct page *pg)
{
	struct kit kit;
	struct q_filing_head_row head;
	str zip;
	const struct document_maker m = maker_of(pg);
	enum status s = kit_of(pg, &kit, &head);
	if (!s)
		s = make_kit(&m, &(struct kit_wish){.kit = &kit, .title = head.title, .call = head.call_title, .time_zone = head.time_zone}, &zip);
	if (s)
		return s;
	respond_download(pg, S("application/zip"), S("kit-communication.zip"));
	out_str(&pg->rs->body, zip);
	return OK;
}

/* ---- letters that a bearer got ---- */

enum status send_bearer_letter(struct page *pg)
{
	struct q_filing_head_row head;
	struct q_notify_sent_of_application_rows rows;
	int64_t id;
	enum status s = str_to_int64(pg->in.document, &id) ? q_filing_head(pg->db, pg->arena, pg->thing.sheet.v, &head) : NOT_FOUND;
	if (!s && !head.application.set)
		s = NOT_FOUND;
	if (!s)
		s = q_notify_sent_of_application(pg->db, pg->arena, head.territory, (application_id){head.application.value}, &rows);
	for (size_t i = 0; !s && i < rows.n; i++)
		if (rows.at[i].id == id) {
			const struct q_notify_sent_of_application_row *l = &rows.at[i];
			str name = arena_fmt(pg->arena, "%.*s-%.*s.pdf", STR_ARGS(l->kind), STR_ARGS(letter_code_shown(pg->arena, l->code)));
			return send_stored(pg, str_is_set(l->signed_sha256) ? l->signed_sha256 : l->sha256, name, S("application/pdf"));
		}
	return s ? s : NOT_FOUND;
}

/* ---- the logos of a territory ---- */

/* What each asks to be printed; what was typed when something is wrong with it. */
static enum status add_mentions(struct page *pg, const struct problems *ps, const struct q_adoption_funders_rows *funders, struct logos_view *v)
{
	struct q_notify_mentions_rows rows;
	const struct document_maker m = maker_of(pg);
	const bool again = ps->total && route_has_field(pg->route, S("mention"));
	enum status s = q_notify_mentions(pg->db, pg->arena, pg->thing.territory, &rows);
	for (size_t i = 0; !s && i <= funders->n; i++) {
		struct kit_part part = {.funder = i ? funders->at[i - 1].code : S(""), .label = i ? funders->at[i - 1].label : word_text(pg->lang, W_notify_policy)};
		for (size_t k = 0; k < rows.n; k++)
			if (str_eq(rows.at[k].funder, part.funder)) {
				part.mention = rows.at[k].mention;
				part.places = rows.at[k].places;
			}
		const bool typed = again && str_eq(page_form(pg, S("funder")), part.funder);
		*LIST_ADD(pg->arena, &v->mentions) = (struct mention_row){.id = arena_fmt(pg->arena, "%zu", i), .funder = part.funder, .label = part.label, .says = kit_mention(&m, &part),
			.where = kit_places(&m, &part), .mention = typed ? page_form(pg, S("mention")) : part.mention, .places = typed ? page_form(pg, S("places")) : part.places,
			.own = str_is_set(part.mention) || str_is_set(part.places), .open = typed};
	}
	v->mention = LINK(pg, "/logos/:territory/mention", pg->in.territory);
	return s;
}

static enum status logos_write(struct page *pg, struct problems *ps, str funder)
{
	struct q_adoption_funders_rows funders;
	struct q_notify_logos_rows rows;
	struct logos_view *v = ARENA_NEW(pg->arena, struct logos_view);
	enum status s = q_adoption_funders(pg->db, pg->arena, pg->thing.territory, &funders);
	if (!s)
		s = q_notify_logos(pg->db, pg->arena, pg->thing.territory, &rows);
	if (s)
		return s;
	str title = word_text(pg->lang, W_notify_logos_title);
	page_layout(pg, &v->layout, ps->total ? TEXT(pg, W_adoption_title_wrong, ARG("title", title)) : title);
	v->layout.refuse_index = true;
	page_crumb(pg, &v->layout, word_text(pg->lang, W_desk_title), LINK(pg, "/desk/:territory", pg->in.territory));
	filing_page_problems(pg, ps, &v->problems);
	v->action = LINK(pg, "/logos/:territory", pg->in.territory);
	*LIST_ADD(pg->arena, &v->funders) = (struct desk_option){S(""), word_text(pg->lang, W_notify_policy), false};
	for (size_t i = 0; i < funders.n; i++)
		*LIST_ADD(pg->arena, &v->funders) = (struct desk_option){funders.at[i].code, funders.at[i].label, funder.p && str_eq(funder, funders.at[i].code)};
	for (size_t i = 0; i < rows.n; i++) {
		str id = arena_fmt(pg->arena, "%lld", (long long)rows.at[i].id), label = word_text(pg->lang, W_notify_policy);
		for (size_t k = 0; k < funders.n; k++)
			if (str_eq(funders.at[k].code, rows.at[i].funder))
				label = funders.at[k].label;
		*LIST_ADD(pg->arena, &v->rows) = (struct logo_row){.label = label, .name = rows.at[i].name, .remove = LINK(pg, "/logos/:territory/:logo/remove", pg->in.territory, id),
			.remove_label = TEXT(pg, W_notify_logo_remove_of, ARG("funder", label)), .link = LINK(pg, "/logos/:territory/:logo", pg->in.territory, id)};
	}
	s = add_mentions(pg, ps, &funders, v);
	if (!s)
		RESPOND_HTML(pg, logos_page, v);
	return s;
}

enum status show_logos(struct page *pg)
{
	struct problems none = problems_new(pg->arena);
	return logos_write(pg, &none, STR_NONE);
}

static bool logo_id(const struct page *pg, int64_t *id)
{
	return str_to_int64(pg->in.document, id) && *id > 0;
}

enum status send_logo(struct page *pg)
{
	struct q_notify_logos_rows rows;
	int64_t id;
	enum status s = logo_id(pg, &id) ? q_notify_logos(pg->db, pg->arena, pg->thing.territory, &rows) : NOT_FOUND;
	for (size_t i = 0; !s && i < rows.n; i++)
		if (rows.at[i].id == id)
			return send_stored(pg, rows.at[i].sha256, rows.at[i].name, rows.at[i].media);
	return s ? s : NOT_FOUND;
}

enum status post_logo(struct page *pg)
{
	struct intake *intake = pg->prepared;
	struct problems *ps = &intake->problems;
	str funder = multipart_field(&intake->form, S("funder"));
	enum status s = intake_tell(pg, intake, pg->thing.territory, arena_fmt(pg->arena, "territory:%.*s", STR_ARGS(pg->in.territory)));
	if (!s && !intake->files.n && !ps->total)
		PROBLEM(ps, STR_NONE, 0, S("file"), W_notify_scan_missing);
	if (!s && !ps->total) {
		const struct logo_add add = {.territory = pg->thing.territory, .funder = funder.p ? funder : S(""), .file = intake->files.at[0]};
		s = logo_add(pg->db, pg->arena, &pg->actor, pg->now, &add, ps);
	}
	if (s != OK && s != INVALID)
		return s;
	if (!ps->total)
		return page_see_other(pg, LINK(pg, "/logos/:territory", pg->in.territory));
	s = logos_write(pg, ps, funder);
	return s ? s : page_again(pg);
}

enum status post_logo_remove(struct page *pg)
{
	int64_t id;
	enum status s = logo_id(pg, &id) ? logo_remove(pg->db, pg->arena, &pg->actor, pg->now, pg->thing.territory, id) : NOT_FOUND;
	return s ? s : page_see_other(pg, LINK(pg, "/logos/:territory", pg->in.territory));
}

enum status post_mention(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	const struct mention_set set = {.territory = pg->thing.territory, .funder = page_form(pg, S("funder")), .mention = page_form(pg, S("mention")), .places = page_form(pg, S("places"))};
	enum status s = mention_set(pg->db, pg->arena, &pg->actor, pg->now, &set, &ps);
	if (s != INVALID)
		return s ? s : page_see_other(pg, LINK(pg, "/logos/:territory", pg->in.territory));
	s = logos_write(pg, &ps, STR_NONE);
	return s ? s : page_again(pg);
}
