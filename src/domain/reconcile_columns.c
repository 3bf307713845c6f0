/* Relations between columns: a column that is the sum of others (cost = funders), percentages of a total or of another column. Found by name and by
   agreement on most rows; the rows that do not agree are the findings. */
#include "domain/reconcile_parts.h"

#include "base/limits.h"
#include "base/utf8.h"

enum { ADDENDS_MAX = 64, AGREE_NUMERATOR = 3, AGREE_DENOMINATOR = 5 };

/* Relations are looked for on this many lines at most, so that a table of many columns takes no minutes; then reported on all. */
enum { SEARCH_WORK = 40 * 1000 * 1000, SEARCH_LINES_MIN = 200, SHARE_LINES = 500 };

struct relation {
	size_t total;
	size_t addends[ADDENDS_MAX];
	size_t n;
	size_t tried, agreed, telling; /* telling: agreed with at least two addends that are not nothing */
	struct {
		size_t tried, agreed, telling;
	} data; /* the same without the printed totals: one wrong row makes its sub-total and the total disagree too */
};

static bool usable(const struct line *l)
{
	return l->kind == LINE_DATA || l->kind == LINE_TOTAL;
}

static int64_t absolute(int64_t x)
{
	return x < 0 ? -x : x;
}

static int64_t slack_of(const struct work *w, const struct relation *rel)
{
	const struct reconcile_column *columns = work_block(w)->columns.at;
	int64_t slack = columns[rel->total].slack_micro;
	for (size_t i = 0; i < rel->n; i++)
		slack += columns[rel->addends[i]].slack_micro;
	return slack ? slack : MICRO_PER_CENT - 1;
}

/* False when the line has nothing to compare. */
static bool compare(const struct work *w, const struct line *l, const struct relation *rel, int64_t *printed, int64_t *sum, size_t *present)
{
	*sum = 0;
	*present = 0;
	if (!work_amount(w, l, rel->total, printed))
		return false;
	size_t filled = 0;
	for (size_t i = 0; i < rel->n; i++) {
		int64_t v;
		if (!work_amount(w, l, rel->addends[i], &v))
			continue;
		filled++;
		*sum = micro_add(*sum, v);
		*present += v != 0;
	}
	return filled > 0 || *printed != 0;
}

static void try_relation(const struct work *w, struct relation *rel, size_t lines)
{
	rel->tried = rel->agreed = rel->telling = rel->data.tried = rel->data.agreed = rel->data.telling = 0;
	int64_t slack = slack_of(w, rel);
	for (size_t i = w->first; i < w->end; i++) {
		const struct line *l = &w->g->lines.at[i];
		int64_t printed, sum;
		size_t present;
		if (!usable(l) || !compare(w, l, rel, &printed, &sum, &present) || (!printed && !sum))
			continue;
		if (rel->tried++ >= lines)
			break;
		bool agrees = absolute(micro_add(printed, -sum)) <= slack;
		rel->agreed += agrees;
		rel->telling += agrees && present >= 2;
		if (l->kind != LINE_DATA)
			continue;
		rel->data.tried++;
		rel->data.agreed += agrees;
		rel->data.telling += agrees && present >= 2;
	}
}

/* How many addends have a name with one of these words. */
static size_t addends_named(const struct work *w, const struct relation *rel, const str *words, size_t count)
{
	size_t named = 0;
	for (size_t i = 0; i < rel->n; i++)
		named += fold_has_any(name_fold(w->g->arena, work_block(w)->columns.at[rel->addends[i]].label), words, count);
	return named;
}

/* "Demandé" and "accordé" are two stages of one amount: that they add up to the cost in some rows (half and half) is chance. */
static bool mixes_stages(const struct work *w, const struct relation *rel)
{
	static const str before[] = {S("demande"), S("demandee"), S("sollicite"), S("sollicitee"), S("prevu"), S("previsionnel"), S("n1")};
	static const str after[] = {S("accorde"), S("accordee"), S("propose"), S("proposee"), S("attribue"), S("attribuee"), S("vote"), S("votee"), S("notifie"), S("notifiee"), S("verse"), S("versee"), S("realise")};
	return addends_named(w, rel, before, sizeof before / sizeof *before) && addends_named(w, rel, after, sizeof after / sizeof *after);
}

/* Every addend is called "dont …": parts of what stands before them. */
static bool says_parts(const struct work *w, const struct relation *rel)
{
	static const str parts[] = {S("dont")};
	return addends_named(w, rel, parts, 1) == rel->n;
}

