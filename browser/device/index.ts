/** Referrals without signal: the form that opens anywhere, what waits on this device, and its end. */
import { type Catalogue, element } from './fields.ts';
import { deviceForm } from './form.ts';
import { askKey, sendWaiting } from './send.ts';
import { type Kept, keepsSomething, knownAccount, listKept, wipe, wipeAll, wipeExpired } from './vault.ts';

const SCOPE = '/casework/refer';
const EVERY_MINUTE = 60_000;
const LONGEST_WIPE = 3_000;

/** Works on every page: what ran out is wiped wherever somebody is, and everything when they sign out. */
export function keepDevice(root: Document): void {
  if (!('indexedDB' in window) || !window.isSecureContext) return;
  wipeOnSignOut(root);
  if (keepsSomething()) void wipeExpired();
  if (location.pathname !== SCOPE && !location.pathname.startsWith(`${SCOPE}/`)) return;
  void prepare();
  const device = root.querySelector<HTMLElement>('[data-device-form]');
  if (device) void openDevice(device);
  const waiting = root.querySelector<HTMLElement>('[data-offline-waiting]');
  if (waiting)
    void followWaiting(waiting, undefined, (visit) => {
      location.href = `${SCOPE}/device#${visit.id}`;
    });
}

/** Signing out waits for the wipe only where something is kept, and never long: a second press goes at once. */
function wipeOnSignOut(root: Document): void {
  for (const form of root.querySelectorAll<HTMLFormElement>('form[data-clears-drafts]'))
    form.addEventListener('submit', (event) => {
      if (form.dataset.wiping) return;
      const wiped = wipeDevice().catch(() => undefined);
      if (!keepsSomething()) return;
      event.preventDefault();
      form.dataset.wiping = 'true';
      const late = new Promise((resolve) => setTimeout(resolve, LONGEST_WIPE));
      void Promise.race([wiped, late]).then(() => {
        delete form.dataset.wiping;
        form.submit();
      });
    });
}

/** Whatever of it fails or is missing in this browser, the rest is wiped. */
async function wipeDevice(): Promise<void> {
  const forget = async (): Promise<void> => {
    navigator.serviceWorker?.controller?.postMessage('forget');
    await caches.delete('concord-device');
  };
  await Promise.allSettled([wipeAll(), forget()]);
}

/** Has the form ready for when there is no signal. */
async function prepare(): Promise<void> {
  if (!navigator.onLine || !('serviceWorker' in navigator)) return;
  // Who is signed in is known before the form can be opened without signal.
  if (typeof (await askKey()) === 'string') return;
  await navigator.serviceWorker.register('/assets/service-worker.js', { scope: SCOPE });
  const { active } = await navigator.serviceWorker.ready;
  active?.postMessage('renew');
}

async function readCatalogue(): Promise<Catalogue | undefined> {
  const answer = await fetch(`${SCOPE}/catalogue`).catch(() => undefined);
  if (!answer?.ok || answer.redirected) return undefined;
  return (await answer.json().catch(() => undefined)) as Catalogue | undefined;
}

