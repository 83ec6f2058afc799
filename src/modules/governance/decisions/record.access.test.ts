import { beforeAll, expect, test } from 'vitest';
import { newId } from '../../../kernel/ids.ts';
import { addDays, plainDate } from '../../../kernel/plain-date.ts';
import { orThrow } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import type { Decidable, Decided } from '../../../platform/module.ts';
import { declareInterest } from '../meeting/record/interest.ts';
import { recordPresence } from '../meeting/record/presence.ts';
import { type Board, foundBoard } from '../meeting/testing.ts';
import { meetCondition } from './conditions.ts';
import type { DecisionInput } from './input.ts';
import { recordDecision } from './record.ts';

const db = testDatabase();
const DAY = plainDate('2013-01-17');
let clerk: Actor;

beforeAll(() => {
  clerk = db().with('read', 'governance.edit', 'meeting.record', 'papers.exempt');
});

const told: Decided[] = [];
const proposal: Decidable = {
  kind: 'proposal',
  says: 'A proposal',
  route: ['executive'],
  authority: [],
  effects: {
    endorsed: async () => 'It was endorsed.',
    'endorsed-on-condition': async (_tx, _actor, _id, decided) => {
      told.push(decided);
      return 'It was endorsed on condition.';
    },
    refused: async (_tx, _actor, _id, decided) => {
      told.push(decided);
      return 'It was refused.';
    },
  },
};

const record = (input: Partial<DecisionInput> & Pick<DecisionInput, 'bodyId' | 'outcome' | 'method'>) =>
  db().as(clerk, (tx) =>
    recordDecision(tx, clerk, new Map([['proposal', proposal]]), {
      decidedOn: DAY,
      title: 'A proposal',
      words: 'Resolved.',
      keyDecision: true,
      ...input,
    }),
  );

const subject = () => ({ kind: 'proposal', id: newId<'proposal'>() });

/** A board of which one core organisation came, where two are needed. */
async function inquorate(): Promise<Board> {
  const board = await foundBoard(db());
  await db().does(clerk, (tx) =>
    recordPresence(tx, clerk, {
      sittingId: board.sittingId,
      kind: 'arrived',
      membershipId: board.members.council,
    }),
  );
  return board;
}

test('minutes do not say of a day whose attendance is recorded that nobody knows the quorum', async () => {
  const { bodyId } = await inquorate();
  const dodged = await record({
    bodyId,
    outcome: 'endorsed',
    method: 'recorded-from-minutes',
    subject: subject(),
  });
  expect(dodged).toMatchObject({ refused: 'meeting-was-recorded' });
});

test('a delegation does not make an inquorate sitting quorate', async () => {
  const { bodyId, sittingId } = await inquorate();
  const other = await foundBoard(db());
  await db().ownerPool.query(
    `insert into governance.reporting_line (partnership_id, id, body_id, reports_to_id, kind)
     values ($1, gen_random_uuid(), $2, $3, 'delegates-to')`,
    [db().partnershipId, other.bodyId, bodyId],
  );
  const input = { bodyId, outcome: 'endorsed', method: 'delegated', subject: subject() } as const;
  expect(await record({ ...input, sittingId })).toMatchObject({ standing: 'awaits-ratification' });
  expect(await record(input)).toMatchObject({ refused: 'meeting-was-recorded' });
});

test('what waits is not ratified by minutes that do not say whether the sitting was quorate', async () => {
  const { bodyId, sittingId } = await inquorate();
  const waits = orThrow(
    await record({ bodyId, sittingId, outcome: 'endorsed', method: 'consensus', subject: subject() }),
  );
  await db().ownerPool.query(`update partners.partnership set business_date = '2013-02-01'`);
  const ratify = {
    bodyId,
    outcome: 'ratified',
    ratifiesId: waits.id,
    decidedOn: plainDate('2013-01-31'),
  } as const;
  expect(await record({ ...ratify, method: 'recorded-from-minutes' })).toMatchObject({
    refused: 'ratify-at-a-quorate-sitting',
  });
  await db().ownerPool.query(`update partners.partnership set business_date = '2013-01-17'`);
});

