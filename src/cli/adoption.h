/* Between the commands of a programme: its documents, and the look that doctor and verify take at what was voted. */
#ifndef CLI_ADOPTION_H
#define CLI_ADOPTION_H

#include "cli/command.h"
#include "domain/programme.h"
#include "jobs/make_annex.h"
#include "store/doctor.h"

enum exit_code write_annex(struct invocation *in, struct db *db, territory_id territory, const struct programme *p, enum annex_format format);
/* Adds the check "programmes" to the report. */
must_use enum status doctor_programmes(struct invocation *in, str place, struct doctor_report *report);

#endif
