/* What attach.c and attach_list.c share. Private to actions/. */
#ifndef ACTIONS_ATTACH_PARTS_H
#define ACTIONS_ATTACH_PARTS_H

#include "base/str.h"

/* May that document change? Draft: yes. Completion requested: what was opened ("documents": all of them), one a line. */
bool attach_is_open(str state, str opened, str code);

#endif
