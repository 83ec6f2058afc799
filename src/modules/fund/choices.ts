import type { Context } from '../../platform/http/route.ts';
import type { Choice } from '../../ui/forms/fields.tsx';

/** What the forms of the fund choose from, by id. */
export interface Choices {
  readonly agencies: readonly Choice[];
  readonly places: readonly Choice[];
  readonly outcomes: readonly Choice[];
  readonly priorities: readonly Choice[];
}

/** The agencies, places, outcomes and priorities that a form offers. */
export async function choicesOf({ tx }: Pick<Context, 'tx'>): Promise<Choices> {
  const agencies = await tx
    .selectFrom('partners.agency')
    .select(['id as value', 'name as text'])
    .orderBy('name')
    .execute();
  const places = await tx
    .selectFrom('places.place')
    .select(['id as value', 'name as text'])
    .orderBy('name')
    .execute();
  const outcomes = await tx
    .selectFrom('strategy.outcome_now')
    .select(['id as value', 'wording as text'])
    .orderBy('wording')
    .execute();
  const priorities = await tx
    .selectFrom('strategy.priority_now')
    .select(['id as value', 'title as text'])
    .orderBy('position')
    .execute();
  return { agencies, places, outcomes, priorities };
}
