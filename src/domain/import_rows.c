/* What each line of somebody else's table says, once its columns are known: headings of axes, totals and recapitulations are told apart from lines; amounts are read as people write
   them; what cannot be read is a fault with its line and its column, never a zero. */
#include "domain/import.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "domain/amount.h"
#include "domain/identifier.h"
#include "domain/reconcile_parts.h"

struct rows_reader {
	struct arena *a;
	const struct table_sheet *sheet;
	const struct import_mapping *m;
	const struct import_funder *funders;
	size_t n;
	struct import_table *table;
	int64_t *scales; /* by column: 1000 when its heading says k€ */
	str axis;        /* of the heading of a section above */
	bool by_funder;  /* a line a funder */
	bool ended;      /* behind the general total: recapitulations */
	bool finished;   /* another table begins */
	bool split;      /* no column of descriptions: one may stand below the title */
	bool paragraphs; /* of a Word document: the first paragraph is the title */
};

static const struct table_cell empty_cell = {.kind = CELL_EMPTY, .text = {"", 0}};

static const struct table_cell *cell_at(const struct table_row *row, size_t column)
{
	return column < row->n ? &row->cells[column] : &empty_cell;
}

static str heading_of(const struct rows_reader *r, size_t column)
{
	return r->table->headings.at[column];
}

static size_t column_with(const struct import_mapping *m, enum import_role role)
{
	for (size_t i = 0; i < m->columns.n; i++)
		if (m->columns.at[i].role == role)
			return i;
	return SIZE_MAX;
}

/* Line breaks inside a cell are blanks of a title. */
static str one_line(struct arena *a, str text)
{
	char *line = arena_alloc(a, text.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i] == '\n' || text.p[i] == '\r' || text.p[i] == '\t' ? ' ' : text.p[i];
		if (c != ' ' || (n && line[n - 1] != ' '))
			line[n++] = c;
	}
	return str_trim((str){line, n});
}

static str text_of(const struct rows_reader *r, const struct table_row *row, enum import_role role)
{
	size_t column = column_with(r->m, role);
	const struct table_cell *cell = column == SIZE_MAX ? &empty_cell : cell_at(row, column);
	if (cell->kind == CELL_EMPTY || cell->kind == CELL_ERROR)
		return S("");
	return role == IMPORT_summary || role == IMPORT_note ? cell->text : one_line(r->a, cell->text);
}

/* ---- amounts ---- */

static const str nothing_words[] = {S("neant"), S("sans objet"), S("so"), S("s o"), S("nc"), S("n c"), S("na"), S("aucun"), S("0"), S("none")};
static const str refused_words[] = {S("refuse"), S("refusee"), S("refus"), S("rejete"), S("rejetee"), S("non retenu"), S("non retenue"), S("defavorable"), S("non finance"), S("ineligible"), S("refused")};

static bool is_among(str fold, const str *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(fold, words[i]))
			return true;
	return false;
}

struct cell_amount {
	bool set, refused;
	money amount;
};

static void fault(struct import_row *to, uint32_t line, str heading, enum word word, str text)
{
	PROBLEM(&to->faults, STR_NONE, line, heading, word, ARG("text", str_first(text, LIMIT_CODE_BYTES)));
}

static bool settle(struct import_row *to, uint32_t line, str heading, int64_t micro, str text, struct cell_amount *read)
{
	if (micro < 0) {
		fault(to, line, heading, W_imports_fault_negative, text);
		return false;
	}
	if (micro / MICRO_PER_CENT > LIMIT_AMOUNT_CENTS) {
		fault(to, line, heading, W_imports_fault_too_big, text);
		return false;
	}
	if (micro % MICRO_PER_CENT)
		PROBLEM(&to->remarks, STR_NONE, line, heading, W_imports_remark_rounded, ARG("amount", amount_money(micro)));
	read->amount = amount_money(micro);
	read->set = true;
	return true;
}

