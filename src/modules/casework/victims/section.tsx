import { longDate } from '../../../kernel/plain-date.ts';
import { maySomewhere } from '../../../platform/actor.ts';
import { recordsOf } from '../people/index.ts';
import type { PersonSection } from '../person-section.ts';
import { listSupports } from './queries.ts';
import { HARMS } from './words.ts';

/** Support on the page of a person: to the agency that gives it, and those it shares the harm with. */
export const victimSection: PersonSection = {
  title: 'Support as a victim',
  order: 60,
  show: async (tx, actor, subjects, clusterId) => {
    const records = await recordsOf(tx, actor, subjects, [clusterId]);
    const supports = await listSupports(tx, actor, subjects, {
      recordIds: records.map(({ recordId }) => recordId),
    });
    const mayOpen = records.length > 0 && maySomewhere(actor, 'casework.write');
    if (supports.length === 0 && !mayOpen) return null;
    return (
      <>
        {supports.length === 0 ? (
          <p class="govuk-body app-quiet">Not supported as a victim, as far as your agency knows.</p>
        ) : (
          <ul class="govuk-list">
            {supports.map(({ id, code, harm, agency, openedOn, closedOn }) => (
              <li key={id}>
                <a class="govuk-link" href={`/casework/victims/${id}`}>
                  {`${HARMS[harm]} ${code}`}
                </a>
                {`: ${agency}, ${closedOn ? `ended on ${longDate(closedOn)}` : `since ${longDate(openedOn)}`}`}
              </li>
            ))}
          </ul>
        )}
        {mayOpen ? (
          <p class="govuk-body">
            <a class="govuk-link" href={`/casework/victims/new?person=${clusterId}`}>
              Support them as a victim
            </a>
          </p>
        ) : null}
      </>
    );
  },
};
