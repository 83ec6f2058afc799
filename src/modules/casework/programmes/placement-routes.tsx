import { isRefusal } from '../../../kernel/refusal.ts';
import { maySomewhere } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { dateValues, readFields, revisionIn } from '../../../platform/http/form.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../platform/http/route.ts';
import { displayName, personCode, recordsOf } from '../people/index.ts';
import { inCasework } from '../purpose/working.ts';
import { consentFields, isState, moveFields, referFields, supporterFields } from './fields.ts';
import { ConsentForm, MoveForm, ReferForm, SupporterForm } from './forms.tsx';
import { matchSupporter, takesASupporter } from './match.ts';
import { movePlacement } from './move.ts';
import { PlacementPage, stepWords } from './pages/placement.tsx';
import { eventsOf, listProgrammes } from './queries.ts';
import { referToProgramme } from './refer.ts';
import { recordConsent } from './register.ts';

import { CRUMBS, placementIn, READ, readsPlacement, runsIt, WRITE } from './shared.ts';
import { NEXT } from './words.ts';

/** The record by which somebody is referred: the agency's own where it has one. */
const recordFor = async (c: Context) =>
  (await recordsOf(c.tx, c.actor, c.services.subjects, c.query.person ? [c.query.person] : []))[0];

async function referForm(c: Context, attempt?: Attempt): Promise<Answer> {
  const record = await recordFor(c);
  if (!record) return notFound('person');
  const programmes = (await listProgrammes(c.tx, c.actor)).filter(
    ({ endsOn }) => endsOn === null || endsOn >= c.today,
  );
  return {
    title: 'Refer to a programme',
    breadcrumbs: CRUMBS,
    body: (
      <ReferForm
        programmes={programmes}
        person={record.clusterId}
        name={record.identity ? displayName(record.identity) : personCode(record.clusterId)}
        knowsAge={/^\d{4}-\d{2}-\d{2}$/.test(record.identity?.dateOfBirth ?? '')}
        attempt={
          attempt ?? { values: { ground: 'agreement', programme: c.query.programme ?? '' }, errors: {} }
        }
        keys={c.formKeys}
      />
    ),
  };
}

async function refer(c: Context): Promise<Answer> {
  const record = await recordFor(c);
  if (!record) return notFound('person');
  const fields = readFields(referFields, c.form);
  if (isRefusal(fields)) return fields;
  const { ground, ...rest } = fields;
  const done = await referToProgramme(c.tx, c.actor, c.services.subjects, {
    ...rest,
    recordId: record.recordId,
    ...(ground ? { ground } : {}),
  });
  return isRefusal(done) ? done : { redirect: `/casework/placements/${done.id}` };
}

async function placementPage(c: Context): Promise<Answer> {
  const placement = await placementIn(c);
  if (!placement) return notFound('placement');
  return {
    title: `${placement.programme}: placement`,
    breadcrumbs: [
      ...CRUMBS,
      { text: placement.programme, href: `/casework/programmes/${placement.programmeSlug}` },
    ],
    body: (
      <PlacementPage
        placement={placement}
        events={await eventsOf(c.tx, c.actor, c.services.subjects, placement.id)}
        next={NEXT[placement.state].filter(
          (to) => runsIt(c, placement.agencyId) || (to === 'withdrawn' && runsIt(c, placement.fromAgencyId)),
        )}
        writes={maySomewhere(c.actor, WRITE.permission)}
        matches={takesASupporter(placement) && runsIt(c, placement.agencyId)}
        today={c.today}
      />
    ),
  };
}

async function moveForm(c: Context, attempt?: Attempt): Promise<Answer> {
  const placement = await placementIn(c);
  const { to } = c.query;
  if (!placement || !isState(to)) return notFound('step');
  return {
    title: stepWords(to),
    breadcrumbs: CRUMBS,
    body: (
      <MoveForm
        placement={placement}
        to={to}
        attempt={attempt ?? { values: dateValues('on', c.today), errors: {} }}
        keys={c.formKeys}
      />
    ),
  };
}

async function move(c: Context): Promise<Answer> {
  const { to } = c.query;
  if (!isState(to)) return notFound('step');
  const fields = readFields(moveFields, c.form);
  if (isRefusal(fields)) return fields;
  const id = c.params.id ?? '';
  const done = await movePlacement(c.tx, c.actor, c.services.subjects, {
    ...fields,
    id,
    to,
    revision: revisionIn(c.form),
  });
  return isRefusal(done) ? done : { redirect: `/casework/placements/${id}` };
}

async function consentForm(c: Context, attempt?: Attempt): Promise<Answer> {
  const placement = await placementIn(c);
  if (!placement) return notFound('placement');
  return {
    title: 'Consent of a parent',
    breadcrumbs: CRUMBS,
    body: (
      <ConsentForm
        placement={placement}
        attempt={attempt ?? { values: dateValues('on', c.today), errors: {} }}
        keys={c.formKeys}
      />
    ),
  };
}

async function consent(c: Context): Promise<Answer> {
  const fields = readFields(consentFields, c.form);
  if (isRefusal(fields)) return fields;
  const id = c.params.id ?? '';
  const done = await recordConsent(c.tx, c.actor, c.services.subjects, {
    ...fields,
    id,
    revision: revisionIn(c.form),
  });
  return isRefusal(done) ? done : { redirect: `/casework/placements/${id}` };
}

async function supporterForm(c: Context, attempt?: Attempt): Promise<Answer> {
  const placement = await placementIn(c);
  if (!placement || (!attempt && !takesASupporter(placement))) return notFound('placement');
  return {
    title: 'Who supports them?',
    breadcrumbs: CRUMBS,
    body: (
      <SupporterForm
        placement={placement}
        attempt={attempt ?? { values: dateValues('on', c.today), errors: {} }}
        keys={c.formKeys}
      />
    ),
  };
}

async function match(c: Context): Promise<Answer> {
  const fields = readFields(supporterFields, c.form);
  if (isRefusal(fields)) return fields;
  const id = c.params.id ?? '';
  const done = await matchSupporter(c.tx, c.actor, c.services.subjects, {
    ...fields,
    id,
    revision: revisionIn(c.form),
  });
  return isRefusal(done) ? done : { redirect: `/casework/placements/${id}` };
}

const person = ({ query }: Pick<Context, 'query'>): string | undefined => query.person;

/** Referring somebody to a programme, and what becomes of a place. */
export const placementRoutes: readonly Route[] = [
  inCasework(
    get('/casework/programmes/refer', WRITE, (c) => referForm(c), {
      reads: () => ({ action: 'person.read' }),
    }),
    person,
  ),
  inCasework(post('/casework/programmes/refer', WRITE, refer, { again: referForm }), person),
  inCasework(get('/casework/placements/:id', READ, placementPage, { reads: readsPlacement })),
  inCasework(get('/casework/placements/:id/move', WRITE, (c) => moveForm(c), { reads: readsPlacement })),
  inCasework(post('/casework/placements/:id/move', WRITE, move, { again: moveForm })),
  inCasework(
    get('/casework/placements/:id/consent', WRITE, (c) => consentForm(c), { reads: readsPlacement }),
  ),
  inCasework(post('/casework/placements/:id/consent', WRITE, consent, { again: consentForm })),
  inCasework(
    get('/casework/placements/:id/supporter', WRITE, (c) => supporterForm(c), { reads: readsPlacement }),
  ),
  inCasework(post('/casework/placements/:id/supporter', WRITE, match, { again: supporterForm })),
];
