import { createHash, randomBytes } from 'node:crypto';
import { type Id, newId } from '../../kernel/ids.ts';
import { type Refusal, refused } from '../../kernel/refusal.ts';
import type { Actor, LinkHolder } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';

/** Days for which a direct link from a mail opens the update form. */
const LINK_DAYS = 28;
const DAY = 86_400_000;

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Makes a direct link to the update of one project; only its hash is kept. Needs `platform.work`. */
export async function makeUpdateLink(
  tx: Tx,
  actor: Actor,
  input: {
    readonly projectId: string;
    readonly agencyId: string | null;
    readonly postId: string | null;
    readonly now: Date;
  },
): Promise<string> {
  const token = randomBytes(24).toString('base64url');
  await tx
    .insertInto('delivery.update_link')
    .values({
      partnership_id: actor.partnershipId,
      id: newId(),
      project_id: input.projectId,
      agency_id: input.agencyId,
      post_id: input.postId,
      token_hash: hashOf(token),
      made_at: input.now,
      expires_at: new Date(input.now.getTime() + LINK_DAYS * DAY),
    })
    .execute();
  return token;
}

export interface FoundUpdateLink {
  readonly projectId: string;
  readonly holder: LinkHolder;
}

/** What a link is opened for: to send its update, or to be thanked after that. */
export type LinkUse = 'update' | 'thanks';

/**
 * Who holds a direct link and for which project. The holder may read, and report progress for the project's agency;
 * the pages behind a link show that project only. Rule: a link carries one update, so that a mail that is forwarded
 * later opens nothing. Needs `read` and `platform.work`.
 */
export async function findUpdateLink(
  tx: Tx,
  actor: Actor,
  token: string,
  now: Date,
  use: LinkUse = 'update',
): Promise<FoundUpdateLink | Refusal> {
  const link = await tx
    .selectFrom('delivery.update_link')
    .select(['id', 'project_id', 'agency_id'])
    .where('partnership_id', '=', actor.partnershipId)
    .where('token_hash', '=', hashOf(token))
    .where('expires_at', '>', now)
    .executeTakeFirst();
  if (!link)
    return refused(
      'link-unknown',
      'This link is too old or not complete. Sign in, or ask for another reminder.',
    );
  if (use === 'update' && (await isUsed(tx, link)))
    return refused(
      'link-used',
      'An update was sent with this link already. Sign in to send another, or wait for the next reminder.',
    );
  const agency = link.agency_id as Id<'agency'> | null;
  return {
    projectId: link.project_id,
    holder: {
      kind: 'link',
      linkId: link.id as Id<'link'>,
      partnershipId: actor.partnershipId,
      permissions:
        agency === null ? ['read'] : ['read', `progress.report@${agency}`, `observations.record@${agency}`],
      ...(agency === null ? {} : { agencyId: agency }),
      ...(actor.requestId === undefined ? {} : { requestId: actor.requestId }),
    },
  };
}

const isUsed = async (tx: Tx, link: { id: string; project_id: string }): Promise<boolean> =>
  (await tx
    .selectFrom('delivery.progress_update')
    .select('id')
    .where('project_id', '=', link.project_id)
    .where('link_id', '=', link.id)
    .limit(1)
    .executeTakeFirst()) !== undefined;
