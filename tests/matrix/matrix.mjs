// Asks every route as every role and compares with matrix.tsv; `--write` prints the table that the server answers instead. Called by tests/flows/matrix.sh only, which
// made the people, the sheets and RESET (statements that put everything back after a request that changed something).
// What a request that was heard leaves in the audit is compared with audit.tsv, beside the table; one that was refused leaves nothing (architecture.md §9).
// usage: node matrix.mjs URL SETTING.json TABLE.tsv [--write]
import { readFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';

const [url, settingFile, tableFile, mode] = process.argv.slice(2);
const setting = JSON.parse(readFileSync(settingFile, 'utf8'));
const ROLES = ['nobody', 'person', 'reader', 'writer', 'signatory', 'neighbour', 'officer', 'reviewer', 'funder', 'far', 'admin'];
const STATES = Object.keys(setting.sheets);
const cookies = {};
const tokens = {};

// What each form is sent with: enough to act where that takes one form; the others are refused for what they say, which proves as well that they were heard.
const FORMS = {
	'/account/profile': { name: 'Un nom', lang: 'fr' },
	'/organisations/:applicant/members/role': { person: setting.codes.writer, role: 'reader' },
	'/organisations/:applicant/members/remove': { person: setting.codes.writer },
	'/organisations/:applicant/invitations': { email: 'invitee@association.example', role: 'reader' },
	'/sheets/:sheet/topics/:topic': { base: '1', 'f.project.what': 'Ce que nous ferons' },
	'/sheets/:sheet/save': { base: '1', 'f.project.what': 'Ce que nous ferons' },
	'/organisations/:applicant/invitations/withdraw': { invitation: setting.codes.invitation },
	'/organisations/:applicant/joinings': { person: setting.codes.person, role: 'reader', answer: 'accept' },
	'/uploads': { name: 'Statuts.pdf', bytes: '9', purpose: setting.codes.purpose },
	'/sheets/:sheet/messages': { text: 'Bonjour' },
	'/sheets/:sheet/refuse': { reason: 'Le budget est à revoir' },
	'/sheets/:sheet/withdraw': { reason: 'Le projet ne se fera pas' },
	'/sheets/:sheet/attachments/:attachment/rename': { name: 'Autre nom' },
	'/sheets/:sheet/attachments/from-safe': { code: 'other', document: setting.codes.document },
	'/desk/:territory/sheets/:sheet/messages': { text: 'Bonjour' },
	'/desk/:territory/sheets/:sheet/completion': { open: 'project', reason: 'Précisez le public', due: setting.due },
	'/desk/:territory/sheets/:sheet/completion/cancel': { reason: 'Finalement non' },
	'/desk/:territory/sheets/:sheet/owner': { owner: setting.codes.officer, due: '' },
	'/notifications/:call/:funder/settings': { sender: 'La Présidente', decision_number: '', decision: '', appeal: '', court: '', contact: '' },
	'/programmes/:call/adopt': { scenario: '1', revision: '', kind: 'initial', title: 'Programmation', annex: '', reason: '' },
	'/imports/:call/paste': { text: 'Action;Porteur;Coût total\nJardin;Club voisin;100' },
	'/imports/:call/:document/check': { 'k.1': 'twin:3', 'v.1': 'same' },
	'/desk/:territory/views': { name: 'Ma liste', wish: '' },
	'/desk/:territory/views/remove': { view: '801', wish: '' },
	'/desk/:territory/bulk': { do: 'due', picked: '901', preview: 'yes', due: setting.due },
	'/desk/:territory/bulk/do': { do: 'due', picked: '901', due: setting.due },
	'/desk/:territory/bulk/undo': { bulk: '802' },
	'/desk/:territory/labels': { label: 'Une autre', tone: 'good' },
	'/desk/:territory/labels/remove': { code: 'revoir' },
	'/applications/:application/labels': { label: 'revoir' },
	'/applications/:application/labels/remove': { label: 'revoir' },
	'/applications/:application/notes': { note: 'À rappeler' },
	'/applications/:application/notes/remove': { note: '1' },
	'/applications/:application/state': { state: 'admissible' },
	'/applications/:application/duplicates': { other: '902' },
	'/calls/:call/sessions/new': { kind: 'committee', title: 'Comité', day: '2024-10-01', time: '09:00', until: '', place: '', chair: '', body: '', quorum: '50', proxies_most: '1' },
	'/sessions/:session/settings': { base: '1', kind: 'committee', title: 'Comité', day: '2024-10-01', time: '09:00', until: '', place: '', chair: '', body: '', quorum: '50', proxies_most: '1' },
	'/sessions/:session/seats': { base: '1', institution: 'Bailleur', votes: 'yes' },
	'/sessions/:session/seats/body': { base: '1', body: 'funders' },
	'/sessions/:session/seats/remove': { base: '1', seat: '2' },
	'/sessions/:session/seats/chair': { base: '1', seat: '1' },
	'/sessions/:session/agenda': { base: '1', minutes: '5', 'a.902': 'yes' },
	'/sessions/:session/agenda/point': { base: '1', title: 'Un point', minutes: '5' },
	'/sessions/:session/agenda/remove': { base: '1', item: '2' },
	'/sessions/:session/cancel': { base: '1', reason: 'Salle indisponible' },
	'/sessions/:session/state': { base: '1', state: 'closed' },
	'/sessions/:session/second': { base: '1', second_reason: 'Seconde convocation' },
	'/sessions/:session/item': { base: '1', item: '1', heard: 'heard', outcome: '', note: '' },
	'/sessions/:session/ballot': { base: '1', item: '1', to: 'open' },
	'/sessions/:session/vote': { item: '1', seat: '1', choice: 'yes' },
	'/sessions/:session/votes': { item: '1' },
	'/sessions/:session/conflicts': { item: '1', seat: '1', reason: 'membre du bureau' },
	'/sessions/:session/minutes': { base: '1', minutes: 'Rien à ajouter' },
	'/applications/:application/review': { decision: 'admissible' },
	'/applications/:application/scores': { 'c.innovation': '7,5' },
	'/applications/:application/opinions': { kind: 'institution', who: 'i.region' },
	'/applications/:application/conflicts': { who: 'me', reason: 'Membre du bureau' },
	'/calls/:call/criteria': { label: 'Partenariat', weight: '2', reason: 'Décidé en comité' },
	'/desk/:territory/opinions/ask': { picked: '901', kind: 'institution', who: 'i.region' },
	'/opinions/:opinion': { answer: 'favourable' },
	'/administration/people': { email: 'agent@ville.example', role: 'officer', territory: setting.territory },
};

const IDENTITY_FORMS = {
	'/sheets/:sheet/topics/:topic': { base: '1', 'f.identity.acronym': 'JP' },
	'/sheets/:sheet/save': { base: '1', 'f.identity.acronym': 'JP' },
};

// ---- the audit ----

const left = new Map(); // route -> verbs of requests that were heard
let seen = 0;

function new_verbs() {
	const rows = execFileSync(setting.ask[0], [...setting.ask.slice(1), `SELECT seq || ' ' || verb FROM audit WHERE seq > ${seen} ORDER BY seq`], { encoding: 'utf8' }).split('\n').filter(Boolean);
	seen = Number(rows.at(-1)?.split(' ')[0] ?? seen);
	return rows.map((row) => row.split(' ')[1]);
}

function check_audit(expected) {
	const wrong = [];
	const posts = new Set(routes().filter(([method]) => method === 'POST').map(([, route]) => route));
	for (const route of posts) {
		const row = expected.get(route);
		const found = [...(left.get(route) ?? [])].sort().join(' ');
		if (!row)
			wrong.push(`POST ${route} has no row in audit.tsv: it leaves "${found}"`);
		else if (row.where === 'matrix' && row.verbs !== (found || '-'))
			wrong.push(`POST ${route} leaves "${found}" in the audit, not "${row.verbs}"`);
	}
	for (const route of expected.keys())
		if (!posts.has(route))
			wrong.push(`POST ${route} is in audit.tsv and no route`);
	return wrong;
}

function read_audit() {
	const lines = readFileSync(tableFile.replace('matrix.tsv', 'audit.tsv'), 'utf8').split('\n').filter((line) => line.startsWith('POST\t'));
	return new Map(lines.map((line) => line.split('\t')).map(([, route, verbs, where]) => [route, { verbs, where }]));
}

function reset() {
	execFileSync(setting.sql[0], setting.sql.slice(1), { input: setting.reset, stdio: ['pipe', 'ignore', 'inherit'] });
}

async function ask(method, path, role, fields) {
	const headers = { Cookie: cookies[role], 'Sec-Fetch-Site': 'same-origin' };
	const multipart = (/\/(attachments|documents)$/.test(path) || /^\/(templates|logos|imports)\/[^/]*$/.test(path) || /^\/notifications\/.*\/scans$/.test(path)) && method === 'POST';
	let body;
	if (method === 'POST' && multipart) {
		body = new FormData();
		body.set('csrf', tokens[role]);
		body.set('code', 'other');
	} else if (method === 'POST') {
		headers['X-Csrf'] = tokens[role];
		body = new URLSearchParams({ csrf: tokens[role], ...fields });
	}
	const answer = await fetch(url + path, { method, headers, body, redirect: 'manual' });
	const text = await answer.text();
	return { status: answer.status, location: answer.headers.get('location') ?? '', text };
}

// One letter of what was answered; undefined for an answer that no one should ever get.
function letter(method, route, role, a) {
	// Whoever cannot see a thing is not told that it is there; who can is told that this is not for them.
	const hides = /:(sheet|applicant|upload|opinion)/.test(route) && !['reader', 'writer', 'signatory', 'officer', 'reviewer', 'funder'].includes(role);
	if (role === 'nobody' && (a.status === 401 || (a.status === 303 && a.location.startsWith('/sign-in?next='))))
		return '-';
	if (a.status === 404 || (a.status === 403 && !hides))
		return '-';
	if (a.status >= 200 && a.status < 400)
		return '+';
	return [400, 409, 413, 415, 422, 429].includes(a.status) ? '~' : undefined;
}

function address(route, state) {
	const values = { ...setting.places, ':sheet': setting.sheets[state]?.code, ':attachment': setting.sheets[state]?.attachment };
	if (state === 'identity')
		values[':topic'] = 'organisation';
	if (route.includes('/programme') && !route.startsWith('/programmes/'))
		values[':call'] = setting.programme;
	if (route.startsWith('/notifications/'))
		values[':funder'] = 'region';
	if (route.startsWith('/templates/'))
		values[':document'] = route.includes('/made/') ? 'minutes' : '1';
	if (route.startsWith('/imports/'))
		values[':document'] = '1';
	if (route.includes('/minutes/'))
		values[':document'] = 'minutes.docx';
	if (route.includes('/annex/'))
		values[':document'] = 'csv';
	return route.replace(/:[a-z]+/g, (name) => values[name] ?? name);
}

async function begin() {
	for (const role of ROLES) {
		cookies[role] = role === 'nobody' ? '' : `session=${setting.sessions[role]}`;
		const answer = await fetch(url + (role === 'nobody' ? '/sign-in' : '/account'), { headers: { Cookie: cookies[role] } });
		if (role === 'nobody')
			cookies[role] = answer.headers.getSetCookie()[0].split(';')[0];
		tokens[role] = /name="csrf" value="([^"]*)"/.exec(await answer.text())[1];
	}
}

