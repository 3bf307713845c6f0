/* The bank details of an organisation: their hint for members, in full for signatories who ask (a POST: it leaves a row in the audit), changed by signatories. What was
   typed is shown again when it is wrong, never written in a log. */
#include "actions/applicant.h"
#include "actions/bank.h"
#include "domain/identifier.h"
#include "web/handlers.h"
#include "web/organisation_parts.h"
#include "web/respond.h"

static enum status add_details(struct page *pg, struct bank_view *v)
{
	struct bank_details details;
	enum status s = bank_show(pg->db, pg->arena, &pg->actor, pg->key, pg->now, organisation_of(pg), &details);
	v->unreadable = s == INVALID;
	if (s != OK)
		return s == INVALID || s == NOT_FOUND ? OK : s; /* the page says that there is none */
	v->shown = true;
	v->iban = iban_shown(pg->arena, details.iban);
	v->bic_shown = details.bic;
	v->holder_shown = details.holder;
	return OK;
}

static enum status build(struct page *pg, const struct problems *ps, const struct bank_typed *typed, struct bank_view *v)
{
	struct applicant applicant;
	enum status s = applicant_read(pg->db, pg->arena, organisation_of(pg), &applicant);
	if (s != OK)
		return s;
	page_layout(pg, &v->layout, word_text(pg->lang, W_organisation_bank));
	v->layout.csrf = pg->csrf;
	page_crumb(pg, &v->layout, word_text(pg->lang, W_organisation_my_title), LINK(pg, "/my"));
	page_crumb(pg, &v->layout, applicant.name, LINK(pg, "/organisations/:applicant", pg->in.applicant));
	v->organisation = applicant.name;
	v->has_bank = applicant.has_bank;
	v->hint = applicant.bank_hint;
	v->manages = may(&pg->actor, VERB_manage_members, &pg->thing);
	v->can_seal = pg->key != NULL;
	if (applicant.bank_changed.set)
		v->changed = TEXT(pg, W_organisation_bank_changed_by, ARG("when", organisation_instant(pg, STR_NONE, applicant.bank_changed.value)), ARG("who", applicant.bank_by));
	v->action = LINK(pg, "/organisations/:applicant/bank", pg->in.applicant);
	v->show = LINK(pg, "/organisations/:applicant/bank/show", pg->in.applicant);
	v->hide = v->action;
	v->account = organisation_field(pg, ps, "account", W_organisation_account, W_organisation_account_hint, typed->account);
	v->bic = organisation_field(pg, ps, "bic", W_organisation_bic, W_organisation_bic_hint, typed->bic);
	v->bic.optional = true;
	v->holder = organisation_field(pg, ps, "holder", W_organisation_holder, W_organisation_holder_hint, typed->holder);
	v->asks_holder = ps && organisation_wrong(pg, ps, "holder_is_right").p;
	return OK;
}

enum status show_bank(struct page *pg)
{
	struct bank_view *v = ARENA_NEW(pg->arena, struct bank_view);
	enum status s = build(pg, NULL, &(struct bank_typed){S(""), S(""), S("")}, v);
	if (str_eq(page_param(pg, S("done")), S("saved")))
		v->done = word_text(pg->lang, W_organisation_bank_done);
	if (s == OK)
		RESPOND_HTML(pg, organisation_bank_page, v);
	return s;
}

enum status show_bank_in_full(struct page *pg)
{
	struct bank_view *v = ARENA_NEW(pg->arena, struct bank_view);
	enum status s = build(pg, NULL, &(struct bank_typed){S(""), S(""), S("")}, v);
	if (s == OK)
		s = add_details(pg, v);
	if (s == OK)
		RESPOND_HTML(pg, organisation_bank_page, v);
	return s;
}

enum status save_bank(struct page *pg)
{
	struct problems ps = problems_new(pg->arena);
	const struct bank_change change = {.applicant = organisation_of(pg), .typed = {page_form(pg, S("account")), page_form(pg, S("bic")), page_form(pg, S("holder"))},
		.holder_is_right = str_is_set(page_form(pg, S("holder_is_right"))), .site = pg->settings->public_url};
	enum status s = bank_save(pg->db, pg->arena, &pg->actor, pg->key, pg->now, &change, &ps);
	if (s == OK)
		return page_see_other(pg, LINK(pg, "/organisations/:applicant/bank?done=saved", pg->in.applicant));
	if (!ps.total)
		return s;
	struct bank_view *v = ARENA_NEW(pg->arena, struct bank_view);
	s = build(pg, &ps, &change.typed, v);
	if (s != OK)
		return s;
	organisation_wrongs(pg, &ps, &v->layout, &v->wrongs);
	RESPOND_HTML(pg, organisation_bank_page, v);
	return page_again(pg);
}
