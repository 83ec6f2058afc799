import { beforeAll, describe, expect, test } from 'vitest';
import { type SignedInCaller, testApp } from '../../../../test/support/app.ts';
import { plainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, orThrow } from '../../../kernel/refusal.ts';
import { EARLIER } from '../../partners/testing.ts';
import { findBody } from '../queries.ts';
import { termsChecks } from '../terms/checks.ts';
import { importMembers, importTerms } from '../terms/import.ts';
import { listMembers } from '../terms/member-queries.ts';
import { listTerms, termsInForce } from '../terms/queries.ts';
import { adoptTerms } from '../terms/terms.ts';
import { completeHandover, noteReadiness } from './handover.ts';
import { listHandovers, projectsOf } from './handover-queries.ts';
import { loadByAgency } from './load.ts';
import { listProgrammeBoards, nameAt } from './queries.ts';
import { answerQuestion, askAgency, listQuestions } from './questions.ts';

const concord = testApp({ example: true });
let clerk: SignedInCaller;
const today = plainDate('2013-01-17');

beforeAll(async () => {
  clerk = await concord().signInAs('governance.edit', 'terms.adopt', 'action.report');
});

const bodyOf = async (slug: string) => {
  const body = await concord().db.does(clerk.actor, (tx) => findBody(tx, slug));
  if (!body) throw new Error(`no body ${slug}`);
  return body;
};

describe('the example', () => {
  test('the terms of the commissioning partnership are data with their prose, and stay what they are when imported again', async () => {
    const { readFileSync } = await import('node:fs');
    const file = (name: string) => readFileSync(`examples/cannock-chase/${name}`, 'utf8');
    const body = await bodyOf('health-and-wellbeing-commissioning-partnership');
    const { terms, again, members } = await concord().db.does(clerk.actor, async (tx) => ({
      terms: (await listTerms(tx, body.id)).at(-1),
      again: orThrow(await importTerms(tx, clerk.actor, file('terms.json'))),
      members: orThrow(await importMembers(tx, clerk.actor, file('members.csv'), { write: true })),
    }));
    expect(terms).toMatchObject({
      sittingsAYear: 6,
      papersDaysBefore: 7,
      minutesDaysAfter: 14,
      quorum: { rule: 'number', number: 4, of: 'core-organisations', for: 'key-decisions' },
    });
    expect(terms?.duties.map(({ cadence }) => cadence)).toEqual(['quarter', 'year']);
    expect(terms?.seats.filter(({ standing }) => standing === 'core')).toHaveLength(6);
    expect(again.map(({ outcome }) => outcome)).toEqual(['unchanged']);
    expect(members.counts).toMatchObject({ added: 0, unchanged: 19 });
    const page = (await clerk.get(`/bodies/${body.slug}/terms/1`)).body;
    for (const words of [
      'Four core organisations must be there for key decisions.',
      'It sits six times a year.',
      'Agenda and papers go out 1 week before a sitting.',
      'Minutes are agreed by the chair and go out 2 weeks after it.',
      'Staffs Police (core)',
      'transformational approach',
    ])
      expect(page).toContain(words);
  });

  test('keeps every invariant that is checked in production', async () => {
    for (const check of termsChecks)
      expect([check.name, await concord().db.does(clerk.actor, (tx) => check.find(tx))]).toEqual([
        check.name,
        [],
      ]);
    const strategic = await bodyOf('strategic-board');
    expect(await concord().db.does(clerk.actor, (tx) => nameAt(tx, strategic, today))).toBe(
      'Strategic Board',
    );
  });

  test('every page of structure, terms and members opens', async () => {
    const own = '/bodies/health-and-wellbeing-commissioning-partnership';
    const [handover] = await concord().db.does(clerk.actor, (tx) => listHandovers(tx));
    for (const path of [
      '/structure',
      '/structure?on=2011-07-01',
      '/structure/load',
      '/compliance',
      '/handovers',
      `/handovers/${handover?.id}`,
      `/handovers/${handover?.id}/edit`,
      '/handovers/new',
      '/questions',
      '/questions/new',
      own,
      `${own}/terms`,
      `${own}/members`,
      `${own}/compliance`,
      '/structure/proposals/new',
    ]) {
      const { statusCode, body } = await clerk.get(path);
      expect([path, statusCode, body.includes('style=')]).toEqual([path, 200, false]);
    }
  });
});

