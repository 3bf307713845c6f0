// Signing out makes this browser forget what was typed without network and is not sent yet: says so once, with the pages where it waits; a second press signs out all the same.
// Without JavaScript nothing is kept here, and nothing is lost.
const form = document.getElementById('sign-out');
const note = document.getElementById('not-sent');

function waiting() {
	const pages = new Set();
	for (let i = 0; i < localStorage.length; i++) {
		const key = localStorage.key(i);
		if (!key.startsWith('faubourg:')) continue;
		for (const kept of Object.values(JSON.parse(localStorage.getItem(key)) ?? {})) if (kept.r === undefined && kept.p) pages.add(kept.p);
	}
	return pages;
}

form.addEventListener('submit', (event) => {
	if (!note.hidden) return;
	let pages;
	try {
		pages = waiting();
	} catch {
		return; // nothing that can be read
	}
	if (!pages.size) return;
	event.preventDefault();
	for (const page of pages) note.append(Object.assign(document.createElement('a'), { href: page, textContent: form.dataset.go }), ' ');
	note.hidden = false;
	form.querySelector('button').textContent = form.dataset.anyway;
	note.querySelector('a').focus();
});
