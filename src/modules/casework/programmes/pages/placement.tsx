import { longDate, type PlainDate } from '../../../../kernel/plain-date.ts';
import { Button, InsetText, SummaryList } from '../../../../ui/govuk/index.ts';
import { PageHeading } from '../../../../ui/layout/index.ts';
import type { Placement, PlacementEvent } from '../queries.ts';
import { OUTCOMES, PLACEMENT_STATES, type PlacementState } from '../words.ts';

import { PATH } from './parts.tsx';

const gone = 'Disposed of';

const STEPS: Partial<Record<PlacementState, string>> = {
  accepted: 'Offer a place',
  declined: 'Decline',
  withdrawn: 'Withdraw',
  tasted: 'Came to the taster',
  started: 'Has started',
  completed: 'Has completed',
  left: 'Left early',
  'no-take-up': 'Did not take it up',
  'followed-up': 'Record the outcome at six months',
};
export const stepWords = (to: PlacementState): string => STEPS[to] ?? PLACEMENT_STATES[to];

/** One placement: how it stands, what may come next, what was. */
export function PlacementPage(props: {
  readonly placement: Placement;
  readonly events: readonly PlacementEvent[];
  /** What whoever looks may do next. */
  readonly next: readonly PlacementState[];
  /** Whether whoever looks may record what a parent said. */
  readonly writes: boolean;
  /** Whether whoever looks may match a supporter. */
  readonly matches: boolean;
  readonly today: PlainDate;
}) {
  const { placement, next, writes } = props;
  const path = `/casework/placements/${placement.id}`;
  return (
    <>
      <PageHeading
        caption={placement.programme}
        heading={placement.name ?? gone}
        lead={`${PLACEMENT_STATES[placement.state]} since ${longDate(placement.stateOn)}.${placement.dueOn ? ` The next step is due on ${longDate(placement.dueOn)}${placement.dueOn < props.today ? ', which has passed' : ''}.` : ''}`}
        actions={next.map((to, index) => (
          <Button key={to} href={`${path}/move?to=${to}`} kind={index === 0 ? undefined : 'secondary'}>
            {stepWords(to)}
          </Button>
        ))}
      />
      {placement.underAge && placement.consent !== 'given' ? (
        <InsetText>
          {placement.consent === 'refused'
            ? 'A parent refused consent. '
            : 'Under 18: nothing begins before a parent consents. '}
          {writes ? (
            <a class="govuk-link" href={`${path}/consent`}>
              Record what the parent said
            </a>
          ) : null}
        </InsetText>
      ) : null}
      <SummaryList
        rows={[
          { key: 'Referred by', value: `${placement.from}, ${longDate(placement.referredOn)}` },
          placement.trigger === '' ? undefined : { key: 'Because of', value: placement.trigger },
          {
            key: 'Under 18',
            value: placement.underAge ? `Yes; consent ${placement.consent ?? 'not recorded yet'}` : 'No',
          },
          placement.kind === 'peer-support'
            ? {
                key: 'Supporter',
                value: (
                  <>
                    {placement.matchedOn === null
                      ? 'Not matched yet'
                      : `${placement.supporter ?? gone}, since ${longDate(placement.matchedOn)}`}{' '}
                    {props.matches ? (
                      <a class="govuk-link" href={`${path}/supporter`}>
                        {placement.matchedOn === null ? 'Match a supporter' : 'Another supporter'}
                      </a>
                    ) : null}
                  </>
                ),
              }
            : undefined,
          {
            key: placement.kind === 'peer-support' ? 'Contacts' : 'Register',
            value:
              placement.sessions === 0
                ? 'Not begun'
                : placement.kind === 'peer-support'
                  ? `Met on ${placement.attended} of ${placement.sessions} days`
                  : `There on ${placement.attended} of ${placement.sessions} days`,
          },
          placement.outcome === null
            ? undefined
            : { key: 'After six months', value: OUTCOMES[placement.outcome] },
        ]}
      />
      <h2 class="govuk-heading-m">What happened</h2>
      <ul class="govuk-list">
        {props.events.map(({ id, state, onDay, agency, words }) => (
          <li key={id}>
            <strong>{PLACEMENT_STATES[state]}</strong>
            {`, ${longDate(onDay)}, ${agency}${words ? `: ${words}` : ''}`}
          </li>
        ))}
      </ul>
      <p class="govuk-body">
        <a class="govuk-link" href={`${PATH}/${placement.programmeSlug}`}>
          {placement.programme}
        </a>
      </p>
    </>
  );
}
