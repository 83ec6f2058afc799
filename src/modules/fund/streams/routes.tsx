import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import { may, maySomewhere } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { readFields, revisionIn } from '../../../platform/http/form.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../platform/http/route.ts';
import { NOTHING_TYPED } from '../../../ui/forms/typed.ts';
import { parseTableQuery, toCsv } from '../../../ui/table/index.ts';
import { choicesOf } from '../choices.ts';
import { FUND_CRUMBS } from '../pages.tsx';
import { listRequests } from '../requests/queries.ts';
import { changeFields, streamFields, streamValues } from './form.ts';
import { listLastDays } from './last-days.ts';
import { moneyRoutes } from './money-routes.tsx';
import { entryColumns } from './pages/entries.tsx';
import { StreamForm } from './pages/forms.tsx';
import { FundPage, isOver, STREAM_COLUMNS } from './pages/fund.tsx';
import { ENTRIES_AT_ONCE, StreamPage } from './pages/stream.tsx';
import { findStream, listEntries, listRules, listStreams, type Stream } from './queries.ts';
import { ruleRoutes } from './rule-routes.tsx';
import { addStream, changeStream } from './stream.ts';

const READ = { permission: 'read' } as const;
const KEEP = { permission: 'fund.keep' } as const;
const MOST_ENTRIES_IN_A_FILE = 250_000;

async function fundPage(c: Context): Promise<Answer> {
  const streams = await listStreams(c.tx);
  const current = streams.filter((stream) => !isOver(stream, c.today));
  const waiting = await listRequests(c.tx, {
    states: ['submitted', 'recommended', 'deferred', 'endorsed-on-condition'],
  });
  return {
    title: 'The fund',
    wide: true,
    body: (
      <FundPage
        streams={c.query.streams === 'all' ? streams : current}
        over={c.query.streams === 'all' ? 0 : streams.length - current.length}
        waiting={waiting}
        today={c.today}
        mayKeep={may(c.actor, 'fund.keep')}
        mayAsk={may(c.actor, 'fund.keep') || maySomewhere(c.actor, 'fund.request')}
      />
    ),
  };
}

async function streamPage(c: Context): Promise<Answer> {
  const stream = await findStream(c.tx, c.params.slug ?? '');
  if (!stream) return notFound('stream');
  const mayKeep = may(c.actor, 'fund.keep');
  const query = parseTableQuery(c.query, entryColumns(mayKeep, true));
  // Numbers have no gap, so that a page of entries is found by number, wherever it stands.
  const below = stream.entries - (query.page - 1) * ENTRIES_AT_ONCE + 1;
  const entries = await listEntries(c.tx, { streamId: stream.id, below, limit: ENTRIES_AT_ONCE });
  return {
    title: stream.name,
    wide: true,
    breadcrumbs: FUND_CRUMBS,
    body: (
      <StreamPage
        {...{ stream, entries, query, mayKeep }}
        rules={await listRules(c.tx, [stream.id])}
        lastDays={await listLastDays(c.tx, stream.id)}
        today={c.today}
      />
    ),
  };
}

async function form(c: Context, stream: Stream | undefined, attempt?: Attempt): Promise<Answer> {
  const shown = attempt ?? {
    values: stream ? streamValues(stream) : { carriesOver: 'yes', quality: 'final' },
    errors: {},
  };
  const heading = stream ? `Change ${stream.name}` : 'Add a stream';
  const base = stream ? `/fund/streams/${stream.slug}` : '/fund';
  return {
    title: heading,
    breadcrumbs: FUND_CRUMBS,
    body: (
      <StreamForm
        heading={heading}
        action={stream ? `${base}/edit` : '/fund/streams/new'}
        back={base}
        keys={c.formKeys}
        attempt={shown ?? NOTHING_TYPED}
        revision={stream && (attempt ? revisionIn(attempt.values) : stream.revision)}
        agencies={(await choicesOf(c)).agencies}
      />
    ),
  };
}

async function editForm(c: Context, attempt?: Attempt): Promise<Answer> {
  const stream = await findStream(c.tx, c.params.slug ?? '');
  return stream ? form(c, stream, attempt) : notFound('stream');
}

async function save(c: Context): Promise<{ redirect: string } | Refusal> {
  const { slug } = c.params;
  const fields = readFields(slug ? changeFields : streamFields, c.form);
  if (isRefusal(fields)) return fields;
  const saved = slug
    ? await changeStream(c.tx, c.actor, slug, revisionIn(c.form), fields)
    : await addStream(c.tx, c.actor, fields);
  return isRefusal(saved) ? saved : { redirect: `/fund/streams/${saved.slug}` };
}

export const streamRoutes: readonly Route[] = [
  get('/fund', READ, fundPage),
  get('/fund.csv', READ, async (c) => ({
    download: toCsv(STREAM_COLUMNS, await listStreams(c.tx)),
    mediaType: 'text/csv',
    fileName: 'fund.csv',
  })),
  get('/fund/streams/new', KEEP, (c) => form(c, undefined)),
  post('/fund/streams/new', KEEP, save, { again: (c, attempt) => form(c, undefined, attempt) }),
  get('/fund/streams/:slug', READ, streamPage),
  get('/fund/streams/:slug/entries.csv', READ, async (c) => {
    const stream = await findStream(c.tx, c.params.slug ?? '');
    if (!stream) return notFound('stream');
    const entries = await listEntries(c.tx, { streamId: stream.id, limit: MOST_ENTRIES_IN_A_FILE });
    return {
      download: toCsv(entryColumns(false, true), entries),
      mediaType: 'text/csv',
      fileName: `${stream.slug}.csv`,
    };
  }),
  get('/fund/streams/:slug/edit', KEEP, (c) => editForm(c)),
  post('/fund/streams/:slug/edit', KEEP, save, { again: editForm }),
  ...ruleRoutes,
  ...moneyRoutes,
];
