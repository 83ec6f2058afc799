/** Counts, across agencies and as the machine, how many people of cases are as a story tells; only numbers leave. */
import { sql } from 'kysely';
import type { PlainDate } from '../../../../kernel/plain-date.ts';
import type { Actor } from '../../../../platform/actor.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../../platform/keys/index.ts';
import { findPlace, populationOf } from '../../../places/index.ts';
import type { CaseKind } from '../../cases/words.ts';
import { openIdentity } from '../../people/identity.ts';
import { ageOn } from '../../programmes/refer.ts';
import { asMachine } from '../../purpose/working.ts';
import type { Cells, Told } from './recognise.ts';
import { bandOf } from './words.ts';

/** More than this many are a crowd, whoever they are. */
const MOST = 5000;

interface Row {
  readonly id: string;
  readonly identity: Buffer;
  readonly cluster_id: string;
  readonly there: boolean;
}

/** The cells of a story: told what it tells, of whom and of which kind of case. */
export async function cellsOf(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  story: {
    readonly told: Told;
    readonly kind: CaseKind;
    readonly sex: string | undefined;
    readonly on: PlainDate;
  },
): Promise<Cells> {
  const { told, kind, sex, on } = story;
  const place = told.place === null ? undefined : await findPlace(tx, told.place);
  const rows = await asMachine(tx, actor, async () => {
    const read = await sql<Row>`
      with recursive within as (
        select id from places.place where partnership_id = ${actor.partnershipId} and id = ${place?.id ?? null}::uuid
        union select p.id from places.place p join within w on p.within_id = w.id where p.partnership_id = ${actor.partnershipId})
      select r.id, r.identity, r.cluster_id, exists (select from casework.residence l
          join casework.address d on d.partnership_id = l.partnership_id and d.id = l.address_id
          where l.partnership_id = r.partnership_id and l.record_id = r.id and d.place_id in (select id from within)) as there
      from casework.record r
      where r.partnership_id = ${actor.partnershipId} and r.id in (select p.record_id from casework.case_person p
        join casework.case_file c on c.partnership_id = p.partnership_id and c.id = p.case_id
        where p.partnership_id = ${actor.partnershipId} ${told.kind ? sql`and c.kind = ${kind}` : sql``})
      limit ${MOST}`.execute(tx);
    return read.rows;
  });
  const alike = rows.filter((row) => {
    const identity = openIdentity(subjects, row.id, row.identity);
    return (
      (told.place === null || row.there) &&
      (told.age === null || bandOf(ageOn(identity?.dateOfBirth, on)) === told.age) &&
      (!told.sex || identity?.sex === undefined || identity.sex === sex)
    );
  });
  const people = (some: readonly Row[]) => new Set(some.map((row) => row.cluster_id)).size;
  return {
    alike: people(alike),
    ofKind: people(rows),
    population: place === undefined ? null : ((await populationOf(tx, place.id, on))?.persons ?? null),
    placeName: place?.name ?? null,
  };
}
