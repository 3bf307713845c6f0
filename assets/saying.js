// The truth about the save, in the words that the page holds: quiet while all is well, an alert at the first failure, with what to do.
const box = document.getElementById('saving');
const saved = document.getElementById('saved');
const alert = document.getElementById('unsaved');
const words = box?.dataset ?? {};
let last = '';

export function say(what) {
	saved.textContent = words[what];
	box.dataset.state = what;
}

export function sayWell(text) {
	last = text || last || words.ready;
	alert.hidden = true;
	saved.textContent = last;
	box.dataset.state = 'saved';
}

export function sayFailed(why, signs = false) {
	const [message, link] = alert.children;
	box.dataset.state = 'failed';
	saved.textContent = '';
	if (message.textContent !== words[why]) message.textContent = words[why];
	link.firstElementChild.hidden = !signs;
	alert.hidden = false;
}
