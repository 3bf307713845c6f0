/* What was voted, as one canonical text that never changes (P1, P5): call, version, columns with their groups, axes, actions with every amount. Same programme, same bytes: its
   SHA-256 is printed on the annex. The decision's number and date and the receipts of the prefecture come later and stand beside it, not in it. A complementary programme holds
   only what it adds, changes or removes; programme_cumulate gives the whole. Pure. */
#ifndef DOMAIN_PROGRAMME_FROZEN_H
#define DOMAIN_PROGRAMME_FROZEN_H

#include "base/status.h"
#include "domain/programme.h"

/* The text. Texts that are not UTF-8 get U+FFFD. Absent when it would pass LIMIT_PROGRAMME_FROZEN_BYTES. */
str programme_freeze(struct arena *a, const struct programme *p);

/* OK: *p is filled and not computed. INVALID: not a text that programme_freeze gives, byte for byte. */
must_use enum status programme_thaw(struct arena *a, str text, struct programme *p);

/* What `after` has that `before` has not, by action code: added, changed (cost or an amount of a funder), removed. Columns and groups are those of `after` and, for what was
   removed, of `before`. *none: no action differs. */
void programme_difference(struct arena *a, const struct programme *before, const struct programme *after, struct programme *difference, bool *none);

/* Puts `version` on top of `whole`: what it adds, changes, removes. Head of `version`, whose kind becomes cumulated. */
void programme_cumulate(struct arena *a, struct programme *whole, const struct programme *version);

/* Position of a column by its code; it is made, with its group, when `p` has none. */
size_t programme_column(struct arena *a, struct programme *p, const struct programme *from, size_t funder);
struct programme_action *programme_action_of(const struct programme *p, str code, size_t *axis);

#endif
