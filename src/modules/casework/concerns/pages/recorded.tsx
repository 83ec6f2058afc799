import { Panel } from '../../../../ui/govuk/index.ts';

/** What became of a concern as it was recorded; shown also to who may record and not read. Names nobody. */
export function Recorded(view: {
  readonly code: string;
  readonly id: string;
  /** Whether others told of it too, for who may read concerns. */
  readonly others: string | undefined;
  readonly flagged: boolean;
  readonly mayRead: boolean;
}) {
  return (
    <>
      <Panel title="Concern recorded">Your reference: {view.code}</Panel>
      <p class="govuk-body">
        {view.others === 'too'
          ? 'Others told of the same incident; it counts once, and your report stands beside theirs. '
          : view.others === 'first'
            ? 'Nobody else has told of this incident so far. '
            : null}
        {view.flagged
          ? 'With it there is a pattern: the agencies that know are asked to answer.'
          : 'Concord looks at it together with what was told before and what will be told.'}
      </p>
      <p class="govuk-body">
        <a class="govuk-link" href="/casework/concerns/new">
          Record another
        </a>
        {view.mayRead ? (
          <>
            {' · '}
            <a class="govuk-link" href={`/casework/concerns/${view.id}`}>
              Open this concern
            </a>
          </>
        ) : null}
      </p>
    </>
  );
}
