/* The frozen programme says what was voted; the grid that it came from says what was asked and why not; the tables of notifications say what was told. See read_notices.h. */
#include "actions/read_notices.h"

#include "actions/grid_rules.h"
#include "actions/read_grid.h"
#include "actions/read_programme.h"
#include "domain/workflow.h"
#include "gen/queries.h"

enum { AGREEMENT_ABOVE_CENTS = 2300000 }; /* décret n° 2001-495 du 6 juin 2001, article 1er */

struct reading {
	const struct notice_wish *w;
	struct arena *a;
	struct notices *n;
	struct programme programme;
	struct grid grid;
	struct q_notify_bearers_rows bearers;
	struct q_notify_refusals_rows refusals;
	struct q_notify_identities_rows identities;
	struct q_grid_funders_rows funders;
};

const char *notice_state_name(enum notice_state state)
{
	static const char *const names[NOTICE_STATES] = {"to_make", "made", "signed", "sent", "bounced", "changed"};
	return state < NOTICE_STATES ? names[state] : "none";
}

struct notice *notice_of(struct notices *n, application_id application)
{
	for (size_t i = 0; i < n->list.n; i++)
		if (n->list.at[i].application.v == application.v)
			return &n->list.at[i];
	return NULL;
}

static str present(str s)
{
	return s.p ? s : S("");
}

/* ---- the funder ---- */

static enum status read_setting(struct reading *r)
{
	struct q_notify_setting_row row;
	struct notice_setting *setting = &r->n->setting;
	enum status s = q_notify_setting(r->w->db, r->a, r->n->territory, r->n->call, r->n->funder, &row);
	*setting = (struct notice_setting){.sender = S(""), .decision_number = S(""), .appeal = S(""), .court = S(""), .contact = S("")};
	if (!s)
		*setting = (struct notice_setting){.set = true, .sender = row.sender, .decision_number = row.decision_number, .decision = row.decision, .appeal = row.appeal, .court = row.court,
			.contact = row.contact};
	r->n->own_decision = setting->decision_number.n > 0;
	if (!r->n->own_decision && str_is_set(r->programme.decision_number)) {
		setting->decision_number = r->programme.decision_number;
		setting->decision = r->programme.decision_day;
	}
	return s == NOT_FOUND ? OK : s;
}

static enum status read_frame(struct reading *r)
{
	struct q_notify_funder_row funder;
	struct q_filing_zone_row zone;
	struct notices *n = r->n;
	enum status s = read_programme(r->w->db, r->a, r->w->call, 0, &r->programme);
	if (!s && !str_eq(r->programme.state, S("voted")))
		return NOT_FOUND;
	if (!s && r->programme.altered)
		return CONFLICT;
	if (!s)
		s = read_grid(r->w->db, r->a, r->w->lang, r->w->call, r->programme.scenario ? r->programme.scenario : GRID_SESSION, &r->grid);
	if (!s)
		s = q_notify_funder(r->w->db, r->a, r->grid.territory, r->w->funder, &funder);
	if (!s)
		s = q_filing_zone(r->w->db, r->a, r->grid.territory, &zone);
	if (s)
		return s;
	*n = (struct notices){.territory = r->grid.territory, .territory_code = r->grid.territory_code, .territory_name = r->programme.territory_name, .time_zone = zone.time_zone,
		.call = r->grid.call, .title = r->grid.title, .funder = r->w->funder, .label = funder.label, .long_label = str_is_set(funder.long_label) ? funder.long_label : funder.label,
		.kind = funder.kind, .valued_funder = funder.valued, .year = r->grid.year, .version = r->programme.version, .programme = r->programme.title, .sha256 = present(r->programme.sha256)};
	return read_setting(r);
}

/* ---- amounts ---- */

/* Columns of a programme are called as those of the grid; a pack's are the funder's code alone. */
static bool column_is_of(str code, str funder, bool *investment, bool *valued)
{
	str of;
	*investment = *valued = false;
	if (str_eq(code, funder))
		return true;
	return grid_column_parse(code, &of, investment, valued) && str_eq(of, funder);
}

static str funder_of(str code)
{
	str of;
	bool investment, valued;
	return grid_column_parse(code, &of, &investment, &valued) ? of : code;
}

/* What the bearer brings itself is no funder's. */
static bool is_own_funds(const struct reading *r, str funder)
{
	for (size_t i = 0; i < r->funders.n; i++)
		if (str_eq(r->funders.at[i].code, funder))
			return str_eq(r->funders.at[i].kind, S("own_funds"));
	return false;
}

