import { createHash } from 'node:crypto';
import { type Refusal, refused } from '../../kernel/refusal.ts';

/**
 * The entity tag of an answer: the revision of the thing, then a hash of what is sent, since what is derived (a
 * status, a latest value) changes without a new revision. Strong: the same tag means the same bytes.
 */
export function entityTag(json: unknown, revision?: number): string {
  const hash = createHash('sha256').update(JSON.stringify(json)).digest('base64url').slice(0, 16);
  return revision === undefined ? `"${hash}"` : `"r${revision}.${hash}"`;
}

const tagsIn = (header: string): string[] =>
  [...header.matchAll(/(?:W\/)?"([^"]*)"/g)].map((match) => match[1] ?? '');

/** True when the caller already holds what would be sent (If-None-Match). */
export const isHeld = (header: string | undefined, tag: string): boolean =>
  header !== undefined && (header.trim() === '*' || tagsIn(header).includes(tag.slice(1, -1)));

const REVISION = /^r(\d{1,9})(\.[\w-]+)?$/;

/**
 * The revision a change was made from, out of If-Match: the tag as it was read, or `"r3"` alone. Without it a change
 * is refused, so that two people cannot overwrite each other unknowingly.
 */
export function revisionSeen(header: string | undefined): number | Refusal {
  if (header === undefined)
    return refused('precondition-required', 'Send If-Match with the ETag of what you read.');
  for (const tag of tagsIn(header)) {
    const revision = REVISION.exec(tag)?.[1];
    if (revision !== undefined) return Number(revision);
  }
  return header.trim() === '*'
    ? refused('precondition-required', 'If-Match: * would overwrite what you have not read. Send the ETag.')
    : preconditionFailed();
}

/** What was changed is no longer what the caller had read. */
export const preconditionFailed = (): Refusal =>
  refused('precondition-failed', 'This has changed since you read it. Read it again, then send your change.');
