/**
 * Keeps the screen of a meeting up to date while somebody writes on it. `[data-live]` names a stream of events; after
 * each, the page is fetched again and every `[data-part]` that differs is replaced, with what was typed, opened and
 * focused in it put back. A form marked `data-in-place` is sent without leaving the page; when it is refused, it is sent
 * again the ordinary way, and the server's page shows what is wrong. Without script all of it works by links and forms.
 */
export function followMeeting(root) {
  for (const place of root.querySelectorAll('[data-live]')) follow(place);
  root.addEventListener('submit', sendInPlace);
  root.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    const form = event.target.closest?.('form[data-in-place]');
    if (form && event.target.tagName === 'TEXTAREA') form.requestSubmit();
  });
}

const newKey = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** Pages are asked for one after another and may arrive in another order: an older one never replaces a newer. */
let asked = 0;
let shown = 0;

async function ask(address, options) {
  asked += 1;
  const order = asked;
  const answer = await fetch(address, { ...options, headers: { accept: 'text/html' } });
  if (!answer.ok) return { refused: true };
  return { order, page: new DOMParser().parseFromString(await answer.text(), 'text/html') };
}

const withoutKeys = (html) => html.replace(/(name="_(form|csrf)" value=")[^"]*/g, '$1');

/** What each part was when the server last sent it. */
const sent = new Map();

function remember(page) {
  for (const part of page.querySelectorAll('[data-part]'))
    sent.set(part.dataset.part, withoutKeys(part.innerHTML));
}

/** How many forms are on their way: their answers bring the page up to date, and nothing may replace them before. */
let sending = 0;
/** The mark that the stream told last. */
let latest;

function follow(place) {
  remember(document);
  const stream = new EventSource(place.dataset.live);
  const link = place.querySelector('[data-live-link]');
  stream.addEventListener('open', () => {
    if (link) link.hidden = true;
  });
  stream.addEventListener('message', ({ data }) => {
    latest = JSON.parse(data).mark;
    catchUp(place);
  });
  stream.addEventListener('error', () => {
    if (link && stream.readyState === EventSource.CLOSED) link.hidden = false;
  });
  window.addEventListener('pagehide', () => stream.close(), { once: true });
}

/** Fetches the page again when something was recorded since it was drawn. */
async function catchUp(place) {
  if (sending > 0 || latest === undefined || latest === place.dataset.mark) return;
  const answer = await ask(location.href).catch(() => undefined);
  if (answer?.page && sending === 0) show(answer, place);
}

/** Brings the parts up to date. */
function show({ page, order }, place) {
  if (order < shown) return;
  shown = order;
  let changed = false;
  const mark = page.querySelector('[data-live]')?.dataset.mark;
  if (place && mark) place.dataset.mark = mark;
  for (const fresh of page.querySelectorAll('[data-part]')) {
    const name = fresh.dataset.part;
    const html = withoutKeys(fresh.innerHTML);
    if (sent.get(name) === html) continue;
    const part = document.querySelector(`[data-part="${CSS.escape(name)}"]`);
    if (!part) continue;
    replace(part, fresh);
    sent.set(name, html);
    changed = true;
  }
  const says = place?.querySelector('[data-live-says]');
  if (changed && says)
    says.textContent = page.querySelector('[data-part="quorum"]')?.textContent.trim() ?? '';
}

/** The option that a choice has before anybody chose. */
const firstChoice = (field) =>
  Math.max(
    0,
    [...field.options].findIndex((option) => option.defaultSelected),
  );

const isTyped = (field) => {
  if (field.tagName === 'SELECT') return field.selectedIndex !== firstChoice(field);
  return /^(radio|checkbox)$/.test(field.type)
    ? field.checked !== field.defaultChecked
    : field.value !== field.defaultValue;
};

function replace(part, fresh) {
  const typed = [...part.querySelectorAll('input[id], textarea[id], select[id]')].filter(isTyped);
  const opened = [...part.querySelectorAll('details[id][open]')].map(({ id }) => id);
  const focus = part.contains(document.activeElement) ? document.activeElement : undefined;
  const caret = focus && 'selectionStart' in focus ? [focus.selectionStart, focus.selectionEnd] : undefined;
  part.className = fresh.className;
  part.replaceChildren(...[...fresh.childNodes].map((node) => document.importNode(node, true)));
  for (const id of opened) document.getElementById(id)?.setAttribute('open', '');
  for (const old of typed) {
    const field = document.getElementById(old.id);
    if (!field) continue;
    if (/^(radio|checkbox)$/.test(old.type)) field.checked = old.checked;
    else field.value = old.value;
  }
  // What had the focus may be gone, as the button that was pressed; then the part has it, and the next key goes on from there.
  if (!focus) return;
  const now = document.getElementById(focus.id) ?? part;
  now.focus({ preventScroll: true });
  if (caret && now.type === focus.type && caret[0] !== null) now.setSelectionRange(...caret);
}

async function sendInPlace(event) {
  const form = event.target;
  if (event.defaultPrevented || !('inPlace' in form.dataset)) return;
  event.preventDefault();
  if (form.dataset.sending) return;
  form.dataset.sending = 'true';
  sending += 1;
  // A key for each sending, kept in the form: two forms of one page are two sendings, and a repeated one is the same.
  form.elements.namedItem('_form').value = newKey();
  const fields = new FormData(form, event.submitter);
  const place = form.closest('[data-live]');
  try {
    const answer = await ask(form.action, { method: 'POST', body: new URLSearchParams(fields) });
    if (answer.refused) return sendAsUsual(form, event.submitter);
    settle(form, answer.page, fields);
    show(answer, place);
  } catch {
    sendAsUsual(form, event.submitter);
  } finally {
    delete form.dataset.sending;
    sending -= 1;
    if (place) catchUp(place);
  }
}

/** After a form was taken it stands as the server now has it; what was typed since it was sent stays. */
function settle(form, page, fields) {
  form.closest('details')?.removeAttribute('open');
  // A form inside a part is replaced with the part.
  if (form.closest('[data-part]')) return form.reset();
  const action = form.getAttribute('action');
  const fresh = [...page.querySelectorAll('form[data-in-place]')].find(
    (one) => one.getAttribute('action') === action,
  );
  for (const field of form.elements) {
    const now = fresh?.elements.namedItem(field.name);
    if (!now || !('defaultValue' in now)) continue;
    const untouched = field.type === 'hidden' || sameWords(field.value, fields.get(field.name));
    field.defaultValue = now.defaultValue;
    if (untouched) field.value = now.defaultValue;
  }
}

const sameWords = (one, other) =>
  one.replaceAll(/\r?\n/g, '\n') === String(other ?? '').replaceAll(/\r?\n/g, '\n');

function sendAsUsual(form, submitter) {
  if (submitter?.name) {
    const field = document.createElement('input');
    field.type = 'hidden';
    field.name = submitter.name;
    field.value = submitter.value;
    form.append(field);
  }
  form.submit();
}
