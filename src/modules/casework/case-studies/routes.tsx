import { z } from 'zod';
import { asId } from '../../../kernel/ids.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { agencyOf, mayFor, maySomewhere } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { givenText, readFields } from '../../../platform/http/form.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../platform/http/route.ts';
import { actRoutes, readsOne } from '../acts.tsx';
import { listCases } from '../cases/list.ts';
import { findCase } from '../cases/queries.ts';
import { CASE_ROLES } from '../cases/words.ts';
import { inCasework } from '../purpose/working.ts';
import { ACTS, ROOM } from './forms.tsx';
import { NewStudyPage, StudiesPage, StudyPage } from './pages/studies.tsx';
import { findStudy, listStudies } from './queries.ts';
import { draftStudy } from './study.ts';

const READ = { permission: 'casework.read', anywhere: true } as const;
const WRITE = { permission: 'casework.write', anywhere: true } as const;
const CRUMBS = [{ text: ROOM.title, href: ROOM.base }];
const MOST_CASES = 100;

const studiesPage = async (c: Context): Promise<Answer> => ({
  title: ROOM.title,
  body: (
    <StudiesPage
      studies={await listStudies(c.tx, c.actor, c.services.subjects)}
      mayWrite={maySomewhere(c.actor, 'casework.write')}
    />
  ),
});

async function studyPage(c: Context): Promise<Answer> {
  const view = await findStudy(c.tx, c.actor, c.services.subjects, c.params.id ?? '');
  if (!view) return notFound('case study');
  return {
    title: 'Case study',
    breadcrumbs: CRUMBS,
    body: (
      <StudyPage
        view={view}
        acts={ACTS}
        c={c}
        mayWrite={view.agencyId === agencyOf(c.actor) && mayFor(c.actor, 'casework.write', view.agencyId)}
      />
    ),
  };
}

async function newStudyPage(c: Context, attempt?: Attempt): Promise<Answer> {
  const { subjects } = c.services;
  const caseId = asId<'case'>(c.query.case ?? '') ?? '';
  const view = caseId === '' ? undefined : await findCase(c.tx, c.actor, subjects, caseId);
  if (caseId !== '' && !view) return notFound('case');
  const cases = view ? [] : await listCases(c.tx, c.actor, subjects, { limit: MOST_CASES });
  return {
    title: 'Draft a case study',
    breadcrumbs: CRUMBS,
    body: (
      <NewStudyPage
        attempt={attempt ?? { values: {}, errors: {} }}
        keys={c.formKeys}
        caseId={caseId}
        cases={cases.map(({ id, code, title }) => ({ value: id, text: `${code} ${title}` }))}
        people={(view?.people ?? []).map(({ recordId, name, role }) => ({
          value: recordId,
          text: `${name} (${CASE_ROLES[role].toLowerCase()})`,
        }))}
      />
    ),
  };
}

async function draft(c: Context): Promise<Answer> {
  const fields = readFields(z.object({ recordId: givenText('Choose the person') }), c.form);
  if (isRefusal(fields)) return fields;
  const caseId = c.query.case ?? '';
  const done = await draftStudy(c.tx, c.actor, c.services.subjects, { ...fields, caseId });
  return isRefusal(done) ? done : { redirect: `${ROOM.base}/${done.id}` };
}

/** Case studies: those of the agency, a new one from a case, one of them, and everything that can be done with it. */
export const caseStudyRoutes: readonly Route[] = [
  inCasework(get(ROOM.base, READ, studiesPage, { reads: () => ({ action: 'casework-case-study.list' }) })),
  inCasework(
    get(`${ROOM.base}/new`, WRITE, (c) => newStudyPage(c), {
      reads: ({ query }) => ({
        action: query.case ? 'case.read' : 'case.list',
        ...(query.case ? { subject: { kind: 'case', id: query.case } } : {}),
      }),
    }),
  ),
  inCasework(post(`${ROOM.base}/new`, WRITE, draft, { again: newStudyPage })),
  inCasework(get(`${ROOM.base}/:id`, READ, studyPage, { reads: readsOne(ROOM) })),
  ...actRoutes(ROOM, ACTS),
];
