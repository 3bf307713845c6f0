/* The budget of a project from the values of a form: the chart of accounts "dauphin-8" as a table, one line an account or a named funder, sums, gap and share.
   Accounts are known by their code in this chart and by what they mean, never by their number alone: 870 is volunteering here and a gift in kind in another
   chart. Called by the form, the facts of rules and the pages; computes, never writes. */
#include "domain/budget.h"

#include "base/limits.h"
#include "domain/budget_parts.h"
#include "domain/money.h"

#define CLASS(code, side, word) {code, side, 0, false, word}
#define LINE(code, side, word) {code, side, 1, false, word}
#define IN_KIND(code, side, level, word) {code, side, level, true, word}

/* DAUPHIN v8 (standards: Cerfa 12156 §6), in its order. */
static const struct budget_account chart[] = {
	CLASS("60", BUDGET_CHARGES, W_figures_account_60),
	LINE("604", BUDGET_CHARGES, W_figures_account_604),
	LINE("601", BUDGET_CHARGES, W_figures_account_601),
	LINE("60x", BUDGET_CHARGES, W_figures_account_60x),
	CLASS("61", BUDGET_CHARGES, W_figures_account_61),
	LINE("613", BUDGET_CHARGES, W_figures_account_613),
	LINE("615", BUDGET_CHARGES, W_figures_account_615),
	LINE("616", BUDGET_CHARGES, W_figures_account_616),
	LINE("618", BUDGET_CHARGES, W_figures_account_618),
	CLASS("62", BUDGET_CHARGES, W_figures_account_62),
	LINE("622", BUDGET_CHARGES, W_figures_account_622),
	LINE("623", BUDGET_CHARGES, W_figures_account_623),
	LINE("625", BUDGET_CHARGES, W_figures_account_625),
	LINE("62x", BUDGET_CHARGES, W_figures_account_62x),
	CLASS("63", BUDGET_CHARGES, W_figures_account_63),
	LINE("631", BUDGET_CHARGES, W_figures_account_631),
	LINE("635", BUDGET_CHARGES, W_figures_account_635),
	CLASS("64", BUDGET_CHARGES, W_figures_account_64),
	LINE("641", BUDGET_CHARGES, W_figures_account_641),
	LINE("645", BUDGET_CHARGES, W_figures_account_645),
	LINE("647", BUDGET_CHARGES, W_figures_account_647),
	CLASS("65", BUDGET_CHARGES, W_figures_account_65),
	LINE("65x", BUDGET_CHARGES, W_figures_account_65x),
	CLASS("66", BUDGET_CHARGES, W_figures_account_66),
	LINE("66x", BUDGET_CHARGES, W_figures_account_66x),
	CLASS("67", BUDGET_CHARGES, W_figures_account_67),
	LINE("67x", BUDGET_CHARGES, W_figures_account_67x),
	CLASS("68", BUDGET_CHARGES, W_figures_account_68),
	LINE("68x", BUDGET_CHARGES, W_figures_account_68x),
	CLASS("69", BUDGET_CHARGES, W_figures_account_69),
	LINE("69x", BUDGET_CHARGES, W_figures_account_69x),
	CLASS("CHARGINDIRECT", BUDGET_CHARGES, W_figures_account_chargindirect),
	LINE("chgfixe", BUDGET_CHARGES, W_figures_account_chgfixe),
	LINE("fraisfin", BUDGET_CHARGES, W_figures_account_fraisfin),
	LINE("autchgindirect", BUDGET_CHARGES, W_figures_account_autchgindirect),
	LINE("excprev", BUDGET_CHARGES, W_figures_account_excprev),
	IN_KIND("86", BUDGET_CHARGES, 0, W_figures_account_86),
	IN_KIND("860", BUDGET_CHARGES, 1, W_figures_account_860),
	IN_KIND("861", BUDGET_CHARGES, 1, W_figures_account_861),
	IN_KIND("862", BUDGET_CHARGES, 1, W_figures_account_862),
	IN_KIND("864", BUDGET_CHARGES, 1, W_figures_account_864),
	CLASS("70", BUDGET_PRODUITS, W_figures_account_70),
	LINE("70x", BUDGET_PRODUITS, W_figures_account_70x),
	CLASS("73", BUDGET_PRODUITS, W_figures_account_73),
	LINE("73x", BUDGET_PRODUITS, W_figures_account_73x),
	CLASS("74", BUDGET_PRODUITS, W_figures_account_74),
	LINE("74etat", BUDGET_PRODUITS, W_figures_account_74etat),
	LINE("74region", BUDGET_PRODUITS, W_figures_account_74region),
	LINE("74dep", BUDGET_PRODUITS, W_figures_account_74dep),
	LINE("74epci", BUDGET_PRODUITS, W_figures_account_74epci),
	LINE("74com", BUDGET_PRODUITS, W_figures_account_74com),
	LINE("74orgasoc", BUDGET_PRODUITS, W_figures_account_74orgasoc),
	LINE("74fe", BUDGET_PRODUITS, W_figures_account_74fe),
	LINE("74agenceserv", BUDGET_PRODUITS, W_figures_account_74agenceserv),
	LINE("74x", BUDGET_PRODUITS, W_figures_account_74x),
	LINE("74aidespriv", BUDGET_PRODUITS, W_figures_account_74aidespriv),
	CLASS("75", BUDGET_PRODUITS, W_figures_account_75),
	LINE("756", BUDGET_PRODUITS, W_figures_account_756),
	LINE("758", BUDGET_PRODUITS, W_figures_account_758),
	LINE("750", BUDGET_PRODUITS, W_figures_account_750),
	CLASS("76", BUDGET_PRODUITS, W_figures_account_76),
	LINE("76x", BUDGET_PRODUITS, W_figures_account_76x),
	CLASS("77", BUDGET_PRODUITS, W_figures_account_77),
	LINE("77x", BUDGET_PRODUITS, W_figures_account_77x),
	CLASS("78", BUDGET_PRODUITS, W_figures_account_78),
	LINE("78x", BUDGET_PRODUITS, W_figures_account_78x),
	CLASS("79", BUDGET_PRODUITS, W_figures_account_79),
	LINE("79x", BUDGET_PRODUITS, W_figures_account_79x),
	CLASS("RESSPROPRES", BUDGET_PRODUITS, W_figures_account_resspropres),
	LINE("insufprevisionnel", BUDGET_PRODUITS, W_figures_account_insufprevisionnel),
	IN_KIND("87", BUDGET_PRODUITS, 0, W_figures_account_87),
	IN_KIND("870", BUDGET_PRODUITS, 1, W_figures_account_870),
	IN_KIND("871", BUDGET_PRODUITS, 1, W_figures_account_871),
	IN_KIND("875", BUDGET_PRODUITS, 1, W_figures_account_875),
};

