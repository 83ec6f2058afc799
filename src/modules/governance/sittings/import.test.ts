import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { isRefusal, orThrow } from '../../../kernel/refusal.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import { allWritten } from '../../../platform/import-rows.ts';
import { loadPartnersExample } from '../../partners/index.ts';
import { importBodies, importSittings } from '../import.ts';
import { listSittings } from '../queries.ts';
import { importAgendaItems, importPapers } from './import.ts';
import { listAgenda, listPapers } from './queries.ts';

const db = testDatabase();
const files = (name: string) => readFileSync(`examples/cannock-chase/${name}`, 'utf8');
const editor = () => db().with('read', 'partners.edit', 'governance.edit');

beforeAll(async () => {
  const actor = editor();
  const write = { write: true };
  await db().does(actor, async (tx) => {
    orThrow(await loadPartnersExample(tx, actor, files));
    orThrow(allWritten(orThrow(await importBodies(tx, actor, files('bodies.csv'), write))));
    orThrow(allWritten(orThrow(await importSittings(tx, actor, files('sittings.csv'), write))));
  });
});

test('the agenda of 30 November 2012 says what was asked of the Executive Board, and holds what it had before it', async () => {
  const actor = editor();
  const write = { write: true };
  const found = await db().does(actor, async (tx) => {
    orThrow(allWritten(orThrow(await importAgendaItems(tx, actor, files('agenda-items.csv'), write))));
    orThrow(allWritten(orThrow(await importPapers(tx, actor, files('papers.csv'), write))));
    const sitting = (await listSittings(tx)).find(
      ({ bodySlug, day }) => bodySlug === 'executive-board' && day === '2012-11-30',
    );
    if (!sitting) throw new Error('missing');
    return { items: await listAgenda(tx, sitting.id), papers: await listPapers(tx, sitting.id) };
  });
  expect(found.items.map(({ number, title, type }) => `${number} ${title} (${type})`)).toEqual([
    '1 Health and Wellbeing Commissioning Partnership: terms of reference (decision)',
    '2 Apprenticeship scheme with incentives for local businesses, £50,000 (decision)',
    '3 Business support event, £1,000 (decision)',
    '4 Enhance ERDF programme, £30,000 (decision)',
    '5 Refreshed Community Safety Delivery Plan (decision)',
  ]);
  expect(found.papers.map(({ title }) => title)).toHaveLength(3);
});

test('the same files imported again change nothing', async () => {
  const actor = editor();
  const again = await db().does(actor, async (tx) => [
    await importAgendaItems(tx, actor, files('agenda-items.csv'), { write: true }),
    await importPapers(tx, actor, files('papers.csv'), { write: true }),
  ]);
  for (const result of again)
    expect(isRefusal(result) ? result : result?.counts).toMatchObject({ added: 0, changed: 0, refused: 0 });
});

test('a row for a sitting that is not there is refused with what to do, and nothing is written', async () => {
  const actor = editor();
  const result = await db().does(actor, (tx) =>
    importAgendaItems(tx, actor, 'body,day,title,type\nexecutive-board,2011-01-01,x,decision\n', {
      write: true,
    }),
  );
  expect(isRefusal(result) ? result : result.rows[0]).toMatchObject({
    outcome: 'refused',
    says: 'The Executive Board has no sitting on 2011-01-01. Import it first.',
  });
});
