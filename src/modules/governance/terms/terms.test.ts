import { beforeAll, describe, expect, test } from 'vitest';
import type { Id } from '../../../kernel/ids.ts';
import { plainDate } from '../../../kernel/plain-date.ts';
import { orThrow } from '../../../kernel/refusal.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import { addAgency } from '../../partners/index.ts';
import { EARLIER } from '../../partners/testing.ts';
import { addBody, bodyFields } from '../body.ts';
import { listMembers } from './member-queries.ts';
import { addMember, endMember } from './members.ts';
import { elect } from './offices.ts';
import { termsInForce } from './queries.ts';
import { adoptTerms, changeTerms, draftTerms } from './terms.ts';

const db = testDatabase();
const clerk = () => db().with('read', 'governance.edit', 'partners.edit');
const adopter = () => db().with('read', 'terms.adopt');
let body: Id<'body'>;
const agencies: Id<'agency'>[] = [];

const BLANK = {
  sector: 'other',
  statutory: true,
  joinedOn: null,
  website: null,
  email: null,
  telephone: null,
  address: null,
  note: null,
} as const;

beforeAll(async () => {
  await db().does(clerk(), async (tx) => {
    body = orThrow(
      await addBody(
        tx,
        clerk(),
        bodyFields.parse({ name: 'Commissioning Partnership', kind: 'commissioning' }),
      ),
    ).id;
    for (const name of ['District', 'County', 'Police']) {
      agencies.push(orThrow(await addAgency(tx, clerk(), { ...BLANK, name, shortName: name })).id);
    }
  });
});

const seats = [
  { title: 'District', standing: 'core' as const },
  { title: 'County', standing: 'core' as const },
];
const quorum = { rule: 'number' as const, number: 2 };

describe('terms of reference', () => {
  test('a draft binds nobody; what was adopted is in force from its day, and nobody can change it', async () => {
    const on = plainDate('2012-12-14');
    const { id } = await db().does(clerk(), async (tx) =>
      orThrow(await draftTerms(tx, clerk(), body, { quorum, seats, sittingsAYear: 6 })),
    );
    expect(await db().does(clerk(), async (tx) => termsInForce(tx, body, on))).toBeUndefined();
    await db().does(clerk(), async (tx) =>
      orThrow(
        (await changeTerms(tx, clerk(), id, 1, { quorum, seats, sittingsAYear: 5, papersDaysBefore: 7 })) ??
          true,
      ),
    );
    expect(
      await db().as(adopter(), (tx) =>
        adoptTerms(tx, adopter(), { termsId: id, on, by: 'Strategic Board', ground: EARLIER, revision: 1 }),
      ),
    ).toMatchObject({ refused: 'changed-meanwhile' });
    await db().does(adopter(), async (tx) =>
      orThrow(
        await adoptTerms(tx, adopter(), {
          termsId: id,
          on,
          by: 'Strategic Board',
          ground: EARLIER,
          revision: 2,
        }),
      ),
    );
    expect(
      await db().does(clerk(), async (tx) => [
        (await termsInForce(tx, body, plainDate('2012-12-13')))?.version,
        (await termsInForce(tx, body, on))?.sittingsAYear,
      ]),
    ).toEqual([undefined, 5]);
    expect(await db().as(clerk(), (tx) => changeTerms(tx, clerk(), id, 2, { quorum }))).toMatchObject({
      refused: 'terms-adopted-already',
    });
    const forced = await db().as(clerk(), (tx) =>
      tx
        .updateTable('governance.terms')
        .set({ purpose: 'Another', revision: 3 })
        .where('id', '=', id)
        .execute(),
    );
    expect(forced).toMatchObject({ refused: 'terms-adoption-of-terms' });
  });

  test('terms do not escalate, nor owe a report, to a body that has ended', async () => {
    const ended = await db().does(clerk(), async (tx) => {
      const fields = bodyFields.parse({ name: 'Crime Board', kind: 'thematic' });
      const { id } = orThrow(await addBody(tx, clerk(), fields));
      return id;
    });
    const other = await db().does(clerk(), async (tx) => {
      const fields = bodyFields.parse({ name: 'Safety Panel', kind: 'panel' });
      return orThrow(await addBody(tx, clerk(), fields)).id;
    });
    await db().ownerPool.query(`update governance.body set ends_on = '2012-12-31' where id = $1`, [ended]);
    const tried = (input: object) => db().as(clerk(), (tx) => draftTerms(tx, clerk(), other, input as never));
    expect(await tried({ escalation: { toId: ended, days: 14 } })).toMatchObject({
      refused: 'body-had-ended',
      field: 'escalatesTo',
    });
    expect(await tried({ duties: [{ cadence: 'quarter', toBodyId: ended }] })).toMatchObject({
      refused: 'body-had-ended',
      field: 'duties',
    });
    // What was in force while that body still was may say so.
    expect(await tried({ escalation: { toId: ended, days: 14 }, startsOn: '2012-04-01' })).toMatchObject({
      version: 1,
    });
  });

  test('the next version follows the one in force, from a later day', async () => {
    const next = await db().does(clerk(), async (tx) =>
      orThrow(await draftTerms(tx, clerk(), body, { quorum: { ...quorum, number: 1 }, seats })),
    );
    expect(next.version).toBe(2);
    expect(await db().as(clerk(), (tx) => draftTerms(tx, clerk(), body, {}))).toMatchObject({
      refused: 'terms-drafted-already',
    });
    const adopt = (on: string) =>
      db().as(adopter(), (tx) =>
        adoptTerms(tx, adopter(), {
          termsId: next.id,
          on: plainDate(on),
          by: 'Strategic Board',
          ground: EARLIER,
        }),
      );
    expect(await adopt('2012-12-14')).toMatchObject({ refused: 'terms-in-force-already' });
    expect(await adopt('2013-01-18')).toMatchObject({ refused: 'goes-through-a-decision' });
    expect(await adopt('2013-01-10')).toMatchObject({ version: 2, inForceFrom: '2013-01-10' });
    const found = await db().does(clerk(), async (tx) => [
      (await termsInForce(tx, body, plainDate('2013-01-09')))?.quorum.number,
      (await termsInForce(tx, body, plainDate('2013-01-10')))?.quorum.number,
    ]);
    expect(found).toEqual([2, 1]);
  });

  test('terms bind from their adoption or later, and are not adopted on a day to come', async () => {
    const first = async (startsOn: string | null, on: string) => {
      const group = await db().does(clerk(), async (tx) =>
        orThrow(
          await addBody(tx, clerk(), bodyFields.parse({ name: `Group ${startsOn}${on}`, kind: 'panel' })),
        ),
      );
      const { id } = await db().does(clerk(), async (tx) =>
        orThrow(
          await draftTerms(tx, clerk(), group.id, {
            startsOn: startsOn === null ? null : plainDate(startsOn),
          }),
        ),
      );
      return db().as(adopter(), (tx) =>
        adoptTerms(tx, adopter(), { termsId: id, on: plainDate(on), by: 'Strategic Board', ground: EARLIER }),
      );
    };
    expect(await first('2012-04-01', '2012-12-14')).toMatchObject({
      refused: 'terms-bind-from-their-adoption',
    });
    expect(await first(null, '2013-01-18')).toMatchObject({ refused: 'adoption-is-to-come' });
    expect(await first('2013-04-01', '2012-12-14')).toMatchObject({ inForceFrom: '2013-04-01' });
  });

  test('a quorum that could never be reached is refused', async () => {
    expect(
      await db().as(clerk(), (tx) =>
        draftTerms(tx, clerk(), body, { quorum: { ...quorum, number: 3 }, seats }),
      ),
    ).toMatchObject({ refused: 'quorum-cannot-be-reached' });
  });
});

