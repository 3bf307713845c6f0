/* Typography. */
static const char *const months[] = {"février", "août"};
