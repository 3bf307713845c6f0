/* base/settings, base/seal, base/ids, base/clock: what an instance is told, what it keeps secret, and what time it is. */
#include "base/clock.h"
#include "base/file.h"
#include "base/ids.h"
#include "base/seal.h"
#include "base/settings.h"

#include "lib/in_arena.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[64];

static const char *path_of(const char *name)
{
	return arena_cstr(arena, arena_fmt(arena, "%s/%s", folder, name));
}

static void write_file(const char *name, const char *text, mode_t mode)
{
	assert_int_equal(file_replace(path_of(name), str_of(text)), OK);
	assert_int_equal(chmod(path_of(name), mode), 0);
}

static enum status read_text(const char *text, struct settings *settings, struct problems *ps)
{
	write_file("settings", text, 0600);
	*ps = problems_new(arena);
	return settings_read(arena, path_of("settings"), str_of(folder), settings, ps);
}

static void assert_str(str got, const char *expected)
{
	if (!str_eq(got, str_of(expected)))
		fail_msg("got %.*s, expected %s", STR_ARGS(got), expected ? expected : "(absent)");
}

static void without_a_file_there_are_defaults(void **state)
{
	(void)state;
	struct settings s;
	struct problems ps = problems_new(arena);
	assert_int_equal(settings_read(arena, path_of("nowhere"), S("/d"), &s, &ps), OK);
	assert_str(s.files, "/d/files");
	assert_str(s.key_file, "/d/key");
	assert_str(s.smtp, NULL);
	assert_str(s.smtp_tls, "required");
	assert_int_equal(settings_read(arena, NULL, STR_NONE, &s, &ps), OK);
	assert_str(s.files, NULL); /* PostgreSQL: said or not used */
}

static void lines_are_read_and_the_environment_wins(void **state)
{
	(void)state;
	struct settings s;
	struct problems ps;
	assert_int_equal(setenv("FAUBOURG_SMTP_USER", "from-environment", 1), 0);
	enum status status = read_text("# comment\n\n public_url = https://aides.ville.example/ \nsmtp=smtp://mail.example:587\nsmtp_user = from-file\nsoffice = none", &s, &ps);
	assert_int_equal(unsetenv("FAUBOURG_SMTP_USER"), 0);
	assert_int_equal(status, OK);
	assert_str(s.public_url, "https://aides.ville.example"); /* without the slash */
	assert_str(s.smtp, "smtp://mail.example:587");
	assert_str(s.smtp_user, "from-environment");
	assert_str(s.soffice, "none");
}

static void what_is_wrong_is_told_with_its_line(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		enum word message;
	} wrong[] = {
		{"\nsmpt = smtp://x", W_core_setting_unknown_near}, {"\nxyzxyzxyz = 1", W_core_setting_unknown},          {"\nsmtp", W_core_setting_no_equals},
		{"\npublic_url = ville.example", W_core_expects_site}, {"\nsmtp = mail.example", W_core_expects_smtp},    {"\nsmtp_tls = yes", W_core_expects_tls},
		{"\nsso_issuer = javascript:alert(1)", W_core_expects_site}, {"\nsso_secret_file = /nowhere", W_core_secret_missing}, {"\nsmtp = smtp://u@mail.example", W_core_expects_smtp},
	};
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		struct settings s;
		struct problems ps;
		assert_int_equal(read_text(wrong[i].text, &s, &ps), INVALID);
		assert_int_equal(ps.total, 1);
		assert_int_equal(ps.list.at[0].message, wrong[i].message);
		assert_int_equal(ps.list.at[0].line, 2);
	}
}

static void a_secret_that_everybody_may_read_is_refused(void **state)
{
	(void)state;
	struct settings s;
	struct problems ps;
	write_file("secret", "hidden\n", 0600);
	char text[256];
	(void)snprintf(text, sizeof text, "smtp_password_file = %s/secret", folder);
	assert_int_equal(read_text(text, &s, &ps), OK);
	assert_str(s.smtp_password, "hidden");
	write_file("secret", "hidden\n", 0644);
	assert_int_equal(read_text(text, &s, &ps), INVALID);
	assert_int_equal(ps.list.at[0].message, W_core_secret_open);
	write_file("settings", "smtp_password = hidden\n", 0644);
	ps = problems_new(arena);
	assert_int_equal(settings_read(arena, path_of("settings"), S("/d"), &s, &ps), INVALID);
	write_file("settings", "smtp_user = shown\n", 0644); /* without a secret in it, anybody may */
	ps = problems_new(arena);
	assert_int_equal(settings_read(arena, path_of("settings"), S("/d"), &s, &ps), OK);
}

