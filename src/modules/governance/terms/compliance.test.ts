import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Id, newId } from '../../../kernel/ids.ts';
import { addDays, plainDate } from '../../../kernel/plain-date.ts';
import { orThrow } from '../../../kernel/refusal.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import { EARLIER } from '../../partners/testing.ts';
import { addBody, bodyFields } from '../body.ts';
import { addSitting, recordSittingOutcome } from '../index.ts';
import { findBody } from '../queries.ts';
import { listObligations, type Obligation, stateInWords, tally } from './compliance.ts';
import { addMember } from './members.ts';
import { elect } from './offices.ts';
import { listReportPapers, nameReport } from './report-paper.ts';
import { adoptTerms, draftTerms } from './terms.ts';

const db = testDatabase();
const clerk = () =>
  db().with('read', 'governance.edit', 'meeting.record', 'papers.exempt', 'terms.adopt', 'escalation.raise');
const ADOPTED = plainDate('2012-12-14');
let partnership: Id<'body'>;
let board: Id<'body'>;

/** A sitting of 2013 and what became of it: when its papers and minutes went out, and which reports it received. */
interface Sat {
  readonly body: string;
  readonly day: string;
  readonly outcome?: 'held' | 'cancelled' | 'inquorate';
  readonly papers?: string;
  readonly minutes?: string;
  readonly reports?: readonly (readonly [Id<'body'>, 'quarter' | 'year'] | 'unmarked')[];
  /** What its reports are about, where that is known. */
  readonly about?: readonly [string, string];
}

async function sit({ body: slug, day, outcome = 'held', papers, minutes, reports = [], about }: Sat) {
  const actor = clerk();
  const own = { partnership_id: actor.partnershipId };
  await db().does(actor, async (tx) => {
    const body = await findBody(tx, slug);
    if (!body) throw new Error(`no body ${slug}`);
    const on = plainDate(day);
    const sitting = orThrow(
      await addSitting(tx, actor, body, { day: on, precision: 'day', kind: 'ordinary' }),
    );
    const reason = outcome === 'held' ? null : 'Too few could come';
    orThrow((await recordSittingOutcome(tx, actor, sitting, { outcome, recordedOn: on, reason })) ?? true);
    const shown = { body_slug: slug, body_name: body.name, sitting_id: sitting, day: on, contents: '{}' };
    const hash = createHash('sha256').update(sitting).digest();
    if (papers) {
      const pack = newId<'pack'>();
      const published_on = plainDate(papers);
      await tx
        .insertInto('governance.pack')
        .values({
          ...own,
          id: pack,
          sitting_id: sitting,
          number: 1,
          published_on,
          supplement: false,
          contents: '{}',
          hash,
        })
        .execute();
      await tx
        .insertInto('governance.public_pack')
        .values({ ...own, pack_id: pack, number: 1, published_on, ...shown })
        .execute();
    }
    if (minutes) {
      const id = newId<'minutes'>();
      const on_day = plainDate(minutes);
      await tx
        .insertInto('governance.minutes')
        .values({
          ...own,
          id,
          sitting_id: sitting,
          version: 1,
          state: 'published',
          on_day,
          contents: '{}',
          hash,
        })
        .execute();
      await tx
        .insertInto('governance.public_minutes')
        .values({ ...own, minutes_id: id, published_on: on_day, ...shown })
        .execute();
    }
    for (const report of reports)
      await tx
        .insertInto('governance.paper')
        .values({
          ...own,
          id: newId(),
          sitting_id: sitting,
          title: 'Report',
          subject_kind: 'edition',
          subject_id: newId(),
          ...(about ? { covers_from: plainDate(about[0]), covers_to: plainDate(about[1]) } : {}),
          ...(report === 'unmarked' ? {} : { report_of_id: report[0], report_cadence: report[1] }),
        })
        .execute();
  });
}

beforeAll(async () => {
  const actor = clerk();
  await db().does(actor, async (tx) => {
    const add = async (name: string, kind: string) =>
      orThrow(await addBody(tx, actor, bodyFields.parse({ name, kind }))).id;
    board = await add('Strategic Board', 'strategic');
    partnership = await add('Commissioning Partnership', 'commissioning');
    const terms = orThrow(
      await draftTerms(tx, actor, partnership, {
        quorum: { rule: 'number', number: 4 },
        sittingsAYear: 6,
        papersDaysBefore: 7,
        minutesDaysAfter: 14,
        chairElection: 'The members elect the chair from within their own membership.',
        chairTermMonths: 12,
        escalation: { toId: board, days: 14 },
        functions: [{ slug: 'commissioning', name: 'Commissioning' }],
        seats: ['District Council', 'Police', 'Clinical Commissioning Group', 'Public health'].map(
          (title) => ({
            title,
            standing: 'ordinary' as const,
            functionSlug: 'commissioning',
          }),
        ),
        duties: [
          { cadence: 'quarter', toBodyId: board },
          { cadence: 'year', toBodyId: board },
        ],
      }),
    );
    orThrow(
      await adoptTerms(tx, actor, { termsId: terms.id, on: ADOPTED, by: 'Strategic Board', ground: EARLIER }),
    );
  });
});

