/** What concerns and patterns show on the page of a person, and of an address. */
import type { ComponentChildren } from 'preact';
import { type Actor, agencyOf, mayFor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { FlagList } from '../patterns/pages/patterns.tsx';
import { type FlagView, flagsOf } from '../patterns/queries.ts';
import { clustersOf } from '../people/index.ts';
import type { PersonSection } from '../person-section.ts';
import { businessToday } from '../retention/review-on.ts';
import { ConcernTable } from './pages/concerns.tsx';
import { type ConcernLine, concernsOf } from './queries.ts';

export const concernSection: PersonSection = {
  title: 'Concerns and patterns',
  order: 20,
  async show(tx, actor, _subjects, clusterId) {
    const concerns = await concernsOf(tx, actor, { clusterIds: await clustersOf(tx, actor, clusterId) });
    const flags = await flagsOf(tx, actor, { clusterId });
    return shown(tx, actor, flags, concerns, clusterId);
  },
};

/** The same for an address: its own flags, those of its household, and what happened there. */
export const concernsAtAddress = async (
  tx: Tx,
  actor: Actor,
  addressId: string,
): Promise<ComponentChildren | null> =>
  shown(tx, actor, await flagsOf(tx, actor, { addressId }), await concernsOf(tx, actor, { addressId }));

async function shown(
  tx: Tx,
  actor: Actor,
  flags: readonly FlagView[],
  concerns: readonly ConcernLine[],
  clusterId?: string,
): Promise<ComponentChildren | null> {
  if (flags.length === 0 && concerns.length === 0) return null;
  const incidents = new Set(concerns.map(({ incidentId }) => incidentId)).size;
  return (
    <>
      {flags.length > 0 ? <FlagList flags={flags} today={await businessToday(tx)} /> : null}
      <ConcernTable
        caption={`Concerns that you may see, of ${incidents === 1 ? 'one incident' : `${incidents} incidents`}`}
        rows={concerns}
        clusterId={clusterId}
        empty="No concern may be shown for this purpose."
      />
      {mayFor(actor, 'concern.record', agencyOf(actor)) ? (
        <p class="govuk-body">
          <a class="govuk-link" href="/casework/concerns/new">
            Record a concern
          </a>
        </p>
      ) : null}
    </>
  );
}
