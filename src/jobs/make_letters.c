/* From notices to marked PDFs. See make_letters.h. */
#include "jobs/make_letters.h"

#include "base/format.h"
#include "base/ids.h"
#include "base/limits.h"
#include "documents/annex.h"
#include "documents/letter_pdf.h"
#include "domain/amount_words.h"
#include "domain/letter_code.h"
#include "jobs/make_annex.h"

enum { WORDS_BYTES = 4096, REPORT_MONTH = 6, REPORT_DAY = 30, HUNDREDTHS = 10000, TENTHS = 10 };

struct writing {
	const struct document_maker *m;
	struct arena *a;
	const struct notices *n;
	const struct notice *notice;
	struct template_scope *scope;
};

static str words_of(const struct writing *w, enum word word, const struct word_arg *args, size_t count)
{
	struct out o = out_new(WORDS_BYTES);
	words_write(&o, w->m->lang, word, args, count);
	str made = out_keep(&o, w->a);
	return made.p ? made : S("");
}
#define TEXT(w, word, ...) \
	words_of((w), (word), (const struct word_arg[]){__VA_ARGS__ __VA_OPT__(, ){.name = NULL}}, \
	         sizeof((const struct word_arg[]){__VA_ARGS__ __VA_OPT__(, ){.name = NULL}}) / sizeof(struct word_arg) - 1)

static void put(struct writing *w, str name, str text)
{
	template_put(w->a, w->scope, name, text.p ? text : S(""));
}

static str money_text(const struct writing *w, money amount)
{
	struct out o = out_new(WORDS_BYTES);
	out_money(&o, w->m->lang, amount);
	return out_keep(&o, w->a);
}

/* Zero is nothing: a condition on it is false. */
static void put_money(struct writing *w, str name, money amount)
{
	put(w, name, amount.cents > 0 ? money_text(w, amount) : S(""));
}

static str day_text(const struct writing *w, day d)
{
	struct out o = out_new(WORDS_BYTES);
	out_day(&o, w->m->lang, d);
	return out_keep(&o, w->a);
}

/* Six months after the end of the year for which it was given (loi n° 2000-321, article 10). */
static day report_day(int64_t year)
{
	return day_of((struct civil){.year = (int)year + 1, .month = REPORT_MONTH, .day = REPORT_DAY});
}

static str share_text(const struct writing *w, money part, money whole)
{
	struct out o = out_new(WORDS_BYTES);
	int64_t tenths = whole.cents > 0 ? part.cents * 1000 / whole.cents : 0;
	out_milli(&o, w->m->lang, tenths * 100);
	str number = out_keep(&o, w->a);
	return whole.cents > 0 ? TEXT(w, W_notify_percent, ARG("number", number)) : S("");
}

static str appeal_text(const struct writing *w)
{
	const struct notice_setting *setting = &w->n->setting;
	if (str_is_set(setting->appeal))
		return setting->appeal;
	if (str_is_set(setting->court))
		return TEXT(w, W_notify_appeal_court, ARG("funder", w->n->long_label), ARG("court", setting->court));
	return TEXT(w, W_notify_appeal, ARG("funder", w->n->long_label));
}

static str kit_text(const struct writing *w)
{
	return w->notice->decision == NOTICE_AWARD ? TEXT(w, W_notify_kit_duty, ARG("funder", w->n->label)) : S("");
}

static str section_text(const struct writing *w)
{
	const struct notice *notice = w->notice;
	if (!notice->investment.cents)
		return word_text(w->m->lang, W_notify_section_operating);
	if (notice->investment.cents == notice->amount.cents)
		return word_text(w->m->lang, W_notify_section_investment);
	return TEXT(w, W_notify_section_both, ARG("operating", money_subtract(notice->amount, notice->investment)), ARG("investment", notice->investment));
}

static void put_frame(struct writing *w, str code)
{
	const struct notices *n = w->n;
	put(w, S("territory"), n->territory_name);
	put(w, S("call"), n->title);
	put(w, S("year"), arena_fmt(w->a, "%lld", (long long)n->year));
	put(w, S("today"), day_text(w, day_at(w->m->now, zone_of(n->time_zone))));
	put(w, S("decision_number"), n->setting.decision_number);
	put(w, S("decision_date"), n->setting.decision.set ? day_text(w, n->setting.decision.value) : S(""));
	put(w, S("programme"), n->programme);
	put(w, S("version"), arena_fmt(w->a, "%lld", (long long)n->version));
	put(w, S("sha256"), n->sha256);
	put(w, S("code"), letter_code_shown(w->a, code));
	put(w, S("funder"), n->label);
	put(w, S("funder_long"), n->long_label);
	put(w, S("sender"), n->setting.sender);
	put(w, S("contact"), n->setting.contact);
	put(w, S("appeal"), appeal_text(w));
	put(w, S("kit"), kit_text(w));
	put(w, S("report_date"), w->notice->decision == NOTICE_AWARD ? day_text(w, report_day(n->year)) : S(""));
}

