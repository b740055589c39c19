/** Adds new items to a live list each second, and copies codes. Without it, pages are as they were when they came. */
export const SCRIPT = `'use strict';
const status = document.getElementById('status');
const say = text => { status.textContent = text; };

document.addEventListener('click', async event => {
  const button = event.target.closest('[data-copy]');
  if (!button) return;
  const copied = await copy(button.dataset.copy);
  say(copied ? 'Copied.' : 'The browser does not let this page copy.');
  if (!copied) return;
  button.textContent = 'Copied';
  setTimeout(() => { button.textContent = 'Copy'; }, 2000);
});

/* Browsers offer the clipboard to loopback and over TLS only. */
async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text).then(() => true, () => false);
  const area = document.createElement('textarea');
  area.value = text;
  document.body.append(area);
  area.select();
  const copied = document.execCommand('copy');
  area.remove();
  return copied;
}

const list = document.querySelector('[data-live]');
const pause = document.getElementById('pause');
if (list && pause) {
  pause.hidden = false;
  pause.addEventListener('click', () => {
    const isPaused = pause.getAttribute('aria-pressed') !== 'true';
    pause.setAttribute('aria-pressed', String(isPaused));
    pause.textContent = isPaused ? 'Go on' : 'Pause';
    say(isPaused ? 'Paused.' : '');
  });
  next();
}

function next() { setTimeout(() => refresh().catch(() => say('The pool does not answer.')).finally(next), 1000); }

async function refresh() {
  if (document.hidden || pause.getAttribute('aria-pressed') === 'true') return;
  const url = new URL(list.dataset.live, location.href);
  url.searchParams.set('after', list.dataset.last);
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(String(answer.status));
  const last = Number(answer.headers.get('x-last'));
  if (last < Number(list.dataset.last)) return location.reload();
  list.dataset.last = String(last);
  const before = list.childElementCount;
  list.insertAdjacentHTML('afterbegin', await answer.text());
  const added = list.childElementCount - before;
  while (list.childElementCount > 500) list.lastElementChild.remove();
  if (added > 0) say(added + ' new ' + (added === 1 ? list.dataset.one : list.dataset.many) + '.');
  else if (status.textContent === 'The pool does not answer.') say('');
}
`;
