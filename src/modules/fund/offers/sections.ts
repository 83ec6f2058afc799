import { sql } from 'kysely';
import { formatPence } from '../../../kernel/pence.ts';
import { longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SectionOffer } from '../../../platform/module.ts';
import { type Block, heading, link, paragraph } from '../../../ui/document/index.ts';
import { streamsAsAt } from '../ledger/as-at.ts';
import { type RequestState, STATE_SAYS } from '../requests/states.ts';

interface StepTaken {
  readonly title: string;
  readonly slug: string;
  readonly pence: number;
  readonly state: RequestState;
  readonly on: PlainDate;
  readonly body: string;
  readonly deferredTo: PlainDate | null;
  readonly missing: readonly string[] | null;
}

/** What boards decided of requests between two days. */
async function decidedBetween(tx: Tx, after: PlainDate, until: PlainDate): Promise<readonly StepTaken[]> {
  const { rows } = await sql<StepTaken>`
    select r.title, r.slug, r.pence, s.state, s.on_day as "on", b.name as body, s.deferred_to as "deferredTo",
      (select array_agg(m order by m) from fund.condition c cross join unnest(c.missing) m
        where c.partnership_id = s.partnership_id and c.request_id = s.request_id and c.decision_id = s.decision_id) as missing
    from fund.request_step s
    join fund.request r on r.partnership_id = s.partnership_id and r.id = s.request_id
    join governance.decision d on d.partnership_id = s.partnership_id and d.id = s.decision_id
    join governance.body b on b.partnership_id = d.partnership_id and b.id = d.body_id
    where s.partnership_id = platform.partnership() and not d.exempt and s.on_day > ${after}::date and s.on_day <= ${until}::date
    order by s.on_day, r.reference, s.position`.execute(tx);
  return rows;
}

const became = (step: StepTaken): string =>
  [
    `${STATE_SAYS[step.state]} by the ${step.body} on ${longDate(step.on)}`,
    step.deferredTo ? ` until ${longDate(step.deferredTo)}` : '',
    step.missing?.length ? `; the project plan still lacked ${step.missing.join(', ')}` : '',
  ].join('');

/** The fund as at a day, stream by stream, and what boards decided of requests in the period. */
export const fundingSection: SectionOffer = {
  name: 'funding',
  title: 'Funding',
  async gather(tx, _actor, request): Promise<readonly Block[]> {
    const { asAt, periodStart } = request;
    const { told: streams } = await streamsAsAt(tx, request);
    const steps = await decidedBetween(tx, periodStart, asAt);
    if (streams.length === 0 && steps.length === 0)
      return [paragraph('The fund held no money in this period.')];
    return [
      heading(3, 'funding-streams', 'What the fund holds'),
      {
        kind: 'table',
        caption: `The fund on ${longDate(asAt)}`,
        columns: ['Stream', 'Received', 'Committed', 'Spent', 'Left', 'Owed to funders', 'Lapses'].map(
          (header) => ({ header }),
        ),
        headerColumn: true,
        rows: streams.map(({ slug, name, lapsesOn, balances: held }) => ({
          cells: [
            [link(`/fund/streams/${slug}`, name)],
            ...[-held.funder, held.reserved + held.allocated, held.spent, held.available, held.owed].map(
              (pence) => formatPence(pence),
            ),
            lapsesOn ? longDate(lapsesOn) : 'No day known',
          ],
        })),
      },
      heading(3, 'funding-requests', 'What boards decided of requests'),
      steps.length === 0
        ? paragraph('No board decided of a request in this period.')
        : {
            kind: 'table',
            caption: 'Requests decided in the period',
            columns: [{ header: 'Request' }, { header: 'Amount' }, { header: 'What was decided', width: 2 }],
            headerColumn: true,
            rows: steps.map((step) => ({
              cells: [
                [link(`/fund/requests/${step.slug}`, step.title)],
                formatPence(step.pence),
                became(step),
              ],
            })),
          },
    ];
  },
};
