import { z } from 'zod';
import { isRefusal } from '../../../kernel/refusal.ts';
import { may } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { optionalDate, optionalText, readFields, revisionIn } from '../../../platform/http/form.ts';
import { type Attempt, type Context, get, post, type Route } from '../../../platform/http/route.ts';
import { NOTHING_TYPED } from '../../../ui/forms/typed.ts';
import { dayOfSitting, findBody, findSitting, type Sitting } from '../queries.ts';
import { addSitting, changeSitting, readSittingDay, sittingFields } from '../sitting.ts';
import { agendaView } from './agenda-routes.tsx';
import { membersAt, seatsToAnswerFor } from './members.ts';
import { recordOutcome } from './outcome.ts';
import { listPacks } from './pack-queries.ts';
import { deadlineOf } from './pack-routes.tsx';
import { AgendaSection } from './pages/agenda-section.tsx';
import { SittingForm } from './pages/forms.tsx';
import { RepliesSection, type RepliesView } from './pages/replies.tsx';
import { pathOfSitting, SittingPage } from './pages/sitting.tsx';
import { listReplies } from './replies.ts';
import { crumbsTo, crumbsToBody, EDIT, READ, sittingOf } from './shared.ts';

async function newForm(c: Context, attempt: Attempt = { values: { kind: 'ordinary' }, errors: {} }) {
  const body = await findBody(c.tx, c.params.slug ?? '');
  if (!body) return notFound('body');
  const path = `/bodies/${body.slug}`;
  const heading = `Add a sitting of the ${body.name}`;
  return {
    title: heading,
    breadcrumbs: crumbsToBody(body.slug, body.name),
    body: (
      <SittingForm {...attempt} {...c.formKeys} heading={heading} action={`${path}/sittings`} back={path} />
    ),
  };
}

function fieldsIn(c: Context) {
  const fields = readFields(sittingFields, c.form);
  if (isRefusal(fields)) return fields;
  const { 'day-day': day, 'day-month': month, 'day-year': year, ...rest } = fields;
  const when = readSittingDay(day, month, year);
  return isRefusal(when) ? when : { ...rest, ...when };
}

async function saveSitting(c: Context) {
  const body = await findBody(c.tx, c.params.slug ?? '');
  if (!body) return notFound('body');
  const fields = fieldsIn(c);
  if (isRefusal(fields)) return fields;
  const added = await addSitting(c.tx, c.actor, body, fields);
  return isRefusal(added) ? added : { redirect: `/bodies/${body.slug}/sittings/${added}` };
}

async function repliesView(c: Context, sitting: Sitting): Promise<RepliesView> {
  const members = await membersAt(c.tx, sitting);
  return {
    sitting,
    members,
    replies: await listReplies(c.tx, sitting.id),
    mine: await seatsToAnswerFor(c.tx, c.actor, members, c.today),
    today: c.today,
    mayInvite: may(c.actor, 'governance.edit'),
    keys: c.formKeys,
  };
}

/** When papers are due, or when they came, and what is published. */
async function papersView(c: Context, sitting: Sitting) {
  const packs = await listPacks(c.tx, sitting.id, 'public');
  return { published: packs.at(-1)?.publishedOn, deadline: await deadlineOf(c, sitting, packs) };
}

async function sittingPage(c: Context, attempt: Attempt = NOTHING_TYPED) {
  const sitting = await sittingOf(c);
  if (!sitting) return notFound('sitting');
  const { continuesAs } = sitting;
  const view = {
    sitting,
    continuesAs: continuesAs === null ? undefined : await findSitting(c.tx, continuesAs),
    today: c.today,
    mayEdit: may(c.actor, 'governance.edit'),
  };
  return {
    title: `${sitting.body}, ${dayOfSitting(sitting)}`,
    breadcrumbs: crumbsToBody(sitting.bodySlug, sitting.body),
    body: (
      <SittingPage {...attempt} {...c.formKeys} {...view}>
        <AgendaSection {...(await agendaView(c, sitting))} {...(await papersView(c, sitting))} />
        <RepliesSection {...(await repliesView(c, sitting))} />
      </SittingPage>
    ),
  };
}

const outcomeFields = z.object({
  outcome: z.enum(['held', 'cancelled', 'planned', 'inquorate', 'adjourned'], {
    error: 'Say what became of the sitting',
  }),
  reason: optionalText(),
  continuesOn: optionalDate(),
});

async function saveOutcome(c: Context) {
  const sitting = await sittingOf(c);
  if (!sitting) return notFound('sitting');
  const fields = readFields(outcomeFields, c.form);
  if (isRefusal(fields)) return fields;
  const recorded = await recordOutcome(c.tx, c.actor, sitting, { ...fields, recordedOn: c.today });
  return isRefusal(recorded) ? recorded : { redirect: pathOfSitting(sitting) };
}

async function editForm(c: Context, attempt?: Attempt) {
  const sitting = await sittingOf(c);
  if (!sitting) return notFound('sitting');
  const [year = '', month = '', day = ''] = sitting.day.split('-').map((part) => String(Number(part)));
  const values = {
    'day-day': sitting.precision === 'month' ? '' : day,
    'day-month': month,
    'day-year': year,
    kind: sitting.kind,
    startsAt: sitting.startsAt ?? '',
    endsAt: sitting.endsAt ?? '',
    venue: sitting.venue ?? '',
    joiningLink: sitting.joiningLink ?? '',
    note: sitting.note ?? '',
  };
  const path = pathOfSitting(sitting);
  const heading = `Change the sitting of ${dayOfSitting(sitting)}`;
  return {
    title: heading,
    breadcrumbs: crumbsTo(sitting),
    body: (
      <SittingForm
        {...(attempt ?? { values, errors: {} })}
        {...c.formKeys}
        heading={heading}
        action={path}
        back={path}
        revision={attempt ? revisionIn(attempt.values) : sitting.revision}
      />
    ),
  };
}

async function saveChange(c: Context) {
  const sitting = await sittingOf(c);
  if (!sitting) return notFound('sitting');
  const fields = fieldsIn(c);
  if (isRefusal(fields)) return fields;
  const changed = await changeSitting(c.tx, c.actor, sitting.id, revisionIn(c.form), fields);
  return isRefusal(changed) ? changed : { redirect: pathOfSitting(sitting) };
}

/** A sitting: adding, showing, changing it, and what became of it. */
export const oneSittingRoutes: readonly Route[] = [
  get('/bodies/:slug/sittings/new', EDIT, (c) => newForm(c)),
  post('/bodies/:slug/sittings', EDIT, saveSitting, { again: newForm }),
  get('/bodies/:slug/sittings/:id', READ, (c) => sittingPage(c)),
  post('/bodies/:slug/sittings/:id', EDIT, saveChange, { again: editForm }),
  get('/bodies/:slug/sittings/:id/edit', EDIT, (c) => editForm(c)),
  post('/bodies/:slug/sittings/:id/outcome', EDIT, saveOutcome, { again: sittingPage }),
];
