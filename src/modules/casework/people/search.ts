/** Finding a person by what is remembered of them: a misspelt name, a date of birth, a postcode, a number. */
import { sql } from 'kysely';
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { asMachine } from '../purpose/working.ts';
import { businessToday } from '../retention/review-on.ts';
import { type AddressInput, readPostcode } from './address.ts';
import { personCode } from './code.ts';
import { displayName, type Identity, readIdentity } from './identity.ts';
import { currentModel } from './matching/model.ts';
import { openRecords } from './matching/read.ts';
import { type Comparable, Weigher } from './matching/weigher.ts';
import { blocksOf, searchTexts } from './tokens.ts';

export interface PersonSearch {
  readonly givenNames?: string | undefined;
  readonly surname?: string | undefined;
  readonly dateOfBirth?: string | undefined;
  readonly postcode?: string | undefined;
  readonly telephone?: string | undefined;
  /** An NHS, National Insurance or police number. */
  readonly number?: string | undefined;
}

export interface FoundPerson {
  readonly clusterId: string;
  readonly code: string;
  readonly name: string;
  readonly dateOfBirth: string | undefined;
  /** Where they were last known to live: the first half of the postcode. */
  readonly outward: string | undefined;
  /** The agencies whose records were found. */
  readonly agencies: readonly string[];
  /** Evidence in bits that this is who was asked for. */
  readonly weight: number;
}

const MOST_FOUND = 20;
const MOST_OPENED = 80;
/** How many records of one token are looked at: beyond that other tokens must tell them apart. */
const MOST_OF_ONE = 5000;

/**
 * The people that the actor may see and that are most like who is asked for, the likeliest first; at most twenty. Refused
 * when nothing was given or a date or postcode is unreadable. The caller audits the search.
 */
export async function searchPeople(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  asked: PersonSearch,
): Promise<readonly FoundPerson[] | Refusal> {
  const wanted = await readAsked(tx, asked);
  if (isRefusal(wanted)) return wanted;
  const agencies = await agenciesSeen(tx, actor);
  const ids = await recordsLike(tx, actor, subjects, wanted, agencies);
  if (ids.length === 0) return [];
  // The addresses of records are opened only for records that the actor was found to see.
  const opened = await openRecords(tx, actor, subjects, ids);
  const weigher = new Weigher(
    await asMachine(tx, actor, (machine) => currentModel(tx, machine)),
    [wanted, ...opened],
    opened.length,
    () => undefined,
  );
  const ranked = opened
    .map((record) => ({ record, weight: weigher.weigh(wanted.recordId, record.recordId).weight }))
    .toSorted((a, b) => b.weight - a.weight || (a.record.recordId < b.record.recordId ? -1 : 1));
  const people = [...Map.groupBy(ranked, ({ record }) => record.clusterId)].slice(0, MOST_FOUND);
  return people.flatMap(([clusterId, found]): FoundPerson[] => {
    const best = found[0];
    if (!best) return [];
    const { identity, address } = best.record;
    return [
      {
        clusterId,
        code: personCode(clusterId),
        name: displayName(identity),
        dateOfBirth: identity.dateOfBirth,
        outward: address?.postcode?.split(' ')[0],
        agencies: [
          ...new Set(found.map(({ record }) => agencies.names.get(record.agencyId) ?? '')),
        ].toSorted(),
        weight: best.weight,
      },
    ];
  });
}

async function readAsked(tx: Tx, asked: PersonSearch): Promise<Comparable | Refusal> {
  const today = await businessToday(tx);
  const number = asked.number?.trim();
  const named: Identity = {
    givenNames: asked.givenNames,
    surname: asked.surname,
    dateOfBirth: asked.dateOfBirth,
    telephones: asked.telephone === undefined ? [] : [asked.telephone],
    nhsNumber: number,
    nationalInsuranceNumber: number,
    policeNumber: number,
  };
  const postcode = readPostcode(asked.postcode);
  // A date of birth or a number alone is enough to ask by: a record needs more.
  const lenient = { ...named, reference: 'asked' };
  const read = readIdentity(lenient, today);
  if (isRefusal(read)) return read;
  const { reference: _reference, ...identity } = read;
  if ((asked.postcode ?? '').trim() !== '' && postcode === undefined) return unreadablePostcode();
  const address: AddressInput | undefined = postcode === undefined ? undefined : { lines: [], postcode };
  if (Object.keys(identity).length === 0 && address === undefined) return nothingAsked();
  return { recordId: 'asked', identity, address };
}

const unreadablePostcode = (): Refusal => ({
  refused: 'postcode-unreadable',
  message: 'Enter a whole postcode, such as WS11 1AB.',
  field: 'postcode',
});

const nothingAsked = (): Refusal => ({
  refused: 'nothing-asked',
  message: 'Enter a name, a date of birth, a postcode or a number to search by.',
  field: 'surname',
});

interface AgenciesSeen {
  readonly names: ReadonlyMap<string, string>;
  /** Those of which the actor may see whom they know, where nothing restricts it: of no other agency is any record seen. */
  readonly seen: readonly string[];
}

async function agenciesSeen(tx: Tx, actor: Actor): Promise<AgenciesSeen> {
  const rows = await tx
    .selectFrom('partners.agency')
    .where('partnership_id', '=', actor.partnershipId)
    .select(['id', 'short_name', sql<boolean>`casework.sees('identity', id, false)`.as('seen')])
    .execute();
  return {
    names: new Map(rows.map((row) => [row.id, row.short_name])),
    seen: rows.filter(({ seen }) => seen).map(({ id }) => id),
  };
}

/**
 * Records that share most with what is asked for, what is rarer counting more: that of names and dates one by one, and of
 * several together as matching looks for them, so that two common names find who has both. The policy decides row by row;
 * rows of agencies of which it would show none are left out before it is asked.
 */
async function recordsLike(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  { identity, address }: Comparable,
  { seen }: AgenciesSeen,
): Promise<readonly string[]> {
  const texts = [
    ...searchTexts(identity, address),
    ...blocksOf(identity, address).map((text) => ['block', text] as const),
  ];
  const kinds = texts.map(([kind]) => kind);
  const hashes = texts.map(([kind, text]) => subjects.hash(kind, text));
  const { rows } = await sql<{ id: string }>`
    select found.record_id as id
    from unnest(${kinds}::text[], ${hashes}::bytea[]) as asked (kind, hash)
    cross join lateral (
      select t.record_id, count(*) over () as shared_by from casework.record_token t
      where t.partnership_id = ${actor.partnershipId} and t.kind = asked.kind and t.hash = asked.hash
        and t.agency_id = any (${seen}::uuid[])
      limit ${MOST_OF_ONE}) as found
    group by found.record_id
    order by sum(1 / ln(2 + found.shared_by)) desc, found.record_id
    limit ${MOST_OPENED}`.execute(tx);
  return rows.map(({ id }) => id);
}
