/* rawhttp PORT [WAIT_MS [GAP_MS]]: sends standard input, byte for byte, to 127.0.0.1:PORT and prints what comes back until the other end closes or
   WAIT_MS (default 3000) pass without a byte. GAP_MS sends one byte at a time with that pause: a slow client. Exit 0 when the other end closed,
   3 when it left the connection open, 74 when it could not connect. `rawhttp --free-port` prints a port that nobody listens on.
   For flow tests only: what curl would never send. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { CLOSED = 0, LEFT_OPEN = 3, BAD_USAGE = 64, NO_IO = 74 };

static struct sockaddr_in local(int port)
{
	struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons((unsigned short)port)};
	a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	return a;
}

static int print_free_port(void)
{
	struct sockaddr_in a = local(0);
	socklen_t n = sizeof a;
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	if (fd < 0 || bind(fd, (struct sockaddr *)&a, n) != 0 || getsockname(fd, (struct sockaddr *)&a, &n) != 0)
		return NO_IO;
	(void)printf("%d\n", ntohs(a.sin_port));
	(void)close(fd);
	return 0;
}

static void pause_ms(long ms)
{
	struct timespec t = {ms / 1000, (ms % 1000) * 1000000};
	(void)nanosleep(&t, NULL);
}

/* Prints what is there within `wait_ms`; 0 closed, 1 something was read, -1 nothing came. */
static int print_some(int fd, int wait_ms)
{
	char bytes[65536];
	struct pollfd p = {.fd = fd, .events = POLLIN};
	if (poll(&p, 1, wait_ms) <= 0)
		return -1;
	ssize_t n = recv(fd, bytes, sizeof bytes, 0);
	if (n <= 0)
		return 0;
	(void)fwrite(bytes, 1, (size_t)n, stdout);
	return 1;
}

/* 0 when everything was sent or the other end stopped reading: what it answered is still worth printing. */
static void send_all(int fd, const char *bytes, size_t n, size_t piece, long gap_ms)
{
	for (size_t sent = 0; sent < n;) {
		size_t some = n - sent < piece ? n - sent : piece;
		ssize_t done = send(fd, bytes + sent, some, MSG_NOSIGNAL);
		if (done <= 0)
			return;
		sent += (size_t)done;
		if (gap_ms > 0) {
			pause_ms(gap_ms);
			struct pollfd p = {.fd = fd, .events = POLLIN};
			if (poll(&p, 1, 0) > 0)
				return;
		}
	}
}

static char *read_input(size_t *n)
{
	size_t room = 1 << 16;
	char *bytes = malloc(room);
	*n = 0;
	while (bytes) {
		size_t got = fread(bytes + *n, 1, room - *n, stdin);
		*n += got;
		if (got == 0)
			return bytes;
		if (*n == room)
			bytes = realloc(bytes, room *= 2);
	}
	return NULL;
}

int main(int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], "--free-port") == 0)
		return print_free_port();
	if (argc < 2 || argc > 4)
		return BAD_USAGE;
	int wait_ms = argc > 2 ? (int)strtol(argv[2], NULL, 10) : 3000;
	long gap_ms = argc > 3 ? strtol(argv[3], NULL, 10) : 0;
	struct sockaddr_in a = local((int)strtol(argv[1], NULL, 10));
	size_t n;
	char *bytes = read_input(&n);
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	if (!bytes || fd < 0 || connect(fd, (struct sockaddr *)&a, sizeof a) != 0) {
		(void)fprintf(stderr, "rawhttp: %s\n", strerror(errno));
		return NO_IO;
	}
	send_all(fd, bytes, n, gap_ms > 0 ? 1 : 16384, gap_ms);
	int state;
	while ((state = print_some(fd, wait_ms)) > 0)
		;
	(void)fflush(stdout);
	(void)close(fd);
	free(bytes);
	return state == 0 ? CLOSED : LEFT_OPEN;
}