static void add_line(struct reading *r, struct notice *notice, const struct programme_line *line)
{
	bool investment, valued;
	const struct programme_funder *f = &r->programme.funders.at[line->funder];
	if (line->amount.cents <= 0)
		return;
	if (!column_is_of(f->code, r->n->funder, &investment, &valued)) {
		if (!is_own_funds(r, funder_of(f->code)))
			*LIST_ADD(r->a, &notice->others) = (struct notice_other){funder_of(f->code), f->label, line->amount, f->valued};
		return;
	}
	if (valued || f->valued) {
		notice->valued = money_add(notice->valued, line->amount);
		return;
	}
	notice->amount = money_add(notice->amount, line->amount);
	if (investment)
		notice->investment = money_add(notice->investment, line->amount);
}

static money asked_of(const struct reading *r, const struct grid_row *row, bool *refused, str *why)
{
	money asked = {0};
	for (size_t c = 0; c < r->grid.columns.n; c++) {
		const struct grid_cell *cell = &row->cells[c];
		if (!str_eq(r->grid.columns.at[c].funder, r->n->funder))
			continue;
		if (cell->asked.set)
			asked = money_add(asked, cell->asked.value);
		*refused = *refused || cell->refused;
		if (cell->refused && str_is_set(cell->reason))
			*why = cell->reason;
	}
	return asked;
}

/* ---- who ---- */

static str identity(const struct reading *r, int64_t applicant, str field)
{
	for (size_t i = 0; applicant && i < r->identities.n; i++)
		if (r->identities.at[i].applicant == applicant && str_eq(r->identities.at[i].field, field))
			return r->identities.at[i].value;
	return S("");
}

static str joined(struct arena *a, str first, const char *between, str second)
{
	if (!first.n || !second.n)
		return first.n ? first : second;
	return arena_fmt(a, "%.*s%s%.*s", STR_ARGS(first), between, STR_ARGS(second));
}

static str address_of(const struct reading *r, int64_t applicant)
{
	if (str_eq(identity(r, applicant, S("mailing.other")), S("yes")))
		return identity(r, applicant, S("mailing.address"));
	str lines = joined(r->a, identity(r, applicant, S("address.line")), "\n", identity(r, applicant, S("address.more")));
	return joined(r->a, lines, "\n", joined(r->a, identity(r, applicant, S("address.postcode")), " ", identity(r, applicant, S("address.town"))));
}

static bool is_private(str kind)
{
	static const str public_bodies[] = {S("municipality"), S("ccas"), S("intercommunality")};
	for (size_t i = 0; i < sizeof public_bodies / sizeof *public_bodies; i++)
		if (str_eq(kind, public_bodies[i]))
			return false;
	return true;
}

static void add_bearer(struct reading *r, struct notice *notice)
{
	for (size_t i = 0; i < r->bearers.n; i++) {
		const struct q_notify_bearers_row *b = &r->bearers.at[i];
		if (b->id.v != notice->application.v)
			continue;
		int64_t applicant = b->applicant.set ? b->applicant.value : 0;
		str siret = str_is_set(b->siret) ? b->siret : identity(r, applicant, S("identity.siret"));
		notice->sheet = b->sheet.set ? b->sheet.value : 0;
		notice->applicant = applicant;
		notice->number = present(b->number);
		notice->state = b->state;
		notice->bearer = str_is_set(b->applicant_name) ? b->applicant_name : str_is_set(b->long_name) ? b->long_name : b->bearer;
		notice->bearer_kind = b->kind;
		notice->siret = siret.n ? siret : present(b->siren);
		notice->bank_hint = present(b->bank_hint);
		notice->address = address_of(r, applicant);
		notice->representative = joined(r->a, identity(r, applicant, S("representative.first_name")), " ", identity(r, applicant, S("representative.last_name")));
		notice->capacity = identity(r, applicant, S("representative.role"));
		notice->private_body = is_private(b->kind);
	}
}

/* ---- the list ---- */

static void add_reason(struct reading *r, struct notice *notice, str text, str clause)
{
	for (size_t i = 0; i < notice->reasons.n; i++)
		if (str_eq(notice->reasons.at[i].text, text))
			return;
	if (str_is_set(text))
		*LIST_ADD(r->a, &notice->reasons) = (struct notice_reason){text, present(clause)};
}

