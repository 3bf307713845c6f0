/* The règlement of a call as pages (N4): what is read once for each of them, and rules in words. Inside web/: regulation.c (the page), regulation_rule.c
   (one rule: try it, explain it), regulation_data.c (versions, differences, text and JSON), regulation_words.c and regulation_why.c (words). */
#ifndef WEB_REGULATION_H
#define WEB_REGULATION_H

#include "actions/read_ruleset.h"
#include "gen/queries.h"
#include "web/diagnosis.h"

struct regulation {
	struct page *pg;
	struct q_page_call_by_code_row call;
	struct ruleset_versions versions; /* latest first; empty: no rules */
	const struct ruleset_version *row; /* the one that is shown */
	const struct ruleset *set;
	struct q_page_rule_clauses_rows clauses;
};

/* The call of the path, and the version named by parameter `version`, or the latest. NOT_FOUND: no such call, no such version. A call without rules is
   OK with `set` NULL. */
must_use enum status regulation_read(struct page *pg, struct regulation *r);

/* The compiled rules of another version of the same call. */
must_use enum status regulation_version(const struct regulation *r, str version, const struct ruleset_version **row, const struct ruleset **set);

/* The frame of a page about the rules of this call. */
void regulation_layout(const struct regulation *r, struct layout_view *layout, str title);
str regulation_period(const struct page *pg, opt_day from, opt_day to); /* empty when neither is known */

/* The page that says that the call has no rules yet. */
must_use enum status regulation_none(const struct regulation *r);

/* A rule as the page shows it. `number` makes its anchor; `run` gives the formula. */
struct rule_view regulation_rule(const struct regulation *r, struct rules_run *run, const struct ruleset_rule *rule, size_t number);

/* A judged rule alone: state, sentence, value. */
struct rule_verdict_view regulation_verdict(struct page *pg, const struct verdict_rule *rule);

/* "coût total": the title of a rule in the page's language, of a question its own. */
str rule_title(const struct page *pg, const struct ruleset *set, rule_id rule);

/* An explanation tree as nested lines, with values; and the same formula without any (what is checked). */
struct why_list why_with_values(struct page *pg, const struct ruleset *set, struct rules_run *run, const struct rules_why *why);
struct why_list why_formula(struct page *pg, const struct ruleset *set, struct rules_run *run, const struct rules_why *why);

#endif
