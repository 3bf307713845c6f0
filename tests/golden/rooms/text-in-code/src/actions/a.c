/* Text that belongs elsewhere. "SELECT 1 FROM comment" is a comment and may stay. */
static const char *const one = "SELECT code FROM call";
static const char *const two = "  UPDATE call SET title = 1";
static const char *const three = "<td>x</td>";
static const char *const four = "Total demandé";
static const char *const five = "Caf\xc3\xa9";
static const char quote = '"';
static const char *const six = "INSERT INTO \"call\" VALUES (1)";
#define SEVEN "DELETE FROM call"
