/* Writes a message: headers, quoted-printable text, files in base64. Owns nothing. See message.h. */
#include "jobs/message.h"

#include "base/calendar.h"
#include "base/ids.h"
#include "base/utf8.h"

#include <string.h>

enum { LINE = 76, WORD_BYTES = 42, SEGMENT_BYTES = 50, NAME_BYTES = 60 };

static const char hex[] = "0123456789ABCDEF";
static const char base64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

str message_address(str from)
{
	size_t open, close;
	if (!str_find(from, S("<"), &open))
		return str_has(from, S("@")) ? str_trim(from) : STR_NONE;
	str rest = str_skip(from, open + 1);
	return str_find(rest, S(">"), &close) && str_has(str_first(rest, close), S("@")) ? str_first(rest, close) : STR_NONE;
}

str message_id(struct arena *a, const struct message *m)
{
	str local, host, address = message_address(m->from);
	if (!address.p || !str_cut(address, '@', &local, &host))
		host = S("localhost");
	return arena_fmt(a, "<%.*s@%.*s>", STR_ARGS(id_code(a, m->mail)), STR_ARGS(host));
}

/* ---- base64 ---- */

static void write_base64(struct out *o, str s, size_t line)
{
	for (size_t i = 0, column = 0; i < s.n; i += 3) {
		const size_t n = s.n - i < 3 ? s.n - i : 3;
		uint32_t v = 0;
		for (size_t k = 0; k < 3; k++)
			v = v << 8 | (k < n ? (unsigned char)s.p[i + k] : 0);
		const char four[4] = {base64[v >> 18], base64[v >> 12 & 63], n > 1 ? base64[v >> 6 & 63] : '=', n > 2 ? base64[v & 63] : '='};
		if (line && column == line) {
			out_str(o, S("\r\n"));
			column = 0;
		}
		out_bytes(o, four, sizeof four);
		column += sizeof four;
	}
}

/* ---- headers ---- */

static bool is_plain(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < 0x20 || (unsigned char)s.p[i] > 0x7e)
			return false;
	return !str_has(s, S("=?"));
}

/* The longest beginning of at most `most` bytes that does not cut a character. */
static str whole_characters(str s, size_t most)
{
	size_t n = 0;
	while (n < s.n) {
		const size_t step = utf8_length(str_skip(s, n));
		if (n + (step ? step : 1) > most)
			break;
		n += step ? step : 1;
	}
	return str_first(s, n ? n : s.n);
}

/* Encoded words (RFC 2047), one a line. */
static void write_encoded(struct out *o, str text)
{
	for (bool first = true; text.n; first = false) {
		const str piece = whole_characters(text, WORD_BYTES);
		out_str(o, first ? S("=?UTF-8?B?") : S("\r\n =?UTF-8?B?"));
		write_base64(o, piece, 0);
		out_str(o, S("?="));
		text = str_skip(text, piece.n);
	}
}

/* Free text of a header: as it is when it is short ASCII. */
static void write_words(struct out *o, str text)
{
	if (is_plain(text) && text.n <= LINE - 10)
		out_str(o, text);
	else
		write_encoded(o, text);
}

static void write_from(struct out *o, str from)
{
	size_t open;
	const str address = message_address(from);
	str name = str_find(from, S("<"), &open) ? str_trim(str_first(from, open)) : STR_NONE;
	if (name.n > 1 && name.p[0] == '"' && name.p[name.n - 1] == '"')
		name = str_first(str_skip(name, 1), name.n - 2);
	out_str(o, S("From: "));
	if (name.n) {
		write_encoded(o, name); /* always: a name with a comma or a point needs no quotes then */
		out_char(o, ' ');
	}
	out_fmt(o, "<%.*s>\r\n", STR_ARGS(address));
}

static void write_date(struct out *o, instant now)
{
	static const char *const days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
	static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
	const struct local_time t = local_of(now, zone_of(S("Europe/Paris")));
	const instant as_utc = {day_of(t.date).number * INT64_C(86400000) + ((t.hour * INT64_C(60) + t.minute) * 60 + t.second) * 1000};
	const int64_t east = (as_utc.ms - (now.ms - now.ms % 1000)) / 60000;
	out_fmt(o, "Date: %s, %d %s %d %02d:%02d:%02d +%02lld%02lld\r\n", days[weekday_of(day_of(t.date))], t.date.day, months[t.date.month - 1], t.date.year, t.hour, t.minute, t.second,
	        (long long)(east / 60), (long long)(east % 60));
}

/* ---- text ---- */

