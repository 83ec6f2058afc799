import type { Id } from '../../../kernel/ids.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { getBody, listSittings, type Sitting, type SittingStatus } from '../queries.ts';
import { addSitting, recordSittingOutcome } from '../sitting.ts';

export interface Outcome {
  readonly outcome: SittingStatus;
  readonly recordedOn: PlainDate;
  readonly reason: string | null;
  /** The day on which a sitting that broke off continues; a sitting is planned then unless there is one. */
  readonly continuesOn?: PlainDate | null;
}

/** Records what became of a sitting; one that broke off can continue as another on a later day, which is planned with it. */
export async function recordOutcome(
  tx: Tx,
  actor: Actor,
  sitting: Sitting,
  { continuesOn, ...input }: Outcome,
): Promise<undefined | Refusal> {
  if (!continuesOn) return recordSittingOutcome(tx, actor, sitting.id, input);
  if (input.outcome !== 'adjourned' && input.outcome !== 'inquorate')
    return refused('sitting-did-not-break-off', 'Only a sitting that broke off continues on another day.', {
      field: 'continuesOn',
    });
  if (continuesOn <= sitting.day)
    return refused('sitting-continues-later', 'It can only continue on a later day.', {
      field: 'continuesOn',
    });
  const continuesAs = await sittingOn(tx, actor, sitting, continuesOn);
  return isRefusal(continuesAs)
    ? continuesAs
    : recordSittingOutcome(tx, actor, sitting.id, { ...input, continuesAs });
}

async function sittingOn(
  tx: Tx,
  actor: Actor,
  { bodyId, kind, startsAt, endsAt, venue, joiningLink }: Sitting,
  day: PlainDate,
): Promise<Id<'sitting'> | Refusal> {
  const planned = (await listSittings(tx, bodyId)).find((one) => one.day === day && one.precision === 'day');
  if (planned) return planned.id;
  const body = await getBody(tx, bodyId);
  const place = { startsAt, endsAt, venue, joiningLink };
  return addSitting(tx, actor, body, { day, precision: 'day', kind, ...place });
}
