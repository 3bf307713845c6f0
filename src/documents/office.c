/* Running LibreOffice, behind the walls of walled.h. See office.h. */
#include "documents/office.h"

#include "base/file.h"
#include "base/limits.h"
#include "base/log.h"
#include "documents/walled.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static const struct {
	const char *ending, *filter;
} formats[OFFICE_FORMATS] = {
	[OFFICE_PDF] = {"pdf", "pdf:writer_pdf_Export:{\"SelectPdfVersion\":{\"type\":\"long\",\"value\":\"2\"},\"UseTaggedPDF\":{\"type\":\"boolean\",\"value\":\"true\"},"
	                       "\"PDFUACompliance\":{\"type\":\"boolean\",\"value\":\"true\"},\"ExportFormFields\":{\"type\":\"boolean\",\"value\":\"false\"}}"},
	[OFFICE_ODT] = {"odt", "odt"},
	[OFFICE_DOCX] = {"docx", "docx"},
};

/* A name without a folder is looked for here, not in the PATH of whoever started the server. */
static const char *const usual_places[] = {"/usr/bin", "/usr/local/bin", "/opt/libreoffice/program"};

str office_program(struct arena *a, str setting)
{
	str name = str_is_set(setting) ? setting : S("soffice");
	if (str_eq(name, S("none")))
		return STR_NONE;
	if (str_has(name, S("/")))
		return access(arena_cstr(a, name), X_OK) == 0 ? name : STR_NONE;
	for (size_t i = 0; i < sizeof usual_places / sizeof *usual_places; i++)
		if (access(arena_fmt(a, "%s/%.*s", usual_places[i], STR_ARGS(name)).p, X_OK) == 0)
			return arena_fmt(a, "%s/%.*s", usual_places[i], STR_ARGS(name));
	return STR_NONE;
}

/* ---- its process ---- */

enum { FIXED_ARGUMENTS = 11 };

static str document_name_of(struct arena *a, size_t i, const char *ending)
{
	return arena_fmt(a, "sheet-%zu.%s", i + 1, ending);
}

static enum status run(struct arena *a, const struct office_job *job, str folder)
{
	char *const before[FIXED_ARGUMENTS] = {(char *)(uintptr_t)arena_cstr(a, job->program), (char *)(uintptr_t)"--headless", (char *)(uintptr_t)"--norestore",
		(char *)(uintptr_t)"--nologo", (char *)(uintptr_t)"--nolockcheck", (char *)(uintptr_t)"--nodefault",
		(char *)(uintptr_t)arena_fmt(a, "-env:UserInstallation=file://%.*s/profile", STR_ARGS(folder)).p, (char *)(uintptr_t)"--convert-to",
		(char *)(uintptr_t)formats[job->format].filter, (char *)(uintptr_t)"--outdir", (char *)(uintptr_t)"made"};
	char *const environment[] = {(char *)(uintptr_t)arena_fmt(a, "HOME=%.*s", STR_ARGS(folder)).p, (char *)(uintptr_t)"PATH=/usr/bin:/bin", (char *)(uintptr_t)"LANG=C.UTF-8", NULL};
	char **arguments = ARENA_ARRAY(a, FIXED_ARGUMENTS + job->count + 1, char *);
	for (size_t i = 0; i < FIXED_ARGUMENTS; i++)
		arguments[i] = before[i];
	for (size_t i = 0; i < job->count; i++)
		arguments[FIXED_ARGUMENTS + i] = (char *)(uintptr_t)document_name_of(a, i, job->ending).p;
	return walled_run(arguments, environment, arena_cstr(a, folder));
}

static enum status convert_in(struct arena *a, const struct office_job *job, str folder, str *made)
{
	enum status s = OK;
	for (size_t i = 0; i < job->count && s == OK; i++)
		s = file_replace(arena_fmt(a, "%.*s/%.*s", STR_ARGS(folder), STR_ARGS(document_name_of(a, i, job->ending))).p, job->documents[i]);
	if (s == OK)
		s = run(a, job, folder);
	for (size_t i = 0; i < job->count && s == OK; i++)
		s = file_read(a, arena_fmt(a, "%.*s/made/%.*s", STR_ARGS(folder), STR_ARGS(document_name_of(a, i, formats[job->format].ending))).p, LIMIT_PAPER_PDF, &made[i]);
	if (s == OK || s == BUSY)
		return s;
	return broken("office", arena_fmt(a, "no %s was made", formats[job->format].ending));
}

enum status office_convert_all(struct arena *a, const struct office_job *job, str *made)
{
	static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;
	struct timespec until;
	char folder[] = "/tmp/faubourg-office-XXXXXX";
	(void)clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += LIMIT_PAPER_SECONDS;
	if (pthread_mutex_timedlock(&one_at_a_time, &until) != 0)
		return BUSY;
	enum status s = mkdtemp(folder) ? convert_in(a, job, str_of(folder), made) : BROKEN;
	walled_remove(folder);
	(void)pthread_mutex_unlock(&one_at_a_time);
	return s;
}

enum status office_convert(struct arena *a, str program, str bytes, const char *ending, enum office_format format, str *made)
{
	const struct office_job job = {.program = program, .documents = &bytes, .count = 1, .ending = ending, .format = format};
	return office_convert_all(a, &job, made);
}