static void help_names_every_key(void **state)
{
	(void)state;
	struct out o = out_new(64 * 1024);
	settings_help(&o, LANG_FR);
	static const char *const keys[] = {"public_url", "key_file = DATA/key", "smtp_tls = required", "clamd"};
	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
		assert_true(str_has(out_text(&o), str_of(keys[i])));
	out_free(&o);
}

/* ---- the seal ---- */

static struct seal_key *new_key(const char *name)
{
	struct seal_key *key;
	assert_int_equal(seal_key_make(path_of(name)), OK);
	assert_int_equal(seal_key_open(path_of(name), &key), OK);
	return key;
}

static void what_is_sealed_opens_at_its_place_only(void **state)
{
	(void)state;
	struct seal_key *key = new_key("key"), *other = new_key("other");
	const str plains[] = {S(""), S("FR76 3000 6000 0112 3456 7890 189"), S("é\n")};
	for (size_t i = 0; i < sizeof plains / sizeof plains[0]; i++) {
		str sealed = seal_text(arena, key, S("bank:1"), plains[i]), again = seal_text(arena, key, S("bank:1"), plains[i]), opened;
		assert_true(str_starts(sealed, S("s1:")) && !str_eq(sealed, again));
		assert_int_equal(unseal_text(arena, key, S("bank:1"), sealed, &opened), OK);
		assert_true(str_eq(opened, plains[i]));
		assert_int_equal(unseal_text(arena, key, S("bank:2"), sealed, &opened), INVALID);
		assert_int_equal(unseal_text(arena, other, S("bank:1"), sealed, &opened), INVALID);
		char *broken_text = arena_alloc(arena, sealed.n);
		memcpy(broken_text, sealed.p, sealed.n);
		broken_text[sealed.n / 2] = broken_text[sealed.n / 2] == 'A' ? 'B' : 'A';
		assert_int_equal(unseal_text(arena, key, S("bank:1"), (str){broken_text, sealed.n}, &opened), INVALID);
	}
	str opened;
	const str strange[] = {STR_NONE, S(""), S("s1:"), S("s1:AAAA"), S("s1:***"), S("plain")};
	for (size_t i = 0; i < sizeof strange / sizeof strange[0]; i++)
		assert_int_equal(unseal_text(arena, key, S("bank:1"), strange[i], &opened), INVALID);
	seal_key_close(key);
	seal_key_close(other);
}

static void a_key_is_made_once_and_for_its_owner(void **state)
{
	(void)state;
	str first, second;
	struct stat info;
	struct seal_key *key;
	assert_int_equal(seal_key_make(path_of("key")), OK);
	assert_int_equal(stat(path_of("key"), &info), 0);
	assert_int_equal(info.st_mode & 0777, 0600);
	assert_int_equal(file_read(arena, path_of("key"), 1000, &first), OK);
	assert_int_equal(seal_key_make(path_of("key")), OK);
	assert_int_equal(file_read(arena, path_of("key"), 1000, &second), OK);
	assert_true(str_eq(first, second) && first.n == 65);
	assert_int_equal(chmod(path_of("key"), 0644), 0);
	assert_int_equal(seal_key_open(path_of("key"), &key), INVALID);
	assert_int_equal(seal_key_make(path_of("key")), INVALID);
	static const char *const wrong[] = {"", "00", "zz00000000000000000000000000000000000000000000000000000000000000", "0000000000000000000000000000000000000000000000000000000000000000ff"};
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		write_file("wrong", wrong[i], 0600);
		assert_int_equal(seal_key_open(path_of("wrong"), &key), INVALID);
	}
	assert_int_equal(seal_key_open(path_of("nowhere"), &key), DENIED);
	assert_int_equal(seal_key_make(path_of("no/such/folder")), DENIED);
}

/* ---- ids, tokens ---- */