describe('terms on their page', () => {
  test('a version is drafted from the one before, compared with it in words, and adopted', async () => {
    const own = '/bodies/health-and-wellbeing-commissioning-partnership/terms';
    const body = await bodyOf('health-and-wellbeing-commissioning-partnership');
    await concord().db.does(clerk.actor, async (tx) => {
      const first = (await listTerms(tx, body.id))[0];
      if (first?.adoptedOn === null)
        orThrow(
          await adoptTerms(tx, clerk.actor, {
            termsId: first.id,
            on: plainDate('2012-12-14'),
            by: 'Strategic Board',
            ground: EARLIER,
          }),
        );
    });
    const form = (await clerk.get(`${own}/new`)).body;
    const seats = /<textarea[^>]*name="seats"[^>]*>([^<]*)</.exec(form)?.[1] ?? '';
    expect(seats).toContain('core | Staffs Police | staffordshire-police | Commissioning');
    const posted = {
      purpose: 'To commission together',
      functions: 'Commissioning | Commissions\nCommissioning | Reviews',
      seats: seats
        .split('\n')
        .filter((line) => line.includes('| Commissioning'))
        .join('\n'),
      quorum: '1/2',
      quorumOf: 'core-organisations',
      quorumFor: 'all-decisions',
      remotePresence: 'speaks-only',
      sittingsAYear: '4',
      yearFrom: 'financial-year',
      duties: 'quarter | strategic-board',
      escalatesTo: '',
      sections: '## Context\nWords',
    };
    const wrong = await clerk.post(own, { ...posted, seats: 'core | Nobody | no-such-agency' });
    expect([wrong.statusCode, wrong.body.includes('Line 1: there is no agency')]).toEqual([422, true]);
    const saved = await clerk.post(own, posted);
    expect([saved.statusCode, saved.headers.location]).toEqual([303, `${own}/2`]);
    const compared = (await clerk.get(`${own}/compare?from=1&to=2`)).body;
    for (const words of [
      '1/2 of the core organisations must be there for all decisions.',
      'Four core organisations must be there for key decisions.',
      'It sits four times a year. The year runs from 1 April.',
      'Taken out',
    ])
      expect(compared).toContain(words);
    const adopted = await clerk.post(`${own}/2/adoption`, {
      'adoptedOn-day': '16',
      'adoptedOn-month': '1',
      'adoptedOn-year': '2013',
      by: 'Strategic Board',
      ...EARLIER.earlier,
      _revision: '1',
    });
    expect(adopted.statusCode).toBe(303);
    const inForce = await concord().db.does(clerk.actor, (tx) => termsInForce(tx, body.id, today));
    expect([inForce?.version, inForce?.yearFrom]).toEqual([2, 'financial-year']);
    const clock = (await clerk.get('/bodies/health-and-wellbeing-commissioning-partnership/compliance')).body;
    expect(clock).toContain('1 April 2012 to 31 March 2013, the financial year');
  });
});

describe('offices on their page', () => {
  test('a chair is elected, and leaves without a successor', async () => {
    const own = '/bodies/health-and-wellbeing-commissioning-partnership/members';
    const body = await bodyOf('health-and-wellbeing-commissioning-partnership');
    const [member] = await concord().db.does(clerk.actor, (tx) => listMembers(tx, body.id, today));
    const day = (name: string, on: string) => ({
      [`${name}-day`]: on,
      [`${name}-month`]: '1',
      [`${name}-year`]: '2013',
    });
    const elected = await clerk.post(`${own}/election`, {
      office: 'chair',
      membershipId: member?.id ?? '',
      ...day('startsOn', '10'),
    });
    expect(elected.statusCode).toBe(303);
    const page = (await clerk.get(own)).body;
    expect(page).toContain('is the chair.');
    const ending = /href="([^"]*\/offices\/[^"]*\/ending)"/.exec(page)?.[1] ?? '';
    const ended = (revision: string) => clerk.post(ending, { ...day('endsOn', '15'), _revision: revision });
    expect([(await clerk.get(ending)).statusCode, (await ended('7')).statusCode]).toEqual([200, 409]);
    expect((await ended('1')).statusCode).toBe(303);
    expect((await clerk.get(own)).body).toContain('It has no chair.');
  });
});