async function openDevice(device: HTMLElement): Promise<void> {
  const [catalogue, account] = [await readCatalogue(), (await accountNow()) ?? ''];
  const signal = device.querySelector<HTMLElement>('[data-device-signal]');
  const list = device.querySelector<HTMLElement>('[data-device-list]');
  const start = device.querySelector<HTMLButtonElement>('[data-device-start]');
  const waiting = device.querySelector<HTMLElement>('[data-device-waiting]');
  if (!signal || !list || !start || !waiting) return;
  if (!catalogue || account === '') {
    signal.textContent =
      'Open this page once while you are signed in and have signal; then it works without.';
    return;
  }
  const kept = device.querySelector('[data-device-kept]');
  if (kept)
    kept.textContent = `What you write is encrypted on this device, sent once when there is signal, and wiped when you sign out or after ${catalogue.hours} hours.`;
  const say = (): void => {
    signal.textContent = navigator.onLine
      ? 'There is signal: what you send goes at once.'
      : 'No signal: what you send waits on this device, and goes when signal returns.';
  };
  say();
  for (const event of ['online', 'offline'] as const) window.addEventListener(event, say);
  const back = (): void => {
    list.hidden = false;
    void follow.again();
  };
  const form = deviceForm(device, catalogue, account, back, back);
  const write = (visit: Kept | undefined): void => {
    list.hidden = true;
    form.write(visit);
  };
  const follow = await followWaiting(waiting, account, write);
  start.addEventListener('click', () => write(undefined));
  const ready = device.querySelector<HTMLElement>('[data-device-ready]');
  if (ready) ready.hidden = false;
  const asked = (await listKept(account)).find(({ id }) => `#${id}` === location.hash);
  if (asked) write(asked);
}

async function accountNow(): Promise<string | undefined> {
  const key = navigator.onLine ? await askKey() : 'no-signal';
  return typeof key === 'string' ? knownAccount() : key.account;
}

/** Shows what waits here and sends it when there is signal: now, and whenever it returns. */
async function followWaiting(
  place: HTMLElement,
  account: string | undefined,
  open: (visit: Kept) => void,
): Promise<{ again: () => Promise<void> }> {
  const says = element('div', { role: 'status' });
  const list = element('ul', { class: 'govuk-list' });
  place.replaceChildren(says, list);
  const draw = async (): Promise<void> => {
    const all = await listKept(account ?? (await knownAccount()));
    place.hidden = all.length === 0 && says.childElementCount === 0;
    list.replaceChildren(...all.map((visit) => item(visit, open, draw)));
  };
  const again = async (): Promise<void> => {
    await draw();
    tell(says, await sendWaiting());
    await draw();
  };
  window.addEventListener('online', () => void again());
  setInterval(() => void draw(), EVERY_MINUTE);
  await again();
  return { again };
}

const clock = (at: number): string =>
  new Date(at).toLocaleString('en-GB', {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });

/** A visit is shown by its time only: whom it is about is seen when it is opened. */
function item(visit: Kept, open: (visit: Kept) => void, draw: () => Promise<void>): HTMLElement {
  const state = {
    writing: 'not finished',
    ready: 'waits for signal',
    refused: `was not taken: ${visit.problem ?? ''}`,
  }[visit.state];
  const button = (text: string, act: () => void): HTMLElement => {
    const made = element(
      'button',
      { type: 'button', class: 'govuk-button govuk-button--secondary app-button--small' },
      text,
    );
    made.addEventListener('click', act);
    return made;
  };
  return element(
    'li',
    { 'data-device-visit': visit.state },
    `Written ${clock(visit.at)}, ${state}. Wiped ${clock(visit.wipeAt)}. `,
    button('Open', () => open(visit)),
    ' ',
    button('Throw away', () => void wipe(visit.id).then(draw)),
  );
}

function tell(place: HTMLElement, sending: Awaited<ReturnType<typeof sendWaiting>>): void {
  const says = (...content: readonly (Node | string)[]): void =>
    place.replaceChildren(element('p', { class: 'govuk-body' }, ...content));
  const link = (href: string, text: string) => element('a', { class: 'govuk-link', href }, text);
  if (sending.is === 'sign-in')
    says(link(`/sign-in?next=${encodeURIComponent(SCOPE)}`, 'Sign in to send what waits'));
  else if (sending.is === 'purpose')
    says(link(`/casework/purpose?next=${encodeURIComponent(SCOPE)}`, 'Choose a purpose to send what waits'));
  else if (sending.is === 'sent' && sending.references.length > 0)
    says(
      'Sent: ',
      ...sending.references.flatMap((reference, at) => [
        ...(at > 0 ? [', '] : []),
        link(`/casework/referrals/${reference}`, reference),
      ]),
    );
}
