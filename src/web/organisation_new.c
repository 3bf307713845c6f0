/* Registering an organisation in two steps: its SIRET, asked of the register on the slow pool and kept; then the fields, prefilled with what is kept, and created. What is
   here already is told instead, with a way to join it. Works when the register is off, down or wrong: the fields are then empty. */
#include "actions/applicant.h"
#include "actions/joining.h"
#include "actions/members.h"
#include "actions/register.h"
#include "base/ids.h"
#include "domain/identifier.h"
#include "web/handlers.h"
#include "web/organisation_parts.h"
#include "web/respond.h"

struct typed {
	str siret, name, kind, rna, address, postcode, city, naf;
	bool being_created, prefilled;
};

static struct organisation_new_view *begin(struct page *pg)
{
	struct organisation_new_view *v = ARENA_NEW(pg->arena, struct organisation_new_view);
	page_layout(pg, &v->layout, word_text(pg->lang, W_organisation_new_title));
	v->layout.csrf = pg->csrf;
	page_crumb(pg, &v->layout, word_text(pg->lang, W_organisation_my_title), LINK(pg, "/my"));
	v->register_off = str_eq(pg->settings->register_url, S("none"));
	return v;
}

/* ---- already here ---- */

static enum status tell_already(struct page *pg, struct organisation_new_view *v, applicant_id id, str name, str siret, str rna)
{
	struct joinings mine;
	v->already = true;
	v->already_name = name;
	v->already_siret = siret;
	v->already_rna = rna;
	v->is_member = actor_role_in(&pg->actor, id) != MEMBER_NONE;
	v->already_link = v->is_member ? LINK(pg, "/organisations/:applicant", id_code(pg->arena, id.v)) : (url){S("#")};
	enum status s = joinings_of(pg->db, pg->arena, pg->actor.person, &mine);
	for (size_t i = 0; s == OK && i < mine.n; i++)
		v->has_asked |= mine.at[i].applicant.v == id.v;
	return s;
}

/* ---- the fields ---- */

static void fill_kinds(struct page *pg, const struct problems *ps, str chosen, struct organisation_choice *choice)
{
	choice->name = S("kind");
	choice->label = word_text(pg->lang, W_organisation_kind);
	choice->wrong = organisation_wrong(pg, ps, "kind");
	for (size_t i = 0; i < applicant_kind_count; i++)
		*LIST_ADD(pg->arena, &choice->options) = (struct organisation_option){.id = arena_fmt(pg->arena, "kind-%.*s", STR_ARGS(applicant_kinds[i])),
			.value = applicant_kinds[i], .label = page_word_of(pg, S("organisation.kind."), applicant_kinds[i]), .chosen = str_eq(chosen, applicant_kinds[i])};
}

static void fill(struct page *pg, struct organisation_new_view *v, const struct typed *t, const struct problems *ps)
{
	const enum word none = (enum word)WORD_COUNT;
	v->fills = true;
	v->has_siret = siret_key_is_right(t->siret);
	v->siret_shown = siret_shown(pg->arena, t->siret);
	v->siret = organisation_field(pg, ps, "siret", W_organisation_siret, W_organisation_siret_hint_hand, t->siret);
	v->name = organisation_field(pg, ps, "name", W_organisation_name, W_organisation_name_hint, t->name);
	v->rna = organisation_field(pg, ps, "rna", W_organisation_rna, W_organisation_rna_hint, t->rna);
	v->address = organisation_field(pg, ps, "address", W_organisation_address, none, t->address);
	v->postcode = organisation_field(pg, ps, "postcode", W_organisation_postcode, none, t->postcode);
	v->city = organisation_field(pg, ps, "city", W_organisation_city, none, t->city);
	v->naf = organisation_field(pg, ps, "naf", W_organisation_naf, W_organisation_naf_hint, t->naf);
	v->siret.optional = v->rna.optional = v->address.optional = v->postcode.optional = v->city.optional = v->naf.optional = true;
	fill_kinds(pg, ps, t->kind, &v->kind);
	v->being_created = t->being_created;
	v->prefilled = t->prefilled;
}

