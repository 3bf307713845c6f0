/* Where tables begin and end in a sheet, what their columns hold and what each line is for. */
#include "domain/reconcile_parts.h"

#include "base/limits.h"
#include "base/utf8.h"

#include <string.h>

enum { LOOK_AHEAD = 12, HEADER_CELL_BYTES = 160, HEADER_LINES = 4, TOTAL_LABEL_BYTES = 160, SECTION_BYTES = 400 };
#define SHIFT_NONE UINT32_MAX

static bool word_in(str fold, str word)
{
	str head, rest = fold;
	while (rest.p) {
		(void)str_cut(rest, ' ', &head, &rest);
		if (str_eq(head, word))
			return true;
	}
	return false;
}

static bool any_word_in(str fold, const str *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (word_in(fold, words[i]))
			return true;
	return false;
}
#define ANY_WORD(fold, list) any_word_in((fold), (list), sizeof(list) / sizeof *(list))
#define W(lit) {lit, sizeof(lit) - 1}

struct opening_words {
	str begins;
	enum total_word word;
	bool whole; /* nothing may follow */
};
static const struct opening_words openings[] = {
	{W("sous total"), TOTAL_SUB, false},    {W("sous totaux"), TOTAL_SUB, false},   {W("soustotal"), TOTAL_SUB, false},   {W("s total"), TOTAL_SUB, false},
	{W("ss total"), TOTAL_SUB, false},      {W("s s total"), TOTAL_SUB, false},     {W("s t"), TOTAL_SUB, false},         {W("sub total"), TOTAL_SUB, false},
	{W("subtotal"), TOTAL_SUB, false},      {W("total general"), TOTAL_GENERAL, false}, {W("total generale"), TOTAL_GENERAL, false}, {W("totaux generaux"), TOTAL_GENERAL, false},
	{W("total global"), TOTAL_GENERAL, false}, {W("grand total"), TOTAL_GENERAL, false}, {W("total ensemble"), TOTAL_GENERAL, false},
	{W("total des totaux"), TOTAL_GENERAL, false}, {W("montant total general"), TOTAL_GENERAL, false}, {W("ensemble"), TOTAL_GENERAL, true},
	{W("montant total"), TOTAL_PLAIN, false}, {W("total"), TOTAL_PLAIN, false},     {W("totaux"), TOTAL_PLAIN, false},    {W("totals"), TOTAL_PLAIN, true},
	{W("somme"), TOTAL_PLAIN, true},        {W("cumul"), TOTAL_WEAK, false},        {W("ensemble"), TOTAL_WEAK, false},   {W("montant"), TOTAL_WEAK, true},
	{W("somme"), TOTAL_WEAK, false},
};

static bool begins_with_words(str fold, str words)
{
	return str_starts(fold, words) && (fold.n == words.n || fold.p[words.n] == ' ');
}

enum total_word total_word_of(str label, str fold)
{
	if (!fold.n || label.n > TOTAL_LABEL_BYTES)
		return TOTAL_NONE;
	for (size_t i = 0; i < sizeof openings / sizeof *openings; i++)
		if (begins_with_words(fold, openings[i].begins) && (!openings[i].whole || fold.n == openings[i].begins.n))
			return openings[i].word;
	if (str_has(label, S("SOUS-TOTAL")) || str_has(label, S("Sous-total")))
		return TOTAL_SUB;
	if (str_has(label, S("TOTAL")) && word_in(fold, S("total")))
		return str_has(fold, S("total general")) ? TOTAL_GENERAL : TOTAL_PLAIN;
	return word_in(fold, S("total")) ? TOTAL_WEAK : TOTAL_NONE;
}

str total_subject(struct arena *a, str fold)
{
	static const str dropped[] = {W("sous"), W("total"), W("totaux"), W("s"), W("ss"), W("t"), W("general"), W("generale"), W("global"), W("grand"), W("sub"), W("subtotal"),
	                              W("montant"), W("de"), W("des"), W("du"), W("la"), W("le"), W("les"), W("l"), W("d"), W("pour"), W("ensemble"), W("somme"), W("cumul"), W("of"), W("the"), W("soustotal")};
	struct out o = out_new(TOTAL_LABEL_BYTES * 2);
	str head, rest = fold;
	while (rest.p) {
		(void)str_cut(rest, ' ', &head, &rest);
		if (!head.n || any_word_in(head, dropped, sizeof dropped / sizeof *dropped))
			continue;
		if (o.n)
			out_char(&o, ' ');
		out_str(&o, head);
	}
	str subject = arena_str(a, out_text(&o));
	out_free(&o);
	return subject;
}

