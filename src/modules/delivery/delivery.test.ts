import { beforeAll, describe, expect, test } from 'vitest';
import { addDays, plainDate } from '../../kernel/plain-date.ts';
import { isRefusal, orThrow } from '../../kernel/refusal.ts';
import { testDatabase } from '../../platform/database/testing.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { addCaseStudy, signOffCaseStudy } from './case-study.ts';
import { chaseUpdates, stepDue } from './chasing.ts';
import { checks } from './checks.ts';
import { endorseProject, meetCondition } from './endorsement.ts';
import { loadLookup } from './lookup.ts';
import { slipMilestone } from './milestones.ts';
import { adoptPlan, draftPlan, refreshPlan } from './plan.ts';
import { addLine } from './plan-lines.ts';
import { reportProgress } from './progress.ts';
import { editProject, findProject } from './project.ts';
import { emptyPlan, missingFrom, type ProjectPlan } from './project-plan.ts';
import { findPlan } from './queries/plans.ts';
import { historyOf } from './queries/story.ts';
import { listProjects } from './queries/summaries.ts';
import { overrideRag } from './rag.ts';
import { changeStage, closeProject, mayFollow, NEXT, STAGES } from './stages.ts';
import { aProject, EVERYTHING, prepare, TODAY } from './testing.ts';

const db = testDatabase();
const all = () => db().with(...EVERYTHING);
const does = <T>(work: (tx: Tx) => Promise<T>) => db().does(all(), work);
const nameOf = (answer: unknown): string => (isRefusal(answer) ? answer.refused : 'accepted');
const tries = async <T>(work: (tx: Tx) => Promise<T>): Promise<string> => nameOf(await db().as(all(), work));

const COMPLETE: Partial<ProjectPlan> = {
  leads: [{ post: 'lsp-manager' }],
  communications: 'Monthly article',
  target: '50',
  baseline: '45',
  intendedOutcomes: 'Fewer',
  sustainability: 'none',
  outcomes: ['reduced-offending'],
};

beforeAll(() => prepare(db()));

describe('endorsement', () => {
  const endorsing = (projectId: string) => ({ projectId, on: TODAY, by: 'Strategic Board' });

  test('a project that addresses no outcome cannot be endorsed', async () => {
    const answer = await tries(async (tx) => {
      const project = await aProject(tx, all(), 'Without outcome', { ...COMPLETE, outcomes: [] });
      return endorseProject(tx, all(), endorsing(project.id));
    });
    expect(answer).toBe('addresses-no-outcome');
  });

  test('an incomplete project plan is endorsed only with a dated condition that lists by name what is missing', async () => {
    const project = await does((tx) =>
      aProject(tx, all(), 'Incomplete', {
        outcomes: ['reduced-offending'],
        leads: [{ post: 'lsp-manager' }],
      }),
    );
    expect(await tries((tx) => endorseProject(tx, all(), endorsing(project.id)))).toBe('condition-needed');
    const dueOn = addDays(TODAY, 60);
    const endorsed = await does(async (tx) =>
      orThrow(await endorseProject(tx, all(), { ...endorsing(project.id), condition: { dueOn } })),
    );
    expect(endorsed.missing).toEqual([
      'communications requirements',
      'targets',
      'baselines',
      'intended outcomes',
      'sustainability',
    ]);
    const duty = await does((tx) =>
      tx.selectFrom('delivery.duties').selectAll().where('kind', '=', 'endorsement-condition').execute(),
    );
    expect(duty).toMatchObject([{ due_on: dueOn, met_on: null, subject_id: project.id }]);
    const condition = await does((tx) =>
      tx.selectFrom('delivery.endorsement_condition').select('id').executeTakeFirstOrThrow(),
    );
    const met = { conditionId: condition.id, on: TODAY };
    expect(await tries((tx) => meetCondition(tx, all(), met))).toBe('condition-not-met');
    await does(async (tx) => {
      const saving = { lookup: await loadLookup(tx), today: TODAY };
      const stored = await findProject(tx, project.slug);
      orThrow(
        await editProject(
          tx,
          all(),
          {
            slug: project.slug,
            revision: stored?.revision ?? 0,
            plan: { ...emptyPlan, title: 'Incomplete', ...COMPLETE },
          },
          saving,
        ),
      );
      orThrow(await meetCondition(tx, all(), met));
    });
    expect(
      await does((tx) =>
        tx
          .selectFrom('delivery.duties')
          .select('met_on')
          .where('kind', '=', 'endorsement-condition')
          .execute(),
      ),
    ).toEqual([{ met_on: TODAY }]);
  });

  test('an open unknown counts as missing even where words stand', () => {
    const unknowns = [
      { about: 'targets', says: 'To be agreed', owner: '', since: TODAY, dueOn: null },
    ] as const;
    expect(missingFrom({ ...emptyPlan, ...COMPLETE, title: 'X' })).toEqual([]);
    expect(missingFrom({ ...emptyPlan, ...COMPLETE, title: 'X', unknowns })).toEqual(['targets']);
  });
});

