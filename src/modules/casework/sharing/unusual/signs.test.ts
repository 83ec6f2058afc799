import { describe, expect, test } from 'vitest';
import { type Known, type Read, signsIn, THRESHOLDS } from './signs.ts';

const none: Known = {
  restricted: new Set(),
  atWork: new Set(),
  sameSurname: new Set(),
  ownRecord: new Set(),
  sameAddress: new Set(),
  samePostcode: new Set(),
  readersInAWeek: new Map(),
};
let events = 0;
const read = (more: Partial<Read> = {}): Read => ({
  event: `event ${++events}`,
  accountId: 'reader',
  agencyId: 'agency',
  clusterId: 'person',
  hour: 10,
  ...more,
});
const kinds = (reads: readonly Read[], known: Partial<Known> = {}) =>
  signsIn(reads, { ...none, ...known }).map(({ kind }) => kind);

describe('reading that should be looked at', () => {
  test('is none of a day’s work', () => {
    expect(kinds([read(), read({ hour: 23 })], { atWork: new Set(['agency person']) })).toEqual([]);
  });

  test('is reading much at night', () => {
    const night = Array.from({ length: THRESHOLDS.atNight }, (_, at) =>
      read({ hour: 3, clusterId: `p${at % 4}` }),
    );
    expect(signsIn(night, none)).toEqual([
      {
        kind: 'at-night',
        accountId: 'reader',
        agencyId: 'agency',
        clusterId: null,
        times: THRESHOLDS.atNight,
        people: 4,
      },
    ]);
    expect(kinds(night.slice(1))).toEqual([]);
  });

  test('a case that is read at night is one reading, however many people are in it', () => {
    const people = Array.from({ length: THRESHOLDS.atNight }, (_, at) =>
      read({ event: 'one', hour: 2, clusterId: `p${at}` }),
    );
    expect(kinds(people)).toEqual([]);
  });

  test('is reading many people with whom the reader’s agency has no open work', () => {
    const many = Array.from({ length: THRESHOLDS.withoutWork }, (_, at) => read({ clusterId: `p${at}` }));
    expect(kinds(many)).toEqual(['without-work']);
    expect(kinds(many, { atWork: new Set(['agency p0']) })).toEqual([]);
  });

  test('is reading oneself, those at one’s address or postcode, and those of one’s surname: the closest is said', () => {
    const pair = new Set(['reader person']);
    expect(kinds([read()], { sameSurname: pair })).toEqual(['same-surname']);
    expect(kinds([read()], { sameSurname: pair, samePostcode: pair })).toEqual(['same-postcode']);
    expect(kinds([read()], { sameSurname: pair, sameAddress: pair })).toEqual(['same-address']);
    expect(kinds([read()], { sameSurname: pair, sameAddress: pair, ownRecord: pair })).toEqual([
      'own-record',
    ]);
  });

  test('is every reading of a restricted record', () => {
    expect(kinds([read(), read()], { restricted: new Set(['person']) })).toEqual(['restricted']);
  });

  test('is one person read by many in a week, though by few on each day', () => {
    const week = { readersInAWeek: new Map([['person', THRESHOLDS.readers]]) };
    expect(kinds([read()], week)).toEqual(['known-widely']);
    expect(kinds([read()], { ...week, atWork: new Set(['agency person']) })).toEqual([]);
  });

  test('is one person read by many on one day, for each reader who has no work with them', () => {
    const readers = Array.from({ length: THRESHOLDS.readers }, (_, at) =>
      read({ accountId: `reader${at}`, agencyId: at === 0 ? 'at-work' : 'agency' }),
    );
    expect(kinds(readers, { atWork: new Set(['at-work person']) })).toHaveLength(THRESHOLDS.readers - 1);
  });
});