static size_t texts_in(const struct line *l)
{
	size_t n = 0;
	for (uint32_t c = 0; c < l->n; c++)
		n += l->v[c].kind == VALUE_TEXT || (l->v[c].kind == VALUE_AMOUNT && l->v[c].year_like);
	return n;
}

static bool figure_at(const struct line *l, uint32_t c)
{
	if (c >= l->n)
		return false;
	const struct value *v = &l->v[c];
	return (v->kind == VALUE_AMOUNT && !v->year_like) || v->kind == VALUE_PERCENT || v->kind == VALUE_NAMED;
}

static bool has_figure(const struct line *l)
{
	for (uint32_t c = 0; c < l->n; c++)
		if (figure_at(l, c))
			return true;
	return false;
}

static bool blank_line(const struct line *l)
{
	for (uint32_t c = 0; c < l->n; c++)
		if (l->v[c].kind != VALUE_EMPTY)
			return false;
	return true;
}

static bool short_texts(const struct line *l)
{
	for (uint32_t c = 0; c < l->n; c++)
		if (l->v[c].kind == VALUE_TEXT && l->v[c].text.n > HEADER_CELL_BYTES)
			return false;
	return true;
}

/* A text above a figure of one of the next lines that have any. */
static bool heads_figures(const struct grid *g, size_t i)
{
	const struct line *l = &g->lines.at[i];
	size_t seen = 0;
	for (size_t k = i + 1; k < g->lines.n && k <= i + LOOK_AHEAD && seen < 3; k++) {
		const struct line *below = &g->lines.at[k];
		if (!has_figure(below))
			continue;
		seen++;
		for (uint32_t c = 0; c < l->n; c++)
			if ((l->v[c].kind == VALUE_TEXT || l->v[c].kind == VALUE_AMOUNT) && figure_at(below, c))
				return true;
	}
	return false;
}

static bool header_like(const struct grid *g, size_t i)
{
	const struct line *l = &g->lines.at[i];
	return texts_in(l) >= 2 && !has_figure(l) && short_texts(l) && heads_figures(g, i);
}

static bool same_texts(const struct line *x, const struct line *y)
{
	size_t same = 0, different = 0;
	uint32_t n = x->n > y->n ? x->n : y->n;
	for (uint32_t c = 0; c < n; c++) {
		str a = c < x->n ? x->v[c].fold : S(""), b = c < y->n ? y->v[c].fold : S("");
		if (!a.n && !b.n)
			continue;
		if (a.n == b.n && memcmp(a.p, b.p, a.n) == 0)
			same++;
		else
			different++;
	}
	return same > 0 && different * 4 <= same;
}

/* A line of headings above the header: "Financeurs" over several columns. */
static bool super_header(const struct grid *g, size_t i, size_t header)
{
	const struct line *l = &g->lines.at[i];
	if (has_figure(l) || blank_line(l) || !short_texts(l) || l->number + 1 != g->lines.at[header].number)
		return false;
	for (uint32_t c = 1; c < l->n; c++)
		if (l->v[c].kind == VALUE_TEXT)
			return true;
	return false;
}

static void start_block(struct grid *g, struct works *works, size_t header, size_t header_end)
{
	struct work *w = LIST_ADD(g->arena, &works->list);
	*w = (struct work){.g = g, .header = header, .header_end = header_end, .first = header_end, .end = g->lines.n, .block = g->r->blocks.n};
	struct reconcile_block *b = LIST_ADD(g->arena, &g->r->blocks);
	*b = (struct reconcile_block){.sheet = g->sheet};
	for (size_t i = header; i < header_end; i++)
		g->lines.at[i].kind = LINE_HEADER;
}

static bool repeats_header(const struct grid *g, const struct work *w, size_t i)
{
	for (size_t h = w->header; h < w->header_end; h++)
		if (same_texts(&g->lines.at[h], &g->lines.at[i]))
			return true;
	return false;
}

