import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { newId } from '../../kernel/ids.ts';
import { addDays, plainDate } from '../../kernel/plain-date.ts';
import { isRefusal, orThrow } from '../../kernel/refusal.ts';
import { testDatabase } from '../../platform/database/testing.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { EARLIER } from '../partners/testing.ts';
import { endorseProject, meetCondition } from './endorsement.ts';
import { loadLookup } from './lookup.ts';
import { slipMilestone } from './milestones.ts';
import { adoptPlan, draftPlan, refreshPlan } from './plan.ts';
import { addLine } from './plan-lines.ts';
import { editProject, findProject } from './project.ts';
import { emptyPlan, missingFrom, type ProjectPlan } from './project-plan.ts';
import { findPlan } from './queries/plans.ts';
import { listProjects } from './queries/summaries.ts';
import { overrideRag } from './rag.ts';
import { changeStage, closeProject, mayFollow, NEXT, STAGES } from './stages.ts';
import { aProject, EVERYTHING, onGround, TODAY } from './testing.ts';

/** The last day before the test's partnership keeps its decisions here. */
const YESTERDAY = addDays(TODAY, -1);
const db = testDatabase(onGround);
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

describe('endorsement', () => {
  const endorsing = (projectId: string) => ({
    projectId,
    on: YESTERDAY,
    by: 'Strategic Board',
    ground: EARLIER,
  });

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
    const { states, lines, unknowns } = await does(async (tx) => {
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
      const unknown = {
        about: 'targets' as const,
        says: 'Target to be agreed',
        since: plainDate('2011-01-01'),
      };
      const at = { partnership_id: db().partnershipId, id: newId(), plan_id: old.id, outcome_id: outcomeId };
      await tx
        .insertInto('delivery.gap')
        .values({ ...at, ...unknown })
        .execute();
      orThrow(
        await adoptPlan(tx, all(), { planId: old.id, on: YESTERDAY, by: 'Strategic Board', ground: EARLIER }),
      );
      const next = orThrow(
        await refreshPlan(tx, all(), { planId: old.id, ...head('Plan 2012', priority, 2012) }),
      );
      const gaps = await sql<{
        path: string;
      }>`select path from delivery.gaps where says = 'Target to be agreed' and for_id = ${outcomeId}`.execute(
        tx,
      );
      expect(gaps.rows).toEqual([{ path: `/plans/${old.slug}` }]);
      const adopted = orThrow(
        await adoptPlan(tx, all(), {
          planId: next.id,
          on: YESTERDAY,
          by: 'Strategic Board',
          ground: EARLIER,
        }),
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
        unknowns: await tx
          .selectFrom('delivery.gap_now')
          .select(['says', 'since'])
          .where('plan_id', '=', next.id)
          .execute(),
      };
    });
    expect(unknowns).toEqual([{ says: 'Target to be agreed', since: '2011-01-01' }]);
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
