/* A programme as texts and lists for a template. See annex.h. */
#include "base/format.h"
#include "base/limits.h"
#include "documents/annex.h"

struct filling {
	struct arena *a;
	enum lang lang;
	const struct programme *p;
	str *names; /* "amount_CODE" of each funder */
};

static str money_text(struct filling *f, money amount)
{
	struct out o = out_new(LIMIT_LABEL_BYTES);
	out_money(&o, f->lang, amount);
	return out_keep(&o, f->a);
}

static str number_text(struct filling *f, int64_t value)
{
	return arena_fmt(f->a, "%lld", (long long)value);
}

static str day_text(struct filling *f, opt_day d)
{
	struct out o = out_new(LIMIT_LABEL_BYTES);
	if (!d.set)
		return S("");
	out_day(&o, f->lang, d.value);
	return out_keep(&o, f->a);
}

static str words(struct filling *f, enum word word, struct word_arg arg)
{
	struct out o = out_new(LIMIT_LABEL_BYTES);
	words_write(&o, f->lang, word, &arg, 1);
	return out_keep(&o, f->a);
}

/* "conseil-regional:investment" -> "amount_conseil_regional_investment". */
static str amount_name(struct filling *f, str code)
{
	str name = arena_fmt(f->a, "amount_%.*s", STR_ARGS(code));
	char *p = arena_alloc(f->a, name.n + 1);
	for (size_t i = 0; i < name.n; i++) {
		char c = name.p[i];
		p[i] = c == '-' || c == '.' || c == ':' ? '_' : c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
	}
	return (str){p, name.n};
}

static str nature(const struct filling *f, bool valued)
{
	return word_text(f->lang, valued ? W_documents_nature_valued : W_documents_nature_paid);
}

static void put_amount(struct filling *f, struct template_scope *s, size_t funder, money amount)
{
	template_put(f->a, s, f->names[funder], money_is_zero(amount) ? S("") : money_text(f, amount));
}

static void put_action(struct filling *f, struct template_scope *in, const struct programme_axis *axis, const struct programme_action *action, int64_t number)
{
	struct template_scope *s = template_item(f->a, in, S("actions"));
	template_put(f->a, s, S("number"), number_text(f, number));
	template_put(f->a, s, S("code"), action->code);
	template_put(f->a, s, S("title"), action->title);
	template_put(f->a, s, S("summary"), action->summary);
	template_put(f->a, s, S("bearer"), action->bearer);
	template_put(f->a, s, S("axis"), axis->label);
	template_put(f->a, s, S("total"), money_text(f, action->total));
	template_put(f->a, s, S("funded"), money_text(f, action->funded));
	template_put(f->a, s, S("gap"), money_is_zero(action->gap) ? S("") : money_text(f, action->gap));
	for (size_t k = 0; k < f->p->funders.n; k++) {
		money amount = programme_amount(action, k);
		put_amount(f, s, k, amount);
		if (money_is_zero(amount))
			continue;
		struct template_scope *line = template_item(f->a, s, S("funding"));
		template_put(f->a, line, S("funder"), f->p->funders.at[k].label);
		template_put(f->a, line, S("amount"), money_text(f, amount));
		template_put(f->a, line, S("nature"), nature(f, f->p->funders.at[k].valued));
	}
	for (size_t i = 0; i < action->results.n; i++) {
		const struct programme_result *r = &action->results.at[i];
		struct template_scope *result = template_item(f->a, s, S("results"));
		struct out o = out_new(LIMIT_LABEL_BYTES);
		out_milli(&o, f->lang, r->value_milli);
		template_put(f->a, result, S("label"), r->label);
		template_put(f->a, result, S("value"), out_keep(&o, f->a));
		template_put(f->a, result, S("unit"), r->unit);
		template_put(f->a, result, S("year"), r->year ? number_text(f, r->year) : S(""));
	}
}

static void put_axes(struct filling *f, struct template_scope *root)
{
	int64_t number = 1;
	for (size_t x = 0; x < f->p->axes.n; x++) {
		const struct programme_axis *axis = &f->p->axes.at[x];
		struct template_scope *s = template_item(f->a, root, S("axes"));
		money funded = MONEY_ZERO;
		for (size_t k = 0; k < f->p->funders.n; k++) {
			put_amount(f, s, k, axis->by_funder[k]);
			funded = money_add(funded, axis->by_funder[k]);
		}
		template_put(f->a, s, S("number"), number_text(f, (int64_t)x + 1));
		template_put(f->a, s, S("label"), axis->label);
		template_put(f->a, s, S("action_count"), number_text(f, (int64_t)axis->actions.n));
		template_put(f->a, s, S("total"), money_text(f, axis->total));
		template_put(f->a, s, S("funded"), money_text(f, funded));
		money gap = money_subtract(axis->total, funded);
		template_put(f->a, s, S("gap"), money_is_zero(gap) ? S("") : money_text(f, gap));
		for (size_t i = 0; i < axis->actions.n; i++, number++)
			put_action(f, s, axis, &axis->actions.at[i], number);
	}
}

