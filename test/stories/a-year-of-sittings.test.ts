/**
 * December 2012 to December 2013: the year that the commissioning partnership's terms ask for, sat through by HTTP. Six
 * sittings, papers a week before, minutes within two weeks, a report each quarter and one a year, a chair to elect; and
 * what the compliance clock says of it on the way.
 */
import { beforeAll, describe, expect, test } from 'vitest';
import { longDate, plainDate } from '../../src/kernel/plain-date.ts';
import { type SignedInCaller, testApp } from '../support/app.ts';
import { done, type Json, type Thing } from './quarter-ground.ts';

const concord = testApp({ example: true });
const PARTNERSHIP = 'health-and-wellbeing-commissioning-partnership';
let clerk: SignedInCaller;
let report: { kind: 'report'; id: string };
const sittings = new Map<string, string>();
const seats = new Map<string, string>();

const read = async <T = Json>(path: string): Promise<T> => done<T>(await clerk.get(`/api/v1/${path}`));
const list = async <T = Json>(path: string): Promise<readonly T[]> =>
  (await read<{ items: T[] }>(path)).items;
const write = async <T = Thing>(path: string, body: Json = {}): Promise<T> =>
  done<T>(await clerk.post(`/api/v1/${path}`, body));
const called = (names: ReadonlyMap<string, string>, name: string): string => {
  const id = names.get(name);
  if (id === undefined) throw new Error(`Nothing is called ${name}`);
  return id;
};

beforeAll(async () => {
  clerk = await concord().token('governance.edit', 'meeting.record', 'minutes.agree', 'papers.exempt');
  for (const { id, seatTitle, functionSlug } of await list<
    Record<'id' | 'seatTitle' | 'functionSlug', string>
  >(`bodies/${PARTNERSHIP}/members`))
    if (functionSlug === 'commissioning') seats.set(seatTitle, id);
  const [first] = await list('reports');
  report = { kind: 'report', id: String(first?.id) };
});

async function plans(body: string, days: readonly string[]): Promise<void> {
  for (const day of days)
    sittings.set(`${body} ${day}`, (await write(`bodies/${body}/sittings`, { day })).id);
}

/** An item, a paper to it, and the pack goes out on a day. */
async function sendsPapers(of: string, on: string): Promise<void> {
  await concord().itIs(on);
  const sitting = called(sittings, of);
  const item = await write(`sittings/${sitting}/agenda`, { title: 'The local plan', type: 'discussion' });
  await write(`sittings/${sitting}/papers`, { title: 'Progress', itemId: item.id, words: 'As planned.' });
  await write(`sittings/${sitting}/packs`);
}

/** The board sits on its day with those who come, and what became of it is recorded. Gives the quorum in words. */
async function sits(of: string, who: readonly string[], outcome = 'held', reason?: string): Promise<string> {
  await concord().itIs(of.slice(-10));
  const sitting = called(sittings, of);
  for (const seat of who)
    await write(`sittings/${sitting}/attendance`, { kind: 'arrived', membershipId: called(seats, seat) });
  const { says } = await read<{ says: string }>(`sittings/${sitting}/quorum`);
  await write(`sittings/${sitting}/outcomes`, { outcome, ...(reason ? { reason } : {}) });
  return says;
}

/** Minutes are drafted, agreed by the chair and published, all on a day. */
async function publishesMinutes(of: string, on: string): Promise<void> {
  await concord().itIs(on);
  const sitting = called(sittings, of);
  await write(`sittings/${sitting}/minutes/drafts`, { version: 0 });
  await write(`sittings/${sitting}/minutes/agreements`, { version: 1, how: 'By mail' });
  await write(`sittings/${sitting}/minutes/publications`, { version: 2 });
}

/** The Strategic Board sits with the partnership's report among its papers. */
async function reports(day: string): Promise<void> {
  const of = `strategic-board ${day}`;
  await concord().itIs(day);
  await write(`sittings/${called(sittings, of)}/papers`, {
    title: 'Report of the partnership',
    subject: report,
  });
  await write(`sittings/${called(sittings, of)}/outcomes`, { outcome: 'held' });
}