describe('stages', () => {
  test('every stage says what may follow, and pilot leads over review to roll-out', () => {
    expect(Object.keys(NEXT)).toEqual([...STAGES]);
    expect([
      mayFollow('pilot', 'roll-out'),
      mayFollow('pilot', 'review'),
      mayFollow('review', 'roll-out'),
    ]).toEqual([false, true, true]);
  });

  test('a project ends by its closure, with an evaluation and a value for money assessment', async () => {
    const project = await does((tx) =>
      aProject(tx, all(), 'Closing', {}, { stage: 'pilot', since: '2012-01-01' }),
    );
    const move = { projectId: project.id, on: TODAY, reason: '' };
    expect(await tries((tx) => changeStage(tx, all(), { ...move, stage: 'ended' }))).toBe('ends-by-closure');
    expect(await tries((tx) => changeStage(tx, all(), { ...move, stage: 'roll-out' }))).toBe(
      'stage-does-not-follow',
    );
    const closing = {
      projectId: project.id,
      on: TODAY,
      result: 'finished',
      evaluation: 'It worked',
      valueForMoney: '',
    } as const;
    expect(await tries((tx) => closeProject(tx, all(), closing))).toBe('closure-incomplete');
    await does(async (tx) => orThrow(await closeProject(tx, all(), { ...closing, valueForMoney: 'Cheap' })));
    expect((await does((tx) => listProjects(tx, { asAt: TODAY, ids: [project.id] })))[0]).toMatchObject({
      stage: 'ended',
      rag: 'ended',
    });
  });
});

describe('plans', () => {
  const head = (title: string, priorityId: string, year: number) => ({
    title,
    priorityId,
    ownerPostId: null,
    note: '',
    startsOn: plainDate(`${year}-01-01`),
    endsOn: plainDate(`${year}-12-31`),
  });

  test('adopting a plan supersedes the former one of its priority, and a refresh copies what continues', async () => {
    const { states, lines } = await does(async (tx) => {
      const lookup = await loadLookup(tx);
      const priority = lookup.priorities.id('community-safety');
      const old = orThrow(await draftPlan(tx, all(), head('Plan 2011', priority, 2011)));
      const outcomeId = lookup.outcomes.id('reduced-offending');
      for (const [title, stage] of [
        ['Goes on', 'roll-out'],
        ['Has ended', 'pilot'],
      ] as const) {
        const { id } = await aProject(tx, all(), title, {}, { stage, since: '2011-01-01' });
        orThrow(await addLine(tx, all(), { planId: old.id, outcomeId, projectId: id, objective: '' }));
        if (stage === 'pilot')
          orThrow(
            await closeProject(tx, all(), {
              projectId: id,
              on: TODAY,
              result: 'finished',
              evaluation: 'E',
              valueForMoney: 'V',
            }),
          );
      }
      orThrow(await adoptPlan(tx, all(), { planId: old.id, on: TODAY, by: 'Strategic Board' }));
      const next = orThrow(
        await refreshPlan(tx, all(), { planId: old.id, ...head('Plan 2012', priority, 2012) }),
      );
      const adopted = orThrow(
        await adoptPlan(tx, all(), { planId: next.id, on: TODAY, by: 'Strategic Board' }),
      );
      expect(adopted.superseded).toEqual([old.slug]);
      const copied = await tx
        .selectFrom('delivery.plan_line')
        .select('continued')
        .where('plan_id', '=', next.id)
        .execute();
      return {
        states: [(await findPlan(tx, old.slug))?.state, (await findPlan(tx, next.slug))?.state],
        lines: copied,
      };
    });
    expect(states).toEqual(['superseded', 'adopted']);
    expect(lines).toEqual([{ continued: true }]);
  });
});