describe('a hand-over', () => {
  test('cannot be done while a project is not ready, nobody takes it, or the focus on the area is unsaid', async () => {
    const { db, services } = concord();
    const [handover] = await db.does(clerk.actor, (tx) => listHandovers(tx));
    if (!handover) throw new Error('no hand-over');
    const projects = await db.does(clerk.actor, (tx) => projectsOf(tx, services.offers, handover.subject));
    expect(projects).toHaveLength(10);
    const complete = () =>
      db.as(clerk.actor, (tx) =>
        completeHandover(tx, clerk.actor, handover.id, {
          on: today,
          says: '',
          projects: projects.map(({ id }) => id),
        }),
      );
    expect(await complete()).toMatchObject({
      refused: 'handover-not-ready',
      message: expect.stringContaining('9 of 10'),
    });
    for (const { id } of projects)
      await db.does(clerk.actor, async (tx) =>
        orThrow(
          (await noteReadiness(
            tx,
            clerk.actor,
            handover.id,
            { kind: 'project', id },
            { ready: true, toBodyId: null, plannedOn: null, says: '', notedOn: today },
          )) ?? true,
        ),
      );
    expect(await complete()).toMatchObject({ refused: 'handover-to-nobody' });
    const board = await bodyOf('enterprise-and-skills-board');
    const change = (areaFocus: string) =>
      clerk.post(`/handovers/${handover.id}`, {
        fromBodyId: handover.fromBodyId,
        toBodyId: board.id,
        'plannedOn-day': '31',
        'plannedOn-month': '3',
        'plannedOn-year': '2013',
        areaFocus,
        _revision: areaFocus === '' ? '1' : '2',
      });
    expect((await change('')).statusCode).toBe(303);
    expect(await complete()).toMatchObject({ refused: 'area-focus-unsaid' });
    expect((await change('One delivery plan names the area')).statusCode).toBe(303);
    expect(await complete()).toBeUndefined();
    expect(await complete()).toMatchObject({ refused: 'handover-completed-already' });
    const boards = await db.does(clerk.actor, (tx) => listProgrammeBoards(tx));
    expect(boards.filter(({ endsOn }) => endsOn === null)).toMatchObject([
      { bodyId: board.id, startsOn: '2013-01-18' },
    ]);
  });
});

describe('an agency called to account', () => {
  test('answers for itself, and an answer that is overdue is a duty of the agency', async () => {
    const { db, services } = concord();
    const lead = await concord().signInAs('escalation.raise');
    const board = await bodyOf('strategic-board');
    const own = lead.actor.agencyId;
    const asked = await db.does(clerk.actor, async (tx) =>
      orThrow(
        await askAgency(tx, clerk.actor, {
          bodyId: board.id,
          agencyId: own,
          asked: 'Why has the scheme not begun?',
          askedOn: plainDate('2012-12-14'),
          answerBy: plainDate('2013-01-10'),
        }),
      ),
    );
    expect((await clerk.get('/questions')).body).toContain('1 answer is overdue');
    const answer = (actor: typeof lead.actor) =>
      db.as(actor, (tx) => answerQuestion(tx, actor, asked, { answered: 'It begins in March', on: today }));
    expect(await answer(lead.actor)).toMatchObject({ refused: 'not-allowed' });
    const officer = { ...lead.actor, permissions: ['read', `action.report@${own}`] };
    const other = { ...lead.actor, permissions: ['read', `action.report@${clerk.actor.agencyId}`] };
    expect(await answer(other)).toMatchObject({ refused: 'not-allowed' });
    const { sql } = await import('kysely');
    const duties = await db.does(clerk.actor, (tx) =>
      sql<{
        met_on: string | null;
      }>`select met_on, owner_agency_id from (${sql.raw(services.offers.duties ?? '')}) d
        where kind = 'question-answer'`.execute(tx),
    );
    expect(duties.rows).toEqual([{ met_on: null, owner_agency_id: own }]);
    expect(isRefusal(await answer(officer))).toBe(false);
    const [question] = await db.does(clerk.actor, (tx) => listQuestions(tx));
    expect(question?.answeredOn).toBe(today);
    expect((await clerk.get(`/questions/${asked}`)).body).toContain('It begins in March');
  });
});

describe('the load of meetings', () => {
  test('counts a sitting once for an agency, however many seats it has there', async () => {
    const load = await concord().db.does(clerk.actor, async (tx) => {
      const body = await findBody(tx, 'health-and-wellbeing-commissioning-partnership');
      await tx
        .insertInto('governance.sitting')
        .values({
          partnership_id: clerk.actor.partnershipId,
          id: body?.id ?? '',
          body_id: body?.id ?? '',
          day: plainDate('2013-02-01'),
          precision: 'day',
          kind: 'ordinary',
          starts_at: '10:00',
          ends_at: '11:30',
        })
        .execute();
      return loadByAgency(tx, plainDate('2013-01-01'), plainDate('2013-12-31'));
    });
    const council = load.find(({ name }) => name === 'Cannock Chase Council');
    expect(council).toMatchObject({ sittings: 1, bodies: 1, hours: 1.5, unknown: 0 });
  });
});