const on = (day: string, of = partnership) =>
  db().does(clerk(), (tx) => listObligations(tx, plainDate(day), { bodyId: of }));
const written = (obligations: readonly Obligation[], kind: string) =>
  obligations
    .filter((one) => one.kind === kind)
    .map(({ says, state, dueOn, metOn }) => [says, state, dueOn, metOn ?? '–'].join(' | '));

describe('the compliance clock', () => {
  test('on the day of adoption the whole year is due and nothing is late', async () => {
    const found = await on(ADOPTED);
    expect(tally(found)).toEqual({ met: 0, due: 12, late: 0 });
    expect(found[0]).toMatchObject({ yearStart: '2012-12-14', yearEnd: '2013-12-13', yearFrom: 'adoption' });
    expect(written(found, 'sitting')).toEqual([
      'Sitting 1 of 6 | due | 2013-02-11 | –',
      'Sitting 2 of 6 | due | 2013-04-13 | –',
      'Sitting 3 of 6 | due | 2013-06-13 | –',
      'Sitting 4 of 6 | due | 2013-08-13 | –',
      'Sitting 5 of 6 | due | 2013-10-13 | –',
      'Sitting 6 of 6 | due | 2013-12-13 | –',
    ]);
    expect(await on('2012-12-13')).toEqual([]);
  });

  test('a year is simulated: what was done in time, late, or not at all', async () => {
    const own = 'commissioning-partnership';
    await sit({ body: own, day: '2013-01-25', papers: '2013-01-18', minutes: '2013-02-08' });
    await sit({ body: 'strategic-board', day: '2013-03-08', reports: ['unmarked'] });
    await sit({ body: own, day: '2013-03-22', papers: '2013-03-18', minutes: '2013-04-12' });
    await sit({ body: own, day: '2013-05-24', papers: '2013-05-17' });
    await sit({ body: 'strategic-board', day: '2013-06-07', reports: [[partnership, 'quarter']] });
    await sit({
      body: own,
      day: '2013-07-26',
      papers: '2013-07-19',
      outcome: 'inquorate',
      minutes: '2013-08-01',
    });
    await sit({ body: own, day: '2013-08-02', papers: '2013-07-26', minutes: '2013-08-09' });
    await sit({ body: 'strategic-board', day: '2013-09-20' });
    await sit({ body: own, day: '2013-09-27', papers: '2013-09-20', minutes: '2013-10-11' });
    await sit({ body: own, day: '2013-11-22', outcome: 'cancelled' });
    await sit({
      body: 'strategic-board',
      day: '2013-12-06',
      reports: [
        [partnership, 'quarter'],
        [partnership, 'year'],
      ],
    });
    const found = await on('2013-12-13');
    expect(['sitting', 'papers', 'minutes', 'report'].map((kind) => written(found, kind))).toEqual([
      [
        'Sitting 1 of 6 | met | 2013-02-11 | 2013-01-25',
        'Sitting 2 of 6 | met | 2013-04-13 | 2013-03-22',
        'Sitting 3 of 6 | met | 2013-06-13 | 2013-05-24',
        'Sitting 4 of 6 | met | 2013-08-13 | 2013-08-02',
        'Sitting 5 of 6 | met | 2013-10-13 | 2013-09-27',
        'Sitting 6 of 6 | due | 2013-12-13 | –',
      ],
      [
        'Papers of 25 January 2013 | met | 2013-01-18 | 2013-01-18',
        'Papers of 22 March 2013 | met-late | 2013-03-15 | 2013-03-18',
        'Papers of 24 May 2013 | met | 2013-05-17 | 2013-05-17',
        'Papers of 26 July 2013 | met | 2013-07-19 | 2013-07-19',
        'Papers of 2 August 2013 | met | 2013-07-26 | 2013-07-26',
        'Papers of 27 September 2013 | met | 2013-09-20 | 2013-09-20',
      ],
      [
        'Minutes of 25 January 2013 | met | 2013-02-08 | 2013-02-08',
        'Minutes of 22 March 2013 | met-late | 2013-04-05 | 2013-04-12',
        'Minutes of 24 May 2013 | late | 2013-06-07 | –',
        'Minutes of 26 July 2013 | met | 2013-08-09 | 2013-08-01',
        'Minutes of 2 August 2013 | met | 2013-08-16 | 2013-08-09',
        'Minutes of 27 September 2013 | met | 2013-10-11 | 2013-10-11',
      ],
      [
        'Quarterly report 1 of 4 to the Strategic Board | met | 2013-03-13 | 2013-03-08',
        'Quarterly report 2 of 4 to the Strategic Board | met | 2013-06-13 | 2013-06-07',
        'Quarterly report 3 of 4 to the Strategic Board | late | 2013-09-13 | –',
        'Annual report to the Strategic Board | met | 2013-12-13 | 2013-12-06',
        'Quarterly report 4 of 4 to the Strategic Board | met | 2013-12-13 | 2013-12-06',
      ],
    ]);
  });

  test('papers that were due before the first terms were in force are owed to nobody', async () => {
    const actor = clerk();
    const [young, soon] = await db().does(actor, async (tx) => {
      const { id, slug } = orThrow(
        await addBody(tx, actor, bodyFields.parse({ name: 'Young Panel', kind: 'panel' })),
      );
      const terms = orThrow(await draftTerms(tx, actor, id, { papersDaysBefore: 7 }));
      const adoption = {
        termsId: terms.id,
        on: plainDate('2013-01-16'),
        by: 'Strategic Board',
        ground: EARLIER,
      };
      orThrow(await adoptTerms(tx, actor, adoption));
      return [id, slug] as const;
    });
    await sit({ body: soon, day: '2013-01-17' });
    await sit({ body: soon, day: '2013-01-25' });
    expect(written(await on('2013-01-26', young), 'papers')).toEqual([
      'Papers of 25 January 2013 | late | 2013-01-18 | –',
    ]);
  });

  test('at any day of the year it shows what was known then', async () => {
    const found = await on('2013-04-01');
    expect(written(found, 'sitting').slice(0, 3)).toEqual([
      'Sitting 1 of 6 | met | 2013-02-11 | 2013-01-25',
      'Sitting 2 of 6 | met | 2013-04-13 | 2013-03-22',
      'Sitting 3 of 6 | due | 2013-06-13 | –',
    ]);
    expect(written(found, 'minutes')[1]).toBe('Minutes of 22 March 2013 | due | 2013-04-05 | –');
    expect(written(found, 'report')[1]).toBe(
      'Quarterly report 2 of 4 to the Strategic Board | due | 2013-06-13 | –',
    );
  });

  test('a new year begins on the anniversary, with nothing of the old', async () => {
    const found = (await on('2013-12-14')).filter(({ kind }) => kind === 'sitting');
    expect(found[0]).toMatchObject({ yearStart: '2013-12-14', yearEnd: '2014-12-13' });
    expect(tally(found)).toEqual({ met: 0, due: 6, late: 0 });
  });

  test('a chair is elected at the first sitting, and again when the term ends', async () => {
    expect(written(await on('2013-02-01'), 'election')).toEqual([
      'Election of a chair | late | 2013-01-25 | –',
    ]);
    const actor = clerk();
    const electOn = (day: string) =>
      db().does(actor, async (tx) => {
        const membershipId = orThrow(
          await addMember(tx, actor, partnership, { standing: 'ordinary', seatTitle: `Elected on ${day}` }),
        );
        orThrow(
          await elect(tx, actor, partnership, {
            membershipId,
            office: 'chair',
            startsOn: plainDate(day),
            how: '',
          }),
        );
      });
    await electOn('2013-03-22');
    const known = await on('2013-04-01');
    expect([written(known, 'election'), written(known, 'term')]).toEqual([
      ['Election of a chair | met-late | 2013-01-25 | 2013-03-22'],
      [],
    ]);
    expect(written(await on('2014-04-01'), 'term')).toEqual([
      'End of the chair’s term of 12 months: the next election | late | 2014-03-22 | –'.replace('’', "'"),
    ]);
    await electOn('2014-04-10');
    const later = await on('2014-05-01');
    expect([written(later, 'election'), written(later, 'term')[0]]).toEqual([
      [],
      "End of the chair's term of 12 months: the next election | met-late | 2014-03-22 | 2014-04-10",
    ]);
  });

  test('what cannot be settled is answered by the body it escalates to, in the time the terms set', async () => {
    const actor = clerk();
    await db().does(actor, (tx) =>
      tx
        .insertInto('governance.escalation')
        .values({
          partnership_id: actor.partnershipId,
          id: newId(),
          from_body_id: partnership,
          to_body_id: board,
          raised_by: 'person',
          title: 'No provider can be found',
          says: 'Three were asked',
          raised_on: plainDate('2013-02-01'),
          answer_by: addDays(plainDate('2013-02-01'), 14),
        })
        .execute(),
    );
    expect(written(await on('2013-02-16'), 'escalation')).toEqual([
      'Answer of the Strategic Board to: No provider can be found | late | 2013-02-15 | –',
    ]);
  });

  test('where two bodies owe a report to the same board, a paper counts for the one it is named for', async () => {
    const actor = clerk();
    const today = (day: string) =>
      db().ownerPool.query('update partners.partnership set business_date = $1', [day]);
    await today('2013-12-14');
    const other = await db().does(actor, async (tx) => {
      const { id } = orThrow(
        await addBody(tx, actor, bodyFields.parse({ name: 'Executive Board', kind: 'executive' })),
      );
      const terms = orThrow(
        await draftTerms(tx, actor, id, { duties: [{ cadence: 'quarter', toBodyId: board }] }),
      );
      orThrow(
        await adoptTerms(tx, actor, {
          termsId: terms.id,
          on: plainDate('2013-12-14'),
          by: 'Strategic Board',
          ground: EARLIER,
        }),
      );
      return id;
    });
    await today('2013-01-17');
    await sit({ body: 'strategic-board', day: '2014-01-31', reports: ['unmarked'] });
    const state = async (of: Id<'body'>) => written(await on('2014-02-01', of), 'report')[0];
    expect([await state(partnership), await state(other)]).toEqual([
      'Quarterly report 1 of 4 to the Strategic Board | due | 2014-03-13 | –',
      'Quarterly report 1 of 4 to the Strategic Board | due | 2014-03-13 | –',
    ]);
    const [paper] = await db().does(actor, (tx) => listReportPapers(tx, other));
    const name = (cadence: 'quarter' | 'year') =>
      db().as(actor, (tx) =>
        nameReport(tx, actor, {
          bodyId: other,
          paperId: paper?.id ?? '',
          cadence,
          on: plainDate('2014-02-01'),
        }),
      );
    expect(await name('year')).toMatchObject({ refused: 'no-such-report-is-owed' });
    expect(await name('quarter')).toBeUndefined();
    expect([await state(partnership), await state(other)]).toEqual([
      'Quarterly report 1 of 4 to the Strategic Board | due | 2014-03-13 | –',
      'Quarterly report 1 of 4 to the Strategic Board | met | 2014-03-13 | 2014-01-31',
    ]);
  });

  test('a report counts for the period that it is about, late by the days it came after it; the next period still owes its own', async () => {
    const actor = clerk();
    const panel = await db().does(actor, async (tx) => {
      const add = async (name: string, kind: string) =>
        orThrow(await addBody(tx, actor, bodyFields.parse({ name, kind }))).id;
      const cabinet = await add('Cabinet', 'cabinet');
      const id = await add('Review Panel', 'panel');
      const terms = orThrow(
        await draftTerms(tx, actor, id, { duties: [{ cadence: 'quarter', toBodyId: cabinet }] }),
      );
      const adoption = { termsId: terms.id, on: ADOPTED, by: 'Cabinet', ground: EARLIER };
      orThrow(await adoptTerms(tx, actor, adoption));
      return id;
    });
    const reports = async (day: string) =>
      (await on(day, panel))
        .filter(({ kind }) => kind === 'report')
        .map((one) => `${one.number}: ${stateInWords(one)}, ${one.dueOn}, ${one.metOn ?? 'not given'}`);
    const first = { reports: ['unmarked'], about: ['2012-12-14', '2013-03-13'] } as const;
    expect((await reports('2013-03-15'))[0]).toBe('1: Late by 2 days, 2013-03-13, not given');
    await sit({ body: 'cabinet', day: '2013-03-16', ...first });
    expect((await reports('2013-03-16')).slice(0, 2)).toEqual([
      '1: Met, late by 3 days, 2013-03-13, 2013-03-16',
      '2: Due, 2013-06-13, not given',
    ]);
    // Where nobody knows what a report is about, the day of the sitting decides.
    await sit({ body: 'cabinet', day: '2013-06-07', reports: ['unmarked'] });
    expect((await reports('2013-06-07'))[1]).toBe('2: Met, 2013-06-13, 2013-06-07');
    await db().ownerPool.query(`update partners.partnership set business_date = '2013-09-30'`);
    const duties = await db().ownerPool.query(
      `select title from governance.duties_of_terms where subject_id = $1 and met_on is null order by due_on`,
      [panel],
    );
    await db().ownerPool.query(`update partners.partnership set business_date = '2013-01-17'`);
    // A report that is late can still be given.
    expect(duties.rows[0]).toEqual({ title: 'Review Panel: Quarterly report 3 of 4 to the Cabinet' });
  });

  test('a body that owes nothing has no clock, and nothing in the clock can be typed', async () => {
    expect(await on('2013-06-01', board)).toEqual([]);
    const typing = db().as(clerk(), (tx) =>
      tx
        .updateTable('governance.duties_of_terms' as never)
        .set({ met_on: '2013-01-01' } as never)
        .execute(),
    );
    await expect(typing).rejects.toThrow('cannot update view');
  });
});
