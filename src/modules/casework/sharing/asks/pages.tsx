import { longDate } from '../../../../kernel/plain-date.ts';
import type { Attempt } from '../../../../platform/http/route.ts';
import { WordsField } from '../../../../ui/forms/fields.tsx';
import { FormPage } from '../../../../ui/forms/form-page.tsx';
import { type Keys, typed, typedAll } from '../../../../ui/forms/typed.ts';
import { Checkboxes, Radios } from '../../../../ui/govuk/index.ts';
import { PageHeading } from '../../../../ui/layout/index.ts';
import { type Column, DataTable, type TableQuery } from '../../../../ui/table/index.ts';
import { personCode } from '../../people/index.ts';
import { AskTag, categoriesInWords, categoryItems } from '../parts.tsx';
import type { Ask } from './queries.ts';

const columns: readonly Column<Ask>[] = [
  {
    key: 'about',
    header: 'About',
    cell: (row) => (
      <a class="govuk-link" href={`/casework/sharing/asks/${row.id}`}>
        {personCode(row.clusterId)}
      </a>
    ),
  },
  { key: 'state', header: 'Answer', cell: (row) => <AskTag state={row.state} /> },
  { key: 'asker', header: 'Asked by', cell: (row) => row.asker },
  { key: 'agency', header: 'Asked of', cell: (row) => row.agency },
  { key: 'categories', header: 'To see', cell: (row) => categoriesInWords(row.categories) },
  { key: 'askedOn', header: 'On', cell: (row) => longDate(row.askedOn) },
  { key: 'answerBy', header: 'Answer by', cell: (row) => longDate(row.answerBy) },
];

/** Requests to see that the agency made and received, what waits for it first. */
export function AsksPage(props: {
  readonly asks: readonly Ask[];
  readonly own: string | undefined;
  readonly query: TableQuery;
}) {
  const waiting = props.asks.filter((ask) => ask.state === 'waiting' && ask.agencyId === props.own);
  const others = props.asks.filter((ask) => !waiting.includes(ask));
  const table = (caption: string, rows: readonly Ask[], empty: string) => (
    <DataTable
      {...{ caption, columns, rows, empty }}
      rowKey={(row) => row.id}
      path="/casework/sharing/asks"
      query={props.query}
    />
  );
  return (
    <>
      <PageHeading
        heading="Requests to see"
        lead={
          waiting.length === 0
            ? 'Nothing waits for your agency.'
            : `${waiting.length === 1 ? 'One request waits' : `${waiting.length} requests wait`} for your agency.`
        }
      />
      {waiting.length > 0 ? table('To be answered', waiting, '') : null}
      {table(
        'Asked and answered',
        others,
        'Requests to see what another agency holds will be here. Make one from the page of a person whom another agency knows.',
      )}
    </>
  );
}

export interface FormProps {
  readonly keys: Keys;
  readonly attempt: Attempt;
}

/** Asks one agency about one person. */
export function AskForm(
  props: FormProps & {
    readonly clusterId: string;
    readonly agencies: readonly { readonly value: string; readonly text: string }[];
  },
) {
  const { attempt, keys, clusterId } = props;
  return (
    <FormPage
      {...attempt}
      {...keys}
      heading={`Ask to see what is held about ${personCode(clusterId)}`}
      lead="The agency answers within five working days: yes, for a time, or no, with its reason. Both are recorded."
      action={`/casework/sharing/asks/new?person=${clusterId}`}
      back={`/casework/people/${clusterId}`}
      submit="Ask to see"
    >
      <Radios
        name="agencyId"
        legend="Which agency do you ask?"
        legendSize="s"
        items={props.agencies}
        value={typed(attempt, 'agencyId')}
        error={attempt.errors.agencyId}
      />
      <Checkboxes
        name="categories"
        legend="What do you need to see?"
        legendSize="s"
        hint="Only what you need for the purpose"
        items={categoryItems(['known'])}
        values={typedAll(attempt, 'categories')}
        error={attempt.errors.categories}
      />
      <Checkboxes
        name="wantsRestricted"
        legend="Restricted records"
        legendSize="s"
        small
        items={[{ value: 'yes', text: 'I need to see restricted records too' }]}
        values={typedAll(attempt, 'wantsRestricted')}
      />
      <WordsField
        name="reason"
        label="Why do you need it?"
        hint="What you will do with it, and what happens without it"
        attempt={attempt}
      />
    </FormPage>
  );
}
