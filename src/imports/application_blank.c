/* An empty application for a call, to be filled in with an editor: every question with its words, its unit or its choices, one a line. What the program
   itself knows (history, filing) is not asked: it has its own place. */
#include "imports/application_read.h"

static void comment(struct out *o, str indent, str text)
{
	while (str_is_set(text)) {
		str head, tail;
		(void)str_cut(text, '\n', &head, &tail);
		out_str(o, indent);
		out_str(o, S("# "));
		out_str(o, str_trim(head));
		out_char(o, '\n');
		text = tail;
	}
}

static void choices(struct out *o, enum lang lang, const struct ruleset_question *q)
{
	for (size_t i = 0; i < q->choices.n; i++) {
		const struct ruleset_choice *c = &q->choices.at[i];
		out_str(o, S("  #   "));
		out_str(o, c->value);
		if (c->label[lang].p && !str_eq(c->label[lang], c->value)) {
			out_str(o, S(" · "));
			out_str(o, c->label[lang]);
		}
		out_char(o, '\n');
	}
}

static void form(struct out *o, enum lang lang, const struct ruleset_question *q)
{
	static const enum word words[] = {[RULES_BOOLEAN] = W_verdict_blank_yes_no, [RULES_DATE] = W_verdict_blank_date, [RULES_TEXT] = W_verdict_blank_text,
	                                  [RULES_NUMBER] = W_verdict_blank_number, [RULES_TYPE_UNKNOWN] = W_verdict_blank_text};
	if (q->choices.n) {
		choices(o, lang, q);
		return;
	}
	out_str(o, S("  #   "));
	if (q->type == RULES_NUMBER && str_is_set(q->unit))
		WORDS(o, lang, W_verdict_blank_amount, ARG("unit", q->unit));
	else
		out_str(o, word_text(lang, words[q->type]));
	out_char(o, '\n');
}

static bool is_asked_of_a_funder(const struct ruleset *set, rule_id r)
{
	for (size_t i = 0; i < set->funders.n; i++)
		if (set->funders.at[i].asked.v == r.v)
			return true;
	return false;
}

void application_blank(struct out *o, enum lang lang, const struct ruleset *set)
{
	comment(o, S(""), set->title[lang]);
	comment(o, S(""), word_text(lang, W_verdict_blank_head));
	out_str(o, S("call: "));
	out_str(o, set->call);
	out_str(o, S("\nreference:\ntitle:\nsituation:\n"));
	for (size_t i = 0; i < set->questions.n; i++) {
		const struct ruleset_question *q = &set->questions.at[i];
		if (q->provider != ASKED_OF_PEOPLE || is_asked_of_a_funder(set, q->rule))
			continue;
		out_char(o, '\n');
		comment(o, S("  "), q->text[lang]);
		form(o, lang, q);
		out_str(o, S("  "));
		out_str(o, rules_name(set->model, q->rule));
		out_str(o, S(":\n"));
	}
	out_char(o, '\n');
	comment(o, S(""), word_text(lang, W_verdict_blank_funding));
	out_str(o, S("funding:\n"));
	for (size_t i = 0; i < set->funders.n; i++) {
		comment(o, S("  "), set->funders.at[i].title[lang]);
		out_fmt(o, "  %.*s:\n", STR_ARGS(set->funders.at[i].code));
	}
	out_char(o, '\n');
	comment(o, S(""), word_text(lang, W_verdict_blank_history));
	out_str(o, S("history:\n\n"));
	comment(o, S(""), word_text(lang, W_verdict_blank_waivers));
	out_str(o, S("waivers:\n"));
}
