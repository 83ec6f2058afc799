import { plural } from '../../../kernel/names.ts';
import { longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import type { Attempt } from '../../../platform/http/route.ts';
import { DayField, LineField, PickField, WordsField } from '../../../ui/forms/fields.tsx';
import { FormPage } from '../../../ui/forms/form-page.tsx';
import type { Keys } from '../../../ui/forms/typed.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import { type Column, DataTable } from '../../../ui/table/index.ts';
import { type Level, type Scale, TERM_KINDS, type Term } from './lists.ts';

const levelColumns: readonly Column<Level>[] = [
  { key: 'name', header: 'Grade', cell: ({ position, name }) => `${position}: ${name}` },
  { key: 'says', header: 'When it is given', cell: ({ says }) => says || 'Not said' },
];

const termColumns = (mayEdit: boolean): readonly Column<Term>[] => [
  { key: 'name', header: 'Name', cell: ({ name }) => name },
  { key: 'kind', header: 'Kind', cell: ({ kind }) => TERM_KINDS[kind] },
  {
    key: 'used',
    header: 'Used',
    cell: ({ startsOn, endsOn }) =>
      `From ${longDate(startsOn)}${endsOn === null ? '' : ` to ${longDate(endsOn)}`}`,
  },
  ...(mayEdit
    ? [
        {
          key: 'end',
          header: 'Change',
          cell: ({ id, name, endsOn }: Term) =>
            endsOn === null ? (
              <a class="govuk-link" href={`/tension/lists/${id}/end`}>
                End it<span class="govuk-visually-hidden">: {name}</span>
              </a>
            ) : (
              'Ended'
            ),
        },
      ]
    : []),
];

/** By which grades, communities and types tension is told. */
export function ListsPage(props: {
  readonly scales: readonly Scale[];
  readonly terms: readonly Term[];
  readonly today: PlainDate;
  readonly mayEdit: boolean;
}) {
  const now = props.scales.find(({ startsOn }) => startsOn <= props.today);
  return (
    <>
      <PageHeading
        heading="Grades, communities and types"
        lead={
          now
            ? `Tension is told by ${now.name} since ${longDate(now.startsOn)}; ${plural(props.terms.length, 'community or type', 'communities and types')} can be named or could once.`
            : 'No scale of grades is in force yet: set one, then the communities and types that can be named.'
        }
      />
      {props.mayEdit ? (
        <p class="govuk-body">
          <a class="govuk-link" href="/tension/lists/new">
            Add a community or a type
          </a>
          {', '}
          <a class="govuk-link" href="/tension/lists/scale">
            set another scale of grades
          </a>
        </p>
      ) : null}
      {now ? (
        <DataTable
          caption={`Grades: ${now.name}`}
          columns={levelColumns}
          rows={now.levels}
          rowKey={({ position }) => String(position)}
          path="/tension/lists"
          empty=""
        />
      ) : null}
      <DataTable
        caption="Communities and types"
        columns={termColumns(props.mayEdit)}
        rows={props.terms}
        rowKey={({ id }) => id}
        path="/tension/lists"
        empty="The communities and the types of tension that can be named will stand here. The tension group adds them."
      />
    </>
  );
}

interface FormProps {
  readonly keys: Keys;
  readonly attempt: Attempt;
}

/** A community or a type that can be named. */
export const TermForm = ({ keys, attempt }: FormProps) => (
  <FormPage
    {...attempt}
    {...keys}
    heading="Add a community or a type"
    action="/tension/lists/new"
    back="/tension/lists"
  >
    <PickField
      name="kind"
      label="What is it?"
      choices={Object.entries(TERM_KINDS).map(([value, text]) => ({ value, text }))}
      attempt={attempt}
    />
    <LineField name="name" label="Name" hint="Never the name of a person" attempt={attempt} />
    <DayField name="startsOn" label="Used from" attempt={attempt} />
  </FormPage>
);

/** From when on a community or a type is named no more. */
export const EndTermForm = ({ keys, attempt, term }: FormProps & { readonly term: Term }) => (
  <FormPage
    {...attempt}
    {...keys}
    heading={`End “${term.name}”`}
    lead="What was told of it stays as it is."
    action={`/tension/lists/${term.id}/end`}
    back="/tension/lists"
    revision={term.revision}
    submit="End it"
  >
    <DayField name="endsOn" label="Last day" attempt={attempt} />
  </FormPage>
);

/** By which grades tension is told from a day on. */
export const ScaleForm = ({ keys, attempt }: FormProps) => (
  <FormPage
    {...attempt}
    {...keys}
    heading="Set the scale of grades"
    lead="What was graded by an earlier scale stays as it was; grades of two scales are never compared."
    action="/tension/lists/scale"
    back="/tension/lists"
    submit="Set this scale"
  >
    <LineField name="name" label="Name" hint="Such as: 0 to 6, or low, medium, high" attempt={attempt} />
    <DayField name="startsOn" label="Used from" attempt={attempt} />
    <WordsField
      name="levels"
      label="Grades, one a line, the calmest first"
      hint="Each with when it is given, such as “Raised: several signs in one place within a week”"
      rows={8}
      attempt={attempt}
    />
  </FormPage>
);
