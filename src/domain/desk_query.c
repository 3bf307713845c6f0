/* A wish as the parameters of an address, both ways. What is the default is not written, so that the plainest list has the plainest address. */
#include "domain/amount.h"
#include "domain/desk_list.h"

#include "base/limits.h"
#include "base/utf8.h"

static const enum desk_column_code usual[] = {DESK_number, DESK_title, DESK_bearer, DESK_state, DESK_asked, DESK_cost, DESK_owner, DESK_due, DESK_opinions, DESK_labels};

static struct desk_filter *filter_on(struct arena *a, struct desk_query *q, size_t column)
{
	for (size_t i = 0; i < q->filters.n; i++)
		if (q->filters.at[i].column == column)
			return &q->filters.at[i];
	struct desk_filter *f = LIST_ADD(a, &q->filters);
	f->column = column;
	return f;
}

const struct desk_filter *desk_query_filter(const struct desk_query *q, size_t column)
{
	for (size_t i = 0; i < q->filters.n; i++)
		if (q->filters.at[i].column == column)
			return &q->filters.at[i];
	return NULL;
}

bool desk_query_needs(const struct desk_query *q, size_t column)
{
	for (size_t i = 0; i < q->columns.n; i++)
		if (q->columns.at[i] == column)
			return true;
	for (size_t i = 0; i < q->sorts.n; i++)
		if (q->sorts.at[i].column == column)
			return true;
	return q->group == column || desk_query_filter(q, column);
}

/* One end of a range, in the unit of the column. */
static bool read_end(enum desk_kind kind, str typed, int64_t *value)
{
	struct amount amount;
	day d;
	switch (kind) {
	case DESK_MONEY:
	case DESK_SCORE:
	case DESK_SHARE:
		amount = amount_read(typed, kind == DESK_MONEY ? HABIT_UNKNOWN : HABIT_COMMA_DECIMAL); /* "3,000" is a mark, not three thousand */
		if (amount.reading == AMOUNT_NONE)
			return false;
		*value = kind == DESK_MONEY ? amount_money(amount.micro).cents : kind == DESK_SCORE ? amount.micro / 1000 : amount.micro / 100000;
		return true;
	case DESK_DAY:
		if (!day_parse(typed, &d))
			return false;
		*value = d.number;
		return true;
	case DESK_NUMBER: return str_to_int64(typed, value);
	case DESK_TEXT:
	case DESK_CHOICE:
	case DESK_CHOICES: break;
	}
	return false;
}

static enum word wrong_end(enum desk_kind kind)
{
	return kind == DESK_DAY ? W_deskwork_filter_no_day : kind == DESK_MONEY ? W_deskwork_filter_no_amount : W_deskwork_filter_no_number;
}

struct reading_query {
	struct arena *arena;
	const struct desk_list *list;
	struct desk_query *q;
	struct problems *ps;
};

static void read_value(struct reading_query *r, size_t column, str value)
{
	struct desk_filter *f = filter_on(r->arena, r->q, column);
	enum desk_kind kind = r->list->columns.at[column].kind;
	int64_t number;
	if (str_eq(value, S("~")))
		f->empty = true;
	else if (str_eq(value, S("*")))
		f->filled = true;
	else if (kind == DESK_TEXT || kind == DESK_CHOICE || kind == DESK_CHOICES)
		*LIST_ADD(r->arena, &f->values) = value;
	else if (read_end(kind, value, &number))
		*LIST_ADD(r->arena, &f->values) = arena_fmt(r->arena, "%lld", (long long)number);
	else
		PROBLEM(r->ps, STR_NONE, 0, r->list->columns.at[column].code, wrong_end(kind), ARG("typed", value), ARG("column", r->list->columns.at[column].label));
}

static void read_range(struct reading_query *r, size_t column, bool from, str name, str typed)
{
	struct desk_filter *f = filter_on(r->arena, r->q, column);
	opt_int *end = from ? &f->from : &f->to;
	enum desk_kind kind = r->list->columns.at[column].kind;
	*(from ? &f->from_typed : &f->to_typed) = typed;
	end->set = read_end(kind, typed, &end->value);
	if (!end->set)
		PROBLEM(r->ps, STR_NONE, 0, name, wrong_end(kind), ARG("typed", typed), ARG("column", r->list->columns.at[column].label));
}

