/* serve: the pages and the JSON interface, until SIGTERM or SIGINT. routes: what it serves. */
#include "base/version.h"
#include "cli/commands.h"
#include "http/http.h"
#include "jobs/jobs.h"
#include "store/checkpoint.h"
#include "web/routes.h"
#include "web/serve.h"

#include <malloc.h>
#include <signal.h>
#include <sys/resource.h>

enum { GRACE_MS = 5000, KEPT_BLOCK_BYTES = 4 * 1024 * 1024, KEPT_BYTES = 16 * 1024 * 1024 };

static enum exit_code refuse(const struct invocation *in, enum status s, str address)
{
	if (s == INVALID)
		SAY(in, W_cli_bad_address, ARG("address", address));
	else if (s == CONFLICT)
		SAY(in, W_cli_address_in_use, ARG("address", address));
	else
		SAY(in, W_cli_fault, ARG("reference", last_fault_reference()));
	return s == INVALID ? EXIT_USAGE : s == CONFLICT ? EXIT_IO : exit_of(s);
}

/* The port that was asked for may be 0: say the one that was taken. */
static void announce(const struct invocation *in, str address, unsigned port)
{
	size_t colon = address.n;
	while (colon && address.p[colon - 1] != ':')
		colon--;
	str host = colon ? str_first(address, colon - 1) : address;
	SAY(in, W_cli_serving, ARG("version", S(FAUBOURG_VERSION)), ARG("address", arena_fmt(in->arena, "%.*s:%u", STR_ARGS(host), port)));
}

static void close_files(void *files)
{
	files_close(files);
}

static void close_key(void *key)
{
	seal_key_close(key);
}

/* The key and the folder of documents, made when they are missing: an instance may be older than they. */
static enum exit_code open_belongings(struct invocation *in, const struct settings *settings, struct web_options *options)
{
	enum exit_code code = make_belongings(in, settings);
	if (code != EXIT_DONE)
		return code;
	if (settings->key_file.p) {
		struct seal_key *key;
		if (seal_key_open(arena_cstr(in->arena, settings->key_file), &key) != OK) {
			SAY(in, W_core_cannot_use_key, ARG("file", settings->key_file));
			return EXIT_INPUT;
		}
		arena_defer(in->arena, close_key, key);
		options->key = key;
	}
	if (settings->files.p) {
		if (files_open(settings->files, &options->files) != OK) {
			SAY(in, W_core_cannot_use_files, ARG("folder", settings->files));
			return EXIT_INPUT;
		}
		arena_defer(in->arena, close_files, options->files);
		options->spool_folder = arena_fmt(in->arena, "%.*s/incoming", STR_ARGS(settings->files));
	}
	return EXIT_DONE;
}

/* As many descriptors as the system gives this process: each open connection is one. */
static void raise_descriptors(void)
{
	struct rlimit files;
	if (getrlimit(RLIMIT_NOFILE, &files) == 0 && files.rlim_cur < files.rlim_max) {
		files.rlim_cur = files.rlim_max;
		(void)setrlimit(RLIMIT_NOFILE, &files); /* refused: http/ counts on what there is */
	}
}

/* Requests take and give back memory by the megabyte: it stays with the process instead of being asked from the system, zeroed, each time. */
static void keep_memory(void)
{
	(void)mallopt(M_MMAP_THRESHOLD, KEPT_BLOCK_BYTES);
	(void)mallopt(M_TRIM_THRESHOLD, KEPT_BYTES);
}

enum exit_code run_serve(struct invocation *in)
{
	raise_descriptors();
	keep_memory();
	sigset_t stop_signals;
	(void)sigemptyset(&stop_signals);
	(void)sigaddset(&stop_signals, SIGTERM);
	(void)sigaddset(&stop_signals, SIGINT);
	/* blocked before any thread starts, so that only sigwait below receives them */
	(void)sigprocmask(SIG_BLOCK, &stop_signals, NULL);

	struct settings *settings = ARENA_NEW(in->arena, struct settings);
	struct db *db;
	struct checkpointer *checkpointer;
	enum exit_code code = read_settings(in, settings);
	if (code == EXIT_DONE)
		code = open_instance(in, DB_READ_ONLY, &db);
	if (code != EXIT_DONE)
		return code;
	str address = str_is_set(in->options[OPTION_LISTEN]) ? in->options[OPTION_LISTEN] : S("127.0.0.1:8080");
	struct web_options options = {.place = place_of(in), .address = address, .settings = settings};
	code = open_belongings(in, settings, &options);
	if (code != EXIT_DONE)
		return code;
	if (!settings->public_url.p && !str_ends(address, S(":0")))
		settings->public_url = arena_fmt(in->arena, "http://%.*s", STR_ARGS(address));
	struct web *web;
	enum status s = web_start(&options, &web);
	if (s != OK)
		return refuse(in, s, address);
	s = checkpointer_start(options.place, &checkpointer);
	if (s != OK) {
		web_stop(web, 0);
		return refuse(in, s, address);
	}
	struct jobs *jobs = NULL;
	s = jobs_start(&(struct jobs_options){.place = options.place, .settings = settings, .files = options.files}, &jobs);
	if (s != OK) {
		checkpointer_stop(checkpointer);
		web_stop(web, 0);
		return refuse(in, s, address);
	}
	announce(in, address, web_port(web));
	int received;
	(void)sigwait(&stop_signals, &received);
	SAY(in, W_cli_stopping);
	web_stop(web, GRACE_MS);
	jobs_stop(jobs);
	checkpointer_stop(checkpointer);
	return EXIT_DONE;
}

enum exit_code run_routes(struct invocation *in)
{
	struct result r = result_new(in);
	routes_print(&r.out);
	return result_end(in, &r);
}
