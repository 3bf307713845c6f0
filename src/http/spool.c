/* Bodies too long for memory: a file without a name in the spool folder, written as the bytes come and mapped when they are all there. Owned by a connection; only its I/O
   thread writes, and whoever handles the request reads. Bytes of all of them together are bounded. Nothing is synced: after a crash there is no request either. */
#include "base/limits.h"
#include "base/log.h"
#include "http/inside.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* Where the file system has no nameless files, the name is taken away at once. */
static int open_nameless(const char *folder)
{
	int fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
	if (fd >= 0 || (errno != EOPNOTSUPP && errno != EISDIR))
		return fd;
	char name[LIMIT_PATH_BYTES];
	if (snprintf(name, sizeof name, "%s/body-XXXXXX", folder) >= (int)sizeof name)
		return -1;
	fd = mkostemp(name, O_CLOEXEC);
	if (fd >= 0)
		(void)unlink(name);
	return fd;
}

bool spool_open(struct http_server *server, struct spool *spool)
{
	if (atomic_load(&server->spooled) >= LIMIT_SPOOLED_BYTES)
		return false;
	int fd = open_nameless(server->spool_folder);
	if (fd < 0) {
		http_fault("spool_open", str_of(strerror(errno)));
		return false;
	}
	*spool = (struct spool){.used = true, .fd = fd};
	return true;
}

void spool_write(struct http_server *server, struct spool *spool, const char *p, size_t n)
{
	if (spool->failed)
		return;
	spool->bytes += n;
	spool->failed = atomic_fetch_add(&server->spooled, n) + n > LIMIT_SPOOLED_BYTES;
	while (n > 0 && !spool->failed) {
		ssize_t done = write(spool->fd, p, n);
		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0) {
			spool->full = done == 0 || errno == ENOSPC || errno == EDQUOT || errno == EFBIG;
			if (spool->full)
				(void)no_room("spool_write");
			else
				http_fault("spool_write", str_of(strerror(errno)));
			spool->failed = true;
			return;
		}
		p += done;
		n -= (size_t)done;
	}
}

bool spool_map(struct spool *spool, str *bytes)
{
	if (spool->failed || spool->bytes == 0)
		return false;
	void *map = mmap(NULL, spool->bytes, PROT_READ, MAP_PRIVATE, spool->fd, 0);
	if (map == MAP_FAILED) {
		http_fault("spool_map", str_of(strerror(errno)));
		return false;
	}
	spool->map = map;
	*bytes = (str){map, spool->bytes};
	return true;
}

void spool_close(struct http_server *server, struct spool *spool)
{
	if (!spool->used)
		return;
	if (spool->map)
		(void)munmap(spool->map, spool->bytes);
	(void)close(spool->fd);
	(void)atomic_fetch_sub(&server->spooled, spool->bytes);
	*spool = (struct spool){0};
}