/* False: a fault was said. Blank, a dash, "néant": no amount. */
static bool amount_text(struct rows_reader *r, struct import_row *to, uint32_t line, str heading, str text, int64_t scale, struct cell_amount *read)
{
	str fold = name_fold(r->a, text);
	if (!fold.n || is_among(fold, nothing_words, sizeof nothing_words / sizeof *nothing_words)) {
		read->set = str_eq(fold, S("0"));
		return true;
	}
	if (is_among(fold, refused_words, sizeof refused_words / sizeof *refused_words)) {
		read->refused = true;
		return true;
	}
	struct amount amount = amount_read(text, HABIT_COMMA_DECIMAL);
	if (amount.reading == AMOUNT_NONE || (amount.unit != AMOUNT_PLAIN && amount.unit != AMOUNT_EURO)) {
		fault(to, line, heading, W_imports_fault_amount, text);
		return false;
	}
	return settle(to, line, heading, amount.unit == AMOUNT_PLAIN ? amount.micro * scale : amount.micro, text, read);
}

static bool amount_cell(struct rows_reader *r, struct import_row *to, const struct table_row *row, size_t column, struct cell_amount *read)
{
	const struct table_cell *cell = cell_at(row, column);
	str heading = heading_of(r, column);
	*read = (struct cell_amount){0};
	switch (cell->kind) {
	case CELL_EMPTY:
		return true;
	case CELL_NUMBER:
		if (cell->percent_format) {
			fault(to, row->number, heading, W_imports_fault_percent, cell->text);
			return false;
		}
		return settle(to, row->number, heading, cell->micro > INT64_MAX / 1000 || cell->micro < INT64_MIN / 1000 ? cell->micro : cell->micro * r->scales[column], cell->text, read);
	case CELL_TEXT:
		return amount_text(r, to, row->number, heading, cell->text, r->scales[column], read);
	case CELL_DATE:
		fault(to, row->number, heading, W_imports_fault_date, cell->text);
		return false;
	case CELL_ERROR:
		fault(to, row->number, heading, W_imports_fault_error, cell->text);
		return false;
	case CELL_BOOLEAN:
		break;
	}
	fault(to, row->number, heading, W_imports_fault_amount, cell->text);
	return false;
}

/* ---- whose money ---- */

static bool word_is(struct arena *a, str label, const str *words, size_t n)
{
	return is_among(name_fold(a, label), words, n);
}

static str variant(struct rows_reader *r, str code, bool investment, bool valued)
{
	str head, rest = code;
	(void)str_cut(code, ':', &head, &rest);
	return arena_fmt(r->a, "%.*s%s%s", STR_ARGS(head), investment ? ":investment" : "", valued || str_has(code, S(":valued")) ? ":valued" : "");
}

/* The column of the grid for a label, by its name or by what an officer answered; "other": other income; "ignore": nobody's. */
static str column_for(struct rows_reader *r, str label)
{
	size_t at = import_funder_of(r->a, label, r->funders, r->n);
	str chosen = import_choice_of(r->m, arena_fmt(r->a, "funder:%.*s", STR_ARGS(label)));
	if (str_is_set(chosen))
		return chosen;
	return at == SIZE_MAX ? S("") : r->funders[at].code;
}

static void add_money(struct rows_reader *r, struct import_row *to, const struct import_money *given)
{
	if (str_eq(given->column, S("ignore")))
		return;
	if (str_eq(given->column, S("other"))) {
		to->other = (opt_money){true, to->other.set ? money_add(to->other.value, given->amount) : given->amount};
		return;
	}
	for (size_t i = 0; i < to->money.n && given->column.n; i++) {
		struct import_money *m = &to->money.at[i];
		if (!str_eq(m->column, given->column) || m->stage != given->stage)
			continue;
		PROBLEM(&to->remarks, STR_NONE, given->row, given->heading, W_imports_remark_added, ARG("what", given->label), ARG("amount", given->amount));
		m->amount = money_add(m->amount, given->amount);
		return;
	}
	*LIST_ADD(r->a, &to->money) = *given;
}

static enum import_stage stage_of(const struct rows_reader *r, size_t column)
{
	enum import_stage own = r->m->columns.at[column].stage;
	return own != IMPORT_STAGE_any ? own : r->m->stage != IMPORT_STAGE_any ? r->m->stage : IMPORT_STAGE_voted;
}

static const str total_names[] = {S("cout total"), S("total"), S("cout"), S("budget"), S("budget total"), S("cout du projet"), S("cout de l action"), S("montant total"), S("budget previsionnel")};

