import { sql } from 'kysely';
import { z } from 'zod';
import { isRefusal } from '../../../kernel/refusal.ts';
import { givenDate, readFields, textIn } from '../../../platform/http/form.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../platform/http/route.ts';
import { groundTold } from '../../governance/index.ts';
import { earlierFields } from '../../partners/index.ts';
import { endorseProject, examineForEndorsement, meetCondition } from '../endorsement.ts';
import { EndorsementPage } from '../pages/endorsement.tsx';
import { StagePage } from '../pages/project-actions.tsx';
import { listConditions } from '../queries/attached.ts';
import { COLOURS, overrideRag } from '../rag.ts';
import { CLOSURE_RESULTS, changeStage, closeProject, STAGES } from '../stages.ts';
import {
  attempts,
  choices,
  crumbsTo,
  EDIT,
  idOf,
  onProject,
  projectIn,
  READ,
  rights,
  today,
} from './shared.ts';

async function stagePage(c: Context, name?: string, attempt?: Attempt): Promise<Answer> {
  const summary = await projectIn(c);
  if (isRefusal(summary)) return summary;
  return {
    title: `Stage: ${summary.title}`,
    breadcrumbs: crumbsTo(summary),
    body: (
      <StagePage
        summary={summary}
        keys={c.formKeys}
        attempts={attempts(name, attempt)}
        suggested={today(c)}
      />
    ),
  };
}

const stageFields = z.object({
  stage: z.enum(STAGES, { error: 'Choose the next stage.' }),
  on: givenDate('Enter since when.'),
  reason: z.string().default(''),
});
const judgementFields = z.object({
  rag: z.enum([...COLOURS, 'rules'], { error: 'Choose your judgement.' }),
  reason: z.string().default(''),
});
const closureFields = z.object({
  result: z.enum(CLOSURE_RESULTS, { error: 'Say how it ended.' }),
  closed: givenDate('Enter when it ended.'),
  evaluation: z.string().default(''),
  value_for_money: z.string().default(''),
});

const stage = (c: Context): Promise<Answer> =>
  onProject(c, async (project) => {
    const fields = readFields(stageFields, c.form);
    return isRefusal(fields) ? fields : changeStage(c.tx, c.actor, { projectId: project.id, ...fields });
  });

const judgement = (c: Context): Promise<Answer> =>
  onProject(c, async (project) => {
    const fields = readFields(judgementFields, c.form);
    if (isRefusal(fields)) return fields;
    const rag = fields.rag === 'rules' ? null : fields.rag;
    return overrideRag(c.tx, c.actor, { projectId: project.id, rag, reason: fields.reason, on: c.today });
  });

const closure = (c: Context): Promise<Answer> =>
  onProject(c, async (project) => {
    const fields = readFields(closureFields, c.form);
    if (isRefusal(fields)) return fields;
    const { closed, value_for_money: valueForMoney, ...rest } = fields;
    return closeProject(c.tx, c.actor, { projectId: project.id, on: closed, valueForMoney, ...rest });
  });

async function endorsementPage(c: Context, name?: string, attempt?: Attempt): Promise<Answer> {
  const summary = await projectIn(c);
  if (isRefusal(summary)) return summary;
  const found = await examineForEndorsement(c.tx, summary.id);
  const endorsement = await c.tx
    .selectFrom('delivery.endorsement')
    .select(['endorsed_on as on', 'endorsed_by as by'])
    .where('project_id', '=', summary.id)
    .executeTakeFirst();
  const conditions = await listConditions(c.tx, summary.id);
  return {
    title: `Endorsement: ${summary.title}`,
    breadcrumbs: crumbsTo(summary),
    body: (
      <EndorsementPage
        summary={summary}
        outcomes={found?.outcomes ?? []}
        missing={found?.missing ?? []}
        endorsement={endorsement}
        conditions={conditions}
        posts={(await choices(c)).posts}
        ground={
          await groundTold(c.tx, sql`select * from delivery.endorsement where project_id = ${summary.id}`)
        }
        keys={c.formKeys}
        attempts={attempts(name, attempt)}
        {...rights(c, summary)}
      />
    ),
  };
}

const endorsementFields = z.object({
  by: z.string().default(''),
  on: givenDate('Enter when it was endorsed.'),
  ...earlierFields,
  owner: z.string().default(''),
  note: z.string().default(''),
});
const dueField = z.object({ condition_due: givenDate('Enter by when the project plan must be complete.') });

const endorse = (c: Context): Promise<Answer> =>
  onProject(
    c,
    async (project) => {
      const fields = readFields(endorsementFields, c.form);
      if (isRefusal(fields)) return fields;
      const asksForCondition = textIn(c.form, 'condition_due-year') !== '';
      const due = asksForCondition ? readFields(dueField, c.form) : undefined;
      if (isRefusal(due)) return due;
      const owner =
        fields.owner === ''
          ? undefined
          : await idOf(c, 'partners.post', fields.owner, 'owner', 'Choose a post.');
      if (isRefusal(owner)) return owner;
      return endorseProject(c.tx, c.actor, {
        projectId: project.id,
        on: fields.on,
        by: fields.by,
        ground: { earlier: { minutes: fields.minutes, reason: fields.reason } },
        condition: due && { dueOn: due.condition_due, ownerPostId: owner, note: fields.note },
      });
    },
    '/endorsement',
  );

const ENDORSE = { permission: 'project.endorse' } as const;

export const actionRoutes: readonly Route[] = [
  get('/projects/:slug/stage', EDIT, (c) => stagePage(c)),
  post('/projects/:slug/stage', EDIT, stage, { again: (c, attempt) => stagePage(c, 'stage', attempt) }),
  post('/projects/:slug/judgement', EDIT, judgement, {
    again: (c, attempt) => stagePage(c, 'judgement', attempt),
  }),
  post('/projects/:slug/closure', EDIT, closure, { again: (c, attempt) => stagePage(c, 'closure', attempt) }),
  get('/projects/:slug/endorsement', READ, (c) => endorsementPage(c)),
  post('/projects/:slug/endorsement', ENDORSE, endorse, {
    again: (c, attempt) => endorsementPage(c, 'endorsement', attempt),
  }),
  post(
    '/projects/:slug/conditions/:condition',
    EDIT,
    (c) =>
      onProject(
        c,
        () => meetCondition(c.tx, c.actor, { conditionId: c.params.condition ?? '', on: c.today }),
        '/endorsement',
      ),
    { again: (c, attempt) => endorsementPage(c, c.params.condition, attempt) },
  ),
];
