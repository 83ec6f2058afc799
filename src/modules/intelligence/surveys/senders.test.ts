import { beforeAll, expect, test } from 'vitest';
import { type SignedInCaller, testApp } from '../../../../test/support/app.ts';
import { networkOf } from './senders.ts';
import { answerPublicly } from './testing.ts';

const concord = testApp();
const WAVE = '/surveys/doorstep/waves/doorstep-1';
const FORM = '/have-your-say/doorstep-1';
const LIBRARY = '203.0.113.7';
const ENOUGH = 'As many answers came from your network today as this form takes from one';
const says = (from: string, words = 'Litter') =>
  answerPublicly(concord(), 'doorstep-1', { bothers: words }, from);
const formFrom = async (remoteAddress: string): Promise<string> =>
  (await concord().inject({ method: 'GET', url: FORM, remoteAddress })).body;
let editor: SignedInCaller;

beforeAll(async () => {
  editor = await concord().signInAs('indicators.edit');
  await editor.post('/surveys', { title: 'Doorstep', slug: 'doorstep' });
  await editor.post('/surveys/doorstep/questions', {
    ...{ wording: 'What bothers you?', slug: 'bothers', kind: 'text' },
  });
  const day = (name: string, year: string, month: string, of: string) => ({
    [`${name}-day`]: of,
    [`${name}-month`]: month,
    [`${name}-year`]: year,
  });
  await editor.post('/surveys/doorstep/waves', {
    ...{ title: 'Winter', slug: 'doorstep-1', method: 'mixed', weights: 'unweighted' },
    ...day('startsOn', '2012', '12', '1'),
    ...day('endsOn', '2099', '1', '31'),
  });
  const opened = await editor.post(`${WAVE}/opening`, {
    ...day('closesOn', '2099', '1', '31'),
    ...{ mostADay: '50', mostFromOne: '2', otherwise: 'paper forms lie in the library' },
  });
  expect(opened.statusCode).toBe(303);
});

test('one network gives a share of the day; who comes after is told of other ways, loses nothing, and others go on', async () => {
  for (const words of ['Litter', 'Noise']) expect((await says(LIBRARY, words)).statusCode).toBe(303);
  const refused = await says(LIBRARY, 'Typed with care');
  expect(refused.statusCode).toBe(422);
  for (const words of [
    ENOUGH,
    'tomorrow, or another way: paper forms lie in the library.',
    'Typed with care',
  ])
    expect(refused.body).toContain(words);
  expect(await formFrom(LIBRARY)).toContain(ENOUGH);
  expect(await formFrom('203.0.113.8')).not.toContain(ENOUGH);
  expect((await says('203.0.113.8')).statusCode).toBe(303);
  expect((await editor.get(WAVE)).body).toContain(
    'At most 50 answers a day; 3 so far today. From one network at most 2',
  );
});

test('whoever runs the survey lets a network give more', async () => {
  const change = (mostFromOne: string) =>
    editor.form(`${WAVE}/cap`, { mostADay: '50', mostFromOne, otherwise: '', _revision: '1' });
  expect((await editor.get(`${WAVE}/cap`)).body).toContain('How many of them from one network?');
  expect((await change('0')).body).toContain('Enter a number from 1 to 100,000');
  expect((await change('3')).headers.location).toBe(WAVE);
  expect((await says(LIBRARY)).statusCode).toBe(303);
  expect((await says(LIBRARY)).statusCode).toBe(422);
});

test('of several that come at once no more are taken than the number, and what is refused is not counted', async () => {
  const from = '198.51.100.1';
  expect((await says(from, '')).statusCode).toBe(422);
  const answers = await Promise.all(Array.from({ length: 6 }, () => says(from)));
  expect(answers.filter(({ statusCode }) => statusCode === 303)).toHaveLength(3);
});

test('a house with many networks of its own gives five times the share of one', async () => {
  const statuses: number[] = [];
  for (let at = 0; at < 18; at++) statuses.push((await says(`2001:db8:9:${at}::1`)).statusCode);
  expect(statuses.filter((status) => status === 303)).toHaveLength(15);
  expect(statuses.slice(15)).toEqual([422, 422, 422]);
  expect((await says('2001:db8:a:1::1')).statusCode).toBe(303);
});

test('addresses that tell nobody apart have no limit of their own', async () => {
  for (let at = 0; at < 5; at++) expect((await says('127.0.0.1')).statusCode).toBe(303);
});

test('on another day it begins anew', async () => {
  await concord().itIs('2013-01-18');
  expect(await formFrom(LIBRARY)).not.toContain(ENOUGH);
  expect((await says(LIBRARY)).statusCode).toBe(303);
});

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:db8:1:2::6', '2001:db8:1:2'],
  ['2001:db8::6', '2001:db8:0:0'],
  ['2001:DB8:0:0:8::', '2001:db8:0:0'],
  ['127.0.0.1', undefined],
  ['::1', undefined],
  ['::ffff:10.1.2.3', undefined],
  ['172.18.0.1', undefined],
  ['fd00::7', undefined],
  ['fe80::1%eth0', undefined],
])('the network of %s is %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
