// An escaped quote does not end a literal, and < of an order is not a tag.
static const char *const one = "\"<p>\"";
