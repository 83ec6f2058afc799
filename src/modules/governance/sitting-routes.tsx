import { z } from 'zod';
import { isUuid } from '../../kernel/ids.ts';
import { isRefusal } from '../../kernel/refusal.ts';
import { may } from '../../platform/actor.ts';
import { notFound } from '../../platform/common-refusals.ts';
import { optionalText, readFields, revisionIn } from '../../platform/http/form.ts';
import { type Attempt, type Context, get, post, type Route } from '../../platform/http/route.ts';
import { MoveForm, SittingForm, SittingPage } from './pages/sitting.tsx';
import { dayOfSitting, findBody, findSitting, type Sitting } from './queries.ts';
import { addSitting, moveSitting, readSittingDay, recordSittingOutcome, sittingFields } from './sitting.ts';

const READ = { permission: 'read' } as const;
const EDIT = { permission: 'governance.edit' } as const;
const BLANK: Attempt = { values: {}, errors: {} };

const crumbsTo = (slug: string, name: string) => [
  { text: 'Boards and groups', href: '/bodies' },
  { text: name, href: `/bodies/${slug}` },
];

/** The sitting the address names, of the body the address names. */
async function sittingOf(c: Context): Promise<Sitting | undefined> {
  const { id = '', slug } = c.params;
  const sitting = isUuid(id) ? await findSitting(c.tx, id) : undefined;
  return sitting?.bodySlug === slug ? sitting : undefined;
}

async function newForm(c: Context, attempt: Attempt = { values: { kind: 'ordinary' }, errors: {} }) {
  const body = await findBody(c.tx, c.params.slug ?? '');
  if (!body) return notFound('body');
  const path = `/bodies/${body.slug}`;
  const heading = `Add a sitting of the ${body.name}`;
  return {
    title: heading,
    breadcrumbs: crumbsTo(body.slug, body.name),
    body: (
      <SittingForm {...attempt} {...c.formKeys} heading={heading} action={`${path}/sittings`} back={path} />
    ),
  };
}

const dayIn = (fields: { 'day-day': string; 'day-month': string; 'day-year': string }) =>
  readSittingDay(fields['day-day'], fields['day-month'], fields['day-year']);

async function saveSitting(c: Context) {
  const body = await findBody(c.tx, c.params.slug ?? '');
  if (!body) return notFound('body');
  const fields = readFields(sittingFields, c.form);
  if (isRefusal(fields)) return fields;
  const when = dayIn(fields);
  if (isRefusal(when)) return when;
  const added = await addSitting(c.tx, c.actor, body, { ...when, kind: fields.kind, note: fields.note });
  return isRefusal(added) ? added : { redirect: `/bodies/${body.slug}` };
}

async function sittingPage(c: Context, attempt: Attempt = BLANK) {
  const sitting = await sittingOf(c);
  if (!sitting) return notFound('sitting');
  return {
    title: `${sitting.body}, ${dayOfSitting(sitting)}`,
    breadcrumbs: crumbsTo(sitting.bodySlug, sitting.body),
    body: (
      <SittingPage
        {...attempt}
        {...c.formKeys}
        sitting={sitting}
        today={c.today}
        mayEdit={may(c.actor, 'governance.edit')}
      />
    ),
  };
}

const outcomeFields = z.object({
  outcome: z.enum(['held', 'cancelled', 'planned'], { error: 'Say what became of the sitting' }),
  reason: optionalText(),
});

async function saveOutcome(c: Context) {
  const sitting = await sittingOf(c);
  if (!sitting) return notFound('sitting');
  const fields = readFields(outcomeFields, c.form);
  if (isRefusal(fields)) return fields;
  const recorded = await recordSittingOutcome(c.tx, c.actor, sitting.id, { ...fields, recordedOn: c.today });
  return isRefusal(recorded) ? recorded : { redirect: `/bodies/${sitting.bodySlug}` };
}

async function moveForm(c: Context, attempt?: Attempt) {
  const sitting = await sittingOf(c);
  if (!sitting) return notFound('sitting');
  const path = `/bodies/${sitting.bodySlug}/sittings/${sitting.id}`;
  const [year = '', month = '', day = ''] = sitting.day.split('-').map((part) => String(Number(part)));
  const values = {
    'day-day': sitting.precision === 'month' ? '' : day,
    'day-month': month,
    'day-year': year,
  };
  const heading = `Move the sitting of ${dayOfSitting(sitting)}`;
  return {
    title: heading,
    breadcrumbs: crumbsTo(sitting.bodySlug, sitting.body),
    body: (
      <MoveForm
        {...(attempt ?? { values, errors: {} })}
        {...c.formKeys}
        heading={heading}
        action={`${path}/day`}
        back={path}
        revision={attempt ? revisionIn(attempt.values) : sitting.revision}
      />
    ),
  };
}

async function saveMove(c: Context) {
  const sitting = await sittingOf(c);
  if (!sitting) return notFound('sitting');
  const fields = readFields(sittingFields.omit({ kind: true, note: true }), c.form);
  if (isRefusal(fields)) return fields;
  const when = dayIn(fields);
  if (isRefusal(when)) return when;
  const moved = await moveSitting(c.tx, c.actor, sitting.id, revisionIn(c.form), when);
  return isRefusal(moved) ? moved : { redirect: `/bodies/${sitting.bodySlug}` };
}

export const sittingRoutes: readonly Route[] = [
  get('/bodies/:slug/sittings/new', EDIT, (c) => newForm(c)),
  post('/bodies/:slug/sittings', EDIT, saveSitting, { again: newForm }),
  get('/bodies/:slug/sittings/:id', READ, (c) => sittingPage(c)),
  post('/bodies/:slug/sittings/:id/outcome', EDIT, saveOutcome, { again: sittingPage }),
  get('/bodies/:slug/sittings/:id/day', EDIT, (c) => moveForm(c)),
  post('/bodies/:slug/sittings/:id/day', EDIT, saveMove, { again: moveForm }),
];