describe('milestones and judgement', () => {
  test('a milestone moves only with a reason; the original date stays and the slip is kept', async () => {
    const project = await does((tx) =>
      aProject(
        tx,
        all(),
        'Slipping',
        { milestones: [{ title: 'Open', originalOn: plainDate('2013-01-10'), precision: 'day' }] },
        { stage: 'pilot', since: '2013-01-01' },
      ),
    );
    const { id } = await does((tx) =>
      tx
        .selectFrom('delivery.milestone')
        .select('id')
        .where('project_id', '=', project.id)
        .executeTakeFirstOrThrow(),
    );
    const [late] = await does((tx) => listProjects(tx, { asAt: TODAY, ids: [project.id] }));
    expect(late).toMatchObject({
      rag: 'amber',
      sentence: 'Amber, because the milestone "Open" was due by 10 January 2013.',
    });
    const slip = { milestoneId: id, to: plainDate('2013-02-28'), on: TODAY };
    expect(await tries((tx) => slipMilestone(tx, all(), { ...slip, reason: ' ' }))).toBe('reason-needed');
    await does(async (tx) =>
      orThrow(await slipMilestone(tx, all(), { ...slip, reason: 'The venue burst a pipe' })),
    );
    const now = await does((tx) =>
      tx.selectFrom('delivery.milestone_now').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    );
    expect(now).toMatchObject({
      original_on: '2013-01-10',
      due_on: '2013-02-28',
      slip_reason: 'The venue burst a pipe',
    });
    const warnings = await does((tx) =>
      tx.selectFrom('delivery.warnings').select(['kind', 'sentence']).where('subject_id', '=', id).execute(),
    );
    expect(warnings[0]?.sentence).toContain(
      'moved from 10 January 2013 to 28 February 2013: The venue burst a pipe',
    );
  });

  test('a project of which nothing is known is not green', async () => {
    const project = await does((tx) =>
      aProject(tx, all(), 'Unheard of', {}, { stage: 'pilot', since: '2013-01-10' }),
    );
    expect((await does((tx) => listProjects(tx, { asAt: TODAY, ids: [project.id] })))[0]?.rag).toBe(
      'unknown',
    );
  });

  test('an overridden judgement shows its reason beside the computed one', async () => {
    const project = await does((tx) =>
      aProject(tx, all(), 'Judged', {}, { stage: 'pilot', since: '2013-01-10' }),
    );
    const input = { projectId: project.id, rag: 'red', on: TODAY } as const;
    expect(await tries((tx) => overrideRag(tx, all(), { ...input, reason: '' }))).toBe('reason-needed');
    await does(async (tx) =>
      orThrow(await overrideRag(tx, all(), { ...input, reason: 'The lead has left' })),
    );
    const [judged] = await does((tx) => listProjects(tx, { asAt: TODAY, ids: [project.id] }));
    expect(judged?.judged).toMatchObject({
      rag: 'red',
      overrideReason: 'The lead has left',
      computed: { rag: 'unknown' },
    });
  });
});

