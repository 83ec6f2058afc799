/** Most of £50,000 comes back two years later: into its stream with its restriction, or, lapsed, to its funder; a deferred request is offered it. */
import { beforeAll, describe, expect, test } from 'vitest';
import { orThrow } from '../../src/kernel/refusal.ts';
import { addProject, emptyPlan, loadLookup } from '../../src/modules/delivery/index.ts';
import { against } from '../../src/modules/fund/requests/eligibility.ts';
import { listEligibility } from '../../src/modules/fund/requests/facts.ts';
import { findRequestById, listOffers } from '../../src/modules/fund/requests/queries.ts';
import { drawDown, endRequest, returnMoney } from '../../src/modules/fund/requests/spending.ts';
import { proposeSplit } from '../../src/modules/fund/requests/split.ts';
import { addRule } from '../../src/modules/fund/streams/rules.ts';
import { testDatabase } from '../../src/platform/database/testing.ts';
import { day, onPlans, Story } from './fund-ground.ts';

const db = testDatabase(onPlans);
let story: Story;
let kept: string;
let lapsing: string;
const requests: Record<'kept' | 'lapsed' | 'deferred' | 'health', string> = {
  kept: '',
  lapsed: '',
  deferred: '',
  health: '',
};

const complete = {
  ...emptyPlan,
  activity: 'Incentives for local businesses that take on apprentices',
  leads: [{ says: 'Chair of the Enterprise and Skills Board' }],
  communications: 'Monthly article in the local press',
  target: '20 apprentices',
  baseline: 'None',
  intendedOutcomes: 'Young people in work',
  sustainabilitySays: 'No future funding required',
};

const CRIME = 'Only for projects that serve the priority Community Safety (funder’s letter of 2 April 2012)';

async function aProject(title: string, slug: string, outcome: string): Promise<void> {
  await story.does(async (tx, manager) => {
    const saving = { lookup: await loadLookup(tx), today: day('2012-04-10') };
    return orThrow(
      await addProject(tx, manager, { slug, plan: { ...complete, title, outcomes: [outcome] } }, saving),
    );
  });
}

async function endorsed(project: string, streamId: string): Promise<string> {
  const id = await story.request(project, 50_000_00, streamId, day('2012-05-01'));
  orThrow(await story.decide('executive-board', id, day('2012-05-10'), 'recommended'));
  orThrow(await story.decide('strategic-board', id, day('2012-05-24'), 'endorsed'));
  await story.does((tx, manager) =>
    drawDown(tx, manager, {
      requestId: id,
      streamId,
      pence: 38_000_00,
      on: day('2012-09-03'),
      evidence: 'Claim form 1, checked by the accountant',
    }),
  );
  return id;
}

beforeAll(async () => {
  story = new Story(db());
  const communitySafety = await story.idOf('strategy.priority', 'community-safety');
  kept = await story.stream('Crime reduction grant', 50_000_00, day('2012-04-02'));
  lapsing = await story.stream('One-year safety grant', 50_000_00, day('2012-04-02'), {
    lapsesOn: day('2013-03-31'),
  });
  for (const streamId of [kept, lapsing])
    await story.does((tx, manager) =>
      addRule(tx, manager, {
        streamId,
        kind: 'priority',
        allowed: [communitySafety],
        spending: null,
        fromOn: null,
        untilOn: null,
        ratioPercent: null,
        pence: null,
        says: CRIME,
        on: day('2012-04-02'),
      }),
    );
  await aProject('Two years of youth work', 'youth-work', 'reduced-offending');
  await aProject('A year of street wardens', 'street-wardens', 'reduced-offending');
  requests.kept = await endorsed('youth-work', kept);
  requests.lapsed = await endorsed('street-wardens', lapsing);
  requests.deferred = await story.request('life-course', 6_500_00, null, day('2012-11-01'));
  requests.health = await story.request('brief-interventions-training', 4_000_00, null, day('2012-11-01'));
  for (const id of [requests.deferred, requests.health]) {
    orThrow(await story.decide('executive-board', id, day('2012-11-30'), 'recommended'));
    orThrow(
      await story.decide('strategic-board', id, day('2012-12-14'), 'deferred', {
        deferredTo: day('2014-06-30'),
        reason: 'No money is left that may pay for it',
      }),
    );
  }
  await story.on(day('2014-05-12'));
}, 120_000);

