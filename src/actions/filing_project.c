/* What the rest of the product reads of a filed request: one application in no programme yet, its bearer, its action, what it asks of whom, where, for which goals.
   Each version replaces the rows of the one before; codes and numbers stay. */
#include "actions/filing_write.h"

#include "actions/application_state.h"
#include "base/ids.h"

struct projecting {
	struct filing_step *f;
	struct projected rows;
	str bearer;
	application_id id;
	bool revised; /* a revised budget came: what is in the sheet is no more what was asked */
};

/* The organisation of the territory with the same SIREN, the pack's first; else one of its own. */
static enum status find_bearer(struct projecting *p)
{
	static const struct {
		str applicant, organisation;
	} kinds[] = {{S("association"), S("association")}, {S("citizen_council"), S("association")}, {S("municipality"), S("municipality")}, {S("ccas"), S("ccas")},
	             {S("intercommunality"), S("intercommunality")}, {S("landlord"), S("landlord")}};
	struct filing_step *f = p->f;
	str own = arena_fmt(f->arena, "ORG-%.*s", STR_ARGS(id_code(f->arena, f->head.applicant)));
	struct q_filing_organisation_row row;
	enum status s = q_filing_organisation(f->db, f->arena, f->head.territory, f->head.siren.p ? f->head.siren : S(""), own, &row);
	p->bearer = s == OK ? row.code : own;
	if (s != NOT_FOUND)
		return s;
	str kind = S("other");
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (str_eq(kinds[i].applicant, f->head.applicant_kind))
			kind = kinds[i].organisation;
	return q_filing_add_organisation(f->db, &(struct q_filing_add_organisation_in){
		.territory = f->head.territory, .code = own, .name = f->head.name, .kind = kind, .siren = f->head.siren});
}

/* The linked action of a renewal, unless another request of the same call has it already; else a new one. */
static enum status find_action(struct projecting *p)
{
	struct filing_step *f = p->f;
	struct q_filing_action_row known;
	struct q_filing_action_taken_row taken;
	enum status s = NOT_FOUND;
	if (str_is_set(f->head.action))
		s = q_filing_action(f->db, f->arena, f->head.territory, f->head.action, &known);
	if (s == OK) {
		s = q_filing_action_taken(f->db, f->arena, f->head.territory, f->head.call, f->head.action, &taken);
		if (s == NOT_FOUND)
			return OK;
		s = s == OK ? NOT_FOUND : s;
	}
	if (s != NOT_FOUND)
		return s;
	struct q_filing_action_count_row count;
	s = q_filing_action_count(f->db, f->arena, f->head.territory, &count);
	for (int64_t n = count.made + 1; s == OK; n++) {
		f->head.action = arena_fmt(f->arena, "ACT-%.*s-%06lld", STR_ARGS(f->head.territory_code), (long long)n);
		s = q_filing_action(f->db, f->arena, f->head.territory, f->head.action, &known);
	}
	return s == NOT_FOUND ? q_filing_add_action(f->db, f->head.territory, f->head.action, f->head.title) : s;
}

static enum status write_application(struct projecting *p)
{
	struct filing_step *f = p->f;
	if (f->head.application.set) {
		p->id = (application_id){f->head.application.value};
		const struct state_change back = {.territory = f->head.territory, .application = p->id, .to = APPLICATION_filed};
		enum status known = application_follows_sheet(f->db, f->arena, &back, f->actor->person.v, f->now);
		if (known == OK && p->revised)
			return q_revised_keep_application(f->db, f->head.territory, p->id.v, p->rows.title, p->rows.summary);
		return known != OK ? known : q_filing_change_application(f->db, &(struct q_filing_change_application_in){.territory = f->head.territory, .application = p->id.v, .title = p->rows.title,
			.summary = p->rows.summary, .state = S("filed"), .total = p->rows.total, .other = p->rows.other});
	}
	struct q_load_application_last_row last;
	enum status s = find_bearer(p);
	if (s == OK)
		s = find_action(p);
	if (s == OK)
		s = q_load_application_last(f->db, f->arena, f->head.territory, &last);
	if (s != OK)
		return s;
	p->id = (application_id){last.last + 1};
	f->head.application = (opt_int){true, p->id.v};
	return q_filing_add_application(f->db, &(struct q_filing_add_application_in){.territory = f->head.territory, .application = p->id.v, .call = f->head.call,
		.action = f->head.action, .bearer = p->bearer, .title = p->rows.title, .summary = p->rows.summary, .state = S("filed"), .total = p->rows.total, .other = p->rows.other});
}

static enum status clear_rows(struct projecting *p)
{
	static enum status (*const clear[])(struct db *, territory_id, application_id) = {
		q_load_clear_application_district, q_load_clear_application_goal, q_load_clear_application_item};
	enum status s = p->revised ? OK : q_load_clear_financing_line(p->f->db, p->f->head.territory, p->id);
	for (size_t i = 0; i < sizeof clear / sizeof clear[0] && s == OK; i++)
		s = clear[i](p->f->db, p->f->head.territory, p->id);
	return s;
}

static enum status write_lines(struct projecting *p)
{
	enum status s = OK;
	for (size_t i = 0; i < p->rows.lines.n && s == OK && !p->revised; i++) {
		const struct projected_line *l = &p->rows.lines.at[i];
		s = q_load_financing_line(p->f->db, &(struct q_load_financing_line_in){.territory = p->f->head.territory, .application = p->id, .funder_code = l->funder,
			.year = l->year, .section = l->investment ? S("investment") : S("operating"), .valued = l->valued, .asked = {true, l->asked}});
	}
	return s;
}

static enum status write_items(struct projecting *p, str list, const str *codes, size_t n)
{
	enum status s = OK;
	for (size_t i = 0; i < n && s == OK; i++)
		s = q_load_application_item(p->f->db, &(struct q_load_application_item_in){
			.territory = p->f->head.territory, .application = p->id, .of_list = list, .item_code = codes[i], .position = (int64_t)i});
	return s;
}

enum status filing_project(struct filing_step *f, const struct sheet *sheet)
{
	struct projecting p = {.f = f};
	struct q_revised_received_row received;
	enum status s = q_revised_received(f->db, f->arena, f->head.territory, f->sheet.v, &received);
	if (s != OK)
		return s;
	p.revised = received.version.set;
	form_project(f->arena, sheet->form, &sheet->values, &p.rows);
	if (!str_is_set(p.rows.title))
		p.rows.title = f->head.title;
	s = write_application(&p);
	if (s == OK)
		s = clear_rows(&p);
	if (s == OK)
		s = write_lines(&p);
	for (size_t i = 0; i < p.rows.districts.n && s == OK; i++)
		s = q_load_application_district(f->db, f->head.territory, p.id, p.rows.districts.at[i]);
	for (size_t i = 0; i < p.rows.goals.n && s == OK; i++)
		s = q_load_application_goal(f->db, f->head.territory, p.id, p.rows.goals.at[i]);
	if (s == OK)
		s = write_items(&p, S("themes"), p.rows.themes.at, p.rows.themes.n);
	return s == OK ? write_items(&p, S("publics"), p.rows.publics.at, p.rows.publics.n) : s;
}
