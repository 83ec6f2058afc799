import { isRefusal } from '../../../kernel/refusal.ts';
import { agencyOf, mayFor, maySomewhere } from '../../../platform/actor.ts';
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
import {
  consentFields,
  isState,
  moveFields,
  programmeFields,
  referFields,
  registerFields,
} from './fields.ts';
import { ConsentForm, MoveForm, ProgrammeForm, ReferForm, RegisterForm } from './forms.tsx';
import { PlacementPage, ProgrammePage, ProgrammesPage, stepWords } from './pages.tsx';
import { movePlacement, referToProgramme } from './placement.ts';
import { changeProgramme, setUpProgramme } from './programme.ts';
import { eventsOf, listPlacements, listProgrammes, type Programme } from './queries.ts';
import { keepRegister, recordConsent } from './register.ts';

const READ = { permission: 'casework.read', anywhere: true } as const;
const WRITE = { permission: 'casework.write', anywhere: true } as const;
const CRUMBS = [{ text: 'Programmes', href: '/casework/programmes' }];

const programmeIn = async (c: Context): Promise<Programme | undefined> =>
  (await listProgrammes(c.tx, c.actor, c.params.slug ?? ''))[0];
const runsIt = (c: Context, agencyId: string): boolean =>
  agencyOf(c.actor) === agencyId && mayFor(c.actor, 'casework.write', agencyId);
const placementIn = async (c: Context) =>
  (await listPlacements(c.tx, c.actor, c.services.subjects, { id: c.params.id ?? '' }))[0];

const programmesPage = async (c: Context): Promise<Answer> => ({
  title: 'Programmes',
  wide: true,
  body: (
    <ProgrammesPage
      programmes={await listProgrammes(c.tx, c.actor)}
      mayWrite={maySomewhere(c.actor, 'casework.write')}
    />
  ),
});

async function programmePage(c: Context): Promise<Answer> {
  const programme = await programmeIn(c);
  if (!programme) return notFound('programme');
  return {
    title: programme.title,
    breadcrumbs: CRUMBS,
    body: (
      <ProgrammePage
        programme={programme}
        placements={await listPlacements(c.tx, c.actor, c.services.subjects, { programmeId: programme.id })}
        runs={runsIt(c, programme.agencyId)}
      />
    ),
  };
}

const text = (value: number | null): string => (value === null ? '' : String(value));
const valuesOf = (programme: Programme): Record<string, string> => ({
  title: programme.title,
  kind: programme.kind,
  eligibility: programme.eligibility,
  triggers: programme.triggers.join(', '),
  minimumAge: text(programme.minimumAge),
  maximumAge: text(programme.maximumAge),
  places: text(programme.places),
  cost: programme.costPence === null ? '' : String(programme.costPence / 100),
  taster: programme.taster ? 'yes' : 'no',
  says: programme.says,
  ...dateValues('startsOn', programme.startsOn),
  ...dateValues('endsOn', programme.endsOn),
});

async function programmeForm(c: Context, attempt?: Attempt): Promise<Answer> {
  const programme = c.params.slug === undefined ? undefined : await programmeIn(c);
  if (c.params.slug !== undefined && !programme) return notFound('programme');
  const values = programme ? valuesOf(programme) : { taster: 'no', ...dateValues('startsOn', c.today) };
  return {
    title: programme ? `Change ${programme.title}` : 'Set up a programme',
    breadcrumbs: CRUMBS,
    body: (
      <ProgrammeForm programme={programme} attempt={attempt ?? { values, errors: {} }} keys={c.formKeys} />
    ),
  };
}

async function setUp(c: Context): Promise<Answer> {
  const fields = readFields(programmeFields, c.form);
  if (isRefusal(fields)) return fields;
  const done = await setUpProgramme(c.tx, c.actor, fields);
  return isRefusal(done) ? done : { redirect: `/casework/programmes/${done.slug}` };
}

async function change(c: Context): Promise<Answer> {
  const programme = await programmeIn(c);
  if (!programme) return notFound('programme');
  const fields = readFields(programmeFields, c.form);
  if (isRefusal(fields)) return fields;
  const { id, agencyId } = programme;
  const done = await changeProgramme(c.tx, c.actor, {
    ...fields,
    id,
    agencyId,
    revision: revisionIn(c.form),
  });
  return isRefusal(done) ? done : { redirect: `/casework/programmes/${programme.slug}` };
}

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
        runs={runsIt(c, placement.agencyId)}
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

async function registerForm(c: Context, attempt?: Attempt): Promise<Answer> {
  const programme = await programmeIn(c);
  if (!programme || !runsIt(c, programme.agencyId)) return notFound('programme');
  const expected = await listPlacements(c.tx, c.actor, c.services.subjects, {
    programmeId: programme.id,
    states: ['started'],
  });
  return {
    title: `Register: ${programme.title}`,
    breadcrumbs: [...CRUMBS, { text: programme.title, href: `/casework/programmes/${programme.slug}` }],
    body: (
      <RegisterForm
        programme={programme}
        expected={expected}
        attempt={attempt ?? { values: dateValues('on', c.today), errors: {} }}
        keys={c.formKeys}
      />
    ),
  };
}

async function register(c: Context): Promise<Answer> {
  const fields = readFields(registerFields, c.form);
  if (isRefusal(fields)) return fields;
  const programme = c.params.slug ?? '';
  const done = await keepRegister(c.tx, c.actor, c.services.subjects, { ...fields, programme });
  return isRefusal(done) ? done : { redirect: `/casework/programmes/${programme}` };
}

const readsPlacement: NonNullable<Route['reads']> = ({ params }) => ({
  action: 'placement.read',
  subject: { kind: 'placement', id: params.id ?? '' },
});
const readsProgramme = { reads: () => ({ action: 'placement.list' }) };
const person = ({ query }: Pick<Context, 'query'>): string | undefined => query.person;

/** Programmes, referrals to them, and what becomes of a place. */
export const programmeRoutes: readonly Route[] = [
  inCasework(get('/casework/programmes', READ, programmesPage)),
  inCasework(get('/casework/programmes/new', WRITE, (c) => programmeForm(c))),
  inCasework(post('/casework/programmes/new', WRITE, setUp, { again: programmeForm })),
  inCasework(
    get('/casework/programmes/refer', WRITE, (c) => referForm(c), {
      reads: () => ({ action: 'person.read' }),
    }),
    person,
  ),
  inCasework(post('/casework/programmes/refer', WRITE, refer, { again: referForm }), person),
  inCasework(get('/casework/programmes/:slug', READ, programmePage, readsProgramme)),
  inCasework(get('/casework/programmes/:slug/edit', WRITE, (c) => programmeForm(c))),
  inCasework(post('/casework/programmes/:slug/edit', WRITE, change, { again: programmeForm })),
  inCasework(get('/casework/programmes/:slug/register', WRITE, (c) => registerForm(c), readsProgramme)),
  inCasework(post('/casework/programmes/:slug/register', WRITE, register, { again: registerForm })),
  inCasework(get('/casework/placements/:id', READ, placementPage, { reads: readsPlacement })),
  inCasework(get('/casework/placements/:id/move', WRITE, (c) => moveForm(c), { reads: readsPlacement })),
  inCasework(post('/casework/placements/:id/move', WRITE, move, { again: moveForm })),
  inCasework(
    get('/casework/placements/:id/consent', WRITE, (c) => consentForm(c), { reads: readsPlacement }),
  ),
  inCasework(post('/casework/placements/:id/consent', WRITE, consent, { again: consentForm })),
];
