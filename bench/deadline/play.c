/* bench/deadline: one bearer's requests as a browser of a phone sends them, and its judgement of the answers. Called by load.c. Opens nothing, waits for nothing. */
#include "bench/deadline/play.h"

#include "base/ids.h"

static str sheet_code(struct arena *a, size_t number)
{
	return id_code(a, bench_id(BENCH_SHEET, number));
}

static void add_head(struct out *o, struct arena *a, size_t number, const char *method, str path)
{
	char cookie[SECRET_LETTERS + 1];
	bench_cookie(cookie, number);
	(void)a;
	out_fmt(o,
	        "%s %.*s HTTP/1.1\r\nHost: bench.example\r\nUser-Agent: Mozilla/5.0 (Linux; Android 13; Mobile; rv:121.0) Gecko/121.0 Firefox/121.0\r\n"
	        "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\nAccept-Language: fr,fr-FR;q=0.8,en-US;q=0.5,en;q=0.3\r\nAccept-Encoding: gzip, deflate, br\r\n"
	        "Cookie: session=%s\r\nSec-Fetch-Dest: document\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Site: same-origin\r\n",
	        method, STR_ARGS(path), cookie);
}

static void get(struct out *o, struct arena *a, size_t number, str path)
{
	add_head(o, a, number, "GET", path);
	out_str(o, S("\r\n"));
}

static str token_of(struct arena *a, size_t number)
{
	char cookie[SECRET_LETTERS + 1];
	bench_cookie(cookie, number);
	return secret_token(a, str_of(cookie), S("form"));
}

static void add_body(struct out *o, const char *type, str token, str body)
{
	out_fmt(o, "X-Csrf: %.*s\r\nContent-Type: %s\r\nContent-Length: %zu\r\n\r\n", STR_ARGS(token), type, body.n);
	out_str(o, body);
}

static void post(struct out *o, struct arena *a, size_t number, str path, str form)
{
	add_head(o, a, number, "POST", path);
	str token = token_of(a, number);
	add_body(o, "application/x-www-form-urlencoded", token, arena_fmt(a, "csrf=%.*s&%.*s", STR_ARGS(token), STR_ARGS(form)));
}

static void add_field(struct out *o, str key, str value)
{
	static const char hex[] = "0123456789ABCDEF";
	out_fmt(o, "&f.%.*s=", STR_ARGS(key));
	for (size_t i = 0; i < value.n; i++) {
		unsigned char c = (unsigned char)value.p[i];
		if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.' || c == '-')
			out_char(o, (char)c);
		else if (c == ' ')
			out_char(o, '+');
		else {
			out_char(o, '%');
			out_char(o, hex[c >> 4]);
			out_char(o, hex[c & 15]);
		}
	}
}

static void add_text(struct out *form, const struct bench_plan *plan, size_t number, struct bearer *b, size_t field)
{
	char text[TEXT_BYTES + 1];
	size_t n = bench_text(text, number, field, ++b->sent[field]);
	b->saving = (unsigned char)(b->saving | 1u << field);
	add_field(form, str_of(plan->text[field]), (str){text, n});
}

/* One to three fields, in turn: a text; a text and an answer; two texts and an answer. */
static void save(struct out *o, struct arena *a, const struct bench_plan *plan, size_t number, struct bearer *b)
{
	struct out form = out_new(8 * TEXT_BYTES);
	size_t k = (size_t)b->saves + number;
	b->saves++;
	b->saving = 0;
	out_fmt(&form, "base=%u", b->revision);
	add_text(&form, plan, number, b, k % plan->texts);
	if (k % 3 == 2 && plan->texts > 1)
		add_text(&form, plan, number, b, (k + 1) % plan->texts);
	if (k % 3 && plan->answers)
		add_field(&form, str_of(plan->answer[k % plan->answers].key), str_of(plan->answer[k % plan->answers].value));
	always(!form.full);
	post(o, a, number, arena_fmt(a, "/sheets/%.*s/save", STR_ARGS(sheet_code(a, number))), out_text(&form));
	out_free(&form);
}

static void page(struct out *o, struct arena *a, size_t number, struct bearer *b)
{
	static const char *const pages[] = {"", "/topics/project", "/topics/budget", "", "/topics/request", "/topics/publics"};
	const char *which = b->filed ? "/follow-up" : pages[(b->pages++ + number) % (sizeof pages / sizeof *pages)];
	get(o, a, number, arena_fmt(a, "/sheets/%.*s%s", STR_ARGS(sheet_code(a, number)), which));
}

static void piece(struct out *o, struct arena *a, size_t number, const struct bearer *b, char *pdf)
{
	size_t offset = (size_t)b->pieces * PDF_PIECE_BYTES, left = PDF_BYTES - offset;
	bench_pdf(pdf, number);
	add_head(o, a, number, "POST", arena_fmt(a, "/uploads/%s?offset=%zu", b->upload, offset));
	add_body(o, "application/octet-stream", token_of(a, number), (str){pdf + offset, left < PDF_PIECE_BYTES ? left : PDF_PIECE_BYTES});
}

