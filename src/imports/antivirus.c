/* The protocol of clamd: a command that ends in NUL, pieces with their length, a line back. Every wait is bounded. See antivirus.h. */
#include "imports/antivirus.h"

#include "base/clock.h"
#include "base/limits.h"
#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { PIECE_BYTES = 128 * 1024, ANSWER_BYTES = 1024 };

static const char *const usual_places[] = {"/run/clamav/clamd.ctl", "/var/run/clamav/clamd.ctl", "/run/clamd.scan/clamd.sock"};

/* ---- the connection ---- */

static bool wait_for(int fd, short events, int64_t deadline)
{
	for (;;) {
		int64_t left = deadline - clock_monotonic_ms();
		struct pollfd p = {.fd = fd, .events = events};
		int ready = left > 0 ? poll(&p, 1, (int)left) : 0;
		if (ready < 0 && errno == EINTR)
			continue;
		return ready > 0;
	}
}

static bool connects(int fd, const struct sockaddr *address, socklen_t n)
{
	int error = 0;
	socklen_t size = sizeof error;
	if (connect(fd, address, n) == 0)
		return true;
	if (errno != EINPROGRESS && errno != EAGAIN)
		return false;
	return wait_for(fd, POLLOUT, clock_monotonic_ms() + LIMIT_CLAMD_CONNECT_MS) && getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size) == 0 && error == 0;
}

static int dial_path(const char *path)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	size_t n = strlen(path);
	if (n >= sizeof address.sun_path)
		return -1;
	memcpy(address.sun_path, path, n);
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd >= 0 && !connects(fd, (const struct sockaddr *)&address, sizeof address)) {
		(void)close(fd);
		return -1;
	}
	return fd;
}

static int dial_host(struct arena *a, str host, str port)
{
	struct addrinfo *found = NULL;
	const struct addrinfo wanted = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICSERV};
	int fd = -1;
	if (getaddrinfo(arena_cstr(a, host), arena_cstr(a, port), &wanted, &found) != 0)
		return -1;
	for (const struct addrinfo *i = found; i && fd < 0; i = i->ai_next) {
		fd = socket(i->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
		if (fd >= 0 && !connects(fd, i->ai_addr, i->ai_addrlen)) {
			(void)close(fd);
			fd = -1;
		}
	}
	freeaddrinfo(found);
	return fd;
}

static int dial(struct arena *a, str clamd)
{
	if (str_eq(clamd, S("none")))
		return -1;
	if (str_is_set(clamd) && clamd.p[0] == '/')
		return dial_path(arena_cstr(a, clamd));
	for (size_t i = clamd.n; i > 0; i--)
		if (clamd.p[i - 1] == ':')
			return dial_host(a, str_first(clamd, i - 1), str_skip(clamd, i));
	struct stat info;
	for (size_t i = 0; i < sizeof usual_places / sizeof *usual_places; i++)
		if (stat(usual_places[i], &info) == 0 && S_ISSOCK(info.st_mode))
			return dial_path(usual_places[i]);
	return -1;
}

static bool say(int fd, str bytes, int64_t deadline)
{
	while (bytes.n > 0) {
		ssize_t n = send(fd, bytes.p, bytes.n, MSG_NOSIGNAL);
		if (n < 0 && (errno == EAGAIN || errno == EINTR)) {
			if (!wait_for(fd, POLLOUT, deadline))
				return false;
			continue;
		}
		if (n <= 0)
			return false;
		bytes = str_skip(bytes, (size_t)n);
	}
	return true;
}

/* Up to a NUL or the end. */
static str hear(struct arena *a, int fd, int64_t deadline)
{
	char *answer = arena_alloc(a, ANSWER_BYTES);
	size_t n = 0;
	while (n < ANSWER_BYTES && wait_for(fd, POLLIN, deadline)) {
		ssize_t got = read(fd, answer + n, ANSWER_BYTES - n);
		if (got < 0 && (errno == EAGAIN || errno == EINTR))
			continue;
		if (got <= 0)
			break;
		n += (size_t)got;
		if (answer[n - 1] == '\0')
			return (str){answer, n - 1};
	}
	return (str){answer, n};
}

/* ---- the question ---- */

static bool say_pieces(int fd, str bytes, int64_t deadline)
{
	if (!say(fd, (str){"zINSTREAM", sizeof "zINSTREAM"}, deadline))
		return false;
	for (;;) {
		str piece = str_first(bytes, PIECE_BYTES);
		unsigned char length[4] = {(unsigned char)(piece.n >> 24), (unsigned char)(piece.n >> 16), (unsigned char)(piece.n >> 8), (unsigned char)piece.n};
		if (!say(fd, (str){(const char *)length, sizeof length}, deadline) || !say(fd, piece, deadline))
			return false;
		if (piece.n == 0)
			return true;
		bytes = str_skip(bytes, piece.n);
	}
}

static enum scan read_answer(struct arena *a, str answer, str *found)
{
	answer = str_trim(answer);
	if (str_starts(answer, S("stream: ")))
		answer = str_skip(answer, 8);
	if (str_eq(answer, S("OK")))
		return SCAN_CLEAN;
	if (str_ends(answer, S(" FOUND"))) {
		*found = arena_str(a, str_first(answer, answer.n - 6));
		return SCAN_INFECTED;
	}
	LOG(LOG_WARNING, "antivirus", log_text("answer", answer));
	return SCAN_NONE;
}

enum scan antivirus_scan(struct arena *a, str clamd, str bytes, str *found)
{
	int64_t deadline = clock_monotonic_ms() + LIMIT_CLAMD_SECONDS * 1000;
	*found = STR_NONE;
	int fd = dial(a, clamd);
	if (fd < 0)
		return SCAN_NONE;
	(void)say_pieces(fd, bytes, deadline); /* cut off: it has its reason, and says it */
	str answer = hear(a, fd, deadline);
	(void)close(fd);
	return read_answer(a, answer, found);
}

bool antivirus_answers(struct arena *a, str clamd)
{
	int64_t deadline = clock_monotonic_ms() + LIMIT_CLAMD_CONNECT_MS;
	int fd = dial(a, clamd);
	bool answers = fd >= 0 && say(fd, (str){"zPING", sizeof "zPING"}, deadline) && str_eq(hear(a, fd, deadline), S("PONG"));
	if (fd >= 0)
		(void)close(fd);
	return answers;
}