describe('two years later', () => {
  const back = {
    pence: 34_500_00,
    on: day('2014-05-12'),
    reason: 'The scheme closed early: 3 of 20 places were taken up',
  };

  test('what was drawn and not used returns to its stream, restriction intact, and what was never drawn is freed', async () => {
    const returned = await story.does((tx, manager) =>
      returnMoney(tx, manager, { ...back, requestId: requests.kept, streamId: kept, from: 'spent' }),
    );
    expect([returned.to, returned.offered]).toEqual(['available', 1]);
    await story.does((tx, manager) =>
      endRequest(tx, manager, {
        requestId: requests.kept,
        on: back.on,
        reason: 'Closed; nothing more is needed',
      }),
    );
    expect(await story.ledger('crime-reduction-grant')).toMatchInlineSnapshot(`
      "Crime reduction grant
       1  2 April 2012        £50,000  funder → available      Received from the funder
       2  24 May 2012         £50,000  available → allocated   Endorsed by the Strategic Board [Two years of youth work; decision 2012-002]
       3  3 September 2012    £38,000  allocated → spent       Drawn for Two years of youth work [Two years of youth work; decision 2012-002]
       4  12 May 2014         £34,500  spent → available       The scheme closed early: 3 of 20 places were taken up [Two years of youth work; decision 2012-002]
       5  12 May 2014         £12,000  allocated → available   Closed; nothing more is needed [Two years of youth work; decision 2012-002]
      received £50,000, available £46,500, reserved £0, allocated £0, spent £3,500, owed £0"
    `);
  });

  test('the deferred request that this money may pay is offered it, with a duty; the one for health is not', async () => {
    const offers = await story.does((tx) => listOffers(tx, {}));
    expect(
      offers.map(({ request, stream, on, pence }) => ({ request, stream, on, pence })),
    ).toMatchInlineSnapshot(`
      [
        {
          "on": "2014-05-12",
          "pence": 650000,
          "request": "LIFE course",
          "stream": "Crime reduction grant",
        },
      ]
    `);
    const duties = await story.does((tx) =>
      tx
        .selectFrom('fund.duties')
        .select(['kind', 'title', 'due_on', 'met_on'])
        .where('kind', '=', 'offered-money')
        .orderBy('title')
        .execute(),
    );
    expect(duties).toMatchInlineSnapshot(`
      [
        {
          "due_on": "2014-06-09",
          "kind": "offered-money",
          "met_on": null,
          "title": "Answer the offer to LIFE course: £6,500 came back to Crime reduction grant",
        },
      ]
    `);
    const health = await story.does(async (tx) => {
      const request = await findRequestById(tx, requests.health);
      return request && (await listEligibility(tx, request, back.on));
    });
    expect(
      health?.map(({ stream, verdict, payable }) => ({
        stream: stream.name,
        verdict: verdict.verdict,
        payable,
        why: against(verdict),
      })),
    ).toMatchInlineSnapshot(`
      [
        {
          "payable": 0,
          "stream": "Crime reduction grant",
          "verdict": "refused",
          "why": "Only for projects that serve the priority Community Safety (funder’s letter of 2 April 2012): The project serves only “Improved Health”, which this money may not serve. It would be eligible if its project plan addressed “Community Safety”.",
        },
        {
          "payable": 0,
          "stream": "One-year safety grant",
          "verdict": "refused",
          "why": "Lapses after 31 March 2013: The stream has lapsed: what is left of it is owed to the funder. It would be eligible if the funder extended the stream.",
        },
      ]
    `);
  });

  test('money of a stream that has lapsed is owed to its funder and offered to nobody', async () => {
    const returned = await story.does((tx, manager) =>
      returnMoney(tx, manager, { ...back, requestId: requests.lapsed, streamId: lapsing, from: 'spent' }),
    );
    expect([returned.to, returned.offered]).toEqual(['owed', 0]);
    await story.does((tx, manager) =>
      endRequest(tx, manager, {
        requestId: requests.lapsed,
        on: back.on,
        reason: 'Closed; nothing more is needed',
      }),
    );
    expect(await story.ledger('one-year-safety-grant')).toMatchInlineSnapshot(`
      "One-year safety grant
       1  2 April 2012        £50,000  funder → available      Received from the funder
       2  24 May 2012         £50,000  available → allocated   Endorsed by the Strategic Board [A year of street wardens; decision 2012-004]
       3  3 September 2012    £38,000  allocated → spent       Drawn for A year of street wardens [A year of street wardens; decision 2012-004]
       4  12 May 2014         £34,500  spent → owed            The scheme closed early: 3 of 20 places were taken up [A year of street wardens; decision 2012-004]
       5  12 May 2014         £12,000  allocated → owed        Closed; nothing more is needed [A year of street wardens; decision 2012-004]
      received £50,000, available £0, reserved £0, allocated £0, spent £3,500, owed £46,500"
    `);
  });

  test('the offered request is decided with the money that came back', async () => {
    await story.does((tx, manager) =>
      proposeSplit(tx, manager, {
        requestId: requests.deferred,
        shares: [{ streamId: kept, pence: 6_500_00 }],
      }),
    );
    const condition = { says: 'The project plan is completed', dueOn: day('2014-09-30') };
    const decided = orThrow(
      await story.decide('strategic-board', requests.deferred, day('2014-05-12'), 'endorsed-on-condition', {
        conditions: [condition],
      }),
    );
    expect(decided.effect).toMatchInlineSnapshot(
      `"£6,500 of Crime reduction grant is reserved until the condition is met, by 30 September 2014: the project plan still lacks communications requirements and intended outcomes."`,
    );
  });
});
