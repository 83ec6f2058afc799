/** A victim who reaches the threshold of a case review without asking is made known to the hub. For the machine. */
import { sql } from 'kysely';
import { addMonths, type PlainDate } from '../../../kernel/plain-date.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { settingsOn } from '../concerns/settings.ts';
import { raiseFlag } from '../patterns/flag.ts';
import type { About } from '../patterns/watch.ts';
import { thresholdOf, thresholdRules } from './threshold.ts';

/** Raises a flag for each of these persons whose complaints would meet the threshold today; gives the flags' ids. */
export async function noticeVictims(
  tx: Tx,
  machine: Actor,
  subjects: SubjectKeys,
  { clusterIds, today }: Pick<About, 'clusterIds' | 'today'>,
): Promise<readonly string[]> {
  const settings = await settingsOn(tx, machine, today);
  const rules = thresholdRules(settings);
  const raised: string[] = [];
  for (const clusterId of clusterIds) {
    const complaints = await complaintsOf(tx, machine, clusterId, addMonths(today, -rules.applicationMonths));
    const threshold = thresholdOf(complaints, today, rules);
    const counted = onceEach(threshold.complaints.filter(({ verdict }) => verdict === 'qualifies'));
    if (counted.length < threshold.needed) continue;
    if (await hasApplied(tx, machine, clusterId, addMonths(today, -rules.applicationMonths))) continue;
    const days = counted.map(({ behaviourOn }) => behaviourOn).toSorted();
    const id = await raiseFlag(tx, machine, subjects, {
      kind: 'case-review',
      subject: { kind: 'person', id: clusterId },
      rules: ['case-review-threshold'],
      evidence: [...new Set(counted.map(({ incidentId }) => incidentId))],
      agencyIds: [...new Set(counted.map(({ agencyId }) => agencyId))],
      restricted: counted.some(({ restricted }) => restricted),
      facts: { complaints: counted.length, needed: threshold.needed },
      firstOn: days[0] ?? today,
      lastOn: days.at(-1) ?? today,
      today,
      answerDays: settings['pattern.answer-days'].value,
      again: settings['case-review.complaints'].value,
    });
    if (id !== undefined) raised.push(id);
  }
  return raised;
}

/** Nobody is written to because one incident was told to three agencies: here each incident counts once. */
const onceEach = <One extends { readonly incidentId: string }>(
  complaints: readonly One[],
): readonly One[] => [...new Map(complaints.map((one) => [one.incidentId, one])).values()];

export interface ToldComplaint {
  readonly id: string;
  readonly incidentId: string;
  readonly agencyId: string;
  readonly restricted: boolean;
  readonly behaviourOn: PlainDate;
  readonly complainedOn: PlainDate;
}

/** What the person, or somebody for them, complained of to any agency since a day; worries about welfare are no complaints. */
export async function complaintsOf(
  tx: Tx,
  machine: Actor,
  clusterId: string,
  since: PlainDate,
): Promise<readonly ToldComplaint[]> {
  const { rows } = await sql<ToldComplaint>`
    select distinct c.id, c.incident_id as "incidentId", c.agency_id as "agencyId", c.restricted, c.on_day as "behaviourOn", c.reported_on as "complainedOn"
    from casework.record r
    join casework.concern_person p on p.partnership_id = r.partnership_id and p.record_id = r.id and p.role = 'affected'
    join casework.concern c on c.partnership_id = p.partnership_id and c.id = p.concern_id
    where r.partnership_id = ${machine.partnershipId} and r.cluster_id = ${clusterId}
      and c.reported_by in ('victim', 'representative') and c.type not in ('welfare', 'exploitation', 'home-at-risk')
      and c.reported_on >= ${since}::date
    order by c.reported_on, c.id`.execute(tx);
  return rows;
}

async function hasApplied(tx: Tx, machine: Actor, clusterId: string, since: PlainDate): Promise<boolean> {
  const row = await tx
    .selectFrom('casework.case_review as v')
    .innerJoin('casework.record as r', (on) =>
      on.onRef('r.partnership_id', '=', 'v.partnership_id').onRef('r.id', '=', 'v.record_id'),
    )
    .where('v.partnership_id', '=', machine.partnershipId)
    .where('r.cluster_id', '=', clusterId)
    .where('v.applied_on', '>=', since)
    .select('v.id')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