static void an_id_is_written_and_read_back(void **state)
{
	(void)state;
	int64_t id;
	for (int i = 0; i < 2000; i++) {
		int64_t made = id_new();
		assert_true(made > 0 && made < INT64_C(1) << 60);
		assert_true(id_of_code(id_code(arena, made), &id) && id == made);
	}
	assert_true(str_eq(id_code(arena, 1), S("000000000001")));
	assert_true(id_of_code(S("00000000000i"), &id) && id == 1);
	assert_true(id_of_code(S("o0000000000l"), &id) && id == 1);
	const str wrong[] = {S(""), S("00000000000"), S("0000000000001"), S("00000000000U"), S("0000000000é"), S("000000000000")};
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
		assert_false(id_of_code(wrong[i], &id));
}

static void a_token_proves_its_secret_for_one_purpose(void **state)
{
	(void)state;
	str a = secret_new(arena), b = secret_new(arena);
	assert_true(a.n == 43 && !str_eq(a, b));
	assert_true(secret_equal(secret_token(arena, a, S("form")), secret_token(arena, a, S("form"))));
	assert_false(secret_equal(secret_token(arena, a, S("form")), secret_token(arena, b, S("form"))));
	assert_false(secret_equal(secret_token(arena, a, S("form")), secret_token(arena, a, S("mail"))));
	assert_false(secret_equal(S(""), S("")));
	assert_false(secret_equal(STR_NONE, STR_NONE));
	assert_int_equal(secret_hash(arena, a).n, 64);
}

/* ---- the clock ---- */

static void a_clock_that_is_set_stands_or_runs(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int64_t ms;
	} set[] = {{"2024-09-10", INT64_C(1725969600000)}, {"2024-09-10T08:00:00Z", INT64_C(1725955200000)}, {"2024-09-10T08:00", INT64_C(1725955200000)}, {"2024-09-10T08:00:01", INT64_C(1725955201000)}};
	for (size_t i = 0; i < sizeof set / sizeof set[0]; i++) {
		assert_int_equal(setenv("FAUBOURG_CLOCK", set[i].text, 1), 0);
		assert_int_equal(clock_now().ms, set[i].ms);
		assert_true(clock_is_set());
	}
	assert_int_equal(setenv("FAUBOURG_CLOCK", "2024-09-10T08:00:00Z+", 1), 0);
	int64_t before = clock_now().ms;
	(void)usleep(20 * 1000);
	assert_true(clock_now().ms >= before + 15 && clock_now().ms < before + 60000 && before >= INT64_C(1725955200000));
	static const char *const real[] = {"", "soon", "2024-13-01", "2024-09-10T25:00", "2024-09-10T08", "2024-09-10X08:00", "2024-09-10T08:00:000"};
	for (size_t i = 0; i < sizeof real / sizeof real[0]; i++) {
		assert_int_equal(setenv("FAUBOURG_CLOCK", real[i], 1), 0);
		assert_false(clock_is_set());
		assert_true(clock_now().ms > INT64_C(1750000000000));
	}
	assert_int_equal(unsetenv("FAUBOURG_CLOCK"), 0);
}

static int start(void **state)
{
	(void)snprintf(folder, sizeof folder, "/tmp/faubourg-settings-XXXXXX");
	return mkdtemp(folder) ? arena_start(state) : -1;
}

static int stop(void **state)
{
	static const char *const names[] = {"settings", "secret", "key", "other", "wrong"};
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		(void)unlink(path_of(names[i]));
	return rmdir(folder) == 0 ? arena_stop(state) : -1; /* nothing half made is left */
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(without_a_file_there_are_defaults),
		CASE(lines_are_read_and_the_environment_wins),
		CASE(what_is_wrong_is_told_with_its_line),
		CASE(a_secret_that_everybody_may_read_is_refused),
		CASE(help_names_every_key),
		CASE(what_is_sealed_opens_at_its_place_only),
		CASE(a_key_is_made_once_and_for_its_owner),
		CASE(an_id_is_written_and_read_back),
		CASE(a_token_proves_its_secret_for_one_purpose),
		CASE(a_clock_that_is_set_stands_or_runs),
	};
	return cmocka_run_group_tests_name("settings", tests, NULL, NULL);
}
