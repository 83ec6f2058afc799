/** From people trained to referrals made and accepted, by agency, counted under a role that sees no name. */
import { expect, test } from 'vitest';
import { testApp } from '../../../../test/support/app.ts';
import { plainDate } from '../../../kernel/plain-date.ts';
import { system } from '../../../platform/actor.ts';
import { stateOf, transact } from '../../../platform/database/transaction.ts';
import { caseworkMeasures } from './index.ts';

const concord = testApp({ example: true });

const countOf = async (name: string): Promise<ReadonlyMap<string, number>> => {
  const measure = caseworkMeasures.find((one) => one.name === name);
  if (!measure) throw new Error(name);
  const { db } = concord();
  const counter = system('measure', db.partnershipId, ['read', 'casework.machine']);
  const { rows } = await transact(db.statistics, counter, (tx) =>
    stateOf(tx).client.query<{ group_key: string; value: unknown }>(measure.sql, [
      plainDate('2010-01-01'),
      plainDate('2013-12-31'),
    ]),
  );
  return new Map(rows.map(({ group_key, value }) => [group_key, Number(value)]));
};

test('training yields by agency: who was trained, what the trained referred, and what of it was accepted', async () => {
  const [trained, referring, accepted] = [
    await countOf('people-trained'),
    await countOf('referrals-after-training'),
    await countOf('training-yield'),
  ];
  expect(trained.get('')).toBeGreaterThan(0);
  expect(referring.get('')).toBeGreaterThan(0);
  for (const [agency, count] of accepted) expect(count).toBeLessThanOrEqual(referring.get(agency) ?? 0);
  for (const agency of referring.keys()) expect(trained.get(agency)).toBeGreaterThan(0);
  const measures = caseworkMeasures.filter(({ name }) => /training/.test(name));
  expect(measures.map(({ of }) => of)).toEqual(['people', 'people']);
});
