/* A self-diagnosis being answered (B19): the calls that it looks at, what the person answered, the verdict of each, and what to ask next. Read by
   diagnosis_read, shown by diagnosis.c (questions), diagnosis_summary.c (result) and diagnosis_panel.c (verdicts in words). Inside web/. */
#ifndef WEB_DIAGNOSIS_H
#define WEB_DIAGNOSIS_H

#include "gen/queries.h"
#include "web/answer_read.h"
#include "web/answers.h"
#include "web/cards.h"
#include "web/rulesets.h"
#include "web/when.h"

struct diagnosed_call {
	const struct q_page_rulesets_row *row;
	const struct ruleset *set;
	struct judge *judge;
	struct verdict *verdict;
	struct filing filing;
	opt_instant filed; /* the moment that the verdict takes for the filing: now, or a moment in time when filing is over or not begun */
	struct q_page_rule_clauses_rows clauses;
};

/* A question of one or several calls. Questions of the vocabulary are shared; one that a call words for itself (its priorities) is its own, and then
   its key in the address begins with the call's code when several calls are looked at. */
struct asked_question {
	str key;
	const struct ruleset_question *q;
	uint32_t calls;  /* bit i: calls.at[i] asks it */
	bool of_file;    /* of what the file holds (`dossier`): asked once it is known what the project is */
	double score;    /* how much its answer would settle; 0: nothing */
};

struct diagnosis {
	struct page *pg;
	bool single; /* under /calls/:call */
	struct q_page_rulesets_rows rows; /* all calls that have rules */
	LIST_OF(struct diagnosed_call) calls;
	LIST_OF(struct asked_question) questions;
	struct answers answers; /* those that can be used */
	struct str_list dropped; /* the others, as they stood */
	const struct asked_question *next; /* first without an answer: the project before its file, who and where before the rest; NULL: nothing would settle more */
	size_t left; /* questions without an answer that would settle something */
	/* Where a question is answered when it is not on a page of the self-diagnosis: the form of a sheet. NULL: there. */
	url (*place_of)(const struct diagnosis *d, const struct asked_question *asked);
	const void *place_context;
};

/* The rows of all calls with rules, and the calls of the address: the one of the path, or those named by `call`. NOT_FOUND: the call of the path does not
   exist. A call that exists without rules leaves `calls` empty, and so does a choice of nothing. */
must_use enum status diagnosis_calls(struct page *pg, struct diagnosis *d);

/* One call whose verdict somebody else gives (a sheet): its rules, judge, clauses and questions, without answers. NOT_FOUND: it has no rules. */
must_use enum status diagnosis_of_call(struct page *pg, str call, struct diagnosis *d);

/* The answers of the address. INVALID or TOO_BIG as answers_read. */
must_use enum status diagnosis_answers(struct diagnosis *d);

/* Judges every call with the answers, and chooses what to ask next. BROKEN. */
must_use enum status diagnosis_judge(struct diagnosis *d);

const struct asked_question *diagnosis_question(const struct diagnosis *d, str key); /* NULL when none has that key */
/* The question of a rule of that call, NULL when people are not asked. */
const struct asked_question *diagnosis_question_of(const struct diagnosis *d, size_t call, rule_id rule);

/* An address of this self-diagnosis with these answers: its questions ("" and a key to ask, or absent), its result ("/summary"), its file
   ("/answers.json"). */
url diagnosis_url(const struct diagnosis *d, str under, const struct answers *answers, str ask);

/* ---- verdicts in words (diagnosis_panel.c) ---- */

void diagnosis_panel(const struct diagnosis *d, struct panel_view *panel);
/* The same with every rule, the computation and the choices made. Documents and checklist are the caller's. */
void diagnosis_details(const struct diagnosis *d, struct panel_view *panel);
/* One judged rule; links to questions are those of `d`. */
struct rule_verdict_view diagnosis_rule(const struct diagnosis *d, size_t call, const struct verdict_rule *rule);
struct clause_refs diagnosis_clauses(struct page *pg, const struct q_page_rule_clauses_rows *rows, const struct ruleset_rule *rule);
/* The rules that wait for the answer to that question. */
void diagnosis_useful(const struct diagnosis *d, const struct asked_question *asked, struct question_view *v);

/* ---- one question as fields (diagnosis_fields.c) ---- */

/* `value` is what the field shows: a kept form, or what was typed and is wrong. */
struct question_view question_fields(struct page *pg, const struct ruleset_question *q, str value);
/* Of the sub-actions, leaves those of the priority that was chosen. */
void diagnosis_narrow(const struct diagnosis *d, const struct asked_question *asked, struct question_view *v);
/* `answers` after a new answer to `asked`: another priority takes away the sub-action of the one before. */
struct answers diagnosis_consistent(const struct diagnosis *d, const struct asked_question *asked, const struct answers *answers);
struct answer_view answer_shown(const struct diagnosis *d, const struct asked_question *asked, const struct answer *answer);

#endif