/* The rules first, with their clauses; then what was said of that funder's part; then the committee. */
static enum status add_reasons(struct reading *r, struct notice *notice, size_t row, str why)
{
	const struct grid_judging j = {.db = r->w->db, .arena = r->a, .lang = r->w->lang, .set = r->w->set, .judge = r->w->judge, .grid = &r->grid};
	enum status s = r->w->set && r->w->judge ? grid_judge_row(&j, row) : OK;
	const struct grid_row *g = &r->grid.rows.at[row];
	for (size_t c = 0; !s && c < r->grid.columns.n; c++)
		if (str_eq(r->grid.columns.at[c].funder, r->n->funder) && g->cells[c].rule.judged && g->cells[c].rule.refuses)
			add_reason(r, notice, g->cells[c].rule.sentence, g->cells[c].rule.clause);
	add_reason(r, notice, why, STR_NONE);
	for (size_t i = 0; i < r->refusals.n; i++)
		if (r->refusals.at[i].id.v == notice->application.v)
			add_reason(r, notice, r->refusals.at[i].reason, STR_NONE);
	if (!notice->reasons.n || str_eq(g->decision, S("refused")))
		add_reason(r, notice, g->note, STR_NONE);
	return s;
}

static void add_awards(struct reading *r)
{
	const struct programme *p = &r->programme;
	for (size_t x = 0; x < p->axes.n; x++)
		for (size_t i = 0; i < p->axes.at[x].actions.n; i++) {
			const struct programme_action *action = &p->axes.at[x].actions.at[i];
			struct notice notice = {.title = action->title, .action = action->code, .cost = action->total, .bearer = action->bearer, .decision = NOTICE_AWARD};
			for (size_t k = 0; k < action->lines.n; k++)
				add_line(r, &notice, &action->lines.at[k]);
			notice.application = action->application;
			for (size_t k = 0; !notice.application.v && k < r->grid.rows.n; k++)
				if (str_eq(r->grid.rows.at[k].action, action->code))
					notice.application = r->grid.rows.at[k].id;
			if (notice.application.v && (notice.amount.cents || notice.valued.cents))
				*LIST_ADD(r->a, &r->n->list) = notice;
		}
}

static bool tells_nothing(str state)
{
	return str_eq(state, S("withdrawn")) || str_eq(state, S("carried_over"));
}

static enum status add_others_of(struct reading *r, enum notice_decision decision)
{
	enum status s = OK;
	for (size_t i = 0; !s && i < r->grid.rows.n; i++) {
		const struct grid_row *row = &r->grid.rows.at[i];
		bool refused = false;
		str why = STR_NONE;
		money asked = asked_of(r, row, &refused, &why);
		bool waits = !refused && (str_eq(row->decision, S("reserve")) || str_eq(row->state, S("reserve")));
		if (notice_of(r->n, row->id) || (asked.cents <= 0 && !refused) || tells_nothing(row->state) || waits != (decision == NOTICE_WAITS))
			continue;
		struct notice *notice = LIST_ADD(r->a, &r->n->list);
		*notice = (struct notice){.application = row->id, .title = row->title, .action = row->action, .cost = row->cost, .bearer = row->bearer, .decision = decision};
		s = decision == NOTICE_REFUSAL ? add_reasons(r, notice, i, why) : OK;
	}
	return s;
}

static void add_years(struct reading *r)
{
	for (size_t i = 0; i < r->n->list.n; i++) {
		struct notice *notice = &r->n->list.at[i];
		size_t row = grid_row_of(&r->grid, notice->application);
		bool refused = false;
		str why;
		if (row != SIZE_MAX)
			notice->asked = asked_of(r, &r->grid.rows.at[row], &refused, &why);
		for (size_t k = 0; k < r->n->list.n; k++)
			if (str_eq(r->n->list.at[k].bearer, notice->bearer))
				notice->of_year = money_add(notice->of_year, r->n->list.at[k].amount);
		notice->agreement = notice->private_body && notice->amount.cents > 0 && notice->of_year.cents > AGREEMENT_ABOVE_CENTS;
		notice->lacks_bank = notice->amount.cents > 0 && !str_is_set(notice->bank_hint);
		notice->lacks_address = !str_is_set(notice->address);
		notice->lacks_account = !notice->applicant;
	}
}

/* ---- letters ---- */

