/* Help, man page and shell completion, all from the table of commands. */
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include "cli/command.h"

void help_overview(struct out *o, enum lang lang);
/* The commands of two words that begin with this one: "rules" has "rules check" and the others. False, and nothing written, when there is none. */
bool help_group(struct out *o, enum lang lang, str first);
void help_command(struct out *o, enum lang lang, const struct command *c);
void help_man(struct out *o, enum lang lang); /* troff, section 1 */
void help_bash_completion(struct out *o);

#endif
