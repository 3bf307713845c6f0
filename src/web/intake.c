/* From bytes that somebody sent to bytes in the store. See intake.h. */
#include "web/intake.h"

#include "base/limits.h"
#include "imports/antivirus.h"
#include "imports/document.h"
#include "gen/queries.h"
#include "store/audit.h"
#include "web/refuse.h"

enum { FILE_ARENA = 512 * 1024 * 1024 };

enum status intake_new(struct page *pg, struct intake **intake)
{
	*intake = ARENA_NEW(pg->arena, struct intake);
	(*intake)->problems = problems_new(pg->arena);
	pg->prepared = *intake;
	if (pg->files)
		return OK;
	PROBLEM(&(*intake)->problems, STR_NONE, 0, S("file"), W_files_no_store);
	return INVALID;
}

/* ---- one file ---- */

static bool is_infected(struct page *pg, struct intake *intake, struct arena *a, str name, str bytes, bool *scanned)
{
	str found;
	enum scan scan = antivirus_scan(a, pg->settings ? pg->settings->clamd : STR_NONE, bytes, &found);
	*scanned = scan == SCAN_CLEAN;
	if (scan != SCAN_INFECTED)
		return false;
	*LIST_ADD(pg->arena, &intake->infected) = (struct infected){.name = arena_str(pg->arena, name), .found = arena_str(pg->arena, found)};
	PROBLEM(&intake->problems, STR_NONE, 0, S("file"), W_files_infected, ARG("name", name), ARG("found", found));
	return true;
}

/* What is wrong with a file is said with its name in front. */
static void add_problems(struct page *pg, struct intake *intake, str name, const struct problems *found)
{
	for (size_t i = 0; i < found->list.n; i++) {
		const struct problem *p = &found->list.at[i];
		str text = page_words(pg, p->message, p->args, p->arg_count);
		PROBLEM(&intake->problems, STR_NONE, 0, S("file"), W_files_of_file, ARG("name", name), ARG("text", text));
	}
}

static bool look(struct page *pg, struct intake *intake, struct arena *a, str name, str bytes, struct document *document, bool *scanned)
{
	struct problems found = problems_new(a);
	if (bytes.n <= LIMIT_UPLOAD_BYTES && is_infected(pg, intake, a, name, bytes, scanned))
		return false;
	enum status s = document_look(a, name, bytes, document, &found);
	if (s == BROKEN)
		PROBLEM(&found, STR_NONE, 0, STR_NONE, W_files_not_looked_at);
	add_problems(pg, intake, name, &found);
	return s == OK;
}

static void keep(struct page *pg, struct intake *intake, struct arena *a, str name, const struct document *document, bool scanned)
{
	str sha256;
	enum status s = files_put(pg->files, a, document->bytes, &sha256);
	if (s != OK) {
		PROBLEM(&intake->problems, STR_NONE, 0, S("file"), s == FULL ? W_files_disk_full : W_files_not_kept, ARG("name", name));
		return;
	}
	*LIST_ADD(pg->arena, &intake->files) = (struct stored_file){.name = document_name(pg->arena, name, document->extension), .sha256 = arena_str(pg->arena, sha256),
		.media = arena_str(pg->arena, document->media), .bytes = (int64_t)document->bytes.n, .pages = document->pages, .scanned = scanned};
}

static str shown_name(struct page *pg, str typed)
{
	str whole = document_name(pg->arena, typed, S("x"));
	str shown = str_first(whole, whole.n - 2), rest = typed;
	for (size_t i = typed.n; i > 0; i--)
		if (typed.p[i - 1] == '.') {
			rest = str_skip(typed, i - 1);
			break;
		}
	bool plain = rest.n > 1 && rest.n < 7;
	for (size_t i = 1; plain && i < rest.n; i++)
		plain = (rest.p[i] >= 'a' && rest.p[i] <= 'z') || (rest.p[i] >= 'A' && rest.p[i] <= 'Z') || (rest.p[i] >= '0' && rest.p[i] <= '9');
	return plain ? arena_fmt(pg->arena, "%.*s%.*s", STR_ARGS(shown), STR_ARGS(rest)) : shown;
}

