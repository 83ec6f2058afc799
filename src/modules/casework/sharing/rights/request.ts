/** What people ask about their own data: to see, to object, to have something corrected, restricted or erased. */
import { isUuid, newId } from '../../../../kernel/ids.ts';
import { addDays, addMonths, type PlainDate } from '../../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../../kernel/refusal.ts';
import { type Actor, accountOf, agencyOf, may, mayFor } from '../../../../platform/actor.ts';
import { recordCommand } from '../../../../platform/audit/record.ts';
import { notAllowed, notFound } from '../../../../platform/common-refusals.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../../platform/keys/index.ts';
import { clustersOf } from '../../people/index.ts';
import { asMachine } from '../../purpose/working.ts';
import { businessToday, reviewOn } from '../../retention/review-on.ts';
import { tellRecipients } from './correction.ts';
import { findRightsRequest } from './queries.ts';
import type { Right, RightsOutcome } from './words.ts';

/** While one of these waits, the records say that they are disputed. */
const DISPUTES: readonly Right[] = ['objection', 'rectification', 'restriction', 'erasure'];

export interface TakingDown {
  readonly clusterId: string;
  readonly kind: Right;
  readonly receivedOn: PlainDate;
  /** What the person said. */
  readonly says: string;
}

const mayTakeDown = (actor: Actor, agencyId: string): boolean =>
  may(actor, 'casework.govern') || mayFor(actor, 'casework.write', agencyId);

/**
 * Takes down what a person asks the actor's agency about their data; it is answered within a month. Refuses
 * `say-what-was-asked`, `received-in-the-future` and not-found where the agency holds no record of the person.
 */
export async function takeDownRequest(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  input: TakingDown,
): Promise<{ id: string } | Refusal> {
  const agencyId = agencyOf(actor);
  if (agencyId === undefined || !mayTakeDown(actor, agencyId)) return notAllowed();
  const today = await businessToday(tx);
  if (input.says.trim() === '')
    return refused('say-what-was-asked', 'Write down what the person said.', { field: 'says' });
  if (input.receivedOn > today)
    return refused(
      'received-in-the-future',
      'Enter the day on which it was received, not later than today.',
      {
        field: 'receivedOn',
      },
    );
  if (!isUuid(input.clusterId) || !(await isThere(tx, actor, input.clusterId))) return notFound('person');
  const id = newId<'rights-request'>();
  // The last day is the same day of the next month, or the last of a shorter one.
  const due = addMonths(input.receivedOn, 1);
  await tx
    .insertInto('casework.rights_request')
    .values({
      partnership_id: actor.partnershipId,
      id,
      at: new Date(),
      kind: input.kind,
      received_on: input.receivedOn,
      answer_by: due > input.receivedOn ? due : addDays(input.receivedOn, 28),
      agency_id: agencyId,
      cluster_id: input.clusterId,
      says: subjects.seal(id, input.says.trim()),
      account_id: accountOf(actor) ?? null,
      review_on: await reviewOn(tx, actor, 'record', today),
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'rights-request.taken-down',
    subject: { kind: 'rights-request', id },
    detail: { kind: input.kind },
  });
  await markDisputed(tx, actor, agencyId, input.clusterId);
  return { id };
}

const isThere = (tx: Tx, actor: Actor, clusterId: string): Promise<boolean> =>
  asMachine(tx, actor, async (machine) => {
    const row = await tx
      .selectFrom('casework.cluster')
      .where('partnership_id', '=', machine.partnershipId)
      .where('id', '=', clusterId)
      .select('id')
      .executeTakeFirst();
    return row !== undefined;
  });

/**
 * Answers what a person asked. What is upheld against something that was disclosed is told to everybody who received
 * it, each of whom confirms. Refuses `say-what-was-done`, `answered-already` and `say-what-to-correct`.
 */
export async function answerRights(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  id: string,
  input: { readonly outcome: RightsOutcome; readonly says: string; readonly site?: string },
): Promise<{ id: string; told: number } | Refusal> {
  const request = await findRightsRequest(tx, actor, subjects, id);
  if (!request) return notFound('request');
  if (!mayTakeDown(actor, request.agencyId)) return notAllowed();
  if (request.answeredOn !== null)
    return refused('answered-already', 'This has been answered already. Open it again to see how.');
  if (input.says.trim() === '')
    return refused('say-what-was-done', 'Say what was done and what the person was told.', { field: 'says' });
  await tx
    .insertInto('casework.rights_answer')
    .values({
      partnership_id: actor.partnershipId,
      request_id: request.id,
      at: new Date(),
      on_day: await businessToday(tx),
      agency_id: request.agencyId,
      outcome: input.outcome,
      says: subjects.seal(request.id, input.says.trim()),
      account_id: accountOf(actor) ?? null,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'rights-request.answered',
    subject: { kind: 'rights-request', id: request.id },
    detail: { kind: request.kind, outcome: input.outcome },
  });
  const told =
    input.outcome !== 'refused' && DISPUTES.includes(request.kind)
      ? await tellRecipients(tx, actor, subjects, request, input)
      : 0;
  if (isRefusal(told)) return told;
  await markDisputed(tx, actor, request.agencyId, request.clusterId);
  return { id: request.id, told };
}

/** The agency's records of the person say that they are disputed while anything waits, and no longer. */
async function markDisputed(tx: Tx, actor: Actor, agencyId: string, clusterId: string): Promise<void> {
  const clusters = await clustersOf(tx, actor, clusterId);
  await asMachine(tx, actor, async (machine) => {
    const open = await tx
      .selectFrom('casework.rights_request as r')
      .leftJoin('casework.rights_answer as w', (on) =>
        on.onRef('w.partnership_id', '=', 'r.partnership_id').onRef('w.request_id', '=', 'r.id'),
      )
      .where('r.partnership_id', '=', machine.partnershipId)
      .where('r.agency_id', '=', agencyId)
      .where('r.cluster_id', 'in', [...clusters])
      .where('r.kind', 'in', [...DISPUTES])
      .where('w.request_id', 'is', null)
      .select('r.id')
      .executeTakeFirst();
    await tx
      .updateTable('casework.record')
      .set({ disputed: open !== undefined })
      .where('partnership_id', '=', machine.partnershipId)
      .where('agency_id', '=', agencyId)
      .where('cluster_id', 'in', [...clusters])
      .where('disputed', '=', open === undefined)
      .execute();
  });
}

/**
 * Whether the person's objection to sharing by this agency waits or was upheld: until it is answered, and where it was
 * upheld, nothing is shared by agreement, consent or for care.
 */
export async function objects(tx: Tx, actor: Actor, agencyId: string, clusterId: string): Promise<boolean> {
  const clusters = await clustersOf(tx, actor, clusterId);
  return asMachine(tx, actor, async (machine) => {
    const row = await tx
      .selectFrom('casework.rights_request as r')
      .leftJoin('casework.rights_answer as w', (on) =>
        on.onRef('w.partnership_id', '=', 'r.partnership_id').onRef('w.request_id', '=', 'r.id'),
      )
      .where('r.partnership_id', '=', machine.partnershipId)
      .where('r.agency_id', '=', agencyId)
      .where('r.cluster_id', 'in', [...clusters])
      .where('r.kind', 'in', ['objection', 'restriction'])
      .where((on) => on.or([on('w.outcome', 'is', null), on('w.outcome', '<>', 'refused')]))
      .select('r.id')
      .executeTakeFirst();
    return row !== undefined;
  });
}
