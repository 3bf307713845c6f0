/* store must not see web, nor the pages. */
#include "web/views.h"
#include "gen/pages.h"
#include "gen/queries.h"
#include "gen/embedded.h"
#include <sqlite3.h>
#include <libpq-fe.h>
#include <stdio.h>
