import { formatPence } from '../../../kernel/pence.ts';
import { longDate } from '../../../kernel/plain-date.ts';
import { SummaryList } from '../../../ui/govuk/index.ts';
import { worthOf } from '../project-plan.ts';
import { SUSTAINABILITY_SAYS, sayPerson, sayResource } from '../words.ts';
import { Lines } from './parts.tsx';
import type { ProjectView } from './project.tsx';

/** The whole project plan, field by field. */
export function PlanList({ plan, places, worksIn, outcomes, agencies, summary }: ProjectView) {
  const worth = worthOf(plan.people);
  const sustainable = [
    plan.sustainability && SUSTAINABILITY_SAYS[plan.sustainability],
    plan.sustainabilityPence !== null && formatPence(plan.sustainabilityPence),
    plan.sustainabilityFrom && `from ${longDate(plan.sustainabilityFrom)}`,
    plan.sustainabilitySays,
  ].filter(Boolean);
  return (
    <SummaryList
      rows={[
        {
          key: 'Outcomes',
          value:
            outcomes.length === 0 ? (
              'It addresses no outcome yet, so it cannot be endorsed'
            ) : (
              <ul class="govuk-list">
                {outcomes.map((outcome) => (
                  <li key={outcome.slug}>
                    <a class="govuk-link" href={`/strategy/outcomes/${outcome.slug}`}>
                      {outcome.wording}
                    </a>
                  </li>
                ))}
              </ul>
            ),
        },
        {
          key: 'In plans',
          value:
            places.length === 0 ? (
              'In no plan'
            ) : (
              <ul class="govuk-list">
                {places.map((place) => (
                  <li key={`${place.planSlug} ${place.outcome}`}>
                    <a class="govuk-link" href={`/plans/${place.planSlug}`}>
                      {place.planTitle}
                    </a>
                    , {place.outcome}
                    {place.objective ? `: ${place.objective}` : ''}
                  </li>
                ))}
              </ul>
            ),
        },
        {
          key: 'Where it works',
          value: (
            <a class="govuk-link" href={`/projects/${summary.slug}/places`}>
              {worksIn.length === 0 ? 'No place is named' : worksIn.map(({ name }) => name).join(', ')}
            </a>
          ),
        },
        { key: 'Activity', value: <Lines text={plan.activity} empty="Not said yet" /> },
        {
          key: 'Cash and in-kind resources',
          value: (
            <Lines
              text={[...plan.resources.map(sayResource), plan.resourcesSay].filter(Boolean).join('\n')}
              empty="None named"
            />
          ),
        },
        {
          key: 'Human resources',
          value: (
            <Lines
              text={[
                ...plan.people.map((one) => sayPerson(one, agencies.get(one.agency) ?? '')),
                plan.peopleSay,
                worth > 0 ? `Worth ${formatPence(worth)} in kind altogether` : '',
              ]
                .filter(Boolean)
                .join('\n')}
              empty="None named"
            />
          ),
        },
        { key: 'Lead officers', value: summary.lead || 'Not named yet' },
        {
          key: 'Communications requirements',
          value: <Lines text={plan.communications} empty="Not said yet" />,
        },
        { key: 'Timescale', value: <Lines text={plan.timescale} empty="Not said yet" /> },
        { key: 'Baseline', value: <Lines text={plan.baseline} empty="Not known yet" /> },
        { key: 'Target', value: <Lines text={plan.target} empty="Not agreed yet" /> },
        { key: 'Intended outcomes', value: <Lines text={plan.intendedOutcomes} empty="Not said yet" /> },
        { key: 'Is it sustainable?', value: sustainable.join('. ') || 'Not known yet' },
        plan.note ? { key: 'Note', value: <Lines text={plan.note} /> } : null,
      ]}
    />
  );
}