static void set_total(struct import_row *to, uint32_t line, str heading, money amount)
{
	if (to->total.set && to->total.value.cents != amount.cents)
		PROBLEM(&to->faults, STR_NONE, line, heading, W_imports_fault_totals, ARG("one", to->total.value), ARG("other", amount));
	else
		to->total = (opt_money){true, amount};
}

static void read_named(struct rows_reader *r, struct import_row *to, const struct table_row *row, size_t column)
{
	const struct table_cell *cell = cell_at(row, column);
	struct amount_items items = {0};
	str heading = heading_of(r, column);
	if (cell->kind == CELL_EMPTY)
		return;
	if (cell->kind != CELL_TEXT || !amount_items_read(r->a, one_line(r->a, cell->text), HABIT_COMMA_DECIMAL, &items)) {
		fault(to, row->number, heading, W_imports_fault_named, cell->text);
		return;
	}
	for (size_t i = 0; i < items.list.n; i++) {
		const struct amount_item *item = &items.list.at[i];
		struct cell_amount read = {0};
		str label = str_trim(item->label);
		if (!settle(to, row->number, heading, item->amount.micro, label, &read))
			continue;
		if (word_is(r->a, label, total_names, sizeof total_names / sizeof *total_names)) {
			set_total(to, row->number, heading, read.amount);
			continue;
		}
		const struct import_money given = {.column = column_for(r, label), .label = label, .stage = stage_of(r, column), .amount = read.amount, .row = row->number, .heading = heading};
		add_money(r, to, &given);
	}
}

static str label_of(const struct rows_reader *r, str code)
{
	for (size_t i = 0; i < r->n; i++)
		if (str_eq(r->funders[i].code, code))
			return r->funders[i].label;
	return code;
}

static void read_money(struct rows_reader *r, struct import_row *to, const struct table_row *row, size_t column)
{
	static const str investments[] = {S("investissement"), S("investment")}, kinds[] = {S("nature"), S("en nature"), S("aide en nature"), S("valorise"), S("valued"), S("in kind")};
	struct cell_amount read;
	const struct import_column *c = &r->m->columns.at[column];
	if (!amount_cell(r, to, row, column, &read) || (!read.set && !read.refused))
		return;
	struct import_money given = {.column = c->money, .label = label_of(r, c->money), .stage = read.refused ? IMPORT_STAGE_voted : stage_of(r, column), .amount = read.amount, .refused = read.refused, .row = row->number,
		.heading = heading_of(r, column)};
	if (!str_is_set(c->money)) {
		given.label = text_of(r, row, IMPORT_funder);
		if (!str_is_set(given.label)) {
			PROBLEM(&to->faults, STR_NONE, row->number, given.heading, W_imports_fault_whose, ARG("amount", read.amount));
			return;
		}
		given.column = column_for(r, given.label);
		if (given.column.n && !str_eq(given.column, S("other")) && !str_eq(given.column, S("ignore")))
			given.column = variant(r, given.column, word_is(r->a, text_of(r, row, IMPORT_section), investments, 2), word_is(r->a, text_of(r, row, IMPORT_nature), kinds, 6));
	}
	add_money(r, to, &given);
}

/* ---- lines ---- */

static void read_line(struct rows_reader *r, struct import_row *to, const struct table_row *row)
{
	struct cell_amount read;
	for (size_t c = 0; c < r->m->columns.n; c++) {
		enum import_role role = r->m->columns.at[c].role;
		if (role == IMPORT_named)
			read_named(r, to, row, c);
		else if (role == IMPORT_money)
			read_money(r, to, row, c);
		else if (role == IMPORT_total && amount_cell(r, to, row, c, &read) && read.set)
			set_total(to, row->number, heading_of(r, c), read.amount);
		else if (role == IMPORT_other && amount_cell(r, to, row, c, &read) && read.set)
			to->other = (opt_money){true, read.amount};
	}
}

static void begin_row(struct rows_reader *r, struct import_row *to, const struct table_row *row)
{
	str axis = text_of(r, row, IMPORT_axis);
	*to = (struct import_row){.number = row->number, .title = text_of(r, row, IMPORT_title), .bearer = text_of(r, row, IMPORT_bearer),
		.siren = identifier_compact(r->a, text_of(r, row, IMPORT_siret)), .code = text_of(r, row, IMPORT_number), .action = text_of(r, row, IMPORT_action),
		.reference = text_of(r, row, IMPORT_reference), .axis = axis.n ? axis : r->axis, .summary = text_of(r, row, IMPORT_summary), .note = text_of(r, row, IMPORT_note),
		.state = text_of(r, row, IMPORT_state), .faults = problems_new(r->a), .remarks = problems_new(r->a)};
}

