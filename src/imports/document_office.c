/* docx, xlsx, odt, ods: which of them an archive is, and that it holds no program and does not unpack to more than it should. Nothing is unpacked here but the few bytes
   that name an OpenDocument. Runs in the sandboxed child. */
#include "imports/document_parts.h"

#include "base/limits.h"

#include <string.h>
#include <zip.h>

static const struct office {
	const char *part, *mimetype; /* a part that must be there, or what the part "mimetype" says */
	str media, extension;
} offices[] = {
	{"word/document.xml", NULL, S("application/vnd.openxmlformats-officedocument.wordprocessingml.document"), S("docx")},
	{"xl/workbook.xml", NULL, S("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), S("xlsx")},
	{NULL, "application/vnd.oasis.opendocument.text", S("application/vnd.oasis.opendocument.text"), S("odt")},
	{NULL, "application/vnd.oasis.opendocument.spreadsheet", S("application/vnd.oasis.opendocument.spreadsheet"), S("ods")},
};

/* Folders and files where programs live in these formats. */
static const str programs[] = {S("vbaproject.bin"), S("vbadata.xml"), S("xl/macrosheets/"), S("word/activex/"), S("xl/activex/"), S("basic/"), S("scripts/")};

static str lower(struct arena *a, const char *name)
{
	size_t n = strlen(name);
	char *p = arena_alloc(a, n + 1);
	for (size_t i = 0; i < n; i++)
		p[i] = name[i] >= 'A' && name[i] <= 'Z' ? (char)(name[i] | 0x20) : name[i];
	return (str){p, n};
}

static bool is_program(str name)
{
	for (size_t i = 0; i < sizeof programs / sizeof *programs; i++)
		if (str_ends(programs[i], S("/")) ? str_starts(name, programs[i]) && name.n > programs[i].n : str_ends(name, programs[i]))
			return true;
	return false;
}

/* What the archive says of its parts. Whoever unpacks one later counts again. */
static enum status look_at_parts(struct arena *a, zip_t *zip, struct problems *ps)
{
	zip_int64_t count = zip_get_num_entries(zip, 0);
	uint64_t inflated = 0;
	if (count <= 0 || count > LIMIT_LOOK_PARTS)
		return document_refuse(ps, INVALID, W_files_type);
	for (zip_int64_t i = 0; i < count; i++) {
		zip_stat_t part;
		if (zip_stat_index(zip, (zip_uint64_t)i, 0, &part) != 0 || !(part.valid & ZIP_STAT_NAME) || !(part.valid & ZIP_STAT_SIZE) || !(part.valid & ZIP_STAT_COMP_SIZE))
			return document_refuse(ps, INVALID, W_files_damaged);
		if (part.valid & ZIP_STAT_ENCRYPTION_METHOD && part.encryption_method != ZIP_EM_NONE)
			return document_refuse(ps, INVALID, W_files_office_password);
		if (is_program(lower(a, part.name)))
			return document_refuse(ps, INVALID, W_files_macros);
		inflated += part.size < LIMIT_LOOK_INFLATED ? part.size : LIMIT_LOOK_INFLATED;
		if (inflated >= LIMIT_LOOK_INFLATED || part.size / LIMIT_LOOK_RATIO > part.comp_size + 1024)
			return document_refuse(ps, TOO_BIG, W_files_bomb);
	}
	return OK;
}

static bool says(zip_t *zip, const char *part, const char *expected)
{
	char text[100] = {0};
	zip_file_t *file = zip_fopen(zip, part, 0);
	zip_int64_t n = file ? zip_fread(file, text, sizeof text - 1) : -1;
	if (file)
		(void)zip_fclose(file);
	return n > 0 && str_eq(str_trim(str_of(text)), str_of(expected));
}

/* A part's text holds these bytes within its first few thousand. */
static bool mentions(struct arena *a, zip_t *zip, const char *part, str needle)
{
	enum { LOOKED_AT = 256 * 1024 };
	char *text = arena_alloc(a, LOOKED_AT);
	zip_file_t *file = zip_fopen(zip, part, 0);
	zip_int64_t n = file ? zip_fread(file, text, LOOKED_AT) : -1;
	if (file)
		(void)zip_fclose(file);
	return n > 0 && str_has((str){text, (size_t)n}, needle);
}

static enum status which(struct arena *a, zip_t *zip, struct document *document, struct problems *ps)
{
	enum status s = look_at_parts(a, zip, ps);
	if (s != OK)
		return s;
	for (size_t i = 0; i < sizeof offices / sizeof *offices; i++) {
		const struct office *o = &offices[i];
		if (o->part ? zip_name_locate(zip, o->part, 0) < 0 : !says(zip, "mimetype", o->mimetype))
			continue;
		if (o->part && mentions(a, zip, "[Content_Types].xml", S("macroEnabled")))
			return document_refuse(ps, INVALID, W_files_macros);
		if (!o->part && mentions(a, zip, "META-INF/manifest.xml", S("encryption-data")))
			return document_refuse(ps, INVALID, W_files_office_password);
		document->media = o->media;
		document->extension = o->extension;
		return OK;
	}
	return document_refuse(ps, INVALID, W_files_type);
}

enum status document_office(struct arena *a, str bytes, struct document *document, struct problems *ps)
{
	zip_error_t error;
	zip_error_init(&error);
	zip_source_t *source = zip_source_buffer_create(bytes.p, bytes.n, 0, &error);
	zip_t *zip = source ? zip_open_from_source(source, ZIP_RDONLY, &error) : NULL;
	enum status s = zip ? which(a, zip, document, ps) : document_refuse(ps, INVALID, W_files_damaged);
	if (zip)
		zip_discard(zip);
	else if (source)
		zip_source_free(source);
	zip_error_fini(&error);
	return s;
}
