import { longDate } from '../../../kernel/plain-date.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import type { Happening } from '../queries/story.ts';
import { Lines } from './parts.tsx';

/** What happened, newest first. */
export function HistoryList({
  happenings,
  empty,
}: {
  readonly happenings: readonly Happening[];
  readonly empty: string;
}) {
  if (happenings.length === 0) return <p class="govuk-body app-empty">{empty}</p>;
  return (
    <ol class="app-history">
      {happenings.map((one, index) => (
        <li key={`${one.on} ${one.kind} ${index}`} class="app-history__item">
          <p class="govuk-body">
            <span class="app-history__when">
              <time dateTime={one.on}>{longDate(one.on)}</time>
            </span>
            <br />
            <strong>{one.kind}</strong>: {one.says}
          </p>
          {one.detail ? (
            <div class="govuk-body-s">
              <Lines text={one.detail} />
            </div>
          ) : null}
        </li>
      ))}
    </ol>
  );
}

/** Everything that happened to a project. */
export const HistoryPage = ({
  title,
  happenings,
}: {
  readonly title: string;
  readonly happenings: readonly Happening[];
}) => (
  <>
    <PageHeading caption={title} heading="History" lead="Every update, decision and change is kept." />
    <HistoryList
      happenings={happenings}
      empty="What happens to this project will be here. Start with a progress update."
    />
  </>
);
