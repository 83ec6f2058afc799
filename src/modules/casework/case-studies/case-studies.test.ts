/** A case study names nobody, is checked, consented to and signed off by somebody else; nothing identifying crosses. All people are synthetic. */
import { beforeAll, describe, expect, test } from 'vitest';
import { enrol } from '../../../../test/support/people.ts';
import { plainDate } from '../../../kernel/plain-date.ts';
import type { Member } from '../../../platform/actor.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import { openCase } from '../cases/case.ts';
import { addNeed } from '../cases/needs.ts';
import { addCasePerson } from '../cases/people.ts';
import { saveRecord } from '../people/index.ts';
import { aCaseworker, asks, CASEWORKER, PURPOSE, testSubjects, works } from '../testing/working.ts';
import { generalise } from './check/generalise.ts';
import { type Cells, recognise, type Told } from './check/recognise.ts';
import { caseStudySection } from './offer.ts';
import { findStudy } from './queries.ts';
import { draftStudy, recordStudyConsent, rewriteStudy, signOffStudy, takeBack } from './study.ts';

const db = testDatabase();
const subjects = testSubjects();
const today = plainDate('2013-01-17');
const known = {
  names: ['Ottoline Quartermain'],
  others: ['Barnaby Thistlewood'],
  places: ['Rugeley', '12 Larkspur Row, Rugeley', 'Larkspur Row'],
};
const NOTHING: Told = { place: null, age: null, sex: false, kind: false, rare: [] };
const CROWD: Cells = { alike: 50, ofKind: 90, population: null, placeName: null };

describe('generalising', () => {
  test('names, places, days, ages, numbers and rare facts go out of a text', () => {
    const told = generalise(
      'Ottoline (01889 555012, otty@example.org), aged 71, of 12 Larkspur Row, Rugeley WS15 2QX, uses a wheelchair. On 31 October 2012 Mr Thistlewood threw eggs; since March 2012 Quartermain’s twins stay in.',
      known,
    );
    for (const word of [
      'Ottoline',
      'Quartermain',
      'Thistlewood',
      'Larkspur',
      'Rugeley',
      'WS15',
      '2012',
      '71',
      '01889',
      'otty',
      'wheelchair',
      'twins',
    ])
      expect(told).not.toContain(word);
    expect(told).toContain('aged 65 or over');
    expect(told).toContain('that spring');
  });
});

describe('who could still be recognised', () => {
  const of = (text: string, told: Partial<Told> = {}, cells: Partial<Cells> = {}) =>
    recognise(text, known, { ...NOTHING, ...told }, { ...CROWD, ...cells });

  test('a name, a day, an age, a postcode or a street stops the story', () => {
    for (const text of [
      'Ottoline waited',
      'Barnaby came',
      'on 3 May 2012',
      'aged 71',
      'WS15 2QX',
      '4 Foundry Walk',
    ])
      expect(of(text).map(({ weight }) => weight)).toContain('stops');
    expect(of('An older person waited for some months.')).toEqual([]);
  });

  test('fewer than five who are as the story tells are a small cell, in words', () => {
    const [finding] = of('A story', { age: 'older' }, { alike: 2, ofKind: 30 });
    expect(finding).toMatchObject({ weight: 'weigh', who: 'The person' });
    expect(finding?.why).toContain('Among 30 people of such cases, 2 are as the story tells: fewer than 5');
  });

  test('a rare fact, a relation, a place and a sex that the check was not told of are said', () => {
    const why = of('She is blind; her son drives from Rugeley', { rare: ['keeps owls'] }).map(
      (one) => one.why,
    );
    expect(why.join('\n')).toMatch(/blind.*visible disability/);
    expect(why.join('\n')).toContain('“keeps owls”: a rare fact');
    expect(why.join('\n')).toContain('her son');
    expect(why.join('\n')).toContain('“Rugeley”');
    expect(why.join('\n')).toContain('man or a woman');
  });

  test('a place of which nobody knows how many live there hides nobody', () => {
    const why = of('A story', { place: 'rugeley' }, { placeName: 'Rugeley' }).map((one) => one.why);
    expect(why.join()).toContain('How many people live in Rugeley is not recorded');
    const few = of('A story', { place: 'rugeley' }, { placeName: 'Rugeley', population: 400 });
    expect(few.map((one) => one.why).join()).toContain('400 people');
  });
});

