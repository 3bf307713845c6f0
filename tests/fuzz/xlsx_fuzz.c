/* Any bytes as a workbook or a document with tables; and, so that the fuzzer gets past the zip, the bytes as the sheet of a sound workbook. */
#include "base/limits.h"
#include "imports/table_parts.h"

#include <stdlib.h>
#include <string.h>
#include <zip.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char workbook[] = "<workbook xmlns:r=\"r\"><sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
static const char relations[] = "<Relationships><Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\"/></Relationships>";

static void parse(str bytes)
{
	struct arena *a = arena_new(LIMIT_COMMAND_ARENA);
	struct problems ps = problems_new(a);
	struct table_book book;
	if (table_parse(a, bytes, &book, &ps) != OK)
		always(ps.total > 0);
	arena_free(a);
}

static void add(zip_t *z, const char *name, const void *bytes, size_t n)
{
	always(zip_file_add(z, name, zip_source_buffer(z, bytes, n, 0), ZIP_FL_ENC_UTF_8) >= 0);
	always(zip_set_file_compression(z, (zip_uint64_t)zip_name_locate(z, name, 0), ZIP_CM_STORE, 0) == 0);
}

static void parse_as_part(const uint8_t *data, size_t size, const char *part)
{
	zip_error_t error;
	zip_error_init(&error);
	zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, &error);
	zip_t *z = zip_open_from_source(source, ZIP_TRUNCATE, &error);
	always(z);
	zip_source_keep(source);
	if (strcmp(part, "content.xml") == 0) {
		add(z, "META-INF/manifest.xml", "<m/>", 4);
	} else if (strcmp(part, "word/document.xml") != 0) {
		add(z, "xl/workbook.xml", workbook, sizeof workbook - 1);
		add(z, "xl/_rels/workbook.xml.rels", relations, sizeof relations - 1);
	}
	add(z, part, data, size);
	always(zip_close(z) == 0);
	always(zip_source_open(source) == 0);
	zip_stat_t info;
	always(zip_source_stat(source, &info) == 0);
	char *bytes = malloc(info.size);
	always(bytes);
	always(zip_source_read(source, bytes, info.size) == (zip_int64_t)info.size);
	(void)zip_source_close(source);
	zip_source_free(source);
	parse((str){bytes, info.size});
	free(bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < 1)
		return 0;
	static const char *const parts[] = {"xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "content.xml", "word/document.xml"};
	if (data[0] == 'P')
		parse((str){(const char *)data, size});
	else
		parse_as_part(data + 1, size - 1, parts[data[0] % 5]);
	return 0;
}