void intake_file(struct page *pg, struct intake *intake, str name, str bytes)
{
	struct arena *a = arena_new(FILE_ARENA);
	struct document document;
	bool scanned = false;
	str shown = shown_name(pg, name);
	if (look(pg, intake, a, shown, bytes, &document, &scanned))
		keep(pg, intake, a, shown, &document, scanned);
	arena_free(a);
}

/* ---- several pictures ---- */

static void join(struct page *pg, struct intake *intake, struct arena *a, str name, const str *pictures, size_t count, bool scanned)
{
	struct document document;
	struct problems found = problems_new(a);
	enum status s = document_join(a, name, pictures, count, &document, &found);
	if (s == BROKEN)
		PROBLEM(&found, STR_NONE, 0, STR_NONE, W_files_not_looked_at);
	add_problems(pg, intake, name, &found);
	if (s == OK)
		keep(pg, intake, a, name, &document, scanned);
}

void intake_join(struct page *pg, struct intake *intake, str name, const str *sha256, size_t count)
{
	struct arena *a = arena_new(FILE_ARENA);
	str pictures[LIMIT_UPLOAD_FILES];
	enum status s = OK;
	for (size_t i = 0; s == OK && i < count && i < LIMIT_UPLOAD_FILES; i++)
		s = files_get(pg->files, a, sha256[i], LIMIT_UPLOAD_BYTES, &pictures[i]);
	if (s == OK)
		join(pg, intake, a, name, pictures, count, true);
	else
		PROBLEM(&intake->problems, STR_NONE, 0, S("file"), W_files_not_kept, ARG("name", name));
	arena_free(a);
}

/* All the files of the form are pictures: they become one PDF. Anything else is taken as it is. */
static bool join_form(struct page *pg, struct intake *intake)
{
	struct arena *a = arena_new(FILE_ARENA);
	str pictures[LIMIT_UPLOAD_FILES], name = STR_NONE;
	size_t count = 0;
	bool all = true, clean = true, scanned = false;
	for (size_t i = 0; all && i < intake->form.n; i++) {
		const struct multipart_part *part = &intake->form.at[i];
		struct document document;
		if (!str_is_set(part->file_name) || count == LIMIT_UPLOAD_FILES)
			continue;
		name = name.p ? name : shown_name(pg, part->file_name);
		all = look(pg, intake, a, shown_name(pg, part->file_name), part->bytes, &document, &scanned) && document.picture;
		clean = clean && scanned;
		if (all)
			pictures[count++] = document.bytes;
	}
	bool joined = all && count > 1;
	if (joined)
		join(pg, intake, a, name, pictures, count, clean);
	arena_free(a);
	return joined || intake->problems.total > 0;
}

/* ---- the form ---- */

static void take_files(struct page *pg, struct intake *intake)
{
	size_t files = 0;
	for (size_t i = 0; i < intake->form.n; i++)
		files += str_is_set(intake->form.at[i].file_name);
	if (files == 0)
		PROBLEM(&intake->problems, STR_NONE, 0, S("file"), W_files_none_chosen);
	if (files > LIMIT_UPLOAD_FILES)
		PROBLEM(&intake->problems, STR_NONE, 0, S("file"), W_files_too_many_at_once, ARG("most", (int64_t)LIMIT_UPLOAD_FILES));
	if (intake->problems.total || (files > 1 && str_is_set(multipart_field(&intake->form, S("join"))) && join_form(pg, intake)))
		return;
	for (size_t i = 0; i < intake->form.n; i++)
		if (str_is_set(intake->form.at[i].file_name))
			intake_file(pg, intake, intake->form.at[i].file_name, intake->form.at[i].bytes);
}

enum status intake_form(struct page *pg)
{
	struct intake *intake;
	enum status ready = intake_new(pg, &intake);
	enum status s = multipart_read(pg->arena, http_header(pg->rq, S("Content-Type")), pg->rq->body, &intake->form);
	if (s == OK && !page_csrf_is(pg, multipart_field(&intake->form, S("csrf"))))
		s = DENIED;
	if (s == OK && ready == OK)
		take_files(pg, intake);
	return s;
}

enum status intake_tell(struct page *pg, const struct intake *intake, territory_id territory, str thing)
{
	enum status s = OK;
	for (size_t i = 0; s == OK && i < intake->infected.n; i++) {
		const struct audit_entry entry = {.territory = territory, .at = pg->now, .actor = arena_fmt(pg->arena, "user:%lld", (long long)pg->actor.person.v),
			.verb = S("refuse_infected"), .thing = thing, .detail = intake->infected.at[i].found};
		s = audit_append(pg->db, &entry);
	}
	return s;
}

