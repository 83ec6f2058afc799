import { z } from 'zod';
import { isRefusal, refused } from '../../../kernel/refusal.ts';
import { givenDate, givenText, readFields, textIn } from '../../../platform/http/form.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../platform/http/route.ts';
import { addCaseStudy, CONSENTS, signOffCaseStudy } from '../case-study.ts';
import { parseWhen } from '../cell-text.ts';
import { EQUALITY_STEPS, planEqualityStep, recordEqualityResult } from '../equality.ts';
import { addMilestone, meetMilestone, slipMilestone } from '../milestones.ts';
import { CaseStudiesPage, EqualityPage, LinesPage } from '../pages/extras.tsx';
import { type MilestoneRow, MilestonesPage } from '../pages/milestones.tsx';
import { type RiskRow, RisksPage } from '../pages/risks.tsx';
import { addLine } from '../plan-lines.ts';
import type { Precision } from '../project-plan.ts';
import { placesOf } from '../queries/places.ts';
import { noteRisk, RISK_STATES, raiseRisk } from '../risks.ts';
import { attempts, choices, crumbsTo, EDIT, idOf, onProject, projectIn, READ, rights } from './shared.ts';

async function milestonesPage(c: Context, name?: string, attempt?: Attempt): Promise<Answer> {
  const summary = await projectIn(c);
  if (isRefusal(summary)) return summary;
  const rows = await c.tx
    .selectFrom('delivery.milestone_now')
    .selectAll()
    .where('project_id', '=', summary.id)
    .orderBy('position')
    .execute();
  const milestones: readonly MilestoneRow[] = rows.map((one) => ({
    ...one,
    precision: one.precision as Precision,
  }));
  return {
    title: `Milestones: ${summary.title}`,
    breadcrumbs: crumbsTo(summary),
    body: (
      <MilestonesPage
        {...{ summary, milestones }}
        keys={c.formKeys}
        attempts={attempts(name, attempt)}
        today={c.today}
        {...rights(c, summary)}
      />
    ),
  };
}

const addMilestoneTo = (c: Context): Promise<Answer> =>
  onProject(
    c,
    async (project) => {
      const [title, text] = [textIn(c.form, 'title'), textIn(c.form, 'when')];
      if (title === '') return refused('title-needed', 'Enter what is reached.', { field: 'title' });
      const when = text === '' ? null : parseWhen(text);
      if (when === undefined)
        return refused(
          'when-unreadable',
          `"${text}" is not a date. Write 2013-06-30, 2013-06, 2013 Q2 or 2013.`,
          { field: 'when' },
        );
      return addMilestone(c.tx, c.actor, { projectId: project.id, title, when });
    },
    '/milestones',
  );

const slip = (c: Context): Promise<Answer> =>
  onProject(
    c,
    async () => {
      const milestoneId = c.params.milestone ?? '';
      const field = `to-${milestoneId}`;
      const read = readFields(z.object({ [field]: givenDate('Enter the new date.') }), c.form);
      if (isRefusal(read)) return read;
      const to = read[field];
      return to === undefined
        ? refused('date-needed', 'Enter the new date.', { field })
        : slipMilestone(c.tx, c.actor, { milestoneId, to, reason: textIn(c.form, 'reason'), on: c.today });
    },
    '/milestones',
  );

async function risksPage(c: Context, name?: string, attempt?: Attempt): Promise<Answer> {
  const summary = await projectIn(c);
  if (isRefusal(summary)) return summary;
  const risks: readonly RiskRow[] = await c.tx
    .selectFrom('delivery.risk_now as risk')
    .leftJoin('partners.post as post', 'post.id', 'risk.owner_post_id')
    .select([
      'risk.id',
      'risk.kind',
      'risk.title',
      'risk.state',
      'risk.likelihood',
      'risk.impact',
      'risk.score',
      'risk.says',
      'risk.noted_on',
      'post.title as owner',
    ])
    .where('risk.project_id', '=', summary.id)
    .orderBy('risk.score', 'desc')
    .execute();
  return {
    title: `Risks and issues: ${summary.title}`,
    breadcrumbs: crumbsTo(summary),
    body: (
      <RisksPage
        {...{ summary, risks }}
        posts={(await choices(c)).posts}
        keys={c.formKeys}
        attempts={attempts(name, attempt)}
        {...rights(c, summary)}
      />
    ),
  };
}

