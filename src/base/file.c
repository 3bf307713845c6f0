/* Bounded reads, and writes that a crash cannot halve. */
#include "base/file.h"

#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static enum status of_errno(const char *where, const char *path)
{
	if (errno == ENOENT || errno == ENOTDIR)
		return NOT_FOUND;
	if (errno == EACCES || errno == EPERM || errno == EROFS)
		return DENIED;
	if (errno == EISDIR)
		return INVALID;
	char detail[512];
	(void)snprintf(detail, sizeof detail, "%s: %s", path, strerror(errno));
	return broken(where, str_of(detail));
}

static enum status read_all(struct arena *a, int fd, size_t size, str *content)
{
	char *bytes = arena_alloc(a, size + 1);
	size_t n = 0;
	while (n < size) {
		ssize_t got = read(fd, bytes + n, size - n);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return broken("file_read", str_of(strerror(errno)));
		if (got == 0)
			break;
		n += (size_t)got;
	}
	*content = (str){bytes, n};
	return OK;
}

enum status file_read(struct arena *a, const char *path, size_t max, str *content)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return of_errno("file_read", path);
	struct stat info;
	enum status s = OK;
	if (fstat(fd, &info) != 0)
		s = of_errno("file_read", path);
	else if (!S_ISREG(info.st_mode))
		s = INVALID;
	else if ((uint64_t)info.st_size > max)
		s = TOO_BIG;
	else
		s = read_all(a, fd, (size_t)info.st_size, content);
	(void)close(fd);
	return s;
}

static enum status write_and_sync(int fd, const char *path, str content)
{
	while (content.n) {
		ssize_t done = write(fd, content.p, content.n);
		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			return of_errno("file_replace", path);
		content = str_skip(content, (size_t)done);
	}
	return fsync(fd) == 0 ? OK : of_errno("file_replace", path);
}

static void sync_folder_of(const char *path)
{
	char folder[4096];
	const char *slash = strrchr(path, '/');
	int n = slash ? (int)(slash - path) : 0;
	(void)snprintf(folder, sizeof folder, "%.*s", slash ? (n ? n : 1) : 1, slash ? path : ".");
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0) {
		(void)fsync(fd);
		(void)close(fd);
	}
}

enum status file_replace(const char *path, str content)
{
	char temporary[4096];
	if ((size_t)snprintf(temporary, sizeof temporary, "%s.%ld.new", path, (long)getpid()) >= sizeof temporary)
		return INVALID;
	int fd = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	if (fd < 0)
		return of_errno("file_replace", path);
	enum status s = write_and_sync(fd, path, content);
	(void)close(fd);
	if (s == OK && rename(temporary, path) != 0)
		s = of_errno("file_replace", path);
	if (s != OK)
		(void)unlink(temporary);
	else
		sync_folder_of(path);
	return s;
}
