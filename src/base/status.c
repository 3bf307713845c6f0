/* Names of statuses, and the stop for impossible conditions. */
#include "base/status.h"

#include <stdio.h>
#include <stdlib.h>

const char *status_name(enum status s)
{
	switch (s) {
	case OK: return "ok";
	case NOT_FOUND: return "not found";
	case DENIED: return "denied";
	case INVALID: return "invalid";
	case CONFLICT: return "conflict";
	case TOO_BIG: return "too big";
	case BUSY: return "busy";
	case FULL: return "no room";
	case BROKEN: return "broken";
	}
	return "unknown";
}

void always_failed(const char *condition, const char *file, int line)
{
	(void)fprintf(stderr, "faubourg: impossible condition at %s:%d: %s\n", file, line, condition);
	abort();
}
