/** Legal holds: a person or case that a court, an inquiry or a complaint needs is not disposed of. */
import { sql } from 'kysely';
import { newId } from '../../../kernel/ids.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, accountOf, may } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { caseCode } from '../cases/words.ts';
import { clustersOf, personCode } from '../people/index.ts';
import { asMachine } from '../purpose/working.ts';
import { businessToday } from './review-on.ts';

export type HeldKind = 'person' | 'case';

export interface Hold {
  readonly id: string;
  readonly kind: HeldKind;
  readonly subjectId: string;
  /** Of the person or case; nobody is named. */
  readonly code: string;
  readonly reason: string | undefined;
  readonly fromOn: PlainDate;
  readonly untilOn: PlainDate | null;
  readonly stands: boolean;
  readonly liftedOn: PlainDate | null;
  readonly liftedBecause: string | undefined;
}

/** SQL of a hold `h`: it is neither lifted nor over. */
export const STANDS = `not exists (select from casework.legal_hold_release x where x.partnership_id = h.partnership_id and x.hold_id = h.id)
  and (h.until_on is null or h.until_on >= (select partners.business_date(p) from partners.partnership p where p.partnership_id = h.partnership_id))`;

/** Holds, those that stand first; or one by its id. Information governance sees them. */
export async function listHolds(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  id?: string,
): Promise<readonly Hold[]> {
  const { rows } = await sql<
    Omit<Hold, 'reason' | 'liftedBecause' | 'code'> & { sealed: Buffer; lifted: Buffer | null }
  >`
    select h.id, h.kind, h.subject_id as "subjectId", h.reason as sealed, h.from_on as "fromOn", h.until_on as "untilOn",
      ${sql.raw(STANDS)} as stands, r.on_day as "liftedOn", r.reason as lifted
    from casework.legal_hold h
    left join casework.legal_hold_release r on r.partnership_id = h.partnership_id and r.hold_id = h.id
    where h.partnership_id = ${actor.partnershipId} and (${id ?? null}::uuid is null or h.id = ${id ?? null}::uuid)
    order by stands desc, h.id desc limit 500`.execute(tx);
  return rows.map(({ sealed, lifted, ...row }) => ({
    ...row,
    code: row.kind === 'case' ? caseCode(row.subjectId) : personCode(row.subjectId),
    reason: subjects.open(row.id, sealed),
    liftedBecause: subjects.open(row.id, lifted),
  }));
}

/**
 * Puts a person or a case on hold: until it is lifted, or its day has passed, the database itself refuses to delete the
 * records or the case. Refuses `say-why` and `not-later`.
 */
export async function placeHold(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  input: {
    readonly kind: HeldKind;
    readonly subjectId: string;
    readonly reason: string;
    readonly untilOn?: PlainDate | undefined;
  },
): Promise<{ id: string } | Refusal> {
  if (!may(actor, 'casework.govern')) return notAllowed();
  if (input.reason.trim() === '')
    return refused('say-why', 'Say which court, inquiry or complaint needs it.', { field: 'reason' });
  const today = await businessToday(tx);
  if (input.untilOn !== undefined && input.untilOn <= today)
    return refused('not-later', 'Give a day after today, or none.', { field: 'untilOn' });
  const id = newId<'legal-hold'>();
  return asMachine(tx, actor, async (machine) => {
    const things = await thingsOnHold(tx, machine, input.kind, input.subjectId);
    if (things.length === 0) return notFound(input.kind);
    await sql`insert into casework.legal_hold (partnership_id, id, kind, subject_id, reason, from_on, until_on, at, account_id)
      values (${actor.partnershipId}, ${id}, ${input.kind}, ${input.subjectId}, ${subjects.seal(id, input.reason.trim())}, ${today},
        ${input.untilOn ?? null}, ${new Date()}, ${accountOf(actor) ?? null})`.execute(tx);
    for (const thing of things)
      await sql`insert into casework.held (partnership_id, hold_id, thing_id, ${sql.ref(input.kind === 'case' ? 'case_id' : 'record_id')})
        values (${actor.partnershipId}, ${id}, ${thing}, ${thing})`.execute(tx);
    await recordCommand(tx, machine, {
      action: 'legal-hold.placed',
      subject: { kind: 'legal-hold', id },
      detail: { of: input.kind },
    });
    return { id };
  });
}

/** The records of a person at every agency, or the case. */
async function thingsOnHold(tx: Tx, machine: Actor, kind: HeldKind, id: string): Promise<readonly string[]> {
  if (kind === 'case') {
    const { rows } = await sql<{ id: string }>`select id from casework.case_file
      where partnership_id = ${machine.partnershipId} and id = ${id}`.execute(tx);
    return rows.map((row) => row.id);
  }
  const clusters = [...(await clustersOf(tx, machine, id))];
  const { rows } = await sql<{ id: string }>`select id from casework.record
    where partnership_id = ${machine.partnershipId} and cluster_id = any(${clusters}::uuid[])`.execute(tx);
  return rows.map((row) => row.id);
}

/** Lifts a hold; that there was one stays. Refuses `not-found` when it stands no longer. */
export async function liftHold(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  input: { readonly id: string; readonly reason: string },
): Promise<{ id: string } | Refusal> {
  if (!may(actor, 'casework.govern')) return notAllowed();
  if (input.reason.trim() === '')
    return refused('say-why', 'Say why nobody needs it any more.', { field: 'reason' });
  const today = await businessToday(tx);
  const [hold] = await listHolds(tx, actor, subjects, input.id);
  if (!hold?.stands) return notFound('hold that stands');
  return asMachine(tx, actor, async (machine) => {
    await sql`delete from casework.held where partnership_id = ${actor.partnershipId} and hold_id = ${input.id}`.execute(
      tx,
    );
    await sql`insert into casework.legal_hold_release (partnership_id, hold_id, on_day, reason, at, account_id)
      values (${actor.partnershipId}, ${input.id}, ${today}, ${subjects.seal(input.id, input.reason.trim())}, ${new Date()}, ${accountOf(actor) ?? null})`.execute(
      tx,
    );
    await recordCommand(tx, machine, {
      action: 'legal-hold.lifted',
      subject: { kind: 'legal-hold', id: input.id },
    });
    return { id: input.id };
  });
}