const struct budget_account *budget_chart(size_t *count)
{
	*count = sizeof chart / sizeof *chart;
	return chart;
}

/* ---- who stands on which line of account 74 ---- */

static const struct {
	const char *kind, *account;
} funder_accounts[] = {
	{"state", "74etat"},      {"region", "74region"}, {"department", "74dep"}, {"agglomeration", "74epci"}, {"municipality", "74com"},
	{"caf", "74orgasoc"},     {"ccas", "74x"},        {"landlord", "74x"},     {"other", "74x"},
};

str budget_account_of_funder(const struct form_funder *funder)
{
	if (funder->valued)
		return STR_NONE;
	for (size_t i = 0; i < sizeof funder_accounts / sizeof *funder_accounts; i++)
		if (str_eq(funder->kind, str_of(funder_accounts[i].kind)))
			return str_of(funder_accounts[i].account);
	return STR_NONE;
}

bool budget_asks_by_name(const struct form *form, const struct budget_account *account)
{
	for (size_t i = 0; form->context && i < form->context->funders.n; i++)
		if (str_eq(budget_account_of_funder(&form->context->funders.at[i]), str_of(account->code)))
			return true;
	return false;
}

/* ---- years and lines ---- */

size_t budget_year_count(const struct form_values *values)
{
	str said = values ? form_value(values, S("request.years")) : STR_NONE;
	bool several = values && str_eq(form_value(values, S("request.period")), S("multi_year"));
	int64_t n;
	if (!several || !str_is_set(said) || !str_to_int64(said, &n) || n < 1)
		return 1;
	return n > LIMIT_BUDGET_YEARS ? LIMIT_BUDGET_YEARS : (size_t)n;
}

size_t budget_free_lines(struct arena *a, const struct form_values *values, size_t year)
{
	size_t last = 0;
	for (size_t k = 1; values && k <= LIMIT_BUDGET_FREE_LINES; k++)
		if (str_is_set(form_value(values, budget_free_key(a, year, k, "name"))) || str_is_set(form_value(values, budget_free_key(a, year, k, "amount"))))
			last = k;
	return last + 2 > LIMIT_BUDGET_FREE_LINES ? LIMIT_BUDGET_FREE_LINES : last + 2;
}

str budget_key(struct arena *a, size_t year, const char *code)
{
	return arena_fmt(a, "budget.%zu.%s", year, code);
}

str budget_free_key(struct arena *a, size_t year, size_t line, const char *part)
{
	return arena_fmt(a, "budget.%zu.74x.%zu.%s", year, line, part);
}

bool money_kept(str value, money *amount)
{
	enum { EUROS_MAX = 11, CENTS = 2 };
	str euros, cents;
	bool has_cents = str_cut(value, '.', &euros, &cents);
	if (!euros.n || euros.n > EUROS_MAX || (has_cents && (!cents.n || cents.n > CENTS)))
		return false;
	int64_t sum = 0;
	for (size_t i = 0; i < euros.n + CENTS; i++) {
		char c = i < euros.n ? euros.p[i] : has_cents && i - euros.n < cents.n ? cents.p[i - euros.n] : '0';
		if (c < '0' || c > '9')
			return false;
		sum = sum * 10 + (c - '0');
	}
	*amount = (money){sum};
	return sum <= LIMIT_AMOUNT_CENTS;
}