static bool is_literal(unsigned char c)
{
	return (c >= 0x21 && c <= 0x7e && c != '=') || c == ' ';
}

/* One line without its end; soft breaks keep each within LINE, never inside a character. */
static void write_quoted_line(struct out *o, str line)
{
	size_t column = 0;
	for (size_t i = 0; i < line.n;) {
		const size_t length = utf8_length(str_skip(line, i)), n = length ? length : 1;
		const unsigned char c = (unsigned char)line.p[i];
		const bool literal = n == 1 && is_literal(c) && !(c == ' ' && i + 1 == line.n);
		const size_t room = literal ? 1 : 3 * n;
		if (column + room > LINE - 1) {
			out_str(o, S("=\r\n"));
			column = 0;
		}
		for (size_t k = 0; k < n; k++) {
			const unsigned char b = (unsigned char)line.p[i + k];
			if (literal)
				out_char(o, (char)b);
			else
				out_bytes(o, (const char[]){'=', hex[b >> 4], hex[b & 15]}, 3);
		}
		column += room;
		i += n;
	}
	out_str(o, S("\r\n"));
}

static void write_text(struct out *o, str text)
{
	out_str(o, S("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"));
	for (str line; text.n;) {
		(void)str_cut(text, '\n', &line, &text);
		if (line.n && line.p[line.n - 1] == '\r')
			line = str_first(line, line.n - 1);
		write_quoted_line(o, line);
	}
}

/* ---- files ---- */

/* RFC 2231 in pieces, so that no line grows long; the plain name in front is for what does not read it. */
static void write_name(struct out *o, struct arena *a, str name)
{
	char *plain = arena_alloc(a, name.n + 1);
	for (size_t i = 0; i < name.n; i++) {
		const unsigned char c = (unsigned char)name.p[i];
		plain[i] = c < 0x20 || c > 0x7e || c == '"' || c == '\\' || c == '/' ? '_' : (char)c;
	}
	out_fmt(o, "Content-Disposition: attachment;\r\n filename=\"%.*s\"", STR_ARGS(str_first((str){plain, name.n}, NAME_BYTES)));
	for (int part = 0; name.n; part++) {
		const str piece = whole_characters(name, SEGMENT_BYTES / 3);
		out_fmt(o, part ? ";\r\n filename*%d*=" : ";\r\n filename*%d*=UTF-8''", part);
		for (size_t i = 0; i < piece.n; i++) {
			const unsigned char c = (unsigned char)piece.p[i];
			if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '-' || c == '_')
				out_char(o, (char)c);
			else
				out_bytes(o, (const char[]){'%', hex[c >> 4], hex[c & 15]}, 3);
		}
		name = str_skip(name, piece.n);
	}
	out_str(o, S("\r\n"));
}

static void write_file(struct out *o, struct arena *a, const struct message_file *f)
{
	out_fmt(o, "Content-Type: %.*s\r\n", STR_ARGS(is_plain(f->media) && f->media.n ? f->media : S("application/octet-stream")));
	write_name(o, a, f->name);
	out_str(o, S("Content-Transfer-Encoding: base64\r\n\r\n"));
	write_base64(o, f->bytes, LINE);
	out_str(o, S("\r\n"));
}

void message_write(struct out *o, struct arena *a, const struct message *m)
{
	const str code = id_code(a, m->mail);
	write_date(o, m->now);
	write_from(o, m->from);
	out_fmt(o, "To: <%.*s>\r\n", STR_ARGS(m->recipient));
	if (str_is_set(m->reply_to))
		out_fmt(o, "Reply-To: <%.*s>\r\n", STR_ARGS(m->reply_to));
	out_str(o, S("Subject: "));
	write_words(o, m->subject);
	out_fmt(o, "\r\nMessage-ID: %.*s\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n", STR_ARGS(message_id(a, m)));
	if (m->files.n == 0) {
		write_text(o, m->text);
		return;
	}
	/* "=_" never stands in quoted-printable or base64 */
	out_fmt(o, "Content-Type: multipart/mixed; boundary=\"=_%.*s\"\r\n\r\n--=_%.*s\r\n", STR_ARGS(code), STR_ARGS(code));
	write_text(o, m->text);
	for (size_t i = 0; i < m->files.n; i++) {
		out_fmt(o, "\r\n--=_%.*s\r\n", STR_ARGS(code));
		write_file(o, a, &m->files.at[i]);
	}
	out_fmt(o, "\r\n--=_%.*s--\r\n", STR_ARGS(code));
}
