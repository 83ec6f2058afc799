import { addDays, type PlainDate } from '../../../../kernel/plain-date.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import type { Sitting } from '../../queries.ts';
import { termsInForce } from '../../terms/queries.ts';
import type { MinutesContents } from './draft.ts';

export type MinutesState = 'drafted' | 'corrected' | 'agreed' | 'published';

/** Rule: minutes are drafted, corrected as often as needed, agreed, then published. */
export const NEXT_STATES = {
  drafted: ['drafted', 'corrected', 'agreed'],
  corrected: ['drafted', 'corrected', 'agreed'],
  agreed: ['published'],
  published: [],
} as const satisfies Record<MinutesState, readonly MinutesState[]>;

/** A version of a sitting's minutes. */
export interface Minutes {
  readonly id: string;
  readonly sittingId: string;
  readonly version: number;
  readonly state: MinutesState;
  readonly onDay: PlainDate;
  readonly contents: MinutesContents;
  readonly reason: string;
  readonly agreedBy: 'chair' | 'recorded-for-the-chair' | null;
  readonly hash: Buffer;
}

/** Every version of a sitting's minutes, the first one first, as far as the actor may see them. */
export const listMinutes = (tx: Tx, sittingId: string): Promise<readonly Minutes[]> =>
  tx
    .selectFrom('governance.minutes')
    .select([
      'id',
      'sitting_id as sittingId',
      'version',
      'state',
      'on_day as onDay',
      'contents',
      'reason',
      'agreed_by as agreedBy',
      'hash',
    ])
    .where('sitting_id', '=', sittingId)
    .orderBy('version')
    .$castTo<Minutes>()
    .execute();

/** The open part of published minutes, for everybody. */
export interface PublicMinutes {
  readonly sittingId: string;
  readonly bodySlug: string;
  readonly body: string;
  readonly day: PlainDate;
  readonly publishedOn: PlainDate;
  readonly contents: MinutesContents;
}

const published = (tx: Tx) =>
  tx
    .selectFrom('governance.public_minutes')
    .select([
      'sitting_id as sittingId',
      'body_slug as bodySlug',
      'body_name as body',
      'day',
      'published_on as publishedOn',
      'contents',
    ])
    .$castTo<PublicMinutes>();

/** What everybody may read of a sitting's minutes; undefined until they are published. */
export const findPublicMinutes = (tx: Tx, sittingId: string): Promise<PublicMinutes | undefined> =>
  published(tx).where('sitting_id', '=', sittingId).executeTakeFirst();

/** Published minutes of all bodies, or of one, the latest sitting first. */
export const listPublicMinutes = (tx: Tx, bodySlug?: string): Promise<readonly PublicMinutes[]> =>
  published(tx)
    .$if(bodySlug !== undefined, (all) => all.where('body_slug', '=', bodySlug ?? ''))
    .orderBy('day', 'desc')
    .orderBy('body_slug')
    .execute();

/** By when the terms in force want the minutes; null where they say nothing. */
export async function minutesDueOn(tx: Tx, sitting: Sitting): Promise<PlainDate | null> {
  const terms = await termsInForce(tx, sitting.bodyId, sitting.day);
  return terms?.minutesDaysAfter == null ? null : addDays(sitting.latestDay, terms.minutesDaysAfter);
}
