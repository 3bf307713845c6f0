/* The table: places found by a keyed hash (nobody can aim at somebody else's slot), eight neighbours looked at, the quietest one replaced. */
#include "accounts/throttle.h"

#include "base/limits.h"
#include "base/status.h"

#include <pthread.h>
#include <sodium.h>

enum { NEIGHBOURS = 8, MINUTE_MS = 60 * 1000 };

static const struct policy {
	int64_t free;       /* tries that cost nothing */
	int64_t half_ms;    /* after which one is forgotten */
	int64_t longest_ms; /* wait */
} policies[THROTTLE_KINDS] = {
	[THROTTLE_ADDRESS] = {30, MINUTE_MS, MINUTE_MS},
	[THROTTLE_ACCOUNT] = {5, 3 * MINUTE_MS, MINUTE_MS},
	[THROTTLE_CODE] = {5, 3 * MINUTE_MS, MINUTE_MS},
	[THROTTLE_MAIL] = {3, 20 * MINUTE_MS, MINUTE_MS},
};

struct slot {
	uint64_t hash; /* 0: free */
	int64_t tries;
	int64_t last_ms; /* of the last try, or since when tries are being forgotten */
	int64_t wait_until_ms;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct slot slots[LIMIT_THROTTLE_SLOTS];
static unsigned char key_bytes[crypto_shorthash_KEYBYTES];
static bool keyed;

static uint64_t hash_of(enum throttle_kind kind, str key)
{
	unsigned char out[crypto_shorthash_BYTES];
	uint64_t hash = 0;
	if (!keyed) {
		always(sodium_init() >= 0);
		randombytes_buf(key_bytes, sizeof key_bytes);
		keyed = true;
	}
	(void)crypto_shorthash(out, (const unsigned char *)(key.p ? key.p : ""), key.n, key_bytes);
	for (size_t i = 0; i < sizeof out; i++)
		hash = hash << 8 | out[i];
	hash = hash * THROTTLE_KINDS + (uint64_t)kind;
	return hash ? hash : 1;
}

static struct slot *slot_of(uint64_t hash)
{
	for (size_t i = 0; i < NEIGHBOURS; i++) {
		struct slot *slot = &slots[(hash / THROTTLE_KINDS + i) % LIMIT_THROTTLE_SLOTS];
		if (slot->hash == hash)
			return slot;
	}
	return NULL;
}

static struct slot *slot_for(uint64_t hash)
{
	struct slot *quietest = NULL, *found = slot_of(hash);
	for (size_t i = 0; !found && i < NEIGHBOURS; i++) {
		struct slot *slot = &slots[(hash / THROTTLE_KINDS + i) % LIMIT_THROTTLE_SLOTS];
		if (!quietest || !slot->hash || (quietest->hash && slot->last_ms < quietest->last_ms))
			quietest = slot;
	}
	if (!found) {
		found = quietest;
		*found = (struct slot){.hash = hash};
	}
	return found;
}

/* One try is forgotten after each half_ms of quiet. */
static void fade(struct slot *slot, const struct policy *p, instant now)
{
	const int64_t passed = (now.ms - slot->last_ms) / p->half_ms;
	if (passed <= 0)
		return;
	slot->tries = passed >= slot->tries ? 0 : slot->tries - passed;
	slot->last_ms += passed * p->half_ms;
}

int64_t throttle_wait(enum throttle_kind kind, str key, instant now)
{
	(void)pthread_mutex_lock(&lock);
	const struct slot *slot = slot_of(hash_of(kind, key));
	const int64_t left = slot ? slot->wait_until_ms - now.ms : 0;
	(void)pthread_mutex_unlock(&lock);
	/* more than the longest wait: the clock of the machine was set back since */
	return left > 0 && left <= policies[kind].longest_ms ? (left + 999) / 1000 : 0;
}

void throttle_note(enum throttle_kind kind, str key, instant now)
{
	const struct policy *p = &policies[kind];
	(void)pthread_mutex_lock(&lock);
	struct slot *slot = slot_for(hash_of(kind, key));
	if (slot->tries)
		fade(slot, p, now);
	slot->tries++;
	slot->last_ms = now.ms;
	const int64_t over = slot->tries - p->free;
	int64_t wait = over > 0 ? 1000 : 0;
	for (int64_t i = 1; i < over && wait < p->longest_ms; i++)
		wait *= 2;
	slot->wait_until_ms = now.ms + (wait > p->longest_ms ? p->longest_ms : wait);
	(void)pthread_mutex_unlock(&lock);
}

void throttle_forget(enum throttle_kind kind, str key)
{
	(void)pthread_mutex_lock(&lock);
	struct slot *slot = slot_of(hash_of(kind, key));
	if (slot)
		*slot = (struct slot){0};
	(void)pthread_mutex_unlock(&lock);
}

/* The first four groups; "::" earlier ends them: 2001:db8::1 is 2001:db8. */
static str network_of(str address)
{
	size_t colons = 0;
	for (size_t i = 0; i < address.n; i++)
		if (address.p[i] == ':' && (++colons == 4 || (i + 1 < address.n && address.p[i + 1] == ':')))
			return str_first(address, i);
	return address;
}

str throttle_place(str peer, str forwarded_for)
{
	str place = peer.p ? peer : S("");
	const bool local = str_starts(place, S("127.")) || str_eq(place, S("::1")) || str_starts(place, S("::ffff:127."));
	if (local && str_is_set(forwarded_for)) {
		str head, tail = forwarded_for;
		while (tail.p) {
			const str rest = tail;
			(void)str_cut(rest, ',', &head, &tail);
			place = str_trim(head);
		}
	}
	if (str_starts(place, S("::ffff:")))
		return str_skip(place, sizeof "::ffff:" - 1);
	return str_has(place, S(":")) ? network_of(place) : place;
}
