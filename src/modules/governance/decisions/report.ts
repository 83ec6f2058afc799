import { sql } from 'kysely';
import { plural } from '../../../kernel/names.ts';
import { longDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { onceForEach } from '../../../platform/gathering.ts';
import type { FigureOffer, FigureRequest, FigureValue, SectionOffer } from '../../../platform/module.ts';
import { type Block, type Figure, link, list, paragraph, text } from '../../../ui/document/index.ts';
import type { DecisionCondition } from './queries.ts';
import { conditionsOf, type Decision, type DecisionsWanted, listDecisions, listLatest } from './queries.ts';
import { OUTCOMES } from './words.ts';

const SOURCE = 'Decisions register of the boards';

/** Decisions that anybody who reads a report may read: exempt ones are never in it. */
const openOnes = async (tx: Tx, wanted: DecisionsWanted): Promise<readonly Decision[]> =>
  (await listDecisions(tx, { wanted })).filter(({ exempt }) => !exempt);

const ofPeriod = onceForEach((tx, { periodStart, asAt }) => openOnes(tx, { from: periodStart, to: asAt }));
const waitingOn = onceForEach((tx, { asAt }) => openOnes(tx, { waitingOn: asAt }));

interface Counted {
  readonly name: string;
  readonly says: string;
  readonly where: (request: FigureRequest) => string;
  readonly among: (period: readonly Decision[], waiting: readonly Decision[]) => readonly Decision[];
}

const during = ({ periodStart, asAt }: FigureRequest): string =>
  `decided_on between '${periodStart}' and '${asAt}'`;

const outcome = (name: string, says: string, outcomes: readonly string[]): Counted => ({
  name,
  says,
  where: (request) => `${during(request)} and outcome in (${outcomes.map((one) => `'${one}'`).join(', ')})`,
  among: (period) => period.filter((one) => outcomes.includes(one.outcome)),
});

const COUNTS: readonly Counted[] = [
  { name: 'count', says: 'decisions of the boards', where: during, among: (period) => period },
  outcome('recommended', 'recommendations', ['recommended']),
  outcome('endorsed', 'endorsements, with and without conditions', ['endorsed', 'endorsed-on-condition']),
  outcome('on-condition', 'endorsements on condition', ['endorsed-on-condition']),
  outcome('deferred', 'deferrals', ['deferred']),
  outcome('refused', 'refusals', ['refused']),
  {
    name: 'awaiting-ratification',
    says: 'decisions without a quorum that wait to be ratified',
    where: ({ asAt }) =>
      `decided_on <= '${asAt}' and standing = 'awaits-ratification' and not exists (select from governance.decision later
  where later.partnership_id = d.partnership_id and d.id in (later.ratifies_id, later.undoes_id) and later.decided_on <= '${asAt}')`,
    among: (_, waiting) => waiting,
  },
];

function figureOf(counted: Counted, found: readonly Decision[], request: FigureRequest): FigureValue {
  const since =
    counted.name === 'awaiting-ratification'
      ? `on ${longDate(request.asAt)}`
      : `from ${longDate(request.periodStart)} to ${longDate(request.asAt)}`;
  return {
    value: found.length,
    unit: '',
    text: String(found.length),
    sentence: `Number of ${counted.says} ${since}: ${found.length}.`,
    source: SOURCE,
    query: `select reference, body, decided_on, outcome, title from governance.decision_now d
where not exempt and ${counted.where(request)}
order by decided_on, reference`,
    rows: found.length,
    asAt: request.asAt,
  };
}

/** How many decisions the boards took in a period, by what was decided. */
export const decisionFigures: FigureOffer = {
  prefix: 'decisions',
  source: SOURCE,
  gather: async (tx, _actor, request) => {
    const period = await ofPeriod(tx, request);
    const waiting = await waitingOn(tx, request);
    return new Map(
      COUNTS.map((counted) => [
        `decisions.${counted.name}`,
        figureOf(counted, counted.among(period, waiting), request),
      ]),
    );
  },
};

const said = (decision: Decision, conditions: readonly DecisionCondition[]): string =>
  [
    decision.words,
    ...conditions.map(({ says, dueOn }) => `Condition, by ${longDate(dueOn)}: ${says.replace(/\.$/, '')}.`),
    decision.deferredTo ? `Deferred to ${longDate(decision.deferredTo)}: ${decision.reason}` : '',
    decision.standing === 'awaits-ratification' ? 'Taken without a quorum.' : '',
    decision.effectSays ?? '',
  ]
    .filter(Boolean)
    .join('\n');

/** What the boards decided in the period, board by board, and what still waits to be ratified. */
export const decisionsSection: SectionOffer = {
  name: 'decisions',
  title: 'Decisions of the boards',
  async gather(tx, actor, request): Promise<readonly Block[]> {
    const period = await ofPeriod(tx, request);
    if (period.length === 0) return [paragraph('No decision of a board is recorded for this period.')];
    const figures = await decisionFigures.gather(tx, actor, request);
    const conditions = Map.groupBy(
      await conditionsOf(
        tx,
        period.map(({ id }) => id),
      ),
      ({ decisionId }) => decisionId,
    );
    const figure = (name: string): Figure => {
      const value = figures.get(`decisions.${name}`);
      if (!value) throw new Error(`The figure decisions.${name} is not offered`);
      return { kind: 'figure', name: `decisions.${name}`, ...value };
    };
    const bodies = new Set(period.map(({ body }) => body));
    const awaiting = await waitingOn(tx, request);
    return [
      paragraph([
        text('The boards took '),
        figure('count'),
        text(
          ` decisions between ${longDate(request.periodStart)} and ${longDate(request.asAt)} (${plural(bodies.size, 'body', 'bodies')}); of them `,
        ),
        figure('endorsed'),
        text(' were endorsements and '),
        figure('recommended'),
        text(' recommendations.'),
      ]),
      {
        kind: 'table',
        caption: 'Decisions of the period',
        columns: [
          { header: 'Decision', width: 2 },
          { header: 'Body and date' },
          { header: 'Decided' },
          { header: 'In words', width: 4 },
        ],
        headerColumn: true,
        rows: period.map((decision) => ({
          cells: [
            [link(`/decisions/${decision.reference}`, `${decision.reference} ${decision.title}`)],
            `${decision.body}, ${longDate(decision.decidedOn)}`,
            OUTCOMES[decision.outcome],
            cellOf(said(decision, conditions.get(decision.id) ?? [])),
          ],
        })),
      },
      ...(awaiting.length === 0
        ? []
        : [
            paragraph('These were decided without a quorum and wait to be ratified:'),
            list(
              'bulleted',
              awaiting.map(
                (one) => `${one.reference} ${one.title} (${one.body}, ${longDate(one.decidedOn)})`,
              ),
            ),
          ]),
    ];
  },
};

const cellOf = (words: string) =>
  words.includes('\n') ? { blocks: words.split('\n').map((line) => paragraph(line)) } : words;

/** Rule: a report cites the latest ten decisions of its readers; earlier ones are in the register. */
const CITED = 10;

/** What an agency's own bodies, such as a Cabinet, decided before: the previous consideration of a report. */
export const considerationSection: SectionOffer = {
  name: 'previous-decisions',
  title: 'What Cabinet and its like decided before',
  async gather(tx, _actor, request): Promise<readonly Block[]> {
    const { rows } = await sql<{ id: string }>`
      select id from governance.body where agency_id is not null`.execute(tx);
    const own: DecisionsWanted = { bodyIds: rows.map(({ id }) => id), to: request.asAt, exempt: false };
    const before = (await listLatest(tx, own, CITED)).toReversed();
    if (before.length === 0) return [];
    return [
      list(
        'bulleted',
        before.map((one) => [
          link(`/decisions/${one.reference}`, one.title),
          text(`, ${one.body}, ${longDate(one.decidedOn)}: ${one.words}`),
        ]),
      ),
    ];
  },
};
