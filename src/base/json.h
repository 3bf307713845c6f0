/* Writes JSON into an out: commas and escapes are this room's business. A name is absent (STR_NONE) inside an array.
   Invalid UTF-8 becomes U+FFFD, so that what comes out is always valid JSON. Reading JSON is jansson's work. */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/out.h"
#include "base/values.h"

enum { JSON_DEPTH = 96 };

struct json {
	struct out *o;
	unsigned depth;
	bool comma[JSON_DEPTH];
	char closer[JSON_DEPTH];
};

struct json json_new(struct out *o);
void json_object(struct json *j);            /* { as a value in an array, or at the top */
void json_array(struct json *j);             /* [ likewise */
void json_object_in(struct json *j, str name); /* "name":{ */
void json_array_in(struct json *j, str name);  /* "name":[ */
void json_end(struct json *j);               /* closes the innermost */
void json_text(struct json *j, str name, str value); /* absent value is null */
void json_int(struct json *j, str name, int64_t value);
void json_bool(struct json *j, str name, bool value);
void json_null(struct json *j, str name);
void json_number(struct json *j, str name, str digits); /* verbatim: digits that are a JSON number */
void json_milli(struct json *j, str name, int64_t thousandths); /* 18.8 */

#endif
