import { type Refusal, refused } from '../kernel/refusal.ts';

/** Somebody saved the same thing since this form was opened. */
export const changedMeanwhile = (what: string): Refusal =>
  refused(
    'changed-meanwhile',
    `Somebody else has changed this ${what} since you opened it. Open it again to see what changed, then make your change.`,
  );

/** The actor lacks the permission that the act needs. */
export const notAllowed = (): Refusal =>
  refused('not-allowed', 'Your role does not include this. Ask your administrator.');

/** There is no such thing, or the actor may not know of it. */
export const notFound = (what: string): Refusal =>
  refused('not-found', `There is no such ${what}. It may have another address now.`);