static void read_sort(struct reading_query *r, str value)
{
	bool down = str_starts(value, S("-"));
	size_t column = desk_column_of(r->list, str_skip(value, down));
	for (size_t i = 0; i < r->q->sorts.n; i++)
		if (r->q->sorts.at[i].column == column)
			return;
	if (column != SIZE_MAX && r->q->sorts.n < LIMIT_DESK_SORTS)
		*LIST_ADD(r->arena, &r->q->sorts) = (struct desk_sort){column, down};
}

static void read_column(struct reading_query *r, str value)
{
	size_t column = desk_column_of(r->list, value);
	for (size_t i = 0; i < r->q->columns.n; i++)
		if (r->q->columns.at[i] == column)
			return;
	if (column != SIZE_MAX)
		*LIST_ADD(r->arena, &r->q->columns) = column;
}

static void read_whole(str value, int64_t least, int64_t most, int64_t *number)
{
	int64_t read;
	if (str_to_int64(value, &read) && read >= least && read <= most)
		*number = read;
}

static void read_param(struct reading_query *r, const struct desk_param *p)
{
	str value = str_trim(p->value);
	size_t column = desk_column_of(r->list, p->name);
	bool from = str_ends(p->name, S("-from")), to = str_ends(p->name, S("-to"));
	if (!str_is_set(value))
		return;
	if (column != SIZE_MAX)
		read_value(r, column, value);
	else if (from || to) {
		column = desk_column_of(r->list, str_first(p->name, p->name.n - (from ? 5 : 3)));
		if (column != SIZE_MAX)
			read_range(r, column, from, p->name, value);
	} else if (str_eq(p->name, S("q")))
		r->q->search = value;
	else if (str_eq(p->name, S("sort")))
		read_sort(r, value);
	else if (str_eq(p->name, S("columns")))
		read_column(r, value);
	else if (str_eq(p->name, S("group")))
		r->q->group = desk_column_of(r->list, value);
	else if (str_eq(p->name, S("page")))
		read_whole(value, 1, INT32_MAX, &r->q->page);
	else if (str_eq(p->name, S("per")))
		read_whole(value, 1, LIMIT_DESK_ROWS, &r->q->per);
}

/* A range that does not read, or a filter without anything, filters nothing. */
static void drop_empty(struct desk_query *q)
{
	size_t kept = 0;
	for (size_t i = 0; i < q->filters.n; i++) {
		const struct desk_filter *f = &q->filters.at[i];
		if (f->values.n || f->empty || f->filled || f->from.set || f->to.set || f->from_typed.p || f->to_typed.p)
			q->filters.at[kept++] = *f;
	}
	q->filters.n = kept;
}

static bool is_usual(const struct desk_query *q)
{
	size_t i = 0;
	while (i < q->columns.n && i < sizeof usual / sizeof usual[0] && q->columns.at[i] == (size_t)usual[i])
		i++;
	return i == q->columns.n && i == sizeof usual / sizeof usual[0];
}

void desk_query_read(struct arena *a, const struct desk_list *list, const struct desk_param *params, size_t n, struct desk_query *q, struct problems *ps)
{
	struct reading_query r = {a, list, q, ps};
	*q = (struct desk_query){.group = SIZE_MAX, .page = 1, .per = DESK_PER_PAGE};
	for (size_t i = 0; i < n; i++)
		read_param(&r, &params[i]);
	drop_empty(q);
	q->own_columns = q->columns.n > 0 && !is_usual(q);
	if (!q->own_columns)
		q->columns.n = 0;
	for (size_t i = 0; !q->own_columns && i < sizeof usual / sizeof usual[0]; i++)
		*LIST_ADD(a, &q->columns) = (size_t)usual[i];
}

static void add(struct arena *a, struct desk_params *params, str name, str value)
{
	*LIST_ADD(a, params) = (struct desk_param){name, value};
}

