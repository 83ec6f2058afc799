import type { Actor } from '../actor.ts';
import type { Tx } from '../database/transaction.ts';
import { appendAll, type Frontier, rootOf } from './merkle.ts';
import { eventsQuery, leafOf, type SealedEvent } from './sealed.ts';

/** Something that is wrong with the audit trail. */
export interface Finding {
  readonly kind:
    | 'changed-event'
    | 'missing-event'
    | 'reordered-event'
    | 'changed-leaf'
    | 'missing-leaf'
    | 'wrong-root'
    | 'bad-signature'
    | 'missing-checkpoint'
    | 'changed-detail'
    | 'late-event'
    | 'lodged-head-unknown';
  readonly eventId?: string;
  readonly position?: number;
  readonly sentence: string;
}

/** A sealed place, and the event that stands there now. */
export interface BatchLeaf {
  readonly position: number;
  readonly eventId: string;
  readonly stored: Buffer;
  readonly event: SealedEvent | undefined;
}

/** The leaves from one checkpoint to the next with their events. */
export async function readBatch(
  tx: Tx,
  actor: Actor,
  from: number,
  to: number,
): Promise<readonly BatchLeaf[]> {
  const leaves = await tx
    .selectFrom('platform.audit_leaf')
    .where('partnership_id', '=', actor.partnershipId)
    .where('position', '>=', from)
    .where('position', '<', to)
    .select(['position', 'event_id as eventId', 'leaf_hash as stored'])
    .orderBy('position')
    .execute();
  const events =
    leaves.length === 0
      ? []
      : await eventsQuery(tx, actor)
          .where(
            'event.id',
            'in',
            leaves.map(({ eventId }) => eventId),
          )
          .execute();
  const byId = new Map(events.map((event) => [event.id, event]));
  return leaves.map((leaf) => ({ ...leaf, event: byId.get(leaf.eventId) }));
}

interface Examined {
  readonly findings: readonly Finding[];
  /** The tree up to this checkpoint, where one was found that has the signed root. */
  readonly tree: Frontier | undefined;
}

/** Compares the leaves under one checkpoint with its signed root, and says what was done to them. */
export function examineBatch(
  before: Frontier,
  treeSize: number,
  root: Buffer,
  batch: readonly BatchLeaf[],
): Examined {
  const missing = missingLeaves(before.size, treeSize, batch);
  if (missing.length > 0) return { findings: [...missing, ...againstEvents(batch, true)], tree: undefined };
  const fits = (leaves: readonly Buffer[]): Frontier | undefined => {
    const tree = appendAll(before, leaves);
    return rootOf(tree).equals(root) ? tree : undefined;
  };
  const asStored = fits(batch.map(({ stored }) => stored));
  if (asStored) return { findings: againstEvents(batch, true), tree: asStored };
  const sorted = inOrder(batch);
  const asSorted = fits(sorted.map(({ stored }) => stored));
  if (asSorted)
    return { findings: [...displaced(batch, sorted), ...againstEvents(batch, true)], tree: asSorted };
  const asComputed = fits(batch.map(({ event, stored }) => (event ? leafOf(event) : stored)));
  if (asComputed) return { findings: againstEvents(batch, false), tree: asComputed };
  const wrong: Finding = {
    kind: 'wrong-root',
    position: before.size,
    sentence: `The sealed events from position ${before.size} to ${treeSize - 1} do not give the root that was signed.`,
  };
  return { findings: [wrong, ...displaced(batch, sorted), ...againstEvents(batch, true)], tree: undefined };
}

function missingLeaves(from: number, to: number, batch: readonly BatchLeaf[]): Finding[] {
  const there = new Set(batch.map(({ position }) => position));
  const gone: number[] = [];
  for (let position = from; position < to; position += 1) if (!there.has(position)) gone.push(position);
  return gone.map((position) => ({
    kind: 'missing-leaf',
    position,
    sentence: `The event sealed at position ${position} is missing together with its leaf.`,
  }));
}

/** Leaves that do not fit the event they name. `leavesAreTrue`: the signed root says that it is the event that differs. */
function againstEvents(batch: readonly BatchLeaf[], leavesAreTrue: boolean): Finding[] {
  const computed = batch.map(({ event }) => event && leafOf(event));
  const owner = new Map(computed.map((hash, at) => [hash?.toString('hex'), batch[at]]));
  return batch.flatMap(({ position, eventId, stored, event }, at): Finding[] => {
    if (!event)
      return [
        {
          kind: 'missing-event',
          eventId,
          position,
          sentence: `Event ${eventId}, sealed at position ${position}, is missing.`,
        },
      ];
    if (computed[at]?.equals(stored)) return [];
    const other = owner.get(stored.toString('hex'));
    if (other)
      return [
        {
          kind: 'reordered-event',
          eventId: other.eventId,
          position,
          sentence: `Event ${other.eventId} was sealed at position ${position} and stands at position ${other.position} now.`,
        },
      ];
    return [
      leavesAreTrue
        ? {
            kind: 'changed-event',
            eventId,
            position,
            sentence: `Event ${eventId}, sealed at position ${position}, was changed after it was sealed.`,
          }
        : {
            kind: 'changed-leaf',
            eventId,
            position,
            sentence: `The leaf of event ${eventId} at position ${position} was changed; the event itself is as it was signed.`,
          },
    ];
  });
}

/** Events are sealed in the order of their time, then of their id. */
const inOrder = (batch: readonly BatchLeaf[]): readonly BatchLeaf[] => {
  const key = ({ event, eventId }: BatchLeaf): string => `${event?.at ?? ''} ${eventId}`;
  return batch.every(({ event }) => event !== undefined)
    ? batch.toSorted((a, b) => (key(a) < key(b) ? -1 : 1))
    : batch;
};

const displaced = (batch: readonly BatchLeaf[], sorted: readonly BatchLeaf[]): Finding[] =>
  batch.flatMap(({ position, eventId }, at) => {
    const wanted = sorted.findIndex((leaf) => leaf.eventId === eventId);
    return wanted === at
      ? []
      : [
          {
            kind: 'reordered-event' as const,
            eventId,
            position,
            sentence: `Event ${eventId} stands at position ${position} and was sealed at position ${position - at + wanted}.`,
          },
        ];
  });
