import { z } from 'zod';
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { givenDate, givenText, readFields } from '../../../platform/http/form.ts';
import { type Answer, type Context, get, post, type Route } from '../../../platform/http/route.ts';
import { NOTHING_TYPED, type Typed } from '../../../ui/forms/typed.ts';
import { BREAK_KINDS, type BreakKind, type SeriesBreak } from '../course/break-queries.ts';
import { recordBreak, withdrawBreak } from '../course/breaks.ts';
import { BreakForm, WithdrawalForm } from '../pages/break-form.tsx';
import type { Standing } from '../types.ts';
import { crumbsTo, EDIT, standingIn } from './shared.ts';

const breakFields = z.object({
  startsOn: givenDate('Write the first day as day, month and year, such as 1 4 2012'),
  kind: z.enum(Object.keys(BREAK_KINDS) as [BreakKind, ...BreakKind[]], { error: 'Say what changed' }),
  reason: givenText('Say what changed, in a sentence that a reader of the chart can understand'),
});

const withdrawalFields = z.object({
  reason: givenText('Say why the figures are comparable after all'),
});

async function breakForm(c: Context, typed: Typed): Promise<Answer> {
  const standing = await standingIn(c);
  if (isRefusal(standing)) return standing;
  const { indicator } = standing;
  const path = `/indicators/${indicator.slug}`;
  const page = { action: `${path}/breaks`, back: path };
  return {
    title: 'Record a break in the series',
    breadcrumbs: crumbsTo(indicator),
    body: <BreakForm {...typed} {...c.formKeys} {...page} />,
  };
}

async function record(c: Context): Promise<Answer> {
  const standing = await standingIn(c);
  if (isRefusal(standing)) return standing;
  const fields = readFields(breakFields, c.form);
  if (isRefusal(fields)) return fields;
  const recorded = await recordBreak(c.tx, c.actor, standing.indicator, fields);
  return isRefusal(recorded) ? recorded : { redirect: `/indicators/${standing.indicator.slug}#course` };
}

async function brokenIn(c: Context): Promise<{ standing: Standing; broken: SeriesBreak } | Refusal> {
  const standing = await standingIn(c);
  if (isRefusal(standing)) return standing;
  const broken = standing.breaks.find(({ id }) => id === c.params.id);
  return broken ? { standing, broken } : notFound('break');
}

async function withdrawalForm(c: Context, typed: Typed): Promise<Answer> {
  const found = await brokenIn(c);
  if (isRefusal(found)) return found;
  const path = `/indicators/${found.standing.indicator.slug}`;
  const page = { action: `${path}/breaks/${found.broken.id}/withdrawal`, back: path };
  return {
    title: 'Take back a break in the series',
    breadcrumbs: crumbsTo(found.standing.indicator),
    body: <WithdrawalForm {...typed} {...c.formKeys} {...page} broken={found.broken} />,
  };
}

async function withdraw(c: Context): Promise<Answer> {
  const found = await brokenIn(c);
  if (isRefusal(found)) return found;
  const fields = readFields(withdrawalFields, c.form);
  if (isRefusal(fields)) return fields;
  const { indicator } = found.standing;
  const withdrawn = await withdrawBreak(c.tx, c.actor, indicator, found.broken.id, fields.reason);
  return isRefusal(withdrawn) ? withdrawn : { redirect: `/indicators/${indicator.slug}#course` };
}

/** Breaks in the series of an indicator: recording one, taking one back. */
export const breakRoutes: readonly Route[] = [
  get('/indicators/:slug/breaks/new', EDIT, (c) => breakForm(c, NOTHING_TYPED)),
  post('/indicators/:slug/breaks', EDIT, record, { again: breakForm }),
  get('/indicators/:slug/breaks/:id/withdrawal', EDIT, (c) => withdrawalForm(c, NOTHING_TYPED)),
  post('/indicators/:slug/breaks/:id/withdrawal', EDIT, withdraw, { again: withdrawalForm }),
];
