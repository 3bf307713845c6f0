/* Bytes by their SHA-256. Owns the folder: incoming/ for what is on its way, ab/ for what begins so. A file appears under its name whole and synced, by rename, and is
   never changed afterwards. Called by web/ (uploads, downloads), jobs/, backup, copy and doctor. Never looks into what it stores and knows no row. */
#include "store/files.h"

#include "base/ids.h"
#include "base/limits.h"
#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { HASH_BYTES = crypto_hash_sha256_BYTES, HASH_DIGITS = 2 * HASH_BYTES, READ_BYTES = 256 * 1024 };

struct files {
	char folder[LIMIT_PATH_BYTES];
};

/* ---- the folder ---- */

static enum status of_errno(const char *where)
{
	if (errno == ENOSPC || errno == EDQUOT || errno == EFBIG)
		return no_room(where);
	if (errno == EACCES || errno == EPERM || errno == EROFS)
		return DENIED;
	return broken(where, str_of(strerror(errno)));
}

static enum status sync_folder(const char *path)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return of_errno("files_sync");
	enum status s = fsync(fd) == 0 ? OK : of_errno("files_sync");
	(void)close(fd);
	return s;
}

/* OK also when it is there already; a new one is synced into its parent. */
static enum status make_folder(struct arena *a, const char *path)
{
	struct stat info;
	if (mkdir(path, S_IRWXU) == 0) {
		const char *slash = strrchr(path, '/');
		return sync_folder(slash && slash != path ? arena_cstr(a, (str){path, (size_t)(slash - path)}) : slash ? "/" : ".");
	}
	if (errno != EEXIST)
		return errno == ENOENT || errno == ENOTDIR ? INVALID : of_errno("files_open");
	return stat(path, &info) == 0 && S_ISDIR(info.st_mode) ? OK : INVALID;
}

enum status files_open(str folder, struct files **opened)
{
	*opened = NULL;
	if (!str_is_set(folder) || folder.n + HASH_DIGITS + sizeof "/incoming/" >= LIMIT_PATH_BYTES || sodium_init() < 0)
		return INVALID;
	struct arena *a = arena_new(LIMIT_STORE_ARENA);
	const char *path = arena_cstr(a, folder);
	enum status s = make_folder(a, path);
	if (s == OK)
		s = make_folder(a, arena_cstr(a, arena_fmt(a, "%s/incoming", path)));
	if (s == OK && access(path, R_OK | W_OK | X_OK) != 0)
		s = DENIED;
	if (s == OK) {
		struct files *files = calloc(1, sizeof *files);
		always(files);
		memcpy(files->folder, path, folder.n + 1);
		*opened = files;
	}
	arena_free(a);
	return s;
}

void files_close(struct files *files)
{
	free(files);
}

str files_folder(const struct files *files)
{
	return str_of(files->folder);
}

bool files_is_name(str sha256)
{
	bool good = sha256.n == HASH_DIGITS;
	for (size_t i = 0; good && i < sha256.n; i++)
		good = hex_digit(sha256.p[i]) >= 0 && !(sha256.p[i] >= 'A' && sha256.p[i] <= 'F');
	return good;
}

str files_path(struct files *files, struct arena *a, str sha256)
{
	always(files_is_name(sha256));
	return arena_fmt(a, "%s/%.2s/%.*s", files->folder, sha256.p, STR_ARGS(sha256));
}

str files_incoming(struct files *files, struct arena *a, str name)
{
	for (size_t i = 0; i < name.n; i++)
		always(name.p[i] != '/' && name.p[i] != '\0');
	always(name.n > 0 && name.p[0] != '.');
	return arena_fmt(a, "%s/incoming/%.*s", files->folder, STR_ARGS(name));
}

/* ---- names ---- */

static str name_of_hash(struct arena *a, const unsigned char hash[HASH_BYTES])
{
	char *text = arena_alloc(a, HASH_DIGITS + 1);
	(void)sodium_bin2hex(text, HASH_DIGITS + 1, hash, HASH_BYTES);
	return (str){text, HASH_DIGITS};
}

str files_name_of(struct arena *a, str bytes)
{
	unsigned char hash[HASH_BYTES];
	(void)crypto_hash_sha256(hash, (const unsigned char *)(bytes.p ? bytes.p : ""), bytes.n);
	return name_of_hash(a, hash);
}

static enum status hash_of_fd(struct arena *a, int fd, str *sha256)
{
	unsigned char hash[HASH_BYTES], *chunk = arena_alloc(a, READ_BYTES);
	crypto_hash_sha256_state state;
	(void)crypto_hash_sha256_init(&state);
	for (;;) {
		ssize_t n = read(fd, chunk, READ_BYTES);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return of_errno("files_hash");
		if (n == 0)
			break;
		(void)crypto_hash_sha256_update(&state, chunk, (size_t)n);
	}
	(void)crypto_hash_sha256_final(&state, hash);
	*sha256 = name_of_hash(a, hash);
	return OK;
}

