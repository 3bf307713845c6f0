/* A block of cells copied from a spreadsheet, put on the lines of the budget: rows are cut as Excel and LibreOffice copy them, a label on the left finds its line, a
   row without a label goes to the line so many rows below. What does not read is told, never guessed. Called by the budget page; keeps nothing. */
#include "base/limits.h"
#include "base/utf8.h"
#include "domain/amount.h"
#include "domain/budget_parts.h"

struct row {
	LIST_OF(str) cells;
};

struct pasting {
	struct arena *a;
	struct budget_line *lines; /* of one side of one year, classes too, as they are shown */
	size_t n, at;              /* the line that the next row without label goes to */
	str *folded;               /* their labels */
	struct pasted_cells *cells;
};

/* ---- rows and cells ---- */

/* A cell that begins with a quote ends at the next quote that is not doubled; tabs and line breaks inside it are its own. */
static str quoted(struct arena *a, str *rest)
{
	char *kept = arena_alloc(a, rest->n);
	size_t n = 0, i = 1;
	for (; i < rest->n; i++) {
		if (rest->p[i] == '"' && (i + 1 >= rest->n || rest->p[i + 1] != '"'))
			break;
		i += rest->p[i] == '"';
		kept[n++] = rest->p[i];
	}
	*rest = str_skip(*rest, i + 1);
	return (str){kept, n};
}

static str cell_of(struct arena *a, str *rest)
{
	str cell = {rest->p, 0};
	if (rest->n && rest->p[0] == '"')
		cell = quoted(a, rest);
	size_t n = 0;
	while (n < rest->n && rest->p[n] != '\t' && rest->p[n] != '\n' && rest->p[n] != '\r')
		n++;
	if (!cell.n)
		cell = str_first(*rest, n);
	*rest = str_skip(*rest, n);
	return str_trim(cell);
}

static bool row_of(struct arena *a, str *rest, struct row *row)
{
	*row = (struct row){0};
	if (!rest->n)
		return false;
	for (;;) {
		str cell = cell_of(a, rest);
		if (row->cells.n < LIMIT_PASTE_CELLS)
			*LIST_ADD(a, &row->cells) = cell;
		if (!rest->n || rest->p[0] != '\t')
			break;
		*rest = str_skip(*rest, 1);
	}
	if (rest->n && rest->p[0] == '\r')
		*rest = str_skip(*rest, 1);
	if (rest->n && rest->p[0] == '\n')
		*rest = str_skip(*rest, 1);
	return true;
}

/* ---- amounts and labels ---- */

/* Whole euros or cents, not negative, without doubt about the separator; in the kept form. Absent otherwise. */
static str amount_kept(struct arena *a, str cell)
{
	struct amount read = amount_read(cell, HABIT_UNKNOWN);
	bool euros = read.unit == AMOUNT_PLAIN || read.unit == AMOUNT_EURO;
	if (read.reading != AMOUNT_CERTAIN || !euros || read.micro < 0 || read.micro % MICRO_PER_CENT)
		return STR_NONE;
	int64_t cents = read.micro / MICRO_PER_CENT;
	if (cents > LIMIT_AMOUNT_CENTS)
		return STR_NONE;
	return cents % 100 ? arena_fmt(a, "%lld.%02lld", (long long)(cents / 100), (long long)(cents % 100)) : arena_fmt(a, "%lld", (long long)(cents / 100));
}

static bool is_written(str cell)
{
	return str_is_set(cell) && !str_eq(cell, S("-")) && !str_eq(cell, S("\u2013"));
}

static str skip_marks(str text)
{
	static const str marks[] = {S(" "), S("-"), S("\u2013"), S("."), S(":"), S("\u00a0")};
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (str_starts(text, marks[i]))
			return skip_marks(str_skip(text, marks[i].n));
	return text;
}

struct label {
	str text, folded;
};

