/* What doctor adds of the filings (cli/filings.c). Inside cli/. */
#ifndef CLI_FILINGS_H
#define CLI_FILINGS_H

#include "cli/command.h"
#include "store/doctor.h"

/* Adds one result. BUSY, BROKEN. */
must_use enum status doctor_filings(struct invocation *in, str place, struct doctor_report *report);

#endif
