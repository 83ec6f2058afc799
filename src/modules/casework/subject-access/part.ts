import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';

/** One thing that is held, as label and value; what says nothing is left out. */
export type HeldRow = Readonly<Record<string, string>>;

export interface SubjectAccess {
  /** A heading in the person's words: "Who we think you are". */
  readonly title: string;
  /** The tables that it speaks for, so that the rest of the catalogue is read without it. */
  readonly tables: readonly string[];
  /** Reads as the machine, across agencies: information governance alone sets it off. */
  readonly gather: (
    tx: Tx,
    machine: Actor,
    subjects: SubjectKeys,
    clusterId: string,
  ) => Promise<readonly HeldRow[]>;
}
