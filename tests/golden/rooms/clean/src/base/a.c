/* Nothing to say about this one: "é" in a comment, 'x', numbers < 3, a UPDATE without statement. */
#include "base/str.h"
#include <jansson.h>
static const char *const usage = "usage: rooms <file> UPDATE me, SELECTED things, a < b, <w:p>";
struct s {
	int a;
};
