import { longDate } from '../../../../kernel/plain-date.ts';
import { PickField, TickField } from '../../../../ui/forms/fields.tsx';
import { type Keys, type Typed, typedAll } from '../../../../ui/forms/typed.ts';
import { Button, ErrorSummaryFor, Form, WarningText } from '../../../../ui/govuk/index.ts';
import { PageHeading } from '../../../../ui/layout/index.ts';
import { type Column, DataTable, type TableQuery } from '../../../../ui/table/index.ts';
import { BECAUSE } from '../../disposal/certify.ts';
import { RETENTION } from '../crumbs.ts';
import { MOST_AT_ONCE } from '../dispose-reviewed.ts';
import { type KindName, kindOf } from '../kinds.ts';
import type { ToReview } from '../queue.ts';
import { Standing } from './queue.tsx';

export const QUEUE_PAGE = 50;

/** What of a record goes. */
const SCOPES = {
  record: 'This agency’s record only',
  person: 'Everything about the person, at every agency',
} as const;

const mayGo = ({ held, open }: ToReview): boolean => !held && open.length === 0;

const things = (attempt: Typed): readonly Column<ToReview>[] => [
  {
    key: 'code',
    header: 'Reference',
    cell: ({ kind, id, code }) => (
      <a class="govuk-link" href={`${RETENTION}/${kind}/${id}`}>
        {code}
      </a>
    ),
  },
  { key: 'agencies', header: 'Held by', cell: ({ agencies }) => agencies.join(', ') },
  { key: 'since', header: 'Due since', cell: ({ reviewOn }) => longDate(reviewOn) },
  { key: 'standing', header: 'Stands', cell: Standing },
  {
    key: 'goes',
    header: 'Goes',
    cell: (thing) =>
      mayGo(thing) ? (
        <div class="govuk-checkboxes govuk-checkboxes--small">
          <div class="govuk-checkboxes__item">
            <input
              class="govuk-checkboxes__input"
              type="checkbox"
              name="ids"
              id={`goes-${thing.id}`}
              value={thing.id}
              checked={typedAll(attempt, 'ids').includes(thing.id)}
            />
            <label class="govuk-label govuk-checkboxes__label" for={`goes-${thing.id}`}>
              <span class="govuk-visually-hidden">{thing.code} goes</span>
            </label>
          </div>
        </div>
      ) : null,
  },
];

interface QueueProps {
  readonly kind: KindName;
  readonly rows: readonly ToReview[];
  readonly total: number;
  readonly query: TableQuery;
  readonly keys: Keys;
  readonly attempt: Typed;
}

/** What of one kind is due, the longest first; nobody is named. What is ticked goes together, each with its certificate. */
export function QueuePage(props: QueueProps) {
  const { kind, total, keys, attempt, rows } = props;
  return (
    <>
      <ErrorSummaryFor errors={attempt.errors} targets={{ ids: 'goes' }} />
      <PageHeading
        heading={`Due for review: ${kindOf(kind).says.toLowerCase()}`}
        lead={
          total === 0
            ? 'None of this kind is due.'
            : `${total.toLocaleString('en-GB')} due, the longest overdue first.`
        }
      />
      {rows.some(mayGo) ? (
        <Form action={`${RETENTION}/${kind}/disposal`} csrf={keys.csrf} formId={keys.formId}>
          <Due {...props} />
          <Together kind={kind} attempt={attempt} />
        </Form>
      ) : (
        <Due {...props} />
      )}
    </>
  );
}

const Due = ({ kind, rows, total, query, attempt }: QueueProps) => (
  <DataTable
    caption="Due"
    captionHidden
    columns={things(attempt)}
    rows={rows}
    rowKey={({ id }) => id}
    path={`${RETENTION}/${kind}`}
    query={query}
    total={total}
    pageSize={QUEUE_PAGE}
    empty="What is due will be here, on the day that its rule sets."
  />
);

const Together = ({ kind, attempt }: { readonly kind: KindName; readonly attempt: Typed }) => (
  <>
    <h2 class="govuk-heading-m" id="goes">
      Dispose of what is ticked
    </h2>
    {attempt.errors.ids === undefined ? null : (
      <p class="govuk-error-message">
        <span class="govuk-visually-hidden">Error: </span>
        {attempt.errors.ids}
      </p>
    )}
    <WarningText>
      This cannot be undone. Each gets a certificate of its own; where one of them may not go, none does. At
      most {MOST_AT_ONCE} at once.
    </WarningText>
    <DisposalFields kind={kind} attempt={attempt} />
    <Button kind="warning" preventDoubleClick>
      Dispose of them for good
    </Button>
  </>
);

/** What goes of a record, why, and that the agencies were asked. */
export const DisposalFields = ({ kind, attempt }: { readonly kind: KindName; readonly attempt: Typed }) => (
  <>
    {kind === 'record' ? (
      <PickField
        name="scope"
        label="What goes?"
        attempt={attempt}
        choices={Object.entries(SCOPES).map(([value, text]) => ({ value, text }))}
      />
    ) : null}
    <PickField
      name="because"
      label="Why?"
      attempt={attempt}
      choices={Object.entries(BECAUSE).map(([value, text]) => ({ value, text }))}
    />
    <TickField
      name="sure"
      label="Before it goes"
      attempt={attempt}
      choices={[{ value: 'yes', text: 'The agencies that hold it need it no longer' }]}
    />
  </>
);
