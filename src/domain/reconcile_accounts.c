/* Budgets by account (Cerfa 12156, D2): "60 - Achats" carries the total of the lines below it up to the next account, often two tables side by side,
   charges and produits. Works column by column: each amount belongs to the words on its left. Called by totals_check, before anything is summed. */
#include "domain/reconcile_parts.h"

struct account {
	size_t line, end; /* details are the lines after `line`, before `end` */
	int64_t own, details;
	size_t filled; /* details with an amount */
};

/* "60 - Achats", "74 Subventions", "87. Contributions": two digits of the chart of accounts, not three. */
static bool is_account(str text)
{
	if (text.n < 3 || text.p[0] < '6' || text.p[0] > '8' || text.p[1] < '0' || text.p[1] > '9')
		return false;
	char next = text.p[2];
	return next == ' ' || next == '-' || next == '.' || next == ':' || next == ')' || (unsigned char)next == 0xc2;
}

/* The words on the left of a column, in a line. */
static str words_beside(const struct work *w, const struct line *l, size_t column)
{
	for (size_t c = column; c-- > 0;) {
		const struct value *v = work_value(w, l, c);
		if (v->kind != VALUE_EMPTY)
			return v->kind == VALUE_TEXT ? v->text : S("");
	}
	return S("");
}

static bool account_at(const struct work *w, size_t i, size_t column)
{
	const struct line *l = &w->g->lines.at[i];
	return (l->kind == LINE_DATA || l->kind == LINE_SECTION) && is_account(words_beside(w, l, column));
}

static struct account read_account(const struct work *w, size_t i, size_t column)
{
	struct account account = {.line = i, .end = i + 1};
	for (; account.end < w->end && w->g->lines.at[account.end].kind != LINE_TOTAL && !account_at(w, account.end, column); account.end++) {
		int64_t v;
		const struct line *l = &w->g->lines.at[account.end];
		if (l->kind != LINE_DATA || !work_amount(w, l, column, &v))
			continue;
		account.details = micro_add(account.details, v);
		account.filled++;
	}
	return account;
}

static void drop_details(const struct work *w, const struct account *account, size_t column)
{
	for (size_t i = account->line + 1; i < account->end; i++) {
		struct line *l = &w->g->lines.at[i];
		if (l->kind == LINE_DATA && column < l->n && l->v[column].kind == VALUE_AMOUNT)
			l->v[column].kind = VALUE_NOTHING;
	}
}

static void report(const struct work *w, const struct account *account, size_t column)
{
	const struct reconcile_column *c = &work_block(w)->columns.at[column];
	const struct line *l = &w->g->lines.at[account->line];
	NOTE(w->g, SEVERITY_ERROR, l->number, (int64_t)c->index, W_reconcile_total_gap, ARG("label", words_beside(w, l, column)), figure_arg(w->g->arena, "printed", c, account->own),
	     figure_arg(w->g->arena, "computed", c, account->details), figure_arg(w->g->arena, "gap", c, micro_add(account->own, -account->details)));
}

/* Believed when one account at least equals its details, and no fewer do than do not. */
static void check_column(const struct work *w, size_t column)
{
	LIST_OF(struct account) accounts = {0};
	size_t right = 0, wrong = 0;
	for (size_t i = w->first; i < w->end; i++) {
		if (!account_at(w, i, column))
			continue;
		struct account account = read_account(w, i, column);
		if (!account.filled || !work_amount(w, &w->g->lines.at[i], column, &account.own))
			continue;
		*LIST_ADD(w->g->arena, &accounts) = account;
		right += account.own == account.details;
		wrong += account.own != account.details;
	}
	if (!right || right < wrong)
		return;
	for (size_t i = 0; i < accounts.n; i++) {
		if (accounts.at[i].own != accounts.at[i].details)
			report(w, &accounts.at[i], column);
		drop_details(w, &accounts.at[i], column);
	}
}

void accounts_check(struct work *w)
{
	for (size_t c = 0; c < work_block(w)->columns.n; c++)
		if (column_sums(&work_block(w)->columns.at[c]) && !work_block(w)->columns.at[c].named)
			check_column(w, c);
}
