/* A raw client for the tests of http/: bytes out, bytes in, every wait bounded by PATIENCE_MS. One thread uses it; what hear() and hear_one() give
   lives until they are called again. Included by unit tests only; every function is static inline so that a test uses what it needs. */
#ifndef TESTS_LIB_HTTP_CLIENT_H
#define TESTS_LIB_HTTP_CLIENT_H

#include "base/clock.h"
#include "base/status.h"
#include "base/str.h"

#include <netinet/in.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#define HOST "Host: ville.example\r\n"
#define GET_HELLO "GET /hello HTTP/1.1\r\n" HOST "\r\n"
enum { BIG = 1024 * 1024, PATIENCE_MS = 20000 };

/* A connection to the port on this machine; `buffer` bytes of the kernel's memory for what comes, 0 for its own choice. */
static inline int dial_port(unsigned port, int buffer)
{
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	assert_true(fd >= 0);
	if (buffer)
		assert_int_equal(setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &buffer, sizeof buffer), 0);
	assert_int_equal(connect(fd, (struct sockaddr *)&to, sizeof to), 0);
	return fd;
}

/* The same over IPv6; -1 when this machine has none. */
static inline int dial_port_ipv6(unsigned port)
{
	struct sockaddr_in6 to = {.sin6_family = AF_INET6, .sin6_port = htons((uint16_t)port), .sin6_addr = IN6ADDR_LOOPBACK_INIT};
	int fd = socket(AF_INET6, SOCK_STREAM, 0);
	if (fd >= 0 && connect(fd, (struct sockaddr *)&to, sizeof to) != 0) {
		(void)close(fd);
		return -1;
	}
	return fd;
}

static inline void say(int fd, str bytes)
{
	while (bytes.n) {
		ssize_t n = send(fd, bytes.p, bytes.n, MSG_NOSIGNAL);
		if (n <= 0)
			return;
		bytes = str_skip(bytes, (size_t)n);
	}
}

static char heard[4 * BIG];

/* What comes until the other end closes (*closed true) or `enough` bytes are there. Never waits longer than PATIENCE_MS. */
static inline str hear(int fd, size_t enough, bool *closed)
{
	size_t n = 0;
	*closed = false;
	int64_t until = clock_monotonic_ms() + PATIENCE_MS;
	while (n < enough && n < sizeof heard - 1) {
		struct pollfd p = {.fd = fd, .events = POLLIN};
		if (poll(&p, 1, (int)(until - clock_monotonic_ms())) <= 0)
			break;
		ssize_t got = recvfrom(fd, heard + n, enough - n < sizeof heard - 1 - n ? enough - n : sizeof heard - 1 - n, 0, NULL, NULL);
		if (got <= 0) {
			*closed = true;
			break;
		}
		n += (size_t)got;
	}
	heard[n] = 0;
	return (str){heard, n};
}

static inline str hear_all(int fd)
{
	bool closed;
	str all = hear(fd, sizeof heard, &closed);
	assert_true(closed);
	return all;
}

/* One response with its body, however it is cut. */
static inline str hear_one(int fd)
{
	size_t n = 0, need = 0;
	bool closed = false;
	while (!need || n < need) {
		static char one[4 * BIG];
		str part = hear(fd, need ? need - n : 1, &closed);
		assert_false(closed);
		assert_true(part.n > 0);
		memcpy(one + n, part.p, part.n);
		n += part.n;
		size_t end, at;
		if (!need && n > 4 && memcmp(one + n - 4, "\r\n\r\n", 4) == 0) {
			str length = STR_NONE, line = STR_NONE;
			end = n;
			if (str_find((str){one, n}, S("Content-Length: "), &at)) {
				length = str_skip((str){one, n}, at + 16);
				(void)str_cut(length, '\r', &line, &length);
			}
			int64_t bytes = 0;
			(void)str_to_int64(line, &bytes);
			need = end + (size_t)bytes;
		}
		if (need && n >= need)
			return (str){one, n};
	}
	return STR_NONE;
}

static inline int status_of(str response)
{
	int64_t status;
	return str_starts(response, S("HTTP/1.1 ")) && str_to_int64(str_first(str_skip(response, 9), 3), &status) ? (int)status : 0;
}

static inline str body_of(str response)
{
	size_t at;
	return str_find(response, S("\r\n\r\n"), &at) ? str_skip(response, at + 4) : STR_NONE;
}

static inline void expect_body(str response, int status, str body)
{
	assert_int_equal(status_of(response), status);
	if (!str_eq(body_of(response), body))
		fail_msg("body is: %.*s", STR_ARGS(body_of(response)));
}

#endif
