import type { Id } from '../kernel/ids.ts';

/** A permission for the whole partnership (`plan.edit`) or for one agency (`plan.edit@<agency id>`). */
export type Grant = string;

interface Within {
  readonly partnershipId: Id<'partnership'>;
  readonly permissions: readonly Grant[];
  /** Why personal or sensitive data is read, where a purpose was chosen. */
  readonly purpose?: string;
  /** What other agencies share with the actor for that purpose, as `category@<agency id>`. */
  readonly sharedBy?: readonly string[];
  /** Ties audit events and log lines of one request together. */
  readonly requestId?: string;
}

/** Somebody signed in: a person at an agency. */
export interface Member extends Within {
  readonly kind: 'member';
  readonly accountId: Id<'account'>;
  readonly personId: Id<'person'>;
  readonly agencyId: Id<'agency'>;
  readonly sessionId?: Id<'session'>;
}

/** A visitor who has not signed in. */
export interface Public extends Within {
  readonly kind: 'public';
}

/** Somebody who followed a link made for one purpose, such as a reminder's direct link. */
export interface LinkHolder extends Within {
  readonly kind: 'link';
  readonly linkId: Id<'link'>;
  readonly agencyId?: Id<'agency'>;
  readonly accountId?: Id<'account'>;
}

/** A job, a command of the operator, or the sign-in machinery; its name stands in the audit trail. */
export interface System extends Within {
  readonly kind: 'system';
  readonly name: string;
}

export type Actor = Member | Public | LinkHolder | System;

export const accountOf = (actor: Actor): Id<'account'> | undefined =>
  actor.kind === 'member' || actor.kind === 'link' ? actor.accountId : undefined;

export const agencyOf = (actor: Actor): Id<'agency'> | undefined =>
  actor.kind === 'member' || actor.kind === 'link' ? actor.agencyId : undefined;

/** True when the actor holds the permission for the whole partnership. */
export const may = (actor: Actor, permission: string): boolean => actor.permissions.includes(permission);

/** True when the actor holds the permission for the whole partnership or for this agency. */
export const mayFor = (actor: Actor, permission: string, agencyId: string | null | undefined): boolean =>
  may(actor, permission) || (agencyId != null && actor.permissions.includes(`${permission}@${agencyId}`));

/** True when the actor holds the permission somewhere: for the partnership or for any agency. */
export const maySomewhere = (actor: Actor, permission: string): boolean =>
  actor.permissions.some((grant) => grant === permission || grant.startsWith(`${permission}@`));

/** A system actor with exactly the permissions its work needs. */
export const system = (
  name: string,
  partnershipId: Id<'partnership'>,
  permissions: readonly string[],
): System => ({
  kind: 'system',
  name,
  partnershipId,
  permissions,
});
