/* The parent's side: fork, wait with a deadline, read a bounded answer, and put every way to fail into words. */
#include "imports/sandbox.h"

#include "base/clock.h"
#include "base/log.h"
#include "imports/sandbox_limits.h"
#include "imports/wire.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MESSAGE_OVERHEAD = 4 * 1024 * 1024, READ_STEP = 256 * 1024, CHILD_NO_WALLS = 3, CHILD_NO_INPUT = 4, LOOK_MS = 200 };

struct input {
	int fd; /* or -1: then the bytes */
	str bytes;
};

/* All of the descriptor, at most max; false when it is longer, or could not be read. */
static bool read_input(struct arena *a, const struct input *in, size_t max, str *bytes)
{
	if (in->fd < 0) {
		*bytes = in->bytes;
		return in->bytes.n <= max;
	}
	struct stat info;
	if (fstat(in->fd, &info) != 0 || info.st_size < 0 || (uint64_t)info.st_size > max)
		return false;
	size_t room = (size_t)info.st_size, n = 0;
	char *p = arena_alloc(a, room + 1);
	while (n < room) {
		ssize_t got = read(in->fd, p + n, room - n);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return false;
		if (got == 0)
			break;
		n += (size_t)got;
	}
	*bytes = (str){p, n};
	return true;
}

/* Never returns. The file is read before the walls go up, looked at after. */
_Noreturn static void child(const struct sandbox_job *job, const struct input *in, int to_parent)
{
	struct arena *a = arena_new(job->memory_max);
	str bytes;
	if (!read_input(a, in, job->input_max, &bytes))
		_exit(CHILD_NO_INPUT);
	if (!sandbox_enter(job, to_parent))
		_exit(CHILD_NO_WALLS);
	struct problems ps = problems_new(a);
	struct out result = out_new(job->result_max);
	enum status s = job->work(a, bytes, &result, &ps);
	if (result.full && s == OK) {
		s = TOO_BIG;
		PROBLEM(&ps, STR_NONE, 0, STR_NONE, W_reconcile_result_too_big);
	}
	struct out message = out_to_fd(job->result_max + MESSAGE_OVERHEAD, &to_parent);
	wire_put_message(&message, s, &ps, out_text(&result));
	_exit(out_end(&message) == OK ? 0 : 1);
}

/* The child's signals are its own: a handler of the server must not run there. */
static void default_signals(void)
{
	static const int caught[] = {SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2, SIGCHLD, SIGPIPE, SIGALRM};
	for (size_t i = 0; i < sizeof caught / sizeof *caught; i++)
		(void)signal(caught[i], SIG_DFL);
	sigset_t none;
	(void)sigemptyset(&none);
	(void)sigprocmask(SIG_SETMASK, &none, NULL);
}

struct answer {
	char *bytes;
	size_t n, room;
	bool late, too_long;
};

static bool read_some(int fd, struct answer *answer, size_t max)
{
	if (answer->room - answer->n < READ_STEP) {
		answer->room = answer->room ? answer->room * 2 : READ_STEP * 2;
		char *bytes = realloc(answer->bytes, answer->room);
		always(bytes);
		answer->bytes = bytes;
	}
	ssize_t got = read(fd, answer->bytes + answer->n, READ_STEP);
	if (got < 0)
		return errno == EINTR || errno == EAGAIN;
	answer->n += (size_t)got;
	answer->too_long = answer->n > max;
	return got > 0 && !answer->too_long;
}

static void read_answer(int fd, const struct sandbox_job *job, int64_t deadline, struct answer *answer)
{
	for (;;) {
		int64_t left = deadline - clock_monotonic_ms();
		struct pollfd wait = {.fd = fd, .events = POLLIN};
		if (job->stop && atomic_load(job->stop))
			left = 0;
		int ready = left > 0 ? poll(&wait, 1, job->stop && left > LOOK_MS ? LOOK_MS : (int)left) : 0;
		if ((ready < 0 && errno == EINTR) || (ready == 0 && left > LOOK_MS && job->stop))
			continue;
		if (ready <= 0) {
			answer->late = true;
			return;
		}
		if (!read_some(fd, answer, job->result_max + MESSAGE_OVERHEAD))
			return;
	}
}

/* A child that has closed its pipe but does not end is ended. */
static int wait_for(pid_t pid, int64_t deadline, struct answer *answer)
{
	int how = 0, fd = answer->late || answer->too_long ? -1 : pidfd_open(pid, 0);
	int64_t left = deadline - clock_monotonic_ms();
	struct pollfd wait = {.fd = fd, .events = POLLIN};
	if (fd >= 0 && poll(&wait, 1, left > 0 ? (int)left : 0) == 0)
		answer->late = true;
	if (fd >= 0)
		(void)close(fd);
	if (answer->late || answer->too_long)
		(void)kill(pid, SIGKILL);
	while (waitpid(pid, &how, 0) < 0 && errno == EINTR)
		;
	return how;
}

