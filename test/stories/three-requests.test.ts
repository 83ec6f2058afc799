/** 30 November and 14 December 2012: three requests for money, as the Partnership Update to Cabinet of January 2013 tells them. */
import { beforeAll, describe, expect, test } from 'vitest';
import { orThrow } from '../../src/kernel/refusal.ts';
import { meetFundingCondition } from '../../src/modules/fund/requests/conditions.ts';
import { findRequestById, listConditions } from '../../src/modules/fund/requests/queries.ts';
import { drawDown } from '../../src/modules/fund/requests/spending.ts';
import { testDatabase } from '../../src/platform/database/testing.ts';
import { day, onPlans, Story } from './fund-ground.ts';

const db = testDatabase(onPlans);
let story: Story;
let streamId: string;
const asked: { project: string; pence: number; id: string }[] = [];
const [executive, strategic] = [day('2012-11-30'), day('2012-12-14')];

beforeAll(async () => {
  story = new Story(db());
  streamId = await story.stream('LSP funding', 81_000_00, day('2012-04-01'), { kind: 'reserve' });
  for (const [project, pence] of [
    ['apprenticeship-scheme', 50_000_00],
    ['business-support-event', 1_000_00],
    ['erdf-programme', 30_000_00],
  ] as const)
    asked.push({ project, pence, id: await story.request(project, pence, streamId, day('2012-11-28')) });
}, 120_000);

describe('three requests of the Enterprise and Skills Board', () => {
  test('the Strategic Board cannot endorse what the Executive Board has not recommended', async () => {
    const [first] = asked;
    expect(await story.decide('strategic-board', first?.id ?? '', strategic, 'endorsed')).toMatchObject({
      refused: 'previous-body-has-not-recommended',
    });
  });

  test('the Executive Board recommends them on 30 November; no money moves', async () => {
    const said = [];
    for (const { id } of asked)
      said.push(orThrow(await story.decide('executive-board', id, executive, 'recommended')).effect);
    expect(said).toMatchInlineSnapshot(`
      [
        "The Executive Board recommends the request for £50,000.",
        "The Executive Board recommends the request for £1,000.",
        "The Executive Board recommends the request for £30,000.",
      ]
    `);
    expect(await story.ledger('lsp-funding')).toMatchInlineSnapshot(`
      "LSP funding
       1  1 April 2012        £81,000  funder → available      Received from the funder
      received £81,000, available £81,000, reserved £0, allocated £0, spent £0, owed £0"
    `);
  });

  test('the Strategic Board cannot endorse them as they are: their project plans are incomplete', async () => {
    const [first] = asked;
    expect(await story.decide('strategic-board', first?.id ?? '', strategic, 'endorsed')).toMatchObject({
      refused: 'condition-needed',
      details: {
        missing: expect.arrayContaining([
          'lead officer',
          'communications requirements',
          'targets',
          'baselines',
          'intended outcomes',
        ]),
      },
    });
  });

  test('it endorses them on 14 December on a dated condition that names what is missing, and the money is reserved', async () => {
    const condition = {
      says: 'A Delivery Plan and project plans are completed in respect of this outcome',
      dueOn: day('2013-03-31'),
    };
    const said = [];
    for (const { id } of asked)
      said.push(
        orThrow(
          await story.decide('strategic-board', id, strategic, 'endorsed-on-condition', {
            conditions: [condition],
          }),
        ).effect,
      );
    expect(said).toMatchInlineSnapshot(`
      [
        "£50,000 of LSP funding is reserved until the condition is met, by 31 March 2013: the project plan still lacks lead officer, communications requirements, targets, baselines, intended outcomes and sustainability.",
        "£1,000 of LSP funding is reserved until the condition is met, by 31 March 2013: the project plan still lacks lead officer, communications requirements, targets, baselines, intended outcomes and sustainability.",
        "£30,000 of LSP funding is reserved until the condition is met, by 31 March 2013: the project plan still lacks lead officer, communications requirements, targets, baselines, intended outcomes and sustainability.",
      ]
    `);
    expect(await story.ledger('lsp-funding')).toMatchInlineSnapshot(`
      "LSP funding
       1  1 April 2012        £81,000  funder → available      Received from the funder
       2  14 December 2012    £50,000  available → reserved    Endorsed on condition by the Strategic Board [Apprenticeship scheme with incentives for local businesses; decision 2012-004]
       3  14 December 2012     £1,000  available → reserved    Endorsed on condition by the Strategic Board [Business support event; decision 2012-005]
       4  14 December 2012    £30,000  available → reserved    Endorsed on condition by the Strategic Board [Enhance ERDF programme; decision 2012-006]
      received £81,000, available £0, reserved £81,000, allocated £0, spent £0, owed £0"
    `);
  });

  test('none of it can be drawn, nor the condition called met, before the plans are complete', async () => {
    const [first] = asked;
    const requestId = first?.id ?? '';
    const on = day('2013-01-10');
    expect(
      await story.tries((tx, manager) =>
        drawDown(tx, manager, { requestId, streamId, pence: 1_00, on, evidence: 'Invoice 1' }),
      ),
    ).toMatchObject({
      refused: 'money-is-only-reserved',
    });
    const [condition] = await story.does((tx) => listConditions(tx, requestId));
    expect(
      await story.tries((tx, manager) =>
        meetFundingCondition(tx, manager, { conditionId: condition?.id ?? '', on, evidence: 'Plan sent' }),
      ),
    ).toMatchObject({
      refused: 'condition-not-met',
      details: { missing: condition?.missing },
    });
    expect((await story.does((tx) => findRequestById(tx, requestId)))?.state).toBe('endorsed-on-condition');
  });

  test('nothing is left for a fourth request, which is refused with what remains', async () => {
    const id = await story.request('life-course', 6_500_00, streamId, day('2013-01-05'));
    orThrow(await story.decide('executive-board', id, day('2013-01-08'), 'recommended'));
    const condition = { says: 'The project plan is completed', dueOn: day('2013-03-31') };
    expect(
      await story.decide('strategic-board', id, day('2013-01-10'), 'endorsed-on-condition', {
        conditions: [condition],
      }),
    ).toMatchObject({
      refused: 'exceeds-stream-balance',
      details: { remaining: 0 },
    });
    expect((await story.does((tx) => findRequestById(tx, id)))?.state).toBe('recommended');
  });
});
