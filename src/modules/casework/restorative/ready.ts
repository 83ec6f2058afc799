/** What must be so before a meeting counts as held, and before a matter is closed. Everybody in it counts, seen or not. */
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { asMachine } from '../purpose/working.ts';
import type { MatterRow } from './matter-row.ts';
import { type MatterRole, type MatterState, SIDES } from './words.ts';

/**
 * Named rules: nobody meets without the consent of both (`both-consent-first`), a panel has volunteers
 * (`panel-has-volunteers`), a meeting has a facilitator (`meeting-has-a-facilitator`); a matter is closed when both sides
 * were asked (`both-are-asked-first`) and what was agreed was checked (`agreement-is-checked-first`).
 */
export async function readyFor(
  tx: Tx,
  actor: Actor,
  row: MatterRow,
  to: MatterState,
): Promise<Refusal | undefined> {
  if (to !== 'held' && to !== 'closed') return undefined;
  const { people, open } = await asMachine(tx, actor, async () => ({
    people: await tx
      .selectFrom('casework.restorative_person')
      .where('partnership_id', '=', actor.partnershipId)
      .where('matter_id', '=', row.id)
      .select(['role', 'consent', 'satisfied'])
      .execute(),
    open: await tx
      .selectFrom('casework.restorative_item')
      .where('partnership_id', '=', actor.partnershipId)
      .where('matter_id', '=', row.id)
      .where('kept', 'is', null)
      .select('id')
      .execute(),
  }));
  const of = (role: MatterRole) => people.filter((person) => person.role === role);
  if (to === 'closed') {
    if (open.length > 0)
      return refused(
        'agreement-is-checked-first',
        'Say first of everything that was agreed whether it was kept.',
      );
    return people.some(({ role, satisfied }) => SIDES.includes(role) && satisfied === null)
      ? refused('both-are-asked-first', 'Ask first everybody who was harmed or is responsible how it went.')
      : undefined;
  }
  // A street or a community may have been harmed, and nobody in particular, where the matter is resolved in the community.
  const needed = row.kind === 'community-resolution' && of('harmed').length === 0 ? ['responsible'] : SIDES;
  if (
    needed.some((role) => of(role as MatterRole).length === 0) ||
    people.some(({ role, consent }) => SIDES.includes(role) && consent !== 'given')
  )
    return refused(
      'both-consent-first',
      'Record first the consent of who was harmed and of who is responsible.',
    );
  if (row.kind === 'panel' && of('volunteer').length === 0)
    return refused('panel-has-volunteers', 'Name first the volunteers of the panel.');
  if ((row.kind === 'conference' || row.kind === 'mediation') && of('facilitator').length === 0)
    return refused('meeting-has-a-facilitator', 'Name first who facilitates.');
  return undefined;
}