/* ---- for pages ---- */

static const struct media {
	str media;
	enum word label;
} medias[] = {
	{S("application/pdf"), W_files_media_pdf}, {S("image/jpeg"), W_files_media_jpeg}, {S("image/png"), W_files_media_png}, {S("text/plain"), W_files_media_txt},
	{S("application/vnd.openxmlformats-officedocument.wordprocessingml.document"), W_files_media_docx},
	{S("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), W_files_media_xlsx},
	{S("application/vnd.oasis.opendocument.text"), W_files_media_odt}, {S("application/vnd.oasis.opendocument.spreadsheet"), W_files_media_ods},
};

str intake_accepts(void)
{
	return S(".pdf,.jpg,.jpeg,.png,.heic,.heif,.docx,.odt,.xlsx,.ods,.txt,application/pdf,image/jpeg,image/png,image/heic,image/heif");
}

static str size_text(const struct page *pg, int64_t bytes)
{
	if (bytes < 1000 * 1000)
		return TEXT(pg, W_files_kilobytes, ARG("size", page_number(pg, bytes < 1000 ? 1 : bytes / 1000)));
	return TEXT(pg, W_files_megabytes, ARG("size", page_milli(pg, bytes / 100000 * 100)));
}

str file_facts(const struct page *pg, str media, int64_t bytes, opt_int pages)
{
	str label = media, facts;
	for (size_t i = 0; i < sizeof medias / sizeof *medias; i++)
		if (str_eq(medias[i].media, media))
			label = word_text(pg->lang, medias[i].label);
	facts = size_text(pg, bytes);
	if (!pages.set)
		return arena_fmt(pg->arena, "%.*s, %.*s", STR_ARGS(label), STR_ARGS(facts));
	str count = TEXT(pg, W_files_pages, ARG("n", pages.value));
	return arena_fmt(pg->arena, "%.*s, %.*s, %.*s", STR_ARGS(label), STR_ARGS(count), STR_ARGS(facts));
}

/* RFC 6266: a plain name for old programs, the real one encoded behind it. */
static str disposition(struct arena *a, str name)
{
	struct out o = out_new(LIMIT_FILE_NAME_CHARS * 20);
	out_str(&o, S("attachment; filename=\""));
	for (size_t i = 0; i < name.n; i++) {
		unsigned char c = (unsigned char)name.p[i];
		if (c < 0x80)
			out_char(&o, c < 0x20 || c == '"' || c == '\\' || c == '%' || c == 0x7f ? '_' : (char)c);
		else if ((c & 0xc0) != 0x80)
			out_char(&o, '_');
	}
	out_str(&o, S("\"; filename*=UTF-8''"));
	for (size_t i = 0; i < name.n; i++) {
		unsigned char c = (unsigned char)name.p[i];
		bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
		if (plain)
			out_char(&o, (char)c);
		else
			out_fmt(&o, "%%%02X", c);
	}
	str text = o.full ? S("attachment") : arena_str(a, out_text(&o));
	out_free(&o);
	return text;
}

enum status send_stored(struct page *pg, str sha256, str name, str media)
{
	int fd;
	int64_t size;
	struct q_file_infected_row infected = {0};
	enum status known = q_file_infected(pg->db, pg->arena, sha256, arena_fmt(pg->arena, "file:%.*s", STR_ARGS(sha256)), &infected);
	if (known != OK && known != NOT_FOUND)
		return known;
	if (infected.times) {
		refuse(pg, REFUSE_INFECTED);
		return OK;
	}
	enum status s = pg->files ? files_reader(pg->files, pg->arena, sha256, &fd, &size) : NOT_FOUND;
	if (s != OK)
		return s;
	http_respond_file(pg->rs, fd, (uint64_t)size);
	pg->rs->content_type = str_eq(media, S("text/plain")) ? S("text/plain; charset=utf-8") : media;
	pg->rs->policy = S("default-src 'none'; sandbox; frame-ancestors 'none'");
	http_respond_header(pg->rs, S("Content-Disposition"), disposition(pg->arena, name));
	http_respond_header(pg->rs, S("Cache-Control"), S("no-store"));
	return OK;
}
