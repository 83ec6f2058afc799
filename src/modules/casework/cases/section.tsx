import { longDate } from '../../../kernel/plain-date.ts';
import { maySomewhere } from '../../../platform/actor.ts';
import { recordsOf } from '../people/index.ts';
import type { PersonSection } from '../person-section.ts';
import { listCases } from './list.ts';

const MOST = 50;

/** Cases on the page of a person: those in which the reader's agency takes part, and what was opened for this person. */
export const caseSection: PersonSection = {
  title: 'Cases',
  order: 40,
  show: async (tx, actor, subjects, clusterId) => {
    const records = await recordsOf(tx, actor, subjects, [clusterId]);
    const recordIds = records.map(({ recordId }) => recordId);
    const cases = await listCases(tx, actor, subjects, { recordIds, limit: MOST });
    const open = maySomewhere(actor, 'casework.write')
      ? await listCases(tx, actor, subjects, { state: 'open', limit: MOST })
      : [];
    const others = open.filter(({ id }) => !cases.some((one) => one.id === id));
    return (
      <>
        {cases.length === 0 ? (
          <p class="govuk-body app-quiet">No case that your agency takes part in.</p>
        ) : (
          <ul class="govuk-list">
            {cases.map(({ id, title, code, closedOn, openedOn, takesPart }) => (
              <li key={id}>
                <a
                  class="govuk-link"
                  href={`/casework/cases/${id}${takesPart ? '' : `?person=${clusterId}`}`}
                >
                  {title}
                </a>{' '}
                {`${code}, ${closedOn ? `closed on ${longDate(closedOn)}` : `open since ${longDate(openedOn)}`}`}
              </li>
            ))}
          </ul>
        )}
        {records.length > 0 && others.length > 0 ? (
          <details class="govuk-details">
            <summary class="govuk-details__summary">
              <span class="govuk-details__summary-text">Add to a case</span>
            </summary>
            <ul class="govuk-list govuk-details__text">
              {others.map(({ id, title, code }) => (
                <li key={id}>
                  <a class="govuk-link" href={`/casework/cases/${id}/people?person=${clusterId}`}>
                    {title}
                  </a>{' '}
                  {code}
                </li>
              ))}
            </ul>
          </details>
        ) : null}
        {maySomewhere(actor, 'casework.write') ? (
          <p class="govuk-body">
            <a class="govuk-link" href={`/casework/cases/new?person=${clusterId}`}>
              Open a case
            </a>
          </p>
        ) : null}
      </>
    );
  },
};