/* An exact value goes back as it was typed: in euros, as a day. */
static str value_of(struct arena *a, enum desk_kind kind, str value)
{
	int64_t number;
	char text[32];
	if (kind == DESK_TEXT || kind == DESK_CHOICE || kind == DESK_CHOICES || kind == DESK_NUMBER || !str_to_int64(value, &number))
		return value;
	if (kind == DESK_DAY)
		return arena_str(a, str_of(day_iso((day){number}, text)));
	int64_t whole = kind == DESK_MONEY ? 100 : kind == DESK_SCORE ? 1000 : 10;
	int digits = kind == DESK_MONEY ? 2 : kind == DESK_SCORE ? 3 : 1;
	int64_t size = number < 0 ? -number : number;
	return arena_fmt(a, "%s%lld,%0*lld", number < 0 ? "-" : "", (long long)(size / whole), digits, (long long)(size % whole));
}

static void write_filter(struct arena *a, const struct desk_list *list, const struct desk_filter *f, struct desk_params *params)
{
	const struct desk_column *column = &list->columns.at[f->column];
	for (size_t i = 0; i < f->values.n; i++)
		add(a, params, column->code, value_of(a, column->kind, f->values.at[i]));
	if (f->empty)
		add(a, params, column->code, S("~"));
	if (f->filled)
		add(a, params, column->code, S("*"));
	if (f->from_typed.p)
		add(a, params, arena_fmt(a, "%.*s-from", STR_ARGS(column->code)), f->from_typed);
	if (f->to_typed.p)
		add(a, params, arena_fmt(a, "%.*s-to", STR_ARGS(column->code)), f->to_typed);
}

void desk_query_write(struct arena *a, const struct desk_list *list, const struct desk_query *q, struct desk_params *params)
{
	if (str_is_set(q->search))
		add(a, params, S("q"), q->search);
	for (size_t i = 0; i < q->filters.n; i++)
		write_filter(a, list, &q->filters.at[i], params);
	for (size_t i = 0; i < q->sorts.n; i++)
		add(a, params, S("sort"), arena_fmt(a, "%s%.*s", q->sorts.at[i].down ? "-" : "", STR_ARGS(list->columns.at[q->sorts.at[i].column].code)));
	if (q->group != SIZE_MAX)
		add(a, params, S("group"), list->columns.at[q->group].code);
	for (size_t i = 0; q->own_columns && i < q->columns.n; i++)
		add(a, params, S("columns"), list->columns.at[q->columns.at[i]].code);
	if (q->per != DESK_PER_PAGE)
		add(a, params, S("per"), arena_fmt(a, "%lld", (long long)q->per));
	if (q->page > 1)
		add(a, params, S("page"), arena_fmt(a, "%lld", (long long)q->page));
}

static void encode(struct out *o, str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
		if (plain)
			out_char(o, c);
		else
			out_fmt(o, "%%%02X", (unsigned)(unsigned char)c);
	}
}

str desk_params_text(struct arena *a, const struct desk_params *params)
{
	struct out o = out_new(LIMIT_TARGET_BYTES);
	for (size_t i = 0; i < params->n; i++) {
		if (i)
			out_char(&o, '&');
		encode(&o, params->at[i].name);
		out_char(&o, '=');
		encode(&o, params->at[i].value);
	}
	str text = out_keep(&o, a);
	return text.p ? text : S("");
}

static str decoded(struct arena *a, str s)
{
	char *to = arena_alloc(a, s.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++) {
		int high = s.p[i] == '%' && i + 2 < s.n ? hex_digit(s.p[i + 1]) : -1, low = high >= 0 ? hex_digit(s.p[i + 2]) : -1;
		if (low >= 0)
			i += 2;
		to[n++] = low >= 0 ? (char)(high * 16 + low) : s.p[i] == '+' ? ' ' : s.p[i];
		if (!to[n - 1])
			n--; /* a NUL is no text */
	}
	return utf8_valid((str){to, n}) ? (str){to, n} : S("");
}

void desk_params_of_text(struct arena *a, str text, struct desk_params *params)
{
	str rest = str_first(text, LIMIT_TARGET_BYTES), head, tail, name, value;
	while (str_is_set(rest) && params->n < LIMIT_FORM_FIELDS) {
		(void)str_cut(rest, '&', &head, &tail);
		if (str_cut(head, '=', &name, &value))
			add(a, params, decoded(a, name), decoded(a, value));
		rest = tail;
	}
}
