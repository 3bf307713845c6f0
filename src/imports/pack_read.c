/* The folder: which files are there, which should not be, their bytes, their digest. Decoding is the tables' work. */
#include "imports/pack_read.h"

#include "base/file.h"
#include "base/limits.h"
#include "base/log.h"
#include "imports/pack_shapes.h"

#include <dirent.h>
#include <errno.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static str in_folder(struct arena *a, str folder, str name)
{
	return arena_fmt(a, "%.*s/%.*s", STR_ARGS(folder), STR_ARGS(name));
}

/* "rules.publicodes" is version 0, that in force; "rules.2.publicodes" an earlier one, 2. */
static bool rules_version(str name, int64_t *version)
{
	*version = 0;
	if (str_eq(name, S("rules.publicodes")))
		return true;
	if (!str_starts(name, S("rules.")) || !str_ends(name, S(".publicodes")) || name.n <= sizeof "rules..publicodes" - 1)
		return false;
	str digits = str_skip(str_first(name, name.n - (sizeof ".publicodes" - 1)), sizeof "rules." - 1);
	return digits.n < 10 && digits.p[0] != '0' && digits.p[0] != '-' && str_to_int64(digits, version);
}

static bool name_is_ours(str name)
{
	int64_t version;
	if (rules_version(name, &version))
		return true;
	for (size_t i = 0; i < PACK_FILE_COUNT; i++)
		if (str_eq(name, str_of(pack_files[i].name)))
			return true;
	return false;
}

/* Another YAML or rules file would be ignored in silence: it is an error. */
static void refuse_unknown_file(struct arena *a, str folder, str name, struct problems *ps)
{
	str names[PACK_FILE_COUNT + 2], expected = S("");
	for (size_t i = 0; i < PACK_FILE_COUNT; i++)
		names[i] = str_of(pack_files[i].name);
	names[PACK_FILE_COUNT] = S("rules.publicodes");
	names[PACK_FILE_COUNT + 1] = S("rules.N.publicodes");
	for (size_t i = 0; i < PACK_FILE_COUNT + 2; i++)
		expected = arena_fmt(a, "%.*s%s%.*s", STR_ARGS(expected), i ? ", " : "", STR_ARGS(names[i]));
	str near = str_nearest(name, names, PACK_FILE_COUNT + 2);
	if (near.p)
		PROBLEM(ps, in_folder(a, folder, name), 0, STR_NONE, W_pack_unknown_file_near, ARG("near", near), ARG("expected", expected));
	else
		PROBLEM(ps, in_folder(a, folder, name), 0, STR_NONE, W_pack_unknown_file, ARG("expected", expected));
}

static int by_name(const void *a, const void *b)
{
	return str_cmp(*(const str *)a, *(const str *)b);
}

/* Names of the YAML and rules files, sorted, so that problems come in one order on every machine. */
static enum status list_folder(struct arena *a, str folder, struct strs *names, struct problems *ps)
{
	DIR *dir = opendir(arena_cstr(a, folder));
	if (!dir && (errno == ENOENT || errno == ENOTDIR || errno == EACCES)) {
		PROBLEM(ps, folder, 0, STR_NONE, errno == EACCES ? W_pack_folder_denied : W_pack_folder_missing);
		return INVALID;
	}
	if (!dir)
		return broken("pack_read", str_of(strerror(errno)));
	for (const struct dirent *e; (e = readdir(dir));) {
		str name = str_of(e->d_name);
		if (str_ends(name, S(".yaml")) || str_ends(name, S(".yml")) || str_ends(name, S(".publicodes")))
			*LIST_ADD(a, names) = arena_str(a, name);
	}
	(void)closedir(dir);
	if (names->n)
		qsort(names->at, names->n, sizeof names->at[0], by_name);
	return OK;
}

/* The bytes of one file; an optional file that is not there gives no bytes and OK. */
static enum status read_file(struct arena *a, enum presence presence, str path, str *bytes, struct problems *ps)
{
	enum status s = file_read(a, arena_cstr(a, path), LIMIT_PACK_FILE_BYTES, bytes);
	if (s == OK || (s == NOT_FOUND && presence == OPTIONAL))
		return OK;
	if (s == BROKEN)
		return s;
	static const enum word words[] = {[NOT_FOUND] = W_pack_file_missing,   [DENIED] = W_pack_file_denied, [INVALID] = W_pack_file_not_regular,
	                                  [TOO_BIG] = W_pack_file_too_big};
	always(s == NOT_FOUND || s == DENIED || s == INVALID || s == TOO_BIG);
	PROBLEM(ps, path, 0, STR_NONE, words[s], ARG("max", (int)LIMIT_PACK_FILE_BYTES / (1024 * 1024)));
	return INVALID;
}

