/* user add, role, list, password, close: people and their roles, by who runs the machine (the first administrator is made here). Each is one transaction with its audit row and
   its mail; passwords come from a file or the standard input, never from the command line, where every process of the machine could read them. */
#include "accounts/actor.h"
#include "accounts/password.h"
#include "accounts/roles.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/limits.h"
#include "cli/commands.h"
#include "cli/listing.h"
#include "domain/contact.h"

#include <unistd.h>

struct changing {
	struct invocation *in;
	struct settings settings;
	struct problems ps;
	str email;  /* folded */
	str hash;   /* of --password-file; or absent */
	enum word done; /* said when it is */
	enum status (*change)(struct changing *c, const struct accounts *accounts, const struct person *person);
};

static bool flag(const struct invocation *in, enum option option)
{
	return str_is_set(in->options[option]);
}

/* ---- passwords ---- */

static enum status read_all(struct arena *a, int fd, str *text)
{
	char *bytes = ARENA_ARRAY(a, LIMIT_PASSWORD_BYTES + 3, char);
	size_t n = 0;
	ssize_t got;
	while (n < LIMIT_PASSWORD_BYTES + 3 && (got = read(fd, bytes + n, LIMIT_PASSWORD_BYTES + 3 - n)) > 0)
		n += (size_t)got;
	*text = (str){bytes, n};
	return OK;
}

/* The first line of the file; "-" is the standard input. */
static enum exit_code read_password(struct invocation *in, str email, str name, str *hash)
{
	const str file = in->options[OPTION_PASSWORD_FILE];
	str text, rest;
	*hash = STR_NONE;
	if (!str_is_set(file))
		return EXIT_DONE;
	enum status s = str_eq(file, S("-")) ? read_all(in->arena, STDIN_FILENO, &text) : file_read(in->arena, arena_cstr(in->arena, file), LIMIT_PASSWORD_BYTES + 3, &text);
	if (s) {
		SAY(in, W_accounts_cli_no_file, ARG("file", file));
		return exit_of(s);
	}
	(void)str_cut(text, '\n', &text, &rest);
	if (str_ends(text, S("\r")))
		text = str_first(text, text.n - 1);
	const enum word wrong = password_refusal(in->arena, text, email, name);
	if (wrong != (enum word)WORD_COUNT) {
		SAY(in, wrong);
		return EXIT_INPUT;
	}
	s = password_hash(in->arena, text, hash);
	return s == OK ? EXIT_DONE : say_fault(in, s);
}

/* ---- one change ---- */

static enum status change_in_transaction(struct db *db, void *arg)
{
	struct changing *c = arg;
	const struct accounts accounts = {.db = db, .arena = c->in->arena, .settings = &c->settings, .now = clock_now()};
	struct person person = {.email = STR_NONE};
	c->ps.total = c->ps.list.n = 0;
	enum status s = person_of_email(db, c->in->arena, c->email, &person);
	if (s != OK && s != NOT_FOUND)
		return s;
	return c->change(c, &accounts, s == OK ? &person : NULL);
}

static enum exit_code begin(struct invocation *in, struct changing *c, struct db **db)
{
	c->in = in;
	c->ps = problems_new(in->arena);
	if (!email_read(in->arena, in->arguments[0], &c->email)) {
		SAY(in, W_accounts_email_wrong);
		return EXIT_INPUT;
	}
	enum exit_code code = read_settings(in, &c->settings);
	return code == EXIT_DONE ? open_instance(in, DB_READ_WRITE, db) : code;
}

static enum exit_code run_change(struct changing *c, struct db *db)
{
	enum status s = db_write(db, change_in_transaction, c);
	say_problems(c->in, &c->ps);
	if (s != OK)
		return c->ps.total ? exit_of(s) : say_fault(c->in, s);
	SAY(c->in, c->done, ARG("email", c->email));
	return EXIT_DONE;
}

static enum status nobody(struct changing *c)
{
	PROBLEM(&c->ps, STR_NONE, 0, c->email, W_accounts_cli_nobody);
	return NOT_FOUND;
}

static enum status add(struct changing *c, const struct accounts *accounts, const struct person *person)
{
	const struct invocation *in = c->in;
	person_id id;
	if (person) {
		PROBLEM(&c->ps, STR_NONE, 0, c->email, W_accounts_cli_taken);
		return CONFLICT;
	}
	const struct person_new new = {.email = c->email, .name = in->options[OPTION_NAME], .lang = in->lang, .password = c->hash, .confirmed = flag(in, OPTION_CONFIRMED),
		.administrator = flag(in, OPTION_ADMINISTRATOR)};
	enum status s = person_add(accounts, &new, &id);
	struct person added = {.id = id, .email = c->email, .name = new.name, .lang = new.lang};
	return s == OK && !new.confirmed ? person_send_confirmation(accounts, &added, STR_NONE) : s;
}

enum exit_code run_user_add(struct invocation *in)
{
	struct changing c = {.change = add, .done = W_accounts_cli_added};
	struct db *db;
	if (!flag(in, OPTION_NAME)) {
		SAY(in, W_accounts_cli_needs_name);
		return EXIT_USAGE;
	}
	enum exit_code code = begin(in, &c, &db);
	if (code == EXIT_DONE)
		code = read_password(in, c.email, in->options[OPTION_NAME], &c.hash);
	return code == EXIT_DONE ? run_change(&c, db) : code;
}