/* A header in the middle of a table is believed after a gap, a title or a total. */
static bool may_start_here(const struct grid *g, const struct work *w, size_t i)
{
	size_t before = i;
	while (before > w->first && blank_line(&g->lines.at[before - 1]))
		before--;
	if (before == w->first || before < i || g->lines.at[before - 1].number + 1 < g->lines.at[i].number)
		return true;
	const struct line *l = &g->lines.at[before - 1];
	if (!has_figure(l))
		return texts_in(l) == 1;
	for (uint32_t c = 0; c < l->n; c++)
		if (l->v[c].kind == VALUE_TEXT && total_word_of(l->v[c].text, l->v[c].fold) >= TOTAL_SUB)
			return true;
	return false;
}

static size_t header_start(const struct grid *g, size_t i, size_t floor)
{
	size_t h = i;
	while (h > floor && i - h < HEADER_LINES - 1 && g->lines.at[h - 1].kind != LINE_HEADER && super_header(g, h - 1, h))
		h--;
	return h;
}

static size_t header_stop(const struct grid *g, size_t i)
{
	size_t end = i + 1;
	while (end < g->lines.n && end - i < HEADER_LINES && g->lines.at[end].number == g->lines.at[end - 1].number + 1 && header_like(g, end))
		end++;
	return end;
}

static size_t figure_lines(const struct work *w)
{
	size_t n = 0;
	for (size_t i = w->first; i < w->end; i++)
		n += has_figure(&w->g->lines.at[i]);
	return n;
}

/* Lines before the first real table that happen to hold a figure are no table. */
static void drop_stray_blocks(struct grid *g, struct works *works, size_t from)
{
	size_t kept = from, first_block = from < works->list.n ? works->list.at[from].block : 0;
	for (size_t i = from; i < works->list.n; i++) {
		struct work w = works->list.at[i];
		size_t figures = figure_lines(&w);
		bool stray = figures == 0 || (w.header == w.header_end && figures <= 2 && works->list.n - from > 1);
		if (stray)
			continue;
		g->r->blocks.at[first_block + (kept - from)] = g->r->blocks.at[w.block];
		w.block = first_block + (kept - from);
		works->list.at[kept++] = w;
	}
	g->r->blocks.n = first_block + (kept - from);
	works->list.n = kept;
}

void blocks_find(struct grid *g, struct works *works)
{
	size_t from = works->list.n;
	for (size_t i = 0; i < g->lines.n; i++) {
		struct work *w = works->list.n > from ? &works->list.at[works->list.n - 1] : NULL;
		if (header_like(g, i)) {
			if (w && repeats_header(g, w, i)) {
				g->lines.at[i].kind = LINE_HEADER;
				continue;
			}
			if (w && (g->r->blocks.n >= LIMIT_TABLE_BLOCKS || !may_start_here(g, w, i)))
				continue;
			size_t start = header_start(g, i, w ? w->first : 0), stop = header_stop(g, i);
			if (w)
				w->end = start;
			start_block(g, works, start, stop);
			i = stop - 1;
		} else if (!w && has_figure(&g->lines.at[i])) {
			start_block(g, works, i, i);
		}
	}
	drop_stray_blocks(g, works, from);
}

const struct value *work_value(const struct work *w, const struct line *l, size_t at)
{
	static const struct value empty = {.kind = VALUE_EMPTY, .text = {"", 0}, .fold = {"", 0}};
	const struct reconcile_column *c = &work_block(w)->columns.at[at];
	uint32_t index = c->named ? (uint32_t)at : c->index;
	return index < l->n ? &l->v[index] : &empty;
}

bool work_amount(const struct work *w, const struct line *l, size_t at, int64_t *micro)
{
	const struct value *v = work_value(w, l, at);
	if (v->kind != VALUE_AMOUNT)
		return false;
	const struct reconcile_column *c = &work_block(w)->columns.at[at];
	int64_t scale = v->unit == AMOUNT_PLAIN ? c->scale : 1;
	*micro = v->micro > INT64_MAX / 1000 || v->micro < -INT64_MAX / 1000 ? v->micro : v->micro * scale;
	return true;
}

