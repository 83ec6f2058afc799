import { expect, test } from 'vitest';
import { testApp } from '../../../test/support/app.ts';

const concord = testApp({ example: true });

const untrue = async (): Promise<readonly string[]> => {
  const check = concord().services.offers.checks.get('intelligence.judgements-are-current');
  if (!check) throw new Error('no module checks the judgements');
  return concord().db.does(concord().db.with('read'), (tx) => check.find(tx));
};

test('judgements stored by an older rule are current again after what an upgrade asks for', async () => {
  await concord().db.ownerPool.query(
    `update intelligence.judgement set status = 'worsening'
     where indicator_id = (select id from intelligence.indicator where slug = 'recorded-crime')`,
  );
  expect(await untrue()).toEqual([expect.stringContaining('is stored as worsening')]);
  for (const { name, afterMigration } of concord().services.offers.jobs)
    if (afterMigration) await concord().runJob(name);
  expect(await untrue()).toEqual([]);
});
