import { beforeAll, expect, test } from 'vitest';
import { isRefusal, type Refusal } from '../../kernel/refusal.ts';
import type { Actor } from '../../platform/actor.ts';
import { testDatabase } from '../../platform/database/testing.ts';
import type { ImportResult } from '../../platform/import-rows.ts';
import { importRequests } from './import-requests.ts';
import { importStreams } from './import-streams.ts';
import { findRequest, listSplit } from './requests/queries.ts';
import { findStream } from './streams/queries.ts';
import { groundOf, KEEPER } from './testing.ts';

const db = testDatabase();
const keeper = (): Actor => db().with(...KEEPER);

const STREAMS = `slug,name,kind,holder,arrangement,promised,received,received_on,lapses_on
grant,Safety grant,grant,council,grant,"1,000",600,2012-05-01,2013-03-31
pot,Health pot,commissioning-pot,council,pooled,,,,
`;
const REQUESTS = `slug,title,shape,spending,amount,agency,split,asked_on,submitted,instalments
wardens,Street wardens,instalments,revenue,300,council,grant 300,2012-06-01,yes,"2012-07-01 100
2012-08-01 200"
`;

const tell = (result: ImportResult | Refusal) =>
  isRefusal(result) ? result : result.rows.map(({ outcome, what, says }) => [outcome, what, says]);

beforeAll(() => groundOf(db()));

test('a preview writes nothing; written, streams have received what the file says, once', async () => {
  const run = (text: string, write: boolean) =>
    db().as(keeper(), (tx) => importStreams(tx, keeper(), text, { write }));
  expect(tell(await run(STREAMS, false))).toEqual([
    ['added', 'Safety grant', null],
    ['added', 'Health pot', null],
  ]);
  expect(await db().does(keeper(), async (tx) => (await findStream(tx, 'grant')) ?? 'none')).toBe('none');
  await run(STREAMS, true);
  const grant = await db().does(keeper(), (tx) => findStream(tx, 'grant'));
  expect(grant).toMatchObject({
    promised: 1_000_00,
    received: 600_00,
    available: 600_00,
    lapsesOn: '2013-03-31',
  });
  expect(tell(await run(STREAMS.replace('Health pot', 'Health and care pot'), true))).toEqual([
    ['unchanged', 'Safety grant', null],
    ['changed', 'Health and care pot', null],
  ]);
});

test('a row that cannot be taken is refused with its reason, and nothing is written', async () => {
  const text = `${STREAMS}third,Third,grant,nobody,grant,,,,\nfourth,Fourth,grant,council,grant,much,,,\n`;
  const result = await db().as(keeper(), (tx) => importStreams(tx, keeper(), text, { write: true }));
  expect(tell(result)).toContainEqual(['refused', 'Third', 'There is no agency "nobody".']);
  expect(tell(result)).toContainEqual([
    'refused',
    'Fourth',
    'Enter an amount in pounds, such as 23902 or 23,902.50',
  ]);
  expect(isRefusal(result) || result.written).toBe(false);
});

test('a request comes with its instalments, its split and its place before the boards', async () => {
  const run = (text: string) =>
    db().as(keeper(), (tx) => importRequests(tx, keeper(), text, { write: true }));
  expect(tell(await run(REQUESTS))).toEqual([['added', 'Street wardens', null]]);
  const request = await db().does(keeper(), (tx) => findRequest(tx, 'wardens'));
  expect(request).toMatchObject({ state: 'submitted', pence: 300_00, reference: '2012-01' });
  expect(await db().does(keeper(), (tx) => listSplit(tx, request?.id ?? ''))).toMatchObject([
    { slug: 'grant', pence: 300_00 },
  ]);
  expect(tell(await run(REQUESTS))).toEqual([['unchanged', 'Street wardens', null]]);
  const wrong = REQUESTS.replace('wardens,', 'others,').replace('grant 300', 'none 300');
  expect(tell(await run(wrong))).toEqual([['refused', 'Street wardens', 'There is no stream "none".']]);
});