static bool says_total(const struct work *w, size_t at)
{
	const struct reconcile_column *c = &work_block(w)->columns.at[at];
	str fold = name_fold(w->g->arena, c->label);
	return str_has(fold, S("total")) || str_has(fold, S("cout")) || str_has(fold, S("budget")) || str_has(fold, S("ensemble")) || str_has(fold, S("cost"));
}

/* Believed when three rows in five agree, two of them in a way that chance does not explain; a column called total needs only half, and so does one
   that "dont" columns follow. */
static bool believable(const struct work *w, const struct relation *rel)
{
	if (!rel->tried || !rel->telling || (rel->agreed < rel->tried && mixes_stages(w, rel)))
		return false;
	bool half = rel->data.agreed * 2 >= rel->data.tried;
	if (half && rel->data.telling && says_parts(w, rel))
		return true;
	if (half && rel->data.telling >= 2 && says_total(w, rel->total))
		return true;
	if (says_total(w, rel->total))
		return rel->agreed * 2 >= rel->tried && (rel->telling >= 2 || rel->agreed == rel->tried || (rel->tried <= 3 && rel->n >= 2));
	return rel->agreed * AGREE_DENOMINATOR >= rel->tried * AGREE_NUMERATOR && rel->telling >= 2;
}

static bool better(const struct relation *x, const struct relation *y)
{
	if (x->agreed * y->tried != y->agreed * x->tried)
		return x->agreed * y->tried > y->agreed * x->tried;
	return x->telling > y->telling;
}

struct search {
	struct work *w;
	size_t candidates[ADDENDS_MAX]; /* columns that can be summed, left to right */
	size_t n;
	bool *taken; /* already explained as a total */
	size_t lines; /* to look at */
	struct relation best;
	bool found;
};

static void consider(struct search *s, struct relation *rel)
{
	if (rel->n < 2)
		return;
	try_relation(s->w, rel, s->lines);
	if (believable(s->w, rel) && (!s->found || better(rel, &s->best))) {
		s->best = *rel;
		s->found = true;
	}
}

static bool same_family(const struct search *s, size_t x, size_t y)
{
	const struct reconcile_column *columns = work_block(s->w)->columns.at;
	bool alike = (columns[x].kind == COLUMN_COUNT) == (columns[y].kind == COLUMN_COUNT) || (!columns[x].money && !columns[y].money); /* "Hommes" counts people too */
	return alike && columns[x].named == columns[y].named;
}

/* Runs of columns on one side of the total, from its neighbour outwards. */
static void consider_runs(struct search *s, size_t at, int step)
{
	struct relation rel = {.total = s->candidates[at]};
	for (size_t i = at; step > 0 ? i + 1 < s->n : i > 0;) {
		i = step > 0 ? i + 1 : i - 1;
		if (!same_family(s, s->candidates[at], s->candidates[i]))
			continue;
		rel.addends[rel.n++] = s->candidates[i];
		consider(s, &rel);
	}
}

static void consider_all(struct search *s, size_t at, bool only_totals)
{
	struct relation rel = {.total = s->candidates[at]};
	for (size_t i = 0; i < s->n; i++) {
		bool total = s->taken[s->candidates[i]];
		if (i != at && total == only_totals && same_family(s, s->candidates[at], s->candidates[i]))
			rel.addends[rel.n++] = s->candidates[i];
	}
	consider(s, &rel);
}

/* Totals on the left of a group and columns that stand apart: everything on one side that is not itself a total. */
static void consider_side(struct search *s, size_t at, bool right)
{
	struct relation rel = {.total = s->candidates[at]};
	for (size_t i = right ? at + 1 : 0; right ? i < s->n : i < at; i++)
		if (!s->taken[s->candidates[i]] && same_family(s, s->candidates[at], s->candidates[i]))
			rel.addends[rel.n++] = s->candidates[i];
	consider(s, &rel);
}

static void report_rows(struct work *w, const struct relation *rel)
{
	struct grid *g = w->g;
	int64_t slack = slack_of(w, rel);
	const struct reconcile_column *total = &work_block(w)->columns.at[rel->total];
	for (size_t i = w->first; i < w->end; i++) {
		const struct line *l = &g->lines.at[i];
		int64_t printed, sum;
		size_t present;
		if (!usable(l) || !compare(w, l, rel, &printed, &sum, &present) || absolute(micro_add(printed, -sum)) <= slack)
			continue;
		*LIST_ADD(g->arena, &work_block(w)->row_gaps) =
			(struct reconcile_row_gap){.row = l->number, .label = l->label, .column = total->label, .printed_micro = printed, .computed_micro = sum};
		NOTE(g, SEVERITY_ERROR, l->number, (int64_t)total->index, W_reconcile_row_gap, ARG("label", l->label), figure_arg(g->arena, "printed", total, printed),
		     figure_arg(g->arena, "computed", total, sum), figure_arg(g->arena, "gap", total, micro_add(printed, -sum)));
	}
}

