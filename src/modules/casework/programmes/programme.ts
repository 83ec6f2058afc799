import { newId } from '../../../kernel/ids.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, agencyOf, mayFor } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { changedMeanwhile, notAllowed } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { ProgrammeKind } from './words.ts';

/** What a programme is. It names nobody. */
export interface ProgrammeInput {
  readonly title: string;
  readonly kind: ProgrammeKind;
  readonly says: string;
  readonly eligibility: string;
  /** Short names of signs of the vulnerability checklist. */
  readonly triggers: readonly string[];
  readonly minimumAge: number | null;
  readonly maximumAge: number | null;
  readonly places: number;
  readonly taster: boolean;
  readonly costPence: number | null;
  readonly startsOn: PlainDate;
  readonly endsOn: PlainDate | null;
}

const slugOf = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);

const columnsOf = (input: ProgrammeInput) => ({
  title: input.title.trim(),
  kind: input.kind,
  says: input.says,
  eligibility: input.eligibility,
  triggers: [...input.triggers],
  minimum_age: input.minimumAge,
  maximum_age: input.maximumAge,
  places: input.places,
  taster: input.taster,
  cost_pence: input.costPence,
  starts_on: input.startsOn,
  ends_on: input.endsOn,
});

const unreadable = (): Refusal =>
  refused('programme-title-has-no-letters', 'Give a title with letters or digits.', { field: 'title' });

/** Sets up a programme that the actor's agency runs. */
export async function setUpProgramme(
  tx: Tx,
  actor: Actor,
  input: ProgrammeInput,
): Promise<{ id: string; slug: string } | Refusal> {
  const agencyId = agencyOf(actor);
  if (agencyId === undefined || !mayFor(actor, 'casework.write', agencyId)) return notAllowed();
  const slug = slugOf(input.title);
  if (slug === '') return unreadable();
  const id = newId<'programme'>();
  await tx
    .insertInto('casework.programme')
    .values({ partnership_id: actor.partnershipId, id, agency_id: agencyId, slug, ...columnsOf(input) })
    .execute();
  await recordCommand(tx, actor, {
    action: 'programme.set-up',
    subject: { kind: 'programme', id },
    detail: { slug },
  });
  return { id, slug };
}

/** Changes what a programme is; its address stays. Refused: not-allowed, changed-meanwhile. */
export async function changeProgramme(
  tx: Tx,
  actor: Actor,
  { id, agencyId, revision, ...input }: ProgrammeInput & { id: string; agencyId: string; revision: number },
): Promise<{ id: string } | Refusal> {
  if (agencyOf(actor) !== agencyId || !mayFor(actor, 'casework.write', agencyId)) return notAllowed();
  const { numUpdatedRows } = await tx
    .updateTable('casework.programme')
    .set({ ...columnsOf(input), revision: revision + 1 })
    .where('partnership_id', '=', actor.partnershipId)
    .where('id', '=', id)
    .where('revision', '=', revision)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return changedMeanwhile('programme');
  await recordCommand(tx, actor, {
    action: 'programme.change',
    subject: { kind: 'programme', id },
    detail: {},
  });
  return { id };
}
