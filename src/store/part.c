/* Making, keeping and dropping FILE.PID.part. See part.h. */
#include "store/part.h"

#include "base/log.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *folder_of(struct arena *a, const char *file)
{
	const char *slash = strrchr(file, '/');
	return !slash ? "." : slash == file ? "/" : arena_cstr(a, (str){file, (size_t)(slash - file)});
}

static str name_of(const char *file)
{
	const char *slash = strrchr(file, '/');
	return str_of(slash ? slash + 1 : file);
}

/* The file itself last: while it is there, a later run finds what is beside it. */
static void remove_with_companions(struct arena *a, const char *path)
{
	static const char *const endings[] = {"-wal", "-shm", "-journal", ""};
	for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
		(void)unlink(arena_cstr(a, arena_fmt(a, "%s%s", path, endings[i])));
}

/* NAME.PID.part and nothing else. */
static bool is_part_of(str entry, str name)
{
	if (!str_starts(entry, name) || !str_ends(entry, S(".part")) || entry.n < name.n + sizeof ".0.part" - 1)
		return false;
	str middle = str_skip(str_first(entry, entry.n - 5), name.n);
	for (size_t i = 1; i < middle.n; i++)
		if (middle.p[i] < '0' || middle.p[i] > '9')
			return false;
	return middle.p[0] == '.';
}

/* Removed while we hold its lock, so that nobody takes it for his own meanwhile. */
static void remove_if_dead(struct arena *a, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	if (fd < 0)
		return;
	struct stat info;
	if (fstat(fd, &info) == 0 && S_ISREG(info.st_mode) && flock(fd, LOCK_EX | LOCK_NB) == 0)
		remove_with_companions(a, path);
	(void)close(fd);
}

static void remove_dead_parts(struct arena *a, const char *file)
{
	const char *folder = folder_of(a, file);
	DIR *d = opendir(folder);
	if (!d)
		return;
	for (const struct dirent *entry = readdir(d); entry; entry = readdir(d))
		if (is_part_of(str_of(entry->d_name), name_of(file)))
			remove_if_dead(a, arena_cstr(a, arena_fmt(a, "%s/%s", folder, entry->d_name)));
	(void)closedir(d);
}

static enum status refusal(const char *what)
{
	if (errno == EACCES || errno == EPERM || errno == EROFS)
		return DENIED;
	return errno == ENOENT || errno == ENOTDIR ? NOT_FOUND : broken(what, str_of(strerror(errno)));
}

/* Locked, and still the file of that name: somebody who took it for a dead one may have removed it before our lock. */
static bool is_ours(int fd, const char *path)
{
	struct stat held, named;
	return flock(fd, LOCK_EX) == 0 && fstat(fd, &held) == 0 && stat(path, &named) == 0 && held.st_ino == named.st_ino && held.st_dev == named.st_dev;
}

enum status part_begin(struct arena *a, const char *file, struct part *p)
{
	*p = (struct part){.arena = a, .file = file, .fd = -1};
	remove_dead_parts(a, file);
	p->path = arena_cstr(a, arena_fmt(a, "%s.%ld.part", file, (long)getpid()));
	for (;;) {
		p->fd = open(p->path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
		if (p->fd < 0)
			return refusal("part_begin");
		if (is_ours(p->fd, p->path))
			return OK;
		(void)close(p->fd);
	}
}

void part_drop(struct part *p)
{
	if (p->fd < 0)
		return;
	remove_with_companions(p->arena, p->path);
	(void)close(p->fd);
	p->fd = -1;
}

static enum status sync_folder(const char *folder)
{
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return refusal("part_keep");
	enum status s = fsync(fd) == 0 ? OK : broken("part_keep", str_of(strerror(errno)));
	(void)close(fd);
	return s;
}

enum status part_keep(struct part *p)
{
	enum status s = fsync(p->fd) == 0 ? OK : broken("part_keep", str_of(strerror(errno)));
	if (s == OK && rename(p->path, p->file) != 0)
		s = refusal("part_keep");
	if (s != OK) {
		part_drop(p);
		return s;
	}
	(void)close(p->fd);
	p->fd = -1;
	return sync_folder(folder_of(p->arena, p->file));
}
