/** The figures as a table for the terminal and as docs/performance.md. Ratios first; nothing passes or fails. */

import type { PageResult } from './compare.ts';
import type { DecisionResult } from './decision-setting.ts';
import type { FundCheck } from './fund-check.ts';
import { ENTRIES } from './ledger.ts';
import type { Effort } from './load.ts';
import type { Machine } from './machine.ts';
import type { PackResult } from './pack-setting.ts';
import type { ReportResult } from './reports.ts';
import type { CaseworkResult } from './settings.ts';
import { OTHERS } from './sizes.ts';

export interface Result {
  readonly machine: Machine;
  readonly times: number;
  readonly effort: Effort & { readonly rounds: number };
  readonly starts: { readonly first: number; readonly second: number; readonly secondMany: number };
  readonly rows: { readonly once: number; readonly many: number; readonly all: number };
  readonly multiplyMs: number;
  readonly pages: readonly PageResult[];
  readonly reports: readonly ReportResult[];
  readonly pack: PackResult | undefined;
  readonly fundCheck: FundCheck | undefined;
  readonly decisions: { readonly once: DecisionResult; readonly many: DecisionResult } | undefined;
  readonly casework: CaseworkResult | undefined;
}

const whole = (value: number): string => Math.round(value).toLocaleString('en-GB');
const fine = (value: number): string => (value >= 100 ? whole(value) : value.toFixed(value >= 10 ? 0 : 1));
const ratio = (value: number): string => `${value.toFixed(2)} ×`;
const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

type Row = readonly string[];

const ratios = ({ pages, times }: Result): readonly Row[] => [
  ['Page', `${times} × rows / 1 ×`, 'Its SQL at both', 'Page / its SQL', 'Page / bare Fastify'],
  ...pages.map((page) => [
    page.name,
    ratio(page.once.page.perSecond / page.many.page.perSecond),
    ratio(page.once.sql.perSecond / page.many.sql.perSecond),
    ratio(page.once.sql.perSecond / page.once.page.perSecond),
    ratio(page.bare.perSecond / page.once.page.perSecond),
  ]),
];

const raw = ({ pages, times }: Result): readonly Row[] => [
  ['Page', 'Rows', 'Requests/s', 'p95', 'Its SQL/s', 'SQL p95', 'Statements', 'Bare/s', 'Size'],
  ...pages.flatMap((page) =>
    (
      [
        ['1 ×', page.once],
        [`${times} ×`, page.many],
      ] as const
    ).map(([size, facts]) => [
      page.name,
      size,
      fine(facts.page.perSecond),
      `${fine(facts.page.p95Ms)} ms`,
      fine(facts.sql.perSecond),
      `${fine(facts.sql.p95Ms)} ms`,
      String(facts.statements),
      whole(page.bare.perSecond),
      `${whole(facts.bytes / 1024)} KB`,
    ]),
  ),
];

const reports = (result: Result): readonly Row[] => [
  ['Format', 'At 1 ×', `At ${result.times} ×`, 'Ratio'],
  ...result.reports.map(({ format, onceMs, manyMs }) => [
    format,
    seconds(onceMs),
    seconds(manyMs),
    ratio(manyMs / onceMs),
  ]),
];

const works = ({ decisions, fundCheck, pack, times }: Result): readonly Row[] => [
  ['Work', 'At 1 ×', `At ${times} ×`, 'Ratio'],
  ...(decisions
    ? (
        [
          ['middleMs', 'A decision with its effects, middle'],
          ['p95Ms', 'A decision with its effects, p95'],
        ] as const
      ).map(([figure, name]) => [
        name,
        `${fine(decisions.once[figure])} ms`,
        `${fine(decisions.many[figure])} ms`,
        ratio(decisions.many[figure] / decisions.once[figure]),
      ])
    : []),
  ...(fundCheck
    ? [
        [
          `\`concord check fund\`, ${whole(ENTRIES.once)} entries and ${whole(ENTRIES.many)}${fundCheck.holds ? '' : ' (something does not hold)'}`,
          seconds(fundCheck.onceMs),
          seconds(fundCheck.manyMs),
          ratio(fundCheck.manyMs / fundCheck.onceMs),
        ],
      ]
    : []),
  ...(pack ? [[`A pack of ${pack.pages} pages as one PDF`, seconds(pack.ms), '', '']] : []),
];

/** Each work with few people and with many. */
const casework = (sizes: CaseworkResult): readonly Row[] => {
  const [few, many] = sizes;
  if (!few || !many) return [];
  const rows = (Object.keys(few.works) as (keyof typeof few.works)[]).flatMap((work): readonly Row[] => {
    const [one, other] = [few.works[work], many.works[work]];
    if (!one || !other) return [];
    const figures = [one, other].flatMap(({ middleMs, p95Ms }) => [
      `${fine(middleMs)} ms`,
      `${fine(p95Ms)} ms`,
    ]);
    return [[few.work[work] ?? work, ...figures, ratio(other.p95Ms / one.p95Ms)]];
  });
  const heads = [few, many].flatMap(({ people }) => [`Middle, ${whole(people)} people`, 'p95']);
  return [['Work', ...heads, 'p95 to p95'], ...rows];
};

