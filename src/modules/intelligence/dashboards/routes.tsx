import { sql } from 'kysely';
import { isUuid } from '../../../kernel/ids.ts';
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import { may } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { revisionIn, textIn } from '../../../platform/http/form.ts';
import { type Answer, type Context, get, post, type Route } from '../../../platform/http/route.ts';
import { WordsField } from '../../../ui/forms/fields.tsx';
import { FormPage } from '../../../ui/forms/form-page.tsx';
import { NOTHING_TYPED, type Typed } from '../../../ui/forms/typed.ts';
import { Details } from '../../../ui/govuk/index.ts';
import { nameThings } from '../page-queries.ts';
import type { Subject } from '../types.ts';
import {
  arrangeDashboard,
  contentsOf,
  isSubjectKind,
  readThings,
  SUBJECT_KINDS,
  type SubjectKind,
} from './dashboard.ts';
import { type Thing, usualThings } from './follow.ts';
import { type DashboardLink, DashboardList } from './list-page.tsx';
import { DashboardPage } from './page.tsx';
import { listTiles } from './tiles.ts';

const READ = { permission: 'read' } as const;
const EDIT = { permission: 'indicators.edit' } as const;
const CRUMBS = [{ text: 'Dashboards', href: '/dashboards' }];

interface Named extends Subject {
  readonly kind: SubjectKind;
  readonly title: string;
  readonly path: string;
}

/** The thing in the address, where it may have a dashboard and the actor may know of it. */
async function subjectIn(c: Context): Promise<Named | Refusal> {
  const { kind = '', id = '' } = c.params;
  if (!isSubjectKind(kind) || !isUuid(id)) return notFound('dashboard');
  const named = (await nameThings(c.tx, c.services.offers.kinds, [{ kind, id }])).get(`${kind} ${id}`);
  return named ? { kind, id, ...named } : notFound('dashboard');
}

const pathOf = ({ kind, id }: Subject): string => `/dashboards/${kind}/${id}`;

/** The short name of a place, by which its figures are recorded. */
const placeIn = ({ kind, path }: Named): string | undefined =>
  kind === 'place' ? path.split('/').at(-1) : undefined;

async function dashboard(c: Context): Promise<Answer> {
  const subject = await subjectIn(c);
  if (isRefusal(subject)) return subject;
  const { chosen, things } = await contentsOf(c.tx, c.services.offers, subject);
  return {
    title: `${subject.title}: dashboard`,
    breadcrumbs: CRUMBS,
    wide: true,
    body: (
      <DashboardPage
        title={subject.title}
        kindSays={SUBJECT_KINDS[subject.kind]}
        subjectPath={subject.path}
        path={pathOf(subject)}
        tiles={await listTiles(c.tx, c.services.offers, things, { asAt: c.today, place: placeIn(subject) })}
        today={c.today}
        chosen={chosen}
        mayEdit={may(c.actor, 'indicators.edit')}
        big={c.query.screen === 'big'}
      />
    ),
  };
}

async function titlesOf(c: Context, things: readonly Thing[]): Promise<readonly string[]> {
  const names = await nameThings(c.tx, c.services.offers.kinds, things);
  const all = things.flatMap(({ kind, id }) => names.get(`${kind} ${id}`) ?? []);
  const twice = new Set(
    all.map(({ title }) => title).filter((title, at, titles) => titles.indexOf(title) !== at),
  );
  return all.map(({ title, path }) => (twice.has(title) ? path : title));
}

async function form(c: Context, typed: Typed): Promise<Answer> {
  const subject = await subjectIn(c);
  if (isRefusal(subject)) return subject;
  const { things, revision } = await contentsOf(c.tx, c.services.offers, subject);
  const usual = await titlesOf(c, await usualThings(c.tx, c.services.offers, subject));
  const attempt = {
    ...typed,
    values: { tiles: (await titlesOf(c, things)).join('\n'), ...typed.values },
  };
  return {
    title: `Choose what stands on the dashboard of ${subject.title}`,
    breadcrumbs: [...CRUMBS, { text: subject.title, href: pathOf(subject) }],
    body: (
      <FormPage
        {...attempt}
        {...c.formKeys}
        heading="Choose what stands here"
        lead={`The dashboard of ${subject.title}. Move, add and take out lines.`}
        action={`${pathOf(subject)}/edit`}
        back={pathOf(subject)}
        revision={revision}
      >
        <WordsField
          name="tiles"
          label="Indicators and projects, one per line, in the order of the page"
          hint="By title, or by address such as /indicators/recorded-crime"
          attempt={attempt}
          rows={12}
        />
        {usual.length > 0 ? (
          <Details summary="What follows from the golden thread">
            <ul class="govuk-list">
              {usual.map((title) => (
                <li key={title}>{title}</li>
              ))}
            </ul>
          </Details>
        ) : null}
      </FormPage>
    ),
  };
}

async function save(c: Context): Promise<Answer> {
  const subject = await subjectIn(c);
  if (isRefusal(subject)) return subject;
  const things = await readThings(c.tx, c.services.offers.kinds, textIn(c.form, 'tiles'));
  if (isRefusal(things)) return things;
  const saved = await arrangeDashboard(c.tx, c.actor, subject, things, revisionOf(c));
  return isRefusal(saved) ? saved : { redirect: pathOf(subject) };
}

/** A dashboard that nobody chose for has no revision yet. */
const revisionOf = (c: Context): number => revisionIn(c.form);

const MOST_LISTED = 200;

async function list(c: Context): Promise<Answer> {
  const { kinds } = c.services.offers;
  const { rows } = kinds
    ? await sql<DashboardLink>`
      select k.kind, k.id, k.title, d.subject_id is not null as chosen
      from (${sql.raw(kinds)}) k
      left join intelligence.dashboard d on d.partnership_id = platform.partnership() and d.subject_kind = k.kind and d.subject_id = k.id
      where k.kind in ('body', 'theme', 'priority') or (k.kind = 'place' and d.subject_id is not null)
      order by k.kind, k.title limit ${MOST_LISTED}`.execute(c.tx)
    : { rows: [] };
  return { title: 'Dashboards', body: <DashboardList links={rows} /> };
}

/** Dashboards of boards, places, themes and priorities, and choosing what stands on one. */
export const dashboardRoutes: readonly Route[] = [
  get('/dashboards', READ, list),
  get('/dashboards/:kind/:id', READ, dashboard),
  get('/dashboards/:kind/:id/edit', EDIT, (c) => form(c, NOTHING_TYPED)),
  post('/dashboards/:kind/:id/edit', EDIT, save, { again: form }),
];