describe('from draft to report', () => {
  let writer: Member;
  let signer: Member;
  let stranger: Member;
  let recordId = '';
  let caseId = '';

  beforeAll(async () => {
    writer = await aCaseworker(db());
    stranger = await aCaseworker(db());
    const other = await enrol(db(), CASEWORKER);
    signer = { ...writer, accountId: other.accountId, personId: other.personId };
    await works(db(), writer, async (tx, actor) => {
      const saved = await saveRecord(tx, actor, subjects(), {
        ...{ agencyId: writer.agencyId, givenNames: 'Ottoline', surname: 'Quartermain', sex: 'F' },
        ...{ dateOfBirth: '1941-05-06', source: 'form' },
      });
      if ('refused' in saved) return saved;
      recordId = saved.recordId;
      const opened = await openCase(tx, actor, subjects(), {
        ...{ kind: 'anti-social-behaviour', title: 'Made up', because: 'Noise', openedOn: today },
        ...{ regime: 'uk-gdpr', restricted: false, assessment: '' },
      });
      if ('refused' in opened) return opened;
      caseId = opened.id;
      await addCasePerson(tx, actor, subjects(), { caseId, recordId, role: 'victim', on: today });
      return addNeed(tx, actor, subjects(), {
        ...{ caseId, says: 'Ottoline cannot sleep since 31 October 2012', wanted: 'Quiet nights' },
        wantedBy: plainDate('2013-03-01'),
      });
    });
  });

  const drafted = async () =>
    (await works(db(), writer, (tx, actor) => draftStudy(tx, actor, subjects(), { caseId, recordId }))).id;
  const seen = (id: string, who = writer) =>
    works(db(), who, (tx, actor) => findStudy(tx, actor, subjects(), id));
  const consents = (id: string, answer: 'given' | 'withdrawn') =>
    works(db(), writer, (tx, actor) =>
      recordStudyConsent(tx, actor, subjects(), { id, answer, how: 'written', on: today }),
    );
  const signs = async (id: string, who = signer, checked = 'Read by two people') => {
    const revision = (await seen(id))?.revision ?? 0;
    return asks(db(), who, (tx, actor) => signOffStudy(tx, actor, subjects(), { id, revision, checked }));
  };
  const offered = () =>
    db().does(db().with('read'), (tx) =>
      caseStudySection.gather(tx, db().with('read'), { asAt: today, periodStart: plainDate('2012-10-01') }),
    );

  test('a draft tells the need and not the name, and only its agency reads it', async () => {
    const id = await drafted();
    const view = await seen(id);
    expect(view?.draft.body).toContain('The person cannot sleep since one day');
    expect(JSON.stringify(view?.draft)).not.toMatch(/Ottoline|Quartermain|2012/);
    expect(view?.findings.filter(({ weight }) => weight === 'stops')).toEqual([]);
    expect(view?.findings.map(({ why }) => why).join()).toContain('fewer than 5');
    expect(await seen(id, stranger)).toBeUndefined();
    const { rows } = await db().ownerPool.query(`select draft::text from casework.case_study where id = $1`, [
      id,
    ]);
    expect(Buffer.from(String(rows[0].draft).slice(2), 'hex').toString()).not.toContain('sleep');
  });

  test('reports carry it only after consent, and a sign-off by somebody else than its writer', async () => {
    const id = await drafted();
    expect(await signs(id)).toMatchObject({ refused: 'consent-is-given-first' });
    await consents(id, 'given');
    expect(await signs(id, writer)).toMatchObject({ refused: 'signed-by-another' });
    expect(await offered()).toEqual([]);
    expect(await signs(id, signer, 'Mrs Quartermain agrees')).toMatchObject({
      refused: 'names-somebody-still',
    });
    expect(await signs(id)).toEqual({ id });
    const told = await offered();
    expect(told).toHaveLength(1);
    expect(JSON.stringify(told)).not.toMatch(/Ottoline|Quartermain/);
    expect(await signs(id)).toMatchObject({ refused: 'study-is-released' });
    await works(db(), writer, (tx, actor) => takeBack(tx, actor, subjects(), { id, on: today }));
    expect(await offered()).toEqual([]);
  });

  test('a story that names somebody is never signed off', async () => {
    const id = await drafted();
    await consents(id, 'given');
    const view = await seen(id);
    if (!view) throw new Error('The study was just drafted');
    await works(db(), writer, (tx, actor) =>
      rewriteStudy(tx, actor, subjects(), {
        ...{ id, revision: view.revision, draft: { ...view.draft, body: 'Mrs Quartermain sleeps.' } },
      }),
    );
    expect(await signs(id)).toMatchObject({ refused: 'names-somebody-still' });
  });

  test('who no longer wants their story told is told of no more', async () => {
    const id = await drafted();
    await consents(id, 'given');
    await signs(id);
    expect(await offered()).toHaveLength(1);
    await consents(id, 'withdrawn');
    expect(await offered()).toEqual([]);
  });

  test('what is released leads back to nobody when the case is gone', async () => {
    const id = await drafted();
    await consents(id, 'given');
    await signs(id);
    await db().ownerPool.query(`delete from casework.case_study_source where study_id = $1`, [id]);
    await db().ownerPool.query(`delete from casework.case_study where id = $1`, [id]);
    expect(await offered()).toHaveLength(1);
    const { rows } = await db().ownerPool.query(
      `select column_name from information_schema.columns where table_schema = 'casework' and table_name = 'case_study_release'`,
    );
    expect(rows.map((row) => row.column_name).join()).not.toMatch(/record|case_id|cluster/);
  });

  test('another purpose than casework’s does not open a draft', async () => {
    const id = await drafted();
    const { purpose: _purpose, ...without } = writer;
    expect(await db().as(without, (tx) => findStudy(tx, without, subjects(), id))).toBeUndefined();
    expect(PURPOSE).toBe(writer.purpose);
  });
});
