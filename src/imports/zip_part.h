/* Parts of a zip archive held in memory, unpacked under limits, and read as XML without entities, network or files. Private to imports/. */
#ifndef IMPORTS_ZIP_PART_H
#define IMPORTS_ZIP_PART_H

#include "imports/table_parts.h"

#include <libxml/xmlreader.h>
#include <zip.h>

struct archive {
	zip_t *zip;
	uint64_t inflated; /* of all parts so far */
	struct table_maker *maker;
};

/* Opens; refuses what is no archive, cut short, encrypted or holds too many parts. */
enum status archive_open(struct archive *z, struct table_maker *m, str bytes);
void archive_close(struct archive *z);
bool archive_has(struct archive *z, const char *name);

/* One part as a stream of XML nodes. */
struct part {
	struct archive *archive;
	zip_file_t *file;
	uint64_t packed, inflated;
	xmlTextReaderPtr reader;
};

/* False when the part is absent (nothing refused) or something was refused. */
bool part_open(struct part *p, struct archive *z, const char *name);
void part_close(struct part *p);
/* The next node; false at the end or when something was refused (then the maker's status says so). */
bool part_next(struct part *p);
/* Whether the node is the start, or the end, of that element (local name). */
bool part_at(const struct part *p, const char *element);
bool part_at_end(const struct part *p, const char *element);
bool part_is_empty(const struct part *p); /* <a/> has no end node */
/* An attribute by local name, in the arena; absent when there is none. */
str part_attribute(struct part *p, const char *name);
/* Text of the current text node, or absent when it is not one. Valid until the next node. */
str part_text(const struct part *p);

/* Each kind of workbook (table_xlsx.c, table_ods.c, table_docx.c). The maker's status, which also says every refusal. */
enum status table_parse_xlsx(struct table_maker *m, const struct archive *z);
enum status table_parse_ods(struct table_maker *m, const struct archive *z);
enum status table_parse_docx(struct table_maker *m, const struct archive *z); /* the tables of a document */

#endif
