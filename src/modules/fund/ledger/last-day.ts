import { type PlainDate, plainDate } from '../../../kernel/plain-date.ts';

/** The last day of a stream as rows name it: one that never comes where it does not lapse. */
export const lastDayOf = (lapsesOn: PlainDate | null): PlainDate => lapsesOn ?? plainDate('9999-12-31');
