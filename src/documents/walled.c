/* fork, walls, exec, and waiting with a limit. See walled.h. */
#include "documents/walled.h"

#include "base/limits.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MB = 1024 * 1024, OPEN_FILES = 512, REMOVE_DEPTH = 16, CODE_NO_EXEC = 127 };

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
	(void)st, (void)kind, (void)ftw;
	return remove(path);
}

void walled_remove(const char *path)
{
	(void)nftw(path, remove_one, REMOVE_DEPTH, FTW_DEPTH | FTW_PHYS);
}

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

enum status walled_run(char *const *arguments, char *const *environment, const char *folder)
{
	pid_t child = fork();
	if (child < 0)
		return BROKEN;
	if (child == 0)
		become(arguments[0], arguments, environment, folder);
	return wait_for(child);
}