describe('members', () => {
  test('a body never has two chairs at once; who leaves a seat leaves the chair', async () => {
    const actor = clerk();
    const [first, second] = await db().does(actor, async (tx) => [
      orThrow(await addMember(tx, actor, body, { standing: 'core', agencyId: agencies[0] ?? null })),
      orThrow(await addMember(tx, actor, body, { standing: 'core', agencyId: agencies[1] ?? null })),
    ]);
    const electOn = (membershipId: Id<'membership'> | undefined, on: string) =>
      db().as(actor, (tx) =>
        elect(tx, actor, body, {
          membershipId: membershipId ?? ('' as Id<'membership'>),
          office: 'chair',
          startsOn: plainDate(on),
          how: '',
        }),
      );
    expect(await electOn(first, '2012-12-14')).toEqual(expect.any(String));
    expect(await electOn(second, '2012-12-01')).toMatchObject({ refused: 'office-held-already' });
    expect(await electOn(second, '2013-01-10')).toEqual(expect.any(String));
    const chairs = async (on: string) =>
      (await db().does(actor, (tx) => listMembers(tx, body, plainDate(on))))
        .filter(({ office }) => office === 'chair')
        .map(({ agency }) => agency);
    expect([await chairs('2013-01-09'), await chairs('2013-01-10')]).toEqual([['District'], ['County']]);
    await db().does(actor, async (tx) =>
      orThrow((await endMember(tx, actor, second ?? '', 1, plainDate('2013-01-15'))) ?? true),
    );
    expect([await chairs('2013-01-15'), await chairs('2013-01-16')]).toEqual([['County'], []]);
  });

  test('a substitute sits for a member, and is not listed among the members', async () => {
    const actor = clerk();
    const on = plainDate('2013-01-10');
    const [principal] = await db().does(actor, (tx) => listMembers(tx, body, on));
    const add = (substituteForId: Id<'membership'> | null) =>
      db().as(actor, (tx) =>
        addMember(tx, actor, body, { standing: 'substitute', seatTitle: 'Deputy', substituteForId }),
      );
    expect(await add(null)).toMatchObject({ refused: 'membership-substitute-is-for-somebody' });
    expect(await add(principal?.id ?? null)).toEqual(expect.any(String));
    const found = await db().does(actor, async (tx) => [
      await listMembers(tx, body, on),
      await listMembers(tx, body, on, { substitutes: true }),
    ]);
    expect(found.map((members) => members?.some(({ standing }) => standing === 'substitute'))).toEqual([
      false,
      true,
    ]);
  });

  test('a core member stands for an organisation', async () => {
    const actor = clerk();
    expect(
      await db().as(actor, (tx) => addMember(tx, actor, body, { standing: 'core', seatTitle: 'Somebody' })),
    ).toMatchObject({ refused: 'membership-core-is-of-an-organisation', field: 'agencyId' });
  });
});
