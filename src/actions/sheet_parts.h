/* What reading, saving and making a sheet share; for actions/sheet*.c only. */
#ifndef ACTIONS_SHEET_PARTS_H
#define ACTIONS_SHEET_PARTS_H

#include "actions/sheet.h"
#include "actions/sheet_forms.h"

/* `pack`: digest of what the territory loaded; absent for an identity. */
must_use enum status sheet_head_and_pack(struct db *db, struct arena *a, sheet_id id, struct sheet_head *head, str *pack);
struct sheet_form_key sheet_key_of(const struct sheet_head *head, str pack, const struct ruleset *set, enum lang lang);
must_use enum status sheet_values_read(struct db *db, struct arena *a, territory_id territory, sheet_id id, struct form_values *values);
must_use enum status sheet_opened_read(struct db *db, struct arena *a, const struct sheet_head *head, str *opened);
bool sheet_state_opens(const struct sheet_head *head, str opened, const struct form *form, str key);

#endif
