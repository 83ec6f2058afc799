import { z } from 'zod';
import type { Id } from '../../../kernel/ids.ts';
import { isUuid } from '../../../kernel/ids.ts';
import { isRefusal, refused } from '../../../kernel/refusal.ts';
import { may } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { readFields, textIn } from '../../../platform/http/form.ts';
import { importRoutes } from '../../../platform/http/import-routes.tsx';
import { type Answer, type Context, get, post, type Route } from '../../../platform/http/route.ts';
import { NOTHING_TYPED, type Typed } from '../../../ui/forms/typed.ts';
import { filterOf, parseTableQuery, toCsv } from '../../../ui/table/index.ts';
import { listIndicators } from '../../intelligence/index.ts';
import { listOutcomes } from '../queries.ts';
import { EDIT, READ, STRATEGY, slugIn } from '../routes/shared.ts';
import { EntryPage, JoinForm } from './entry-pages.tsx';
import { FRAMEWORK_COLUMNS, importFramework, importFrameworkJoins, JOIN_COLUMNS } from './import.ts';
import { joinEntry, partEntry } from './joins.ts';
import { monitoringRoutes } from './monitoring.tsx';
import {
  CoveragePage,
  ENTRIES_PAGE_SIZE,
  type EntryRow,
  entryColumns,
  entryPath,
  FrameworkList,
  frameworkPath,
} from './pages.tsx';
import {
  type EntriesWanted,
  findEntry,
  findFramework,
  listEntries,
  listFrameworks,
  listJoined,
} from './queries.ts';

const CRUMBS = [STRATEGY, { text: 'Frameworks', href: '/strategy/frameworks' }];

async function rowsOf(c: Context, frameworkId: string, wanted: EntriesWanted) {
  const { rows, total } = await listEntries(c.tx, frameworkId, wanted);
  const joined = Map.groupBy(
    await listJoined(
      c.tx,
      rows.map(({ id }) => id),
    ),
    ({ entryId }) => entryId,
  );
  return { total, rows: rows.map((row): EntryRow => ({ ...row, joined: joined.get(row.id) ?? [] })) };
}

const oneOf = (word: string | undefined, words: readonly string[]): string | undefined =>
  word !== undefined && words.includes(word) ? word : undefined;

async function coverage(c: Context, paged: boolean) {
  const [framework] = await listFrameworks(c.tx, slugIn(c));
  if (!framework) return notFound('framework');
  const query = parseTableQuery(c.query, entryColumns(framework.slug));
  const found = await rowsOf(c, framework.id, {
    coverage: oneOf(filterOf(query, 'coverage'), ['whole', 'part', 'none']),
    agreement: oneOf(filterOf(query, 'agreement'), ['yes', 'no']),
    words: filterOf(query, 'words'),
    ...(paged ? { limit: ENTRIES_PAGE_SIZE, offset: (query.page - 1) * ENTRIES_PAGE_SIZE } : {}),
  });
  return { framework, query, ...found };
}

async function coveragePage(c: Context): Promise<Answer> {
  const found = await coverage(c, true);
  if (isRefusal(found)) return found;
  return {
    title: found.framework.title,
    breadcrumbs: CRUMBS,
    wide: true,
    body: <CoveragePage {...found} mayEdit={may(c.actor, 'strategy.edit')} />,
  };
}

async function coverageCsv(c: Context): Promise<Answer> {
  const found = await coverage(c, false);
  if (isRefusal(found)) return found;
  return {
    download: toCsv(entryColumns(found.framework.slug), found.rows),
    mediaType: 'text/csv; charset=utf-8',
    fileName: `coverage-${found.framework.slug}.csv`,
  };
}

async function entryIn(c: Context) {
  const framework = await findFramework(c.tx, slugIn(c));
  const entry = framework && (await findEntry(c.tx, framework.id, c.params.reference ?? ''));
  if (!framework || !entry) return notFound('entry');
  return {
    framework,
    entry: { ...entry, joined: await listJoined(c.tx, [entry.id]) },
    path: entryPath(framework.slug, entry.reference),
    crumbs: [...CRUMBS, { text: framework.title, href: frameworkPath(framework.slug) }],
  };
}

async function entryPage(c: Context): Promise<Answer> {
  const found = await entryIn(c);
  if (isRefusal(found)) return found;
  const { framework, entry, crumbs } = found;
  const mayEdit = may(c.actor, 'strategy.edit');
  return {
    title: `${entry.reference} ${entry.title}`,
    breadcrumbs: crumbs,
    body: <EntryPage framework={framework} entry={entry} mayEdit={mayEdit} keys={c.formKeys} />,
  };
}

