/**
 * Answers a question while it is asked. `form[data-what-if]` asks by GET; whenever one of its fields changes, the page is
 * fetched with what the form says now, and every `[data-what-if-part]` is replaced by the server's. Nothing is saved: the
 * address says the same, so that it can be kept or sent. `input[type=range][data-slider-for]` and the field it names say
 * the same number. Without script the fields and the button do all of it.
 */
export function answerWhatIf(root) {
  for (const form of root.querySelectorAll('form[data-what-if]')) follow(form);
}

const PAUSE = 200;

function follow(form) {
  for (const slider of form.querySelectorAll('[data-slider-for]')) keepInStep(form, slider);
  let waiting;
  let asking;
  const ask = () => {
    clearTimeout(waiting);
    asking?.abort();
    asking = new AbortController();
    const address = addressOf(form);
    answer(form, address, asking.signal).catch((error) => {
      if (error.name !== 'AbortError')
        say(form, 'The figures could not be worked out. Send the form instead.');
    });
  };
  form.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    ask();
  });
}

/** What the page says first, and of each request that it approves. */
const told = (page) =>
  [...page.querySelectorAll('[data-what-if-part] .app-lead, [data-what-if-tells]')]
    .map((part) => part.textContent.trim())
    .join(' ');

/** A slider and its number: each follows the other. */
function keepInStep(form, slider) {
  const field = form.elements.namedItem(slider.dataset.sliderFor);
  if (!field) return;
  const unit = [...field.parentElement.querySelectorAll('.govuk-input__prefix, .govuk-input__suffix')];
  const describe = () => {
    const [before = '', after = ''] = ['prefix', 'suffix'].map(
      (kind) => unit.find((part) => part.classList.contains(`govuk-input__${kind}`))?.textContent ?? '',
    );
    slider.setAttribute('aria-valuetext', `${before}${field.value || '0'}${after ? ` ${after}` : ''}`);
  };
  slider.hidden = false;
  slider.addEventListener('input', () => {
    field.value = slider.value;
    describe();
  });
  field.addEventListener('input', () => {
    const number = Number(field.value.replaceAll(',', ''));
    if (Number.isFinite(number)) slider.value = String(number);
    describe();
  });
  describe();
}

/** Where the question leads: only what it asks, so that the address stays short. */
function addressOf(form) {
  const asked = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    const [, slug] = /^(?:amount|later|from|after)-(.+)$/.exec(name) ?? [];
    const chosen = (kind) => form.elements.namedItem(`${kind}-${slug}`)?.checked;
    if (slug === undefined || chosen(name.startsWith('after-') ? 'stop' : 'approve'))
      asked.append(name, value);
  }
  return `${form.action}?${asked}`;
}

async function answer(form, address, signal) {
  const response = await fetch(address, { headers: { accept: 'text/html' }, signal });
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  if (signal.aborted) return;
  if (!response.ok) {
    say(
      form,
      page.querySelector('.govuk-error-summary__list')?.textContent.trim() ?? 'This cannot be worked out.',
    );
    return;
  }
  for (const fresh of page.querySelectorAll('[data-what-if-part]')) {
    const part = document.querySelector(`[data-what-if-part="${CSS.escape(fresh.dataset.whatIfPart)}"]`);
    part?.replaceChildren(...[...fresh.childNodes].map((node) => document.importNode(node, true)));
  }
  document.title = page.title;
  history.replaceState(history.state, '', address);
  say(form, told(page));
}

function say(form, words) {
  const place = form.querySelector('[data-what-if-says]');
  if (!place) return;
  place.hidden = words === '';
  place.textContent = words;
}
