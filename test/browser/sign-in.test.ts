/** Somebody is invited, chooses a password, sets up a phone, and signs in with both. */
import { Secret, TOTP } from 'otpauth';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { browserTest, VISITOR } from './support.ts';

const site = browserTest();

const EMAIL = 'robin@example.org';
const PASSWORD = 'harbour violet tractor moon';
const STEP = 30_000;

/** The code an authenticator app shows, now or so many steps of half a minute later: each code works once. */
const codeOf = (secret: string, steps = 0): string =>
  new TOTP({ secret: Secret.fromBase32(secret.replaceAll(' ', '')) }).generate({
    timestamp: Date.now() + steps * STEP,
  });

const heading = (page: Page): Promise<string> => page.getByRole('heading', { level: 1 }).innerText();

async function invite(): Promise<string> {
  const page = await site().pageAs('System Administrator');
  await page.goto('/accounts');
  await page.getByRole('button', { name: 'Invite somebody' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Robin Example');
  await page.getByLabel('Email address').fill(EMAIL);
  await page.getByLabel('Agency').selectOption({ label: 'Cannock Chase Council' });
  await page.getByRole('button', { name: 'Send invitation' }).click();
  expect(await heading(page)).toBe('Robin Example');
  await page.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name: 'Mail' }).click();
  await page
    .getByRole('row', { name: EMAIL })
    .getByRole('link', { name: /^Your account at/ })
    .click();
  const letter = await page.getByRole('main').innerText();
  await page.close();
  return /\/invitation\/\S+/.exec(letter)?.[0] ?? '';
}

async function enrol(page: Page, invitation: string): Promise<string> {
  await page.goto(invitation);
  const secret = /Secret:\s*([A-Z2-7 ]+)/.exec(await page.getByRole('main').innerText())?.[1] ?? '';
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByLabel('Code from the app').fill(codeOf(secret));
  await page.getByRole('button', { name: 'Set up my account' }).click();
  expect(await heading(page)).toBe('Keep your recovery codes');
  await page.getByRole('button', { name: 'I have kept them' }).click();
  return secret;
}

async function givePassword(page: Page, password: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('Email address').fill(EMAIL);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Continue' }).click();
}

test('an invitation leads to a password, a phone, and a session that its owner can see and end', async () => {
  const invitation = await invite();
  const desk = await site().contextAs(VISITOR);
  const page = await desk.newPage();
  const secret = await enrol(page, invitation);

  await givePassword(page, 'not the password at all');
  expect(await page.getByRole('alert').innerText()).toContain('There is a problem');
  expect(await page.getByLabel('Email address').inputValue()).toBe(EMAIL);
  expect(await page.getByLabel('Password', { exact: true }).inputValue()).toBe('');

  await givePassword(page, PASSWORD);
  expect(await heading(page)).toBe('Enter your code');
  await page.getByLabel('Code').fill('000000');
  await page.getByRole('button', { name: 'Sign in' }).click();
  expect(await page.getByRole('alert').innerText()).toContain('There is a problem');
  await page.getByLabel('Code').fill(codeOf(secret, 1));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('link', { name: 'Robin Example' }).click();
  expect(await heading(page)).toBe('Your account');
  expect(await page.getByRole('row', { name: '(this one)' }).count()).toBe(1);

  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  expect(new URL(page.url()).pathname).toBe('/sign-in');
  await page.goto('/account');
  expect(new URL(page.url()).pathname).toBe('/sign-in');
  await page.goto(invitation);
  expect(await page.getByLabel('Password', { exact: true }).count()).toBe(0);
  await desk.close();
});

test('one click signs in as a post of the example, and a session on another device can be ended', async () => {
  const [desk, phone] = [await site().contextAs(VISITOR), await site().contextAs(VISITOR)];
  const pages = [];
  for (const context of [desk, phone]) {
    const page = await context.newPage();
    await page.goto('/agencies');
    await page.getByRole('link', { name: 'Choose a post and sign in with one click' }).click();
    await page.getByRole('button', { name: 'Sign in as LSP Manager' }).click();
    expect(new URL(page.url()).pathname).toBe('/agencies');
    pages.push(page);
  }
  const [atDesk, onPhone] = pages as [Page, Page];
  await atDesk.goto('/account');
  const ending = atDesk.getByRole('button', { name: /^End/ });
  expect(await ending.count()).toBe(1);
  await ending.click();
  await atDesk.getByRole('row', { name: '(this one)' }).waitFor();
  expect(await ending.count()).toBe(0);
  await onPhone.goto('/account');
  expect(new URL(onPhone.url()).pathname).toBe('/sign-in');
  await Promise.all([desk.close(), phone.close()]);
});

/** The session's page in a browser of its own, which is made to behave as told before any page loads. */
async function atAccount(options: BrowserContextOptions, spoil?: () => void): Promise<Page> {
  const context = await site().contextAs(VISITOR, options);
  if (spoil) await context.addInitScript(spoil);
  const page = await context.newPage();
  await page.goto('/sign-in/example');
  await page.getByRole('button', { name: 'Sign in as LSP Manager' }).click();
  await page.goto('/account');
  return page;
}

async function signsOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.waitForURL('**/sign-in');
  await page.goto('/account');
  expect(new URL(page.url()).pathname).toBe('/sign-in');
  await page.context().close();
}

test('signing out works without JavaScript', async () => {
  await signsOut(await atAccount({ javaScriptEnabled: false }));
});

test('signing out works where the device keeps something and its storage hangs, fails or is forbidden', async () => {
  const spoilt = [
    () => {
      localStorage.setItem('concord-device', '1');
      IDBFactory.prototype.open = () => new EventTarget() as IDBOpenDBRequest;
      CacheStorage.prototype.delete = () => new Promise(() => undefined);
    },
    () => {
      localStorage.setItem('concord-device', '1');
      IDBFactory.prototype.open = () => {
        throw new DOMException('The disk is full', 'UnknownError');
      };
      Object.defineProperty(window, 'caches', { get: () => undefined });
    },
    () => {
      Storage.prototype.getItem = () => {
        throw new DOMException('Storage is forbidden', 'SecurityError');
      };
      Object.defineProperty(navigator, 'serviceWorker', { get: () => undefined });
    },
  ];
  for (const spoil of spoilt) await signsOut(await atAccount({}, spoil));
  // What such a storage says to the pages themselves is not the question here.
  site().complaints.length = 0;
});
