import { longDate } from '../../../../kernel/plain-date.ts';
import { PageHeading } from '../../../../ui/layout/index.ts';
import type { SectionChange } from './compare.ts';
import { STATES } from './pages.tsx';
import type { Minutes, PublicMinutes } from './queries.ts';

/** Draft and latest version side by side in words: what was taken out, what was put in. */
export function ComparisonPage(props: {
  readonly caption: string;
  readonly from: Minutes;
  readonly to: Minutes;
  readonly changes: readonly SectionChange[];
}) {
  return (
    <>
      <PageHeading
        caption={props.caption}
        heading="What changed in the minutes"
        lead={`From version ${props.from.version} (${STATES[props.from.state][1].toLowerCase()}) to version ${props.to.version} (${STATES[props.to.state][1].toLowerCase()}).`}
      />
      {props.changes.length === 0 ? <p class="govuk-body app-empty">Not a word differs.</p> : null}
      {props.changes.map((section) => (
        <section key={section.key}>
          <h2 class="govuk-heading-m">{section.heading}</h2>
          {section.lines.map((line, index) => (
            <p key={`${section.key} ${index}`} class="govuk-body app-meeting-words">
              {line.kind === 'same' ? line.text : null}
              {line.kind === 'removed' ? (
                <del>
                  <span class="govuk-visually-hidden">Taken out: </span>
                  {line.text}
                </del>
              ) : null}
              {line.kind === 'added' ? (
                <ins>
                  <span class="govuk-visually-hidden">Put in: </span>
                  {line.text}
                </ins>
              ) : null}
            </p>
          ))}
        </section>
      ))}
    </>
  );
}

/** Minutes that everybody may read, the latest sitting first. */
export function PublishedList({ minutes }: { readonly minutes: readonly PublicMinutes[] }) {
  return (
    <>
      <PageHeading heading="Published minutes" />
      {minutes.length === 0 ? (
        <p class="govuk-body app-empty">
          Minutes of boards will be listed here once a chair has agreed them and they are published.
        </p>
      ) : (
        <ul class="govuk-list">
          {minutes.map(({ sittingId, body, day, publishedOn }) => (
            <li key={sittingId}>
              <a class="govuk-link" href={`/published/minutes/${sittingId}`}>
                {body}, {longDate(day)}
              </a>
              <span class="app-quiet"> published on {longDate(publishedOn)}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