/* ---- first step: the number ---- */

enum status prepare_search_organisation(struct page *pg)
{
	str siret = identifier_compact(pg->arena, page_form(pg, S("siret")));
	struct register_answer *answer = ARENA_NEW(pg->arena, struct register_answer);
	pg->prepared = answer;
	if (!siret_key_is_right(siret))
		return OK;
	return register_look(pg->db, pg->arena, register_line_shared(), pg->settings->register_url, siret, pg->now, answer);
}

static enum status again(struct page *pg, str typed, str siret)
{
	struct problems ps = problems_new(pg->arena);
	struct organisation_new_view *v = begin(pg);
	PROBLEM(&ps, STR_NONE, 0, S("siret"), siret_is_well_formed(siret) ? W_organisation_wrong_siret_key : W_organisation_wrong_siret);
	v->siret = organisation_field(pg, &ps, "siret", W_organisation_siret, W_organisation_siret_hint, typed);
	organisation_wrongs(pg, &ps, &v->layout, &v->wrongs);
	RESPOND_HTML(pg, organisation_new_page, v);
	return page_again(pg);
}

enum status search_organisation(struct page *pg)
{
	static const str states[] = {[REGISTER_FOUND] = S("found"), [REGISTER_UNKNOWN] = S("unknown"), [REGISTER_OFF] = S("off"), [REGISTER_DOWN] = S("down")};
	const struct register_answer *answer = pg->prepared;
	str typed = page_form(pg, S("siret")), siret = identifier_compact(pg->arena, typed);
	if (!siret_key_is_right(siret))
		return again(pg, typed, siret);
	enum status s = register_keep(pg->db, answer);
	if (s != OK)
		return s;
	str by = answer->state == REGISTER_FOUND && answer->old ? S("old") : states[answer->state];
	return page_see_other(pg, LINK(pg, "/organisations/new?siret=:siret&by=:by", siret, by));
}

/* ---- second step: the fields, with what is kept of the register ---- */

static void note(struct page *pg, struct organisation_new_view *v, str by, const struct register_answer *answer)
{
	static const struct {
		str by, tone;
		enum word word;
	} notes[] = {
		{S("unknown"), S("warning"), W_organisation_register_unknown}, {S("off"), S(""), W_organisation_register_off}, {S("down"), S(""), W_organisation_register_down},
	};
	v->note_tone = S("");
	if (answer->state == REGISTER_FOUND) {
		bool old = str_eq(by, S("old"));
		v->note = old ? TEXT(pg, W_organisation_register_old, ARG("day", organisation_day(pg, answer->asked))) : word_text(pg->lang, W_organisation_register_found);
		v->has_note = true;
		return;
	}
	for (size_t i = 0; i < sizeof notes / sizeof *notes; i++)
		if (str_eq(by, notes[i].by)) {
			v->note = word_text(pg->lang, notes[i].word);
			v->note_tone = notes[i].tone;
			v->has_note = true;
		}
}

static enum status siblings(struct page *pg, struct organisation_new_view *v, str siret)
{
	struct applicant_siblings found;
	enum status s = applicant_siblings(pg->db, pg->arena, siret, &found);
	for (size_t i = 0; s == OK && i < found.n; i++)
		*LIST_ADD(pg->arena, &v->siblings) = (struct sibling_view){found.at[i].name, siret_shown(pg->arena, found.at[i].siret)};
	return s;
}

static enum status second_step(struct page *pg, struct organisation_new_view *v, str siret, str by)
{
	struct register_answer answer;
	enum status s = register_recall(pg->db, pg->arena, siret, pg->now, &answer);
	if (s == OK)
		s = siblings(pg, v, siret);
	if (s != OK)
		return s;
	const struct register_found *f = &answer.found;
	const struct typed typed = {.siret = siret, .name = f->name, .kind = f->kind, .rna = f->rna, .address = f->address, .postcode = f->postcode, .city = f->city,
		.naf = f->naf, .prefilled = answer.state == REGISTER_FOUND};
	fill(pg, v, &typed, NULL);
	note(pg, v, by, &answer);
	v->closed = f->closed;
	return OK;
}