async function row(method, route, state) {
	const cells = [];
	if (method === 'GET' && !/sso/.test(route))
		return (await Promise.all(ROLES.map(async (role) => {
			const a = await ask(method, address(route, state), role, {});
			return letter(method, route, role, a) ?? String(a.status);
		}))).join(' ');
	for (const role of ROLES) {
		const a = await ask(method, address(route, state), role, (state === 'identity' && IDENTITY_FORMS[route]) || FORMS[route] || {});
		const cell = letter(method, route, role, a) ?? String(a.status);
		cells.push(cell);
		if (method === 'POST' && cell === '+')
			left.set(route, new Set([...(left.get(route) ?? []), ...new_verbs()]));
		if ((method === 'POST' || /sso/.test(route)) && a.status < 400)
			reset();
	}
	const refused = method === 'POST' ? new_verbs() : [];
	return cells.join(' ') + (refused.length ? ` and, refused, leaves ${refused}` : '');
}

function routes() {
	return setting.routes.map((line) => line.split(' ')).filter(([, path]) => !path.startsWith('/assets/:'));
}

async function write() {
	console.log(`# method\tpath\tstates\t${ROLES.join('\t')}`);
	for (const [method, route] of routes()) {
		const found = new Map();
		for (const state of route.includes(':sheet') ? STATES : ['-']) {
			const cells = await row(method, route, state);
			found.set(cells, [...(found.get(cells) ?? []), state]);
		}
		for (const [cells, states] of found)
			console.log(`${method}\t${route}\t${states.length === STATES.length ? '*' : states.join(' ')}\t${cells.split(' ').join('\t')}`);
	}
}

