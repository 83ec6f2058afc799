import { longDate } from '../../../kernel/plain-date.ts';
import { maySomewhere } from '../../../platform/actor.ts';
import { recordsOf } from '../people/index.ts';
import type { PersonSection } from '../person-section.ts';
import { listPlacements } from './queries.ts';
import { PLACEMENT_STATES } from './words.ts';

/** Programmes on the page of a person. */
export const programmeSection: PersonSection = {
  title: 'Programmes',
  order: 50,
  show: async (tx, actor, subjects, clusterId) => {
    const records = await recordsOf(tx, actor, subjects, [clusterId]);
    const placements = await listPlacements(tx, actor, subjects, {
      recordIds: records.map(({ recordId }) => recordId),
    });
    const mayRefer = records.length > 0 && maySomewhere(actor, 'casework.write');
    if (placements.length === 0 && !mayRefer) return null;
    return (
      <>
        {placements.length === 0 ? (
          <p class="govuk-body app-quiet">On no programme that your agency knows of.</p>
        ) : (
          <ul class="govuk-list">
            {placements.map(({ id, programme, state, stateOn }) => (
              <li key={id}>
                <a class="govuk-link" href={`/casework/placements/${id}`}>
                  {programme}
                </a>
                {`: ${PLACEMENT_STATES[state].toLowerCase()}, ${longDate(stateOn)}`}
              </li>
            ))}
          </ul>
        )}
        {mayRefer ? (
          <p class="govuk-body">
            <a class="govuk-link" href={`/casework/programmes/refer?person=${clusterId}`}>
              Refer to a programme
            </a>
          </p>
        ) : null}
      </>
    );
  },
};
