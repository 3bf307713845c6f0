/* Running LibreOffice. See office.h. Between fork and exec only calls that are safe in a process of several threads. */
#include "documents/office.h"

#include "base/file.h"
#include "base/limits.h"
#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MB = 1024 * 1024, OPEN_FILES = 512, REMOVE_DEPTH = 16, CODE_NO_EXEC = 127 };

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

/* ---- its folder ---- */

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
	(void)st, (void)kind, (void)ftw;
	return remove(path);
}

static void remove_folder(const char *path)
{
	(void)nftw(path, remove_one, REMOVE_DEPTH, FTW_DEPTH | FTW_PHYS);
}

/* ---- its process ---- */

static void bound(__rlimit_resource_t what, rlim_t most)
{
	const struct rlimit limit = {most, most};
	(void)setrlimit(what, &limit);
}

static _Noreturn void become(const char *program, char *const *arguments, char *const *environment, const char *folder)
{
	int nothing = open("/dev/null", O_RDWR);
	(void)setsid();
	bound(RLIMIT_AS, (rlim_t)LIMIT_PAPER_MEMORY_MB * MB);
	bound(RLIMIT_CPU, LIMIT_PAPER_SECONDS);
	bound(RLIMIT_FSIZE, LIMIT_PAPER_PDF);
	bound(RLIMIT_NOFILE, OPEN_FILES);
	bound(RLIMIT_CORE, 0);
	(void)unshare(CLONE_NEWUSER | CLONE_NEWNET); /* no network, where that is allowed */
	if (nothing < 0 || dup2(nothing, 0) < 0 || dup2(nothing, 1) < 0 || dup2(nothing, 2) < 0 || chdir(folder) != 0)
		_exit(CODE_NO_EXEC);
	(void)close_range(3, ~0U, 0);
	sigset_t none;
	(void)sigemptyset(&none);
	(void)sigprocmask(SIG_SETMASK, &none, NULL);
	(void)execve(program, arguments, environment);
	_exit(CODE_NO_EXEC);
}

/* Its end, or the end of the time: then everything it started ends too. */
static enum status wait_for(pid_t child)
{
	int code = 0;
	int handle = (int)syscall(SYS_pidfd_open, child, 0);
	struct pollfd ready = {.fd = handle, .events = POLLIN};
	bool ended = handle >= 0 && poll(&ready, 1, LIMIT_PAPER_SECONDS * 1000) == 1;
	if (handle >= 0)
		(void)close(handle);
	if (!ended)
		(void)kill(child, SIGKILL);
	while (waitpid(child, &code, 0) < 0 && errno == EINTR)
		;
	(void)kill(-child, SIGKILL); /* its group: what it left behind */
	if (!ended)
		return BUSY;
	return WIFEXITED(code) && WEXITSTATUS(code) == 0 ? OK : BROKEN;
}

static enum status run(struct arena *a, str program, str folder, const char *ending, enum office_format format)
{
	char *const arguments[] = {(char *)(uintptr_t)arena_cstr(a, program), (char *)(uintptr_t)"--headless", (char *)(uintptr_t)"--norestore", (char *)(uintptr_t)"--nologo",
		(char *)(uintptr_t)"--nolockcheck", (char *)(uintptr_t)"--nodefault", (char *)(uintptr_t)arena_fmt(a, "-env:UserInstallation=file://%.*s/profile", STR_ARGS(folder)).p,
		(char *)(uintptr_t)"--convert-to", (char *)(uintptr_t)formats[format].filter, (char *)(uintptr_t)"--outdir", (char *)(uintptr_t)"made",
		(char *)(uintptr_t)arena_fmt(a, "sheet.%s", ending).p, NULL};
	char *const environment[] = {(char *)(uintptr_t)arena_fmt(a, "HOME=%.*s", STR_ARGS(folder)).p, (char *)(uintptr_t)"PATH=/usr/bin:/bin", (char *)(uintptr_t)"LANG=C.UTF-8", NULL};
	const char *where = arena_cstr(a, folder);
	pid_t child = fork();
	if (child < 0)
		return BROKEN;
	if (child == 0)
		become(arguments[0], arguments, environment, where);
	return wait_for(child);
}

static enum status convert_in(struct arena *a, str program, str bytes, const char *ending, enum office_format format, str folder, str *made)
{
	enum status s = file_replace(arena_fmt(a, "%.*s/sheet.%s", STR_ARGS(folder), ending).p, bytes);
	if (s == OK)
		s = run(a, program, folder, ending, format);
	if (s == OK)
		s = file_read(a, arena_fmt(a, "%.*s/made/sheet.%s", STR_ARGS(folder), formats[format].ending).p, LIMIT_PAPER_PDF, made);
	if (s == OK || s == BUSY)
		return s;
	return broken("office", arena_fmt(a, "no %s was made", formats[format].ending));
}

enum status office_convert(struct arena *a, str program, str bytes, const char *ending, enum office_format format, str *made)
{
	static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;
	struct timespec until;
	char folder[] = "/tmp/faubourg-office-XXXXXX";
	(void)clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += LIMIT_PAPER_SECONDS;
	if (pthread_mutex_timedlock(&one_at_a_time, &until) != 0)
		return BUSY;
	enum status s = mkdtemp(folder) ? convert_in(a, program, bytes, ending, format, str_of(folder), made) : BROKEN;
	remove_folder(folder);
	(void)pthread_mutex_unlock(&one_at_a_time);
	return s;
}
