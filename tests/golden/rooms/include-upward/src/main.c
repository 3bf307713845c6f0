/* one screen */
#include "cli/cli.h"
#include "store/db.h"
