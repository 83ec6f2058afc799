import { z } from 'zod';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { givenDate, optionalText, readFields, revisionIn, textIn } from '../../../platform/http/form.ts';
import { type Answer, type Context, get, post, type Route } from '../../../platform/http/route.ts';
import { NOTHING_TYPED, type Typed } from '../../../ui/forms/typed.ts';
import { fieldsOf, indicatorFields } from '../indicator-fields.ts';
import { changeIndicator, defineIndicator, endIndicator, type IndicatorInput } from '../indicators.ts';
import { openBySaying } from '../open-data/unmarking.ts';
import { IndicatorForm } from '../pages/indicator-form.tsx';
import { listIndicators } from '../queries.ts';
import { listUntied } from '../tied.ts';
import type { Indicator } from '../types.ts';
import { CRUMBS, crumbsTo, EDIT, ownersToChoose, standingIn } from './shared.ts';

async function toChoose(c: Context, indicator?: Indicator) {
  const others = (await listIndicators(c.tx)).filter(({ id }) => id !== indicator?.id);
  return { ...(await ownersToChoose(c)), parts: others.map(({ id, title }) => ({ id, name: title })) };
}

/** What it is computed from must be there: it may have come from somewhere else than the list. */
async function unknownPart(
  c: Context,
  fields: Readonly<Record<'numeratorId' | 'denominatorId', string | null>>,
): Promise<Refusal | undefined> {
  for (const field of ['numeratorId', 'denominatorId'] as const) {
    const id = fields[field];
    if (id !== null && (await listIndicators(c.tx, { ids: [id] })).length === 0)
      return refused('indicator-unknown', 'Choose one of the list.', { field });
  }
  return undefined;
}

async function newForm(c: Context, typed: Typed): Promise<Answer> {
  return {
    title: 'Define an indicator',
    breadcrumbs: CRUMBS,
    body: (
      <IndicatorForm
        indicator={undefined}
        {...(await toChoose(c))}
        untied={[]}
        keys={c.formKeys}
        typed={typed}
      />
    ),
  };
}

async function editForm(c: Context, typed: Typed): Promise<Answer> {
  const standing = await standingIn(c);
  if (isRefusal(standing)) return standing;
  const { indicator } = standing;
  const values = { ...fieldsOf(indicator), ...typed.values };
  return {
    title: `Change ${indicator.title}`,
    breadcrumbs: crumbsTo(indicator),
    body: (
      <IndicatorForm
        indicator={indicator}
        {...(await toChoose(c, indicator))}
        untied={await listUntied(c.tx, indicator.id)}
        keys={c.formKeys}
        typed={{ ...typed, values }}
      />
    ),
  };
}

async function define(c: Context): Promise<Answer> {
  const fields = readFields(indicatorFields, c.form);
  if (isRefusal(fields)) return fields;
  const unknown = await unknownPart(c, fields);
  if (unknown) return unknown;
  const indicator = await defineIndicator(c.tx, c.actor, fields satisfies IndicatorInput);
  return isRefusal(indicator) ? indicator : { redirect: `/indicators/${indicator.slug}` };
}

const reasonField = z.object({ reason: optionalText() });

async function change(c: Context): Promise<Answer> {
  const standing = await standingIn(c);
  if (isRefusal(standing)) return standing;
  const { indicator } = standing;
  const fields = readFields(indicatorFields, { ...fieldsOf(indicator), ...c.form });
  if (isRefusal(fields)) return fields;
  const unknown = await unknownPart(c, fields);
  if (unknown) return unknown;
  const sure = textIn(c.form, 'sure') === 'yes' ? undefined : await openBySaying(c.tx, indicator, fields);
  if (sure) return sure;
  const reason = readFields(reasonField, { reason: textIn(c.form, 'reason') });
  if (isRefusal(reason)) return reason;
  const changed = await changeIndicator(
    c.tx,
    c.actor,
    indicator.id,
    revisionIn(c.form),
    fields,
    reason.reason ?? '',
  );
  return isRefusal(changed) ? changed : { redirect: `/indicators/${changed.slug}` };
}

const endField = z.object({
  endedOn: givenDate('Write the last day as day, month and year, such as 31 3 2013'),
});

async function end(c: Context): Promise<Answer> {
  const standing = await standingIn(c);
  if (isRefusal(standing)) return standing;
  const fields = readFields(endField, c.form);
  if (isRefusal(fields)) return fields;
  const ended = await endIndicator(c.tx, c.actor, standing.indicator.id, revisionIn(c.form), fields.endedOn);
  return isRefusal(ended) ? ended : { redirect: `/indicators/${ended.slug}` };
}

const USUAL = { frequency: 'irregular', dueDays: '60', decimals: '0', public: 'no', smallNumbers: 'no' };

/** Defining an indicator, changing it, and ending it. */
export const indicatorEditRoutes: readonly Route[] = [
  get('/indicators/new', EDIT, (c) => newForm(c, { ...NOTHING_TYPED, values: USUAL })),
  post('/indicators/new', EDIT, define, { again: newForm }),
  get('/indicators/:slug/edit', EDIT, (c) => editForm(c, NOTHING_TYPED)),
  post('/indicators/:slug/edit', EDIT, change, { again: editForm }),
  post('/indicators/:slug/end', EDIT, end, { again: editForm }),
];
