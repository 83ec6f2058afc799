/** What was reviewed goes: one thing or several, for one reason, each with a certificate of its own. */
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import type { Because } from '../disposal/certify.ts';
import { dispose } from '../disposal/dispose.ts';
import type { KindName } from './kinds.ts';
import { findToReview, type ToReview } from './queue.ts';

/** Nobody decides well of more at once. */
export const MOST_AT_ONCE = 25;

export interface Going {
  readonly kind: KindName;
  readonly ids: readonly string[];
  readonly because: Because;
  /** Of records: each alone, or everything about each person. */
  readonly scope?: 'record' | 'person' | undefined;
}

/**
 * Disposes of things of one kind; where one of them may not go, none does, and the refusal says which by its code. Refused
 * by name: not-allowed, not-found, choose-what-goes, too-many-at-once, say-what-goes, on-legal-hold, still-open.
 */
export async function disposeReviewed(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  { kind, ids, because, scope }: Going,
): Promise<{ certificateIds: readonly string[] } | Refusal> {
  const chosen = [...new Set(ids)];
  if (chosen.length === 0) return refused('choose-what-goes', 'Tick what is to go.', { field: 'ids' });
  if (chosen.length > MOST_AT_ONCE)
    return refused('too-many-at-once', `Tick ${MOST_AT_ONCE} at most, and come back for the others.`, {
      field: 'ids',
    });
  if (kind === 'record' && scope === undefined)
    return refused('say-what-goes', 'Choose whether one record goes or the whole person.', {
      field: 'scope',
    });
  const things: ToReview[] = [];
  for (const id of chosen) {
    const thing = await findToReview(tx, actor, kind, id);
    if (!thing) return notFound('thing to review');
    things.push(thing);
  }
  const blocked = things.find(({ held, open }) => held || open.length > 0);
  if (blocked && chosen.length > 1) return mayNotGo(blocked);
  // Two records of one person go with that person once.
  const targets = new Map(
    things.map((thing) => {
      const whole = kind === 'record' && scope === 'person';
      const id = whole ? (thing.clusterId ?? '') : thing.id;
      return [id, { code: thing.code, kind: whole ? ('person' as const) : kind }] as const;
    }),
  );
  const certificateIds: string[] = [];
  for (const [id, { code, kind: of }] of targets) {
    const done = await dispose(tx, actor, subjects, { kind: of, id, because });
    if (isRefusal(done)) return targets.size === 1 ? done : { ...done, message: `${code}: ${done.message}` };
    certificateIds.push(done.certificateId);
  }
  return { certificateIds };
}

const mayNotGo = ({ code, held, open }: ToReview): Refusal =>
  held
    ? refused(
        'on-legal-hold',
        `${code} is on legal hold, or part of something that is. Nothing went: leave it out.`,
        { field: 'ids' },
      )
    : refused(
        'still-open',
        `Of ${code} something is still open: ${open.join(', ')}. Nothing went: leave it out.`,
        { field: 'ids' },
      );