static bool relates(struct search *s, size_t at)
{
	s->found = false;
	consider_all(s, at, false);
	consider_side(s, at, true);
	consider_side(s, at, false);
	consider_runs(s, at, 1);
	consider_runs(s, at, -1);
	consider_all(s, at, true);
	if (!s->found)
		return false;
	s->taken[s->candidates[at]] = true;
	work_block(s->w)->columns.at[s->candidates[at]].kind = COLUMN_TOTAL;
	report_rows(s->w, &s->best);
	return true;
}

/* A difference written as a relation the other way round (balance = a - b, so a = b + balance) must not make both sides totals. */
static bool already_addend(const struct relation *found, size_t count, size_t column)
{
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < found[i].n; k++)
			if (found[i].addends[k] == column && found[i].n <= 2)
				return true;
	return false;
}

void relations_check(struct work *w)
{
	const struct reconcile_block *b = work_block(w);
	struct search s = {.w = w, .taken = ARENA_ARRAY(w->g->arena, b->columns.n + 1, bool)};
	for (size_t i = 0; i < b->columns.n && s.n < ADDENDS_MAX; i++)
		if (column_sums(&b->columns.at[i]) && !b->columns.at[i].named)
			s.candidates[s.n++] = i;
	size_t most = s.n ? SEARCH_WORK / (s.n * s.n * s.n * 2) : 0;
	s.lines = most > SEARCH_LINES_MIN ? most : SEARCH_LINES_MIN;
	struct relation found[ADDENDS_MAX];
	size_t count = 0;
	for (int named_first = 1; named_first >= 0; named_first--)
		for (size_t at = 0; at < s.n; at++) {
			size_t column = s.candidates[at];
			if (s.taken[column] || says_total(w, column) != (named_first == 1) || already_addend(found, count, column))
				continue;
			if (relates(&s, at))
				found[count++] = s.best;
		}
}

/* --- percentages --- */

static bool percent_at(const struct work *w, const struct line *l, size_t at, int64_t *micro, int64_t *step)
{
	const struct value *v = work_value(w, l, at);
	if (v->kind != VALUE_PERCENT && !(v->kind == VALUE_AMOUNT && v->unit == AMOUNT_PLAIN))
		return false;
	*micro = v->micro;
	*step = v->step;
	return *micro <= 1000 * MICRO && *micro >= -1000 * MICRO;
}

struct share {
	size_t part, whole; /* columns; whole == SIZE_MAX: of the column's own total */
	int64_t total;
	size_t tried, agreed;
};

static bool share_base(const struct work *w, const struct line *l, const struct share *s, int64_t *part, int64_t *whole)
{
	if (!work_amount(w, l, s->part, part))
		return false;
	*whole = s->total;
	return s->whole == SIZE_MAX ? *whole != 0 : work_amount(w, l, s->whole, whole) && *whole != 0;
}

/* Less than one unit of the last digit written: roundings that make a column add up to 100 move a share down or up to the next, never past it. */
static bool share_holds(int64_t part, int64_t whole, int64_t percent, int64_t step)
{
	__int128 exact = (__int128)part * 100 * MICRO / whole;
	__int128 off = exact - percent;
	if (off < 0)
		off = -off;
	return off < (step == 1 ? MICRO_PER_CENT : step);
}

/* The rate of a total line is one more rate between two columns; its share of itself says nothing. */
static bool share_line(const struct line *l, const struct share *s)
{
	return l->kind == LINE_DATA || (l->kind == LINE_TOTAL && s->whole != SIZE_MAX);
}

static void try_share(const struct work *w, size_t percents, struct share *s)
{
	s->tried = s->agreed = 0;
	for (size_t i = w->first; i < w->end && s->tried < SHARE_LINES; i++) {
		const struct line *l = &w->g->lines.at[i];
		int64_t percent, step, part, whole;
		if (!share_line(l, s) || !percent_at(w, l, percents, &percent, &step) || !share_base(w, l, s, &part, &whole))
			continue;
		s->tried++;
		s->agreed += share_holds(part, whole, percent, step);
	}
}

static int64_t column_sum(const struct work *w, size_t at)
{
	int64_t sum = 0, v;
	for (size_t i = w->first; i < w->end; i++)
		if (w->g->lines.at[i].kind == LINE_DATA && work_amount(w, &w->g->lines.at[i], at, &v))
			sum = micro_add(sum, v);
	return sum;
}