static str header_text(const struct work *w, size_t i, uint32_t c)
{
	const struct line *l = &w->g->lines.at[i];
	return c < l->n ? l->v[c].text : S("");
}

static bool unique_in_line(const struct work *w, size_t i, uint32_t c)
{
	for (uint32_t k = 0; k < w->g->lines.at[i].n; k++)
		if (k != c && str_eq(header_text(w, i, k), header_text(w, i, c)))
			return false;
	return true;
}

/* A heading over several columns names a group: it is only said where the names below it would otherwise be the same. */
static str heading_above(const struct work *w, size_t i, uint32_t c)
{
	size_t last = w->header_end - 1;
	uint32_t from = c;
	while (from > 0 && !header_text(w, i, from).n && header_text(w, last, from - 1).n)
		from--;
	bool spans = header_text(w, last, c).n && (from < c || (!header_text(w, i, c + 1).n && header_text(w, last, c + 1).n));
	if (!spans)
		return header_text(w, i, c);
	return unique_in_line(w, last, c) ? S("") : header_text(w, i, from);
}

static str header_label(const struct work *w, uint32_t c)
{
	struct out o = out_new(LIMIT_LABEL_BYTES);
	for (size_t i = w->header; i < w->header_end; i++) {
		str text = i + 1 < w->header_end ? heading_above(w, i, c) : header_text(w, i, c);
		if (!text.n || str_has(out_text(&o), text))
			continue;
		if (o.n)
			out_char(&o, ' ');
		out_str(&o, text);
	}
	str label = arena_str(w->g->arena, out_text(&o));
	out_free(&o);
	return label;
}

struct tally {
	size_t texts, amounts, euros, counts, percents, years, codes, named, dates, nothings, sequence;
	int64_t last, step;
	str unit;
};

static void tally_value(struct tally *t, const struct value *v)
{
	t->texts += v->kind == VALUE_TEXT;
	t->percents += v->kind == VALUE_PERCENT;
	t->named += v->kind == VALUE_NAMED;
	t->dates += v->kind == VALUE_DATE;
	t->nothings += v->kind == VALUE_NOTHING;
	if (v->kind != VALUE_AMOUNT)
		return;
	t->amounts++;
	t->euros += v->unit == AMOUNT_EURO;
	t->counts += v->unit == AMOUNT_COUNT;
	t->years += v->year_like;
	t->codes += v->code_like;
	t->sequence += v->micro == t->last + MICRO;
	t->last = v->micro;
	if (!t->step || v->step > t->step)
		t->step = v->step;
}

static const str code_words[] = {W("siret"), W("siren"), W("insee"), W("annee"), W("exercice"), W("telephone"), W("tel"), W("cp"), W("rang"), W("date"), W("millesime"), W("rna"),
                                 W("note"), W("score"), W("age"), W("duree"), W("moyen"), W("moyenne"), W("moyennes"), W("unitaire"), W("tarif"), W("priorite"), W("dossier"), W("page"), W("year"), W("coefficient"), W("ratio"), W("latitude"), W("longitude")};
static const str code_openings[] = {W("n"), W("no"), W("num"), W("numero"), W("id"), W("ref"), W("reference"), W("code"), W("ordre"), W("ligne"), W("rank")};
static const str count_words[] = {W("population"), W("habitants"), W("nombre"), W("nb"), W("nbre"), W("effectif"), W("effectifs"), W("beneficiaires"), W("participants"), W("heures"),
                                  W("etp"), W("jours"), W("logements"), W("jeunes"), W("menages"), W("quantite"), W("qte"), W("enfants"), W("personnes"), W("familles"), W("inhabitants"), W("number")};
static const str money_words[] = {W("cout"), W("couts"), W("montant"), W("montants"), W("budget"), W("subvention"), W("subventions"), W("financement"), W("financements"), W("euros"), W("euro"),
                                  W("ttc"), W("ht"), W("depenses"), W("depense"), W("recettes"), W("charges"), W("produits"), W("credits"), W("enveloppe"), W("demande"), W("accorde"), W("sollicite"), W("amount"), W("grant"), W("cost"), W("attribue"), W("vote")};
