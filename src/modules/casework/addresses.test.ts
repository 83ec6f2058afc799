/** Addresses that are made up are of nothing: no page of casework breaks on them. */
import { expect, test } from 'vitest';
import { testApp } from '../../../test/support/app.ts';
import { casework } from './module.ts';
import { aPurpose, CASEWORKER, PURPOSE } from './testing/working.ts';

const concord = testApp();

test('an address with an id that is none says that there is nothing, whatever the page', async () => {
  await aPurpose(concord().db);
  const may = [
    ...CASEWORKER,
    'hub.run@own',
    'referral.receive@own',
    'case-review.handle@own',
    'sharing.answer@own',
  ];
  const she = await concord().readsFor(PURPOSE, await concord().signInAs(...may));
  const asked = (casework.routes ?? []).filter(({ method, path }) => method === 'GET' && path.includes(':'));
  expect(asked.length).toBeGreaterThan(40);
  const broken: string[] = [];
  for (const { path } of asked)
    for (const id of ['none', '%00']) {
      const { statusCode } = await she.get(path.replaceAll(/:\w+/g, id));
      if (statusCode >= 500) broken.push(`${path} ${id} ${statusCode}`);
    }
  expect(broken).toEqual([]);
});
