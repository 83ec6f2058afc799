import { sql } from 'kysely';
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

/** The purposes that may be chosen today, in the order in which they are offered. */
export async function listPurposes(tx: Tx, actor: Actor): Promise<readonly Purpose[]> {
  const rows = await tx
    .selectFrom('casework.purpose as p')
    .where('p.partnership_id', '=', actor.partnershipId)
    .where(sql<boolean>`(p.ends_on is null or p.ends_on >= (
      select partners.business_date(s) from partners.partnership s where s.partnership_id = p.partnership_id))`)
    .orderBy('p.position')
    .orderBy('p.slug')
    .select(['p.slug', 'p.title', 'p.says', 'p.gateway', 'p.regime', 'p.revision'])
    .execute();
  return rows as readonly Purpose[];
}

/** The purpose of this name, while it may be chosen. */
export const purposeInUse = async (tx: Tx, actor: Actor, slug: string): Promise<Purpose | undefined> =>
  (await listPurposes(tx, actor)).find((purpose) => purpose.slug === slug);
