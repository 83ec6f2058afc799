import type { ComponentChildren } from 'preact';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../platform/keys/index.ts';

/** A section of the page of a person. It reads only what the actor may see, and gives null when it has nothing to say. */
export interface PersonSection {
  readonly title: string;
  /** Sections with a lower number come first: concerns 20, referrals 30, cases 40, cohorts 45, programmes 50, restorative justice 55, support 60, sharing 80. */
  readonly order: number;
  readonly show: (
    tx: Tx,
    actor: Actor,
    subjects: SubjectKeys,
    clusterId: string,
  ) => Promise<ComponentChildren | null>;
}
