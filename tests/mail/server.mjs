// A real mail server for tests/flows/mail.sh: `node server.mjs PORT FOLDER`. Each message that it took is one line of FOLDER/mails (JSON, decoded by mailparser); what it shall do next is
// read from FOLDER/script, one word a mail: ok, 450 (recipient, later), 550 (recipient, never), 451-data, 554-data, sender (refuses us), 421, cut (closes after the text), hang. When the
// script has ended: ok. FOLDER/options (JSON): tls ("none" | "offer" | "need"), user, password, slow (milliseconds a mail).
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { SMTPServer } from 'smtp-server';
import { simpleParser } from 'mailparser';

const [port, folder] = process.argv.slice(2);
const options = existsSync(`${folder}/options`) ? JSON.parse(readFileSync(`${folder}/options`)) : {};

function next() {
	const words = existsSync(`${folder}/script`) ? readFileSync(`${folder}/script`, 'utf8').split(/\s+/).filter(Boolean) : [];
	const word = words.shift() ?? 'ok';
	writeFileSync(`${folder}/script`, words.join(' '));
	return word;
}
function refusal(code, text) {
	const error = new Error(text);
	error.responseCode = code;
	return error;
}
let kept = 0;
// Each file that came is FOLDER/file-N, as a reader of mail would save it.
function keep(attachment) {
	const path = `${folder}/file-${++kept}`;
	writeFileSync(path, attachment.content);
	return path;
}
function describe(parsed, session, raw) {
	return {
		from: parsed.from?.value, to: parsed.to?.value, replyTo: parsed.replyTo?.value ?? null, subject: parsed.subject, id: parsed.messageId, date: parsed.date, text: parsed.text,
		auto: parsed.headers.get('auto-submitted'), envelope: session.envelope.rcptTo.map((to) => to.address), sender: session.envelope.mailFrom.address, secure: session.secure,
		user: session.user ?? null, hello: session.hostNameAppearsAs, longest: Math.max(...raw.split('\r\n').map((line) => line.length)), ascii: /^[\x00-\x7f]*$/.test(raw),
		bare: /[^\r]\n/.test(raw), files: parsed.attachments.map((f) => ({ name: f.filename, type: f.contentType, size: f.size, sum: f.checksum, kept: keep(f) })),
	};
}

let asked = 'ok';
const server = new SMTPServer({
	secure: false,
	hideSTARTTLS: options.tls !== 'offer' && options.tls !== 'need',
	key: options.tls ? readFileSync(`${folder}/key.pem`) : undefined,
	cert: options.tls ? readFileSync(`${folder}/cert.pem`) : undefined,
	authOptional: !options.user,
	allowInsecureAuth: options.tls !== 'need',
	disableReverseLookup: true,
	closeTimeout: 100,
	socketTimeout: 120000,
	onAuth(auth, session, done) {
		appendFileSync(`${folder}/signins`, `${auth.method} ${session.secure ? 'secure' : 'clear'}\n`);
		done(auth.username === options.user && auth.password === options.password ? null : refusal(535, 'wrong password'), { user: auth.username });
	},
	onMailFrom(address, session, done) {
		asked = next();
		if (asked === 'sender') return done(refusal(550, 'sender unknown'));
		if (asked === '421') return done(refusal(421, 'too busy'));
		return done();
	},
	onRcptTo(address, session, done) {
		if (asked === '450') return done(refusal(450, 'mailbox busy'));
		if (asked === '550') return done(refusal(550, 'no such person'));
		return done();
	},
	onData(stream, session, done) {
		const what = asked;
		const pieces = [];
		stream.on('data', (piece) => pieces.push(piece));
		stream.on('end', async () => {
			const raw = Buffer.concat(pieces);
			if (what === '451-data') return done(refusal(451, 'try again'));
			if (what === '554-data') return done(refusal(554, 'looks like spam'));
			if (what === 'hang') return undefined;
			const parsed = await simpleParser(raw);
			appendFileSync(`${folder}/mails`, `${JSON.stringify(describe(parsed, session, raw.toString('latin1')))}\n`);
			if (what === 'cut') {
				for (const connection of server.connections) connection._socket.destroy();
				return undefined;
			}
			if (options.slow) await new Promise((go) => setTimeout(go, options.slow));
			return done();
		});
	},
});
server.on('error', (error) => appendFileSync(`${folder}/errors`, `${error.message}\n`));
server.listen(Number(port), '127.0.0.1', () => writeFileSync(`${folder}/ready`, ''));
