// Refreshes the verdict beside a question while it is being answered: asks for the page that "Continue" would give and shows its panel.
// The server is the only judge; without this file, or when anything fails, the page works as it stands.
const form = document.getElementById('question');
let timer, last;

async function refresh() {
	last?.abort();
	last = new AbortController();
	try {
		const answer = await fetch(`${form.action}?${new URLSearchParams(new FormData(form))}`, { signal: last.signal });
		const next = new DOMParser().parseFromString(await answer.text(), 'text/html');
		const [from, to] = [next, document].map((d) => d.getElementById('panel'));
		const [status, shown] = [from, to].map((p) => p.querySelector('[role=status]'));
		if (next.querySelector('.wrong') || !status) return;
		shown.textContent = status.textContent; // the live region stays the same element, so that it is read aloud
		while (shown.nextSibling) shown.nextSibling.remove();
		shown.after(...[...from.childNodes].slice([...from.childNodes].indexOf(status) + 1));
	} catch { /* silent: the page as it stands is complete */ }
}

form?.addEventListener('input', () => {
	clearTimeout(timer);
	timer = setTimeout(refresh, 300);
});
