import { describe, expect, test } from 'vitest';
import type { Id } from '../../../kernel/ids.ts';
import { plainDate } from '../../../kernel/plain-date.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import { recordSittingOutcome } from '../sitting.ts';
import {
  type AgendaItemFields,
  addAgendaItem,
  changeAgendaItem,
  moveAgendaItem,
  withdrawAgendaItem,
} from './agenda.ts';
import { listAgenda } from './queries.ts';
import { newBoard, newSitting } from './testing.ts';

const db = testDatabase();
const editor = () => db().with('read', 'governance.edit');
const member = () => db().with('read', 'papers.exempt');
let bodies = 0;

async function boardSits(): Promise<Id<'sitting'>> {
  bodies += 1;
  return newSitting(db(), await newBoard(db(), `Board ${bodies}`), '2013-02-01');
}

const add = (sittingId: string, title: string, more: Partial<AgendaItemFields> & { at?: number } = {}) => {
  const actor = editor();
  return db().does(actor, (tx) =>
    addAgendaItem(tx, actor, { sittingId, title, type: 'discussion', ...more }),
  );
};
const agenda = async (sittingId: string, actor = member()) =>
  (await db().does(actor, (tx) => listAgenda(tx, sittingId))).map(
    ({ number, title }) => `${number} ${title}`,
  );

describe('an agenda', () => {
  test('numbers its items from one without gaps, wherever they are put, moved or taken off', async () => {
    const sitting = await boardSits();
    const actor = editor();
    await add(sitting, 'Minutes');
    const fund = await add(sitting, 'Fund');
    await add(sitting, 'Any other business');
    await add(sitting, 'Apologies', { at: 1 });
    expect(await agenda(sitting)).toEqual(['1 Apologies', '2 Minutes', '3 Fund', '4 Any other business']);
    await db().does(actor, (tx) => moveAgendaItem(tx, actor, fund, 'up'));
    expect(await agenda(sitting)).toEqual(['1 Apologies', '2 Fund', '3 Minutes', '4 Any other business']);
    await db().does(actor, (tx) => moveAgendaItem(tx, actor, fund, 99));
    const last = plainDate('2013-01-20');
    await db().does(actor, (tx) => withdrawAgendaItem(tx, actor, fund, { revision: 1, on: last }));
    expect(await agenda(sitting)).toEqual(['1 Apologies', '2 Minutes', '3 Any other business']);
    const all = await db().does(actor, (tx) => listAgenda(tx, sitting, { withdrawn: true }));
    expect(all.filter(({ withdrawnOn }) => withdrawnOn === last).map(({ title }) => title)).toEqual(['Fund']);
  });

  test('hides an exempt item from those without leave, and keeps the numbers of the others the same', async () => {
    const sitting = await boardSits();
    await add(sitting, 'Minutes');
    await add(sitting, 'A contract', { exemptReason: 'Paragraph 3: business affairs' });
    await add(sitting, 'Dates');
    const without = db().with('read');
    expect(await agenda(sitting, without)).toEqual(['1 Minutes', '3 Dates']);
    expect(await agenda(sitting)).toEqual(['1 Minutes', '2 A contract', '3 Dates']);
    await add(sitting, 'Another', { at: 1 });
    expect(await agenda(sitting, without)).toEqual(['1 Another', '2 Minutes', '4 Dates']);
  });

  test('takes two items at the same moment and gives each its own number', async () => {
    const sitting = await boardSits();
    await Promise.all(['A', 'B', 'C', 'D'].map((title) => add(sitting, title)));
    const numbers = (await agenda(sitting)).map((item) => item[0]);
    expect(numbers).toEqual(['1', '2', '3', '4']);
  });

  test('an item that somebody else changed meanwhile is not changed', async () => {
    const sitting = await boardSits();
    const actor = editor();
    const id = await add(sitting, 'Fund');
    const change = (title: string) =>
      db().as(actor, (tx) => changeAgendaItem(tx, actor, id, 1, { title, type: 'decision' }));
    expect(await change('The fund')).toBeUndefined();
    expect(await change('Our fund')).toMatchObject({ refused: 'changed-meanwhile' });
  });

  test('a key decision is an item for decision, and an exempt item says why', async () => {
    const sitting = await boardSits();
    const actor = editor();
    const tried = await db().as(actor, (tx) =>
      addAgendaItem(tx, actor, { sittingId: sitting, title: 'x', type: 'information', keyDecision: true }),
    );
    expect(tried).toMatchObject({ refused: 'agenda-item-key-ones-are-decided', field: 'type' });
  });

  test('a cancelled sitting has no agenda to add to', async () => {
    const sitting = await boardSits();
    const actor = editor();
    const cancelled = { outcome: 'cancelled', recordedOn: plainDate('2013-01-20'), reason: 'Snow' } as const;
    await db().does(actor, (tx) => recordSittingOutcome(tx, actor, sitting, cancelled));
    const tried = await db().as(actor, (tx) =>
      addAgendaItem(tx, actor, { sittingId: sitting, title: 'x', type: 'information' }),
    );
    expect(tried).toMatchObject({ refused: 'sitting-is-cancelled' });
  });

  test('is built by editors only', async () => {
    const sitting = await boardSits();
    const actor = db().with('read', 'meeting.record');
    const tried = await db().as(actor, (tx) =>
      addAgendaItem(tx, actor, { sittingId: sitting, title: 'x', type: 'information' }),
    );
    expect(tried).toMatchObject({ refused: 'not-allowed' });
  });
});