static const str per_words[] = {W("hab"), W("habitant"), W("personne"), W("jeune"), W("enfant"), W("beneficiaire"), W("participant"), W("famille"), W("logement"), W("heure"), W("jour"), W("etp"), W("capita")};
static const str percent_words[] = {W("taux"), W("pourcentage"), W("part"), W("percent"), W("quotite")};

/* "Subvention / habitant", "coût par jeune": quotients do not add up. */
static bool is_quotient(str label, str fold)
{
	bool per = word_in(fold, S("par")) || str_has(label, S("/"));
	return per && (ANY_WORD(fold, count_words) || ANY_WORD(fold, per_words));
}

static enum column_kind kind_by_name(str label, str fold)
{
	if (is_quotient(label, fold))
		return COLUMN_CODE;
	if (str_has(label, S("%")) || ANY_WORD(fold, percent_words))
		return COLUMN_PERCENT;
	for (size_t i = 0; i < sizeof code_openings / sizeof *code_openings; i++)
		if (begins_with_words(fold, code_openings[i]))
			return COLUMN_CODE;
	if (ANY_WORD(fold, code_words) && !word_in(fold, S("dossiers")))
		return COLUMN_CODE;
	if (str_has(label, S("€")) || ANY_WORD(fold, money_words))
		return COLUMN_AMOUNT;
	if (ANY_WORD(fold, count_words))
		return COLUMN_COUNT;
	return COLUMN_EMPTY;
}

/* What the name says and what the values are; a name without fitting values loses. */
static enum column_kind kind_of(const struct tally *t, enum column_kind named, bool first)
{
	size_t figures = t->amounts + t->percents + t->named, words = t->texts + t->dates;
	if (!figures)
		return words || t->nothings ? COLUMN_TEXT : COLUMN_EMPTY;
	/* numbers among words: a street, a label that happens to be a number; but one word in a column of totals is no reason */
	if (named == COLUMN_CODE)
		return COLUMN_CODE;
	if (figures * 2 < words && !(named == COLUMN_AMOUNT || named == COLUMN_COUNT) && t->euros * 2 < figures)
		return COLUMN_TEXT;
	if (named == COLUMN_PERCENT || t->percents > t->amounts)
		return t->euros > t->amounts / 2 ? COLUMN_AMOUNT : COLUMN_PERCENT;
	if (t->codes * 2 > t->amounts || (t->years * 3 > t->amounts * 2 && named != COLUMN_AMOUNT && named != COLUMN_COUNT))
		return COLUMN_CODE;
	if (first && t->sequence + 2 >= t->amounts && t->amounts > 2 && named == COLUMN_EMPTY)
		return COLUMN_CODE;
	if (t->counts * 2 > t->amounts || (named == COLUMN_COUNT && !t->euros))
		return COLUMN_COUNT;
	return COLUMN_AMOUNT;
}

static void classify_column(struct work *w, uint32_t c)
{
	struct tally t = {.last = INT64_MIN / 2};
	for (size_t i = w->first; i < w->end; i++) {
		const struct line *l = &w->g->lines.at[i];
		if (l->kind != LINE_HEADER && c < l->n)
			tally_value(&t, &l->v[c]);
	}
	str label = header_label(w, c), fold = name_fold(w->g->arena, label);
	enum column_kind named = kind_by_name(label, fold);
	struct reconcile_column *col = LIST_ADD(w->g->arena, &work_block(w)->columns);
	*col = (struct reconcile_column){.index = c, .label = label.n ? label : column_letters(w->g->arena, c), .scale = 1};
	col->kind = kind_of(&t, named, c == 0);
	col->money = col->kind == COLUMN_AMOUNT && (t.euros > 0 || t.named > 0 || named == COLUMN_AMOUNT || w->g->money);
	if (col->kind == COLUMN_AMOUNT && t.euros < t.amounts)
		col->scale = speaks_of_thousands(label, fold) ? 1000 : w->g->scale;
	int64_t step = t.step * col->scale;
	col->slack_micro = step > MICRO ? step / 2 : 0;
}

