/* What doctor adds of the mail (cli/mail.c). Inside cli/. */
#ifndef CLI_MAIL_H
#define CLI_MAIL_H

#include "cli/command.h"
#include "store/doctor.h"

/* Adds one result: mail that failed, that waits for too long, that has no server. BUSY, BROKEN. */
must_use enum status doctor_mail(struct invocation *in, str place, const struct settings *settings, struct doctor_report *report);

#endif
