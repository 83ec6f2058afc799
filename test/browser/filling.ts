/** Forms filled in by somebody who has little to say. */
import type { Page } from 'playwright-core';

/**
 * Opens a page, fills in its form with the first of everything and sends it: its longest form, unless `which` says how the
 * path ends that the form is sent to. Gives the path that it leads to.
 */
export async function sendForm(page: Page, path: string, which = ''): Promise<string> {
  await page.goto(path);
  const { action, fields } = await page.evaluate(filledIn, which);
  const cookies = await page.context().cookies();
  const answer = await fetch(new URL(action, page.url()), {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') },
    body: new URLSearchParams(fields.map(([name, value]) => [name, value])),
  });
  const to = answer.headers.get('location');
  await page.close();
  if (answer.status === 303 && to) return to;
  const errors = [...(await answer.text()).matchAll(/<a href="#([^"]*)"[^>]*>([^<]*)/g)];
  throw new Error(
    `${path} answered ${answer.status}: ${errors.map(([, field, what]) => `${field}: ${what}`).join('; ')}`,
  );
}

/** Runs in the page: where its form goes, and its fields with something in each. */
function filledIn(which: string): { action: string; fields: [string, string][] } {
  const forms = [...document.querySelectorAll<HTMLFormElement>('main form[method=post]')].filter((one) =>
    one.action.endsWith(which),
  );
  const form = forms.sort((a, b) => b.elements.length - a.elements.length)[0];
  if (!form) throw new Error('No form is here');
  const SAID: readonly (readonly [RegExp, string])[] = [
    [/birth$/i, '27 3 1980'],
    [/birth.*year$/i, '1980'],
    [/day$/i, '17'],
    [/month$/i, '1'],
    [/year$/i, '2013'],
    [/amount$/i, '100'],
    [/age_?band/i, '65+'],
  ];
  const names = new Set<string>();
  for (const field of form.elements) {
    if (field instanceof HTMLTextAreaElement) field.value ||= 'In a few words';
    if (field instanceof HTMLSelectElement && field.value === '') {
      const values = [...field.options].map(({ value }) => value).filter((value) => value !== '');
      // Where something goes is not where it comes from.
      field.value = (/^to[A-Z]/.test(field.name) ? values.at(-1) : values[0]) ?? '';
    }
    if (!(field instanceof HTMLInputElement) || field.type === 'hidden') continue;
    if (field.type === 'radio' || field.type === 'checkbox') {
      if (!names.has(field.name)) field.checked = true;
    } else if (field.value === '') {
      field.value =
        SAID.find(([name]) => name.test(field.name))?.[1] ??
        (field.inputMode === 'numeric' ? '1' : 'In a few words');
    }
    names.add(field.name);
  }
  return {
    action: form.action,
    fields: [...new FormData(form)].flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value] as [string, string]] : [],
    ),
  };
}
