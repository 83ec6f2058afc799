import { z } from 'zod';
import { asId } from '../../../kernel/ids.ts';
import { parsePlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { agencyOf, mayFor, maySomewhere } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { givenText, readFields, textIn } from '../../../platform/http/form.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../platform/http/route.ts';
import { actRoutes, readsOne } from '../acts.tsx';
import { purposeInUse } from '../purpose/queries.ts';
import { inCasework } from '../purpose/working.ts';
import { ACTS } from './acts/index.ts';
import { ROOM } from './acts/room.ts';
import { listTemplates } from './assessments/template-queries.ts';
import { openCase } from './case.ts';
import { chronologyOf } from './chronology.ts';
import { fileRoutes } from './files/routes.ts';
import { listCases } from './list.ts';
import { CasePage } from './pages/case.tsx';
import { CasesPage, NewCasePage } from './pages/list.tsx';
import { findCase } from './queries.ts';
import { CASE_KINDS, names } from './words.ts';

const READ = { permission: 'casework.read', anywhere: true } as const;
const WRITE = { permission: 'casework.write', anywhere: true } as const;
const CRUMBS = [{ text: ROOM.title, href: ROOM.base }];
const PAGE = 50;

async function casesPage(c: Context): Promise<Answer> {
  const state = c.query.state === 'closed' ? 'closed' : 'open';
  const [on, id] = (c.query.after ?? '').split('_');
  const [day, from] = [on ? parsePlainDate(on) : undefined, id ? asId<'case'>(id) : undefined];
  const found = await listCases(c.tx, c.actor, c.services.subjects, {
    state,
    limit: PAGE + 1,
    ...(day && from ? { after: { on: day, id: from } } : {}),
  });
  const cases = found.slice(0, PAGE);
  const last = cases.at(-1);
  return {
    title: state === 'open' ? 'Open cases' : 'Closed cases',
    wide: true,
    body: (
      <CasesPage
        cases={cases}
        state={state}
        today={c.today}
        next={
          last && found.length > PAGE
            ? `/casework/cases?state=${state}&after=${last.nextReviewOn}_${last.id}`
            : undefined
        }
        mayWrite={maySomewhere(c.actor, 'casework.write')}
      />
    ),
  };
}

async function casePage(c: Context): Promise<Answer> {
  const { subjects } = c.services;
  const view = await findCase(c.tx, c.actor, subjects, c.params.id ?? '');
  if (!view) return notFound('case');
  return {
    title: `Case ${view.code}`,
    breadcrumbs: CRUMBS,
    body: (
      <CasePage
        view={view}
        lines={await chronologyOf(c.tx, c.actor, subjects, view.row.id)}
        templates={(await listTemplates(c.tx, c.actor, { inUse: true })).filter((one) => one.of === 'case')}
        acts={ACTS}
        c={c}
        mayWrite={
          view.row.agency_ids.includes(agencyOf(c.actor) ?? '') &&
          mayFor(c.actor, 'casework.write', agencyOf(c.actor))
        }
        ownAgencyId={agencyOf(c.actor)}
        today={c.today}
      />
    ),
  };
}

const newCase = z.object({
  title: givenText('Say in a few words what it is about'),
  kind: z.enum(names(CASE_KINDS), { error: 'Choose the kind of case' }),
  because: givenText('Say why the case is opened'),
  restricted: z.enum(['yes', 'no'], { error: 'Say whether it is restricted' }),
  assessment: z.string().trim().default(''),
});

const newCasePage = async (c: Context, attempt?: Attempt): Promise<Answer> => ({
  title: 'Open a case',
  breadcrumbs: CRUMBS,
  body: (
    <NewCasePage
      attempt={attempt ?? { values: { restricted: 'no' }, errors: {} }}
      keys={c.formKeys}
      person={c.query.person ?? textIn(c.form, 'person')}
    />
  ),
});

async function open(c: Context): Promise<Answer> {
  const fields = readFields(newCase, c.form);
  if (isRefusal(fields)) return fields;
  const purpose = await purposeInUse(c.tx, c.actor, c.actor.purpose ?? '');
  const opened = await openCase(c.tx, c.actor, c.services.subjects, {
    ...fields,
    restricted: fields.restricted === 'yes',
    regime: purpose?.regime ?? 'uk-gdpr',
    openedOn: c.today,
  });
  if (isRefusal(opened)) return opened;
  const person = asId<'cluster'>(textIn(c.form, 'person'));
  const path = `/casework/cases/${opened.id}`;
  return { redirect: person ? `${path}/people?person=${person}` : path };
}

export const caseRoutes: readonly Route[] = [
  inCasework(get('/casework/cases', READ, casesPage, { reads: () => ({ action: 'case.list' }) })),
  inCasework(get('/casework/cases/new', WRITE, (c) => newCasePage(c))),
  inCasework(post('/casework/cases/new', WRITE, open, { again: newCasePage })),
  inCasework(
    get('/casework/cases/:id', READ, casePage, { reads: readsOne(ROOM) }),
    // What was opened for one person counts where the address names that person.
    ({ query }) => query.person,
  ),
  ...actRoutes(ROOM, ACTS),
  ...fileRoutes,
];
