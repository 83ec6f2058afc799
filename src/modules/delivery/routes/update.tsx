import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import { type Actor, mayFor, system } from '../../../platform/actor.ts';
import { notAllowed, notFound } from '../../../platform/common-refusals.ts';
import { actingAs, type Tx } from '../../../platform/database/transaction.ts';
import { textIn, textsIn } from '../../../platform/http/form.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../platform/http/route.ts';
import { NOTHING_TYPED } from '../../../ui/forms/typed.ts';
import { listWaves } from '../../intelligence/index.ts';
import { findUpdateLink, type LinkUse } from '../direct-link.ts';
import { mayReport } from '../may.ts';
import { likelyPeriod, type Standing, standingsOfProject } from '../measure-words.ts';
import { SentPage, UpdatePage } from '../pages/update.tsx';
import { type Progress, reportProgress } from '../progress.ts';
import type { Precision } from '../project-plan.ts';
import { listProjects } from '../queries/summaries.ts';
import { crumbsTo, READ } from './shared.ts';

/** The form for one project, prefilled with what is known; only figures that this actor may record are asked for. */
async function form(
  c: Context,
  tx: Tx,
  actor: Actor,
  projectId: string,
  action: string,
  attempt: Attempt,
): Promise<Answer> {
  const [summary] = await listProjects(tx, { asAt: c.today, ids: [projectId] });
  if (!summary) return notFound('project');
  if (!mayReport(actor, summary.agencyId)) return notAllowed();
  const milestones = await tx
    .selectFrom('delivery.milestone_now')
    .select(['id', 'title', 'due_on', 'precision'])
    .where('project_id', '=', projectId)
    .where('met_on', 'is', null)
    .orderBy('due_on')
    .execute();
  const last = await tx
    .selectFrom('delivery.progress_update')
    .select(['reported_on as on', 'says', 'standing'])
    .where('project_id', '=', projectId)
    .orderBy('reported_on', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst();
  const standings = (await standingsOfProject(tx, projectId, c.today)).filter(({ indicator }) =>
    mayFor(actor, 'observations.record', indicator.ownerAgencyId),
  );
  const untouched = Object.keys(attempt.values).length === 0;
  const values = untouched
    ? { ...(last ? { standing: last.standing } : {}), ...(await periodsOf(c, tx, standings, projectId)) }
    : attempt.values;
  return {
    title: `Report progress: ${summary.title}`,
    breadcrumbs: actor.kind === 'link' ? [] : crumbsTo(summary),
    body: (
      <UpdatePage
        summary={summary}
        lastSaid={last}
        milestones={milestones.map((one) => ({ ...one, precision: one.precision as Precision }))}
        standings={standings}
        action={action}
        keys={c.formKeys}
        attempt={{ ...attempt, values }}
        ticked={textsIn(attempt.values, 'milestone')}
      />
    ),
  };
}

/** For each measure the period its next figure is most likely for, as the form's fields. */
async function periodsOf(
  c: Context,
  tx: Tx,
  standings: readonly Standing[],
  projectId: string,
): Promise<Record<string, string>> {
  if (standings.length === 0) return {};
  const waves = await listWaves(tx);
  return Object.fromEntries(
    standings.flatMap((standing) => {
      const period = likelyPeriod(standing, projectId, { waves, today: c.today });
      return period === undefined ? [] : [[`period-${standing.indicator.id}`, period]];
    }),
  );
}

const progressIn = (c: Context, projectId: string): Progress => ({
  projectId,
  on: c.today,
  standing: textIn(c.form, 'standing'),
  says: textIn(c.form, 'says'),
  help: textIn(c.form, 'help'),
  milestonesMet: textsIn(c.form, 'milestone'),
  values: Object.keys(c.form)
    .filter((name) => name.startsWith('value-'))
    .map((name) => name.slice('value-'.length))
    .map((indicatorId) => ({
      indicatorId,
      value: textIn(c.form, `value-${indicatorId}`),
      period: textIn(c.form, `period-${indicatorId}`),
    })),
});

async function idIn(c: Context): Promise<string | undefined> {
  const row = await c.tx
    .selectFrom('delivery.project')
    .select('id')
    .where('slug', '=', c.params.slug ?? '')
    .executeTakeFirst();
  return row?.id;
}

async function signedIn(c: Context, attempt: Attempt = NOTHING_TYPED): Promise<Answer> {
  const id = await idIn(c);
  return id === undefined
    ? notFound('project')
    : form(c, c.tx, c.actor, id, `/projects/${c.params.slug}/update`, attempt);
}

async function send(c: Context): Promise<Answer> {
  const id = await idIn(c);
  if (id === undefined) return notFound('project');
  const done = await reportProgress(c.tx, c.actor, progressIn(c, id));
  return isRefusal(done) ? done : { redirect: `/projects/${done.slug}` };
}

/**
 * Runs as the holder of the direct link of the address, in the visitor's own transaction: a request that took a second
 * connection while it holds one would let a handful of visitors bring everybody to a standstill.
 */
async function asHolder<T>(
  c: Context,
  work: (holder: Actor, projectId: string) => Promise<T>,
  use: LinkUse = 'update',
): Promise<T | Refusal> {
  const finder = system('delivery.link', c.actor.partnershipId, ['read', 'platform.work']);
  const found = await actingAs(c.tx, c.actor, finder, () =>
    findUpdateLink(c.tx, finder, c.params.token ?? '', new Date(), use),
  );
  if (isRefusal(found)) return found;
  return actingAs(c.tx, c.actor, found.holder, () => work(found.holder, found.projectId));
}

const byLink = (c: Context, attempt: Attempt = NOTHING_TYPED): Promise<Answer> =>
  asHolder<Answer>(c, (holder, id) => form(c, c.tx, holder, id, `/update/${c.params.token}`, attempt));

async function sendByLink(c: Context): Promise<Answer> {
  const done = await asHolder(c, (holder, id) => reportProgress(c.tx, holder, progressIn(c, id)));
  return isRefusal(done) ? done : { redirect: `/update/${c.params.token}/thanks` };
}

const thanks = (c: Context): Promise<Answer> =>
  asHolder<Answer>(
    c,
    async (_holder, id) => {
      const [summary] = await listProjects(c.tx, { asAt: c.today, ids: [id] });
      return summary ? { title: 'Thank you', body: <SentPage title={summary.title} /> } : notFound('project');
    },
    'thanks',
  );

/** Who leads a project by their post and may not report for its agency is led to the project, which says who may. */
async function open(c: Context): Promise<Answer> {
  const answer = await signedIn(c);
  return isRefusal(answer) && answer.refused === 'not-allowed'
    ? { redirect: `/projects/${c.params.slug}` }
    : answer;
}

const ANYONE = { who: 'anyone' } as const;

export const updateRoutes: readonly Route[] = [
  get('/projects/:slug/update', READ, open),
  post('/projects/:slug/update', READ, send, { again: signedIn }),
  get('/update/:token', ANYONE, (c) => byLink(c)),
  get('/update/:token/thanks', ANYONE, thanks),
  post('/update/:token', ANYONE, sendByLink, { again: byLink }),
];