function read_table() {
	const expected = new Map();
	for (const line of readFileSync(tableFile, 'utf8').split('\n')) {
		if (!line || line.startsWith('#'))
			continue;
		const [method, route, states, ...cells] = line.split('\t');
		for (const state of states === '*' ? STATES : states.split(' ')) {
			const key = `${method} ${route} ${state}`;
			if (expected.has(key))
				console.log(`FAIL ${key} stands twice in the table`);
			expected.set(key, cells.join(' '));
		}
	}
	return expected;
}

async function check() {
	const expected = read_table();
	let good = 0;
	let bad = 0;
	for (const [method, route] of routes()) {
		for (const state of route.includes(':sheet') ? STATES : ['-']) {
			const key = `${method} ${route} ${state}`;
			const wanted = expected.get(key);
			expected.delete(key);
			const found = wanted === undefined ? 'no row in the table' : await row(method, route, state);
			if (found === wanted) {
				good += ROLES.length;
				continue;
			}
			bad++;
			console.log(`FAIL ${key}\n     ${ROLES.join(' ')}\n     expected ${wanted}\n     found    ${found}`);
		}
	}
	for (const key of expected.keys()) {
		bad++;
		console.log(`FAIL ${key} is in the table and no route`);
	}
	for (const wrong of check_audit(read_audit())) {
		bad++;
		console.log(`FAIL ${wrong}`);
	}
	console.log(`${good} ${bad}`);
}

await begin();
new_verbs();
await (mode === '--write' ? write() : check());