static void decode_file(struct arena *a, const struct pack_file *f, str path, str bytes, struct pack *pack, struct problems *ps)
{
	const struct pack_node *root;
	enum status s = pack_yaml_read(a, path, bytes, ps, &root);
	always(s == OK || ps->total > 0);
	if (!root) { /* what is left of a damaged tree would only give consequences of the first mistake */
		pack->incomplete = true;
		return;
	}
	struct decoder d = {.arena = a, .ps = ps, .pack = pack, .file = path, .zone = zone_named(pack->territory.time_zone)};
	if (!d.zone)
		d.zone = zone_named(S("Europe/Paris"));
	pack_decode(&d, f->shape, root, pack);
	if (!pack->territory.time_zone.p)
		pack->territory.time_zone = S("Europe/Paris");
}

static void digest_add(crypto_generichash_state *state, str name, str bytes)
{
	uint64_t sizes[2] = {name.n, bytes.n};
	(void)crypto_generichash_update(state, (const unsigned char *)sizes, sizeof sizes);
	(void)crypto_generichash_update(state, (const unsigned char *)name.p, name.n);
	(void)crypto_generichash_update(state, (const unsigned char *)bytes.p, bytes.n);
}

static str digest_end(struct arena *a, crypto_generichash_state *state)
{
	unsigned char hash[crypto_generichash_BYTES];
	char *hex = arena_alloc(a, 2 * sizeof hash + 1);
	(void)crypto_generichash_final(state, hash, sizeof hash);
	(void)sodium_bin2hex(hex, 2 * sizeof hash + 1, hash, sizeof hash);
	return (str){hex, 2 * sizeof hash};
}

static str hash_of(struct arena *a, str bytes)
{
	crypto_generichash_state state;
	(void)crypto_generichash_init(&state, NULL, 0, crypto_generichash_BYTES);
	(void)crypto_generichash_update(&state, (const unsigned char *)bytes.p, bytes.n);
	return digest_end(a, &state);
}

/* Texts of rules are kept as they are: what they say is read by whoever has the vocabulary. */
static enum status read_rules(struct arena *a, str name, crypto_generichash_state *state, struct pack *pack, struct problems *ps)
{
	int64_t version;
	if (!rules_version(name, &version))
		return OK;
	str bytes = STR_NONE, path = in_folder(a, pack->folder, name);
	enum status s = read_file(a, REQUIRED, path, &bytes, ps);
	if (s != OK) {
		pack->incomplete = true;
		return s;
	}
	digest_add(state, name, bytes);
	*LIST_ADD(a, &pack->rules) = (struct pack_rules){.at = {.file = path}, .text = bytes, .hash = hash_of(a, bytes), .version = version};
	return OK;
}

static str folder_name(str folder)
{
	str head, tail, name = folder;
	while (str_cut(name, '/', &head, &tail))
		name = tail;
	return name;
}

enum status pack_read(struct arena *a, const char *folder, struct pack *pack, struct problems *ps)
{
	size_t before = ps->total;
	struct strs names = {0};
	*pack = (struct pack){.folder = arena_str(a, str_of(folder))};
	while (pack->folder.n > 1 && str_ends(pack->folder, S("/")))
		pack->folder.n--;
	pack->name = folder_name(pack->folder);
	enum status s = list_folder(a, pack->folder, &names, ps);
	if (s != OK)
		return s;
	crypto_generichash_state state;
	always(sodium_init() >= 0);
	(void)crypto_generichash_init(&state, NULL, 0, crypto_generichash_BYTES);
	for (size_t i = 0; i < names.n; i++)
		if (!name_is_ours(names.at[i]))
			refuse_unknown_file(a, pack->folder, names.at[i], ps);
	for (size_t i = 0; i < PACK_FILE_COUNT; i++) {
		str bytes = STR_NONE, path = in_folder(a, pack->folder, str_of(pack_files[i].name));
		s = read_file(a, pack_files[i].presence, path, &bytes, ps);
		if (s == BROKEN)
			return s;
		pack->incomplete |= s != OK;
		if (s != OK || !bytes.p)
			continue;
		digest_add(&state, str_of(pack_files[i].name), bytes);
		decode_file(a, &pack_files[i], path, bytes, pack, ps);
	}
	for (size_t i = 0; i < names.n; i++)
		if (read_rules(a, names.at[i], &state, pack, ps) == BROKEN)
			return BROKEN;
	pack->digest = digest_end(a, &state);
	return ps->total == before ? OK : INVALID;
}

str rules_hash(struct arena *a, str text)
{
	always(sodium_init() >= 0);
	return hash_of(a, text);
}

enum status pack_read_bytes(struct arena *a, const char *name, str bytes, struct pack *pack, struct problems *ps)
{
	size_t before = ps->total;
	*pack = (struct pack){.folder = S("."), .name = S("bytes")};
	for (size_t i = 0; i < PACK_FILE_COUNT; i++)
		if (str_eq(str_of(name), str_of(pack_files[i].name)))
			decode_file(a, &pack_files[i], str_of(name), bytes, pack, ps);
	return ps->total == before ? OK : INVALID;
}
