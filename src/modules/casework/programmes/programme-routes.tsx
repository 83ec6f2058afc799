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
import { inCasework } from '../purpose/working.ts';
import { programmeFields, registerFields } from './fields.ts';
import { ProgrammeForm, RegisterForm } from './forms.tsx';
import { ProgrammePage, ProgrammesPage } from './pages/programmes.tsx';
import { changeProgramme, setUpProgramme } from './programme.ts';
import { listPlacements, listProgrammes, type Programme } from './queries.ts';
import { keepRegister } from './register.ts';

import { CRUMBS, programmeIn, READ, readsProgramme, runsIt, WRITE } from './shared.ts';

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

/** Programmes: the list, one of them, its register. */
export const programmeRoutes: readonly Route[] = [
  inCasework(get('/casework/programmes', READ, programmesPage)),
  inCasework(get('/casework/programmes/new', WRITE, (c) => programmeForm(c))),
  inCasework(post('/casework/programmes/new', WRITE, setUp, { again: programmeForm })),
  inCasework(get('/casework/programmes/:slug', READ, programmePage, readsProgramme)),
  inCasework(get('/casework/programmes/:slug/edit', WRITE, (c) => programmeForm(c))),
  inCasework(post('/casework/programmes/:slug/edit', WRITE, change, { again: programmeForm })),
  inCasework(get('/casework/programmes/:slug/register', WRITE, (c) => registerForm(c), readsProgramme)),
  inCasework(post('/casework/programmes/:slug/register', WRITE, register, { again: registerForm })),
];
