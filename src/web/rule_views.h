/* What the pages of the self-diagnosis and of the règlement show (see views.h, which includes this): verdicts, questions, rules and explanations as
   text ready to be written. Filled by web/diagnosis*.c and web/regulation*.c, written by gen/pages.h. Everything belongs to the request's arena. */
#ifndef WEB_RULE_VIEWS_H
#define WEB_RULE_VIEWS_H

/* ---- a verdict ---- */
struct clause_ref {
	str label, text, article;
	bool has_text;
};
struct clause_refs {
	LIST_OF(struct clause_ref) clauses;
};
struct rule_verdict_view { /* one rule, judged */
	str tone;  /* good | error | unknown | warning | past */
	str state; /* "Respectée" */
	str title, sentence, value, waiver, articles;
	bool has_link;
	url link; /* to its explanation with these answers */
	LIST_OF(struct fact_view) numbers;
	LIST_OF(struct linked_name) missing; /* what would settle it: to the question */
};
struct rule_verdicts {
	LIST_OF(struct rule_verdict_view) rules;
};
struct funder_verdict_view {
	str name;
	str tone;  /* good | error | unknown */
	str state; /* "Possible" */
	str amount; /* "jusqu'à 20 000 €" or that it is not known yet, or that the text gives none */
	bool has_amount, amount_known;
	str reason, article; /* why not, in one sentence; or what is still unknown */
	bool has_reason;
	struct rule_verdicts blocking; /* fails, then unknown, then waived */
	struct rule_verdicts others;   /* passes, warnings */
	struct rule_verdicts without_object;
	LIST_OF(struct fact_view) steps; /* the computation, in its order */
	bool has_details; /* a rule or a step to show */
};
struct parameter_view { /* a choice made where the text is ambiguous */
	str title, choice, why;
	bool has_why;
};
struct call_verdict_view {
	str title, state, tone, reason, article, version, filing, filing_tone;
	url link, regulation;
	bool has_reason, several, has_own_rules, as_if;
	LIST_OF(struct funder_verdict_view) funders;
	struct rule_verdicts blocking, others, without_object; /* of the whole call */
	LIST_OF(struct parameter_view) parameters;
	LIST_OF(struct document_view) documents;
	struct str_list checklist;
};
struct panel_view {
	bool several; /* calls: each has its heading */
	str status;   /* one sentence: how many are possible, not, still unknown */
	LIST_OF(struct call_verdict_view) calls;
};

/* ---- the self-diagnosis ---- */
struct hidden_field {
	str name, value;
};
struct rule_ref { /* a rule that waits for the answer */
	str title, where; /* "Article IV · État" */
};
struct question_view {
	str key, text, help, unit, field, value, problem;
	bool is_choice, is_yes_no, is_number, is_date, is_text, has_problem, has_help, has_unit, not_known;
	LIST_OF(struct option_view) options; /* also yes and no */
	LIST_OF(struct rule_ref) useful;
	int64_t more_useful;
};
struct answer_view {
	str question, answer;
	bool known;
	url change;
};
struct diagnosis_view {
	struct layout_view layout;
	str heading, over, progress;
	bool single, begins, has_back;
	url action, back, skip, summary, again, regulation;
	LIST_OF(struct hidden_field) hidden;
	struct question_view question;
	LIST_OF(struct answer_view) answers;
	int64_t answer_count;
	struct str_list dropped; /* answers of the address that no question takes any more */
	struct panel_view panel;
};
struct diagnosed_choice {
	str code, title, territory, state, tone, when;
	bool chosen;
};
struct diagnosis_start_view {
	struct layout_view layout;
	url action;
	bool any_open, has_problem;
	LIST_OF(struct diagnosed_choice) calls;
};
struct diagnosis_summary_view {
	struct layout_view layout;
	str heading, over, made_on, next;
	bool single, has_next, has_remaining;
	url resume, again, json, here, apply;
	struct panel_view panel;
	LIST_OF(struct answer_view) answers;
	LIST_OF(struct answer_view) remaining; /* questions without an answer that would settle something */
	struct str_list dropped;
};
struct no_rules_view { /* a call whose règlement is not written as rules yet */
	struct layout_view layout;
	str call;
	url link;
};

/* ---- the règlement ---- */
struct why_list;
struct why_view {
	str role, text, value;
	bool has_role, has_value, used, is_rule, folded; /* folded: what is below is one click away */
	struct why_list *children;
};
struct why_list {
	LIST_OF(struct why_view) nodes;
};
struct example_row {
	LIST_OF(struct fact_view) situation;
	str expected, note;
};
struct rule_view {
	str anchor, title, name, severity, tone, stage, waiver, validity, rounding, formula_label;
	bool has_severity, has_waiver, has_validity, has_rounding, has_formula;
	url try_it;
	struct clause_refs clauses;
	struct str_list scope;
	LIST_OF(struct fact_view) sentences; /* what is said when it passes, fails… */
	struct why_list formula;
	LIST_OF(struct example_row) examples;
	int64_t example_count;
};
struct rule_group {
	str anchor, title, explanation;
	bool has_explanation, has_try;
	url try_it; /* all rules of a funder at once */
	LIST_OF(struct rule_view) conditions, steps, programme;
};
struct choice_made_view {
	str anchor, title, choice, why;
	bool has_why;
	struct str_list alternatives;
	struct clause_refs clauses;
};
struct version_view {
	str label, period, note;
	bool shown, has_note, has_period;
	url link, changes;
	bool has_changes;
};
struct regulation_view {
	struct layout_view layout;
	str call, version, period, note, rule_count;
	bool has_note, has_period, is_latest;
	url diagnosis, download, call_link, json;
	LIST_OF(struct rule_group) groups;
	struct str_list silent; /* funders without a rule of their own */
	LIST_OF(struct choice_made_view) choices;
	LIST_OF(struct version_view) versions;
};
struct change_view {
	str kind, tone, title, name, before, after;
	bool has_before, has_after;
};
struct regulation_changes_view {
	struct layout_view layout;
	str call, from, to;
	url back, action;
	LIST_OF(struct option_view) from_versions, to_versions;
	LIST_OF(struct change_view) changes;
	bool compared;
};
struct tried_field {
	struct question_view question;
	str id, name;
};
struct rule_page_view {
	struct layout_view layout;
	str call, version, title, name;
	url back, action, again;
	bool tried, has_problems, has_verdict, has_value, has_why, has_rule;
	struct rule_view rule;
	LIST_OF(struct hidden_field) hidden;
	LIST_OF(struct tried_field) fields;
	LIST_OF(struct fact_view) problems;
	struct rule_verdict_view verdict;
	struct rule_verdicts verdicts; /* of a funder's rules */
	str value;
	struct why_list why;
};

#endif
