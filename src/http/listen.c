/* The listening sockets: one for each I/O thread on the same port (SO_REUSEPORT), so that the kernel shares connections out. Called by server.c. */
#include "base/log.h"
#include "http/inside.h"

#include <arpa/inet.h>
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BACKLOG = 1024 };

union address {
	struct sockaddr any;
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
};

static bool parse_host(str host, uint16_t port, union address *address)
{
	char text[INET6_ADDRSTRLEN];
	bool v6 = host.n > 2 && host.p[0] == '[' && host.p[host.n - 1] == ']';
	if (v6)
		host = (str){host.p + 1, host.n - 2};
	if (str_eq(host, S("localhost")))
		host = S("127.0.0.1");
	if (host.n >= sizeof text)
		return false;
	memcpy(text, host.p, host.n);
	text[host.n] = 0;
	*address = (union address){0};
	if (v6) {
		address->v6 = (struct sockaddr_in6){.sin6_family = AF_INET6, .sin6_port = htons(port)};
		return inet_pton(AF_INET6, text, &address->v6.sin6_addr) == 1;
	}
	address->v4 = (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons(port)};
	return inet_pton(AF_INET, text, &address->v4.sin_addr) == 1;
}

static bool parse(str text, union address *address)
{
	size_t colon = text.n;
	while (colon > 0 && text.p[colon - 1] != ':')
		colon--;
	int64_t port;
	if (colon == 0 || !str_to_int64(str_skip(text, colon), &port) || port < 0 || port > 65535)
		return false;
	return parse_host(str_first(text, colon - 1), (uint16_t)port, address);
}

static socklen_t size_of(const union address *address)
{
	return address->any.sa_family == AF_INET6 ? sizeof address->v6 : sizeof address->v4;
}

static enum status failure(void)
{
	switch (errno) {
	case EADDRINUSE: return CONFLICT;
	case EACCES: return DENIED;
	case EADDRNOTAVAIL: return INVALID;
	default: return broken("listen", str_of(strerror(errno)));
	}
}

static enum status open_one(union address *address, int share_port, int *fd)
{
	int on = 1;
	*fd = socket(address->any.sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (*fd < 0)
		return failure();
	(void)setsockopt(*fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	(void)setsockopt(*fd, SOL_SOCKET, SO_REUSEPORT, &share_port, sizeof share_port);
	socklen_t n = size_of(address);
	if (bind(*fd, &address->any, n) == 0 && listen(*fd, BACKLOG) == 0 && getsockname(*fd, &address->any, &n) == 0)
		return OK;
	enum status status = failure();
	(void)close(*fd);
	*fd = -1;
	return status;
}

enum status listen_open(str text, unsigned count, int *fds, unsigned *port)
{
	union address address;
	if (!parse(text, &address))
		return INVALID;
	/* Sockets that share a port would let a second server start beside the first: the first one of ours tries alone. */
	int alone;
	enum status status = open_one(&address, 0, &alone);
	if (status != OK)
		return status;
	(void)close(alone);
	for (unsigned i = 0; i < count && status == OK; i++) {
		status = open_one(&address, 1, &fds[i]);
		for (unsigned k = 0; status != OK && k < i; k++)
			(void)close(fds[k]);
	}
	*port = ntohs(address.any.sa_family == AF_INET6 ? address.v6.sin6_port : address.v4.sin_port);
	return status;
}
