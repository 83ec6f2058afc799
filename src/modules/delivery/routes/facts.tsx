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
import { parseWhen } from '../cell-text.ts';
import { addMilestone, meetMilestone, slipMilestone } from '../milestones.ts';
import { type MilestoneRow, MilestonesPage } from '../pages/milestones.tsx';
import { RisksPage } from '../pages/risks.tsx';
import type { Precision } from '../project-plan.ts';
import { listRisks } from '../queries/attached.ts';
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
  const all = await listRisks(c.tx, summary.id);
  const risks = all.toSorted((a, b) => b.score - a.score);
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
];