static enum status add_letters(struct reading *r)
{
	struct q_notify_letters_rows rows;
	enum status s = q_notify_letters(r->w->db, r->a, r->n->territory, r->n->call, r->n->funder, &rows);
	for (size_t i = 0; !s && i < rows.n; i++) {
		const struct q_notify_letters_row *l = &rows.at[i];
		struct notice *notice = notice_of(r->n, l->application);
		if (!notice)
			continue; /* of an action that a later version removed */
		*LIST_ADD(r->a, &notice->letters) = (struct notice_letter){.id = l->id, .kind = l->kind, .amount = l->amount, .valued = l->valued, .code = l->code, .reference = present(l->reference),
			.sha256 = l->sha256, .signed_sha256 = l->signed_sha256, .pages = l->pages, .batch = l->batch, .version = l->version, .signed_versions = l->versions, .made = l->made,
			.signed_at = l->signed_at, .sent = l->sent, .cancelled = l->cancelled, .cancelled_reason = present(l->cancelled_reason), .unsigned_reason = present(l->unsigned_reason)};
	}
	return s;
}

/* How it left the last time, and what became of the mails of that time. */
static void add_mails_of(struct notice_letter *l, const struct q_notify_agains_rows *agains, const struct q_notify_mails_rows *mails)
{
	for (size_t i = 0; i < agains->n; i++)
		if (agains->at[i].id == l->id) {
			l->again = agains->at[i].number;
			l->again_way = agains->at[i].way;
			l->again_reason = agains->at[i].reason;
			l->again_at = (opt_instant){true, agains->at[i].at};
		}
	for (size_t m = 0; m < mails->n; m++) {
		if (mails->at[m].id != l->id || mails->at[m].number != l->again)
			continue;
		l->mails++;
		l->delivered += str_eq(mails->at[m].state, S("sent"));
		if (!str_eq(mails->at[m].state, S("failed")))
			continue;
		l->failed++;
		l->answer = present(mails->at[m].answer);
		l->recipient = mails->at[m].recipient;
	}
}

static enum status add_mails(struct reading *r)
{
	struct q_notify_mails_rows mails = {0};
	struct q_notify_agains_rows agains = {0};
	enum status s = q_notify_mails(r->w->db, r->a, r->n->territory, r->n->call, r->n->funder, &mails);
	if (!s)
		s = q_notify_agains(r->w->db, r->a, r->n->territory, r->n->call, r->n->funder, &agains);
	for (size_t i = 0; !s && i < r->n->list.n; i++)
		for (size_t k = 0; k < r->n->list.at[i].letters.n; k++)
			add_mails_of(&r->n->list.at[i].letters.at[k], &agains, &mails);
	return s;
}

static enum notice_state progress_of(const struct notice *notice)
{
	const struct notice_letter *l = notice->letter;
	if (!l)
		return NOTICE_TO_MAKE;
	if (l->amount.cents != notice->amount.cents || l->valued.cents != notice->valued.cents)
		return NOTICE_CHANGED;
	if (l->sent.set)
		return l->mails && l->failed == l->mails ? NOTICE_BOUNCED : NOTICE_SENT;
	return str_is_set(l->signed_sha256) ? NOTICE_SIGNED : NOTICE_MADE;
}

static void count_all(struct notices *n)
{
	for (size_t i = 0; i < n->list.n; i++) {
		struct notice *notice = &n->list.at[i];
		for (size_t k = notice->letters.n; k > 0; k--)
			if (!notice->letters.at[k - 1].cancelled.set)
				notice->letter = &notice->letters.at[k - 1];
		notice->progress = progress_of(notice);
		if (notice->decision != NOTICE_WAITS)
			n->count[notice->progress]++;
		n->granted = money_add(n->granted, notice->amount);
		n->valued = money_add(n->valued, notice->valued);
	}
}

enum status read_notices(const struct notice_wish *wish, struct notices *n)
{
	struct reading r = {.w = wish, .a = wish->arena, .n = n};
	*n = (struct notices){0};
	enum status s = read_frame(&r);
	if (!s)
		s = q_notify_bearers(wish->db, r.a, n->territory, n->call, &r.bearers);
	if (!s)
		s = q_notify_refusals(wish->db, r.a, n->territory, n->call, &r.refusals);
	if (!s)
		s = q_notify_identities(wish->db, r.a, n->territory, n->call, &r.identities);
	if (!s)
		s = q_grid_funders(wish->db, r.a, n->territory, &r.funders);
	if (s)
		return s;
	add_awards(&r);
	s = add_others_of(&r, NOTICE_REFUSAL);
	if (!s)
		s = add_others_of(&r, NOTICE_WAITS);
	for (size_t i = 0; !s && i < n->list.n; i++)
		add_bearer(&r, &n->list.at[i]);
	add_years(&r);
	if (!s)
		s = add_letters(&r);
	if (!s)
		s = add_mails(&r);
	count_all(n);
	return s;
}
