/* What the columns of a table hold: by their names and by their values. Cells of named amounts are opened into columns of their own; rows whose cells
   slipped are put back under their headers. */
#include "domain/reconcile_parts.h"

#include "base/limits.h"
#include "base/utf8.h"

#include <string.h>

#define SHIFT_NONE UINT32_MAX
#define ANY_WORD(fold, list) fold_has_any((fold), (list), sizeof(list) / sizeof *(list))
#define W(lit) {lit, sizeof(lit) - 1}

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

static const str remark_words[] = {W("observation"), W("observations"), W("avis"), W("commentaire"), W("commentaires"), W("remarque"), W("remarques"), W("description"), W("comments")};

/* "Subvention / habitant", "coût par jeune": quotients do not add up. */
static bool is_quotient(str label, str fold)
{
	bool per = fold_has_word(fold, S("par")) || str_has(label, S("/"));
	return per && (ANY_WORD(fold, count_words) || ANY_WORD(fold, per_words));
}

static enum column_kind kind_by_name(str label, str fold)
{
	if (is_quotient(label, fold))
		return COLUMN_CODE;
	if (ANY_WORD(fold, remark_words))
		return COLUMN_TEXT;
	if (str_has(label, S("%")) || ANY_WORD(fold, percent_words))
		return COLUMN_PERCENT;
	for (size_t i = 0; i < sizeof code_openings / sizeof *code_openings; i++)
		if (fold_begins(fold, code_openings[i]))
			return COLUMN_CODE;
	if (ANY_WORD(fold, code_words) && !fold_has_word(fold, S("dossiers")))
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
	if (named == COLUMN_CODE || (named == COLUMN_TEXT && words))
		return named;
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
	return fold_has_word(fold, S("total")) || fold_has_word(fold, S("cout")) || fold_begins(fold, S("budget"));
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
