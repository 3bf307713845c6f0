/* The key of an instance, and what is sealed with it: libsodium's secretbox under a key derived for the place of each text, so that a text moved elsewhere does not open.
   See seal.h. Writes one file: the key. */
#include "base/seal.h"

#include "base/file.h"
#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	KEY_BYTES = crypto_secretbox_KEYBYTES,
	KEY_TEXT_BYTES = 2 * KEY_BYTES,
	NONCE_BYTES = crypto_secretbox_NONCEBYTES,
	MAC_BYTES = crypto_secretbox_MACBYTES,
	VARIANT = sodium_base64_VARIANT_URLSAFE_NO_PADDING
};

struct seal_key {
	unsigned char bytes[KEY_BYTES];
};

static const str mark = S("s1:");

static enum status of_errno(const char *where)
{
	return errno == EACCES || errno == EPERM || errno == EROFS || errno == ENOENT || errno == ENOTDIR ? DENIED : broken(where, str_of(strerror(errno)));
}

/* ---- the file ---- */

static enum status write_key(int fd)
{
	unsigned char bytes[KEY_BYTES];
	char text[KEY_TEXT_BYTES + 2];
	randombytes_buf(bytes, sizeof bytes);
	(void)sodium_bin2hex(text, sizeof text, bytes, sizeof bytes);
	text[KEY_TEXT_BYTES] = '\n';
	bool written = write(fd, text, KEY_TEXT_BYTES + 1) == KEY_TEXT_BYTES + 1 && fsync(fd) == 0;
	sodium_memzero(bytes, sizeof bytes);
	sodium_memzero(text, sizeof text);
	return written ? OK : broken("seal_key_make", str_of(strerror(errno)));
}

/* The folder must remember the name too: what was sealed under a key that is lost is lost. */
static void sync_folder(const char *path)
{
	char folder[4096];
	const char *slash = strrchr(path, '/');
	size_t n = slash ? (size_t)(slash - path) : 0;
	if (n >= sizeof folder)
		return;
	memcpy(folder, path, n);
	folder[n] = 0;
	int fd = open(n ? folder : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return;
	(void)fsync(fd);
	(void)close(fd);
}

static enum status check_existing(const char *path)
{
	struct seal_key *key;
	enum status s = seal_key_open(path, &key);
	if (s == OK)
		seal_key_close(key);
	return s;
}

/* Written beside and linked: a process that is killed leaves no half of a key under its name, and of two that begin together one wins. */
enum status seal_key_make(const char *path)
{
	char fresh[4096];
	always(sodium_init() >= 0);
	if (access(path, F_OK) == 0)
		return check_existing(path);
	if ((size_t)snprintf(fresh, sizeof fresh, "%s.new-%d", path, (int)getpid()) >= sizeof fresh)
		return INVALID;
	int fd = open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0)
		return of_errno("seal_key_make");
	enum status s = write_key(fd);
	if (close(fd) != 0 && s == OK)
		s = broken("seal_key_make", str_of(strerror(errno)));
	if (s == OK && link(fresh, path) != 0)
		s = errno == EEXIST ? check_existing(path) : of_errno("seal_key_make");
	(void)unlink(fresh);
	if (s == OK)
		sync_folder(path);
	return s;
}

static enum status read_key(int fd, struct seal_key *key)
{
	char text[KEY_TEXT_BYTES + 2];
	size_t n = 0, decoded = 0;
	struct stat info;
	if (fstat(fd, &info) != 0)
		return broken("seal_key_open", str_of(strerror(errno)));
	if (!S_ISREG(info.st_mode) || (info.st_mode & S_IRWXO) != 0)
		return INVALID;
	ssize_t got = read(fd, text, sizeof text);
	n = got > 0 ? (size_t)got : 0;
	if (n == KEY_TEXT_BYTES + 1 && text[KEY_TEXT_BYTES] == '\n')
		n--;
	bool good = n == KEY_TEXT_BYTES && sodium_hex2bin(key->bytes, sizeof key->bytes, text, n, NULL, &decoded, NULL) == 0 && decoded == KEY_BYTES;
	sodium_memzero(text, sizeof text);
	return good ? OK : INVALID;
}

enum status seal_key_open(const char *path, struct seal_key **key)
{
	*key = NULL;
	always(sodium_init() >= 0);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return of_errno("seal_key_open");
	struct seal_key *made = sodium_malloc(sizeof *made);
	always(made);
	enum status s = read_key(fd, made);
	(void)close(fd);
	if (s != OK) {
		sodium_free(made);
		return s;
	}
	always(sodium_mprotect_readonly(made) == 0);
	*key = made;
	return OK;
}

void seal_key_close(struct seal_key *key)
{
	sodium_free(key);
}

/* ---- texts ---- */

static void key_of(const struct seal_key *key, str context, unsigned char own[KEY_BYTES])
{
	always(crypto_generichash(own, KEY_BYTES, (const unsigned char *)context.p, context.n, key->bytes, KEY_BYTES) == 0);
}

str seal_text(struct arena *a, const struct seal_key *key, str context, str plain)
{
	unsigned char own[KEY_BYTES];
	size_t n = NONCE_BYTES + MAC_BYTES + plain.n;
	unsigned char *box = ARENA_ARRAY(a, n, unsigned char);
	size_t room = sodium_base64_encoded_len(n, VARIANT) + mark.n;
	char *text = ARENA_ARRAY(a, room, char);
	key_of(key, context, own);
	randombytes_buf(box, NONCE_BYTES);
	always(crypto_secretbox_easy(box + NONCE_BYTES, (const unsigned char *)(plain.p ? plain.p : ""), plain.n, box, own) == 0);
	sodium_memzero(own, sizeof own);
	memcpy(text, mark.p, mark.n);
	(void)sodium_bin2base64(text + mark.n, room - mark.n, box, n, VARIANT);
	return str_of(text);
}

enum status unseal_text(struct arena *a, const struct seal_key *key, str context, str sealed, str *plain)
{
	unsigned char own[KEY_BYTES];
	size_t n = 0;
	*plain = STR_NONE;
	if (!str_starts(sealed, mark))
		return INVALID;
	str text = str_skip(sealed, mark.n);
	unsigned char *box = ARENA_ARRAY(a, text.n + 1, unsigned char);
	if (sodium_base642bin(box, text.n + 1, text.p, text.n, NULL, &n, NULL, VARIANT) != 0 || n < NONCE_BYTES + MAC_BYTES)
		return INVALID;
	char *opened = ARENA_ARRAY(a, n - NONCE_BYTES - MAC_BYTES + 1, char);
	key_of(key, context, own);
	int failed = crypto_secretbox_open_easy((unsigned char *)opened, box + NONCE_BYTES, n - NONCE_BYTES, box, own);
	sodium_memzero(own, sizeof own);
	if (failed)
		return INVALID;
	*plain = (str){opened, n - NONCE_BYTES - MAC_BYTES};
	return OK;
}