describe('progress', () => {
  const LEAD = { leads: [{ post: 'lsp-manager' }] } as const;

  test('a lead officer of the leading agency reports; one of another agency does not', async () => {
    const project = await does((tx) =>
      aProject(tx, all(), 'Reported', LEAD, { stage: 'pilot', since: '2012-01-01' }),
    );
    const agency = await does((tx) =>
      tx
        .selectFrom('partners.agency')
        .select('id')
        .where('slug', '=', 'cannock-chase-council')
        .executeTakeFirstOrThrow(),
    );
    const other = await does((tx) =>
      tx.selectFrom('partners.agency').select('id').where('slug', '=', 'typs').executeTakeFirstOrThrow(),
    );
    const progress = {
      projectId: project.id,
      on: TODAY,
      standing: 'on-track',
      says: 'Opened the club',
      help: 'A van',
      milestonesMet: [],
      values: [],
    };
    const stranger = db().with('read', `progress.report@${other.id}`);
    expect(nameOf(await db().as(stranger, (tx) => reportProgress(tx, stranger, progress)))).toBe(
      'not-allowed',
    );
    const lead = db().with('read', `progress.report@${agency.id}`);
    expect(nameOf(await db().as(lead, (tx) => reportProgress(tx, lead, { ...progress, says: '' })))).toBe(
      'update-incomplete',
    );
    expect(nameOf(await db().as(lead, (tx) => reportProgress(tx, lead, progress)))).toBe('accepted');
    const [summary] = await does((tx) => listProjects(tx, { asAt: TODAY, ids: [project.id] }));
    expect(summary).toMatchObject({ rag: 'green', lastUpdateOn: TODAY });
    expect((await does((tx) => historyOf(tx, project.id)))[0]).toMatchObject({
      kind: 'Progress update',
      says: 'On track: Opened the club',
    });
  });

  test('the figure of an update becomes an observation of the project’s indicator', async () => {
    const project = await does((tx) =>
      aProject(tx, all(), 'Measured', { ...LEAD, measures: [{ indicator: 'roadshows', perYear: 2 }] }),
    );
    const { id } = await does((tx) =>
      tx
        .selectFrom('intelligence.indicator')
        .select('id')
        .where('slug', '=', 'roadshows')
        .executeTakeFirstOrThrow(),
    );
    const values = [{ indicatorId: id, period: '2012', value: '4' }];
    await does(async (tx) =>
      orThrow(
        await reportProgress(tx, all(), {
          projectId: project.id,
          on: TODAY,
          standing: 'on-track',
          says: 'Done',
          help: '',
          milestonesMet: [],
          values,
        }),
      ),
    );
    const found = await does((tx) =>
      tx
        .selectFrom('intelligence.observation')
        .select(['period', 'value'])
        .where('indicator_id', '=', id)
        .where('period', '=', '2012')
        .execute(),
    );
    expect(found.at(-1)).toEqual({ period: '2012', value: 4 });
  });

  test('silence is reminded, chased and then escalated, each step once', async () => {
    const due = plainDate('2013-01-17');
    expect([-8, -7, 0, 7, 20, 21].map((days) => stepDue(due, addDays(due, days)))).toEqual([
      undefined,
      'reminded',
      'reminded',
      'chased',
      'chased',
      'escalated',
    ]);
    await does((tx) =>
      tx
        .updateTable('partners.post')
        .set({ email: 'lsp.manager@example.org' })
        .where('slug', '=', 'lsp-manager')
        .execute(),
    );
    const project = await does((tx) =>
      aProject(tx, all(), 'Silent', LEAD, { stage: 'pilot', since: '2012-10-10' }),
    );
    const chase = (today: string) =>
      does(async (tx) =>
        (
          await chaseUpdates(tx, all(), {
            today: plainDate(today),
            now: new Date(),
            site: 'https://chase.example',
          })
        ).filter((one) => one.slug === project.slug),
      );
    expect(await chase('2013-01-10')).toMatchObject([{ step: 'reminded', to: 'LSP Manager' }]);
    expect(await chase('2013-01-11')).toEqual([]);
    expect(await chase('2013-01-20')).toMatchObject([{ step: 'chased' }]);
    expect(await chase('2013-02-10')).toMatchObject([{ step: 'escalated' }]);
    const mails = await db().ownerPool.query(
      'select subject, body from platform.mail where about_id = $1 order by id',
      [project.id],
    );
    expect(mails.rows).toHaveLength(2);
    expect(mails.rows[0].body).toMatch(/https:\/\/chase\.example\/update\/[\w-]{32}/);
  });
});

describe('what is kept', () => {
  test('a case study is signed off only when consent is settled', async () => {
    const story = { title: 'A story', body: 'Told', source: '', toldOn: TODAY } as const;
    const project = await does((tx) => aProject(tx, all(), 'Told'));
    const { caseStudyId } = await does(async (tx) =>
      orThrow(await addCaseStudy(tx, all(), { ...story, projectId: project.id, consent: 'not-yet' })),
    );
    expect(
      await tries((tx) => signOffCaseStudy(tx, all(), { caseStudyId, on: TODAY, says: 'Checked' })),
    ).toBe('consent-needed');
  });

  test('an edit names the revision it saw, and an unknown that is answered is kept as filled', async () => {
    const unknowns = [
      { about: 'targets', says: 'To be agreed', owner: 'lsp-manager', since: TODAY, dueOn: null },
    ] as const;
    const project = await does((tx) => aProject(tx, all(), 'Edited', { unknowns }));
    const edit = (revision: number) => async (tx: Tx) =>
      editProject(
        tx,
        all(),
        { slug: project.slug, revision, plan: { ...emptyPlan, title: 'Edited', target: '50' } },
        { lookup: await loadLookup(tx), today: TODAY },
      );
    expect(await tries(edit(1))).toBe('accepted');
    expect(await tries(edit(1))).toBe('changed-meanwhile');
    expect(
      await does((tx) =>
        tx.selectFrom('delivery.gap_now').select('filled_on').where('project_id', '=', project.id).execute(),
      ),
    ).toEqual([{ filled_on: TODAY }]);
  });

  test('the checks find nothing wrong', async () => {
    for (const check of checks) expect(await does((tx) => check.find(tx))).toEqual([]);
    expect(checks.length).toBeGreaterThanOrEqual(5);
  });
});
