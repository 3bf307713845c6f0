/* What a caller can act on. Every function that can fail returns one of these; nothing else travels upward.
   HTTP status and exit code are each derived from it in exactly one place (web/ and cli/). */
#ifndef BASE_STATUS_H
#define BASE_STATUS_H

enum status {
	OK = 0,
	NOT_FOUND, /* the thing named does not exist, or may not be known to exist */
	DENIED,    /* it exists and this actor may not */
	INVALID,   /* the input is wrong; a list of problems says where and what was expected */
	CONFLICT,  /* somebody changed it first, or it already exists */
	TOO_BIG,   /* over a limit of limits.h */
	BUSY,      /* try again: a lock, a serialisation failure */
	FULL,      /* no room on a disk, ours or the database's: nothing was written; the same may be tried again when there is */
	BROKEN     /* our fault, or the machine's; logged once with a reference number */
};

#define must_use __attribute__((warn_unused_result))

/* The name in lower case, for logs. */
const char *status_name(enum status s);

/* Stops the process with a message when an impossible condition holds. Checked in every build. */
#define always(condition) ((condition) ? (void)0 : always_failed(#condition, __FILE__, __LINE__))
_Noreturn void always_failed(const char *condition, const char *file, int line);

#endif
