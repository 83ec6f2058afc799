import { longDate } from '../../../kernel/plain-date.ts';
import { maySomewhere } from '../../../platform/actor.ts';
import { recordsOf } from '../people/index.ts';
import type { PersonSection } from '../person-section.ts';
import { businessToday } from '../retention/review-on.ts';
import { Rating, sinceSays } from './pages/parts.tsx';
import { listCohorts, listMembers } from './queries.ts';
import { LEFT_AS } from './words.ts';

/** Cohorts on the page of a person: those of the reader's agency. */
export const cohortSection: PersonSection = {
  title: 'Cohorts',
  order: 45,
  show: async (tx, actor, subjects, clusterId) => {
    const places = await listMembers(tx, actor, subjects, { clusterId });
    const now = new Set(places.filter(({ untilOn }) => untilOn === null).map(({ cohortId }) => cohortId));
    const mayEnter =
      maySomewhere(actor, 'casework.write') && (await recordsOf(tx, actor, subjects, [clusterId])).length > 0;
    const others = mayEnter
      ? (await listCohorts(tx, actor, await businessToday(tx))).filter(
          ({ id, endedOn }) => endedOn === null && !now.has(id),
        )
      : [];
    if (places.length === 0 && others.length === 0) return null;
    return (
      <>
        {places.length === 0 ? (
          <p class="govuk-body app-quiet">In no cohort that your agency takes part in.</p>
        ) : (
          <ul class="govuk-list">
            {places.map((place) => (
              <li key={place.id}>
                <a class="govuk-link" href={`/casework/cohorts/members/${place.id}`}>
                  {place.cohort}
                </a>{' '}
                {place.untilOn && place.leftAs ? (
                  `left on ${longDate(place.untilOn)}: ${LEFT_AS[place.leftAs].toLowerCase()}`
                ) : (
                  <>
                    <Rating {...place} /> {sinceSays(place)}
                  </>
                )}
              </li>
            ))}
          </ul>
        )}
        {others.length === 0 ? null : (
          <details class="govuk-details">
            <summary class="govuk-details__summary">
              <span class="govuk-details__summary-text">Enter into a cohort</span>
            </summary>
            <ul class="govuk-list govuk-details__text">
              {others.map(({ id, title }) => (
                <li key={id}>
                  <a class="govuk-link" href={`/casework/cohorts/${id}/enter?person=${clusterId}`}>
                    {title}
                  </a>
                </li>
              ))}
            </ul>
          </details>
        )}
      </>
    );
  },
};