const scale = z.coerce.number();
const noteFields = z.object({ likelihood: scale, impact: scale, says: z.string().default('') });
const raiseFields = noteFields.extend({
  kind: z.enum(['risk', 'issue'], { error: 'Say whether it is a risk or an issue.' }),
  title: givenText('Say in one sentence what it is.'),
  owner: z.string().default(''),
});

const raise = (c: Context): Promise<Answer> =>
  onProject(
    c,
    async (project) => {
      const fields = readFields(raiseFields, c.form);
      if (isRefusal(fields)) return fields;
      const ownerPostId =
        fields.owner === ''
          ? undefined
          : await idOf(c, 'partners.post', fields.owner, 'owner', 'Choose a post.');
      if (isRefusal(ownerPostId)) return ownerPostId;
      return raiseRisk(c.tx, c.actor, {
        ...fields,
        projectId: project.id,
        ownerPostId,
        state: 'open',
        on: c.today,
      });
    },
    '/risks',
  );

const note = (c: Context): Promise<Answer> =>
  onProject(
    c,
    async () => {
      const fields = readFields(
        noteFields.extend({ state: z.enum(RISK_STATES, { error: 'Choose its state.' }) }),
        c.form,
      );
      return isRefusal(fields)
        ? fields
        : noteRisk(c.tx, c.actor, { ...fields, riskId: c.params.risk ?? '', on: c.today });
    },
    '/risks',
  );

async function storiesPage(c: Context, name?: string, attempt?: Attempt): Promise<Answer> {
  const summary = await projectIn(c);
  if (isRefusal(summary)) return summary;
  const stories = await c.tx
    .selectFrom('delivery.case_study as story')
    .leftJoin('delivery.case_study_sign_off as signed', 'signed.case_study_id', 'story.id')
    .select([
      'story.id',
      'story.title',
      'story.body',
      'story.source',
      'story.consent',
      'story.told_on',
      'signed.signed_on',
    ])
    .where('story.project_id', '=', summary.id)
    .orderBy('story.told_on', 'desc')
    .execute();
  return {
    title: `Case studies: ${summary.title}`,
    breadcrumbs: crumbsTo(summary),
    body: (
      <CaseStudiesPage
        {...{ summary, stories }}
        keys={c.formKeys}
        attempts={attempts(name, attempt)}
        {...rights(c, summary)}
      />
    ),
  };
}

const storyFields = z.object({
  title: givenText('Enter a title.'),
  body: givenText('Enter the case study.'),
  source: z.string().default(''),
  consent: z.enum(CONSENTS, { error: 'Say whether consent was given.' }),
});

const tell = (c: Context): Promise<Answer> =>
  onProject(
    c,
    async (project) => {
      const fields = readFields(storyFields, c.form);
      return isRefusal(fields)
        ? fields
        : addCaseStudy(c.tx, c.actor, { ...fields, projectId: project.id, toldOn: c.today });
    },
    '/case-studies',
  );

async function equalityPage(c: Context, name?: string, attempt?: Attempt): Promise<Answer> {
  const summary = await projectIn(c);
  if (isRefusal(summary)) return summary;
  const steps = await c.tx
    .selectFrom('delivery.equality_step as step')
    .leftJoin('delivery.equality_result as result', 'result.step_id', 'step.id')
    .select(['step.id', 'step.step', 'step.due_on', 'result.done_on', 'result.says'])
    .where('step.project_id', '=', summary.id)
    .orderBy('step.due_on')
    .execute();
  return {
    title: `Equality impact: ${summary.title}`,
    breadcrumbs: crumbsTo(summary),
    body: (
      <EqualityPage
        {...{ summary, steps }}
        keys={c.formKeys}
        attempts={attempts(name, attempt)}
        {...rights(c, summary)}
      />
    ),
  };
}