interface Obligation {
  readonly kind: string;
  readonly says: string;
  readonly state: string;
  readonly dueOn: string;
  readonly metOn: string | null;
}
const WORDS: Readonly<Record<string, string>> = {
  met: 'met',
  'met-late': 'met late',
  due: 'due',
  late: 'LATE',
};
const inWords = (day: string | null): string => (day === null ? '' : longDate(plainDate(day)));

/** The clock as a clerk reads it: what, by when, where it stands and since when. */
async function clock(on: string, kinds?: readonly string[]): Promise<string> {
  await concord().itIs(on);
  const all = await list<Obligation>(`compliance?body=${PARTNERSHIP}&limit=200`);
  const shown = all.filter(({ kind }) => kinds === undefined || kinds.includes(kind));
  const wide = Math.max(...shown.map(({ says }) => says.length));
  return [
    longDate(plainDate(on)),
    ...shown.map(({ says, dueOn, state, metOn }) =>
      `${says.padEnd(wide)}  by ${inWords(dueOn).padEnd(17)}  ${(WORDS[state] ?? state).padEnd(8)}  ${inWords(metOn)}`.trimEnd(),
    ),
  ].join('\n');
}

const FOUR = [
  'District Council',
  'Staffs Police',
  'CC Clinical Commissioning Group',
  'Staffordshire County Council',
];

