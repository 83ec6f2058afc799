import { type RawBuilder, sql } from 'kysely';
import { isUuid } from '../../../kernel/ids.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Part } from '../../../platform/database/keyset.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { Account, EntryKind } from '../ledger/accounts.ts';
import type { Arrangement, Quality, RuleKind, Spending, StreamKind } from '../words.ts';

/** A stream with what its accounts hold, in pence. */
export interface Stream {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly kind: StreamKind;
  readonly source: string;
  readonly sourceAgencyId: string | null;
  readonly sourceAgency: string | null;
  readonly holderAgencyId: string;
  readonly holder: string;
  readonly vatHostAgencyId: string | null;
  readonly vatHost: string | null;
  readonly arrangement: Arrangement;
  /** Null where the amount is not known. */
  readonly promised: number | null;
  readonly startsOn: PlainDate | null;
  readonly lapsesOn: PlainDate | null;
  readonly carriesOver: boolean;
  readonly conditions: string;
  readonly quality: Quality;
  readonly note: string;
  readonly revision: number;
  readonly entries: number;
  readonly received: number;
  readonly available: number;
  readonly reserved: number;
  readonly allocated: number;
  readonly spent: number;
  readonly carried: number;
  readonly owed: number;
}

const readStreams = async (tx: Tx, ending: RawBuilder<unknown>): Promise<readonly Stream[]> =>
  (
    await sql<Stream>`
    select s.id, s.slug, s.name, s.kind, s.source, s.source_agency_id as "sourceAgencyId", f.name as "sourceAgency",
      s.holder_agency_id as "holderAgencyId", h.name as holder, s.vat_host_agency_id as "vatHostAgencyId", v.name as "vatHost",
      s.arrangement, s.promised_pence as promised, s.starts_on as "startsOn", s.lapses_on as "lapsesOn",
      s.carries_over as "carriesOver", s.conditions, s.quality, s.note, s.revision, s.entries, s.received_pence as received,
      s.available_pence as available, s.reserved_pence as reserved, s.allocated_pence as allocated, s.spent_pence as spent,
      s.carried_pence as carried, s.owed_pence as owed
    from fund.stream_now s
    join partners.agency h on h.partnership_id = s.partnership_id and h.id = s.holder_agency_id
    left join partners.agency f on f.partnership_id = s.partnership_id and f.id = s.source_agency_id
    left join partners.agency v on v.partnership_id = s.partnership_id and v.id = s.vat_host_agency_id
    where s.partnership_id = platform.partnership() ${ending}`.execute(tx)
  ).rows;

/** Streams by slug, all or a part. */
export const listStreams = (tx: Tx, { after, limit }: Part = {}): Promise<readonly Stream[]> =>
  readStreams(
    tx,
    sql`${after ? sql`and s.slug > ${after[0]}` : sql``} order by s.slug ${limit === undefined ? sql`` : sql`limit ${limit}`}`,
  );

export const findStream = async (tx: Tx, slug: string): Promise<Stream | undefined> =>
  (await readStreams(tx, sql`and s.slug = ${slug}`))[0];

/** A restriction of a stream, with the names of what it allows. */
export interface Rule {
  readonly id: string;
  readonly streamId: string;
  readonly kind: RuleKind;
  readonly allowed: readonly string[];
  readonly allowedNames: readonly string[];
  readonly spending: Spending | null;
  readonly fromOn: PlainDate | null;
  readonly untilOn: PlainDate | null;
  readonly ratioPercent: number | null;
  readonly pence: number | null;
  readonly says: string;
  readonly madeOn: PlainDate;
  readonly liftedOn: PlainDate | null;
  readonly liftedReason: string | null;
}

/** The restrictions of streams, in the order they were made; of all streams unless some are named. */
export async function listRules(tx: Tx, streamIds?: readonly string[]): Promise<readonly Rule[]> {
  const { rows } = await sql<Rule>`
    select r.id, r.stream_id as "streamId", r.kind, r.allowed, r.spending, r.from_on as "fromOn", r.until_on as "untilOn",
      r.ratio_percent::float8 as "ratioPercent", r.pence, r.says, r.made_on as "madeOn", r.lifted_on as "liftedOn",
      r.lifted_reason as "liftedReason", coalesce(n.names, '{}') as "allowedNames"
    from fund.rule_now r
    cross join lateral (
      select array_agg(coalesce(p.title, o.wording, a.name, g.name) order by a_id.position) as names
      from unnest(r.allowed) with ordinality a_id (id, position)
      left join strategy.priority_now p on r.kind = 'priority' and p.partnership_id = r.partnership_id and p.id = a_id.id
      left join strategy.outcome_now o on r.kind = 'outcome' and o.partnership_id = r.partnership_id and o.id = a_id.id
      left join partners.agency a on r.kind = 'agency' and a.partnership_id = r.partnership_id and a.id = a_id.id
      left join places.place g on r.kind = 'place' and g.partnership_id = r.partnership_id and g.id = a_id.id) n
    where r.partnership_id = platform.partnership()
      ${streamIds === undefined ? sql`` : sql`and r.stream_id = any(${[...streamIds]}::uuid[])`}
    order by r.id`.execute(tx);
  return rows;
}

