import type { Answer } from '../../../platform/http/route.ts';
import { PURPOSE_PATH } from './next.ts';
import type { Purpose } from './queries.ts';

/** Stands above every page of casework: what personal data is read for, and under which law. */
export function PurposeBar({ purpose, next }: { readonly purpose: Purpose; readonly next: string }) {
  return (
    <aside class="app-purpose" aria-label="Purpose">
      <p class="app-purpose__says">
        <span class="app-purpose__label">You read for </span>
        <strong>{purpose.title}</strong>
        <span class="app-purpose__gateway">{purpose.gateway}</span>
      </p>
      <a class="govuk-link app-purpose__change" href={`${PURPOSE_PATH}?next=${encodeURIComponent(next)}`}>
        Change purpose
      </a>
    </aside>
  );
}

/** The same answer with the bar above it, when it is a page. */
export const withPurposeBar = (answer: Answer, purpose: Purpose, next: string): Answer =>
  'title' in answer
    ? {
        ...answer,
        body: (
          <>
            <PurposeBar purpose={purpose} next={next} />
            {answer.body}
          </>
        ),
      }
    : answer;
