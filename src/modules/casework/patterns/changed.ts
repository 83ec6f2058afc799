/**
 * What the nightly look must look at. A pattern can come about long after its last incident was told: when records are
 * joined or somebody's home is told, when an incident is parted from another, when a threshold changes. All of these leave
 * an event or a link; days that pass by themselves change only from which day thresholds hold, and how long an application
 * for a case review keeps its applicant from being offered another.
 */
import { sql } from 'kysely';
import { addDays, addMonths, type PlainDate } from '../../../kernel/plain-date.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { Settings } from '../concerns/settings.ts';
import { RULE_NAMES } from './rules.ts';

/**
 * How long ago the last incident of a pattern may be. Each rule looks back from an incident as far as it needs, four years
 * at most; a series of which nothing was heard for a year is history, and no warning.
 */
export const LIVE_DAYS = 365;
/** What was being written while the last look began is looked at again. */
const OVERLAP_MS = 3_600_000;

/** What concerns are about: persons, and where it was. */
export interface Touched {
  readonly clusterIds: readonly string[];
  readonly addressIds: readonly string[];
}

export interface LastLook {
  readonly beganAt: Date;
  readonly onDay: PlainDate;
  readonly thresholds: Readonly<Record<string, number>>;
}

/** The settings that decide what is flagged. */
export const decisive = (settings: Settings): Readonly<Record<string, number>> =>
  Object.fromEntries([
    ...RULE_NAMES.map((rule) => [rule, settings[`pattern.${rule}`].value] as const),
    ...(
      ['case-review.complaints', 'case-review.complaint-months', 'case-review.application-months'] as const
    ).map((name) => [name, settings[name].value] as const),
  ]);

/** Whether everything of the last year is to be looked at: the first time, and when thresholds are not what they were. */
export const isWhole = (last: LastLook | undefined, settings: Settings): boolean => {
  const now = decisive(settings);
  return !last || Object.keys(now).some((name) => now[name] !== last.thresholds[name]);
};

export async function lastLook(tx: Tx, machine: Actor): Promise<LastLook | undefined> {
  return tx
    .selectFrom('casework.pattern_look')
    .where('partnership_id', '=', machine.partnershipId)
    .orderBy('began_at', 'desc')
    .orderBy('id', 'desc')
    .select([
      'began_at as beganAt',
      'on_day as onDay',
      sql<Record<string, number>>`thresholds`.as('thresholds'),
    ])
    .limit(1)
    .executeTakeFirst();
}

/** All that concerns of the last year are about. */
export const touchedInAYear = (tx: Tx, machine: Actor, today: PlainDate): Promise<readonly Touched[]> =>
  touchedBy(
    tx,
    machine,
    today,
    sql`select id from casework.concern
    where partnership_id = ${machine.partnershipId} and on_day >= ${addDays(today, -LIVE_DAYS)}`,
  );

/**
 * What was touched since the last look: concerns told or grouped anew, persons whose records or links changed, and victims
 * whose application is so old that they may be offered a review again.
 */
export async function touchedSince(
  tx: Tx,
  machine: Actor,
  last: LastLook,
  today: PlainDate,
  settings: Settings,
): Promise<readonly Touched[]> {
  const since = new Date(last.beganAt.getTime() - OVERLAP_MS);
  const here = machine.partnershipId;
  const touched = await touchedBy(
    tx,
    machine,
    today,
    sql`
    with event as (
      select subject_kind, subject_id from platform.audit_event
      where partnership_id = ${here} and at >= ${since} and verb = 'command' and subject_kind in ('concern', 'record')),
    changed_record as (
      select subject_id as id from event where subject_kind = 'record'
      union select left_record_id from casework.link where partnership_id = ${here} and at >= ${since}
      union select right_record_id from casework.link where partnership_id = ${here} and at >= ${since}),
    changed_person as (
      select distinct r.cluster_id as id from changed_record c join casework.record r on r.partnership_id = ${here} and r.id = c.id)
    select subject_id as id from event where subject_kind = 'concern'
    union
    select p.concern_id from changed_person c
    join casework.record r on r.partnership_id = ${here} and r.cluster_id = c.id
    join casework.concern_person p on p.partnership_id = ${here} and p.record_id = r.id and p.role = 'affected'`,
  );
  return [...touched, ...(await applicantsOfOld(tx, machine, last.onDay, today, settings))];
}

/** What the concerns that a query names are about, where the concern is no older than a year. */
async function touchedBy(
  tx: Tx,
  machine: Actor,
  today: PlainDate,
  concerns: ReturnType<typeof sql>,
): Promise<readonly Touched[]> {
  const { rows } = await sql<{ clusters: string[]; address: string | null }>`
    select distinct coalesce(w.clusters, '{}') as clusters, c.address_id as address
    from (${concerns}) k join casework.concern c on c.partnership_id = ${machine.partnershipId} and c.id = k.id
    left join lateral (select array_agg(distinct r.cluster_id::text order by r.cluster_id::text) as clusters from casework.concern_person p
      join casework.record r on r.partnership_id = p.partnership_id and r.id = p.record_id
      where p.partnership_id = c.partnership_id and p.concern_id = c.id and p.role = 'affected') w on true
    where c.on_day >= ${addDays(today, -LIVE_DAYS)} and (w.clusters is not null or c.address_id is not null)
    order by 1, 2`.execute(tx);
  return together(
    rows.map(({ clusters, address }) => ({
      clusterIds: clusters,
      addressIds: address === null ? [] : [address],
    })),
  );
}

/** What names the same person is looked at together, so that one series of theirs raises one flag, not one for each home. */
export function together(touched: readonly Touched[]): readonly Touched[] {
  const groups = new Set<{ clusterIds: string[]; addressIds: string[] }>();
  const of = new Map<string, { clusterIds: string[]; addressIds: string[] }>();
  for (const { clusterIds, addressIds } of touched) {
    const group = { clusterIds: [...clusterIds], addressIds: [...addressIds] };
    for (const known of new Set(clusterIds.flatMap((id) => of.get(id) ?? []))) {
      group.clusterIds.push(...known.clusterIds);
      group.addressIds.push(...known.addressIds);
      groups.delete(known);
    }
    groups.add(group);
    for (const id of group.clusterIds) of.set(id, group);
  }
  return [...groups].map(({ clusterIds, addressIds }) => ({
    clusterIds: [...new Set(clusterIds)].sort(),
    addressIds: [...new Set(addressIds)].sort(),
  }));
}

async function applicantsOfOld(
  tx: Tx,
  machine: Actor,
  lastDay: PlainDate,
  today: PlainDate,
  settings: Settings,
): Promise<readonly Touched[]> {
  const months = settings['case-review.application-months'].value;
  const rows = await tx
    .selectFrom('casework.case_review as v')
    .innerJoin('casework.record as r', (on) =>
      on.onRef('r.partnership_id', '=', 'v.partnership_id').onRef('r.id', '=', 'v.record_id'),
    )
    .where('v.partnership_id', '=', machine.partnershipId)
    .where('v.applied_on', '>=', addMonths(lastDay, -months))
    .where('v.applied_on', '<', addMonths(today, -months))
    .select('r.cluster_id as id')
    .distinct()
    .execute();
  return rows.map(({ id }) => ({ clusterIds: [id], addressIds: [] }));
}
