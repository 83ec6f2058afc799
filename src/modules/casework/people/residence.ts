/** Who lives where and when, as each agency knows it; people who live at one address on one day are its household. */
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { type AddressView, openAddress } from './address.ts';
import { personCode } from './code.ts';
import { displayName, openIdentity } from './identity.ts';

export type Relation = 'lives' | 'stays' | 'works' | 'correspondence' | 'formerly';

export interface ResidenceView {
  readonly residenceId: string;
  readonly recordId: string;
  readonly clusterId: string;
  readonly agencyId: string;
  readonly agency: string;
  readonly addressId: string;
  /** Undefined when the address was disposed of. */
  readonly address: AddressView | undefined;
  readonly relation: Relation;
  readonly from: PlainDate | undefined;
  readonly until: PlainDate | undefined;
  readonly revision: number;
}

/** A person of a household, from every record that says so. */
export interface Resident {
  readonly clusterId: string;
  readonly code: string;
  /** Undefined where no record that names them may be seen. */
  readonly name: string | undefined;
  readonly relation: Relation;
  readonly from: PlainDate | undefined;
  readonly until: PlainDate | undefined;
  /** The agencies that say so. */
  readonly agencies: readonly string[];
}

const residences = (tx: Tx, actor: Actor) =>
  tx
    .selectFrom('casework.residence as l')
    .innerJoin('casework.presence as p', (on) =>
      on.onRef('p.partnership_id', '=', 'l.partnership_id').onRef('p.record_id', '=', 'l.record_id'),
    )
    .innerJoin('casework.address as d', (on) =>
      on.onRef('d.partnership_id', '=', 'l.partnership_id').onRef('d.id', '=', 'l.address_id'),
    )
    .innerJoin('partners.agency as a', (on) =>
      on.onRef('a.partnership_id', '=', 'l.partnership_id').onRef('a.id', '=', 'l.agency_id'),
    )
    .where('l.partnership_id', '=', actor.partnershipId)
    .orderBy('l.until_on', (order) => order.desc().nullsFirst())
    .orderBy('l.from_on', (order) => order.desc().nullsLast())
    .orderBy('l.id')
    .select([
      'l.id as residenceId',
      'l.record_id as recordId',
      'p.cluster_id as clusterId',
      'l.agency_id as agencyId',
      'a.short_name as agency',
      'l.address_id as addressId',
      'd.sealed',
      'd.outward',
      'l.relation',
      'l.from_on as from',
      'l.until_on as until',
      'l.revision',
    ]);

type Row = Awaited<ReturnType<ReturnType<typeof residences>['execute']>>[number];

const view = ({ sealed, outward, ...row }: Row, subjects: SubjectKeys): ResidenceView => ({
  ...row,
  from: row.from ?? undefined,
  until: row.until ?? undefined,
  address: openAddress(subjects, row.addressId, sealed, outward),
});

/** Where a person lives and lived, as far as the actor may see it, what still lasts first. */
export async function residencesOf(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  clusterId: string,
): Promise<readonly ResidenceView[]> {
  const rows = await residences(tx, actor).where('p.cluster_id', '=', clusterId).execute();
  return rows.map((row) => view(row, subjects));
}

/** True when the residence lasts on this day; unknown ends count as open. */
const lastsOn = (
  row: { readonly from: PlainDate | undefined; readonly until: PlainDate | undefined },
  on: PlainDate,
): boolean => (row.from ?? on) <= on && on <= (row.until ?? on);

/** Everybody who lives, or ever lived, at an address, as far as the actor may see it. */
export async function residentsOf(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  addressId: string,
): Promise<readonly Resident[]> {
  const rows = (await residences(tx, actor).where('l.address_id', '=', addressId).execute()).map((row) =>
    view(row, subjects),
  );
  const names = await namesOfRecords(tx, actor, subjects, rows);
  return groupBySpell(rows, names);
}

/** The household of an address on a day: who lives or stays there. */
export async function householdOf(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  addressId: string,
  on: PlainDate,
): Promise<readonly Resident[]> {
  const rows = (await residences(tx, actor).where('l.address_id', '=', addressId).execute())
    .map((row) => view(row, subjects))
    .filter((row) => (row.relation === 'lives' || row.relation === 'stays') && lastsOn(row, on));
  const names = await namesOfRecords(tx, actor, subjects, rows);
  return groupByPerson(rows, names);
}

const groupBySpell = (
  rows: readonly ResidenceView[],
  names: ReadonlyMap<string, string>,
): readonly Resident[] =>
  grouped(rows, names, (row) => [row.clusterId, row.relation, row.from, row.until].join(' '));

const groupByPerson = (
  rows: readonly ResidenceView[],
  names: ReadonlyMap<string, string>,
): readonly Resident[] => grouped(rows, names, (row) => row.clusterId);

function grouped(
  rows: readonly ResidenceView[],
  names: ReadonlyMap<string, string>,
  by: (row: ResidenceView) => string,
): readonly Resident[] {
  const groups = Map.groupBy(rows, by);
  return [...groups.values()].flatMap((group) => {
    const first = group[0];
    if (!first) return [];
    return [
      {
        clusterId: first.clusterId,
        code: personCode(first.clusterId),
        name: names.get(first.clusterId),
        relation: first.relation,
        from: first.from,
        until: first.until,
        agencies: [...new Set(group.map(({ agency }) => agency))].toSorted(),
      },
    ];
  });
}

async function namesOfRecords(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  rows: readonly ResidenceView[],
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  const ids = [...new Set(rows.map(({ recordId }) => recordId))];
  if (ids.length === 0) return names;
  const seen = await tx
    .selectFrom('casework.record')
    .where('partnership_id', '=', actor.partnershipId)
    .where('id', 'in', ids)
    .select(['id', 'cluster_id', 'identity'])
    .orderBy('id')
    .execute();
  for (const row of seen) {
    const identity = openIdentity(subjects, row.id, row.identity);
    if (identity && !names.has(row.cluster_id)) names.set(row.cluster_id, displayName(identity));
  }
  return names;
}