enum status files_hash_file(struct arena *a, const char *path, str *sha256)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0)
		return errno == ENOENT ? NOT_FOUND : of_errno("files_hash");
	enum status s = hash_of_fd(a, fd, sha256);
	(void)close(fd);
	return s;
}

/* ---- storing ---- */

static enum status write_all(int fd, str bytes)
{
	while (bytes.n) {
		ssize_t n = write(fd, bytes.p, bytes.n);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return of_errno("files_write");
		bytes = str_skip(bytes, (size_t)n);
	}
	return OK;
}

/* What is there already is made young, so that nobody takes it for forgotten before the row that is about to name it is written; files_forget looks at the age under the
   other side of this lock. False: it is not there. */
static bool renew(const struct files *files, const char *path)
{
	int lock = open(files->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (lock < 0)
		return false;
	bool there = flock(lock, LOCK_SH) == 0 && utimensat(AT_FDCWD, path, NULL, AT_SYMLINK_NOFOLLOW) == 0;
	(void)close(lock);
	return there;
}

/* `from` is whole, synced, and on the same disk: it is gone afterwards. */
static enum status settle(struct files *files, struct arena *a, const char *from, str sha256)
{
	const char *path = arena_cstr(a, files_path(files, a, sha256));
	if (renew(files, path)) {
		(void)unlink(from);
		return OK;
	}
	const char *folder = arena_cstr(a, arena_fmt(a, "%s/%.2s", files->folder, sha256.p));
	enum status s = make_folder(a, folder);
	if (s == OK && rename(from, path) != 0)
		s = of_errno("files_settle");
	return s == OK ? sync_folder(folder) : s;
}

enum status files_put(struct files *files, struct arena *a, str bytes, str *sha256)
{
	*sha256 = files_name_of(a, bytes);
	if (renew(files, arena_cstr(a, files_path(files, a, *sha256))))
		return OK;
	const char *from = arena_cstr(a, files_incoming(files, a, arena_fmt(a, "put-%lld", (long long)id_new())));
	int fd = open(from, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR);
	if (fd < 0)
		return of_errno("files_put");
	enum status s = write_all(fd, bytes);
	if (s == OK && fsync(fd) != 0)
		s = of_errno("files_put");
	(void)close(fd);
	if (s == OK)
		s = settle(files, a, from, *sha256);
	if (s != OK)
		(void)unlink(from);
	return s;
}

enum status files_take(struct files *files, struct arena *a, const char *path, str *sha256)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0)
		return errno == ENOENT ? NOT_FOUND : of_errno("files_take");
	enum status s = hash_of_fd(a, fd, sha256);
	if (s == OK && (fchmod(fd, S_IRUSR | S_IWUSR) != 0 || fsync(fd) != 0))
		s = of_errno("files_take");
	(void)close(fd);
	return s == OK ? settle(files, a, path, *sha256) : s;
}

/* ---- giving back ---- */

enum status files_get(struct files *files, struct arena *a, str sha256, size_t max, str *bytes)
{
	struct stat info;
	if (!files_is_name(sha256))
		return NOT_FOUND;
	int fd = open(arena_cstr(a, files_path(files, a, sha256)), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0)
		return errno == ENOENT ? NOT_FOUND : of_errno("files_get");
	enum status s = fstat(fd, &info) == 0 ? OK : of_errno("files_get");
	if (s == OK && (uint64_t)info.st_size > max)
		s = TOO_BIG;
	size_t n = 0, size = s == OK ? (size_t)info.st_size : 0;
	char *p = arena_alloc(a, size + 1);
	while (s == OK && n < size) {
		ssize_t got = read(fd, p + n, size - n);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			s = broken("files_get", S("a file is shorter than it says"));
		else
			n += (size_t)got;
	}
	(void)close(fd);
	*bytes = (str){p, n};
	if (s == OK && !str_eq(files_name_of(a, *bytes), sha256))
		s = broken("files_get", S("bytes are no longer those of their name"));
	return s;
}

enum status files_reader(struct files *files, struct arena *a, str sha256, int *fd, int64_t *size)
{
	struct stat info;
	*fd = -1;
	if (!files_is_name(sha256))
		return NOT_FOUND;
	int opened = open(arena_cstr(a, files_path(files, a, sha256)), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (opened < 0)
		return errno == ENOENT ? NOT_FOUND : of_errno("files_reader");
	if (fstat(opened, &info) != 0 || !S_ISREG(info.st_mode)) {
		(void)close(opened);
		return broken("files_reader", S("not a file"));
	}
	*fd = opened;
	*size = info.st_size;
	return OK;
}

bool files_forget(struct files *files, struct arena *a, str sha256, int64_t older_than_s)
{
	struct stat info;
	const char *path = arena_cstr(a, files_path(files, a, sha256));
	int lock = open(files->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (lock < 0)
		return false;
	bool gone = flock(lock, LOCK_EX) == 0 && stat(path, &info) == 0 && info.st_mtime < older_than_s && unlink(path) == 0;
	(void)close(lock);
	return gone;
}
