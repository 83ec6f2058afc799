import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';

export interface Purpose {
  readonly slug: string;
  readonly title: string;
  readonly says: string;
  /** The law that allows it. */
  readonly gateway: string;
  readonly regime: 'uk-gdpr' | 'part-3';
  readonly revision: number;
}

/** A purpose with what only those who keep it need. */
export interface KeptPurpose extends Purpose {
  readonly position: number;
  readonly endsOn: PlainDate | null;
  /** It may be chosen today. */
  readonly inUse: boolean;
}

const inUse = sql<boolean>`(p.ends_on is null or p.ends_on >= (
  select partners.business_date(s) from partners.partnership s where s.partnership_id = p.partnership_id))`;

/** Every purpose, ended ones too, in the order in which they are offered. */
export async function listAllPurposes(tx: Tx, actor: Actor): Promise<readonly KeptPurpose[]> {
  const rows = await tx
    .selectFrom('casework.purpose as p')
    .where('p.partnership_id', '=', actor.partnershipId)
    .orderBy('p.position')
    .orderBy('p.slug')
    .select(['p.slug', 'p.title', 'p.says', 'p.gateway', 'p.regime', 'p.revision', 'p.position'])
    .select(['p.ends_on as endsOn', inUse.as('inUse')])
    .execute();
  return rows as readonly KeptPurpose[];
}

/** The purposes that may be chosen today, in the order in which they are offered. */
export const listPurposes = async (tx: Tx, actor: Actor): Promise<readonly Purpose[]> =>
  (await listAllPurposes(tx, actor)).filter((purpose) => purpose.inUse);

/** One purpose, ended or not. */
export const findPurpose = async (tx: Tx, actor: Actor, slug: string): Promise<KeptPurpose | undefined> =>
  (await listAllPurposes(tx, actor)).find((purpose) => purpose.slug === slug);

/** The door of casework found it; what is done behind the door, in the same transaction, asks again and again. */
const found = new WeakMap<Tx, Purpose>();

/** The purpose of this name, while it may be chosen. */
export async function purposeInUse(tx: Tx, actor: Actor, slug: string): Promise<Purpose | undefined> {
  const known = found.get(tx);
  if (known?.slug === slug) return known;
  const purpose = (await listPurposes(tx, actor)).find((one) => one.slug === slug);
  if (purpose) found.set(tx, purpose);
  return purpose;
}
