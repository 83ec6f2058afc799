import { sql } from 'kysely';
import { formatPence } from '../../../kernel/pence.ts';
import { longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { EntryKind } from '../ledger/accounts.ts';
import { MOVES } from '../ledger/accounts.ts';
import { type EnteredLate, sayLate } from '../ledger/late-words.ts';
import type { Period } from './queries.ts';

/** An entry of a period that was written down only after its stream had lapsed. */
export interface LateEntry extends EnteredLate {
  readonly id: string;
  readonly stream: string;
  readonly streamSlug: string;
  readonly number: number;
  readonly kind: EntryKind;
  readonly on: PlainDate;
  readonly pence: number;
  readonly request: string | null;
}

/** What happened in a period and was entered only after its stream had lapsed, by day. */
export async function listLate(tx: Tx, { from, until }: Period): Promise<readonly LateEntry[]> {
  const { rows } = await sql<LateEntry>`
    select e.id, s.name as stream, s.slug as "streamSlug", e.number, e.kind, e.on_day as "on", e.pence, r.title as request,
      e.entered_on as "enteredOn", e.late_reason as "lateReason", e.late_evidence as "lateEvidence"
    from fund.entry e
    join fund.stream s on s.partnership_id = e.partnership_id and s.id = e.stream_id
    left join fund.request r on r.partnership_id = e.partnership_id and r.id = e.request_id
    where e.partnership_id = platform.partnership() and e.late_reason is not null and e.on_day between ${from}::date and ${until}::date
    order by e.on_day, s.name, e.number`.execute(tx);
  return rows;
}

/** What was entered after its stream had lapsed, with the reason and what shows it; nothing while there is none. */
export function LateEntries({ entries }: { readonly entries: readonly LateEntry[] }) {
  if (entries.length === 0) return null;
  return (
    <section aria-labelledby="entered-late">
      <h2 class="govuk-heading-m" id="entered-late">
        Entered after a stream had lapsed
      </h2>
      <ul class="govuk-list govuk-list--bullet">
        {entries.map((one) => (
          <li key={one.id}>
            <a class="govuk-link" href={`/fund/streams/${one.streamSlug}`}>
              {one.stream}
            </a>
            {`, entry ${one.number} of ${longDate(one.on)}: ${formatPence(one.pence)} ${MOVES[one.kind].says.toLowerCase()}`}
            {one.request ? ` for ${one.request}` : ''}. {sayLate(one)}
          </li>
        ))}
      </ul>
    </section>
  );
}