static enum status change_role(struct changing *c, const struct accounts *accounts, const struct person *person)
{
	const struct invocation *in = c->in;
	const bool revoke = flag(in, OPTION_REVOKE);
	if (!person)
		return nobody(c);
	const struct role_grant grant = {.person = person->id, .territory = in->options[OPTION_TERRITORY], .role = in->arguments[1], .institution = in->options[OPTION_INSTITUTION]};
	if (str_eq(grant.role, S("administrator"))) {
		enum status s = administrator_set(accounts, person->id, !revoke);
		if (s == CONFLICT)
			PROBLEM(&c->ps, STR_NONE, 0, c->email, W_accounts_cli_last_administrator);
		return s;
	}
	if (!revoke)
		return role_give(accounts, &grant, &c->ps);
	enum status s = role_take(accounts, &grant);
	if (s == NOT_FOUND)
		PROBLEM(&c->ps, STR_NONE, 0, c->email, W_accounts_cli_not_held);
	return s;
}

enum exit_code run_user_role(struct invocation *in)
{
	struct changing c = {.change = change_role, .done = flag(in, OPTION_REVOKE) ? W_accounts_cli_role_taken : W_accounts_cli_role_given};
	struct db *db;
	if (!str_eq(in->arguments[1], S("administrator")) && !flag(in, OPTION_TERRITORY)) {
		SAY(in, W_accounts_cli_needs_territory);
		return EXIT_USAGE;
	}
	enum exit_code code = begin(in, &c, &db);
	return code == EXIT_DONE ? run_change(&c, db) : code;
}

static enum status set_password(struct changing *c, const struct accounts *accounts, const struct person *person)
{
	return person ? person_set_password(accounts, person->id, c->hash, STR_NONE) : nobody(c);
}

enum exit_code run_user_password(struct invocation *in)
{
	struct changing c = {.change = set_password, .done = W_accounts_cli_password_set};
	struct db *db;
	struct person person = {.name = STR_NONE};
	if (!flag(in, OPTION_PASSWORD_FILE)) {
		SAY(in, W_accounts_cli_needs_password);
		return EXIT_USAGE;
	}
	enum exit_code code = begin(in, &c, &db);
	if (code != EXIT_DONE)
		return code;
	enum status s = person_of_email(db, in->arena, c.email, &person);
	if (s != OK && s != NOT_FOUND)
		return say_fault(in, s);
	code = read_password(in, c.email, person.name, &c.hash);
	return code == EXIT_DONE ? run_change(&c, db) : code;
}

static enum status close_account(struct changing *c, const struct accounts *accounts, const struct person *person)
{
	struct person_holds holds;
	if (!person)
		return nobody(c);
	enum status s = person_read_holds(accounts->db, accounts->arena, person->id, &holds);
	for (size_t i = 0; s == OK && i < holds.n; i++)
		PROBLEM(&c->ps, STR_NONE, 0, c->email, W_accounts_cli_held, ARG("organisation", holds.at[i].organisation), ARG("n", holds.at[i].sheets));
	return s == OK ? person_close(accounts, person->id) : s;
}

enum exit_code run_user_close(struct invocation *in)
{
	struct changing c = {.change = close_account, .done = W_accounts_cli_closed};
	struct db *db;
	enum exit_code code = begin(in, &c, &db);
	return code == EXIT_DONE ? run_change(&c, db) : code;
}

/* ---- the list ---- */

static const struct listing_column columns[] = {
	{"email", W_accounts_email}, {"name", W_accounts_name}, {"confirmed", W_accounts_confirmed}, {"second_factor", W_accounts_factor}, {"roles", W_accounts_roles},
	{"organisations", W_accounts_organisations},
};

/* "administrator officer@lievin funder_agent@lievin/anct" */
static str roles_of(struct invocation *in, const struct person_listed *p)
{
	struct out o = out_new(LIMIT_CELL_BYTES);
	if (p->administrator)
		out_str(&o, S("administrator"));
	for (size_t i = 0; i < p->roles.n; i++) {
		const struct role_held *held = &p->roles.at[i];
		out_fmt(&o, "%s%s@%.*s%s%.*s", i || p->administrator ? " " : "", territory_role_name(held->role), STR_ARGS(held->territory_code), held->institution.n ? "/" : "",
			STR_ARGS(held->institution));
	}
	const str text = out_keep(&o, in->arena);
	return text.p ? text : S("");
}

enum exit_code run_user_list(struct invocation *in)
{
	struct db *db;
	struct people people;
	int64_t more;
	enum exit_code code = open_instance(in, DB_READ_ONLY, &db);
	if (code != EXIT_DONE)
		return code;
	enum status s = people_read(db, in->arena, &people, &more);
	if (s)
		return say_fault(in, s);
	struct listing l = {.columns = columns, .column_count = sizeof columns / sizeof columns[0]};
	for (size_t i = 0; i < people.n; i++) {
		const struct person_listed *p = &people.at[i];
		if (p->closed)
			continue;
		const struct listing_cell row[] = {text_cell(p->email), text_cell(p->name), text_cell(p->confirmed ? S("yes") : S("no")), text_cell(p->has_factor ? S("yes") : S("no")),
			text_cell(roles_of(in, p)), number_cell(p->organisations)};
		for (size_t k = 0; k < sizeof row / sizeof row[0]; k++)
			*LIST_ADD(in->arena, &l.cells) = row[k];
	}
	if (more)
		SAY(in, W_accounts_people_more);
	return listing_print(in, &l);
}
