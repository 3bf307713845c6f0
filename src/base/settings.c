/* The settings of an instance: one table of keys, read from a text of lines and from the environment. See settings.h. Called once by cli/ before anything is served. */
#include "base/settings.h"

#include "base/file.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { SETTINGS_BYTES = 64 * 1024, SECRET_FILE_BYTES = 4 * 1024, NAME_BYTES = 64 };

enum kind { KIND_TEXT, KIND_PATH, KIND_SITE, KIND_SITE_OR_NONE, KIND_SMTP, KIND_TLS, KIND_SECRET };

static const struct setting {
	const char *name;
	size_t offset;
	enum kind kind;
	const char *standard;  /* NULL: absent; "DATA/…": in the data folder */
	enum word description;
} table[] = {
#define AT(field) #field, offsetof(struct settings, field)
	{AT(public_url), KIND_SITE, NULL, W_core_setting_public_url},
	{AT(files), KIND_PATH, "DATA/files", W_core_setting_files},
	{AT(key_file), KIND_PATH, "DATA/key", W_core_setting_key_file},
	{AT(smtp), KIND_SMTP, NULL, W_core_setting_smtp},
	{AT(smtp_user), KIND_TEXT, NULL, W_core_setting_smtp_user},
	{AT(smtp_password), KIND_SECRET, NULL, W_core_setting_smtp_password},
	{AT(smtp_tls), KIND_TLS, "required", W_core_setting_smtp_tls},
	{AT(smtp_ca), KIND_PATH, NULL, W_mail_setting_smtp_ca},
	{AT(mail_from), KIND_TEXT, NULL, W_core_setting_mail_from},
	{AT(register_url), KIND_SITE_OR_NONE, "https://recherche-entreprises.api.gouv.fr", W_core_setting_register_url},
	{AT(clamd), KIND_TEXT, NULL, W_core_setting_clamd},
	{AT(soffice), KIND_TEXT, "soffice", W_core_setting_soffice},
	{AT(sso_issuer), KIND_SITE, NULL, W_core_setting_sso_issuer},
	{AT(sso_client), KIND_TEXT, NULL, W_core_setting_sso_client},
	{AT(sso_secret), KIND_SECRET, NULL, W_core_setting_sso_secret},
	{AT(sso_label_fr), KIND_TEXT, "ProConnect", W_core_setting_sso_label_fr},
	{AT(sso_label_en), KIND_TEXT, "ProConnect", W_core_setting_sso_label_en},
	{AT(sso_scope), KIND_TEXT, "openid email given_name usual_name siret", W_core_setting_sso_scope},
#undef AT
};
enum { SETTINGS = sizeof table / sizeof table[0] };

static str *value_of(struct settings *settings, const struct setting *s)
{
	return (str *)(void *)((char *)settings + s->offset);
}

struct reading {
	struct arena *arena;
	struct settings *settings;
	struct problems *problems;
	str file;      /* of the settings; absent for the environment */
	int64_t line;
	bool is_open;  /* everybody may read that file */
};

/* ---- values ---- */

static bool is_site(str v)
{
	str host = str_starts(v, S("https://")) ? str_skip(v, 8) : str_starts(v, S("http://")) ? str_skip(v, 7) : STR_NONE;
	return host.n > 0 && host.p[0] != '/' && !str_has(v, S(" ")) && !str_has(v, S("?")) && !str_has(v, S("#"));
}

static bool is_smtp(str v)
{
	str host = str_starts(v, S("smtps://")) ? str_skip(v, 8) : str_starts(v, S("smtp://")) ? str_skip(v, 7) : STR_NONE;
	return host.n > 0 && !str_has(host, S("/")) && !str_has(host, S(" ")) && !str_has(host, S("@"));
}

/* What was expected instead, when the value is none. */
static bool refuses(enum kind kind, str v, enum word *expected)
{
	switch (kind) {
	case KIND_SITE:
	case KIND_SITE_OR_NONE:
		*expected = W_core_expects_site;
		return !is_site(v) && !(kind == KIND_SITE_OR_NONE && str_eq(v, S("none")));
	case KIND_SMTP: *expected = W_core_expects_smtp; return !is_smtp(v);
	case KIND_TLS:
		*expected = W_core_expects_tls;
		return !str_eq(v, S("required")) && !str_eq(v, S("optional")) && !str_eq(v, S("none"));
	case KIND_TEXT:
	case KIND_PATH:
	case KIND_SECRET: break;
	}
	return false;
}

static void set(struct reading *r, const struct setting *s, str v)
{
	enum word expected;
	while ((s->kind == KIND_SITE || s->kind == KIND_SITE_OR_NONE) && str_ends(v, S("/")) && v.n > 8)
		v = str_first(v, v.n - 1);
	if (refuses(s->kind, v, &expected))
		PROBLEM(r->problems, r->file, r->line, str_of(s->name), expected, ARG("value", v));
	else if (s->kind == KIND_SECRET && r->is_open && str_is_set(v))
		PROBLEM(r->problems, r->file, r->line, str_of(s->name), W_core_secret_open, ARG("file", r->file));
	else
		*value_of(r->settings, s) = str_is_set(v) ? arena_str(r->arena, v) : STR_NONE;
}

