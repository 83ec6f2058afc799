import { revisionIn } from '../../../platform/http/form.ts';
import type { Attempt, Context } from '../../../platform/http/route.ts';

export const READ = { permission: 'read' } as const;
export const EDIT = { permission: 'strategy.edit' } as const;
export const ADOPT = { permission: 'strategy.adopt' } as const;

export const STRATEGY = { text: 'Strategy', href: '/strategy' };

export const slugIn = (c: Context): string => c.params.slug ?? '';
export const numberIn = (c: Context): number => Number(c.params.number);

/** A form shown again keeps the revision it was opened with, so that somebody else's change is not overwritten. */
export const revisionShown = (thing: { readonly revision: number }, attempt: Attempt | undefined): number =>
  attempt ? revisionIn(attempt.values) : thing.revision;

/** The fields of a row as a form shows them: null becomes empty. */
export const textsOf = (row: object): Record<string, string> =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, String(value ?? '')]));
