/** A crime-reduction stream is proposed for a package that buys health outcomes only: refused, with the reason and what would help. */
import { beforeAll, expect, test } from 'vitest';
import { orThrow } from '../../src/kernel/refusal.ts';
import { against } from '../../src/modules/fund/requests/eligibility.ts';
import { listEligibility } from '../../src/modules/fund/requests/facts.ts';
import { findRequestById } from '../../src/modules/fund/requests/queries.ts';
import { addRule } from '../../src/modules/fund/streams/rules.ts';
import { testDatabase } from '../../src/platform/database/testing.ts';
import { day, onPlans, Story } from './fund-ground.ts';

const db = testDatabase(onPlans);
let story: Story;
let crime: string;
let request: string;

beforeAll(async () => {
  story = new Story(db());
  crime = await story.stream('Crime reduction grant', 20_000_00, day('2012-04-02'));
  await story.stream('Health improvement pot', 20_000_00, day('2012-04-02'), {
    kind: 'commissioning-pot',
    arrangement: 'pooled',
  });
  const rule = {
    streamId: crime,
    spending: null,
    fromOn: null,
    untilOn: null,
    ratioPercent: null,
    pence: null,
    on: day('2012-04-02'),
  };
  const outcome = await story.idOf('strategy.outcome', 'reduced-offending');
  await story.does((tx, manager) =>
    addRule(tx, manager, { ...rule, kind: 'outcome', allowed: [outcome], says: 'To reduce offending' }),
  );
  request = await story.request('brief-interventions-training', 8_000_00, crime, day('2012-11-01'));
  orThrow(await story.decide('executive-board', request, day('2012-11-30'), 'recommended'));
}, 120_000);

test('the page says stream by stream which may lawfully pay, why not, and what would make it eligible', async () => {
  const streams = await story.does(async (tx) => {
    const found = await findRequestById(tx, request);
    return found ? listEligibility(tx, found, day('2012-12-14')) : [];
  });
  expect(
    streams.map(({ stream, verdict, payable }) => ({
      stream: stream.name,
      verdict: verdict.verdict,
      payable,
      why: against(verdict) ?? 'nothing speaks against it',
    })),
  ).toMatchInlineSnapshot(`
    [
      {
        "payable": 800000,
        "stream": "Health improvement pot",
        "verdict": "allowed",
        "why": "nothing speaks against it",
      },
      {
        "payable": 0,
        "stream": "Crime reduction grant",
        "verdict": "refused",
        "why": "To reduce offending: The project buys only “Helping people to live healthier lifestyle and make healthier choices”, which this money may not buy. It would be eligible if its project plan addressed “Reduced Offending Behaviour & Anti Social Behaviour”.",
      },
    ]
  `);
});

test('the board’s endorsement is refused by name, and nothing of it is recorded', async () => {
  const condition = { says: 'The project plan is completed', dueOn: day('2013-03-31') };
  const answer = await story.decide('strategic-board', request, day('2012-12-14'), 'endorsed-on-condition', {
    conditions: [condition],
  });
  expect(answer).toMatchObject({
    refused: 'restricted',
    message:
      'Crime reduction grant may not pay for Brief interventions training. To reduce offending: The project buys only “Helping people to live healthier lifestyle and make healthier choices”, which this money may not buy. It would be eligible if its project plan addressed “Reduced Offending Behaviour & Anti Social Behaviour”.',
    details: { stream: 'Crime reduction grant', reasons: [{ kind: 'outcome', answer: 'refuses' }] },
  });
  expect(await story.ledger('crime-reduction-grant')).toMatchInlineSnapshot(`
    "Crime reduction grant
     1  2 April 2012        £20,000  funder → available      Received from the funder
    received £20,000, available £20,000, reserved £0, allocated £0, spent £0, owed £0"
  `);
  const decisions = await story.does((tx) =>
    tx.selectFrom('governance.decision').select('outcome').where('subject_id', '=', request).execute(),
  );
  expect(decisions).toEqual([{ outcome: 'recommended' }]);
});

test('with the outcome in its plan the same package is eligible', async () => {
  await story.db.ownerPool.query(
    `insert into delivery.project_outcome (partnership_id, project_id, outcome_id, position)
     select p.partnership_id, p.id, o.id, 9 from delivery.project p join strategy.outcome o on o.partnership_id = p.partnership_id
     where p.slug = 'brief-interventions-training' and o.slug = 'reduced-offending'`,
  );
  const condition = { says: 'The project plan is completed', dueOn: day('2013-03-31') };
  expect(
    orThrow(
      await story.decide('strategic-board', request, day('2012-12-14'), 'endorsed-on-condition', {
        conditions: [condition],
      }),
    ).effect,
  ).toMatchInlineSnapshot(
    `"£8,000 of Crime reduction grant is reserved until the condition is met, by 31 March 2013: the project plan still lacks lead officer, communications requirements, targets, baselines, intended outcomes and sustainability."`,
  );
});
