/* A driver speaks its engine's language. */
#include "base/str.h"
static const char *const text = "CREATE TABLE schema_version (version INTEGER)";
