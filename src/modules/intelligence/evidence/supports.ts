/** What rests on which evidence, over things of every module, which are known by kind and id alone. */
import { sql } from 'kysely';
import { isUuid } from '../../../kernel/ids.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, accountOf, may } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { businessToday } from '../queries.ts';
import { SHOULD_REST_ON_EVIDENCE, SUPPORTED } from './words.ts';

/** A thing of any module, as others name and link it. */
export interface Thing {
  readonly kind: string;
  readonly id: string;
  readonly title: string;
  readonly path: string;
}

/** SQL that unites the things of all modules; see `Collected.kinds`. */
type Kinds = string | undefined;

export interface Supported extends Thing {
  /** What in the evidence supports it. */
  readonly says: string;
}

/** What rests on an entry. */
export async function listSupported(tx: Tx, kinds: Kinds, evidenceId: string): Promise<readonly Supported[]> {
  if (!kinds) return [];
  const { rows } = await sql<Supported>`
    select s.subject_kind as kind, s.subject_id as id, coalesce(k.title, 'Something that is gone') as title, coalesce(k.path, '') as path, s.says
    from intelligence.evidence_support s
    left join (${sql.raw(kinds)}) k on k.partnership_id = s.partnership_id and k.id = s.subject_id and k.kind = s.subject_kind
    where s.partnership_id = platform.partnership() and s.evidence_id = ${evidenceId}::uuid
    order by s.subject_kind, title`.execute(tx);
  return rows;
}

/** The thing at an address, where evidence can support it. */
export async function thingAt(tx: Tx, kinds: Kinds, path: string): Promise<Thing | undefined> {
  if (!kinds) return undefined;
  const { rows } = await sql<Thing>`
    select kind, id, title, path from (${sql.raw(kinds)}) k
    where k.partnership_id = platform.partnership() and k.path = ${path} and k.kind = any(${[...SUPPORTED]}) limit 1`.execute(
    tx,
  );
  return rows[0];
}

/** Things that evidence can support and whose titles hold these words. */
export async function findThings(tx: Tx, kinds: Kinds, words: string): Promise<readonly Thing[]> {
  if (!kinds || words.trim() === '') return [];
  const like = `%${words.trim().replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  const { rows } = await sql<Thing>`
    select kind, id, title, path from (${sql.raw(kinds)}) k
    where k.partnership_id = platform.partnership() and k.kind = any(${[...SUPPORTED]}) and k.title ilike ${like}
    order by array_position(${[...SUPPORTED]}::text[], k.kind), k.title limit 30`.execute(tx);
  return rows;
}

/** `need 0190…` as a form sends it; undefined when it is none. */
export function subjectIn(text: string): { readonly kind: string; readonly id: string } | undefined {
  const [kind = '', id = ''] = text.split(' ');
  return isUuid(id) && (SUPPORTED as readonly string[]).includes(kind) ? { kind, id } : undefined;
}

/** Says that a thing rests on an entry. Refused: subject-unknown, supports-already. */
export async function addSupport(
  tx: Tx,
  actor: Actor,
  kinds: Kinds,
  input: { readonly evidenceId: string; readonly kind: string; readonly id: string; readonly says: string },
): Promise<{ evidenceId: string } | Refusal> {
  if (!may(actor, 'indicators.edit')) return notAllowed();
  const { rows } = await sql<{ known: boolean; present: boolean }>`
    select exists (select from (${sql.raw(kinds ?? 'select null::uuid as partnership_id, null::text as kind, null::uuid as id')}) k
        where k.partnership_id = platform.partnership() and k.kind = ${input.kind} and k.id = ${input.id}::uuid) as known,
      exists (select from intelligence.evidence_support s where s.partnership_id = platform.partnership()
        and s.evidence_id = ${input.evidenceId}::uuid and s.subject_kind = ${input.kind} and s.subject_id = ${input.id}::uuid) as present`.execute(
    tx,
  );
  if (!rows[0]?.known) return refused('subject-unknown', 'Choose what it supports.', { field: 'subject' });
  if (rows[0].present)
    return refused('supports-already', 'It is said already that it supports this.', { field: 'subject' });
  await tx
    .insertInto('intelligence.evidence_support')
    .values({
      partnership_id: actor.partnershipId,
      evidence_id: input.evidenceId,
      subject_kind: input.kind,
      subject_id: input.id,
      says: input.says,
      added_on: await businessToday(tx),
      added_by: accountOf(actor) ?? null,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'evidence.supports',
    subject: { kind: 'evidence', id: input.evidenceId },
    detail: { kind: input.kind, id: input.id, says: input.says },
  });
  return { evidenceId: input.evidenceId };
}

/** Takes back that a thing rests on an entry. */
export async function endSupport(
  tx: Tx,
  actor: Actor,
  input: { readonly evidenceId: string; readonly kind: string; readonly id: string },
): Promise<{ evidenceId: string } | Refusal> {
  if (!may(actor, 'indicators.edit')) return notAllowed();
  const { numDeletedRows } = await tx
    .deleteFrom('intelligence.evidence_support')
    .where('evidence_id', '=', input.evidenceId)
    .where('subject_kind', '=', input.kind)
    .where('subject_id', '=', input.id)
    .executeTakeFirst();
  if (numDeletedRows === 0n) return notFound('support');
  await recordCommand(tx, actor, {
    action: 'evidence.supports-no-more',
    subject: { kind: 'evidence', id: input.evidenceId },
    detail: { kind: input.kind, id: input.id },
  });
  return { evidenceId: input.evidenceId };
}

/** Needs, priorities and projects that no entry of the library supports; all of them or a part, and how many there are of each kind. */
export async function listWithoutEvidence(
  tx: Tx,
  kinds: Kinds,
  { limit, offset = 0 }: { readonly limit: number; readonly offset?: number },
): Promise<{ readonly things: readonly Thing[]; readonly total: number; readonly of: number }> {
  if (!kinds) return { things: [], total: 0, of: 0 };
  const bare = sql`
    select k.kind, k.id, k.title, k.path, not exists (
      select from intelligence.evidence_support s join intelligence.evidence e on e.partnership_id = s.partnership_id and e.id = s.evidence_id
      where s.partnership_id = k.partnership_id and s.subject_id = k.id and s.subject_kind = k.kind and e.withdrawn_on is null) as bare
    from (${sql.raw(kinds)}) k
    where k.partnership_id = platform.partnership() and k.kind = any(${[...SHOULD_REST_ON_EVIDENCE]})`;
  const counts = await sql<{ total: number; of: number }>`
    select count(*) filter (where bare)::integer as total, count(*)::integer as of from (${bare}) all_of_them`.execute(
    tx,
  );
  const { rows } = await sql<Thing>`
    select kind, id, title, path from (${bare}) b where bare
    order by array_position(${[...SHOULD_REST_ON_EVIDENCE]}::text[], kind), title, id limit ${limit} offset ${offset}`.execute(
    tx,
  );
  return { things: rows, total: counts.rows[0]?.total ?? 0, of: counts.rows[0]?.of ?? 0 };
}
