/* What is on its way: files/incoming, grown piece by piece and swept when it is forgotten. See files.h. */
#include "store/files.h"

#include "base/log.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static enum status of_errno(void)
{
	if (errno == ENOSPC || errno == EDQUOT || errno == EFBIG)
		return no_room("files_add_piece");
	return broken("files_add_piece", str_of(strerror(errno)));
}

static enum status write_at(int fd, int64_t offset, str piece)
{
	while (piece.n > 0) {
		ssize_t n = pwrite(fd, piece.p, piece.n, offset);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return of_errno();
		offset += n;
		piece = str_skip(piece, (size_t)n);
	}
	return fdatasync(fd) == 0 ? OK : of_errno();
}

/* Under the file's lock. What a crash left unsynced behind the last good piece is written over by the next. */
static enum status add(int fd, int64_t offset, str piece, int64_t most, int64_t *size)
{
	struct stat info;
	if (fstat(fd, &info) != 0)
		return broken("files_add_piece", str_of(strerror(errno)));
	*size = info.st_size;
	if (offset > info.st_size)
		return CONFLICT;
	int64_t end = offset + (int64_t)piece.n;
	if (offset < 0 || end > most)
		return INVALID;
	if (end <= info.st_size)
		return OK;
	enum status s = write_at(fd, offset, piece);
	if (s == OK)
		*size = end;
	else if (ftruncate(fd, info.st_size) != 0)
		s = broken("files_add_piece", str_of(strerror(errno)));
	return s;
}

enum status files_add_piece(struct files *files, struct arena *a, str name, int64_t offset, str piece, int64_t most, int64_t *size)
{
	*size = 0;
	int fd = open(arena_cstr(a, files_incoming(files, a, name)), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR);
	if (fd < 0)
		return of_errno();
	enum status s = flock(fd, LOCK_EX) == 0 ? add(fd, offset, piece, most, size) : broken("files_add_piece", str_of(strerror(errno)));
	(void)close(fd);
	return s;
}

int64_t files_piece_size(struct files *files, struct arena *a, str name)
{
	struct stat info;
	return stat(arena_cstr(a, files_incoming(files, a, name)), &info) == 0 && S_ISREG(info.st_mode) ? info.st_size : 0;
}

size_t files_sweep(struct files *files, struct arena *a, int64_t older_than_s)
{
	size_t removed = 0;
	DIR *d = opendir(arena_cstr(a, arena_fmt(a, "%.*s/incoming", STR_ARGS(files_folder(files)))));
	if (!d)
		return 0;
	for (const struct dirent *entry = readdir(d); entry; entry = readdir(d)) {
		struct stat info;
		if (entry->d_name[0] != '.' && fstatat(dirfd(d), entry->d_name, &info, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(info.st_mode) && info.st_mtime < older_than_s)
			removed += unlinkat(dirfd(d), entry->d_name, 0) == 0;
	}
	(void)closedir(d);
	return removed;
}
