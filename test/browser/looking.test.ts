/** What is said against a page that axe says nothing against. */
import { expect, test } from 'vitest';
import { misnamed } from './looking.ts';
import { launch } from './support.ts';

const said = async (body: string): Promise<string[]> => {
  const browser = await launch();
  try {
    const page = await browser.newPage();
    await page.setContent(`<main>${body}</main>`);
    return await misnamed(page);
  } finally {
    await browser.close();
  }
};

test('a heading that takes the id of a field takes its label too', async () => {
  const field = '<label for="compare">Period</label><select id="compare"><option>2011/12</option></select>';
  expect(await said(`<h2 id="compare">Compare</h2>${field}`)).toEqual([
    'the id compare stands 2 times',
    'no name: select compare',
  ]);
  expect(await said(`<h2 id="compare-with">Compare</h2>${field}`)).toEqual([]);
});

test('every control needs a name, whichever way it comes to it', async () => {
  expect(
    await said(`<label>Name <input name="a"></label><input aria-label="Search"><textarea title="Note"></textarea>
      <b id="day">Day</b><input aria-labelledby="none day"><button>Go</button><input type="submit" value="Send">
      <input type="hidden" name="key"><input name="b"><button id="c"> </button>`),
  ).toEqual(['no name: input b', 'no name: button c']);
});