static str reference_of(const struct writing *w)
{
	return arena_fmt(w->a, "%lld-%.*s-%lld", (long long)w->n->year, STR_ARGS(w->n->funder), (long long)w->notice->application.v);
}

static void put_notice(struct writing *w)
{
	const struct notice *notice = w->notice;
	bool partial = notice->amount.cents > 0 && notice->amount.cents < notice->asked.cents;
	put(w, S("reference"), reference_of(w));
	put(w, S("bearer"), notice->bearer);
	put(w, S("bearer_address"), notice->address);
	put(w, S("siret"), notice->siret);
	put(w, S("representative"), notice->representative);
	put(w, S("capacity"), notice->capacity);
	put(w, S("number"), notice->number);
	put(w, S("title"), notice->title);
	put(w, S("action"), notice->action);
	put(w, S("section"), section_text(w));
	put_money(w, S("cost"), notice->cost);
	put_money(w, S("asked"), notice->asked);
	put_money(w, S("amount"), notice->amount);
	put_money(w, S("valued"), notice->valued);
	put(w, S("amount_words"), notice->amount.cents > 0 ? amount_words(w->a, w->m->lang, notice->amount) : S(""));
	put(w, S("share"), share_text(w, notice->amount, notice->cost));
	put(w, S("partial"), partial ? word_text(w->m->lang, W_notify_partial) : S(""));
	put(w, S("agreement"), notice->agreement ? word_text(w->m->lang, W_notify_agreement) : S(""));
	put(w, S("reason"), notice->reasons.n ? notice->reasons.at[0].text : S(""));
}

const struct template_scope *letter_data(const struct document_maker *m, const struct notices *n, const struct notice *notice, str code)
{
	struct writing w = {.m = m, .a = m->arena, .n = n, .notice = notice, .scope = template_new(m->arena)};
	put_frame(&w, code);
	put_notice(&w);
	for (size_t i = 0; i < notice->others.n; i++) {
		struct template_scope *item = template_item(m->arena, w.scope, S("others"));
		template_put(m->arena, item, S("funder"), notice->others.at[i].label);
		template_put(m->arena, item, S("amount"), notice->others.at[i].valued ? TEXT(&w, W_notify_other_valued, ARG("amount", notice->others.at[i].amount))
		                                                                     : money_text(&w, notice->others.at[i].amount));
	}
	for (size_t i = 0; i < notice->reasons.n; i++) {
		struct template_scope *item = template_item(m->arena, w.scope, S("reasons"));
		template_put(m->arena, item, S("text"), notice->reasons.at[i].text);
		template_put(m->arena, item, S("clause"), notice->reasons.at[i].clause);
	}
	return w.scope;
}

/* ---- several of one kind ---- */

struct one_kind {
	const struct document_maker *m;
	const struct letters_wish *wish;
	enum template_kind kind;
	const struct notice *notices[LIMIT_LETTERS_BATCH];
	str codes[LIMIT_LETTERS_BATCH], documents[LIMIT_LETTERS_BATCH], pdfs[LIMIT_LETTERS_BATCH];
	size_t n;
	opt_int template;
	struct problems *ps;
};

static enum template_kind kind_of(const struct letters_wish *wish, const struct notice *notice)
{
	return notice->decision == NOTICE_REFUSAL ? TEMPLATE_refusal_letter : wish->orders ? TEMPLATE_award_order : TEMPLATE_award_letter;
}

/* By the funder's template, else by ours; *from is what it is. */
static enum status fill(struct one_kind *k, const char **from)
{
	struct used_template used;
	struct arena *a = k->m->arena;
	const struct template_scope *data[LIMIT_LETTERS_BATCH] = {0};
	str own;
	for (size_t i = 0; i < k->n; i++) {
		k->codes[i] = letter_code_make(a, id_code(a, id_new()));
		data[i] = letter_data(k->m, k->wish->notices, k->notices[i], k->codes[i]);
	}
	enum status s = read_template(k->m, k->wish->notices->territory, k->kind, k->wish->notices->funder, &used);
	*from = "docx";
	if (!s) {
		k->template = (opt_int){true, used.id};
		*from = str_ends(used.name, S(".odt")) ? "odt" : "docx";
		return template_fill(a, k->kind, used.name, used.bytes, data, k->n, k->documents, k->ps);
	}
	if (s != NOT_FOUND)
		return s;
	s = letter_template(a, k->m->lang, k->kind, &own);
	for (size_t i = 0; !s && i < k->n; i++)
		s = template_fill_own(a, k->kind, own, data[i], &k->documents[i], k->ps);
	return s;
}

