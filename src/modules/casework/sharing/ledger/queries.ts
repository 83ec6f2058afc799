import { sql } from 'kysely';
import { isUuid } from '../../../../kernel/ids.ts';
import type { PlainDate } from '../../../../kernel/plain-date.ts';
import type { Actor } from '../../../../platform/actor.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../../platform/keys/index.ts';
import type { Category, Ground } from '../categories.ts';

/** One row of the ledger: something was disclosed, or somebody decided that it is not. */
export interface LedgerRow {
  readonly id: string;
  readonly kind: 'disclosed' | 'not-shared';
  /** The instant, as ISO 8601 with microseconds: with the id it orders the ledger. */
  readonly at: string;
  readonly onDay: PlainDate;
  readonly itemKind: string;
  readonly itemId: string | null;
  readonly clusterId: string | null;
  readonly fromAgencyId: string;
  readonly from: string;
  readonly toAgencyId: string | null;
  /** The agency, or who outside received it; undefined when that was disposed of. */
  readonly to: string | undefined;
  readonly purpose: string;
  readonly purposeTitle: string;
  readonly ground: Ground | null;
  readonly basis: string;
  readonly agreement: string | null;
  readonly categories: readonly Category[];
  readonly conditions: string;
  readonly expiresOn: PlainDate | null;
  /** Why it was not shared; undefined otherwise, or when disposed of. */
  readonly reason: string | undefined;
}

export interface LedgerFilter {
  readonly clusterIds?: readonly string[];
  readonly purpose?: string | undefined;
  readonly agencyId?: string | undefined;
  readonly kind?: string | undefined;
  readonly ground?: string | undefined;
  readonly from?: PlainDate | undefined;
  readonly until?: PlainDate | undefined;
  readonly after?: readonly [at: string, id: string] | undefined;
  readonly limit?: number;
}

interface Row extends Omit<LedgerRow, 'to' | 'reason'> {
  readonly recipient: string | null;
  readonly outside: Buffer | null;
  readonly why: Buffer | null;
}

/**
 * The ledger, the latest first: of the actor's agency as giver and receiver, of all agencies for information
 * governance. Goes on after a key, so that a page costs the same wherever it stands.
 */
export async function listLedger(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  filter: LedgerFilter = {},
): Promise<readonly LedgerRow[]> {
  const { after, limit = 50 } = filter;
  const clusters = filter.clusterIds === undefined ? null : [...filter.clusterIds];
  const agency = isUuid(filter.agencyId ?? '') ? (filter.agencyId ?? null) : null;
  const { rows } = await sql<Row>`
    select l.*, to_char(l.moment at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
      f.name as "from", t.name as recipient, p.title as "purposeTitle", a.title as agreement
    from (
      select id, 'disclosed' as kind, at as moment, on_day as "onDay", item_kind as "itemKind", item_id as "itemId", cluster_id as "clusterId",
        from_agency_id as "fromAgencyId", to_agency_id as "toAgencyId", to_outside as outside, purpose, ground, basis, agreement_id,
        categories, conditions, expires_on as "expiresOn", null::bytea as why
      from casework.disclosure where partnership_id = ${actor.partnershipId}
      union all
      select id, 'not-shared', at, on_day, item_kind, item_id, cluster_id, agency_id, to_agency_id, null, purpose, null, '', null,
        categories, '', null, reason
      from casework.not_shared where partnership_id = ${actor.partnershipId}
    ) l
    join partners.agency f on f.partnership_id = ${actor.partnershipId} and f.id = l."fromAgencyId"
    join casework.purpose p on p.partnership_id = ${actor.partnershipId} and p.slug = l.purpose
    left join partners.agency t on t.partnership_id = ${actor.partnershipId} and t.id = l."toAgencyId"
    left join casework.agreement a on a.partnership_id = ${actor.partnershipId} and a.id = l.agreement_id
    where (${clusters}::uuid[] is null or l."clusterId" = any(${clusters}::uuid[]))
      and (${filter.purpose ?? null}::text is null or l.purpose = ${filter.purpose ?? null})
      and (${filter.kind ?? null}::text is null or l.kind = ${filter.kind ?? null})
      and (${filter.ground ?? null}::text is null or l.ground = ${filter.ground ?? null})
      and (${agency}::uuid is null or ${agency}::uuid in (l."fromAgencyId", l."toAgencyId"))
      and (${filter.from ?? null}::date is null or l."onDay" >= ${filter.from ?? null}::date)
      and (${filter.until ?? null}::date is null or l."onDay" <= ${filter.until ?? null}::date)
      and (${after?.[0] ?? null}::timestamptz is null or (l.moment, l.id) < (${after?.[0] ?? null}::timestamptz, ${after?.[1] ?? null}::uuid))
    order by l.moment desc, l.id desc limit ${limit}`.execute(tx);
  return rows.map(({ recipient, outside, why, ...row }) => ({
    ...shown(row),
    to: recipient ?? subjects.open(row.id, outside),
    reason: subjects.open(row.id, why),
  }));
}

/** Only what a row of the ledger is said to have. */
const shown = (row: Omit<LedgerRow, 'to' | 'reason'>): Omit<LedgerRow, 'to' | 'reason'> => ({
  id: row.id,
  kind: row.kind,
  at: row.at,
  onDay: row.onDay,
  itemKind: row.itemKind,
  itemId: row.itemId,
  clusterId: row.clusterId,
  fromAgencyId: row.fromAgencyId,
  from: row.from,
  toAgencyId: row.toAgencyId,
  purpose: row.purpose,
  purposeTitle: row.purposeTitle,
  ground: row.ground,
  basis: row.basis,
  agreement: row.agreement,
  categories: row.categories,
  conditions: row.conditions,
  expiresOn: row.expiresOn,
});
