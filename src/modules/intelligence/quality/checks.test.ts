import { expect, test } from 'vitest';
import { newId } from '../../../kernel/ids.ts';
import { orThrow } from '../../../kernel/refusal.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import { checks } from '../checks.ts';
import { defineIndicator } from '../indicators.ts';

const db = testDatabase();
const editor = () => db().with('read', 'indicators.edit');

const define = (slug: string) =>
  db().does(editor(), async (tx) =>
    orThrow(
      await defineIndicator(tx, editor(), {
        ...{
          slug,
          title: `Made-up ${slug}`,
          kind: 'number',
          unit: 'calls',
          direction: 'lower',
          frequency: 'monthly',
        },
      }),
    ),
  );

test('a check finds a figure that is put to the owner of another indicator, and steps follow one another, of the owner that is asked', async () => {
  const [calls, noise] = [await define('calls'), await define('noise')];
  const [observation, checkId] = [newId<'observation'>(), newId<'figure-check'>()];
  const { partnershipId: partnership, ownerPool } = db();
  await ownerPool.query(
    `insert into intelligence.observation (partnership_id, id, indicator_id, period, period_kind, period_start, period_end, value, quality)
     values ($1, $2, $3, '2012-10', 'month', '2012-10-01', '2012-10-31', 5, 'final')`,
    [partnership, observation, calls.id],
  );
  await ownerPool.query(
    `insert into intelligence.figure_check (partnership_id, id, indicator_id, period, why, observation_id, says, raised_on)
     values ($1, $2, $3, '2012-10', 'odd', $4, 'Looks odd', '2012-11-10')`,
    [partnership, checkId, noise.id, observation],
  );
  const check = checks.find(({ name }) => name === 'intelligence.figure-checks-name-their-figure');
  expect(await db().does(editor(), async (tx) => check?.find(tx))).toEqual([
    'Made-up noise, 2012-10: the figure that is checked is of 2012-10',
  ]);
  await expect(
    ownerPool.query(
      `insert into intelligence.figure_check_step (partnership_id, id, check_id, position, state, reason, on_day, owner_agency_id)
       values ($1, $2, $3, 1, 'withdrawn', 'A mistake', '2012-11-12', $4)`,
      [partnership, newId(), checkId, newId<'agency'>()],
    ),
  ).rejects.toThrow('figure_check_step_of_the_owner');
  const step = (position: number, state: string, reason: string, dueOn: string | null) =>
    ownerPool.query(
      `insert into intelligence.figure_check_step (partnership_id, id, check_id, position, state, reason, due_on, on_day)
       values ($1, $2, $3, $4, $5, $6, $7, '2012-11-12')`,
      [partnership, newId(), checkId, position, state, reason, dueOn],
    );
  await expect(step(1, 'confirmed', 'It is right', null)).rejects.toThrow(
    'figure_check_step_confirms_what_was_asked',
  );
  await expect(step(2, 'confirmed', 'It is right', null)).rejects.toThrow(
    'figure_check_step_follows_an_asking',
  );
  await step(1, 'asked', '', '2012-12-01');
  await step(2, 'confirmed', 'It is right', null);
  await expect(step(3, 'asked', '', '2012-12-01')).rejects.toThrow('figure_check_step_follows_an_asking');
});
