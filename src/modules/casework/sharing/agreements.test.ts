import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../../../app.ts';
import { plainDate } from '../../../kernel/plain-date.ts';
import { orThrow } from '../../../kernel/refusal.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import { importAgencies, importPosts } from '../../partners/index.ts';
import { findPurpose } from '../purpose/queries.ts';
import { aCaseworker, agree, asks, testSubjects } from '../testing/working.ts';
import { type AgreementFields, addAgreement, changeAgreement } from './agreement.ts';
import { findAgreement, listAgreements, listContacts, listVersions } from './agreements.ts';
import { disclose } from './disclosure.ts';
import { importAgreements, importPurposes, loadSharingExample } from './import.ts';

const db = testDatabase();
const subjects = testSubjects();
const KEEPER = ['read', 'sharing.agree', 'partners.edit'] as const;
const example = (name: string) => readFileSync(path.join(ROOT, 'examples/cannock-chase', name), 'utf8');

async function fieldsBetween(): Promise<AgreementFields> {
  const [one, other] = [await aCaseworker(db()), await aCaseworker(db())];
  return {
    title: 'Hub',
    providers: [one.agencyId],
    recipients: [other.agencyId],
    purposes: ['vulnerability'],
    categories: ['known', 'identity'],
    conditions: '',
    assessment: '',
    startsOn: plainDate('2012-04-01'),
    reviewOn: plainDate('2013-02-01'),
    endsOn: null,
  };
}

describe('an agreement', () => {
  const keeper = () => db().with(...KEEPER);

  test('is due for review thirty days before its date, and overdue after it', async () => {
    const fields = await fieldsBetween();
    const made = orThrow(
      await db().does(keeper(), async (tx) => orThrow(await addAgreement(tx, keeper(), fields))),
    );
    const standing = async () =>
      (await db().does(keeper(), (tx) => findAgreement(tx, keeper(), made.slug)))?.standing;
    expect(await standing()).toBe('review-due');
    await db().does(keeper(), async (tx) =>
      orThrow(
        await changeAgreement(tx, keeper(), made.slug, 1, { ...fields, reviewOn: plainDate('2013-01-16') }),
      ),
    );
    expect(await standing()).toBe('review-overdue');
    const versions = await db().does(keeper(), (tx) => listVersions(tx, keeper(), made.id));
    expect(versions.map(({ revision, said }) => [revision, said.reviewOn])).toEqual([
      [2, '2013-01-16'],
      [1, '2013-02-01'],
    ]);
    expect(
      await db().as(keeper(), (tx) => changeAgreement(tx, keeper(), made.slug, 1, fields)),
    ).toMatchObject({ refused: 'changed-meanwhile' });
  });

  test('has somebody who provides and somebody else who receives', async () => {
    const fields = await fieldsBetween();
    const made = (change: Partial<AgreementFields>) =>
      db().as(keeper(), (tx) => addAgreement(tx, keeper(), { ...fields, ...change, slug: 'x' }));
    expect(await made({ recipients: fields.providers })).toMatchObject({
      refused: 'agreement-has-a-recipient',
    });
    expect(await made({ providers: [] })).toMatchObject({ refused: 'agreement-has-a-provider' });
  });

  test('is made by information governance only', async () => {
    const fields = await fieldsBetween();
    const manager = db().with('read', 'casework.settings');
    expect(await db().as(manager, (tx) => addAgreement(tx, manager, fields))).toMatchObject({
      refused: 'not-allowed',
    });
  });

  test('of the example is imported with its purposes and contacts; again nothing changes', async () => {
    const founded = db().with(...KEEPER);
    await db().does(founded, async (tx) => {
      orThrow(await importAgencies(tx, founded, example('agencies.csv'), { write: true }));
      orThrow(await importPosts(tx, founded, example('posts.csv'), { write: true }));
      orThrow(await loadSharingExample(tx, founded, example));
    });
    const agreements = await db().does(founded, (tx) => listAgreements(tx, founded));
    expect(agreements.map(({ title }) => title)).toContain('Inter-agency referral scheme');
    expect((await db().does(founded, (tx) => listContacts(tx, founded))).length).toBeGreaterThan(4);
    expect(await db().does(founded, (tx) => findPurpose(tx, founded, 'law-enforcement'))).toMatchObject({
      regime: 'part-3',
    });
    const again = await db().does(founded, async (tx) => [
      orThrow(await importPurposes(tx, founded, example('casework/purposes.json'), { write: false })),
      orThrow(
        await importAgreements(
          tx,
          founded,
          JSON.stringify(JSON.parse(example('casework/agreements.json')).agreements),
          { write: false },
        ),
      ),
    ]);
    expect(again.map(({ counts }) => [counts.added, counts.changed, counts.refused])).toEqual([
      [0, 0, 0],
      [0, 0, 0],
    ]);
  });
});

describe('what leaves an agency', () => {
  const item = { kind: 'referral', id: '018f0000-0000-7000-8000-000000000001' };

  test('is covered by an agreement for recipient, purpose and every category, or names another ground', async () => {
    const [from, to] = [await aCaseworker(db()), await aCaseworker(db())];
    await agree(db(), from, to, ['known', 'referrals']);
    const out = (more: object) =>
      asks(db(), from, (tx, actor) =>
        disclose(tx, actor, subjects(), {
          item,
          clusterId: null,
          to: { agencyId: to.agencyId },
          categories: ['referrals'],
          ...more,
        }),
      );
    expect(await out({})).toHaveProperty('id');
    expect(await out({ categories: ['referrals', 'health'] })).toMatchObject({
      refused: 'disclosure-covered-by-no-agreement',
    });
    expect(await out({ categories: ['health'], ground: 'consent' })).toHaveProperty('id');
    expect(await out({ to: { outside: 'A solicitor' } })).toMatchObject({
      refused: 'disclosure-covered-by-no-agreement',
    });
    const { rows } = await db().ownerPool.query(
      'select ground, basis, agreement_id is not null as agreed from casework.disclosure where from_agency_id = $1 order by at',
      [from.agencyId],
    );
    expect(rows).toEqual([
      { ground: 'agreement', basis: 'Crime and Disorder Act 1998, section 115', agreed: true },
      { ground: 'consent', basis: 'Consent of the person', agreed: false },
    ]);
  });

  test('is written once and for all: the ledger is neither changed nor shortened', async () => {
    for (const statement of [
      'update casework.disclosure set basis = basis',
      'delete from casework.disclosure',
    ])
      await expect(db().pool.query(statement)).rejects.toThrow('permission denied');
  });
});