static size_t named_column(struct work *w, uint32_t carrier, str label)
{
	struct reconcile_block *b = work_block(w);
	str fold = name_fold(w->g->arena, label);
	for (size_t i = w->g->columns; i < b->columns.n; i++)
		if (b->columns.at[i].index == carrier && str_eq(name_fold(w->g->arena, b->columns.at[i].label), fold))
			return i;
	if (b->columns.n >= LIMIT_TABLE_COLUMNS)
		return SIZE_MAX;
	struct reconcile_column *c = LIST_ADD(w->g->arena, &b->columns);
	*c = (struct reconcile_column){.index = carrier, .label = label, .kind = COLUMN_AMOUNT, .named = true, .money = true, .scale = 1};
	return b->columns.n - 1;
}

static bool names_a_total(str fold)
{
	return word_in(fold, S("total")) || word_in(fold, S("cout")) || begins_with_words(fold, S("budget"));
}

static void widen_to(struct grid *g, struct line *l, size_t n)
{
	if (l->n >= n)
		return;
	struct value *v = ARENA_ARRAY(g->arena, n, struct value);
	if (l->n)
		memcpy(v, l->v, l->n * sizeof *v);
	for (size_t c = l->n; c < n; c++)
		v[c] = (struct value){.text = S(""), .fold = S("")};
	l->v = v;
	l->n = (uint32_t)n;
}

static void add_into(struct value *v, const struct amount *amount)
{
	int64_t before = v->kind == VALUE_AMOUNT ? v->micro : 0;
	v->kind = VALUE_AMOUNT;
	v->unit = AMOUNT_EURO;
	v->micro = micro_add(before, amount->micro);
	v->step = amount->step_micro;
}

/* A cell of named amounts is opened: its total, named or summed, stays in its own column; each funder gets a column of its own. */
static void open_named_cell(struct work *w, struct line *l, uint32_t c)
{
	struct grid *g = w->g;
	struct amount_items items;
	if (!amount_items_read(g->arena, l->v[c].text, HABIT_UNKNOWN, &items))
		return;
	int64_t whole = 0, parts = 0;
	bool has_whole = false;
	for (size_t i = 0; i < items.list.n; i++) {
		const struct amount_item *item = &items.list.at[i];
		if (!has_whole && items.list.n > 1 && names_a_total(name_fold(g->arena, item->label))) {
			has_whole = true;
			whole = item->amount.micro;
			continue;
		}
		parts = micro_add(parts, item->amount.micro);
		size_t at = named_column(w, c, item->label);
		if (at == SIZE_MAX)
			continue;
		widen_to(g, l, at + 1);
		add_into(&l->v[at], &item->amount);
	}
	struct value *v = &l->v[c];
	v->kind = VALUE_AMOUNT;
	v->unit = AMOUNT_EURO;
	v->micro = has_whole ? whole : parts;
	if (!has_whole || whole == parts)
		return;
	struct reconcile_row_gap *gap = LIST_ADD(g->arena, &work_block(w)->row_gaps);
	const struct reconcile_column *col = &work_block(w)->columns.at[c];
	*gap = (struct reconcile_row_gap){.row = l->number, .label = l->v[0].text, .column = col->label, .printed_micro = whole, .computed_micro = parts};
	NOTE(g, SEVERITY_ERROR, l->number, c, W_reconcile_row_gap, ARG("label", l->v[0].text), figure_arg(g->arena, "printed", col, whole), figure_arg(g->arena, "computed", col, parts),
	     figure_arg(g->arena, "gap", col, whole - parts));
}

/* Amounts beside amounts of euros are euros. */
static void spread_money(struct work *w)
{
	struct reconcile_block *b = work_block(w);
	bool any = false;
	for (size_t c = 0; c < b->columns.n; c++)
		any = any || b->columns.at[c].money;
	for (size_t c = 0; c < b->columns.n; c++)
		b->columns.at[c].money = b->columns.at[c].money || (any && b->columns.at[c].kind == COLUMN_AMOUNT);
}

/* How far right a row that lost its first empty cells must move for its amounts to stand under their headers; 0: not at all. */
static uint32_t lost_cells(const struct work *w, const struct line *l, uint32_t width)
{
	const struct reconcile_block *b = work_block(w);
	uint32_t last = SHIFT_NONE;
	for (uint32_t c = 0; c < l->n && c < w->g->columns; c++) {
		if (column_sums(&b->columns.at[c]) && l->v[c].kind == VALUE_AMOUNT)
			return 0;
		if (l->v[c].kind != VALUE_EMPTY)
			last = c;
	}
	if (last == SHIFT_NONE || l->n >= width || l->v[last].kind != VALUE_AMOUNT || l->v[last].year_like || b->columns.at[last].kind != COLUMN_TEXT)
		return 0;
	for (uint32_t d = 1; d <= width - l->n && last + d < w->g->columns; d++)
		if (column_sums(&b->columns.at[last + d]))
			return d;
	return 0;
}

