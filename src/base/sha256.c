/* libsodium's SHA-256 in hexadecimal. Called by actions/ that freeze a request; owns nothing, never reads a file. */
#include "base/sha256.h"

#include <sodium.h>

str sha256_text(struct arena *a, str bytes)
{
	unsigned char hash[crypto_hash_sha256_BYTES];
	char *text = arena_alloc(a, SHA256_DIGITS + 1);
	(void)crypto_hash_sha256(hash, (const unsigned char *)(bytes.p ? bytes.p : ""), bytes.n);
	(void)sodium_bin2hex(text, SHA256_DIGITS + 1, hash, sizeof hash);
	return (str){text, SHA256_DIGITS};
}
