import { z } from 'zod';
import { isUuid } from '../../../kernel/ids.ts';
import { plainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { apiPost } from '../../../platform/http/api.ts';
import { apiList } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import { findIndicator } from '../queries.ts';
import { askOwner, confirmFigure, raiseCheck, withdrawCheck } from './check.ts';
import { type FigureCheck, findCheck, listChecks } from './queries.ts';

const day = z.iso.date();

const CheckSchema = z
  .object({
    id: z.uuid(),
    indicator: z.string(),
    place: z.string().nullable(),
    period: z.string(),
    why: z.enum(['late', 'odd']),
    says: z.string(),
    raisedOn: day,
    owner: z.string().nullable(),
    state: z.enum(['raised', 'asked', 'confirmed', 'corrected', 'withdrawn']),
    dueOn: day.nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'FigureCheck', description: 'A late or odd return that goes back to its owner.' });

const shown = ({
  id,
  slug,
  place,
  period,
  why,
  says,
  raisedOn,
  owner,
  state,
  dueOn,
  reason,
}: FigureCheck) => ({
  id,
  indicator: slug,
  place,
  period,
  why,
  says,
  raisedOn,
  owner: owner || null,
  state,
  dueOn,
  reason,
});

const Raised = z.strictObject({
  why: z.enum(['late', 'odd']),
  period: z.string().describe('As it is written: 2012-10, 2012/13 Q3, 2011/12'),
  place: z.string().nullable().default(null).describe('Slug of the place; null for the indicator’s own'),
  says: z.string().describe('What the owner should look at'),
});
const Asked = z.strictObject({ dueOn: day.transform((text) => plainDate(text)) });
const Answered = z.strictObject({ reason: z.string() });

const checkIn = async (tx: Tx, id: string | undefined): Promise<FigureCheck | Refusal> =>
  (id && isUuid(id) ? await findCheck(tx, id) : undefined) ?? notFound('check');

const told = async (tx: Tx, id: string) => {
  const check = await checkIn(tx, id);
  return isRefusal(check) ? check : { value: shown(check) };
};

/** A step that a program takes: the same command as the page's form, on what the check says now. */
const stepRoute = (
  path: string,
  described: { readonly name: string; readonly summary: string; readonly permission: string },
  act: typeof confirmFigure,
): Route =>
  apiPost(
    path,
    {
      ...described,
      anywhere: true,
      body: Answered,
      response: CheckSchema,
      problems: [
        'not-found',
        'not-allowed',
        'check-is-over',
        'changed-meanwhile',
        'figure-check-step-says-why',
      ],
    },
    async ({ tx, actor, params, body, today }) => {
      const check = await checkIn(tx, params.id);
      if (isRefusal(check)) return check;
      const done = await act(tx, actor, check.id, { ...body, seen: check.position }, today);
      return isRefusal(done) ? done : told(tx, check.id);
    },
  );

/** What is being checked; raising, asking, confirming and taking back, for programs. */
export const checkApiRoutes: readonly Route[] = [
  apiList(
    '/api/v1/figure-checks',
    {
      name: 'listFigureChecks',
      summary: 'Figures that are being checked: raised or put to their owner, and not answered yet',
      permission: 'read',
      item: CheckSchema,
      order: ({ raisedOn, id }) => [raisedOn, id],
    },
    async ({ tx }) => {
      const found: FigureCheck[] = [];
      for (let page = 1; ; page += 1) {
        const { checks, total } = await listChecks(tx, { open: true, page });
        found.push(...checks);
        if (checks.length === 0 || found.length >= total) break;
      }
      return found
        .map(shown)
        .sort((a, b) => (a.raisedOn < b.raisedOn ? -1 : a.raisedOn > b.raisedOn ? 1 : a.id < b.id ? -1 : 1));
    },
  ),
  apiPost(
    '/api/v1/indicators/:slug/figure-checks',
    {
      name: 'raiseFigure',
      summary: 'Raise a late or odd figure; it stays in use and says that it is being checked',
      permission: 'indicators.edit',
      anywhere: true,
      body: Raised,
      response: CheckSchema,
      status: 201,
      problems: [
        'not-found',
        'not-allowed',
        'period-unreadable',
        'place-unknown',
        'late-return-of-a-place',
        'figure-unknown',
        'figure-is-there',
        'figure-check-once',
      ],
    },
    async ({ tx, actor, params, body, today }) => {
      const indicator = await findIndicator(tx, params.slug ?? '');
      if (!indicator) return notFound('indicator');
      const raised = await raiseCheck(tx, actor, indicator, body, today);
      return isRefusal(raised) ? raised : told(tx, raised.id);
    },
  ),
  apiPost(
    '/api/v1/figure-checks/:id/asking',
    {
      name: 'askFigureOwner',
      summary: 'Ask the owner of a figure to confirm or correct it by a day',
      permission: 'indicators.edit',
      anywhere: true,
      body: Asked,
      response: CheckSchema,
      problems: ['not-found', 'not-allowed', 'check-is-over', 'changed-meanwhile', 'day-has-passed'],
    },
    async ({ tx, actor, params, body, today }) => {
      const check = await checkIn(tx, params.id);
      if (isRefusal(check)) return check;
      const asked = await askOwner(tx, actor, check.id, { ...body, seen: check.position }, today);
      return isRefusal(asked) ? asked : told(tx, check.id);
    },
  ),
  stepRoute(
    '/api/v1/figure-checks/:id/confirmation',
    {
      name: 'confirmFigure',
      summary: 'Confirm that a figure is right, or say why it is late',
      permission: 'observations.record',
    },
    confirmFigure,
  ),
  stepRoute(
    '/api/v1/figure-checks/:id/withdrawal',
    {
      name: 'withdrawFigureCheck',
      summary: 'Take back what was raised',
      permission: 'indicators.edit',
    },
    withdrawCheck,
  ),
];
