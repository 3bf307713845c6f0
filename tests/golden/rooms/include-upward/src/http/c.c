/* http knows microhttpd and no database. */
#include <microhttpd.h>
#include <sqlite3.h>
	#  include <libxml/parser.h>
#include "str.h"
#include "gen/nothing.h"
/* #include "store/db.h" */