const starts = ({ starts: { first, second, secondMany }, times }: Result): readonly Row[] => [
  ['`npm start`', 'Ready after'],
  ['first: makes the database, loads the example', seconds(first)],
  ['second', seconds(second)],
  [`second, with ${times} × the rows`, seconds(secondMany)],
];

const markdown = ([head = [], ...rows]: readonly Row[]): string =>
  [head, head.map((_, at) => (at === 0 ? '---' : '---:')), ...rows]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');

function aligned(rows: readonly Row[]): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
        .join('   '),
    )
    .join('\n');
}

/** The works of casework alone, for the terminal. */
export const caseworkTable = (sizes: CaseworkResult): string => aligned(casework(sizes));

/** For the terminal. */
export const summary = (result: Result): string =>
  [ratios(result), raw(result), reports(result), works(result), starts(result)]
    .filter((rows) => rows.length > 1)
    .map((rows) => `\n${aligned(rows)}`)
    .join('\n');

/** What was laid, in a sentence. */
const laid = (sizes: CaseworkResult): string => {
  const sides = sizes.map(
    ({ people, concerns, referrals, layMs }) =>
      `${whole(people)} people with ${whole(concerns)} concerns and ${whole(referrals)} referrals (laid in ${seconds(layMs)})`,
  );
  return `The example, and beside its own people made-up ones: ${sides.join(', and ')}; every identity, address and text sealed under a key of its own and found by keyed hashes. One after another, as a hub practitioner who chose a purpose: the pages over HTTP with their reading audited, the rest through the commands in one transaction each, what is shared resolved first.`;
};

/** What was laid and what each work took, for docs/performance.md. */
export const caseworkSection = (sizes: CaseworkResult): string =>
  `${laid(sizes)}\n\n${markdown(casework(sizes))}`;

/** For docs/performance.md. */
export function document(result: Result): string {
  const { machine, times, effort, rows } = result;
  const versions = Object.entries(machine.versions).map(([name, version]) => `${name} ${version}`);
  return `# Performance

Measured by \`npm run bench -- --write\` on ${new Date().toISOString().slice(0, 10)}, all in one run and over the loopback: ${machine.cores} cores of ${machine.cpu}, ${machine.memoryGb} GB, load ${machine.load.toFixed(1)} at the end; ${versions.join(', ')}. The cores are shared by the server, its database and what asks: the ratios say more than the figures. Nothing here passes or fails.

## Ratios
How many times as long a page takes with ${times} times the rows (the aim: at most 1.5), the same for its statements alone, and how many times as long it takes as its own statements through the driver and as a bare Fastify route that sends a string of its size.

${markdown(ratios(result))}

## Figures
${effort.connections} connections, ${effort.rounds} rounds of up to ${effort.seconds} s or ${whole(effort.most)} requests for each figure, taken in turns; the middle round stands. Pages are asked for with a session, as the partnership's manager. *Its SQL*: the statements of that page, session look-up included, recorded once and sent again by the same driver, as \`concord_app\` with the page's own settings.

${markdown(raw(result))}

## The report
\`concord report cabinet --as-at 2013-01-17\`, from starting the program to the written file, beside the running server.

${markdown(reports(result))}

## Boards and the fund
A decision endorses a request: the route is judged, the decision recorded and sealed, the rules of the stream asked, the money allocated, in one transaction; ${result.decisions?.once.decisions ?? 0} one after another. The check reads every ledger entry, with its hash, its decision and its audit event, and asks the rules of the streams again; program start and all.

${markdown(works(result))}

${result.casework ? `## Casework\n${caseworkSection(result.casework)}\n\n` : ''}## Starting
${markdown(starts(result))}

## What ${times} times the rows are
The example partnership has ${whole(rows.once)} rows, and ${whole(rows.many)} when it is multiplied: ${times - 1} copies of all that accumulates, the latest more than a year ago (what a report looks back on is today’s), each three months further in the past, and over: plans superseded, projects ended with two years of updates, milestones met, indicators retired, strategies superseded, reports published, half of the accounts, posts and agencies gone; sittings held, with agendas, papers, decisions and minutes that were drafted, agreed and published, actions closed, terms of reference superseded, members gone, hand-overs completed; requests withdrawn or ended, their conditions met, money drawn or paid back, bids not pursued, promises ended, posts and contracts settled, referrals completed, agreements on sharing over; and today's indicators are observed in twenty wards. Beside it stand ${OTHERS} more partnerships with as many rows and the same ids (${whole(rows.all)} rows together), so that an index that does not begin with the partnership shows. The ledger of one stream is lengthened to ${whole(ENTRIES.once)} entries at 1 × and ${whole(ENTRIES.many)} at ${times} ×, sealed as if they had been recorded. The same pages about the same plan, project, indicator and draft are asked for at both sizes.
`;
}
