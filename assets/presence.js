// Tells the server, while a file is really being looked at, that it is open, and shows who else has it open.
const place = document.getElementById('present');
const token = document.querySelector('input[name=csrf]')?.value;
const BEAT = 25000; // well under the minute after which one is thought gone

async function beat() {
	if (document.hidden || !token) return;
	try {
		const answer = await fetch(place.dataset.seen, { method: 'POST', headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' }, body: new URLSearchParams({ csrf: token }) });
		if (!answer.ok) return;
		const { said } = await answer.json();
		if (place.textContent !== said) place.textContent = said;
		place.hidden = !said;
	} catch { /* off line: nobody is told, nothing is lost */ }
}

if (place) {
	setInterval(beat, BEAT);
	document.addEventListener('visibilitychange', beat);
	beat();
}
