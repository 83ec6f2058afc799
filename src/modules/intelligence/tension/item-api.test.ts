import { beforeAll, describe, expect, test } from 'vitest';
import { type SignedInCaller, testApp } from '../../../../test/support/app.ts';

const concord = testApp({ example: true });
const ITEMS = '/api/v1/tension-items';
let recording: SignedInCaller;
let reading: SignedInCaller;
beforeAll(async () => {
  recording = await concord().token('tension.record', 'tension.group');
  reading = await concord().token();
});

const sign = (fields: object = {}) => ({
  form: 'experienced',
  happenedOn: '2013-01-11',
  level: 2,
  type: 'Youth',
  community: 'Young people',
  place: 'cannock',
  says: 'Shouting outside a shop.',
  tier: 'group',
  ...fields,
});

describe('a program records tension as the page does', () => {
  test('a sign is held by the agency of the program, by the names of the lists, and seen as far as its tier goes', async () => {
    const made = await recording.post(ITEMS, sign());
    expect(made.statusCode).toBe(201);
    expect(made.json()).toMatchObject({
      type: 'Youth',
      community: 'Young people',
      place: 'Cannock',
      tier: 'group',
    });
    const address = String(made.headers.location);
    expect((await recording.get(address)).headers.etag).toBe(made.headers.etag);
    expect((await reading.get(address)).statusCode).toBe(404);
    expect((await reading.post(ITEMS, sign())).statusCode).toBe(403);
  });

  test('words that may name somebody are asked about, and what is wrong is said at its field', async () => {
    const named = await recording.post(ITEMS, sign({ says: 'Seen by Jane Doe in the market.' }));
    expect(named.json()).toMatchObject({ name: 'may-name-somebody', errors: [{ field: 'namesChecked' }] });
    const looked = await recording.post(ITEMS, sign({ says: 'Seen by Jane Doe.', namesChecked: true }));
    expect(looked.statusCode).toBe(201);
    for (const [fields, name, field] of [
      [{ type: 'Young people' }, 'type-unknown', 'type'],
      [{ community: 'Youth' }, 'community-unknown', 'community'],
      [{ place: 'Atlantis' }, 'place-unknown', 'place'],
      [{ happenedOn: '2013-06-01' }, 'day-is-in-the-future', 'happenedOn'],
      [{ level: 20 }, 'tension-item-graded', 'level'],
      [{ tier: 'forums' }, 'tension-item-for-forums-says-what-is-told', 'forumSays'],
    ] as const)
      expect((await recording.post(ITEMS, sign(fields))).json()).toMatchObject({ name, errors: [{ field }] });
  });

  test('it is changed and closed by who has read it, and not over what somebody else changed', async () => {
    const made = await recording.post(ITEMS, sign());
    const address = String(made.headers.location);
    const closed = sign({ closedOn: '2013-01-16', closedSays: 'No more was told.' });
    expect((await recording.send('PUT', address, closed)).statusCode).toBe(428);
    const seen = { 'if-match': String(made.headers.etag) };
    const changed = await recording.send('PUT', address, closed, seen);
    expect(changed.json()).toMatchObject({ closedOn: '2013-01-16', closedSays: 'No more was told.' });
    expect((await recording.send('PUT', address, sign(), seen)).statusCode).toBe(412);
    const other = await concord().token('tension.group');
    expect((await other.send('PUT', address, sign(), seen)).statusCode).toBe(403);
  });
});