/* "Title, description" in one cell: the description is what follows the first line. */
static void split_title(struct rows_reader *r, struct import_row *to, const struct table_row *row)
{
	size_t column = column_with(r->m, IMPORT_title);
	str text = column == SIZE_MAX ? S("") : cell_at(row, column)->text, title, rest;
	if (!r->split || to->summary.n || (!r->paragraphs && utf8_count(to->title) <= LIMIT_LABEL_CHARS) || !str_cut(str_trim(text), '\n', &title, &rest))
		return;
	to->title = str_trim(title);
	to->summary = str_trim(rest);
}

static void check_texts(struct rows_reader *r, struct import_row *to)
{
	size_t title = column_with(r->m, IMPORT_title), siret = column_with(r->m, IMPORT_siret), state = column_with(r->m, IMPORT_state);
	str heading = title == SIZE_MAX ? S("") : heading_of(r, title);
	if (!to->title.n)
		PROBLEM(&to->faults, STR_NONE, to->number, heading, W_imports_fault_title);
	else if (utf8_count(to->title) > LIMIT_LABEL_CHARS)
		PROBLEM(&to->faults, STR_NONE, to->number, heading, W_imports_fault_long, ARG("n", (int64_t)LIMIT_LABEL_CHARS));
	if (utf8_count(to->bearer) > LIMIT_LABEL_CHARS)
		PROBLEM(&to->faults, STR_NONE, to->number, S(""), W_imports_fault_long, ARG("n", (int64_t)LIMIT_LABEL_CHARS));
	if (siret != SIZE_MAX && siret_is_well_formed(to->siren) && siret_key_is_right(to->siren))
		to->siren = siren_of_siret(to->siren);
	else if (siret != SIZE_MAX && to->siren.n && !(siren_is_well_formed(to->siren) && siren_key_is_right(to->siren))) {
		PROBLEM(&to->remarks, STR_NONE, to->number, heading_of(r, siret), W_imports_remark_siret, ARG("text", str_first(to->siren, LIMIT_CODE_BYTES)));
		to->siren = S("");
	}
	if (state != SIZE_MAX && to->state.n && application_state_from_dauphin(to->state) == APPLICATION_STATE_COUNT && application_state_of_name(to->state) == APPLICATION_STATE_COUNT)
		PROBLEM(&to->remarks, STR_NONE, to->number, heading_of(r, state), W_imports_remark_state, ARG("text", str_first(to->state, LIMIT_CODE_BYTES)));
}

/* The one text of a line that holds nothing else; absent otherwise. */
static str alone(const struct table_row *row)
{
	str only = STR_NONE;
	for (uint32_t c = 0; c < row->n; c++) {
		const struct table_cell *cell = &row->cells[c];
		if (cell->kind == CELL_EMPTY)
			continue;
		if (only.p && !str_eq(only, cell->text)) /* a merged heading may be repeated in each cell */
			return STR_NONE;
		if (cell->kind != CELL_TEXT)
			return STR_NONE;
		only = cell->text;
	}
	return only;
}

static str first_text(const struct table_row *row)
{
	for (uint32_t c = 0; c < row->n; c++)
		if (row->cells[c].kind == CELL_TEXT && amount_read(row->cells[c].text, HABIT_COMMA_DECIMAL).reading == AMOUNT_NONE)
			return row->cells[c].text;
	return S("");
}

static bool has_figures(struct rows_reader *r, const struct table_row *row)
{
	for (size_t c = 0; c < r->m->columns.n; c++) {
		enum import_role role = r->m->columns.at[c].role;
		if ((role == IMPORT_money || role == IMPORT_total || role == IMPORT_named || role == IMPORT_other) && cell_at(row, c)->kind != CELL_EMPTY)
			return true;
	}
	return false;
}