static void move_right(struct work *w, struct line *l, uint32_t d)
{
	struct value *v = ARENA_ARRAY(w->g->arena, l->n + d, struct value);
	for (uint32_t c = 0; c < d; c++)
		v[c] = (struct value){.text = S(""), .fold = S("")};
	memcpy(v + d, l->v, l->n * sizeof *v);
	l->v = v;
	l->n += d;
	NOTE(w->g, SEVERITY_INFORMATION, l->number, -1, W_reconcile_moved_row, ARG("count", (int64_t)d));
}

/* An amount under no header, in a row that has none under a header, slipped to the right: an extraction put an empty cell before it. */
static void bring_back(struct work *w, struct line *l, uint32_t width)
{
	const struct reconcile_block *b = work_block(w);
	uint32_t amounts = 0, at = 0, home = SHIFT_NONE;
	for (uint32_t c = 0; c < l->n && c < w->g->columns; c++) {
		if (c < width && column_sums(&b->columns.at[c]))
			home = l->v[c].kind == VALUE_EMPTY && !amounts ? c : SHIFT_NONE;
		if (l->v[c].kind == VALUE_AMOUNT && column_sums(&b->columns.at[c])) {
			amounts++;
			at = c;
		}
	}
	if (amounts != 1 || at < width || home == SHIFT_NONE)
		return;
	l->v[home] = l->v[at];
	l->v[at] = (struct value){.text = S(""), .fold = S("")};
	NOTE(w->g, SEVERITY_INFORMATION, l->number, home, W_reconcile_brought_back);
}

static void restore_lost_cells(struct work *w)
{
	if (w->header == w->header_end)
		return;
	uint32_t width = w->g->lines.at[w->header_end - 1].n;
	for (size_t i = w->first; i < w->end; i++)
		if (w->g->lines.at[i].kind != LINE_HEADER && w->g->lines.at[i].n > width)
			bring_back(w, &w->g->lines.at[i], width);
	for (size_t i = w->first; i < w->end; i++) {
		struct line *l = &w->g->lines.at[i];
		uint32_t d = l->kind == LINE_HEADER ? 0 : lost_cells(w, l, width);
		if (d)
			move_right(w, l, d);
	}
}

void columns_classify(struct work *w)
{
	for (uint32_t c = 0; c < w->g->columns; c++)
		classify_column(w, c);
	spread_money(w);
	restore_lost_cells(w);
	uint32_t physical = w->g->columns;
	for (size_t i = w->first; i < w->end; i++) {
		struct line *l = &w->g->lines.at[i];
		for (uint32_t c = 0; c < physical && c < l->n; c++)
			if (l->v[c].kind == VALUE_NAMED && work_block(w)->columns.at[c].kind == COLUMN_AMOUNT)
				open_named_cell(w, l, c);
	}
}

static bool has_sum_value(const struct work *w, const struct line *l)
{
	int64_t micro;
	for (size_t c = 0; c < work_block(w)->columns.n; c++)
		if (column_sums(&work_block(w)->columns.at[c]) && work_amount(w, l, c, &micro))
			return true;
	return false;
}

enum { DISTINCT_SAMPLE = 200, DISTINCT_LINES = 2000 };

/* The column that names a row best: the most different short texts. */
static uint32_t naming_column(const struct work *w)
{
	uint32_t best = 0;
	size_t most = 0;
	for (uint32_t c = 0; c < w->g->columns; c++) {
		str seen[DISTINCT_SAMPLE];
		size_t n = 0, bytes = 0;
		if (work_block(w)->columns.at[c].kind != COLUMN_TEXT)
			continue;
		for (size_t i = w->first, looked = 0; i < w->end && n < DISTINCT_SAMPLE && looked < DISTINCT_LINES; i++, looked++) {
			const struct line *l = &w->g->lines.at[i];
			bool known = l->kind == LINE_HEADER || c >= l->n || l->v[c].kind != VALUE_TEXT || !has_figure(l);
			for (size_t k = 0; k < n && !known; k++)
				known = str_eq(seen[k], l->v[c].fold);
			if (known)
				continue;
			bytes += l->v[c].text.n;
			seen[n++] = l->v[c].fold;
		}
		if (n > most + most / 4 && bytes <= n * 120) {
			most = n;
			best = c;
		}
	}
	return best;
}

