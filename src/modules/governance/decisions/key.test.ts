import { beforeAll, expect, test } from 'vitest';
import { newId } from '../../../kernel/ids.ts';
import { orThrow } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import type { Decidable } from '../../../platform/module.ts';
import { EARLIER } from '../../partners/testing.ts';
import type { AgendaItemFields } from '../sittings/agenda.ts';
import { markedByTerms } from '../sittings/key-beforehand.ts';
import { adoptTerms, draftTerms } from '../terms/terms.ts';
import type { DecisionInput } from './input.ts';
import { findDecision, keyDepartureOf } from './queries.ts';
import { recordDecision } from './record.ts';
import { type Boards, DAY, decisionAt, makeBoards, quorate } from './testing.ts';

const db = testDatabase();
let actor: Actor;
let boards: Boards;
const large = newId<'request'>();
const kind = (name: string, worth?: Decidable['worth']): Decidable => ({
  kind: name,
  says: `A ${name}`,
  route: [],
  authority: [],
  effects: {},
  ...(worth ? { worth } : {}),
});
const decidable = new Map(
  [kind('request', async (_tx, id) => (id === large ? 5_000_000 : 100_000)), kind('plan'), kind('place')].map(
    (one) => [one.kind, one],
  ),
);

beforeAll(async () => {
  actor = db().with('read', 'governance.edit', 'meeting.record', 'terms.adopt');
  boards = await makeBoards(db(), actor);
  await db().does(actor, async (tx) => {
    const drafted = orThrow(
      await draftTerms(tx, actor, boards.strategic.id, {
        keyDecisions: { fromPence: 2_500_000, kinds: ['plan'] },
      }),
    );
    const adoption = { termsId: drafted.id, on: DAY, by: 'Strategic Board', ground: EARLIER };
    orThrow(await adoptTerms(tx, actor, adoption));
  });
});

const decide = (subject: DecisionInput['subject'], more: Partial<DecisionInput> = {}) =>
  db().as(actor, (tx) =>
    recordDecision(
      tx,
      actor,
      decidable,
      decisionAt(boards.strategic, { outcome: 'agreed', subject, keyDecision: undefined, ...more }),
      quorate(true),
    ),
  );
const onAgenda = (subject: AgendaItemFields['subject'], type: AgendaItemFields['type'] = 'decision') =>
  db().does(actor, (tx) =>
    markedByTerms<AgendaItemFields>(
      tx,
      decidable,
      { bodyId: boards.strategic.id, day: DAY },
      { title: 'An item', type, subject: subject ?? null },
    ),
  );
const isKey = async (answer: Awaited<ReturnType<typeof decide>>) => {
  const { reference } = orThrow(answer);
  return db().does(actor, async (tx) => (await findDecision(tx, reference))?.keyDecision);
};
const on = (name: string, id: string = newId()) => ({ kind: name, id });

test('a decision is key where the terms say so: by its kind, or by the money that it is about', async () => {
  expect(await isKey(await decide(on('plan')))).toBe(true);
  expect(await isKey(await decide(on('request', large)))).toBe(true);
  expect(await isKey(await decide(on('request')))).toBe(false);
  // What something is worth that nobody values is what the recorder says.
  expect(await isKey(await decide(on('place')))).toBe(false);
  expect(await isKey(await decide(on('place'), { keyDecision: true }))).toBe(true);
  expect(await isKey(await decide(undefined, { keyDecision: true }))).toBe(true);
});

test('who records it otherwise than the terms define says why, and that stays on record', async () => {
  const subject = on('request', large);
  const refused = await decide(subject, { keyDecision: false });
  expect(refused).toMatchObject({
    refused: 'departs-from-the-terms',
    field: 'keyReason',
    message:
      'It is about £50,000, and the terms of reference call one about £25,000 or more a key decision. Say why this one is none.',
  });
  const departing = await decide(subject, { keyDecision: false, keyReason: 'Agreed in principle before' });
  expect(await isKey(departing)).toBe(false);
  const { id } = orThrow(departing);
  expect(await db().does(actor, (tx) => keyDepartureOf(tx, id))).toEqual({
    proposed: true,
    because: expect.stringContaining('£25,000 or more'),
    reason: 'Agreed in principle before',
  });
  await expect(db().ownerPool.query(`update governance.key_departure set reason = ' '`)).rejects.toThrow(
    'key_departure_says_why',
  );
});

test('an item for decision is marked as key beforehand where the terms make it one', async () => {
  expect(await onAgenda(on('request', large))).toMatchObject({ keyDecision: true });
  expect(await onAgenda(on('plan'))).toMatchObject({ keyDecision: true });
  expect((await onAgenda(on('request'))).keyDecision).toBeUndefined();
  expect((await onAgenda(on('plan'), 'discussion')).keyDecision).toBeUndefined();
  expect((await onAgenda(null)).keyDecision).toBeUndefined();
});