static enum status keep(struct one_kind *k, const struct letter_pdf *pdfs, struct letters_made *made)
{
	struct arena *a = k->m->arena;
	enum status s = OK;
	for (size_t i = 0; !s && i < k->n; i++) {
		const struct notice *notice = k->notices[i];
		struct writing w = {.m = k->m, .a = a, .n = k->wish->notices, .notice = notice};
		struct letter_made letter = {.application = notice->application, .kind = str_of(template_kind_name(k->kind)), .code = k->codes[i], .amount = notice->amount,
			.valued = notice->valued, .version = k->wish->notices->version, .pages = pdfs[i].pages, .template = k->template, .reference = reference_of(&w)};
		if (notice->letter)
			letter.replaces = (opt_int){true, notice->letter->id};
		letter.file = (struct stored_file){.name = arena_fmt(a, "%s-%.*s.pdf", template_kind_name(k->kind), STR_ARGS(letter_code_shown(a, k->codes[i]))), .media = S("application/pdf"),
			.bytes = (int64_t)pdfs[i].pdf.n, .pages = {true, pdfs[i].pages}};
		s = files_put(k->m->files, a, pdfs[i].pdf, &letter.file.sha256);
		if (!s)
			*LIST_ADD(a, made) = letter;
	}
	return s;
}

static enum status make_kind(struct one_kind *k, struct letters_made *made)
{
	const char *from = "docx";
	struct letter_pdf *pdfs = ARENA_ARRAY(k->m->arena, k->n + 1, struct letter_pdf);
	if (!k->n)
		return OK;
	enum status s = fill(k, &from);
	if (!s)
		s = make_pdfs(k->m, k->documents, k->n, from, k->pdfs);
	for (size_t i = 0; !s && i < k->n; i++)
		pdfs[i] = (struct letter_pdf){.code = k->codes[i], .pdf = k->pdfs[i]};
	if (!s)
		s = letters_stamp(k->m->arena, pdfs, k->n, k->ps);
	return s ? s : keep(k, pdfs, made);
}

enum status make_letters(const struct document_maker *m, const struct letters_wish *wish, struct letters_made *made, struct problems *ps)
{
	static const enum template_kind kinds[] = {TEMPLATE_award_letter, TEMPLATE_award_order, TEMPLATE_refusal_letter};
	enum status s = OK;
	*made = (struct letters_made){0};
	if (!wish->count)
		PROBLEM(ps, STR_NONE, 0, S("application"), W_notify_nothing_chosen);
	if (!str_is_set(wish->notices->setting.sender))
		PROBLEM(ps, STR_NONE, 0, S("sender"), W_notify_sender_missing);
	if (wish->count > LIMIT_LETTERS_BATCH)
		PROBLEM(ps, STR_NONE, 0, S("application"), W_notify_too_many, ARG("n", (int64_t)LIMIT_LETTERS_BATCH));
	if (ps->total)
		return INVALID;
	if (!m->files || !documents_convert(m))
		return NOT_FOUND;
	for (size_t i = 0; !s && i < sizeof kinds / sizeof *kinds; i++) {
		struct one_kind *k = ARENA_NEW(m->arena, struct one_kind);
		*k = (struct one_kind){.m = m, .wish = wish, .kind = kinds[i], .ps = ps};
		for (size_t n = 0; n < wish->count; n++)
			if (wish->which[n]->decision != NOTICE_WAITS && kind_of(wish, wish->which[n]) == kinds[i])
				k->notices[k->n++] = wish->which[n];
		s = make_kind(k, made);
	}
	return s;
}

enum status merge_letters(const struct document_maker *m, const str *sha256, size_t count, enum letters_sides sides, str *pdf, struct problems *ps)
{
	str *pdfs = ARENA_ARRAY(m->arena, count + 1, str);
	enum status s = m->files && count ? OK : NOT_FOUND;
	for (size_t i = 0; !s && i < count; i++)
		s = files_get(m->files, m->arena, sha256[i], LIMIT_PAPER_PDF, &pdfs[i]);
	if (s)
		return s;
	return sides == LETTERS_BOTH_SIDES ? letters_merge_both_sides(m->arena, pdfs, count, pdf, ps) : letters_merge(m->arena, pdfs, count, pdf, ps);
}

str letters_name(struct arena *a, const struct notices *n, const char *what)
{
	return arena_fmt(a, "%s-%.*s-%.*s.pdf", what, STR_ARGS(n->call), STR_ARGS(n->funder));
}