static bool find_share(const struct work *w, size_t percents, struct share *best)
{
	const struct reconcile_block *b = work_block(w);
	bool found = false;
	for (size_t part = 0; part < b->columns.n && part < ADDENDS_MAX; part++) {
		if (!column_sums(&b->columns.at[part]))
			continue;
		for (size_t whole = 0; whole <= b->columns.n && whole <= ADDENDS_MAX; whole++) {
			bool own = whole == b->columns.n || whole == ADDENDS_MAX;
			if (!own && (whole == part || !column_sums(&b->columns.at[whole])))
				continue;
			struct share s = {.part = part, .whole = own ? SIZE_MAX : whole, .total = own ? column_sum(w, part) : 0};
			try_share(w, percents, &s);
			if (s.agreed >= 2 && s.agreed * 3 >= s.tried * 2 && (!found || s.agreed * best->tried > best->agreed * s.tried)) {
				*best = s;
				found = true;
			}
		}
	}
	return found;
}

static str percent_text(struct arena *a, int64_t micro)
{
	struct out o = out_new(64);
	uint64_t thousandths = (uint64_t)(micro < 0 ? -micro : micro) / 1000;
	out_fmt(&o, "%s%llu", micro < 0 ? "-" : "", (unsigned long long)(thousandths / 1000));
	unsigned rest = (unsigned)(thousandths % 1000);
	if (rest)
		out_fmt(&o, rest % 100 == 0 ? ",%.1u" : rest % 10 == 0 ? ",%.2u" : ",%.3u", rest % 100 == 0 ? rest / 100 : rest % 10 == 0 ? rest / 10 : rest);
	out_str(&o, S("\xe2\x80\xaf%"));
	str text = arena_str(a, out_text(&o));
	out_free(&o);
	return text;
}

static void report_shares(struct work *w, size_t percents, const struct share *s)
{
	struct grid *g = w->g;
	for (size_t i = w->first; i < w->end; i++) {
		const struct line *l = &g->lines.at[i];
		int64_t percent, step, part, whole;
		if (!share_line(l, s) || !percent_at(w, l, percents, &percent, &step) || !share_base(w, l, s, &part, &whole) || share_holds(part, whole, percent, step))
			continue;
		int64_t computed = (int64_t)((__int128)part * 100 * MICRO / whole);
		NOTE(g, SEVERITY_ERROR, l->number, (int64_t)work_block(w)->columns.at[percents].index, W_reconcile_percent_gap, ARG("label", l->label),
		     ARG("printed", percent_text(g->arena, percent)), ARG("computed", percent_text(g->arena, computed)));
	}
}

void percents_check(struct work *w)
{
	for (size_t c = 0; c < work_block(w)->columns.n && c < ADDENDS_MAX; c++) {
		struct share s = {0};
		if (work_block(w)->columns.at[c].kind == COLUMN_PERCENT && find_share(w, c, &s))
			report_shares(w, c, &s);
	}
}

static bool only_percent(const struct line *l, uint32_t c)
{
	if (c >= l->n || l->v[c].kind != VALUE_PERCENT)
		return false;
	for (uint32_t k = 0; k < l->n; k++)
		if (k != c && l->v[k].kind != VALUE_EMPTY)
			return false;
	return true;
}

/* A list of percentages that ends with its total. */
static void check_run(struct grid *g, size_t from, size_t end, uint32_t c)
{
	int64_t sum = 0, slack = 0, last = g->lines.at[end - 1].v[c].micro;
	for (size_t i = from; i + 1 < end; i++) {
		sum = micro_add(sum, g->lines.at[i].v[c].micro);
		slack += g->lines.at[i].v[c].step / 2;
	}
	if (end - from < 3 || last != 100 * MICRO || sum == last)
		return;
	enum severity severity = absolute(sum - last) <= slack ? SEVERITY_INFORMATION : SEVERITY_ERROR;
	NOTE(g, severity, g->lines.at[end - 1].number, c, W_reconcile_percent_sum, ARG("computed", percent_text(g->arena, sum)), ARG("printed", percent_text(g->arena, last)));
}

void percent_runs_check(struct grid *g)
{
	for (uint32_t c = 0; c < g->columns; c++)
		for (size_t i = 0; i < g->lines.n;) {
			size_t end = i;
			while (end < g->lines.n && only_percent(&g->lines.at[end], c))
				end++;
			if (end > i)
				check_run(g, i, end, c);
			i = end > i ? end : i + 1;
		}
}
