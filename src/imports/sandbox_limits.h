/* The walls of the child, apart from the plumbing. Private to imports/. */
#ifndef IMPORTS_SANDBOX_LIMITS_H
#define IMPORTS_SANDBOX_LIMITS_H

#include "imports/sandbox.h"

/* Gives up, for ever, everything the calling process does not need to compute and to write to `fd`. False when a wall could not be raised that the
   kernel should have: the caller must then end. */
bool sandbox_enter(const struct sandbox_job *job, int fd);

#endif
