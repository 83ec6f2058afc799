/** The fund in a report: what each stream held on the day, what was asked and committed in the period, each figure with its query. */
import { sql } from 'kysely';
import { plural } from '../../../kernel/names.ts';
import { formatPence } from '../../../kernel/pence.ts';
import { longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { onceForEach } from '../../../platform/gathering.ts';
import type { FigureOffer, FigureRequest, FigureValue, SectionOffer } from '../../../platform/module.ts';
import { type Block, type Figure, paragraph, text } from '../../../ui/document/index.ts';
import type { Account } from '../ledger/accounts.ts';
import { type Kept, streamsAsAt } from '../ledger/as-at.ts';
import type { RequestState } from '../requests/states.ts';

const LEDGER = 'Ledger of the fund';
const REQUESTS = 'Requests to the fund and what boards decided of them';
const quoted = (words: string): string => `'${words.replaceAll("'", "''")}'`;

interface Sum {
  readonly name: string;
  readonly says: string;
  readonly accounts: readonly Account[];
}

const SUMS: readonly Sum[] = [
  { name: 'available', says: 'can still be committed', accounts: ['available', 'carried'] },
  { name: 'committed', says: 'is committed and not drawn', accounts: ['reserved', 'allocated'] },
  { name: 'spent', says: 'was drawn by projects', accounts: ['spent'] },
  { name: 'owed', says: 'is owed to the funder', accounts: ['owed'] },
];

const within = ({ accounts }: Sum): string => `(${accounts.map(quoted).join(', ')})`;

const signed = (sum: Sum): string =>
  `e.pence * ((e.to_account in ${within(sum)})::int - (e.from_account in ${within(sum)})::int)`;

/** The entries of a stream, or of all, by a day, and what each adds to a sum: nought where it moves other money. */
const entriesSql = (sum: Sum, slug: string | null, asAt: PlainDate): string =>
  `select s.slug, e.number, e.on_day, e.kind, e.says, ${signed(sum)} as pence
from fund.entry e join fund.stream s on s.partnership_id = e.partnership_id and s.id = e.stream_id
where e.on_day <= ${quoted(asAt)}${slug === null ? '' : ` and s.slug = ${quoted(slug)}`}
order by s.slug, e.number`;

/** A request as it stood on a day. */
interface Stood {
  readonly reference: string;
  readonly pence: number;
  readonly state: RequestState;
  readonly since: PlainDate;
}

const standingSql = (asAt: PlainDate): string =>
  `select r.reference, r.title, r.pence, x.state, x.on_day as since, d.reference as decision, x.reason as says
from fund.request r
join lateral (select y.* from fund.request_step y
  where y.partnership_id = r.partnership_id and y.request_id = r.id and y.on_day <= ${quoted(asAt)}
  order by y.position desc limit 1) x on true
left join governance.decision d on d.partnership_id = x.partnership_id and d.id = x.decision_id`;

const requestsAt = onceForEach(
  async (tx: Tx, { asAt, periodStart }: FigureRequest): Promise<readonly Stood[]> =>
    (
      await sql<Stood>`select reference, pence, state, since from (${sql.raw(standingSql(asAt))}) stood
      where ${sql.join(
        ASKED.map(
          ({ states, inPeriod }) =>
            sql`(state in (${sql.join(states)})${inPeriod ? sql` and since >= ${periodStart}::date` : sql``})`,
        ),
        sql` or `,
      )} order by reference`.execute(tx)
    ).rows,
);

interface Asked {
  readonly name: string;
  readonly says: (request: FigureRequest) => string;
  readonly states: readonly RequestState[];
  readonly inPeriod: boolean;
}

const ASKED: readonly Asked[] = [
  {
    name: 'waiting',
    says: ({ asAt }) => `asked for by requests that wait for a board on ${longDate(asAt)}`,
    states: ['submitted', 'recommended', 'deferred'],
    inPeriod: false,
  },
  {
    name: 'endorsed',
    says: ({ periodStart, asAt }) =>
      `asked for by requests that were endorsed from ${longDate(periodStart)} to ${longDate(asAt)}`,
    states: ['endorsed', 'endorsed-on-condition'],
    inPeriod: true,
  },
];

const isAmong = ({ states, inPeriod }: Asked, one: Stood, { periodStart }: FigureRequest): boolean =>
  states.includes(one.state) && (!inPeriod || one.since >= periodStart);

const sumOf = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

const money = (pence: number): Pick<FigureValue, 'value' | 'unit' | 'text'> => ({
  value: pence / 100,
  unit: '£',
  text: formatPence(pence),
});

/** For each stream that is not over and for all: what can still be committed, what is committed, spent and owed; what requests ask for. */
export const fundFigures: FigureOffer = {
  prefix: 'fund',
  source: 'The ledger of the fund and its requests',
  async gather(tx, _actor, request) {
    const { asAt } = request;
    const { told, over } = await streamsAsAt(tx, request);
    const all = over ? [...told, over] : told;
    const figures = new Map<string, FigureValue>();
    const add = (sum: Sum, slug: string | null, name: string, of: readonly Kept[]): void => {
      const pence = sumOf(of.flatMap(({ balances }) => sum.accounts.map((account) => balances[account])));
      figures.set(`fund.${slug ?? 'all-streams'}.${sum.name}`, {
        ...money(pence),
        sentence: `${name}: ${formatPence(pence)} ${sum.says} on ${longDate(asAt)}.`,
        source: LEDGER,
        query: entriesSql(sum, slug, asAt),
        rows: sumOf(of.map(({ entries }) => entries)),
        asAt,
      });
    };
    for (const sum of SUMS) {
      for (const stream of told) add(sum, stream.slug, stream.name, [stream]);
      if (all.length > 0) add(sum, null, 'All streams', all);
    }
    const requests = await requestsAt(tx, request);
    for (const asked of ASKED) {
      const among = requests.filter((one) => isAmong(asked, one, request));
      const pence = among.reduce((all, one) => all + one.pence, 0);
      figures.set(`fund.requests.${asked.name}`, {
        ...money(pence),
        sentence: `${formatPence(pence)} ${asked.says(request)}, in ${plural(among.length, 'request')}.`,
        source: REQUESTS,
        query: `select * from (${standingSql(asAt)}) stood
where state in (${asked.states.map(quoted).join(', ')})${asked.inPeriod ? ` and since >= ${quoted(request.periodStart)}` : ''}
order by reference`,
        rows: among.length,
        asAt,
      });
    }
    return figures;
  },
};

/** The fund on the day of a report in one paragraph of figures; the section on funding has stream by stream. */
export const fundSection: SectionOffer = {
  name: 'fund',
  title: 'The fund in figures',
  async gather(tx, actor, request): Promise<readonly Block[]> {
    const { told, over } = await streamsAsAt(tx, request);
    if (told.length === 0 && !over) return [];
    const figures = await fundFigures.gather(tx, actor, request);
    const figure = (name: string): Figure => {
      const value = figures.get(name);
      if (!value) throw new Error(`The figure ${name} is not offered`);
      return { kind: 'figure', name, ...value };
    };
    return [
      paragraph([
        text('Of the money of the partnership, '),
        figure('fund.all-streams.available'),
        text(' can still be committed, '),
        figure('fund.all-streams.committed'),
        text(' is committed and not drawn, and '),
        figure('fund.all-streams.spent'),
        text(
          ` was drawn by projects, as at ${longDate(request.asAt)}. Requests that wait for a board ask for `,
        ),
        figure('fund.requests.waiting'),
        text('.'),
      ]),
    ];
  },
};
