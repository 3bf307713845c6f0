/* The three calls of libsodium behind one semaphore, and the few passwords that are refused. Owns the count of work-outs and the hash that nobody's password has. */
#include "accounts/password.h"

#include "base/limits.h"
#include "base/log.h"
#include "base/utf8.h"

#include <pthread.h>
#include <semaphore.h>
#include <sodium.h>
#include <stdatomic.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;
static sem_t places;
static atomic_uint_fast64_t workouts;
static char nobody[crypto_pwhash_STRBYTES]; /* of a random password */

static bool work_out(char hash[crypto_pwhash_STRBYTES], str password)
{
	atomic_fetch_add(&workouts, 1);
	return crypto_pwhash_str_alg(hash, password.p, password.n, crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE, crypto_pwhash_ALG_ARGON2ID13) == 0;
}

static void start(void)
{
	char random[32];
	always(sodium_init() >= 0);
	always(sem_init(&places, 0, LIMIT_PASSWORD_HASHES) == 0);
	randombytes_buf(random, sizeof random);
	always(work_out(nobody, (str){random, sizeof random}));
	atomic_store(&workouts, 0);
}

static void take_place(void)
{
	(void)pthread_once(&once, start);
	while (sem_wait(&places) != 0)
		;
}

enum status password_hash(struct arena *a, str password, str *hash)
{
	char text[crypto_pwhash_STRBYTES];
	*hash = STR_NONE;
	if (password.n > LIMIT_PASSWORD_BYTES)
		return TOO_BIG;
	take_place();
	bool done = work_out(text, password);
	(void)sem_post(&places);
	if (!done)
		return broken("password", S("no memory for argon2id"));
	*hash = arena_str(a, str_of(text));
	return OK;
}

/* crypto_pwhash_str_verify reads a terminated text of at most crypto_pwhash_STRBYTES. */
static bool copy_hash(char text[crypto_pwhash_STRBYTES], str hash)
{
	bool fits = str_is_set(hash) && hash.n < crypto_pwhash_STRBYTES;
	const char *from = fits ? hash.p : nobody;
	const size_t n = fits ? hash.n : crypto_pwhash_STRBYTES - 1;
	for (size_t i = 0; i < n; i++)
		text[i] = from[i];
	text[n] = '\0';
	return fits;
}

bool password_verify(str hash, str password)
{
	char text[crypto_pwhash_STRBYTES];
	take_place();
	bool fits = copy_hash(text, hash);
	const str tried = password.p && password.n <= LIMIT_PASSWORD_BYTES ? password : S("");
	atomic_fetch_add(&workouts, 1);
	bool good = crypto_pwhash_str_verify(text, tried.p, tried.n) == 0;
	(void)sem_post(&places);
	return good && fits && tried.n;
}

bool password_is_old(str hash)
{
	char text[crypto_pwhash_STRBYTES];
	(void)pthread_once(&once, start);
	return copy_hash(text, hash) && crypto_pwhash_str_needs_rehash(text, crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0;
}

uint64_t password_workouts(void)
{
	(void)pthread_once(&once, start);
	return atomic_load(&workouts);
}

/* ---- what is refused ---- */

/* Of twelve characters or more, the commonest in published lists; folded as name_fold writes. Digits in a row and one letter again and again are rules below. */
static const char *const commonest[] = {
	"motdepasse", "motdepasse1", "password", "passw0rd", "azertyuiop", "azertyuiopqsdfghjklm", "qwertyuiop", "qwertyuiopasdfghjkl", "iloveyou", "jetaime", "loulou", "doudou", "soleil", "bonjour",
	"football", "marseille", "chouchou", "princesse", "administrateur", "administrator", "welcome", "bienvenue", "association", "politiquedelaville", "changeme", "changezmoi", "letmein",
};

/* Without blanks, digits and signs at both ends: "Motdepasse2024!" is "motdepasse". */
static str core_of(struct arena *a, str password)
{
	const str folded = name_fold(a, password);
	char *text = ARENA_ARRAY(a, folded.n + 1, char);
	size_t n = 0;
	for (size_t i = 0; i < folded.n; i++)
		if (folded.p[i] != ' ')
			text[n++] = folded.p[i];
	size_t from = 0;
	while (from < n && text[from] >= '0' && text[from] <= '9')
		from++;
	while (n > from && text[n - 1] >= '0' && text[n - 1] <= '9')
		n--;
	return (str){text + from, n - from};
}

/* "motdepassemotdepasse" is "motdepasse" said twice. */
static bool is_said_again(str text, str word)
{
	if (!word.n || text.n % word.n || !text.n)
		return false;
	for (size_t i = 0; i < text.n; i += word.n)
		if (!str_eq((str){text.p + i, word.n}, word))
			return false;
	return true;
}

/* Two different characters at most, or a run up or down: "aaaaaaaaaaaa", "123456789012", "abcdefghijkl". */
static bool is_monotonous(str password)
{
	size_t steps = 0;
	for (size_t i = 1; i < password.n; i++) {
		int step = password.p[i] - password.p[i - 1];
		steps += step >= -1 && step <= 1;
		steps += (password.p[i] == '0' && password.p[i - 1] == '9');
	}
	return password.n && steps + 2 >= password.n;
}

enum word password_refusal(struct arena *a, str password, str email, str name)
{
	const enum word none = (enum word)WORD_COUNT;
	if (password.n > LIMIT_PASSWORD_BYTES)
		return W_accounts_password_long;
	if (!str_is_set(password) || utf8_count(password) < LIMIT_PASSWORD_CHARS)
		return W_accounts_password_short;
	const str core = core_of(a, password);
	str local = STR_NONE, domain;
	if (str_is_set(email))
		(void)str_cut(email, '@', &local, &domain);
	const str own[] = {email, local, name};
	for (size_t i = 0; i < sizeof own / sizeof own[0]; i++) {
		const str word = str_is_set(own[i]) ? core_of(a, own[i]) : STR_NONE;
		if (str_is_set(own[i]) && (str_eq_nocase(password, own[i]) || (word.n > 3 && is_said_again(core, word))))
			return W_accounts_password_own;
	}
	if (is_monotonous(password) || is_said_again(core, S("faubourg")))
		return W_accounts_password_common;
	for (size_t i = 0; i < sizeof commonest / sizeof commonest[0]; i++)
		if (is_said_again(core, str_of(commonest[i])))
			return W_accounts_password_common;
	return none;
}