/* A total says so at its beginning, and names no bearer. */
static bool is_total(struct rows_reader *r, const struct table_row *row)
{
	str label = first_text(row), fold = name_fold(r->a, label), title = text_of(r, row, IMPORT_title);
	enum total_word word = total_word_of(label, fold);
	bool strong = word == TOTAL_PLAIN || word == TOTAL_GENERAL || word == TOTAL_SUB;
	if (word == TOTAL_NONE || (title.n && !strong))
		return false;
	str bearer = text_of(r, row, IMPORT_bearer);
	if (title.n && bearer.n && !str_eq(bearer, label) && !str_eq(title, label))
		return false;
	if (title.n && bearer.n && str_eq(title, label) && !str_eq(bearer, label))
		return false; /* "Total respect", of somebody */
	r->table->totals++;
	struct import_row scratch = {.faults = problems_new(r->a), .remarks = problems_new(r->a)};
	struct cell_amount read;
	size_t total = column_with(r->m, IMPORT_total);
	if (word != TOTAL_SUB && total != SIZE_MAX && amount_cell(r, &scratch, row, total, &read) && read.set)
		r->table->printed = (opt_money){true, read.amount};
	r->ended = r->ended || word == TOTAL_GENERAL || word == TOTAL_PLAIN;
	return true;
}

static bool same_text(struct arena *a, str x, str y)
{
	return str_eq(name_fold(a, x), name_fold(a, y));
}

static bool same_request(struct rows_reader *r, const struct import_row *x, const struct import_row *y)
{
	if (x->reference.n || y->reference.n)
		return str_eq(x->reference, y->reference);
	if (x->code.n || y->code.n)
		return str_eq(x->code, y->code);
	if (x->action.n || y->action.n)
		return str_eq(x->action, y->action);
	return same_text(r->a, x->title, y->title) && same_text(r->a, x->bearer, y->bearer);
}

/* What cells merged over several lines mean for this one is told: a text holds for all of them, an amount is counted once. */
static void tell_merged(struct rows_reader *r, struct import_row *to, const struct table_row *row)
{
	str carried = S("");
	for (size_t c = 0; c < r->m->columns.n; c++) {
		const enum import_role role = r->m->columns.at[c].role;
		const struct table_cell *cell = cell_at(row, c);
		const bool of_money = role == IMPORT_money || role == IMPORT_total || role == IMPORT_other || role == IMPORT_named;
		if (of_money && cell->tall)
			PROBLEM(&to->remarks, STR_NONE, row->number, heading_of(r, c), W_imports_remark_tall, ARG("text", str_first(cell->text, LIMIT_CODE_BYTES)));
		if (role != IMPORT_nothing && cell->carried)
			carried = arena_fmt(r->a, "%.*s%s%.*s", STR_ARGS(carried), carried.n ? ", " : "", STR_ARGS(heading_of(r, c)));
	}
	if (!carried.n)
		return;
	r->table->merged++;
	PROBLEM(&to->remarks, STR_NONE, row->number, STR_NONE, W_imports_remark_merged, ARG("columns", carried));
}

static void take_line(struct rows_reader *r, const struct table_row *row)
{
	struct import_row next;
	begin_row(r, &next, row);
	if (r->ended && (!next.title.n || (column_with(r->m, IMPORT_bearer) != SIZE_MAX && !next.bearer.n)))
		return; /* recapitulations and notes below the total */
	if (r->by_funder && r->table->rows.n) {
		struct import_row *last = &r->table->rows.at[r->table->rows.n - 1];
		if (same_request(r, last, &next)) {
			read_line(r, last, row);
			return;
		}
	}
	if (r->table->rows.n >= LIMIT_IMPORT_ROWS) {
		r->table->too_many = true;
		return;
	}
	read_line(r, &next, row);
	tell_merged(r, &next, row);
	split_title(r, &next, row);
	check_texts(r, &next);
	*LIST_ADD(r->a, &r->table->rows) = next;
}

/* Words where amounts stand, and no amount: headings. Those of this table again (a page further) say nothing; others, below the total, begin another table. */
static bool is_heading(struct rows_reader *r, const struct table_row *row)
{
	size_t words = 0, same = 0;
	for (size_t c = 0; c < r->m->columns.n; c++) {
		enum import_role role = r->m->columns.at[c].role;
		const struct table_cell *cell = cell_at(row, c);
		bool of_money = role == IMPORT_money || role == IMPORT_total || role == IMPORT_other;
		same += cell->kind == CELL_TEXT && str_eq(one_line(r->a, cell->text), heading_of(r, c));
		if (!of_money || cell->kind == CELL_EMPTY)
			continue;
		if (cell->kind != CELL_TEXT || amount_read(cell->text, HABIT_COMMA_DECIMAL).reading != AMOUNT_NONE)
			return false;
		words++;
	}
	r->finished = r->finished || (words && same < 2 && r->ended);
	return words && (same > 1 || r->ended);
}

