import { z } from 'zod';
import { isRefusal } from '../../../kernel/refusal.ts';
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
import { EQUALITY_STEPS, planEqualityStep, recordEqualityResult } from '../equality.ts';
import { CaseStudiesPage, EqualityPage } from '../pages/extras.tsx';
import { LinesPage } from '../pages/lines.tsx';
import { addLine, removeLine } from '../plan-lines.ts';
import { listCaseStudies, listEqualitySteps } from '../queries/attached.ts';
import { placesOf } from '../queries/places.ts';
import { attempts, choices, crumbsTo, EDIT, idOf, onProject, projectIn, READ, rights } from './shared.ts';

async function storiesPage(c: Context, name?: string, attempt?: Attempt): Promise<Answer> {
  const summary = await projectIn(c);
  if (isRefusal(summary)) return summary;
  const all = await listCaseStudies(c.tx, summary.id);
  const stories = all.toSorted((a, b) => (a.toldOn < b.toldOn ? 1 : -1));
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
  const steps = await listEqualitySteps(c.tx, summary.id);
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

const takeOut = (c: Context): Promise<Answer> =>
  onProject(
    c,
    async (project) => {
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
      return removeLine(c.tx, c.actor, { planId, outcomeId, projectId: project.id });
    },
    '/plans',
  );

const says = (c: Context): string => textIn(c.form, 'says');

export const moreFactRoutes: readonly Route[] = [
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
  post('/projects/:slug/plans/removal', EDIT, takeOut),
];