/** Whether a restriction holds on a day: it was made by then and not lifted yet. */
export const holdsOn = (rule: Pick<Rule, 'liftedOn'>, on: PlainDate): boolean =>
  rule.liftedOn === null || rule.liftedOn > on;

/** One movement of the ledger, with names for what it refers to. */
export interface Entry {
  readonly id: string;
  readonly streamId: string;
  readonly streamSlug: string;
  readonly stream: string;
  readonly number: number;
  readonly kind: EntryKind;
  readonly from: Account;
  readonly to: Account;
  readonly pence: number;
  readonly on: PlainDate;
  readonly says: string;
  readonly evidence: string;
  readonly requestId: string | null;
  readonly requestSlug: string | null;
  readonly request: string | null;
  readonly projectSlug: string | null;
  readonly project: string | null;
  readonly decisionId: string | null;
  readonly decision: string | null;
  readonly reversesId: string | null;
  /** The entry that reversed this one. */
  readonly reversedById: string | null;
  /** What the stream had left after it. */
  readonly availableAfter: number;
  /** When it was written down; null for what was written before that was kept. */
  readonly enteredOn: PlainDate | null;
  /** Why what happened before the stream lapsed was entered after it, and what shows that it happened then. */
  readonly lateReason: string | null;
  readonly lateEvidence: string | null;
  /** The name of the file that shows it. */
  readonly file: string | null;
}

const readEntries = async (tx: Tx, ending: RawBuilder<unknown>): Promise<readonly Entry[]> =>
  (
    await sql<Entry>`
    select e.id, e.stream_id as "streamId", s.slug as "streamSlug", s.name as stream, e.number, e.kind, e.from_account as "from",
      e.to_account as "to", e.pence, e.on_day as "on", e.says, e.evidence, e.request_id as "requestId", r.slug as "requestSlug",
      r.title as request, p.slug as "projectSlug", p.title as project, e.decision_id as "decisionId", d.reference as decision,
      e.reverses_id as "reversesId", b.id as "reversedById", e.available_after as "availableAfter", e.entered_on as "enteredOn", e.late_reason as "lateReason",
      e.late_evidence as "lateEvidence", f.name as file
    from fund.entry e
    join fund.stream s on s.partnership_id = e.partnership_id and s.id = e.stream_id
    left join fund.request r on r.partnership_id = e.partnership_id and r.id = e.request_id
    left join delivery.project p on p.partnership_id = e.partnership_id and p.id = e.project_id
    left join governance.decision d on d.partnership_id = e.partnership_id and d.id = e.decision_id
    left join platform.file f on f.partnership_id = e.partnership_id and f.id = e.file_id
    left join fund.entry b on b.partnership_id = e.partnership_id and b.reverses_id = e.id
    where e.partnership_id = platform.partnership() ${ending}`.execute(tx)
  ).rows;

/** The entries of a stream, the latest first, going on below a number: a page costs the same wherever it stands. */
export const listEntries = (
  tx: Tx,
  { streamId, below, limit }: { streamId: string; below?: number | undefined; limit: number },
): Promise<readonly Entry[]> =>
  readEntries(
    tx,
    sql`and e.stream_id = ${streamId}::uuid ${below === undefined ? sql`` : sql`and e.number < ${below}`}
      order by e.number desc limit ${limit}`,
  );

/** The entries of a request in all its streams, in the order they were written. */
export const listEntriesOfRequest = (tx: Tx, requestId: string): Promise<readonly Entry[]> =>
  readEntries(tx, sql`and e.request_id = ${requestId}::uuid order by e.id`);

export const findEntry = async (tx: Tx, id: string): Promise<Entry | undefined> =>
  isUuid(id) ? (await readEntries(tx, sql`and e.id = ${id}::uuid`))[0] : undefined;
