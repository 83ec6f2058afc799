import { plural } from '../../../../kernel/names.ts';
import { longDate, type PlainDate } from '../../../../kernel/plain-date.ts';
import { ChooseField, choicesOf, DayField, PickField } from '../../../../ui/forms/fields.tsx';
import { FormPage } from '../../../../ui/forms/form-page.tsx';
import type { Keys, Typed } from '../../../../ui/forms/typed.ts';
import { PageHeading, StatusTag } from '../../../../ui/layout/index.ts';
import { type Column, DataTable } from '../../../../ui/table/index.ts';
import type { MatterInList } from '../list.ts';
import { KINDS, SOURCES, STATES } from '../words.ts';

const PATH = '/casework/restorative';

/** Restorative matters that the actor's agency takes part in: what is due first stands on top. Nobody is named. */
export function MattersPage(props: {
  readonly matters: readonly MatterInList[];
  readonly open: boolean;
  readonly today: PlainDate;
  readonly mayWrite: boolean;
}) {
  const { matters, open, today } = props;
  const late = matters.filter(({ dueOn }) => dueOn !== null && dueOn < today).length;
  return (
    <>
      <PageHeading
        heading="Restorative justice"
        lead={
          !open
            ? 'Matters that are over.'
            : matters.length === 0
              ? 'Nothing waits.'
              : `${plural(matters.length, 'matter is', 'matters are')} open${late > 0 ? `, ${late} late` : ', none late'}.`
        }
        actions={
          props.mayWrite ? (
            <a class="govuk-button app-button--small" href={`${PATH}/new`}>
              Open a matter
            </a>
          ) : null
        }
      />
      <DataTable
        caption={open ? 'Open matters, by the day of their next step' : 'Matters that are over'}
        captionHidden
        columns={columns(today)}
        rows={matters}
        rowKey={({ id }) => id}
        empty={
          open
            ? 'Conferences, Neighbourhood Resolution Panels, mediations and community resolutions of your agency will stand here, the next step first. Open one when somebody asks for it.'
            : 'Nothing that your agency took part in is over.'
        }
        path={PATH}
      />
      <p class="govuk-body">
        <a class="govuk-link" href={open ? `${PATH}?state=over` : PATH}>
          {open ? 'Matters that are over' : 'Open matters'}
        </a>
      </p>
    </>
  );
}

const columns = (today: PlainDate): readonly Column<MatterInList>[] => [
  {
    key: 'code',
    header: 'Matter',
    cell: ({ id, code }) => (
      <a class="govuk-link" href={`${PATH}/${id}`}>
        {code}
      </a>
    ),
  },
  { key: 'kind', header: 'Kind', cell: ({ kind }) => KINDS[kind] },
  { key: 'runBy', header: 'Run by', cell: ({ runBy }) => runBy },
  { key: 'state', header: 'Stands', cell: ({ state }) => STATES[state] },
  {
    key: 'due',
    header: 'Next step or meeting',
    cell: ({ dueOn, heldOn }) =>
      dueOn === null ? (
        heldOn === null ? (
          'Not held'
        ) : (
          `Held on ${longDate(heldOn)}`
        )
      ) : dueOn < today ? (
        <StatusTag tone="warning">{`Late since ${longDate(dueOn)}`}</StatusTag>
      ) : (
        `Due ${longDate(dueOn)}`
      ),
  },
];

/** One page that opens a matter. */
export const NewMatterPage = (props: {
  readonly attempt: Typed;
  readonly keys: Keys;
  readonly cases: readonly { readonly id: string; readonly code: string; readonly title: string }[];
  /** The person whose page led here: added next. */
  readonly person: string;
}) => (
  <FormPage
    sealed
    {...props.attempt}
    {...props.keys}
    heading="Open a restorative matter"
    lead="Your agency runs it. Who takes part is added next."
    action={`${PATH}/new`}
    back={PATH}
    submit="Open the matter"
  >
    <input type="hidden" name="person" value={props.person} />
    <PickField name="kind" label="Which kind?" choices={choicesOf(KINDS)} attempt={props.attempt} />
    <PickField name="source" label="Who asked for it?" choices={choicesOf(SOURCES)} attempt={props.attempt} />
    <DayField name="referredOn" label="When was it asked for?" attempt={props.attempt} />
    {props.cases.length > 0 ? (
      <ChooseField
        name="caseId"
        label="Does it belong to a case? (optional)"
        choices={props.cases.map(({ id, code, title }) => ({ value: id, text: `${code} ${title}` }))}
        none="No case"
        attempt={props.attempt}
      />
    ) : null}
    <PickField
      name="restricted"
      label="Is it restricted?"
      hint="For staff, relatives of staff and protected addresses: only who may see restricted records sees it."
      choices={[
        { value: 'no', text: 'No' },
        { value: 'yes', text: 'Yes' },
      ]}
      attempt={props.attempt}
    />
  </FormPage>
);
