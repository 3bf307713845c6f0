/* A cell and a row of the grid as one text, and back: what an import keeps of them to be undone. Amounts in cents, "-" for none; codes have no blank; words come last. */
#include "actions/import_step.h"

static str amount(struct arena *a, opt_money m)
{
	return m.set ? arena_fmt(a, "%lld", (long long)m.value.cents) : S("-");
}

static str code(str c)
{
	return str_is_set(c) ? c : S("-");
}

static str words(str w)
{
	return str_is_set(w) ? w : S("");
}

str kept_cell_text(struct arena *a, const struct kept_cell *c)
{
	return arena_fmt(a, "%.*s %.*s %.*s %d %d %.*s %.*s", STR_ARGS(amount(a, c->hoped)), STR_ARGS(amount(a, c->proposed)), STR_ARGS(amount(a, c->voted)), c->refused, c->locked,
	                 STR_ARGS(code(c->envelope)), STR_ARGS(words(c->reason)));
}

str kept_row_text(struct arena *a, const struct kept_row *r)
{
	return arena_fmt(a, "%.*s %.*s %.*s %.*s %.*s", STR_ARGS(amount(a, r->cost)), STR_ARGS(amount(a, r->other)), STR_ARGS(code(r->decision)), STR_ARGS(code(r->axis)), STR_ARGS(words(r->note)));
}

static bool take(str *rest, str *part)
{
	str tail;
	bool cut = str_cut(*rest, ' ', part, &tail);
	*rest = cut ? tail : S("");
	return cut;
}

static bool take_amount(str *rest, opt_money *m)
{
	str part;
	*m = (opt_money){0};
	if (!take(rest, &part))
		return false;
	m->set = str_to_int64(part, &m->value.cents);
	return m->set || str_eq(part, S("-"));
}

static bool take_code(str *rest, str *c)
{
	bool cut = take(rest, c);
	if (str_eq(*c, S("-")))
		*c = STR_NONE;
	return cut;
}

static bool take_flag(str *rest, bool *flag)
{
	str part;
	bool cut = take(rest, &part);
	*flag = str_eq(part, S("1"));
	return cut;
}

bool kept_cell_read(struct arena *a, str text, struct kept_cell *c)
{
	str rest = text;
	*c = (struct kept_cell){0};
	bool right = take_amount(&rest, &c->hoped) && take_amount(&rest, &c->proposed) && take_amount(&rest, &c->voted) && take_flag(&rest, &c->refused) && take_flag(&rest, &c->locked) &&
	             take_code(&rest, &c->envelope);
	c->reason = str_is_set(rest) ? arena_str(a, rest) : STR_NONE;
	return right;
}

bool kept_row_read(struct arena *a, str text, struct kept_row *r)
{
	str rest = text;
	*r = (struct kept_row){0};
	bool right = take_amount(&rest, &r->cost) && take_amount(&rest, &r->other) && take_code(&rest, &r->decision) && take_code(&rest, &r->axis);
	r->note = str_is_set(rest) ? arena_str(a, rest) : STR_NONE;
	return right;
}
