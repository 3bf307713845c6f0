/* Rows of person_factor and recovery_code. liboath works the codes out, libqrencode draws, libsodium hashes; this file decides what is good once. */
#include "accounts/factor.h"

#include "base/ids.h"
#include "base/log.h"
#include "gen/queries.h"

#include <liboath/oath.h>
#include <qrencode.h>
#include <sodium.h>
#include <stdlib.h>

enum { SECRET_BYTES = 20, SECRET_LETTERS = 32, CODE_DIGITS = 6, STEP_MS = 30 * 1000, WINDOW = 1, QUIET = 4 };

static const char base32_letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/* 20 bytes are exactly 32 letters. */
static str new_secret(struct arena *a)
{
	char *text = ARENA_ARRAY(a, SECRET_LETTERS + 1, char);
	always(sodium_init() >= 0);
	for (size_t i = 0; i < SECRET_LETTERS; i++)
		text[i] = base32_letters[randombytes_uniform(32)];
	return (str){text, SECRET_LETTERS};
}

static bool secret_bytes(str secret, unsigned char bytes[SECRET_BYTES])
{
	unsigned buffer = 0, bits = 0;
	size_t n = 0;
	if (secret.n != SECRET_LETTERS)
		return false;
	for (size_t i = 0; i < secret.n; i++) {
		unsigned value = 0;
		while (value < 32 && base32_letters[value] != secret.p[i])
			value++;
		if (value == 32)
			return false;
		buffer = (buffer << 5 | value) & 0xffff;
		bits += 5;
		if (bits >= 8) {
			bits -= 8;
			bytes[n++] = (unsigned char)(buffer >> bits & 0xff);
		}
	}
	return n == SECRET_BYTES;
}

/* Without the blanks that people type in the middle. */
static size_t digits_of(str code, char digits[CODE_DIGITS + 1])
{
	size_t n = 0;
	for (size_t i = 0; i < code.n; i++) {
		if (code.p[i] == ' ')
			continue;
		if (code.p[i] < '0' || code.p[i] > '9' || n == CODE_DIGITS)
			return 0;
		digits[n++] = code.p[i];
	}
	digits[n] = '\0';
	return n;
}

bool totp_step_of(str secret, str code, instant now, int64_t last_step, int64_t *step)
{
	unsigned char bytes[SECRET_BYTES];
	char typed[CODE_DIGITS + 1], good[CODE_DIGITS + 1];
	bool found = false;
	if (digits_of(code, typed) != CODE_DIGITS || !secret_bytes(secret, bytes) || oath_init() != OATH_OK)
		return false;
	const int64_t here = now.ms / STEP_MS;
	for (int64_t at = here - WINDOW; at <= here + WINDOW; at++) {
		if (at < 0 || oath_hotp_generate((const char *)bytes, sizeof bytes, (uint64_t)at, CODE_DIGITS, false, OATH_HOTP_DYNAMIC_TRUNCATION, good) != OATH_OK)
			continue;
		if (sodium_memcmp(good, typed, CODE_DIGITS) == 0 && at > last_step) {
			*step = at;
			found = true;
		}
	}
	sodium_memzero(bytes, sizeof bytes);
	return found;
}

static str context_of(struct arena *a, person_id person)
{
	return arena_fmt(a, "factor:%lld", (long long)person.v);
}

static enum status read_secret(struct db *db, struct arena *a, const struct seal_key *key, person_id person, struct q_factor_row *row, str *secret)
{
	enum status s = q_factor(db, a, person.v, row);
	if (s)
		return s;
	if (!key)
		return broken("factor", S("the instance has no key"));
	s = unseal_text(a, key, context_of(a, person), row->secret, secret);
	return s == INVALID ? broken("factor", S("sealed with another key")) : s;
}

enum status factor_begin(struct db *db, struct arena *a, const struct seal_key *key, person_id person, str *secret)
{
	struct q_factor_row row;
	enum status s = q_factor(db, a, person.v, &row);
	if (s == OK && row.confirmed)
		return CONFLICT;
	if (s != OK && s != NOT_FOUND)
		return s;
	if (!key)
		return broken("factor", S("the instance has no key"));
	*secret = new_secret(a);
	return q_factor_set(db, person.v, seal_text(a, key, context_of(a, person), *secret));
}

enum status factor_waiting(struct db *db, struct arena *a, const struct seal_key *key, person_id person, str *secret)
{
	struct q_factor_row row;
	enum status s = read_secret(db, a, key, person, &row, secret);
	return s == OK && row.confirmed ? NOT_FOUND : s;
}

/* ---- recovery codes ---- */

/* 60 random bits in the letters of ids, in three groups: as easy to read as a reference number. */
static str recovery_code(struct arena *a)
{
	const str code = id_code(a, id_new());
	return arena_fmt(a, "%.4s-%.4s-%.4s", code.p, code.p + 4, code.p + 8);
}

