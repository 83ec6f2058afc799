import { z } from 'zod';
import { dateOf, type PlainDate } from '../../../kernel/plain-date.ts';
import { may } from '../../../platform/actor.ts';
import { importRoutes } from '../../../platform/http/import-routes.tsx';
import { type Answer, type Context, get, type Route } from '../../../platform/http/route.ts';
import { filterOf, parseTableQuery, type TableQuery, toCsv } from '../../../ui/table/index.ts';
import { listBodies } from '../queries.ts';
import { subjectOf } from './form.ts';
import { DECISION_COLUMNS, importDecisions } from './import.ts';
import { REGISTER_COLUMNS, RegisterPage, withSubject } from './pages/register.tsx';
import { type Decision, type DecisionsWanted, listDecisionPage } from './queries.ts';
import { keyOf, namesOfSubjects } from './subjects.ts';

const READ = { permission: 'read' } as const;
const PAGE_SIZE = 50;

/** A day in a filter; what is no day is ignored. */
function dayIn(query: TableQuery, name: string): PlainDate | undefined {
  const part = (which: string) => Number(filterOf(query, `${name}-${which}`));
  const [day, month, year] = [part('day'), part('month'), part('year')];
  return day && month && year ? dateOf(year, month, day) : undefined;
}

const wantedOf = (query: TableQuery): DecisionsWanted => ({
  words: filterOf(query, 'words'),
  body: filterOf(query, 'body'),
  outcome: filterOf(query, 'outcome'),
  state: filterOf(query, 'state'),
  from: dayIn(query, 'from'),
  to: dayIn(query, 'to'),
  subject: subjectIn(query),
});

const UUID = z.uuid();

function subjectIn(query: TableQuery): DecisionsWanted['subject'] {
  const subject = subjectOf(filterOf(query, 'subject') ?? null);
  return subject && UUID.safeParse(subject.id).success ? subject : undefined;
}

const subjectsOf = (decisions: readonly Decision[]) =>
  decisions.flatMap(({ subjectKind: kind, subjectId: id }) =>
    kind !== null && id !== null ? [{ kind, id }] : [],
  );

async function register(c: Context): Promise<Answer> {
  const query = parseTableQuery(c.query, REGISTER_COLUMNS);
  const wanted = wantedOf(query);
  const offset = (query.page - 1) * PAGE_SIZE;
  const { decisions, total } = await listDecisionPage(c.tx, wanted, { limit: PAGE_SIZE, offset });
  const { kinds } = c.services.offers;
  const names = await namesOfSubjects(c.tx, kinds, [
    ...subjectsOf(decisions),
    ...(wanted.subject ? [wanted.subject] : []),
  ]);
  const awaiting = await listDecisionPage(c.tx, { state: 'awaits-ratification' }, { limit: 1 });
  const view = {
    rows: decisions.map(withSubject(names)),
    total,
    pageSize: PAGE_SIZE,
    query,
    bodies: (await listBodies(c.tx)).map(({ slug, name }) => ({ value: slug, text: name })),
    subject: wanted.subject && names.get(keyOf(wanted.subject.kind, wanted.subject.id)),
    awaiting: awaiting.total,
    mayRecord: may(c.actor, 'meeting.record'),
  };
  return { title: 'Decisions', wide: true, body: <RegisterPage {...view} /> };
}

async function registerCsv(c: Context): Promise<Answer> {
  const query = parseTableQuery(c.query, REGISTER_COLUMNS);
  const { decisions } = await listDecisionPage(c.tx, wantedOf(query));
  const names = await namesOfSubjects(c.tx, c.services.offers.kinds, subjectsOf(decisions));
  return {
    download: toCsv(REGISTER_COLUMNS, decisions.map(withSubject(names))),
    mediaType: 'text/csv; charset=utf-8',
    fileName: 'decisions.csv',
  };
}

export const registerRoutes: readonly Route[] = [
  ...importRoutes({
    path: '/decisions/import',
    things: 'decisions',
    access: { permission: 'meeting.record' },
    afterwards: '/decisions',
    breadcrumbs: [{ text: 'Decisions', href: '/decisions' }],
    columns: DECISION_COLUMNS,
    run: (tx, actor, csv, options, { offers }) => importDecisions(tx, actor, csv, options, offers),
  }),
  get('/decisions', READ, register),
  get('/decisions.csv', READ, registerCsv),
];
