/* version, man, completion: the program about itself. */
#include "base/version.h"
#include "cli/commands.h"
#include "cli/help.h"

enum exit_code run_version(struct invocation *in)
{
	struct result r = result_new(in);
	out_str(&r.out, S("faubourg " FAUBOURG_VERSION "\n"));
	return result_end(in, &r);
}

enum exit_code run_man(struct invocation *in)
{
	struct result r = result_new(in);
	help_man(&r.out, in->lang);
	return result_end(in, &r);
}

enum exit_code run_completion(struct invocation *in)
{
	struct result r = result_new(in);
	help_bash_completion(&r.out);
	return result_end(in, &r);
}
