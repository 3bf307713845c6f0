/* A revised budget in words: until when it is awaited or since when it is there, what each funder was asked, gives, and how much of it the bearer takes, why less. Reads only. */
#include "web/revised.h"

#include "actions/revised_budget.h"
#include "base/ids.h"
#include "web/filing_page.h"

static void add_line(struct page *pg, const struct revised_line *from, struct revised_view *v)
{
	const bool less = from->kept.set && from->kept.value.cents < from->granted.cents;
	*LIST_ADD(pg->arena, &v->lines) = (struct revised_line_view){.label = from->label, .asked = page_money(pg, from->asked), .granted = page_money(pg, from->granted),
		.kept = from->kept.set ? page_money(pg, from->kept.value) : STR_NONE, .tone = less ? S("loss") : S("")};
}

static enum status read_less(struct page *pg, territory_id territory, sheet_id sheet, struct revised_view *v)
{
	struct q_sheet_value_at_row row;
	enum status s = q_sheet_value_at(pg->db, pg->arena, territory, sheet.v, BUDGET_LESS, &row);
	if (s == OK)
		v->less = row.value;
	return s == NOT_FOUND ? OK : s;
}

enum status revised_fill(struct page *pg, territory_id territory, sheet_id sheet, str zone, struct revised_view *v)
{
	struct revised_budget r;
	money asked = MONEY_ZERO, granted = MONEY_ZERO, kept = MONEY_ZERO;
	*v = (struct revised_view){0};
	enum status s = read_revised_budget(pg->db, pg->arena, territory, sheet, &r);
	if (s != OK || !r.asked)
		return s;
	const bool overdue = r.waits && r.due.number < day_at(pg->now, zone_of(zone)).number;
	v->shown = true;
	v->waits = r.waits;
	v->came = r.version.set;
	v->said = r.said;
	v->tone = v->came ? S("good") : overdue ? S("error") : S("warning");
	v->state = word_text(pg->lang, v->came ? W_revised_received : overdue ? W_revised_overdue : W_revised_asked_state);
	v->when = v->came ? TEXT(pg, W_revised_received_on, ARG("when", filing_page_when(pg, zone, r.received.value)), ARG("version", r.version.value)) : TEXT(pg, W_revised_awaited, ARG("day", r.due));
	for (size_t i = 0; i < r.lines.n; i++) {
		add_line(pg, &r.lines.at[i], v);
		asked = money_add(asked, r.lines.at[i].asked);
		granted = money_add(granted, r.lines.at[i].granted);
		kept = money_add(kept, r.lines.at[i].kept.value);
	}
	v->asked = page_money(pg, asked);
	v->granted = page_money(pg, granted);
	if (!v->came)
		return OK;
	v->kept = page_money(pg, kept);
	v->cost = TEXT(pg, W_revised_cost, ARG("cost", r.cost), ARG("other", r.other));
	return read_less(pg, territory, sheet, v);
}
