/* Zip of the parts of a document, by libzip, all dated alike. See package.h. */
#include "documents/package.h"

#include "base/limits.h"

#include <string.h>
#include <zip.h>

enum { DATED = 946684800 }; /* 2000-01-01, in seconds */

static bool add_part(zip_t *zip, const struct package_part *part)
{
	zip_source_t *source = zip_source_buffer(zip, part->bytes.p, part->bytes.n, 0);
	if (!source)
		return false;
	zip_int64_t at = zip_file_add(zip, part->name, source, ZIP_FL_ENC_UTF_8);
	if (at < 0) {
		zip_source_free(source);
		return false;
	}
	/* OpenDocument asks that its first part can be read without unpacking. */
	zip_int32_t method = strcmp(part->name, "mimetype") == 0 ? ZIP_CM_STORE : ZIP_CM_DEFLATE;
	return zip_file_set_mtime(zip, (zip_uint64_t)at, DATED, 0) == 0 && zip_set_file_compression(zip, (zip_uint64_t)at, method, 0) == 0;
}

static enum status take(struct arena *a, zip_source_t *made, str *bytes)
{
	zip_stat_t stat;
	if (zip_source_open(made) != 0)
		return BROKEN;
	enum status s = zip_source_stat(made, &stat) == 0 && (stat.valid & ZIP_STAT_SIZE) && stat.size <= LIMIT_PAPER_BYTES ? OK : BROKEN;
	if (s == OK) {
		char *room = arena_alloc(a, (size_t)stat.size + 1);
		zip_int64_t got = zip_source_read(made, room, stat.size);
		*bytes = (str){room, (size_t)stat.size};
		s = got == (zip_int64_t)stat.size ? OK : BROKEN;
	}
	(void)zip_source_close(made);
	return s;
}

enum status package_make(struct arena *a, const struct package_part *parts, size_t count, str *bytes)
{
	zip_error_t error;
	zip_error_init(&error);
	zip_source_t *made = zip_source_buffer_create(NULL, 0, 0, &error);
	zip_t *zip = made ? zip_open_from_source(made, ZIP_CREATE | ZIP_TRUNCATE, &error) : NULL;
	zip_error_fini(&error);
	if (!zip) {
		zip_source_free(made);
		return BROKEN;
	}
	zip_source_keep(made);
	bool good = true;
	for (size_t i = 0; i < count && good; i++)
		good = add_part(zip, &parts[i]);
	if (!good || zip_close(zip) != 0) {
		zip_discard(zip);
		good = false;
	}
	enum status s = good ? take(a, made, bytes) : BROKEN;
	zip_source_free(made);
	return s;
}
