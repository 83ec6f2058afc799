/** What people may ask about their own data, and what became of it. */
export const RIGHTS = {
  access: 'Wants to see what is held (subject access)',
  objection: 'Objects to its use',
  rectification: 'Says that something is wrong',
  restriction: 'Wants its use restricted',
  erasure: 'Wants it erased',
} as const;
export type Right = keyof typeof RIGHTS;
export const isRight = (text: string): text is Right => Object.hasOwn(RIGHTS, text);

export type RightsOutcome = 'upheld' | 'partly' | 'refused';

/** What a recipient did about a correction. */
export const CORRECTED = {
  corrected: 'Corrected what we hold',
  'no-longer-held': 'We no longer hold it',
  'not-corrected': 'Not corrected',
} as const;
export type Corrected = keyof typeof CORRECTED;
export const isCorrected = (text: string): text is Corrected => Object.hasOwn(CORRECTED, text);
