/* The co-funding chart: stacked horizontal bars that all have the same width, because an axis of 5 000 € beside one of
   226 000 € would not be seen; amounts are written. */
#include "documents/measure.h"
#include "documents/svg.h"
#include "documents/svg_draw.h"

enum {
	AXES_DRAWN = 24, /* the rest is in the table */
	LABEL_SIZE = 14, SMALL_SIZE = 12, LINE = 19, BAR = 30, AXIS_BAR = 22, LEGEND_ROW = 25, SWATCH = 16, GAP = 2, SPACE = 20, LEGEND_COLUMN = 320,
};

struct share {
	str label;
	size_t fill;
	money amount;
	int percent;
};

/* The groups that are told apart, in printed order, then the sum of the others. */
struct shares {
	struct share at[SVG_FILLS];
	size_t n;
	money funded, missing;
};

struct chart {
	struct svg s;
	const struct programme *p;
	size_t *share_of; /* one per group: its place among the shares */
	size_t share_count;
	str labels[SVG_FILLS];
	double y;
};

/* How many groups weigh more than g; the first wins between equals. */
static size_t rank_of(const struct programme *p, size_t g)
{
	size_t rank = 0;
	for (size_t k = 0; k < p->groups.n; k++) {
		int order = money_compare(p->groups.at[k].amount, p->groups.at[g].amount);
		rank += order > 0 || (order == 0 && k < g);
	}
	return rank;
}

static void choose_groups(struct chart *c)
{
	const struct programme *p = c->p;
	bool merged = p->groups.n > SVG_FILLS;
	c->share_of = ARENA_ARRAY(c->s.arena, p->groups.n + 1, size_t);
	for (size_t g = 0; g < p->groups.n; g++) {
		if (merged && rank_of(p, g) >= SVG_FILLS - 1) {
			c->share_of[g] = SVG_FILLS - 1;
			continue;
		}
		c->labels[c->share_count] = p->groups.at[g].label;
		c->share_of[g] = c->share_count++;
	}
	if (merged) {
		c->labels[c->share_count++] = SVG_WORDS(&c->s, W_documents_svg_other_groups, ARG("n", p->groups.n - (SVG_FILLS - 1)));
	}
}

/* Amounts by share from amounts by funder. A negative sum is a finding, not a length: it counts for nothing here. */
static struct shares shares_of(const struct chart *c, const money *by_funder, money total)
{
	struct shares shares = {.n = c->share_count};
	money amounts[SVG_FILLS] = {0};
	int percents[SVG_FILLS] = {0};
	for (size_t f = 0; f < c->p->funders.n; f++) {
		size_t i = c->share_of[c->p->funders.at[f].group];
		amounts[i] = money_add(amounts[i], by_funder[f]);
	}
	for (size_t i = 0; i < shares.n; i++) {
		if (amounts[i].cents < 0)
			amounts[i] = MONEY_ZERO;
		shares.funded = money_add(shares.funded, amounts[i]);
	}
	percents_of(amounts, shares.n, percents);
	for (size_t i = 0; i < shares.n; i++)
		shares.at[i] = (struct share){.label = c->labels[i], .fill = i, .amount = amounts[i], .percent = percents[i]};
	if (money_compare(total, shares.funded) > 0)
		shares.missing = money_subtract(total, shares.funded);
	return shares;
}

static bool percent_fits(struct chart *c, double width, int percent)
{
	return width >= (double)text_milliems(svg_percent(&c->s, percent)) * SMALL_SIZE / 1000.0 + 2;
}

/* One bar with, under it, the percentage of each segment that is wide enough. */
static void bar_draw(struct chart *c, const struct shares *shares, double height)
{
	double whole = (double)money_add(shares->funded, shares->missing).cents, x = 0;
	for (size_t i = 0; whole > 0 && i < shares->n; i++) {
		const struct share *share = &shares->at[i];
		double width = (double)share->amount.cents / whole * c->s.width;
		if (share->amount.cents > 0)
			svg_filled_box(&c->s, x, c->y, width > GAP + 1 ? width - GAP : 1, height, share->fill);
		if (share->amount.cents > 0 && percent_fits(c, width, share->percent))
			svg_text(&c->s, (struct svg_text){.x = x + (width - GAP) / 2, .y = c->y + height + SMALL_SIZE + 2, .size = SMALL_SIZE, .anchor = SVG_MIDDLE}, svg_percent(&c->s, share->percent));
		x += width;
	}
	if (whole <= 0 || shares->missing.cents > 0)
		svg_hollow_box(&c->s, x, c->y, c->s.width - x, height);
	c->y += height + SMALL_SIZE + 8;
}

static void heading_draw(struct chart *c, str label, money amount, bool bold)
{
	str figure = svg_money(&c->s, amount);
	double figure_width = (double)text_milliems(figure) * LABEL_SIZE / 1000.0 * 1.08 + 12;
	int64_t room = (int64_t)((c->s.width - figure_width) / LABEL_SIZE * 1000.0 / (bold ? 1.1 : 1.0));
	struct text_lines lines = text_wrap(c->s.arena, label, room > 1000 ? room : 1000);
	for (size_t i = 0; i < lines.list.n; i++) {
		svg_text(&c->s, (struct svg_text){.y = c->y + LABEL_SIZE, .size = LABEL_SIZE, .bold = bold}, lines.list.at[i]);
		c->y += LINE;
	}
	svg_text(&c->s, (struct svg_text){.x = c->s.width, .y = c->y - LINE + LABEL_SIZE, .size = LABEL_SIZE, .anchor = SVG_END, .bold = bold}, figure);
	c->y += 3;
}

