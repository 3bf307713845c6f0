static int a;
/* TODO: finish this. */
// FIXME here
/* mastodon TODOS hackers are fine,
   XXX on a second line is not */
static const char *const text = "TODO in a literal is fine";