static void find_label(struct work *w, struct line *l, uint32_t naming)
{
	size_t texts = 0;
	for (uint32_t c = 0; c < l->n && c < w->g->columns; c++) {
		const struct value *v = &l->v[c];
		if (v->kind != VALUE_TEXT && !(v->kind == VALUE_AMOUNT && work_block(w)->columns.at[c].kind == COLUMN_TEXT))
			continue;
		texts++;
		if (!l->label.n) {
			l->label = v->text;
			l->label_fold = v->fold.p ? v->fold : S("");
			l->label_column = c;
		}
		enum total_word word = v->kind == VALUE_TEXT ? total_word_of(v->text, v->fold) : TOTAL_NONE;
		if (word > l->total && (word > TOTAL_WEAK || texts == 1)) {
			l->total = word;
			l->label = v->text;
			l->label_fold = v->fold;
			l->label_column = c;
		}
	}
	if (l->total == TOTAL_NONE && texts > 1 && naming < l->n && l->v[naming].kind == VALUE_TEXT) {
		l->label = l->v[naming].text;
		l->label_fold = l->v[naming].fold;
		l->label_column = naming;
	}
	/* a row as full of words as its neighbours, whose project is called "Total…": to be believed only if it adds up */
	if (l->total == TOTAL_PLAIN && texts >= 3)
		l->total = TOTAL_WEAK;
}

static bool data_follows(const struct work *w, size_t i)
{
	for (size_t k = i + 1; k < w->end; k++) {
		const struct line *l = &w->g->lines.at[k];
		if (l->kind != LINE_HEADER && has_sum_value(w, l))
			return l->total <= TOTAL_WEAK;
	}
	return false;
}

static bool is_section(const struct work *w, size_t i)
{
	const struct line *l = &w->g->lines.at[i];
	size_t texts = 0;
	for (uint32_t c = 0; c < l->n; c++) {
		if (l->v[c].kind == VALUE_NOTHING || l->v[c].kind == VALUE_ERROR)
			return false;
		if (c < w->g->columns && column_sums(&work_block(w)->columns.at[c]) && l->v[c].kind == VALUE_TEXT)
			return false;
		texts += l->v[c].kind == VALUE_TEXT;
	}
	return texts >= 1 && texts <= 2 && l->label.n <= SECTION_BYTES && data_follows(w, i);
}

void lines_classify(struct work *w)
{
	struct reconcile_block *b = work_block(w);
	uint32_t naming = naming_column(w);
	for (size_t i = w->first; i < w->end; i++)
		if (w->g->lines.at[i].kind != LINE_HEADER)
			find_label(w, &w->g->lines.at[i], naming);
	size_t section = SIZE_MAX;
	for (size_t i = w->first; i < w->end; i++) {
		struct line *l = &w->g->lines.at[i];
		if (l->kind == LINE_HEADER || blank_line(l))
			continue;
		if (has_sum_value(w, l)) {
			l->kind = l->total > TOTAL_WEAK ? LINE_TOTAL : begins_with_words(l->label_fold, S("dont")) ? LINE_DETAIL : LINE_DATA;
			l->section = section;
		} else if (is_section(w, i)) {
			/* a heading repeated at the top of a page continues its section */
			l->kind = LINE_SECTION;
			bool full = b->sections.n >= SECTION_FIGURES / (b->columns.n + 1);
			bool repeated = section != SIZE_MAX && str_eq(name_fold(w->g->arena, b->sections.at[section].label), l->label_fold);
			if (repeated)
				l->kind = LINE_HEADER;
			if (!repeated && !full) {
				section = b->sections.n;
				*LIST_ADD(w->g->arena, &b->sections) = (struct reconcile_section){.label = l->label, .first_row = l->number};
			}
		}
	}
}
