import { beforeAll, describe, expect, test } from 'vitest';
import { testApp } from '../../../../test/support/app.ts';
import { orThrow } from '../../../kernel/refusal.ts';
import { access } from '../../access/module.ts';
import { partners } from '../../partners/module.ts';
import { places } from '../../places/module.ts';
import { defineIndicator } from '../indicators.ts';
import { intelligence } from '../module.ts';

const concord = testApp({ modules: [partners, access, places, intelligence] });
const TABLES = '/indicators/import/tables';
const MAY = ['observations.record', 'indicators.edit'];
const FILE = 'Title of the table\nMonth,Crimes,Remark\nOct 2012,12,\nNov 2012,*,hidden\nDec 2012,9,\n';

type Hand = Awaited<ReturnType<ReturnType<typeof concord>['signInAs']>>;

/** Sends a file as a browser does. */
const upload = (hand: Hand, fields: Record<string, string>, name: string, text: string) => {
  const part = (head: string, content: string) =>
    `--edge\r\nContent-Disposition: form-data; ${head}\r\n\r\n${content}\r\n`;
  const parts = Object.entries(fields).map(([field, value]) => part(`name="${field}"`, value));
  const file = part(`name="file"; filename="${name}"\r\nContent-Type: application/octet-stream`, text);
  return hand.send('POST', TABLES, Buffer.from(`${parts.join('')}${file}--edge--\r\n`), {
    'content-type': 'multipart/form-data; boundary=edge',
  });
};

const hidden = (body: string, name: string): string => {
  const found = new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? '';
  return found.replaceAll('&quot;', '"').replaceAll('&amp;', '&').replaceAll('&#39;', "'");
};

beforeAll(async () => {
  const { db } = concord();
  const hand = db.with('read', 'indicators.edit');
  await db.does(hand, async (tx) =>
    orThrow(
      await defineIndicator(tx, hand, {
        slug: 'recorded-crime',
        title: 'Recorded crime',
        kind: 'number',
        direction: 'lower',
      }),
    ),
  );
});

describe('a spreadsheet of any shape', () => {
  test('is uploaded, its columns are said, every row is accounted for, and the mapping is kept', async () => {
    const hand = await concord().signInAs(...MAY);
    expect((await hand.get(TABLES)).body).toContain('Fingertips');
    const columns = await upload(hand, { mapping: '' }, 'crimes.csv', FILE);
    expect(columns.statusCode).toBe(200);
    for (const says of ['Which column is what?', 'crimes.csv', '<option value="Remark">'])
      expect(columns.body).toContain(says);
    const file = hidden(columns.body, 'file');
    const said = {
      file,
      shape: 'long',
      indicator: '',
      periodColumn: 'Month',
      valueColumn: 'Crimes',
      source: 'Police',
      licence: 'Given to the partnership',
    };
    const lacking = await hand.form(`${TABLES}/preview`, said);
    expect(lacking.statusCode).toBe(422);
    expect(lacking.body).toContain('Choose the indicator');
    expect(lacking.body).toContain('value="Given to the partnership"');
    const preview = await hand.form(`${TABLES}/preview`, { ...said, indicator: 'recorded-crime' });
    for (const says of ['of 3 rows, 2 used; 2 figures to add', 'It has no value.'])
      expect(preview.body).toContain(says);
    const mapping = hidden(preview.body, 'mapping');
    const done = await hand.form(`${TABLES}/confirmation`, { file, mapping, saveAs: 'Police months' });
    expect(done.statusCode).toBe(303);
    const account = await hand.get(String(done.headers.location));
    for (const says of ['crimes.csv', '3 rows read: 2 added', 'Given to the partnership', 'SHA-256'])
      expect(account.body).toContain(says);
    const again = await upload(hand, { mapping: 'police-months' }, 'crimes.csv', FILE);
    expect(again.body).toContain('0 figures to add, 0 to change, 2 unchanged');
  });

  test('what is imported and what is kept is listed, and a mapping is removed', async () => {
    const hand = await concord().signInAs(...MAY);
    expect((await hand.get('/indicators/imports')).body).toContain('crimes.csv');
    expect((await hand.get(`${TABLES}/mappings`)).body).toContain('Police months');
    expect((await hand.form(`${TABLES}/mappings/police-months/removal`, {})).statusCode).toBe(303);
    expect((await hand.get(`${TABLES}/mappings`)).body).not.toContain('Police months');
    expect((await hand.get('/indicators/imports/none')).statusCode).toBe(404);
    const api = (await hand.get('/api/v1/imports')).json<{ items: unknown[] }>();
    expect(api.items).toMatchObject([{ file: 'crimes.csv', read: 3, notUsed: 1 }]);
  });

  test('a name of the file is joined to an indicator of ours on the preview', async () => {
    const hand = await concord().signInAs(...MAY);
    const text = 'Measure,Month,Value\nAll crime,Jan 2012,5\n';
    const columns = await upload(hand, { mapping: '' }, 'all.csv', text);
    const file = hidden(columns.body, 'file');
    const preview = await hand.form(`${TABLES}/preview`, {
      file,
      shape: 'long',
      indicatorColumn: 'Measure',
      periodColumn: 'Month',
      valueColumn: 'Value',
    });
    expect(preview.body).toContain('joined to none of ours');
    const joined = await hand.form(`${TABLES}/preview`, {
      file,
      mapping: hidden(preview.body, 'mapping'),
      'name-0': 'All crime',
      'join-0': 'recorded-crime',
    });
    expect(joined.body).toContain('1 figure to add');
    const otherwise = await hand.form(`${TABLES}/columns`, { file, mapping: hidden(joined.body, 'mapping') });
    expect(otherwise.body).toContain('Which column is what?');
  });

  test('a file about places that nobody gave a code says how a place becomes ours', async () => {
    const hand = await concord().signInAs(...MAY);
    const columns = await upload(
      hand,
      { mapping: '' },
      'places.csv',
      'Area,Month,Value\nE07999999,Jan 2012,5\n',
    );
    const said = {
      file: hidden(columns.body, 'file'),
      shape: 'long',
      indicator: 'recorded-crime',
      placeColumn: 'Area',
      periodColumn: 'Month',
      valueColumn: 'Value',
    };
    const preview = await hand.form(`${TABLES}/preview`, said);
    for (const says of ['It is of a place that is not ours.', 'give it the code that the file has'])
      expect(preview.body).toContain(says);
    const own = await hand.form(`${TABLES}/preview`, { ...said, ownPlace: 'E07999999' });
    expect(own.body).toContain('1 figure to add');
    expect(own.body).not.toContain('give it the code that the file has');
  });

  test('a file that is no table, and one of somebody else, is refused with what to do', async () => {
    const hand = await concord().signInAs(...MAY);
    const other = await concord().signInAs(...MAY);
    const none = await upload(hand, { mapping: '' }, 'x.xlsx', 'PK\u0003\u0004x');
    expect(none.statusCode).toBe(422);
    expect(none.body).toContain('Save it as .xlsx');
    const mine = await upload(hand, { mapping: '' }, 'all.csv', FILE);
    const theirs = await other.form(`${TABLES}/preview`, { file: hidden(mine.body, 'file'), shape: 'long' });
    expect(theirs.body).toContain('not there any more');
  });

  test('who only reads sees what was brought in and imports nothing', async () => {
    const reader = await concord().signInAs();
    expect((await reader.get('/indicators/imports')).statusCode).toBe(200);
    expect((await reader.get(TABLES)).statusCode).toBe(403);
    expect((await reader.form(`${TABLES}/confirmation`, {})).statusCode).toBe(403);
  });
});
