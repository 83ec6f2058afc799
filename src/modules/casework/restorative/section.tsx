import { longDate } from '../../../kernel/plain-date.ts';
import { agencyOf, maySomewhere } from '../../../platform/actor.ts';
import { recordsOf } from '../people/index.ts';
import type { PersonSection } from '../person-section.ts';
import { listMatters, mattersOf } from './list.ts';
import { KINDS, ROLES, STATES } from './words.ts';

/** Restorative justice on the page of a person: only matters in which the reader's agency was told who they are. */
export const restorativeSection: PersonSection = {
  title: 'Restorative justice',
  order: 55,
  show: async (tx, actor, subjects, clusterId) => {
    const records = await recordsOf(tx, actor, subjects, [clusterId]);
    const mine = await mattersOf(
      tx,
      actor,
      records.map(({ recordId }) => recordId),
    );
    const mayWrite = records.length > 0 && maySomewhere(actor, 'casework.write');
    if (mine.length === 0 && !mayWrite) return null;
    const open = mayWrite && agencyOf(actor) ? await listMatters(tx, actor, { open: true }) : [];
    return (
      <>
        {mine.length === 0 ? (
          <p class="govuk-body app-quiet">In no restorative matter that your agency knows of.</p>
        ) : (
          <ul class="govuk-list">
            {mine.map(({ id, code, kind, role, state, referredOn }) => (
              <li key={`${id}${role}`}>
                <a class="govuk-link" href={`/casework/restorative/${id}`}>
                  {`${KINDS[kind]} ${code}`}
                </a>
                {`: ${ROLES[role].toLowerCase()}; ${STATES[state].toLowerCase()}, asked for on ${longDate(referredOn)}`}
              </li>
            ))}
          </ul>
        )}
        {mayWrite && open.length > 0 ? (
          <details class="govuk-details">
            <summary class="govuk-details__summary">
              <span class="govuk-details__summary-text">Add to a restorative matter</span>
            </summary>
            <ul class="govuk-list govuk-details__text">
              {open.map(({ id, code, kind }) => (
                <li key={id}>
                  <a class="govuk-link" href={`/casework/restorative/${id}/people?person=${clusterId}`}>
                    {`${KINDS[kind]} ${code}`}
                  </a>
                </li>
              ))}
            </ul>
          </details>
        ) : null}
        {mayWrite ? (
          <p class="govuk-body">
            <a class="govuk-link" href={`/casework/restorative/new?person=${clusterId}`}>
              Open a restorative matter
            </a>
          </p>
        ) : null}
      </>
    );
  },
};
