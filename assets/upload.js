// Sends the files of a form in pieces and shows how far they are; a connection that drops is waited for, and sending goes on where the server stands. Without this the
// form sends itself. The server is the only judge: what it refuses is shown in its words.
const token = () => document.querySelector('input[name="csrf"]')?.value ?? '';
const pause = (ms) => new Promise((done) => {
  const timer = setTimeout(done, ms);
  addEventListener('online', () => { clearTimeout(timer); done(); }, { once: true });
});

// One request; tries again by itself while the network is away or the server is busy. Other answers are given back.
async function ask(address, options, line) {
  for (let tries = 0; ; tries++) {
    try {
      const answer = await fetch(address, { ...options, headers: { 'X-Csrf': token(), ...options.headers }, credentials: 'same-origin', signal: AbortSignal.timeout(90000) });
      if (answer.status < 500) {
        line.resumed();
        const json = await answer.json().catch(() => ({}));
        if (answer.status === 403 && json.error?.csrf && tries === 0) {
          for (const input of document.querySelectorAll('input[name="csrf"]')) input.value = json.error.csrf;
          continue;
        }
        return { status: answer.status, json };
      }
    } catch { /* no network: below */ }
    line.paused();
    await pause(Math.min(30000, 1000 * 2 ** Math.min(tries, 5)));
  }
}

function makeLine(form, file) {
  const row = document.createElement('div');
  row.className = 'sending-file';
  const label = document.createElement('p');
  const name = document.createElement('strong');
  name.textContent = file.name;
  const state = document.createElement('span');
  label.append(name, ' ', state);
  const bar = document.createElement('progress');
  bar.max = file.size;
  bar.value = 0;
  bar.setAttribute('aria-label', file.name);
  row.append(label, bar);
  form.querySelector('.sending').append(row);
  let shown = form.dataset.sending;
  const say = (text) => { if (state.textContent !== text) state.textContent = text; };
  say(shown);
  return {
    at(offset) { bar.value = offset; },
    looking() { shown = form.dataset.looking; say(shown); },
    paused() { say(form.dataset.paused); row.classList.add('waits'); },
    resumed() { row.classList.remove('waits'); say(shown); },
    refused(texts) {
      bar.remove();
      row.className = 'note error';
      label.textContent = texts.join(' ');
    },
  };
}

const wordsOf = (answer, form) => answer.json.refused ?? [answer.json.error?.message ?? form.dataset.failed];

// True when the file is attached.
async function send(form, file) {
  const line = makeLine(form, file);
  const begin = new URLSearchParams({ name: file.name, bytes: String(file.size), purpose: form.dataset.upload, csrf: token() });
  let answer = await ask('/uploads', { method: 'POST', body: begin }, line);
  if (answer.status !== 200) return line.refused(wordsOf(answer, form));
  const { upload, piece } = answer.json;
  let offset = answer.json.offset;
  for (let jumps = 0; offset < file.size && jumps < 1000; jumps++) {
    line.at(offset);
    const body = file.slice(offset, offset + piece);
    answer = await ask(`/uploads/${upload}?offset=${offset}`, { method: 'POST', body, headers: { 'Content-Type': 'application/octet-stream' } }, line);
    if (answer.status !== 200 && answer.status !== 409) return line.refused(wordsOf(answer, form));
    offset = answer.json.offset; // 409 too: where the server stands
  }
  line.at(file.size);
  line.looking();
  answer = await ask(`/uploads/${upload}/finish`, { method: 'POST', body: new URLSearchParams({ csrf: token() }) }, line);
  if (answer.status === 404) return true; // it was finished, and the answer was lost on its way: the page shows it
  if (answer.status !== 200 || answer.json.refused?.length) return line.refused(wordsOf(answer, form));
  return true;
}

async function sendAll(form, files) {
  const button = form.querySelector('button[type="submit"]');
  const input = form.querySelector('input[type="file"]');
  form.querySelector('.sending').replaceChildren();
  button.disabled = input.disabled = true;
  window.addEventListener('beforeunload', warn);
  let refused = 0;
  for (const file of files) if (!(await send(form, file))) refused++;
  window.removeEventListener('beforeunload', warn);
  button.disabled = input.disabled = false;
  input.value = '';
  if (refused) {
    form.querySelector('.note.error')?.scrollIntoView({ block: 'center' });
    return;
  }
  // the same page, with what is now attached
  location.hash = form.closest('section').id;
  location.reload();
}

const warn = (event) => event.preventDefault();

for (const form of document.querySelectorAll('form[data-upload]')) {
  const input = form.querySelector('input[type="file"]');
  const join = form.querySelector('input[name="join"]');
  const joinLine = join.closest('p');
  joinLine.hidden = true;
  input.addEventListener('change', () => {
    joinLine.hidden = input.files.length < 2 || ![...input.files].every((file) => file.type.startsWith('image/') || /\.hei[cf]$/i.test(file.name));
  });
  form.addEventListener('submit', (event) => {
    if (input.files.length === 0 || join.checked) return; // the form does it: words of the server, one PDF
    event.preventDefault();
    sendAll(form, [...input.files]);
  });
}
