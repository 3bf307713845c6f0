/* Resource limits, Landlock and seccomp. Called once, in the child, after fork and before the first untrusted byte is looked at. */
#include "imports/sandbox_limits.h"

#include <errno.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

/* A limit that warns with a signal before the one that kills. */
static bool limit_softly(__rlimit_resource_t what, rlim_t soft, rlim_t hard)
{
	struct rlimit old;
	if (getrlimit(what, &old) == 0 && old.rlim_max < hard)
		hard = old.rlim_max;
	return setrlimit(what, &(struct rlimit){.rlim_cur = soft < hard ? soft : hard, .rlim_max = hard}) == 0;
}

static bool limit(__rlimit_resource_t what, rlim_t value)
{
	return limit_softly(what, value, value);
}

/* Address space at birth, in bytes: it counts against RLIMIT_AS, so the child's own allowance comes on top. */
static rlim_t size_at_birth(void)
{
	unsigned long pages = 0;
	char line[128];
	FILE *f = fopen("/proc/self/statm", "re");
	if (f) {
		if (fgets(line, sizeof line, f))
			pages = strtoul(line, NULL, 10);
		(void)fclose(f);
	}
	return (rlim_t)pages * (rlim_t)sysconf(_SC_PAGESIZE);
}

static bool limit_resources(const struct sandbox_job *job)
{
	const rlim_t seconds = (rlim_t)job->seconds;
	/* SIGXCPU first: the parent reads it as "too long", SIGKILL it could not tell from any other end */
	bool good = limit(RLIMIT_CORE, 0) && limit(RLIMIT_FSIZE, 0) && (job->threads || limit(RLIMIT_NPROC, 0)) && limit_softly(RLIMIT_CPU, seconds + 1, seconds + 2);
	if (!SANITIZED)
		good = good && limit(RLIMIT_AS, size_at_birth() + job->memory_max);
	return good;
}

/* File-system rights of the first version of Landlock; none is ever granted back. */
static bool close_files_by_landlock(void)
{
	const struct landlock_ruleset_attr all = {.handled_access_fs = (1U << 13) - 1};
	long ruleset = syscall(SYS_landlock_create_ruleset, &all, sizeof all, 0);
	if (ruleset < 0)
		return errno == ENOSYS || errno == EOPNOTSUPP; /* an older kernel: the other walls stand */
	bool good = syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;
	(void)close((int)ruleset);
	return good;
}

/* What computing needs. Anything else ends the child, but for the calls in `refused`. */
static const int allowed[] = {
	SCMP_SYS(read), SCMP_SYS(write), SCMP_SYS(close), SCMP_SYS(lseek), SCMP_SYS(fstat), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(brk), SCMP_SYS(madvise),
	SCMP_SYS(exit), SCMP_SYS(exit_group), SCMP_SYS(rt_sigreturn), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigaction), SCMP_SYS(sigaltstack), SCMP_SYS(futex),
	SCMP_SYS(getrandom), SCMP_SYS(clock_gettime), SCMP_SYS(gettimeofday), SCMP_SYS(time), SCMP_SYS(getpid), SCMP_SYS(gettid), SCMP_SYS(tgkill),
	SCMP_SYS(restart_syscall), SCMP_SYS(sched_yield), SCMP_SYS(sched_getaffinity), SCMP_SYS(getrusage), SCMP_SYS(times),
	SCMP_SYS(getcwd), /* a fork knows where it was; told no, the solver's library asks with twice the room for ever */
};

/* What libraries try in passing (a catalogue, a time zone, a terminal): they are told no and go on. */
static const int refused[] = {
	SCMP_SYS(open), SCMP_SYS(openat), SCMP_SYS(access), SCMP_SYS(faccessat), SCMP_SYS(stat), SCMP_SYS(lstat), SCMP_SYS(newfstatat), SCMP_SYS(statx),
	SCMP_SYS(readlink), SCMP_SYS(readlinkat), SCMP_SYS(ioctl), SCMP_SYS(prlimit64), SCMP_SYS(sysinfo), SCMP_SYS(uname),
	SCMP_SYS(getuid), SCMP_SYS(geteuid), SCMP_SYS(getgid), SCMP_SYS(getegid), SCMP_SYS(unlink), SCMP_SYS(fcntl), SCMP_SYS(prctl),
};

static bool add_rules(scmp_filter_ctx filter)
{
	for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++)
		if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed[i], 0) != 0)
			return false;
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
		if (seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), refused[i], 0) != 0)
			return false;
	/* memory, but never memory that can be run */
	const int maps[] = {SCMP_SYS(mmap), SCMP_SYS(mprotect)};
	for (size_t i = 0; i < 2; i++)
		if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, maps[i], 1, SCMP_CMP(2, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)) != 0)
			return false;
	return true;
}

/* Threads and nothing else: a clone that does not share everything is another process, and ends the child. What clone3 asks cannot be looked at; the C library then
   uses clone. */
static bool add_threads(scmp_filter_ctx filter)
{
	static const int calls[] = {SCMP_SYS(set_robust_list), SCMP_SYS(rseq), SCMP_SYS(sched_setaffinity), SCMP_SYS(clock_nanosleep), SCMP_SYS(nanosleep)};
	for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
		if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, calls[i], 0) != 0)
			return false;
	const unsigned long shared = CLONE_THREAD | CLONE_VM | CLONE_SIGHAND | CLONE_FILES | CLONE_FS;
	return seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0) == 0 &&
	       seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1, SCMP_CMP(0, SCMP_CMP_MASKED_EQ, shared, shared)) == 0;
}

static bool forbid_calls(bool threads)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
	if (!filter)
		return false;
	bool good = add_rules(filter) && (!threads || add_threads(filter)) && seccomp_load(filter) == 0;
	seccomp_release(filter);
	return good;
}

bool sandbox_enter(const struct sandbox_job *job, int fd)
{
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return false;
	/* dumpable off: no other process of this user may attach to it or read its memory */
	if (prctl(PR_SET_DUMPABLE, 0) != 0 && !SANITIZED)
		return false;
	if (!limit_resources(job) || !close_files_by_landlock())
		return false;
	if (fd > STDERR_FILENO + 1 && !SANITIZED && close_range(0, (unsigned)fd - 1, 0) != 0)
		return false;
	if (close_range((unsigned)fd + 1, ~0U, 0) != 0 || !limit(RLIMIT_NOFILE, 0))
		return false;
	return forbid_calls(job->threads);
}

struct sandbox_layers sandbox_status(void)
{
	uint32_t kill = SECCOMP_RET_KILL_PROCESS;
	long landlock = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
	return (struct sandbox_layers){
		.no_new_privs = prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) >= 0,
		.resource_limits = true,
		.seccomp = syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &kill) == 0,
		.memory_limit = !SANITIZED,
		.landlock = landlock > 0 ? (int)landlock : 0,
	};
}