/* Neither the group of strangers nor everybody may read it; a group may, as systemd and containers mount secrets. */
static bool everybody_reads(const char *path)
{
	struct stat info;
	return stat(path, &info) == 0 && (info.st_mode & S_IROTH) != 0;
}

static void set_from_file(struct reading *r, const struct setting *s, str path)
{
	str content;
	const char *name = arena_cstr(r->arena, path);
	enum status read = file_read(r->arena, name, SECRET_FILE_BYTES, &content);
	if (read != OK)
		PROBLEM(r->problems, r->file, r->line, str_of(s->name), W_core_secret_missing, ARG("file", path));
	else if (everybody_reads(name))
		PROBLEM(r->problems, r->file, r->line, str_of(s->name), W_core_secret_open, ARG("file", path));
	else
		*value_of(r->settings, s) = str_trim(content);
}

/* ---- keys ---- */

static const struct setting *setting_named(str name)
{
	for (size_t i = 0; i < SETTINGS; i++)
		if (str_eq(str_of(table[i].name), name))
			return &table[i];
	return NULL;
}

static void refuse_key(struct reading *r, str key)
{
	str names[SETTINGS];
	for (size_t i = 0; i < SETTINGS; i++)
		names[i] = str_of(table[i].name);
	str near = str_nearest(key, names, SETTINGS);
	if (near.p)
		PROBLEM(r->problems, r->file, r->line, STR_NONE, W_core_setting_unknown_near, ARG("key", key), ARG("near", near));
	else
		PROBLEM(r->problems, r->file, r->line, STR_NONE, W_core_setting_unknown, ARG("key", key));
}

static void read_pair(struct reading *r, str key, str value)
{
	const struct setting *s = setting_named(key);
	if (s) {
		set(r, s, value);
		return;
	}
	s = str_ends(key, S("_file")) ? setting_named(str_first(key, key.n - 5)) : NULL;
	if (s && s->kind == KIND_SECRET)
		set_from_file(r, s, value);
	else
		refuse_key(r, key);
}

static void read_line(struct reading *r, str line)
{
	str key, value;
	line = str_trim(line);
	if (line.n == 0 || line.p[0] == '#')
		return;
	if (str_cut(line, '=', &key, &value))
		read_pair(r, str_trim(key), str_trim(value));
	else
		PROBLEM(r->problems, r->file, r->line, STR_NONE, W_core_setting_no_equals);
}

static enum status read_file(struct reading *r, const char *path)
{
	str content, line;
	enum status s = file_read(r->arena, path, SETTINGS_BYTES, &content);
	if (s != OK)
		return s == NOT_FOUND ? OK : s;
	r->file = arena_str(r->arena, str_of(path));
	r->is_open = everybody_reads(path);
	for (bool more = content.n > 0; more;) {
		more = str_cut(content, '\n', &line, &content);
		r->line++;
		read_line(r, line);
	}
	return OK;
}

/* FAUBOURG_SMTP_USER for smtp_user, FAUBOURG_SMTP_PASSWORD_FILE for a secret in a file. */
static str environment_of(const char *name, const char *suffix)
{
	char variable[NAME_BYTES + 16] = "FAUBOURG_";
	size_t n = strlen(variable);
	for (const char *part = name; *part; part++)
		variable[n++] = *part >= 'a' && *part <= 'z' ? (char)(*part - 'a' + 'A') : *part;
	for (const char *part = suffix; *part; part++)
		variable[n++] = *part;
	variable[n] = 0;
	return str_of(getenv(variable));
}

static void read_environment(struct reading *r)
{
	r->file = S("environment");
	r->line = 0;
	r->is_open = false;
	for (size_t i = 0; i < SETTINGS; i++) {
		str direct = environment_of(table[i].name, ""), in_file = table[i].kind == KIND_SECRET ? environment_of(table[i].name, "_FILE") : STR_NONE;
		if (direct.p)
			set(r, &table[i], direct);
		else if (in_file.p)
			set_from_file(r, &table[i], in_file);
	}
}

static void set_standard(struct arena *a, struct settings *settings, str place)
{
	for (size_t i = 0; i < SETTINGS; i++) {
		str standard = str_of(table[i].standard);
		if (str_starts(standard, S("DATA/")))
			standard = str_is_set(place) ? arena_fmt(a, "%.*s/%.*s", STR_ARGS(place), STR_ARGS(str_skip(standard, 5))) : STR_NONE;
		*value_of(settings, &table[i]) = standard;
	}
}

enum status settings_read(struct arena *a, const char *path, str place, struct settings *settings, struct problems *ps)
{
	struct reading r = {.arena = a, .settings = settings, .problems = ps};
	size_t before = ps->total;
	set_standard(a, settings, place);
	enum status s = path ? read_file(&r, path) : OK;
	if (s != OK)
		return s;
	read_environment(&r);
	return ps->total == before ? OK : INVALID;
}

void settings_help(struct out *o, enum lang lang)
{
	out_str(o, word_text(lang, W_core_settings_head));
	out_str(o, S("\n\n"));
	for (size_t i = 0; i < SETTINGS; i++) {
		const struct setting *s = &table[i];
		out_fmt(o, "%s%s%s\n    ", s->name, s->standard ? " = " : "", s->standard ? s->standard : "");
		out_str(o, word_text(lang, s->description));
		out_char(o, '\n');
	}
}
