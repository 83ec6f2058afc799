import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { Because } from './certify.ts';
import type { DisposedKind } from './person.ts';

export interface Certificate {
  readonly id: string;
  readonly onDay: PlainDate;
  readonly at: Date;
  readonly kind: DisposedKind;
  readonly agencies: readonly string[];
  readonly because: Because;
  readonly ruleMonths: number | null;
  /** Rows that went, by table. */
  readonly counts: Readonly<Record<string, number>>;
  /** SHA-256 over the ids of those rows, in hexadecimal. */
  readonly digest: string;
  readonly keys: number;
  readonly files: number;
  readonly texts: number;
  /** When the keys were destroyed; null while they wait for it. */
  readonly finishedAt: Date | null;
  /** What each table holds, from the catalogue. */
  readonly says: Readonly<Record<string, string>>;
}

interface CertificatePage {
  readonly from: number;
  readonly limit: number;
}

const certificates = (where: ReturnType<typeof sql>) => sql<Certificate>`
  select c.id, c.on_day as "onDay", c.at, c.kind, c.because, c.rule_months as "ruleMonths", c.counts, encode(c.digest, 'hex') as digest,
    c.keys, c.files, c.texts, c.finished_at as "finishedAt",
    array(select a.name from partners.agency a where a.partnership_id = c.partnership_id and a.id = any (c.agency_ids) order by 1) as agencies,
    (select coalesce(jsonb_object_agg(k, obj_description(to_regclass('casework.' || k), 'pg_class')), '{}') from jsonb_object_keys(c.counts) as k) as says
  from casework.disposal_certificate c where ${where}`;

/** How many certificates there are. */
export async function countCertificates(tx: Tx, actor: Actor): Promise<number> {
  const { rows } = await sql<{
    count: number;
  }>`select count(*)::int as count from casework.disposal_certificate
    where partnership_id = ${actor.partnershipId}`.execute(tx);
  return rows[0]?.count ?? 0;
}

/** Certificates, the last first: one page of them. */
export async function listCertificates(
  tx: Tx,
  actor: Actor,
  { from, limit }: CertificatePage,
): Promise<readonly Certificate[]> {
  const { rows } = await certificates(
    sql`c.partnership_id = ${actor.partnershipId} order by c.on_day desc, c.id desc limit ${limit} offset ${from}`,
  ).execute(tx);
  return rows;
}

export async function findCertificate(tx: Tx, actor: Actor, id: string): Promise<Certificate | undefined> {
  const { rows } = await certificates(
    sql`c.partnership_id = ${actor.partnershipId} and c.id = ${id}`,
  ).execute(tx);
  return rows[0];
}
