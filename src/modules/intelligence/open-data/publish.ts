import { newId } from '../../../kernel/ids.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, accountOf, mayFor } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { changedMeanwhile, notAllowed } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { businessToday } from '../queries.ts';
import type { Indicator } from '../types.ts';
import type { Licence, Shows } from './licences.ts';
import { findPublication } from './queries.ts';
import { renewOpenData } from './renew.ts';

export interface Terms {
  readonly licence: Licence;
  /** The first day on which anything of it may be known outside; null for at once. */
  readonly embargoUntil: PlainDate | null;
  readonly shows: Shows;
  /** How the figures came to be, beside their source. */
  readonly provenance: string;
  /** The version of the publication that was seen; 0 when it was never published. */
  readonly revision: number;
}

/**
 * Publishes an indicator as open data, or changes the terms. Its address is its short name of the first time, for good.
 * Refused: not-allowed, indicator-not-public, changed-meanwhile, open-dataset-slug-unique.
 */
export async function publishIndicator(
  tx: Tx,
  actor: Actor,
  indicator: Indicator,
  { revision, ...terms }: Terms,
): Promise<{ version: number } | Refusal> {
  if (!mayFor(actor, 'indicators.publish', indicator.ownerAgencyId)) return notAllowed();
  if (!indicator.public)
    return refused(
      'indicator-not-public',
      'This indicator is not marked “May be published”. Change the indicator first, if that is right.',
    );
  const before = await findPublication(tx, indicator.id);
  if ((before?.version ?? 0) !== revision) return changedMeanwhile('publication');
  const version = revision + 1;
  await tx
    .insertInto('intelligence.open_publication')
    .values({
      partnership_id: actor.partnershipId,
      id: newId(),
      indicator_id: indicator.id,
      version,
      slug: before?.slug ?? indicator.slug,
      licence: terms.licence,
      embargo_until: terms.embargoUntil,
      shows: terms.shows,
      provenance: terms.provenance,
      owner_agency_id: indicator.ownerAgencyId,
      published_on: await businessToday(tx),
      recorded_by: accountOf(actor) ?? null,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'indicator.published',
    subject: { kind: 'indicator', id: indicator.id },
    detail: { ...terms },
  });
  await renewOpenData(tx, actor, [indicator.id]);
  return { version };
}

/** Takes an indicator out of the open data, at once. Refused: not-allowed, not-published, changed-meanwhile, open-withdrawal-says-why. */
export async function withdrawPublication(
  tx: Tx,
  actor: Actor,
  indicator: Indicator,
  { revision, reason }: { readonly revision: number; readonly reason: string },
): Promise<undefined | Refusal> {
  if (!mayFor(actor, 'indicators.publish', indicator.ownerAgencyId)) return notAllowed();
  const standing = await findPublication(tx, indicator.id);
  if (!standing || standing.withdrawnOn !== null)
    return refused('not-published', 'This indicator is not published.');
  if (standing.version !== revision) return changedMeanwhile('publication');
  await tx
    .insertInto('intelligence.open_withdrawal')
    .values({
      partnership_id: actor.partnershipId,
      publication_id: standing.id,
      indicator_id: indicator.id,
      reason,
      owner_agency_id: indicator.ownerAgencyId,
      withdrawn_on: await businessToday(tx),
      recorded_by: accountOf(actor) ?? null,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'indicator.publication-withdrawn',
    subject: { kind: 'indicator', id: indicator.id },
    detail: { reason },
  });
  await renewOpenData(tx, actor, [indicator.id]);
  return undefined;
}
