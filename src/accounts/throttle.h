/* Slows down who tries too often, by network address and by account. A fixed table in memory: full, it forgets who was quiet longest; restarted, it forgets everybody. Nobody is
   locked out for good: the wait never passes a minute, does not grow while one waits, and is forgotten by success. Any thread. */
#ifndef ACCOUNTS_THROTTLE_H
#define ACCOUNTS_THROTTLE_H

#include "base/str.h"
#include "base/values.h"

enum throttle_kind {
	THROTTLE_ADDRESS, /* wrong passwords from one place, where many people may sit */
	THROTTLE_ACCOUNT, /* wrong passwords for one account */
	THROTTLE_CODE,    /* wrong second factors of one person */
	THROTTLE_MAIL,    /* mails asked for one address */
	THROTTLE_KINDS
};

/* Seconds to wait before the next try is looked at; 0: now. */
int64_t throttle_wait(enum throttle_kind kind, str key, instant now);
/* A try that failed, or a mail that was asked for. */
void throttle_note(enum throttle_kind kind, str key, instant now);
/* It succeeded. */
void throttle_forget(enum throttle_kind kind, str key);

/* The place that a request comes from: the peer; when the peer is this machine (a proxy), the last address of X-Forwarded-For; of an IPv6 address, its network of 64 bits. */
str throttle_place(str peer, str forwarded_for);

#endif