struct reading {
	struct arena *a;
	const struct form *form;
	const struct form_values *values;
	size_t number; /* of the year, from 1 */
	struct budget_year *year;
};

static struct budget_line *add(struct reading *r, const struct budget_account *account)
{
	struct budget_line *line = account->side == BUDGET_CHARGES ? LIST_ADD(r->a, &r->year->charges) : LIST_ADD(r->a, &r->year->produits);
	line->account = account;
	line->label = word_text(r->form->lang, account->label);
	line->reads = true;
	return line;
}

static void typed(struct reading *r, struct budget_line *line, str key)
{
	str value = form_value(r->values, key);
	line->key = key;
	line->typed = true;
	line->reads = !str_is_set(value) || money_kept(value, &line->amount.value);
	line->amount.set = str_is_set(value) && line->reads;
	if (str_is_set(value))
		r->year->empty = false;
}

static void add_funders(struct reading *r, const struct budget_account *account)
{
	for (size_t i = 0; i < r->form->context->funders.n; i++) {
		const struct form_funder *funder = &r->form->context->funders.at[i];
		if (!str_eq(budget_account_of_funder(funder), str_of(account->code)))
			continue;
		struct budget_line *line = add(r, account);
		line->label = funder->label;
		line->funder = funder->code;
		typed(r, line, arena_fmt(r->a, "budget.%zu.74.%.*s", r->number, STR_ARGS(funder->code)));
	}
}

static void add_free(struct reading *r, const struct budget_account *account)
{
	size_t n = budget_free_lines(r->a, r->values, r->number);
	for (size_t k = 1; k <= n; k++) {
		struct budget_line *line = add(r, account);
		str name = form_value(r->values, budget_free_key(r->a, r->number, k, "name"));
		if (str_is_set(name)) {
			line->label = name;
			r->year->empty = false;
		}
		typed(r, line, budget_free_key(r->a, r->number, k, "amount"));
	}
}

static void add_lines(struct reading *r)
{
	for (size_t i = 0; i < sizeof chart / sizeof *chart; i++) {
		const struct budget_account *account = &chart[i];
		bool named = budget_asks_by_name(r->form, account), free = str_eq(str_of(account->code), S("74x"));
		if (named)
			add_funders(r, account);
		if (free)
			add_free(r, account);
		if (named || free)
			continue;
		struct budget_line *line = add(r, account);
		if (account->level)
			typed(r, line, budget_key(r->a, r->number, account->code));
	}
}

/* ---- sums: each class is the sum of the lines below it ---- */

struct sums {
	money before, voluntary;
};

/* Lines come class by class, each class before its accounts. */
static struct sums sum(struct budget_line *lines, size_t n)
{
	struct sums all = {0};
	struct budget_line *class = lines;
	for (size_t i = 0; i < n; i++) {
		if (!lines[i].typed) {
			class = &lines[i];
			class->amount = (opt_money){.set = true};
			continue;
		}
		if (!lines[i].amount.set)
			continue;
		class->amount.value = money_add(class->amount.value, lines[i].amount.value);
		money *total = lines[i].account->voluntary ? &all.voluntary : &all.before;
		*total = money_add(*total, lines[i].amount.value);
	}
	return all;
}

static void add_up(struct budget_year *y)
{
	struct sums charges = sum(y->charges.at, y->charges.n), produits = sum(y->produits.at, y->produits.n);
	y->charges_before = charges.before;
	y->produits_before = produits.before;
	y->voluntary_charges = charges.voluntary;
	y->voluntary_produits = produits.voluntary;
	y->charges_total = money_add(charges.before, charges.voluntary);
	y->produits_total = money_add(produits.before, produits.voluntary);
	for (size_t i = 0; i < y->produits.n; i++)
		if (str_is_set(y->produits.at[i].funder) && y->produits.at[i].amount.set)
			y->asked = money_add(y->asked, y->produits.at[i].amount.value);
	y->gap = money_subtract(y->charges_before, y->produits_before);
	y->balanced = money_is_zero(y->gap);
	y->voluntary_balanced = money_compare(y->voluntary_charges, y->voluntary_produits) == 0;
	y->has_share = y->produits_before.cents > 0;
	if (y->has_share)
		y->share_milli = (int64_t)((__int128)y->asked.cents * 100000 / y->produits_before.cents);
}

void budget_read(struct arena *a, const struct form *form, const struct form_values *values, struct budget *budget)
{
	*budget = (struct budget){0};
	for (size_t n = 1, count = budget_year_count(values); n <= count; n++) {
		struct budget_year *year = LIST_ADD(a, &budget->years);
		struct reading r = {.a = a, .form = form, .values = values, .number = n, .year = year};
		year->year = form->context->year + (int64_t)n - 1;
		year->empty = true;
		add_lines(&r);
		add_up(year);
		if (year->charges_total.cents > LIMIT_AMOUNT_CENTS || year->produits_total.cents > LIMIT_AMOUNT_CENTS)
			budget->over_limit = true;
	}
}
