/* Random ids and secrets, from libsodium's generator. */
#include "base/ids.h"

#include "base/log.h"

#include <sodium.h>

enum { ID_LETTERS = 12, LETTER_BITS = 5, SECRET_BYTES = 32, HASH_BYTES = 32 };

static const char letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

static void start(void)
{
	always(sodium_init() >= 0);
}

int64_t id_new(void)
{
	uint64_t id;
	start();
	do {
		randombytes_buf(&id, sizeof id);
		id &= (UINT64_C(1) << (ID_LETTERS * LETTER_BITS)) - 1;
	} while (id == 0);
	return (int64_t)id;
}

str id_code(struct arena *a, int64_t id)
{
	char *text = ARENA_ARRAY(a, ID_LETTERS + 1, char);
	uint64_t rest = (uint64_t)id;
	for (int i = ID_LETTERS; i--;) {
		text[i] = letters[rest & 31];
		rest >>= LETTER_BITS;
	}
	return (str){text, ID_LETTERS};
}

static int letter_value(char c)
{
	if (c >= 'a' && c <= 'z')
		c = (char)(c - 'a' + 'A');
	if (c == 'I' || c == 'L')
		return 1;
	if (c == 'O')
		return 0;
	for (int i = 0; letters[i]; i++)
		if (letters[i] == c)
			return i;
	return -1;
}

bool id_of_code(str code, int64_t *id)
{
	uint64_t read = 0;
	if (code.n != ID_LETTERS)
		return false;
	for (size_t i = 0; i < code.n; i++) {
		int value = letter_value(code.p[i]);
		if (value < 0)
			return false;
		read = read << LETTER_BITS | (uint64_t)value;
	}
	*id = (int64_t)read;
	return read != 0;
}

str secret_new(struct arena *a)
{
	unsigned char bytes[SECRET_BYTES];
	enum { ROOM = sodium_base64_ENCODED_LEN(SECRET_BYTES, sodium_base64_VARIANT_URLSAFE_NO_PADDING) };
	char *text = ARENA_ARRAY(a, ROOM, char);
	start();
	randombytes_buf(bytes, sizeof bytes);
	(void)sodium_bin2base64(text, ROOM, bytes, sizeof bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	sodium_memzero(bytes, sizeof bytes);
	return str_of(text);
}

/* The key of BLAKE2b has a length of its own: the secret's hash, which is of one purpose only. */
str secret_token(struct arena *a, str secret, str purpose)
{
	unsigned char key[HASH_BYTES], token[HASH_BYTES];
	enum { ROOM = sodium_base64_ENCODED_LEN(HASH_BYTES, sodium_base64_VARIANT_URLSAFE_NO_PADDING) };
	static const unsigned char use[] = "token of a secret";
	char *text = ARENA_ARRAY(a, ROOM, char);
	start();
	always(crypto_generichash(key, sizeof key, (const unsigned char *)secret.p, secret.n, use, sizeof use - 1) == 0);
	always(crypto_generichash(token, sizeof token, (const unsigned char *)purpose.p, purpose.n, key, sizeof key) == 0);
	(void)sodium_bin2base64(text, ROOM, token, sizeof token, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	sodium_memzero(key, sizeof key);
	return str_of(text);
}

bool secret_equal(str a, str b)
{
	return a.n == b.n && a.n > 0 && sodium_memcmp(a.p, b.p, a.n) == 0;
}

str secret_hash(struct arena *a, str secret)
{
	unsigned char hash[HASH_BYTES];
	char *text = ARENA_ARRAY(a, HASH_BYTES * 2 + 1, char);
	start();
	always(crypto_generichash(hash, sizeof hash, (const unsigned char *)secret.p, secret.n, NULL, 0) == 0);
	(void)sodium_bin2hex(text, HASH_BYTES * 2 + 1, hash, sizeof hash);
	return str_of(text);
}
