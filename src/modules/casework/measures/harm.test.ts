/** What is counted of victims and restorative justice, under a role that sees no name. All people are synthetic. */
import { beforeAll, expect, test } from 'vitest';
import { plainDate } from '../../../kernel/plain-date.ts';
import type { Member } from '../../../platform/actor.ts';
import { system } from '../../../platform/actor.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import { stateOf, transact } from '../../../platform/database/transaction.ts';
import { saveRecord } from '../people/index.ts';
import { moveMatter, openMatter } from '../restorative/matter.ts';
import { addMatterPerson, recordMatterConsent } from '../restorative/people.ts';
import { aCaseworker, testSubjects, works } from '../testing/working.ts';
import { recordContact } from '../victims/contact.ts';
import { openSupport } from '../victims/support.ts';
import { caseworkMeasures } from './index.ts';

const db = testDatabase();
const subjects = testSubjects();
const day = (text: string) => plainDate(`2013-01-${text}`);
let [champion, police]: Member[] = [];

beforeAll(async () => {
  [champion, police] = [await aCaseworker(db()), await aCaseworker(db())];
});

const somebody = () => {
  if (!champion || !police) throw new Error('Inside tests only');
  return { champion, police };
};
const aRecord = (who: Member, surname: string, dateOfBirth: string) =>
  works(db(), who, (tx, actor) =>
    saveRecord(tx, actor, subjects(), {
      ...{ agencyId: who.agencyId, givenNames: 'Made', surname, dateOfBirth, source: 'form' },
    }),
  );
const supported = async (who: Member, recordId: string, reached: boolean) => {
  const { id } = await works(db(), who, (tx, actor) =>
    openSupport(tx, actor, subjects(), { recordId, harm: 'theft', source: 'police', openedOn: day('02') }),
  );
  await works(db(), who, (tx, actor) =>
    recordContact(tx, actor, subjects(), {
      ...{ supportId: id, on: day('05'), how: 'visit', reached, words: '', promiseId: null },
    }),
  );
};
const countOf = async (name: string, from = day('01'), until = plainDate('2013-03-31')) => {
  const measure = caseworkMeasures.find((one) => one.name === name);
  if (!measure) throw new Error(name);
  const counter = system('measure', db().partnershipId, ['read', 'casework.machine']);
  const { rows } = await transact(db().statistics, counter, (tx) =>
    stateOf(tx).client.query(measure.sql, [from, until]),
  );
  return new Map(rows.map(({ group_key, value }) => [group_key, value]));
};

test('a victim counts once they were reached, and once in all when two agencies support them', async () => {
  const { champion, police } = somebody();
  const first = await aRecord(champion, 'Harmwell', '1951-01-01');
  const same = await aRecord(police, 'Harmwell', '1951-01-01');
  const second = await aRecord(champion, 'Otherperson', '1972-02-02');
  const never = await aRecord(champion, 'Neverreached', '1983-03-03');
  await supported(champion, first.recordId, true);
  await supported(police, same.recordId, true);
  await supported(champion, second.recordId, true);
  await supported(champion, never.recordId, false);
  const counted = await countOf('victims-supported');
  expect([...counted.values()].toSorted()).toEqual(
    [1, 2, first.clusterId === same.clusterId ? 2 : 3].toSorted(),
  );
  expect((await countOf('victims-supported', day('06'))).get('')).toBe(0);
});

test('restorative justice counts by kind in the period in which it was held, and not what was not taken up', async () => {
  const { police } = somebody();
  const matter = async (held: boolean) => {
    const { id } = await works(db(), police, (tx, actor) =>
      openMatter(tx, actor, {
        ...{
          kind: 'community-resolution',
          source: 'police',
          referredOn: day('02'),
          restricted: false,
          caseId: null,
        },
      }),
    );
    const move = (revision: number, more: object) =>
      works(db(), police, (tx, actor) =>
        moveMatter(tx, actor, {
          ...{ id, revision, to: 'held', on: day('10'), meetingOn: day('12'), because: null },
          ...more,
        }),
      );
    if (!held) return move(1, { to: 'not-taken-up', because: 'no-contact' });
    const { recordId } = await aRecord(police, 'Responsible', '1990-09-09');
    const person = await works(db(), police, (tx, actor) =>
      addMatterPerson(tx, actor, subjects(), { matterId: id, role: 'responsible', recordId, name: '' }),
    );
    await works(db(), police, (tx, actor) =>
      recordMatterConsent(tx, actor, {
        ...{ matterId: id, id: person.id, revision: 1, consent: 'given', on: day('03') },
      }),
    );
    await move(1, { to: 'preparing', on: day('03') });
    return move(2, {});
  };
  await matter(true);
  await matter(false);
  expect([...(await countOf('restorative-justice'))].toSorted()).toEqual([
    ['', 1],
    ['community-resolution', 1],
  ]);
  expect([...(await countOf('restorative-justice', day('11')))]).toEqual([['', 0]]);
});
