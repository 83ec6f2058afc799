import { isUuid } from '../../../kernel/ids.ts';
import { formatPence } from '../../../kernel/pence.ts';
import { longDate, plainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import { may, mayFor } from '../../../platform/actor.ts';
import { notAllowed, notFound } from '../../../platform/common-refusals.ts';
import { dateValues, readFields } from '../../../platform/http/form.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../platform/http/route.ts';
import { LineField } from '../../../ui/forms/fields.tsx';
import {
  carryOver,
  lapseStream,
  receive,
  repay,
  reverseEntry,
  yearEndOf,
  yearIsNotOver,
} from '../ledger/money.ts';
import { ActForm, FUND_CRUMBS } from '../pages.tsx';
import { amountFields, dayFields, reasonFields, yearFields } from './form.ts';
import { findEntry, findStream, type Stream } from './queries.ts';

const KEEP = { permission: 'fund.keep' } as const;

/** One thing that a keeper does with a stream: its form, and the command behind it. */
interface Act {
  readonly path: string;
  readonly heading: (stream: Stream) => string;
  readonly lead: (stream: Stream, c: Context) => string;
  readonly submit: string;
  readonly asks: 'amount' | 'day' | 'year';
  readonly says?: string;
  readonly run: (c: Context, stream: Stream) => Promise<unknown>;
}

const amount = (run: typeof receive) => async (c: Context, stream: Stream) => {
  const fields = readFields(amountFields, c.form);
  if (isRefusal(fields)) return fields;
  return run(c.tx, c.actor, { streamId: stream.id, pence: fields.amount, on: fields.day, says: fields.says });
};

const ACTS: readonly Act[] = [
  {
    path: 'receipts',
    heading: (stream) => `Money received: ${stream.name}`,
    lead: (stream) =>
      `${formatPence(stream.received)} was received so far${stream.promised === null ? '' : ` of ${formatPence(stream.promised)} promised`}.`,
    submit: 'Record money received',
    asks: 'amount',
    says: 'What shows that it was received?',
    run: amount(receive),
  },
  {
    path: 'repayments',
    heading: (stream) => `Repayment: ${stream.name}`,
    lead: (stream) => `${formatPence(stream.owed)} is owed to the funder.`,
    submit: 'Record the repayment',
    asks: 'amount',
    says: 'What shows that it was paid back?',
    run: amount(repay),
  },
  {
    path: 'lapse',
    heading: (stream) => `${stream.name} has lapsed`,
    lead: (stream) =>
      `Everything that is not spent is owed to the funder from then on: ${formatPence(stream.available + stream.carried)} that was left and ${formatPence(stream.reserved + stream.allocated)} that was committed.`,
    submit: 'Record that it lapsed',
    asks: 'day',
    run: async (c, stream) => {
      const fields = readFields(dayFields, c.form);
      return isRefusal(fields) ? fields : lapseStream(c.tx, c.actor, { streamId: stream.id, on: fields.day });
    },
  },
  {
    path: 'year-end',
    heading: (stream) => `Close the year: ${stream.name}`,
    lead: (stream) =>
      stream.carriesOver
        ? 'What was left on 31 March is carried into the next year, in two entries.'
        : 'What was left on 31 March may not be carried over: it is owed to the funder from then on.',
    submit: 'Close the year',
    asks: 'year',
    run: async (c, stream) => {
      const fields = readFields(yearFields, c.form);
      if (isRefusal(fields)) return fields;
      const yearEnd = yearEndOf(plainDate(`${fields.year}-01-01`));
      return stream.carriesOver
        ? carryOver(c.tx, c.actor, { streamId: stream.id, year: fields.year })
        : ((await yearIsNotOver(c.tx, yearEnd)) ??
            lapseStream(c.tx, c.actor, { streamId: stream.id, on: yearEnd }));
    },
  },
];

async function actForm(c: Context, act: Act, attempt?: Attempt): Promise<Answer> {
  const stream = await findStream(c.tx, c.params.slug ?? '');
  if (!stream) return notFound('stream');
  const lastEnd = Number(yearEndOf(c.today).slice(0, 4)) - (c.today.slice(5) === '03-31' ? 0 : 1);
  const shown = attempt ?? { values: { ...dateValues('day', c.today), year: String(lastEnd) }, errors: {} };
  const { asks, says } = act;
  return {
    title: act.heading(stream),
    breadcrumbs: [...FUND_CRUMBS, { text: stream.name, href: `/fund/streams/${stream.slug}` }],
    body: (
      <ActForm
        heading={act.heading(stream)}
        lead={act.lead(stream, c)}
        action={`/fund/streams/${stream.slug}/${act.path}`}
        back={`/fund/streams/${stream.slug}`}
        keys={c.formKeys}
        attempt={shown}
        submit={act.submit}
        amount={asks === 'amount' ? 'Amount' : undefined}
        words={says ? { name: 'says', label: says } : undefined}
        dayLabel={asks === 'year' ? undefined : 'On'}
      >
        {asks === 'year' ? (
          <LineField
            name="year"
            label="The year that ended on 31 March"
            hint="Such as 2013"
            attempt={shown}
          />
        ) : null}
      </ActForm>
    ),
  };
}

async function carryOut(c: Context, act: Act): Promise<{ redirect: string } | Refusal> {
  const stream = await findStream(c.tx, c.params.slug ?? '');
  if (!stream) return notFound('stream');
  const done = await act.run(c, stream);
  return isRefusal(done) ? done : { redirect: `/fund/streams/${stream.slug}` };
}

async function reversalForm(c: Context, attempt?: Attempt): Promise<Answer> {
  const entry = await findEntry(c.tx, c.params.id ?? '');
  if (!entry) return notFound('entry');
  const back = `/fund/streams/${entry.streamSlug}`;
  return {
    title: 'Reverse an entry',
    breadcrumbs: [...FUND_CRUMBS, { text: entry.stream, href: back }],
    body: (
      <ActForm
        heading={`Reverse entry ${entry.number}`}
        lead={`${formatPence(entry.pence)} of ${longDate(entry.on)} (${entry.says}) moves back. Both entries stay to be read.`}
        action={`/fund/entries/${entry.id}/reversal`}
        back={back}
        keys={c.formKeys}
        attempt={attempt ?? { values: dateValues('day', c.today), errors: {} }}
        submit="Reverse the entry"
        words={{ name: 'reason', label: 'What was wrong with it?' }}
        dayLabel="On"
      />
    ),
  };
}

async function reverse(c: Context): Promise<{ redirect: string } | Refusal> {
  const entry = await findEntry(c.tx, c.params.id ?? '');
  if (!entry) return notFound('entry');
  const fields = readFields(reasonFields, c.form);
  if (isRefusal(fields)) return fields;
  const reversed = await reverseEntry(c.tx, c.actor, {
    entryId: entry.id,
    on: fields.day,
    reason: fields.reason,
  });
  return isRefusal(reversed) ? reversed : { redirect: `/fund/streams/${entry.streamSlug}` };
}

/** The file that shows an entry: for who keeps the fund, who asks for its agency, and auditors. */
async function evidenceFile(c: Context): Promise<Answer> {
  const id = c.params.id ?? '';
  if (!isUuid(id)) return notFound('entry');
  const found = await c.tx
    .selectFrom('fund.entry as e')
    .innerJoin('platform.file as f', (join) =>
      join.onRef('f.partnership_id', '=', 'e.partnership_id').onRef('f.id', '=', 'e.file_id'),
    )
    .select(['e.agency_id as agencyId', 'f.name', 'f.media_type as mediaType', 'f.sha256'])
    .where('e.id', '=', id)
    .executeTakeFirst();
  if (!found) return notFound('file');
  const mayOpen =
    may(c.actor, 'fund.keep') ||
    may(c.actor, 'audit.read') ||
    mayFor(c.actor, 'fund.request', found.agencyId);
  if (!mayOpen) return notAllowed();
  return {
    download: await c.services.files.read(found.sha256),
    mediaType: found.mediaType,
    fileName: found.name,
  };
}

export const moneyRoutes: readonly Route[] = [
  ...ACTS.flatMap((act) => [
    get(`/fund/streams/:slug/${act.path}`, KEEP, (c) => actForm(c, act)),
    post(`/fund/streams/:slug/${act.path}`, KEEP, (c) => carryOut(c, act), {
      again: (c, attempt) => actForm(c, act, attempt),
    }),
  ]),
  get('/fund/entries/:id/file', { permission: 'read' }, evidenceFile),
  get('/fund/entries/:id/reversal', KEEP, (c) => reversalForm(c)),
  post('/fund/entries/:id/reversal', KEEP, reverse, { again: reversalForm }),
];
