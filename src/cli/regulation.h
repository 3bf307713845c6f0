/* What the commands about règlements share: the rules of a call, from the instance or from a file. */
#ifndef CLI_REGULATION_H
#define CLI_REGULATION_H

#include "actions/read_ruleset.h"
#include "cli/command.h"

struct regulation {
	struct db *db;          /* NULL when the rules came from a file */
	territory_id territory;
	str time_zone; /* of the territory; absent when the rules came from a file */
	str call;
	struct ruleset *set;    /* NULL when the call has none and that is allowed */
	struct verdict_clauses clauses;
};

/* Is this argument a text of rules rather than the code of a call? Its name ends with .publicodes. */
bool is_rules_file(str argument);

/* The rules of a call (version 0: the latest), with a read snapshot of the instance that lasts as long as the command; or of a file, which needs no instance.
   EXIT_DONE, or the code to return, already explained. */
must_use enum exit_code open_regulation(struct invocation *in, str call_or_file, int64_t version, struct regulation *r);
/* The same, but a call without rules leaves `set` NULL. */
must_use enum exit_code open_call_or_rules(struct invocation *in, str call_or_file, struct regulation *r);

/* A text of rules that is not loaded. */
must_use enum exit_code open_rules_file(struct invocation *in, str file, struct ruleset **set);

/* Today, by the clock of the territory of the call; by that of metropolitan France for rules from a file. */
day regulation_today(const struct regulation *r);

/* "2" of --version, --from, --to; 0 when the option is not given. EXIT_USAGE, explained, when it is no version. */
must_use enum exit_code version_option(struct invocation *in, enum option option, int64_t *version);

#endif