/* "604", "Prestations de services", "604 - Prestations de services". */
static bool names(const struct pasting *p, const struct label *label, size_t line)
{
	str code = str_of(p->lines[line].account->code);
	if (str_eq_nocase(label->text, code) || str_eq(label->folded, p->folded[line]))
		return true;
	return str_starts(label->text, code) && str_eq(name_fold(p->a, skip_marks(str_skip(label->text, code.n))), p->folded[line]);
}

/* Down from the current line, then from the top; p->n when there is none. */
static size_t line_named(const struct pasting *p, str text)
{
	const struct label label = {text, name_fold(p->a, text)};
	for (size_t i = 0; i < p->n; i++)
		if (names(p, &label, (p->at + i) % p->n))
			return (p->at + i) % p->n;
	return p->n;
}

/* ---- a row onto its line ---- */

static void tell(struct pasting *p, str key, str typed, str value)
{
	*LIST_ADD(p->a, p->cells) = (struct pasted_cell){.key = key, .typed = typed, .value = value};
}

static str take_line(struct pasting *p)
{
	while (p->at < p->n && !p->lines[p->at].typed)
		p->at++;
	return p->at < p->n ? p->lines[p->at++].key : STR_NONE;
}

static size_t written_from(const struct row *row, size_t i)
{
	while (i < row->cells.n && !is_written(row->cells.at[i]))
		i++;
	return i;
}

/* The first amount of the row is the line's; what stands right of it (another year, a share) has no line. */
static void paste_amounts(struct pasting *p, const struct row *row, size_t from)
{
	str key = take_line(p), cell = row->cells.at[from];
	tell(p, key, cell, key.p ? amount_kept(p->a, cell) : STR_NONE);
	for (size_t i = written_from(row, from + 1); i < row->cells.n; i = written_from(row, i + 1))
		tell(p, STR_NONE, row->cells.at[i], STR_NONE);
}

static void paste_row(struct pasting *p, const struct row *row)
{
	size_t first = written_from(row, 0), next = written_from(row, first + 1);
	if (first >= row->cells.n) {
		(void)take_line(p);
		return;
	}
	str text = row->cells.at[first];
	bool alone = next >= row->cells.n, reads = amount_kept(p->a, text).p != NULL;
	size_t line = alone && reads ? p->n : line_named(p, text);
	if (line == p->n) {
		if (!alone && !reads)
			tell(p, STR_NONE, text, STR_NONE);
		paste_amounts(p, row, !alone && !reads ? next : first);
		return;
	}
	p->at = line;
	while (next < row->cells.n && line_named(p, row->cells.at[next]) == line) /* "604" then "Prestations de services" */
		next = written_from(row, next + 1);
	if (next >= row->cells.n || !p->lines[line].typed) /* a heading or a sum: the rows below follow it */
		p->at++;
	else
		paste_amounts(p, row, next);
}

/* The side and the year of the first line; false when no line has that key. */
static bool start_at(struct pasting *p, const struct budget *budget, str first_key)
{
	for (size_t i = 0; i < budget->years.n; i++) {
		const struct budget_year *y = &budget->years.at[i];
		for (size_t side = 0; side < 2; side++) {
			p->lines = side ? y->produits.at : y->charges.at;
			p->n = side ? y->produits.n : y->charges.n;
			for (p->at = 0; p->at < p->n; p->at++)
				if (p->lines[p->at].typed && str_eq(p->lines[p->at].key, first_key))
					return true;
		}
	}
	return false;
}

void budget_paste(struct arena *a, const struct form *form, const struct form_values *values, str first_key, str text, struct pasted_cells *cells)
{
	struct budget budget;
	struct pasting p = {.a = a, .cells = cells};
	struct row row;
	*cells = (struct pasted_cells){0};
	budget_read(a, form, values, &budget);
	if (!start_at(&p, &budget, first_key))
		return;
	p.folded = ARENA_ARRAY(a, p.n, str);
	for (size_t i = 0; i < p.n; i++)
		p.folded[i] = name_fold(a, p.lines[i].label);
	text = str_first(text, LIMIT_PASTE_BYTES);
	while (cells->n < LIMIT_PASTE_CELLS && row_of(a, &text, &row))
		paste_row(&p, &row);
}
