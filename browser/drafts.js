/**
 * Keeps what somebody typed in a form marked `data-draft="a-key"` until it is posted, so that a lost connection or
 * a wrong turn costs nothing. Drafts live in this tab's session storage only; passwords, files and hidden fields
 * are never kept, and a form marked `data-clears-drafts` (sign out) removes them all.
 */
const PREFIX = 'concord-draft:';
const NEVER_KEPT = new Set(['hidden', 'password', 'file', 'submit', 'button', 'reset', 'image']);

export function keepDrafts(root) {
  forgetPosted();
  for (const form of root.querySelectorAll('form[data-draft]')) keepDraftOf(form);
  for (const form of root.querySelectorAll('form[data-clears-drafts]')) {
    form.addEventListener('submit', () => draftKeys().forEach((key) => void sessionStorage.removeItem(key)));
  }
}

function keepDraftOf(form) {
  const key = PREFIX + form.dataset.draft;
  const draft = read(key);
  if (draft && restore(form, draft.fields)) announce(form, draft.at, key);
  form.addEventListener('input', () => write(key, { at: Date.now(), fields: fieldsOf(form) }));
  form.addEventListener('submit', (event) => {
    if (event.defaultPrevented) return;
    const typed = read(key);
    if (typed) write(key, { ...typed, posted: true });
  });
}

/** A page that loads after a post is the server's answer; it either took the input or shows it again itself. */
function forgetPosted() {
  for (const key of draftKeys()) if (read(key)?.posted) sessionStorage.removeItem(key);
}

const keepable = (form) =>
  [...form.elements].filter(
    (field) => field.name && !NEVER_KEPT.has(field.type) && field.autocomplete !== 'one-time-code',
  );

function fieldsOf(form) {
  const fields = [];
  for (const field of keepable(form)) {
    if (field.type === 'checkbox' || field.type === 'radio')
      fields.push([field.name, field.value, field.checked]);
    else fields.push([field.name, field.value]);
  }
  return fields;
}

/** Puts kept values back; true when that changed anything. */
function restore(form, fields) {
  let changed = false;
  const waiting = [...fields];
  for (const field of keepable(form)) {
    const ticks = field.type === 'checkbox' || field.type === 'radio';
    const at = waiting.findIndex(([name, value]) => name === field.name && (!ticks || value === field.value));
    if (at < 0) continue;
    const [, value, checked] = waiting.splice(at, 1)[0];
    if (ticks ? field.checked === checked : field.value === value) continue;
    if (ticks) field.checked = checked;
    else field.value = value;
    field.dispatchEvent(new Event('change', { bubbles: true }));
    changed = true;
  }
  return changed;
}

function announce(form, at, key) {
  const notice = document.createElement('div');
  notice.className = 'app-draft-notice';
  notice.setAttribute('role', 'status');
  const time = new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  const words = document.createElement('p');
  words.className = 'govuk-body';
  words.textContent = `We kept what you typed at ${time}. It has not been sent yet.`;
  const discard = document.createElement('button');
  discard.type = 'button';
  discard.className = 'govuk-button govuk-button--secondary app-button--small';
  discard.textContent = 'Discard what I typed';
  discard.addEventListener('click', () => {
    sessionStorage.removeItem(key);
    form.reset();
    notice.remove();
  });
  notice.append(words, discard);
  form.prepend(notice);
}

const draftKeys = () => {
  try {
    return Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX));
  } catch {
    return [];
  }
};

function read(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null');
  } catch {
    return null;
  }
}

function write(key, draft) {
  try {
    sessionStorage.setItem(key, JSON.stringify(draft));
  } catch {
    // Storage is full or forbidden: the form still works, it is only not kept.
  }
}
