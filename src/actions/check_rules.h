/* Checking rules before anybody loads them: a pack folder, one rules.publicodes, loose rules, or any model of the language. Called by `faubourg rules check` and, for a
   candidate text, by `rules try`, `rules diff`, `rules list`. Reads files; writes nothing. */
#ifndef ACTIONS_CHECK_RULES_H
#define ACTIONS_CHECK_RULES_H

#include "domain/ruleset.h"

struct rules_report {
	str file;
	size_t rules, questions, examples, failed;
	bool plain; /* a model where no rule has the key `règlement`: only the language is checked */
};
struct rules_reports {
	struct rules_report *at;
	size_t n, room;
};

/* `wrong`: what makes it no model, or names codes that the pack lacks. `failed`: examples that do not give what they say, and rules that need themselves.
   OK; INVALID or NOT_FOUND when there is something in `wrong`; BROKEN. */
must_use enum status check_rules(struct arena *a, const char *path, struct rules_reports *reports, struct problems *wrong, struct problems *failed);

/* A text of rules from a file, with the vocabulary of this program, or loose when it has no head. The same statuses. */
must_use enum status read_ruleset_file(struct arena *a, const char *path, struct ruleset **set, struct problems *ps);

#endif
