/* The CSV writer. */
#include "base/csv.h"

struct csv csv_new(struct out *o)
{
	out_str(o, S("\xef\xbb\xbf"));
	return (struct csv){.o = o, .first_in_row = true};
}

static void next_cell(struct csv *c)
{
	if (!c->first_in_row)
		out_char(c->o, ';');
	c->first_in_row = false;
}

static bool runs_as_formula(str s)
{
	return s.n && (s.p[0] == '=' || s.p[0] == '+' || s.p[0] == '-' || s.p[0] == '@' || s.p[0] == '\t' || s.p[0] == '\r');
}

static bool needs_quotes(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == ';' || s.p[i] == '"' || s.p[i] == '\n' || s.p[i] == '\r' || s.p[i] == ',')
			return true;
	return s.n && (s.p[0] == ' ' || s.p[s.n - 1] == ' ');
}

void csv_text(struct csv *c, str cell)
{
	next_cell(c);
	bool quotes = needs_quotes(cell);
	if (quotes)
		out_char(c->o, '"');
	if (runs_as_formula(cell))
		out_char(c->o, '\'');
	for (size_t i = 0; i < cell.n; i++) {
		if (cell.p[i] == '"')
			out_char(c->o, '"');
		out_char(c->o, cell.p[i]);
	}
	if (quotes)
		out_char(c->o, '"');
}

void csv_int(struct csv *c, int64_t value)
{
	next_cell(c);
	out_int(c->o, value);
}

static void with_decimals(struct out *o, int64_t value, unsigned unit)
{
	uint64_t positive = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
	if (value < 0)
		out_char(o, '-');
	out_int(o, (int64_t)(positive / unit));
	unsigned rest = (unsigned)(positive % unit);
	if (!rest)
		return;
	out_char(o, ',');
	for (unit /= 10; unit; unit /= 10) {
		out_char(o, (char)('0' + rest / unit));
		rest %= unit;
	}
}

void csv_money(struct csv *c, money amount)
{
	next_cell(c);
	with_decimals(c->o, amount.cents, 100);
}

void csv_empty(struct csv *c)
{
	next_cell(c);
}

void csv_end_row(struct csv *c)
{
	out_str(c->o, S("\r\n"));
	c->first_in_row = true;
}
