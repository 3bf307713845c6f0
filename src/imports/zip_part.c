/* Archives and their XML parts, and which kind of workbook one is. libzip unpacks from memory, libxml2 streams what it unpacks; both are counted against the limits. */
#include "imports/zip_part.h"

#include "base/limits.h"

#include <string.h>

enum { PARTS_MAX = 5000, RATIO_FROM_BYTES = 8 * 1024 * 1024 };

enum status archive_open(struct archive *z, struct table_maker *m, str bytes)
{
	*z = (struct archive){.maker = m};
	zip_error_t error;
	zip_error_init(&error);
	zip_source_t *source = zip_source_buffer_create(bytes.p, bytes.n, 0, &error);
	z->zip = source ? zip_open_from_source(source, ZIP_RDONLY, &error) : NULL;
	zip_error_fini(&error);
	if (!z->zip) {
		zip_source_free(source);
		return table_refuse(m, INVALID, W_reconcile_bad_archive);
	}
	zip_int64_t parts = zip_get_num_entries(z->zip, 0);
	if (parts > PARTS_MAX)
		(void)table_refuse(m, TOO_BIG, W_reconcile_bomb);
	for (zip_int64_t i = 0; i < parts && m->status == OK; i++) {
		zip_stat_t info;
		if (zip_stat_index(z->zip, (zip_uint64_t)i, 0, &info) == 0 && (info.valid & ZIP_STAT_ENCRYPTION_METHOD) && info.encryption_method != ZIP_EM_NONE)
			(void)table_refuse(m, INVALID, W_reconcile_encrypted);
	}
	return m->status;
}

void archive_close(struct archive *z)
{
	if (z->zip)
		zip_discard(z->zip);
	z->zip = NULL;
}

bool archive_has(struct archive *z, const char *name)
{
	return zip_name_locate(z->zip, name, 0) >= 0;
}

/* libxml2 asks for bytes. */
static int read_part(void *context, char *buffer, int room)
{
	struct part *p = context;
	if (p->archive->maker->status != OK)
		return -1;
	zip_int64_t got = zip_fread(p->file, buffer, (zip_uint64_t)room);
	if (got < 0) {
		(void)table_refuse(p->archive->maker, INVALID, W_reconcile_bad_archive);
		return -1;
	}
	p->inflated += (uint64_t)got;
	p->archive->inflated += (uint64_t)got;
	bool ratio = p->inflated > RATIO_FROM_BYTES && p->inflated / LIMIT_TABLE_RATIO > p->packed;
	if (ratio || p->archive->inflated > LIMIT_TABLE_INFLATED) {
		(void)table_refuse(p->archive->maker, TOO_BIG, W_reconcile_bomb);
		return -1;
	}
	return (int)got;
}

bool part_open(struct part *p, struct archive *z, const char *name)
{
	*p = (struct part){.archive = z};
	if (z->maker->status != OK)
		return false;
	zip_stat_t info;
	if (zip_stat(z->zip, name, 0, &info) != 0)
		return false;
	p->packed = info.comp_size;
	p->file = zip_fopen(z->zip, name, 0);
	if (!p->file) {
		(void)table_refuse(z->maker, INVALID, W_reconcile_bad_archive);
		return false;
	}
	p->reader = xmlReaderForIO(read_part, NULL, p, NULL, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_COMPACT);
	if (!p->reader) {
		part_close(p);
		(void)table_refuse(z->maker, BROKEN, W_reconcile_bad_archive);
		return false;
	}
	return true;
}

void part_close(struct part *p)
{
	if (p->reader)
		xmlFreeTextReader(p->reader);
	if (p->file)
		(void)zip_fclose(p->file);
	p->reader = NULL;
	p->file = NULL;
}

bool part_next(struct part *p)
{
	if (p->archive->maker->status != OK)
		return false;
	int more = xmlTextReaderRead(p->reader);
	if (more < 0)
		(void)table_refuse(p->archive->maker, INVALID, W_reconcile_bad_xml);
	if (more == 1 && xmlTextReaderNodeType(p->reader) == XML_READER_TYPE_DOCUMENT_TYPE)
		(void)table_refuse(p->archive->maker, INVALID, W_reconcile_bad_xml); /* no office file declares one; entities start there */
	return more == 1 && p->archive->maker->status == OK;
}

static bool node_is(const struct part *p, int type, const char *element)
{
	return xmlTextReaderNodeType(p->reader) == type && strcmp((const char *)xmlTextReaderConstLocalName(p->reader), element) == 0;
}

bool part_at(const struct part *p, const char *element)
{
	return node_is(p, XML_READER_TYPE_ELEMENT, element);
}

bool part_at_end(const struct part *p, const char *element)
{
	return node_is(p, XML_READER_TYPE_END_ELEMENT, element);
}

bool part_is_empty(const struct part *p)
{
	return xmlTextReaderIsEmptyElement(p->reader) == 1;
}

str part_attribute(struct part *p, const char *name)
{
	str value = STR_NONE;
	while (!value.p && xmlTextReaderMoveToNextAttribute(p->reader) == 1)
		if (strcmp((const char *)xmlTextReaderConstLocalName(p->reader), name) == 0)
			value = arena_str(p->archive->maker->arena, str_of((const char *)xmlTextReaderConstValue(p->reader)));
	(void)xmlTextReaderMoveToElement(p->reader);
	return value;
}

str part_text(const struct part *p)
{
	int type = xmlTextReaderNodeType(p->reader);
	if (type != XML_READER_TYPE_TEXT && type != XML_READER_TYPE_CDATA && type != XML_READER_TYPE_SIGNIFICANT_WHITESPACE && type != XML_READER_TYPE_WHITESPACE)
		return STR_NONE;
	return str_of((const char *)xmlTextReaderConstValue(p->reader));
}

enum status table_parse_zip(struct table_maker *m, str bytes)
{
	struct archive z;
	if (archive_open(&z, m, bytes) == OK) {
		if (archive_has(&z, "xl/workbook.xml"))
			(void)table_parse_xlsx(m, &z);
		else if (archive_has(&z, "content.xml") && archive_has(&z, "META-INF/manifest.xml"))
			(void)table_parse_ods(m, &z);
		else if (archive_has(&z, "word/document.xml"))
			(void)table_parse_docx(m, &z);
		else
			(void)table_refuse(m, INVALID, W_reconcile_other_archive);
	}
	archive_close(&z);
	return m->status;
}