async function joinForm(c: Context, typed: Typed = NOTHING_TYPED): Promise<Answer> {
  const found = await entryIn(c);
  if (isRefusal(found)) return found;
  const { entry, path, crumbs } = found;
  return {
    title: 'Join to something of ours',
    breadcrumbs: [...crumbs, { text: entry.reference, href: path }],
    body: (
      <JoinForm
        {...typed}
        {...c.formKeys}
        heading="Join to something of ours"
        lead={`${entry.reference} ${entry.title}`}
        action={`${path}/joins`}
        back={path}
        outcomes={(await listOutcomes(c.tx)).map(({ id, wording }) => ({ value: id, text: wording }))}
        indicators={(await listIndicators(c.tx)).map(({ id, title }) => ({ value: id, text: title }))}
      />
    ),
  };
}

const joinFields = z.object({
  outcomeId: z.string().default(''),
  indicatorId: z.string().default(''),
  fit: z.string().default(''),
  note: z.string().trim().default(''),
});

async function saveJoin(c: Context): Promise<Answer> {
  const found = await entryIn(c);
  if (isRefusal(found)) return found;
  const fields = readFields(joinFields, c.form);
  if (isRefusal(fields)) return fields;
  const { outcomeId, indicatorId, fit, note } = fields;
  if ((outcomeId === '') === (indicatorId === ''))
    return refused('join-unclear', 'Choose an outcome or an indicator: one of them at a time', {
      field: 'outcomeId',
    });
  if (!isUuid(outcomeId || indicatorId)) return notFound('outcome or indicator');
  if (outcomeId === '' && fit !== 'whole' && fit !== 'part')
    return refused('fit-unclear', 'Say whether it measures what is asked for', { field: 'fit' });
  const joined = await joinEntry(
    c.tx,
    c.actor,
    found.entry,
    outcomeId === ''
      ? { indicatorId: indicatorId as Id<'indicator'>, fit: fit === 'whole' ? 'whole' : 'part', note }
      : { outcomeId: outcomeId as Id<'outcome'>, note },
  );
  if (joined === 'unchanged')
    return refused('joined-already', 'They are joined already, exactly so', { field: 'outcomeId' });
  return isRefusal(joined) ? joined : { redirect: found.path };
}

async function endJoin(c: Context): Promise<Answer> {
  const found = await entryIn(c);
  if (isRefusal(found)) return found;
  const [kind, id] = [textIn(c.form, 'kind'), textIn(c.form, 'id')];
  if ((kind !== 'outcome' && kind !== 'indicator') || !isUuid(id)) return notFound('join');
  const parted = await partEntry(c.tx, c.actor, found.entry, { kind, id });
  return isRefusal(parted) ? parted : { redirect: found.path };
}

/** Frameworks with their coverage, what of ours answers each entry, and who monitors which indicator. */
export const frameworkRoutes: readonly Route[] = [
  get('/strategy/frameworks', READ, async (c) => ({
    title: 'Frameworks',
    breadcrumbs: [STRATEGY],
    body: (
      <FrameworkList
        frameworks={await listFrameworks(c.tx)}
        query={parseTableQuery(c.query, [])}
        mayEdit={may(c.actor, 'strategy.edit')}
      />
    ),
  })),
  ...importRoutes({
    path: '/strategy/frameworks/import',
    leaves: 'framework',
    things: 'frameworks',
    columns: FRAMEWORK_COLUMNS,
    access: EDIT,
    afterwards: '/strategy/frameworks',
    breadcrumbs: CRUMBS,
    run: importFramework,
  }),
  ...importRoutes({
    path: '/strategy/frameworks/joins/import',
    leaves: 'framework-joins',
    things: 'what of ours answers frameworks',
    columns: JOIN_COLUMNS,
    access: EDIT,
    afterwards: '/strategy/frameworks',
    breadcrumbs: CRUMBS,
    run: importFrameworkJoins,
  }),
  get('/strategy/frameworks/:slug', READ, coveragePage),
  get('/strategy/frameworks/:slug/coverage.csv', READ, coverageCsv),
  get('/strategy/frameworks/:slug/entries/:reference', READ, entryPage),
  get('/strategy/frameworks/:slug/entries/:reference/joins/new', EDIT, (c) => joinForm(c)),
  post('/strategy/frameworks/:slug/entries/:reference/joins', EDIT, saveJoin, { again: joinForm }),
  post('/strategy/frameworks/:slug/entries/:reference/joins/removal', EDIT, endJoin),
  ...monitoringRoutes,
];