static void legend_entry(struct chart *c, double x, double width, const struct share *share, bool hollow)
{
	str figure = hollow ? svg_money(&c->s, share->amount) : arena_fmt(c->s.arena, "%.*s · %.*s", STR_ARGS(svg_percent(&c->s, share->percent)), STR_ARGS(svg_money(&c->s, share->amount)));
	double room = width - SWATCH - 8 - (double)text_milliems(figure) * LABEL_SIZE / 1000.0 - 10;
	if (hollow)
		svg_hollow_box(&c->s, x, c->y, SWATCH, SWATCH);
	else
		svg_filled_box(&c->s, x, c->y, SWATCH, SWATCH, share->fill);
	svg_text(&c->s, (struct svg_text){.x = x + SWATCH + 8, .y = c->y + 13, .size = LABEL_SIZE}, text_fit(c->s.arena, share->label, (int64_t)(room * 1000.0 / LABEL_SIZE)));
	svg_text(&c->s, (struct svg_text){.x = x + width, .y = c->y + 13, .size = LABEL_SIZE, .anchor = SVG_END}, figure);
}

static void legend_draw(struct chart *c, const struct shares *shares)
{
	int columns = c->s.width >= 2 * LEGEND_COLUMN ? 2 : 1, column = 0;
	double width = (c->s.width - (columns - 1) * 40.0) / columns;
	struct share missing = {.label = SVG_WORDS(&c->s, W_documents_svg_missing), .amount = shares->missing};
	for (size_t i = 0; i <= shares->n; i++) {
		const struct share *share = i < shares->n ? &shares->at[i] : &missing;
		if (money_is_zero(share->amount))
			continue;
		legend_entry(c, column * (width + 40), width, share, i == shares->n);
		column = (column + 1) % columns;
		c->y += column ? 0 : LEGEND_ROW;
	}
	c->y += column ? LEGEND_ROW : 0;
}

static str chart_title(struct chart *c, const struct shares *shares)
{
	size_t largest = 0;
	for (size_t i = 1; i < shares->n; i++)
		if (money_compare(shares->at[i].amount, shares->at[largest].amount) > 0)
			largest = i;
	if (!shares->n || money_is_zero(shares->funded))
		return SVG_WORDS(&c->s, W_documents_svg_no_funding);
	return SVG_WORDS(&c->s, W_documents_svg_cofunding_title, ARG("group", shares->at[largest].label), ARG("percent", shares->at[largest].percent), ARG("total", shares->funded));
}

static str chart_description(struct chart *c, const struct shares *shares)
{
	struct out o = out_new(64 * 1024);
	for (size_t i = 0; i < shares->n; i++) {
		if (money_is_zero(shares->at[i].amount))
			continue;
		out_fmt(&o, "%s%.*s %.*s (%.*s)", o.n ? ", " : "", STR_ARGS(shares->at[i].label), STR_ARGS(svg_percent(&c->s, shares->at[i].percent)), STR_ARGS(svg_money(&c->s, shares->at[i].amount)));
	}
	out_str(&o, o.n ? S(". ") : S(""));
	words_write(&o, c->s.lang, shares->missing.cents ? W_documents_svg_missing_sentence : W_documents_svg_nothing_missing, (const struct word_arg[]){ARG("gap", shares->missing)}, 1);
	return out_keep(&o, c->s.arena);
}

static void axes_draw(struct chart *c)
{
	for (size_t x = 0; x < c->p->axes.n && x < AXES_DRAWN; x++) {
		const struct programme_axis *axis = &c->p->axes.at[x];
		struct shares shares = shares_of(c, axis->by_funder, axis->total);
		c->y += SPACE;
		heading_draw(c, axis->label, axis->total, false);
		bar_draw(c, &shares, AXIS_BAR);
	}
	if (c->p->axes.n > AXES_DRAWN) {
		c->y += SPACE;
		svg_text(&c->s, (struct svg_text){.y = c->y + SMALL_SIZE, .size = SMALL_SIZE}, SVG_WORDS(&c->s, W_documents_svg_more_axes, ARG("n", c->p->axes.n - AXES_DRAWN)));
		c->y += LINE;
	}
}

html svg_cofunding(struct arena *a, enum lang lang, str prefix, int width, const struct programme *p)
{
	struct chart c = {.s = svg_start(a, lang, prefix, width), .p = p, .y = 4};
	money *by_funder = ARENA_ARRAY(a, p->funders.n + 1, money);
	for (size_t f = 0; f < p->funders.n; f++)
		by_funder[f] = p->funders.at[f].amount;
	choose_groups(&c);
	struct shares shares = shares_of(&c, by_funder, p->total);
	svg_fill_definitions(&c.s);
	heading_draw(&c, SVG_WORDS(&c.s, W_documents_svg_whole), p->total, true);
	bar_draw(&c, &shares, BAR);
	c.y += 6;
	legend_draw(&c, &shares);
	if (p->axes.n > 1)
		axes_draw(&c);
	return svg_finish(&c.s, (int)c.y + 4, "img", chart_title(&c, &shares), chart_description(&c, &shares));
}

html svg_cofunding_both(struct arena *a, enum lang lang, str prefix, const struct programme *p)
{
	html phone = svg_cofunding(a, lang, svg_prefix(a, prefix, "phone"), SVG_WIDTH_PHONE, p);
	return svg_pair(a, phone, svg_cofunding(a, lang, svg_prefix(a, prefix, "desk"), SVG_WIDTH_DESK, p));
}
