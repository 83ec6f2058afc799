import { z } from 'zod';
import { isUuid } from '../../../../kernel/ids.ts';
import type { PlainDate } from '../../../../kernel/plain-date.ts';
import { isRefusal } from '../../../../kernel/refusal.ts';
import { agencyOf, may, mayFor } from '../../../../platform/actor.ts';
import { notFound } from '../../../../platform/common-refusals.ts';
import { givenDate, readFields, revisionIn } from '../../../../platform/http/form.ts';
import { importRoutes } from '../../../../platform/http/import-routes.tsx';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../../platform/http/route.ts';
import { parseTableQuery } from '../../../../ui/table/index.ts';
import { listBodies } from '../../queries.ts';
import { CLOSURES, type Closure, carryAction, closeAction, postponeAction } from './action.ts';
import { ACTION_COLUMNS, importActions } from './import.ts';
import { ActionList, ActionPage, actionColumns, rowsOf } from './pages.tsx';
import { type ActionState, findAction, listActions } from './queries.ts';

const READ = { permission: 'read' } as const;
const CRUMBS = [{ text: 'Actions', href: '/actions' }];
const BLANK: Attempt = { values: {}, errors: {} };
const SHOWN: Readonly<Record<string, ActionState | undefined>> = {
  late: 'late',
  closed: 'closed',
  all: undefined,
};

async function list(c: Context): Promise<Answer> {
  const bodies = await listBodies(c.tx);
  const body = bodies.find(({ slug }) => slug === c.query.body);
  const { state = '' } = c.query;
  const actions = await listActions(c.tx, {
    today: c.today,
    bodyId: body?.id,
    agencyId: c.query.mine === 'yes' ? agencyOf(c.actor) : undefined,
    state: state in SHOWN ? SHOWN[state] : 'open',
  });
  const query = parseTableQuery(c.query, actionColumns);
  return {
    title: 'Actions',
    body: (
      <ActionList
        rows={rowsOf(actions, c.today)}
        bodies={bodies}
        query={query}
        mayImport={may(c.actor, 'meeting.record')}
      />
    ),
  };
}

async function page(c: Context, attempt: Attempt = BLANK): Promise<Answer> {
  const { id = '' } = c.params;
  const action = isUuid(id) ? await findAction(c.tx, id) : undefined;
  const [row] = action ? rowsOf([action], c.today) : [];
  if (!row) return notFound('action');
  const reminders = await c.tx
    .selectFrom('governance.action_reminder')
    .select(['step', 'sent_on as sentOn', 'sent_to as sentTo'])
    .where('action_id', '=', row.id)
    .orderBy('id')
    .$castTo<{ step: string; sentOn: PlainDate; sentTo: string }>()
    .execute();
  const at = row.itemId === null ? '' : `?item=${row.itemId}`;
  return {
    title: row.says,
    breadcrumbs: CRUMBS,
    body: (
      <ActionPage
        action={row}
        meeting={
          row.sittingId === null ? null : `/bodies/${row.bodySlug}/sittings/${row.sittingId}/meeting${at}`
        }
        reminders={reminders}
        mayClose={may(c.actor, 'meeting.record') || mayFor(c.actor, 'action.report', row.ownerAgencyId)}
        mayRecord={may(c.actor, 'meeting.record')}
        mayCarry={may(c.actor, 'governance.edit')}
        keys={c.formKeys}
        attempt={attempt}
      />
    ),
  };
}

const onAction =
  (act: (c: Context, actionId: string) => Promise<unknown>) =>
  async (c: Context): Promise<Answer> => {
    const { id = '' } = c.params;
    const done = isUuid(id) ? await act(c, id) : notFound('action');
    return isRefusal(done) ? done : { redirect: `/actions/${id}` };
  };

const closureFields = z.object({
  outcome: z.enum(Object.keys(CLOSURES) as [Closure, ...Closure[]], { error: 'Say what became of it' }),
  evidence: z.string().default(''),
});

export const actionRoutes: readonly Route[] = [
  ...importRoutes({
    path: '/actions/import',
    things: 'actions',
    access: { permission: 'meeting.record' },
    afterwards: '/actions',
    breadcrumbs: CRUMBS,
    columns: ACTION_COLUMNS,
    run: importActions,
  }),
  get('/actions', READ, list),
  get('/actions/:id', READ, (c) => page(c)),
  post(
    '/actions/:id/closure',
    READ,
    onAction(async (c, actionId) => {
      const fields = readFields(closureFields, c.form);
      return isRefusal(fields) ? fields : closeAction(c.tx, c.actor, { ...fields, actionId, on: c.today });
    }),
    { again: page },
  ),
  post(
    '/actions/:id/day',
    { permission: 'meeting.record' },
    onAction(async (c, actionId) => {
      const fields = readFields(z.object({ dueOn: givenDate('Say by when it is to be done') }), c.form);
      return isRefusal(fields)
        ? fields
        : postponeAction(c.tx, c.actor, { actionId, revision: revisionIn(c.form), dueOn: fields.dueOn });
    }),
    { again: page },
  ),
  post(
    '/actions/:id/agenda-items',
    { permission: 'governance.edit' },
    onAction((c, actionId) => carryAction(c.tx, c.actor, { actionId, from: c.today })),
    { again: page },
  ),
];