/* Small letters, blanks and missing dashes are the same code; I and L are 1, O is 0. */
static bool recovery_hash(struct arena *a, person_id person, str typed, str *hash)
{
	char *kept = ARENA_ARRAY(a, typed.n + 1, char);
	size_t n = 0;
	int64_t id;
	for (size_t i = 0; i < typed.n; i++)
		if (typed.p[i] != ' ' && typed.p[i] != '-')
			kept[n++] = typed.p[i];
	if (!id_of_code((str){kept, n}, &id))
		return false;
	*hash = secret_hash(a, arena_fmt(a, "recovery:%lld:%lld", (long long)person.v, (long long)id));
	return true;
}

enum status factor_renew_recovery(struct db *db, struct arena *a, person_id person, str recovery[LIMIT_RECOVERY_CODES])
{
	enum status s = q_recovery_forget(db, person.v);
	for (size_t i = 0; s == OK && i < LIMIT_RECOVERY_CODES; i++) {
		str hash;
		recovery[i] = recovery_code(a);
		always(recovery_hash(a, person, recovery[i], &hash));
		s = q_recovery_add(db, person.v, hash);
	}
	return s;
}

enum status factor_confirm(struct db *db, struct arena *a, const struct seal_key *key, person_id person, str code, instant now, str recovery[LIMIT_RECOVERY_CODES])
{
	struct q_factor_row row;
	str secret;
	int64_t step;
	enum status s = read_secret(db, a, key, person, &row, &secret);
	if (s)
		return s;
	if (row.confirmed)
		return CONFLICT;
	if (!totp_step_of(secret, code, now, row.last_step, &step))
		return INVALID;
	s = q_factor_confirm(db, person.v, step, now);
	return s == OK ? factor_renew_recovery(db, a, person, recovery) : s;
}

enum status factor_check(struct db *db, struct arena *a, const struct seal_key *key, person_id person, str code, instant now, enum factor_answer *answer)
{
	struct q_factor_row row;
	struct q_recovery_row recovery;
	str secret, hash;
	int64_t step;
	enum status s = read_secret(db, a, key, person, &row, &secret);
	if (s)
		return s;
	if (!row.confirmed)
		return NOT_FOUND;
	*answer = FACTOR_CODE;
	if (totp_step_of(secret, code, now, row.last_step, &step))
		return q_factor_step(db, person.v, step);
	*answer = FACTOR_RECOVERY;
	if (!recovery_hash(a, person, code, &hash))
		return INVALID;
	s = q_recovery(db, a, person.v, hash, &recovery);
	if (s == NOT_FOUND || (s == OK && recovery.used.set))
		return INVALID;
	return s == OK ? q_recovery_use(db, person.v, hash, now) : s;
}

enum status factor_remove(struct db *db, person_id person)
{
	enum status s = q_recovery_forget(db, person.v);
	return s == OK ? q_factor_forget(db, person.v) : s;
}

enum status factor_recovery_left(struct db *db, struct arena *a, person_id person, int64_t *left)
{
	struct q_recovery_left_row row;
	enum status s = q_recovery_left(db, a, person.v, &row);
	*left = s == OK ? row.left : 0;
	return s;
}

/* ---- what is shown ---- */

static void out_percent(struct out *o, str text)
{
	static const char digits[] = "0123456789ABCDEF";
	for (size_t i = 0; i < text.n; i++) {
		const unsigned char c = (unsigned char)text.p[i];
		if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '.' || c == '_') {
			out_char(o, (char)c);
		} else {
			out_char(o, '%');
			out_char(o, digits[c >> 4]);
			out_char(o, digits[c & 15]);
		}
	}
}

str factor_address(struct arena *a, str product, str email, str secret)
{
	struct out o = out_new(LIMIT_CELL_BYTES);
	out_str(&o, S("otpauth://totp/"));
	out_percent(&o, product);
	out_char(&o, ':');
	out_percent(&o, email);
	out_str(&o, S("?secret="));
	out_str(&o, secret);
	out_str(&o, S("&issuer="));
	out_percent(&o, product);
	return out_keep(&o, a);
}

str factor_grouped(struct arena *a, str secret)
{
	struct out o = out_new(LIMIT_CELL_BYTES);
	for (size_t i = 0; i < secret.n; i++) {
		if (i && i % 4 == 0)
			out_char(&o, ' ');
		out_char(&o, secret.p[i]);
	}
	return out_keep(&o, a);
}

/* Dark squares of one line that touch become one rectangle. */
static void draw_row(struct out *o, const QRcode *qr, int y)
{
	for (int x = 0; x < qr->width;) {
		const int from = x;
		while (x < qr->width && (qr->data[y * qr->width + x] & 1))
			x++;
		if (x > from)
			out_fmt(o, "M%d %dh%dv1h-%dz", from + QUIET, y + QUIET, x - from, x - from);
		else
			x++;
	}
}

enum status qr_path(struct arena *a, str text, str *path, int64_t *width)
{
	QRcode *qr = QRcode_encodeString8bit(arena_cstr(a, text), 0, QR_ECLEVEL_M);
	if (!qr)
		return broken("qr", S("too long"));
	struct out o = out_new(LIMIT_CELL_BYTES * 8);
	for (int y = 0; y < qr->width; y++)
		draw_row(&o, qr, y);
	*width = qr->width + 2 * QUIET;
	*path = out_keep(&o, a);
	QRcode_free(qr);
	return path->p ? OK : broken("qr", S("nothing drawn"));
}