static enum status refuse(struct problems *ps, str name, enum status s, enum word message)
{
	PROBLEM(ps, name, 0, STR_NONE, message);
	return s;
}

static enum status judge(struct arena *a, str name, const struct answer *answer, int how, str *result, struct problems *ps)
{
	if (answer->late || (WIFSIGNALED(how) && WTERMSIG(how) == SIGXCPU))
		return refuse(ps, name, INVALID, W_reconcile_child_late);
	if (answer->too_long)
		return refuse(ps, name, TOO_BIG, W_reconcile_result_too_big);
	if (WIFEXITED(how) && WEXITSTATUS(how) == CHILD_NO_WALLS) {
		(void)refuse(ps, name, BROKEN, W_reconcile_child_no_walls);
		return broken("sandbox", S("a layer of the sandbox could not be set up"));
	}
	if (WIFEXITED(how) && WEXITSTATUS(how) == CHILD_NO_INPUT)
		return refuse(ps, name, INVALID, W_reconcile_unreadable);
	if (!WIFEXITED(how) || WEXITSTATUS(how) != 0) {
		LOG(LOG_WARNING, "import_child_died", log_int("signal", WIFSIGNALED(how) ? WTERMSIG(how) : 0), log_int("exit", WIFEXITED(how) ? WEXITSTATUS(how) : 0));
		return refuse(ps, name, INVALID, W_reconcile_child_died);
	}
	enum status s;
	struct problems told = problems_new(a);
	str bytes = arena_str(a, (str){answer->bytes ? answer->bytes : "", answer->n});
	if (!wire_message(bytes, name, &s, &told, result))
		return refuse(ps, name, INVALID, W_reconcile_child_died);
	problems_add(ps, &told);
	return s;
}

static enum status run(struct arena *a, const struct sandbox_job *job, str name, const struct input *in, void *thing, struct problems *ps)
{
	int ends[2];
	if (pipe2(ends, O_CLOEXEC) != 0)
		return broken("sandbox", str_of(strerror(errno)));
	pid_t pid = fork();
	if (pid == 0) {
		default_signals();
		(void)close(ends[0]);
		child(job, in, ends[1]);
	}
	(void)close(ends[1]);
	if (pid < 0) {
		(void)close(ends[0]);
		return broken("sandbox", str_of(strerror(errno)));
	}
	struct answer answer = {0};
	int64_t deadline = clock_monotonic_ms() + (int64_t)job->seconds * 1000;
	read_answer(ends[0], job, deadline, &answer);
	(void)close(ends[0]);
	int how = wait_for(pid, deadline, &answer);
	str result = STR_NONE;
	enum status s = judge(a, name, &answer, how, &result, ps);
	free(answer.bytes);
	if (s == OK && !job->take(a, result, thing))
		return refuse(ps, name, INVALID, W_reconcile_child_died);
	return s;
}

static enum status cannot_open(struct problems *ps, str name)
{
	if (errno == ENOENT || errno == ENOTDIR)
		return refuse(ps, name, NOT_FOUND, W_reconcile_not_found);
	if (errno == EACCES || errno == EPERM)
		return refuse(ps, name, DENIED, W_reconcile_denied);
	return refuse(ps, name, INVALID, W_reconcile_unreadable);
}

enum status sandbox_run_file(struct arena *a, const struct sandbox_job *job, const char *path, void *thing, struct problems *ps)
{
	str name = str_of(path);
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (fd < 0)
		return cannot_open(ps, name);
	struct stat info;
	enum status s;
	if (fstat(fd, &info) != 0 || !S_ISREG(info.st_mode)) {
		s = refuse(ps, name, INVALID, W_reconcile_not_a_file);
	} else if ((uint64_t)info.st_size > job->input_max) {
		PROBLEM(ps, name, 0, STR_NONE, W_reconcile_file_over, ARG("size", (int64_t)info.st_size / 1000000), ARG("max", job->input_max / 1000000));
		s = TOO_BIG;
	} else {
		s = run(a, job, name, &(struct input){.fd = fd}, thing, ps);
	}
	(void)close(fd);
	return s;
}

enum status sandbox_run_bytes(struct arena *a, const struct sandbox_job *job, str name, str bytes, void *thing, struct problems *ps)
{
	if (bytes.n > job->input_max) {
		PROBLEM(ps, name, 0, STR_NONE, W_reconcile_file_over, ARG("size", bytes.n / 1000000), ARG("max", job->input_max / 1000000));
		return TOO_BIG;
	}
	return run(a, job, name, &(struct input){.fd = -1, .bytes = bytes}, thing, ps);
}