static bool is_dull(const struct table_row *row)
{
	for (uint32_t c = 0; c < row->n; c++)
		if (row->cells[c].kind != CELL_EMPTY)
			return false;
	return true;
}

static money money_of(const struct import_row *row)
{
	money sum = MONEY_ZERO;
	for (size_t i = 0; i < row->money.n; i++)
		sum = money_add(sum, row->money.at[i].amount);
	return sum;
}

/* Twins say the same in everything: name, bearer, cost, money. They may well be two. */
static void find_twins(struct rows_reader *r)
{
	struct import_table *t = r->table;
	str *keys = ARENA_ARRAY(r->a, t->rows.n + 1, str);
	for (size_t i = 0; i < t->rows.n; i++) {
		const struct import_row *row = &t->rows.at[i];
		keys[i] = arena_fmt(r->a, "%.*s\n%.*s\n%lld\n%lld\n%.*s%.*s%.*s", STR_ARGS(name_fold(r->a, row->title)), STR_ARGS(name_fold(r->a, row->bearer)),
		                    row->total.set ? (long long)row->total.value.cents : -1LL, (long long)money_of(row).cents, STR_ARGS(row->code), STR_ARGS(row->action), STR_ARGS(row->reference));
		for (size_t k = 0; k < i && !t->rows.at[i].twin_of && row->title.n; k++)
			if (str_eq(keys[k], keys[i]))
				t->rows.at[i].twin_of = t->rows.at[k].number;
	}
}

static void name_columns(struct rows_reader *r, const struct table_book *book)
{
	r->scales = ARENA_ARRAY(r->a, r->m->columns.n + 1, int64_t);
	for (size_t c = 0; c < r->m->columns.n; c++) {
		str heading = import_heading(book, r->m, (uint32_t)c);
		*LIST_ADD(r->a, &r->table->headings) = heading.n ? one_line(r->a, str_first(heading, LIMIT_LABEL_BYTES)) : column_letters(r->a, (uint32_t)c);
		r->scales[c] = heading.n && speaks_of_thousands(heading, name_fold(r->a, heading)) ? 1000 : 1;
	}
}

void import_rows_read(struct arena *a, const struct table_book *book, const struct import_mapping *m, const struct import_funder *funders, size_t n, struct import_table *table)
{
	*table = (struct import_table){0};
	if (m->sheet < 0 || (size_t)m->sheet >= book->sheets.n)
		return;
	struct rows_reader r = {.a = a, .sheet = &book->sheets.at[m->sheet], .m = m, .funders = funders, .n = n, .table = table, .axis = S("")};
	r.by_funder = column_with(m, IMPORT_funder) != SIZE_MAX;
	name_columns(&r, book);
	r.split = column_with(m, IMPORT_summary) == SIZE_MAX;
	r.paragraphs = str_eq(book->format, S("docx"));
	for (size_t i = 0; i < r.sheet->rows.n; i++) {
		const struct table_row *row = &r.sheet->rows.at[i];
		if (row->number <= m->header || is_dull(row))
			continue;
		str only = alone(row);
		if (only.p && !has_figures(&r, row) && total_word_of(only, name_fold(a, only)) == TOTAL_NONE) {
			table->sections += !r.ended;
			r.axis = one_line(a, str_first(only, LIMIT_LABEL_BYTES));
			continue;
		}
		if (!is_heading(&r, row) && !r.finished && !is_total(&r, row))
			take_line(&r, row);
	}
	find_twins(&r);
}

str import_cell_text(const struct table_book *book, const struct import_mapping *m, uint32_t row, uint32_t column)
{
	if (m->sheet < 0 || (size_t)m->sheet >= book->sheets.n)
		return S("");
	const struct table_sheet *sheet = &book->sheets.at[m->sheet];
	for (size_t i = 0; i < sheet->rows.n; i++)
		if (sheet->rows.at[i].number == row)
			return cell_at(&sheet->rows.at[i], column)->text;
	return S("");
}