const planStep = (c: Context): Promise<Answer> =>
  onProject(
    c,
    async (project) => {
      const fields = readFields(
        z.object({
          step: z.enum(EQUALITY_STEPS, { error: 'Choose a step.' }),
          due: givenDate('Enter when it is due.'),
        }),
        c.form,
      );
      return isRefusal(fields)
        ? fields
        : planEqualityStep(c.tx, c.actor, { projectId: project.id, step: fields.step, dueOn: fields.due });
    },
    '/equality',
  );

async function linesPage(c: Context, attempt?: Attempt): Promise<Answer> {
  const summary = await projectIn(c);
  if (isRefusal(summary)) return summary;
  const { plans, outcomes } = await choices(c);
  return {
    title: `Plans: ${summary.title}`,
    breadcrumbs: crumbsTo(summary),
    body: (
      <LinesPage
        {...{ summary, plans, outcomes }}
        lines={await placesOf(c.tx, summary.id)}
        keys={c.formKeys}
        attempts={attempts('add', attempt)}
      />
    ),
  };
}

const putIntoPlan = (c: Context): Promise<Answer> =>
  onProject(c, async (project) => {
    const planId = await idOf(c, 'delivery.plan', textIn(c.form, 'plan'), 'plan', 'Choose a plan.');
    if (isRefusal(planId)) return planId;
    const outcomeId = await idOf(
      c,
      'strategy.outcome',
      textIn(c.form, 'outcome'),
      'outcome',
      'Choose an outcome.',
    );
    if (isRefusal(outcomeId)) return outcomeId;
    return addLine(c.tx, c.actor, {
      planId,
      outcomeId,
      projectId: project.id,
      objective: textIn(c.form, 'objective'),
    });
  });

const says = (c: Context): string => textIn(c.form, 'says');

export const factRoutes: readonly Route[] = [
  get('/projects/:slug/milestones', READ, (c) => milestonesPage(c)),
  post('/projects/:slug/milestones', EDIT, addMilestoneTo, {
    again: (c, attempt) => milestonesPage(c, 'add', attempt),
  }),
  post('/projects/:slug/milestones/:milestone/slip', READ, slip, {
    again: (c, attempt) => milestonesPage(c, c.params.milestone, attempt),
  }),
  post('/projects/:slug/milestones/:milestone/completion', READ, (c) =>
    onProject(
      c,
      () => meetMilestone(c.tx, c.actor, { milestoneId: c.params.milestone ?? '', on: c.today }),
      '/milestones',
    ),
  ),
  get('/projects/:slug/risks', READ, (c) => risksPage(c)),
  post('/projects/:slug/risks', READ, raise, { again: (c, attempt) => risksPage(c, 'raise', attempt) }),
  post('/projects/:slug/risks/:risk', READ, note, {
    again: (c, attempt) => risksPage(c, c.params.risk, attempt),
  }),
  get('/projects/:slug/case-studies', READ, (c) => storiesPage(c)),
  post('/projects/:slug/case-studies', READ, tell, { again: (c, attempt) => storiesPage(c, 'add', attempt) }),
  post(
    '/projects/:slug/case-studies/:story/sign-off',
    EDIT,
    (c) =>
      onProject(
        c,
        () =>
          signOffCaseStudy(c.tx, c.actor, { caseStudyId: c.params.story ?? '', on: c.today, says: says(c) }),
        '/case-studies',
      ),
    { again: (c, attempt) => storiesPage(c, c.params.story, attempt) },
  ),
  get('/projects/:slug/equality', READ, (c) => equalityPage(c)),
  post('/projects/:slug/equality', EDIT, planStep, {
    again: (c, attempt) => equalityPage(c, 'add', attempt),
  }),
  post(
    '/projects/:slug/equality/:step',
    EDIT,
    (c) =>
      onProject(
        c,
        () =>
          recordEqualityResult(c.tx, c.actor, { stepId: c.params.step ?? '', on: c.today, says: says(c) }),
        '/equality',
      ),
    { again: (c, attempt) => equalityPage(c, c.params.step, attempt) },
  ),
  get('/projects/:slug/plans', EDIT, (c) => linesPage(c)),
  post('/projects/:slug/plans', EDIT, putIntoPlan, { again: linesPage }),
];
