/* multipart/form-data (RFC 7578, RFC 2046 §5.1): the body of a form with files, read strictly and without copying: what comes out points into the body. A pure function
   over bytes: called by web/ for forms with files, and by the fuzzer. What browsers send is read; anything else is refused rather than guessed. */
#ifndef HTTP_MULTIPART_H
#define HTTP_MULTIPART_H

#include "base/arena.h"
#include "base/status.h"

struct multipart_part {
	str name;
	str file_name; /* as sent; absent: a field, whose bytes are UTF-8 without NUL; empty: no file was chosen */
	str bytes;
};
struct multipart {
	struct multipart_part *at;
	size_t n, room;
};

/* INVALID: another type, a boundary that cannot be, a part without a name, a body that is cut. TOO_BIG: more than LIMIT_UPLOAD_PARTS parts, LIMIT_PART_HEAD_BYTES of head
   or LIMIT_PART_FIELD_BYTES of a field. */
must_use enum status multipart_read(struct arena *a, str content_type, str body, struct multipart *form);

/* The first field of that name, or absent. */
str multipart_field(const struct multipart *form, str name);

#endif
