/* What a file is by how it begins, the sandboxed child that looks at it, and what comes back of it. See document.h. */
#include "imports/document_parts.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "imports/sandbox.h"
#include "imports/wire.h"

#include <stdlib.h>
#include <utf8proc.h>

enum { RESULT_MAX = 40 * 1024 * 1024 };

enum status document_refuse(struct problems *ps, enum status s, enum word message)
{
	PROBLEM(ps, STR_NONE, 0, STR_NONE, message);
	return s;
}

/* ---- in the child ---- */

static enum status document_text(struct arena *a, str bytes, struct document *document, struct problems *ps)
{
	(void)a;
	for (size_t i = 0; i < bytes.n; i++) {
		unsigned char c = (unsigned char)bytes.p[i];
		if (c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f')
			return document_refuse(ps, INVALID, W_files_type);
	}
	if (!utf8_valid(bytes))
		document->bytes = utf8_from_windows1252(a, bytes);
	document->media = S("text/plain");
	document->extension = S("txt");
	return OK;
}

static enum status document_old_office(struct arena *a, str bytes, struct document *document, struct problems *ps)
{
	(void)a, (void)bytes, (void)document;
	return document_refuse(ps, INVALID, W_files_old_office);
}

/* How files begin, at which byte. The first row that agrees counts; the last agrees with all. */
static const struct beginning {
	size_t at;
	str bytes;
	enum status (*look)(struct arena *a, str bytes, struct document *document, struct problems *ps);
} beginnings[] = {
	{0, S("%PDF-"), document_pdf},
	{0, S("\xff\xd8\xff"), document_jpeg},
	{0, S("\x89PNG\r\n\x1a\n"), document_png},
	{4, S("ftypheic"), document_heif},
	{4, S("ftypheix"), document_heif},
	{4, S("ftypheim"), document_heif},
	{4, S("ftypheis"), document_heif},
	{4, S("ftyphevc"), document_heif},
	{4, S("ftypmif1"), document_heif},
	{4, S("ftypmsf1"), document_heif},
	{0, S("PK\x03\x04"), document_office},
	{0, S("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), document_old_office},
	{0, S(""), document_text},
};

static bool begins(str bytes, const struct beginning *b)
{
	return bytes.n >= b->at && str_starts(str_skip(bytes, b->at), b->bytes);
}

/* Some scanners write a few bytes before a PDF; readers allow it within the first thousand. */
static bool is_late_pdf(str bytes)
{
	return str_has(str_first(bytes, 1024), S("%PDF-"));
}

static void put(struct arena *a, struct out *result, const struct document *document)
{
	wire_put_str(result, document->media);
	wire_put_str(result, document->extension);
	wire_put_str(result, document->pages.set ? arena_fmt(a, "%lld", (long long)document->pages.value) : STR_NONE);
	wire_put_str(result, document->bytes);
}

static enum status look(struct arena *a, str bytes, struct out *result, struct problems *ps)
{
	struct document document = {0};
	enum status s = INVALID;
	if (bytes.n == 0) {
		s = document_refuse(ps, INVALID, W_files_empty);
	} else if (is_late_pdf(bytes)) {
		s = document_pdf(a, bytes, &document, ps);
	} else {
		const struct beginning *b = beginnings;
		while (!begins(bytes, b))
			b++;
		s = b->look(a, bytes, &document, ps);
	}
	put(a, result, &document);
	return s;
}

static enum status join(struct arena *a, str bytes, struct out *result, struct problems *ps)
{
	struct wire w = {.rest = bytes};
	struct document document = {0};
	uint32_t count = wire_count(&w, 1, LIMIT_UPLOAD_FILES);
	str pictures[LIMIT_UPLOAD_FILES];
	for (uint32_t i = 0; i < count; i++)
		pictures[i] = wire_str(&w);
	if (!wire_ended(&w) || count == 0)
		return document_refuse(ps, INVALID, W_files_damaged);
	enum status s = document_pages(a, pictures, count, &document, ps);
	put(a, result, &document);
	return s;
}

/* ---- in the parent ---- */

static bool take(struct arena *a, str result, void *thing)
{
	(void)a;
	struct document *document = thing;
	struct wire w = {.rest = result};
	*document = (struct document){.media = wire_str(&w), .extension = wire_str(&w)};
	str pages = wire_str(&w);
	document->pages.set = str_to_int64(pages, &document->pages.value) && document->pages.value > 0;
	document->bytes = wire_str(&w);
	document->picture = str_starts(document->media, S("image/"));
	return wire_ended(&w) && str_is_set(document->media) && str_is_set(document->extension);
}

/* What the child could not say itself is said in our words. */
static enum status in_words(enum status s, str name, const struct problems *found, struct problems *ps)
{
	if (s == OK || s == BROKEN)
		return s;
	for (size_t i = 0; i < found->list.n; i++) {
		enum word message = found->list.at[i].message;
		bool died = message == W_reconcile_child_died || message == W_reconcile_child_late || message == W_reconcile_result_too_big || message == W_reconcile_unreadable;
		PROBLEM(ps, STR_NONE, 0, STR_NONE, died ? W_files_damaged : message, ARG("name", name));
	}
	return s;
}

enum status document_look(struct arena *a, str name, str bytes, struct document *document, struct problems *ps)
{
	static const struct sandbox_job job = {.work = look, .take = take, .input_max = LIMIT_UPLOAD_BYTES, .result_max = RESULT_MAX, .memory_max = LIMIT_LOOK_MEMORY,
		.seconds = LIMIT_LOOK_SECONDS, .threads = true};
	struct problems found = problems_new(a);
	*document = (struct document){0};
	if (bytes.n > LIMIT_UPLOAD_BYTES) {
		PROBLEM(ps, STR_NONE, 0, STR_NONE, W_files_too_big, ARG("name", name), ARG("max", LIMIT_UPLOAD_BYTES / 1024 / 1024));
		return TOO_BIG;
	}
	enum status s = sandbox_run_bytes(a, &job, name, bytes, document, &found);
	if (s == OK && !document->bytes.p)
		document->bytes = bytes;
	return in_words(s, name, &found, ps);
}

enum status document_join(struct arena *a, str name, const str *pictures, size_t count, struct document *document, struct problems *ps)
{
	static const struct sandbox_job job = {.work = join, .take = take, .input_max = RESULT_MAX, .result_max = RESULT_MAX, .memory_max = LIMIT_LOOK_MEMORY,
		.seconds = LIMIT_LOOK_SECONDS};
	struct problems found = problems_new(a);
	*document = (struct document){0};
	if (count == 0 || count > LIMIT_UPLOAD_FILES) {
		PROBLEM(ps, STR_NONE, 0, STR_NONE, W_files_join_count, ARG("most", LIMIT_UPLOAD_FILES));
		return INVALID;
	}
	struct out o = out_new(RESULT_MAX);
	wire_put_u32(&o, (uint32_t)count);
	for (size_t i = 0; i < count; i++)
		wire_put_str(&o, pictures[i]);
	if (o.full) {
		out_free(&o);
		PROBLEM(ps, STR_NONE, 0, STR_NONE, W_files_join_too_big);
		return TOO_BIG;
	}
	enum status s = sandbox_run_bytes(a, &job, name, out_text(&o), document, &found);
	out_free(&o);
	return in_words(s, name, &found, ps);
}

/* ---- names ---- */

/* Letters that show nothing, or turn what stands around them: a name must not say other than it is. */
static bool is_hidden(utf8proc_int32_t c)
{
	utf8proc_category_t category = utf8proc_category(c);
	return category == UTF8PROC_CATEGORY_CC || category == UTF8PROC_CATEGORY_CF || category == UTF8PROC_CATEGORY_CS || category == UTF8PROC_CATEGORY_CO ||
	       category == UTF8PROC_CATEGORY_CN || category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP;
}

static str without_folders(str name)
{
	for (size_t i = name.n; i > 0; i--)
		if (name.p[i - 1] == '/' || name.p[i - 1] == '\\')
			return str_skip(name, i);
	return name;
}

/* Without its last ending when that is one of a file: a dot and at most five letters or digits. */
static str without_extension(str name)
{
	size_t letters = 0;
	while (letters < name.n && name.p[name.n - 1 - letters] != '.' && letters < 6 && (unsigned char)name.p[name.n - 1 - letters] > ' ')
		letters++;
	bool ends = letters > 0 && letters < 6 && letters + 1 < name.n && name.p[name.n - 1 - letters] == '.';
	return ends ? str_first(name, name.n - 1 - letters) : name;
}

str document_name(struct arena *a, str typed, str extension)
{
	struct out o = out_new(LIMIT_FILE_NAME_CHARS * 8);
	str name = without_extension(without_folders(typed.p && utf8_valid(typed) ? str_trim(typed) : S("")));
	utf8proc_uint8_t *composed = NULL;
	utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)name.p, (utf8proc_ssize_t)name.n, &composed, UTF8PROC_COMPOSE | UTF8PROC_STABLE);
	size_t most = LIMIT_FILE_NAME_CHARS - extension.n - 1, chars = 0;
	bool blank = true; /* none at the beginning, never two */
	for (utf8proc_ssize_t at = 0; n > 0 && at < n && chars < most;) {
		utf8proc_int32_t c;
		utf8proc_ssize_t step = utf8proc_iterate(composed + at, n - at, &c);
		bool is_blank = c == ' ' || utf8proc_category(c) == UTF8PROC_CATEGORY_ZS;
		if (step <= 0)
			break;
		if (is_blank && !blank)
			out_char(&o, ' ');
		else if (!is_blank && !is_hidden(c))
			out_bytes(&o, (const char *)composed + at, (size_t)step);
		chars += !(is_blank && blank);
		blank = is_blank || (blank && is_hidden(c));
		at += step;
	}
	free(composed);
	str kept = str_trim(out_text(&o));
	while (str_starts(kept, S("."))) /* hidden on many systems */
		kept = str_skip(kept, 1);
	kept = kept.n ? kept : S("Document");
	str made = arena_fmt(a, "%.*s.%.*s", STR_ARGS(kept), STR_ARGS(extension));
	out_free(&o);
	return made;
}
