import { beforeAll, expect, test } from 'vitest';
import { newId } from '../../kernel/ids.ts';
import { plainDate } from '../../kernel/plain-date.ts';
import { isRefusal } from '../../kernel/refusal.ts';
import { readSettings } from '../../platform/settings.ts';
import { type BuiltReport, buildReport } from './build.ts';
import { linksOf } from './links.ts';
import { FORMATS, type ReportJson, renderReport } from './render.ts';
import { reportDesk } from './testing/desk.ts';
import { AS_AT } from './testing/facts.ts';

const { db, offers, editor, template, crimesAre, begin, write, approved } = reportDesk();
const settings = readSettings({});

async function built(asAt = AS_AT): Promise<BuiltReport> {
  const services = { pool: db().pool, offers: offers as never, settings };
  const report = await buildReport(services, editor(), { template: template(), asAt });
  if (isRefusal(report)) throw new Error(report.message);
  return report;
}

const json = async (report: BuiltReport): Promise<ReportJson> =>
  JSON.parse(String(await renderReport(report, 'json', report.meta))) as ReportJson;

test('the same data and date give the same bytes in every format', async () => {
  const id = await begin();
  await write(id, 'section.purpose', 'There were {{figure:indicator.crime.latest}} crimes.');
  for (const format of FORMATS) {
    const [first, second] = [
      await renderReport(await built(), format),
      await renderReport(await built(), format),
    ];
    if (isRefusal(first) || isRefusal(second)) throw new Error(`There is no ${format}`);
    expect(first.length).toBeGreaterThan(500);
    expect(first.equals(second)).toBe(true);
  }
});

test('changing one observation changes the sentence, the figure and its table together', async () => {
  const id = await begin();
  await write(id, 'section.purpose', 'There were {{figure:indicator.crime.latest}} crimes.');
  crimesAre('5,910', 5910);
  const { sections, figures } = await json(await built());
  expect(sections.find((section) => section.key === 'purpose')?.text).toContain('There were 5,910 crimes.');
  expect(sections.find((section) => section.key === 'safety')?.text).toContain('| 5,910 |');
  expect(figures).toMatchObject([{ name: 'indicator.crime.latest', value: 5910, text: '5,910' }]);
});

test('every figure of the data says its value, unit, sentence, source, query, rows and date', async () => {
  const id = await begin();
  await write(id, 'section.purpose', '{{figure:indicator.crime.latest}}');
  const [figure] = (await json(await built())).figures;
  expect(Object.keys(figure ?? {}).sort()).toEqual([
    'asAt',
    'name',
    'query',
    'rows',
    'sentence',
    'source',
    'text',
    'unit',
    'value',
  ]);
});

test('a report nobody has begun is built with the words of the last edition', async () => {
  await approved();
  const report = await built(plainDate('2013-04-18'));
  expect(report.meta).toEqual({ state: 'draft' });
  expect(report.facts.texts.get('section.purpose')).toMatchObject({ origin: 'copied' });
});

test('a report of an approved date says so, and is built from live data all the same', async () => {
  const edition = await approved();
  crimesAre('5,910', 5910);
  const { report, figures } = await json(await built());
  expect(report).toMatchObject({ state: 'approved', edition: { id: edition } });
  expect(figures[0]?.text).toBe('5,910');
});

test('an unknown template is refused by its name', async () => {
  const services = { pool: db().pool, offers: offers as never, settings };
  const refusal = await buildReport(services, editor(), { template: 'unheard-of', asAt: AS_AT });
  expect(refusal).toMatchObject({ refused: 'no-such-template' });
});

const agency = newId<'agency'>();
beforeAll(async () => {
  const actor = db().with('read', 'partners.edit');
  await db().does(actor, (tx) =>
    tx
      .insertInto('partners.agency')
      .values({
        partnership_id: db().partnershipId,
        id: agency,
        slug: 'police',
        name: 'Police',
        short_name: 'Police',
        sector: 'police',
        statutory: true,
      })
      .execute(),
  );
});

test('figures lead to the things they are about, by kind and slug', async () => {
  const names = ['agency.police.posts', 'agency.fire.posts', 'plan.police.cash'];
  const links = await db().does(editor(), (tx) =>
    linksOf(tx, editor(), 'select partnership_id, kind, id, title, path from partners.kinds', names),
  );
  expect(links).toEqual([{ to_kind: 'agency', to_id: agency }]);
});
