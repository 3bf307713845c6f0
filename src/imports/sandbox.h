/* Runs a parser of untrusted bytes in a forked child that can do nothing but compute: no files, no sockets, no new programs, no other processes,
   bounded memory, processor and wall-clock time. Layers: no_new_privs, resource limits, Landlock where the kernel has it, a seccomp allow-list
   (docs/design/decisions/0004-sandbox.md). The result comes back over a pipe, framed and bounded; a child that crashes, hangs or asks for too
   much is a problem for the person, never a fault of the parent. Safe from any thread. */
#ifndef IMPORTS_SANDBOX_H
#define IMPORTS_SANDBOX_H

#include "base/problem.h"

#include <stdatomic.h>

/* The parser: reads `input`, writes its result with imports/wire.h. Runs in the child only. OK, INVALID, TOO_BIG; the problems travel back too. */
typedef enum status sandbox_work(struct arena *a, str input, struct out *result, struct problems *ps);

/* The reader of that result, in the parent: fills `thing`, of the caller's type, in the arena. It trusts nothing: false when this is not what `work`
   writes. */
typedef bool sandbox_take(struct arena *a, str result, void *thing);

struct sandbox_job {
	sandbox_work *work;
	sandbox_take *take;
	size_t input_max;  /* bytes */
	size_t result_max; /* bytes */
	size_t memory_max; /* bytes the child may add to what it is born with; LIMIT_IMPORT_MEMORY */
	bool threads;      /* it may make threads of its own (a decoder of films does): still no process */
	int seconds;       /* wall clock; processor time is bounded by the same number */
	const atomic_bool *stop; /* turning true ends the child at once, as if its time had passed; or NULL */
};

/* The file is opened here, and read by the child; what it made is taken into `thing`. OK; NOT_FOUND, DENIED, INVALID, TOO_BIG, BROKEN, each with a problem. */
must_use enum status sandbox_run_file(struct arena *a, const struct sandbox_job *job, const char *path, void *thing, struct problems *ps);
must_use enum status sandbox_run_bytes(struct arena *a, const struct sandbox_job *job, str name, str bytes, void *thing, struct problems *ps);

/* Which walls this machine and this build can give; sandbox_enter refuses to go without those it must have. */
struct sandbox_layers {
	bool no_new_privs, resource_limits, seccomp;
	bool memory_limit; /* false in builds with AddressSanitizer or ThreadSanitizer, which reserve terabytes of address space */
	int landlock;      /* version of the kernel's interface; 0 when it has none */
};
struct sandbox_layers sandbox_status(void);

#endif