test('an interest counts at a decision on what the item is about, whether or not the item is named', async () => {
  const board = await inquorate();
  const { bodyId, sittingId, items, members } = board;
  const about = subject();
  await db().ownerPool.query(
    `update governance.agenda_item set subject_kind = $2, subject_id = $3 where id = $1`,
    [items[1], about.kind, about.id],
  );
  await db().does(clerk, async (tx) => {
    const police = { sittingId, membershipId: members.police };
    orThrow(await recordPresence(tx, clerk, { ...police, kind: 'arrived' }));
    orThrow(
      await declareInterest(tx, clerk, {
        ...police,
        itemId: items[1],
        nature: 'It owns the site',
        consequence: 'leaves',
      }),
    );
  });
  expect(
    await record({
      bodyId,
      sittingId,
      outcome: 'endorsed',
      method: 'consensus',
      subject: about,
      keyDecision: false,
    }),
  ).toMatchObject({ standing: 'awaits-ratification' });
});

test('what an exempt decision says does not reach what it decided on, nor the evidence of its condition a reader', async () => {
  const { bodyId } = await foundBoard(db());
  const exempt = { bodyId, method: 'recorded-from-minutes', exempt: true } as const;
  const secret = 'The bidder is insolvent';
  orThrow(await record({ ...exempt, outcome: 'refused', reason: secret, subject: subject() }));
  orThrow(
    await record({
      ...exempt,
      outcome: 'endorsed-on-condition',
      conditions: [{ says: secret, dueOn: addDays(DAY, 30) }],
      subject: subject(),
    }),
  );
  expect(told).toHaveLength(2);
  expect(JSON.stringify(told)).not.toContain(secret);
  expect(told[0]?.reason).toMatch(/^Exempt: see decision 2013-\d+$/);
  const conditionId = told[1]?.conditions[0]?.id ?? '';
  await db().does(clerk, (tx) => meetCondition(tx, clerk, { conditionId, metOn: DAY, evidence: secret }));
  const met = (...permissions: string[]) =>
    db().does(db().with('read', ...permissions), (tx) =>
      tx.selectFrom('governance.decision_condition_met').select('evidence').execute(),
    );
  expect([await met(), await met('papers.exempt')]).toEqual([[], [{ evidence: secret }]]);
});

test('what is dated back does not overtake its route: a board decides after it was recommended, and once it began', async () => {
  const [first, second] = [await foundBoard(db()), await foundBoard(db())];
  const walks = subject();
  const decidable = new Map([['proposal', proposal]]);
  await db().ownerPool.query(
    `insert into governance.route_step (partnership_id, id, subject_kind, position, body_id, does)
     values ($1, gen_random_uuid(), 'proposal', 1, $2, 'recommends'), ($1, gen_random_uuid(), 'proposal', 2, $3, 'decides')`,
    [db().partnershipId, first.bodyId, second.bodyId],
  );
  const decide = (bodyId: string, outcome: 'recommended' | 'endorsed', day: string) =>
    db().as(clerk, (tx) =>
      recordDecision(tx, clerk, decidable, {
        bodyId,
        outcome,
        decidedOn: plainDate(day),
        title: 'A proposal',
        words: 'Resolved.',
        keyDecision: true,
        method: 'recorded-from-minutes',
        subject: walks,
      }),
    );
  expect(await decide(first.bodyId, 'recommended', '2012-12-10')).toHaveProperty('reference');
  expect(await decide(second.bodyId, 'endorsed', '2012-12-01')).toMatchObject({
    refused: 'previous-body-has-not-recommended',
  });
  await db().ownerPool.query(`update governance.body set starts_on = '2012-12-13' where id = $1`, [
    second.bodyId,
  ]);
  expect(await decide(second.bodyId, 'endorsed', '2012-12-12')).toMatchObject({
    refused: 'body-had-not-begun',
  });
  expect(await decide(second.bodyId, 'endorsed', '2012-12-14')).toMatchObject({ standing: 'stands' });
});