enum status show_organisation_new(struct page *pg)
{
	struct organisation_new_view *v = begin(pg);
	str siret = page_param(pg, S("siret")), by = page_param(pg, S("by")), name;
	applicant_id id;
	enum status s = OK;
	if (siret_key_is_right(siret)) {
		s = applicant_find(pg->db, pg->arena, siret, &id, &name);
		s = s == OK ? tell_already(pg, v, id, name, siret, S("")) : s == NOT_FOUND ? second_step(pg, v, siret, by) : s;
	} else if (str_eq(by, S("hand"))) {
		fill(pg, v, &(struct typed){0}, NULL);
	}
	if (!v->fills)
		v->siret = organisation_field(pg, NULL, "siret", W_organisation_siret, W_organisation_siret_hint, S(""));
	if (s == OK)
		RESPOND_HTML(pg, organisation_new_page, v);
	return s;
}

/* ---- creating, joining ---- */

enum status create_organisation(struct page *pg)
{
	const struct typed t = {.siret = identifier_compact(pg->arena, page_form(pg, S("siret"))), .name = page_form(pg, S("name")), .kind = page_form(pg, S("kind")),
		.rna = page_form(pg, S("rna")), .address = page_form(pg, S("address")), .postcode = page_form(pg, S("postcode")), .city = page_form(pg, S("city")),
		.naf = page_form(pg, S("naf")), .being_created = str_is_set(page_form(pg, S("being_created"))), .prefilled = str_is_set(page_form(pg, S("prefilled")))};
	const struct applicant_new new = {.name = t.name, .kind = t.kind, .siret = t.siret, .rna = t.rna, .address = t.address, .postcode = t.postcode, .city = t.city,
		.naf = t.naf, .being_created = t.being_created, .prefilled = t.prefilled, .maker = MAKER_MEMBER};
	struct problems ps = problems_new(pg->arena);
	struct applicant_made made;
	enum status s = applicant_create(pg->db, pg->arena, &pg->actor, pg->now, &new, &ps, &made);
	if (s == OK)
		return page_see_other(pg, LINK(pg, "/organisations/:applicant", id_code(pg->arena, made.applicant.v)));
	if (s != INVALID && !(s == CONFLICT && made.already.v))
		return s;
	struct organisation_new_view *v = begin(pg);
	if (s == CONFLICT && (s = tell_already(pg, v, made.already, made.already_name, t.siret, t.rna)) != OK)
		return s;
	fill(pg, v, &t, &ps);
	organisation_wrongs(pg, &ps, &v->layout, &v->wrongs);
	RESPOND_HTML(pg, organisation_new_page, v);
	return page_again(pg);
}

enum status join_organisation(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	const struct joining_new new = {.siret = page_form(pg, S("siret")), .rna = page_form(pg, S("rna")), .site = pg->settings->public_url};
	enum status s = joining_ask(pg->db, pg->arena, &pg->actor, pg->now, &new, &ps);
	if (s == OK)
		return page_see_other(pg, LINK(pg, "/my"));
	if (!ps.total)
		return s;
	struct organisation_new_view *v = begin(pg);
	applicant_id id = {0};
	str name = S(""), siret = identifier_compact(pg->arena, new.siret);
	s = applicant_find(pg->db, pg->arena, siret, &id, &name);
	if (s == OK)
		s = tell_already(pg, v, id, name, siret, S(""));
	if (s != OK && s != NOT_FOUND)
		return s;
	v->join_wrong = organisation_wrong(pg, &ps, "join");
	v->siret = organisation_field(pg, NULL, "siret", W_organisation_siret, W_organisation_siret_hint, S(""));
	organisation_wrongs(pg, &ps, &v->layout, &v->wrongs);
	RESPOND_HTML(pg, organisation_new_page, v);
	return page_again(pg);
}
