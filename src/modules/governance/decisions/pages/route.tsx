import { StatusTag } from '../../../../ui/layout/index.ts';
import type { Decision, RoutePlace } from '../queries.ts';
import type { WalkedStep } from '../route.ts';
import { namesOf } from '../route.ts';

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The route of a decision as it stood then: who had recommended before, who was to decide. */
export function RouteWalked({
  route,
  here,
}: {
  readonly route: readonly RoutePlace[];
  readonly here: Pick<Decision, 'body'>;
}) {
  if (route.length === 0) return null;
  return (
    <>
      <h2 class="govuk-heading-m">Route as it stood</h2>
      <ol class="govuk-list govuk-list--number">
        {route.map((place) => (
          <li key={place.who}>
            {capitalised(place.who)} {place.does}
            {place.who.includes(here.body) ? (
              <strong>: this decision</strong>
            ) : place.passed ? (
              <>
                {': by '}
                <a class="govuk-link" href={`/decisions/${place.passed}`}>
                  {place.passed}
                </a>
              </>
            ) : (
              ': not yet'
            )}
          </li>
        ))}
      </ol>
    </>
  );
}

const STEP = {
  passed: ['good', 'Passed'],
  here: ['active', 'Waits here'],
  'to-come': ['neutral', 'To come'],
} as const satisfies Record<WalkedStep['state'], readonly [string, string]>;

/** How far a proposal has walked, place by place. */
export function WalkList({ steps }: { readonly steps: readonly WalkedStep[] }) {
  return (
    <ol class="govuk-list govuk-list--number">
      {steps.map((step) => (
        <li key={step.says}>
          {capitalised(namesOf(step))} {step.does}{' '}
          <StatusTag tone={STEP[step.state][0]}>{STEP[step.state][1]}</StatusTag>
          {step.by ? (
            <>
              {' '}
              <a class="govuk-link" href={`/decisions/${step.by.reference}`}>
                {step.by.reference}
              </a>
            </>
          ) : null}
        </li>
      ))}
    </ol>
  );
}