void play_write(struct out *o, struct arena *a, const struct bench_plan *plan, size_t number, struct bearer *b, enum act act, char *pdf)
{
	str sheet = arena_fmt(a, "/sheets/%.*s", STR_ARGS(sheet_code(a, number)));
	switch (act) {
	case ACT_SAVE: save(o, a, plan, number, b); break;
	case ACT_PAGE: page(o, a, number, b); break;
	case ACT_LIVE: get(o, a, number, arena_fmt(a, "%.*s/live.json", STR_ARGS(sheet))); break;
	case ACT_BEGIN:
		post(o, a, number, S("/uploads"),
		     arena_fmt(a, "name=piece-%zu.pdf&bytes=%d&purpose=sheet%%3A%.*s%%3A%s", number, PDF_BYTES, STR_ARGS(sheet_code(a, number)), plan->document));
		break;
	case ACT_PIECE: piece(o, a, number, b, pdf); break;
	case ACT_FINISH: post(o, a, number, arena_fmt(a, "/uploads/%s/finish", b->upload), S("")); break;
	case ACT_SIGN_PAGE: get(o, a, number, arena_fmt(a, "%.*s/sign", STR_ARGS(sheet))); break;
	case ACT_SIGN:
		post(o, a, number, arena_fmt(a, "%.*s/sign", STR_ARGS(sheet)), arena_fmt(a, "base=%s&capacity=Pr%%C3%%A9sidente&attests=yes", b->shown));
		break;
	case ACT_RECEIPT: get(o, a, number, arena_fmt(a, "%.*s/receipt", STR_ARGS(sheet))); break;
	case ACT_COUNT: break;
	}
	always(!o->full);
}

/* ---- answers ---- */

static bool number_in(str body, str name, int64_t *value)
{
	size_t at, n = 0;
	if (!str_find(body, name, &at))
		return false;
	str rest = str_skip(body, at + name.n);
	while (n < rest.n && rest.p[n] >= '0' && rest.p[n] <= '9')
		n++;
	return str_to_int64(str_first(rest, n), value);
}

static bool take_save(struct bearer *b, int status, str body)
{
	int64_t revision;
	if (status != 200 || !number_in(body, S("\"revision\":"), &revision) || revision < b->revision || !str_has(body, S("\"conflicts\":[]")) || !str_has(body, S("\"problems\":{}")))
		return false;
	b->revision = (unsigned)revision;
	b->changed = true;
	for (size_t i = 0; i < TEXTS_MAX; i++)
		if (b->saving >> i & 1)
			b->told[i] = b->sent[i];
	return true;
}

static bool take_begin(struct bearer *b, int status, str body, enum act *next)
{
	size_t at;
	if (status != 200 || !str_find(body, S("\"upload\":\""), &at) || body.n < at + 10 + 12)
		return false;
	(void)snprintf(b->upload, sizeof b->upload, "%.12s", body.p + at + 10);
	b->pieces = 0;
	*next = ACT_PIECE;
	return true;
}

/* The page to sign, also when it is shown again. */
static bool take_shown(struct bearer *b, str body)
{
	size_t at, n = 0;
	const str name = S("name=\"base\" value=\"");
	if (!str_find(body, name, &at))
		return false;
	b->changed = false;
	str rest = str_skip(body, at + name.n);
	while (n < rest.n && rest.p[n] != '"')
		n++;
	(void)snprintf(b->shown, sizeof b->shown, "%.*s", STR_ARGS(str_first(rest, n)));
	return n < sizeof b->shown && str_has(body, S("name=\"attests\""));
}

/* A save of the same bearer that was under way while the page to sign was made is answered before the signature comes: what they sign is not what they saw. Then, and only then,
   the right answer is 422 with the page as it is now, which they read and sign. */
static bool take_sign(struct bearer *b, int status, str body, enum act *next)
{
	b->filed = status == 303;
	*next = b->filed ? ACT_RECEIPT : ACT_SIGN;
	return b->filed || (status == 422 && b->changed && take_shown(b, body));
}

static bool take_piece(struct bearer *b, int status, str body, enum act *next)
{
	int64_t offset;
	b->pieces++;
	*next = (size_t)b->pieces * PDF_PIECE_BYTES < PDF_BYTES ? ACT_PIECE : ACT_FINISH;
	size_t there = (size_t)b->pieces * PDF_PIECE_BYTES < PDF_BYTES ? (size_t)b->pieces * PDF_PIECE_BYTES : PDF_BYTES;
	return status == 200 && number_in(body, S("\"offset\":"), &offset) && (size_t)offset == there;
}

bool play_take(const struct bench_plan *plan, struct bearer *b, enum act act, int status, str body, enum act *next)
{
	*next = ACT_COUNT;
	switch (act) {
	case ACT_SAVE:
		if (b->saves % 10 == 0)
			*next = ACT_LIVE;
		return take_save(b, status, body);
	case ACT_BEGIN: return take_begin(b, status, body, next);
	case ACT_PIECE: return take_piece(b, status, body, next);
	case ACT_FINISH:
		b->attached = status == 200 && str_has(body, S("\"refused\":[]"));
		*next = ACT_SIGN_PAGE;
		return b->attached;
	case ACT_SIGN_PAGE:
		*next = ACT_SIGN;
		return status == 200 && take_shown(b, body);
	case ACT_SIGN: return take_sign(b, status, body, next);
	case ACT_RECEIPT: return status == 200 && str_has(body, S("-0"));
	case ACT_LIVE: return status == 200 && str_has(body, S("\"budget\":")) && plan->texts;
	case ACT_PAGE:
	case ACT_COUNT: break;
	}
	return status == 200 && str_has(body, S("</html>"));
}