describe('a year of sittings against the terms', () => {
  test('January: the year is planned, and the clock shows all that the terms ask of the year since their adoption', async () => {
    await concord().itIs('2013-01-17');
    const days = ['2013-02-08', '2013-04-05', '2013-06-07', '2013-08-02', '2013-10-04', '2013-12-06'];
    await plans(PARTNERSHIP, days);
    await plans('strategic-board', ['2013-03-08', '2013-06-10', '2013-09-20', '2013-12-13']);
    expect(await clock('2013-01-17', ['sitting', 'report', 'election', 'vacancy'])).toMatchInlineSnapshot(`
      "17 January 2013
      Election of a chair                                                         by 8 February 2013    due
      Core seat without a member: Public health (Commissioning)                   by 8 February 2013    due
      Core seat without a member: Voluntary and Community Sector (Commissioning)  by 8 February 2013    due
      Sitting 1 of 6                                                              by 11 February 2013   due
      Quarterly report 1 of 4 to the Strategic Board                              by 13 March 2013      due
      Sitting 2 of 6                                                              by 13 April 2013      due
      Quarterly report 2 of 4 to the Strategic Board                              by 13 June 2013       due
      Sitting 3 of 6                                                              by 13 June 2013       due
      Sitting 4 of 6                                                              by 13 August 2013     due
      Quarterly report 3 of 4 to the Strategic Board                              by 13 September 2013  due
      Sitting 5 of 6                                                              by 13 October 2013    due
      Annual report to the Strategic Board                                        by 13 December 2013   due
      Quarterly report 4 of 4 to the Strategic Board                              by 13 December 2013   due
      Sitting 6 of 6                                                              by 13 December 2013   due"
    `);
  });

  test('February: it sits with four core organisations and elects a chair; papers and minutes are in time', async () => {
    await sendsPapers(`${PARTNERSHIP} 2013-02-08`, '2013-02-01');
    expect(await sits(`${PARTNERSHIP} 2013-02-08`, FOUR)).toMatchInlineSnapshot(
      `"Quorate: 4 of 4 core organisations are here and 4 are needed."`,
    );
    const chair = { membershipId: called(seats, FOUR[2] ?? ''), office: 'chair', startsOn: '2013-02-08' };
    await write(`bodies/${PARTNERSHIP}/elections`, { ...chair, how: 'By the members' });
    await publishesMinutes(`${PARTNERSHIP} 2013-02-08`, '2013-02-20');
    expect(await clock('2013-02-22', ['papers', 'minutes', 'election'])).toMatchInlineSnapshot(`
      "22 February 2013
      Papers of 8 February 2013   by 1 February 2013    met       1 February 2013
      Election of a chair         by 8 February 2013    met       8 February 2013
      Minutes of 8 February 2013  by 22 February 2013   met       20 February 2013
      Papers of 5 April 2013      by 29 March 2013      due
      Minutes of 5 April 2013     by 19 April 2013      due
      Papers of 7 June 2013       by 31 May 2013        due
      Minutes of 7 June 2013      by 21 June 2013       due
      Papers of 2 August 2013     by 26 July 2013       due
      Minutes of 2 August 2013    by 16 August 2013     due
      Papers of 4 October 2013    by 27 September 2013  due
      Minutes of 4 October 2013   by 18 October 2013    due
      Papers of 6 December 2013   by 29 November 2013   due
      Minutes of 6 December 2013  by 20 December 2013   due"
    `);
  });

  test('spring: papers come late, minutes are forgotten, the first report is given and the clock says each', async () => {
    await reports('2013-03-08');
    await sendsPapers(`${PARTNERSHIP} 2013-04-05`, '2013-04-02');
    await sits(`${PARTNERSHIP} 2013-04-05`, FOUR);
    expect(await clock('2013-04-30', ['papers', 'minutes', 'report'])).toMatchInlineSnapshot(`
      "30 April 2013
      Papers of 8 February 2013                       by 1 February 2013    met       1 February 2013
      Minutes of 8 February 2013                      by 22 February 2013   met       20 February 2013
      Quarterly report 1 of 4 to the Strategic Board  by 13 March 2013      met       8 March 2013
      Papers of 5 April 2013                          by 29 March 2013      met late  2 April 2013
      Minutes of 5 April 2013                         by 19 April 2013      LATE
      Papers of 7 June 2013                           by 31 May 2013        due
      Quarterly report 2 of 4 to the Strategic Board  by 13 June 2013       due
      Minutes of 7 June 2013                          by 21 June 2013       due
      Papers of 2 August 2013                         by 26 July 2013       due
      Minutes of 2 August 2013                        by 16 August 2013     due
      Quarterly report 3 of 4 to the Strategic Board  by 13 September 2013  due
      Papers of 4 October 2013                        by 27 September 2013  due
      Minutes of 4 October 2013                       by 18 October 2013    due
      Papers of 6 December 2013                       by 29 November 2013   due
      Annual report to the Strategic Board            by 13 December 2013   due
      Quarterly report 4 of 4 to the Strategic Board  by 13 December 2013   due
      Minutes of 6 December 2013                      by 20 December 2013   due"
    `);
    await publishesMinutes(`${PARTNERSHIP} 2013-04-05`, '2013-05-01');
  });

  test('summer: three of four come in June, so that sitting does not count; August is cancelled and owes nothing', async () => {
    await sendsPapers(`${PARTNERSHIP} 2013-06-07`, '2013-05-31');
    expect(
      await sits(`${PARTNERSHIP} 2013-06-07`, FOUR.slice(1), 'inquorate', 'The council sent nobody'),
    ).toMatchInlineSnapshot(
      `"Not quorate: 3 of 4 core organisations are here and 4 are needed; 1 more must come."`,
    );
    await publishesMinutes(`${PARTNERSHIP} 2013-06-07`, '2013-06-21');
    await reports('2013-06-10');
    await concord().itIs('2013-07-20');
    const cancelled = called(sittings, `${PARTNERSHIP} 2013-08-02`);
    await write(`sittings/${cancelled}/outcomes`, { outcome: 'cancelled', reason: 'Holidays' });
    expect(await clock('2013-08-20', ['sitting', 'papers', 'minutes'])).toMatchInlineSnapshot(`
      "20 August 2013
      Papers of 8 February 2013   by 1 February 2013    met       1 February 2013
      Sitting 1 of 6              by 11 February 2013   met       8 February 2013
      Minutes of 8 February 2013  by 22 February 2013   met       20 February 2013
      Papers of 5 April 2013      by 29 March 2013      met late  2 April 2013
      Sitting 2 of 6              by 13 April 2013      met       5 April 2013
      Minutes of 5 April 2013     by 19 April 2013      met late  1 May 2013
      Papers of 7 June 2013       by 31 May 2013        met       31 May 2013
      Sitting 3 of 6              by 13 June 2013       LATE
      Minutes of 7 June 2013      by 21 June 2013       met       21 June 2013
      Sitting 4 of 6              by 13 August 2013     LATE
      Papers of 4 October 2013    by 27 September 2013  due
      Sitting 5 of 6              by 13 October 2013    due
      Minutes of 4 October 2013   by 18 October 2013    due
      Papers of 6 December 2013   by 29 November 2013   due
      Sitting 6 of 6              by 13 December 2013   due
      Minutes of 6 December 2013  by 20 December 2013   due"
    `);
  });

  test('December: the year ends two sittings short, with the autumn’s report and the annual one not given', async () => {
    for (const [day, papers, minutes] of [
      ['2013-10-04', '2013-09-27', '2013-10-18'],
      ['2013-12-06', '2013-11-29', '2013-12-12'],
    ] as const) {
      await sendsPapers(`${PARTNERSHIP} ${day}`, papers);
      await sits(`${PARTNERSHIP} ${day}`, FOUR);
      await publishesMinutes(`${PARTNERSHIP} ${day}`, minutes);
    }
    await reports('2013-12-13');
    expect(await clock('2013-12-13')).toMatchInlineSnapshot(`
      "13 December 2013
      Papers of 8 February 2013                                                   by 1 February 2013    met       1 February 2013
      Election of a chair                                                         by 8 February 2013    met       8 February 2013
      Core seat without a member: Public health (Commissioning)                   by 8 February 2013    LATE
      Core seat without a member: Voluntary and Community Sector (Commissioning)  by 8 February 2013    LATE
      Sitting 1 of 6                                                              by 11 February 2013   met       8 February 2013
      Minutes of 8 February 2013                                                  by 22 February 2013   met       20 February 2013
      Quarterly report 1 of 4 to the Strategic Board                              by 13 March 2013      met       8 March 2013
      Papers of 5 April 2013                                                      by 29 March 2013      met late  2 April 2013
      Sitting 2 of 6                                                              by 13 April 2013      met       5 April 2013
      Minutes of 5 April 2013                                                     by 19 April 2013      met late  1 May 2013
      Papers of 7 June 2013                                                       by 31 May 2013        met       31 May 2013
      Quarterly report 2 of 4 to the Strategic Board                              by 13 June 2013       met       10 June 2013
      Sitting 3 of 6                                                              by 13 June 2013       met late  4 October 2013
      Minutes of 7 June 2013                                                      by 21 June 2013       met       21 June 2013
      Sitting 4 of 6                                                              by 13 August 2013     met late  6 December 2013
      Quarterly report 3 of 4 to the Strategic Board                              by 13 September 2013  LATE
      Papers of 4 October 2013                                                    by 27 September 2013  met       27 September 2013
      Sitting 5 of 6                                                              by 13 October 2013    LATE
      Minutes of 4 October 2013                                                   by 18 October 2013    met       18 October 2013
      Papers of 6 December 2013                                                   by 29 November 2013   met       29 November 2013
      Annual report to the Strategic Board                                        by 13 December 2013   due
      Quarterly report 4 of 4 to the Strategic Board                              by 13 December 2013   met       13 December 2013
      Sitting 6 of 6                                                              by 13 December 2013   due
      Minutes of 6 December 2013                                                  by 20 December 2013   met       12 December 2013"
    `);
  });

  test('attendance counts what was sat and leaves the cancelled sitting out', async () => {
    const { agencies } = await read<{ agencies: { agency: string; present: number; sittings: number }[] }>(
      `attendance?body=${PARTNERSHIP}&from=2013-01-01&to=2013-12-31`,
    );
    const came = agencies.map(({ agency, present, sittings }) => `${agency}: ${present} of ${sittings}`);
    expect(came.join('\n')).toMatchInlineSnapshot(`
      "Cannock Chase Clinical Commissioning Group: 5 of 5
      Cannock Chase Council: 4 of 5
      Families First: 0 of 5
      Police Commissioner's Office: 0 of 5
      Staffordshire County Council: 5 of 5
      Staffordshire Fire and Rescue Service: 0 of 5
      Staffordshire Police: 5 of 5"
    `);
  });
});
