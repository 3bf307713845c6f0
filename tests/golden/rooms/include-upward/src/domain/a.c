/* domain must not see the store. */
#include "store/db.h"
#include "base/clock.h"
#include "base/str.h"
#include "gen/queries.h"
#include "gen/words.h"
#include <time.h>