/* The same actions without their axes, for a template that has none. */
static void put_all_actions(struct filling *f, struct template_scope *root)
{
	struct template_list axes = {0};
	for (size_t i = 0; i < root->lists.n; i++)
		if (str_eq(root->lists.at[i].name, S("axes")))
			axes = root->lists.at[i];
	for (size_t x = 0; x < axes.items.n; x++)
		for (size_t k = 0; k < axes.items.at[x]->lists.n; k++)
			for (size_t n = 0; n < axes.items.at[x]->lists.at[k].items.n; n++)
				*template_item(f->a, root, S("actions")) = *axes.items.at[x]->lists.at[k].items.at[n];
}

static void put_funders(struct filling *f, struct template_scope *root)
{
	for (size_t k = 0; k < f->p->funders.n; k++) {
		const struct programme_funder *funder = &f->p->funders.at[k];
		struct template_scope *s = template_item(f->a, root, S("funders"));
		template_put(f->a, root, f->names[k], money_text(f, funder->amount));
		template_put(f->a, s, S("label"), funder->label);
		template_put(f->a, s, S("group"), f->p->groups.at[funder->group].label);
		template_put(f->a, s, S("amount"), money_text(f, funder->amount));
		template_put(f->a, s, S("nature"), nature(f, funder->valued));
	}
	for (size_t g = 0; g < f->p->groups.n; g++) {
		const struct programme_group *group = &f->p->groups.at[g];
		struct template_scope *s = template_item(f->a, root, S("groups"));
		template_put(f->a, s, S("label"), group->label);
		template_put(f->a, s, S("amount"), money_text(f, group->amount));
		template_put(f->a, s, S("percent"), words(f, W_pages_percent, ARG("n", group->percent)));
		template_put(f->a, s, S("paid"), money_text(f, money_subtract(group->amount, group->valued)));
		template_put(f->a, s, S("valued"), money_is_zero(group->valued) ? S("") : money_text(f, group->valued));
	}
}

static void put_receipts(struct filling *f, struct template_scope *root)
{
	const struct programme *p = f->p;
	for (size_t i = 0; i < p->receipts.n; i++) {
		const struct programme_receipt *r = &p->receipts.at[i];
		struct template_scope *s = template_item(f->a, root, S("receipts"));
		template_put(f->a, s, S("number"), r->number);
		template_put(f->a, s, S("sent"), day_text(f, r->sent));
		template_put(f->a, s, S("received"), day_text(f, r->received));
		template_put(f->a, s, S("place"), r->place);
	}
	if (p->receipts.n) {
		template_put(f->a, root, S("receipt_number"), p->receipts.at[0].number);
		template_put(f->a, root, S("receipt_sent"), day_text(f, p->receipts.at[0].sent));
		template_put(f->a, root, S("receipt_received"), day_text(f, p->receipts.at[0].received));
	}
}

static void put_head(struct filling *f, struct template_scope *root, day today)
{
	const struct programme *p = f->p;
	template_put(f->a, root, S("territory"), p->territory_name);
	template_put(f->a, root, S("call"), p->call_title);
	template_put(f->a, root, S("year"), number_text(f, p->year));
	template_put(f->a, root, S("today"), day_text(f, (opt_day){true, today}));
	template_put(f->a, root, S("programme"), p->title);
	template_put(f->a, root, S("annex"), p->annex);
	template_put(f->a, root, S("version"), number_text(f, p->version));
	template_put(f->a, root, S("state"), word_text(f->lang, str_eq(p->state, S("voted")) ? W_documents_state_voted : W_documents_state_proposed));
	template_put(f->a, root, S("decision_number"), p->decision_number);
	template_put(f->a, root, S("decision_date"), day_text(f, p->decision_day));
	template_put(f->a, root, S("sha256"), p->sha256);
	template_put(f->a, root, S("action_count"), number_text(f, (int64_t)p->action_count));
	template_put(f->a, root, S("total"), money_text(f, p->total));
	template_put(f->a, root, S("funded"), money_text(f, p->funded));
	template_put(f->a, root, S("valued"), money_is_zero(p->valued) ? S("") : money_text(f, p->valued));
	template_put(f->a, root, S("paid"), money_text(f, money_subtract(p->funded, p->valued)));
	template_put(f->a, root, S("gap"), money_text(f, money_subtract(p->total, p->funded)));
}

const struct template_scope *annex_data(struct arena *a, enum lang lang, const struct programme *p, day today)
{
	struct filling f = {.a = a, .lang = lang, .p = p, .names = ARENA_ARRAY(a, p->funders.n + 1, str)};
	struct template_scope *root = template_new(a);
	for (size_t k = 0; k < p->funders.n; k++)
		f.names[k] = amount_name(&f, p->funders.at[k].code);
	put_head(&f, root, today);
	put_receipts(&f, root);
	put_funders(&f, root);
	put_axes(&f, root);
	put_all_actions(&f, root);
	return root;
}
