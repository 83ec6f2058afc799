import { longDate, type PlainDate } from '../../../kernel/plain-date.ts';

/** What is kept of an entry that was written down only after its stream had lapsed. */
export interface EnteredLate {
  readonly enteredOn: PlainDate | null;
  readonly lateReason: string | null;
  readonly lateEvidence: string | null;
}

/** That an entry was written down after its stream had lapsed, why, and what shows that it happened before; nothing where it was not. */
export const sayLate = ({ enteredOn, lateReason, lateEvidence }: EnteredLate): string | undefined =>
  enteredOn && lateReason
    ? `Entered on ${longDate(enteredOn)}, after the stream had lapsed: ${lateReason.replace(/\.$/, '')}. Shown by: ${lateEvidence ?? ''}`
    : undefined;
