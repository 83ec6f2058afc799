/** From January 2013 the delivery plan's targets track themselves from casework; what was printed before stays as it was. */
import { expect, test } from 'vitest';
import { testApp } from '../support/app.ts';

const concord = testApp({ example: true });

/** The figures of an indicator as they stand, by period. */
const figures = async (slug: string): Promise<unknown> => {
  const { rows } = await concord().db.ownerPool.query(
    `select o.period, o.value::float8 as value from intelligence.current_observation o
     join intelligence.indicator i on i.partnership_id = o.partnership_id and i.id = o.indicator_id
     where i.slug = $1 order by o.period_start`,
    [slug],
  );
  return rows.map(({ period, value }) => [period, value]);
};
const nightly = () => concord().runJob('intelligence.release-measures');
const PRINTED = [
  ['2011', 110],
  ['2012', 164],
];

test('before a quarter has ended nothing is released, and every figure is one that was printed', async () => {
  await nightly();
  expect(await figures('champion-victims-supported')).toEqual(PRINTED);
  expect(await figures('life-course-referrals')).toEqual([['2012', 45]]);
  expect(await figures('life-course-completed')).toEqual([['2012', 28]]);
  expect(await figures('restorative-justice')).toEqual([['2012', 29]]);
});

test('after the first quarter the plan’s indicators follow what casework counted, and small counts stay hidden', async () => {
  await concord().itIs('2013-04-20');
  await nightly();
  // One young person was referred: too few to be told. No meeting was held since January, and nothing was held back.
  expect(await figures('life-course-referrals')).toEqual([['2012', 45]]);
  expect(await figures('restorative-justice')).toEqual([
    ['2012', 29],
    ['2013 Q1', 0],
  ]);
  expect(await figures('champion-victims-supported')).toEqual(PRINTED);
});
