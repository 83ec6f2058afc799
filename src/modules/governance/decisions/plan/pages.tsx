import { plural } from '../../../../kernel/names.ts';
import { longDate, monthAndYear, type PlainDate } from '../../../../kernel/plain-date.ts';
import { datePartsOf, textIn } from '../../../../platform/http/form.ts';
import type { Choice } from '../../../../ui/forms/fields.tsx';
import { FormPage, type FormPageProps } from '../../../../ui/forms/form-page.tsx';
import {
  Button,
  Checkboxes,
  DateInput,
  Form,
  Radios,
  Select,
  Textarea,
  TextInput,
} from '../../../../ui/govuk/index.ts';
import { PageHeading, StatusTag } from '../../../../ui/layout/index.ts';
import { type Column, DataTable, filterOf, type TableQuery } from '../../../../ui/table/index.ts';
import type { PlannedItem } from './queries.ts';

/** `14 December 2012`, or `December 2012` where only the month is known. */
export const whenPlanned = ({
  expectedOn,
  precision,
}: Pick<PlannedItem, 'expectedOn' | 'precision'>): string =>
  precision === 'month' ? monthAndYear(expectedOn) : longDate(expectedOn);

const TYPES = {
  decision: 'For decision',
  discussion: 'For discussion',
  information: 'For information',
} as const;

interface PlanTools {
  readonly mayEdit: boolean;
  readonly today: PlainDate;
}

/** Where an item is: on an agenda, late, or waiting. */
function Agenda({ item, today }: { readonly item: PlannedItem; readonly today: PlainDate }) {
  if (item.sittingId !== null && item.sittingDay !== null)
    return (
      <a class="govuk-link" href={`/bodies/${item.bodySlug}/sittings/${item.sittingId}`}>
        On the agenda of {longDate(item.sittingDay)}
      </a>
    );
  return item.latestOn < today ? (
    <StatusTag tone="warning">Late: on no agenda</StatusTag>
  ) : (
    <>On no agenda yet</>
  );
}

export const planColumns = ({ mayEdit, today }: PlanTools): readonly Column<PlannedItem>[] => [
  {
    key: 'title',
    header: 'What is to come',
    cell: (item) =>
      mayEdit ? (
        <a class="govuk-link" href={`/forward-plan/${item.id}`}>
          {item.title}
        </a>
      ) : (
        item.title
      ),
    csv: (item) => item.title,
  },
  { key: 'when', header: 'When', cell: whenPlanned, csv: (item) => item.expectedOn },
  { key: 'body', header: 'Body', cell: (item) => item.body },
  {
    key: 'type',
    header: 'For',
    cell: (item) => (item.keyDecision ? 'A key decision' : TYPES[item.type]),
  },
  { key: 'says', header: 'About', cell: (item) => item.says },
  { key: 'agenda', header: 'Agenda', cell: (item) => <Agenda item={item} today={today} /> },
];

/** The forward plan: which decisions come before which body, and when. */
export function ForwardPlanPage(
  view: PlanTools & {
    readonly items: readonly PlannedItem[];
    readonly query: TableQuery;
    readonly bodies: readonly Choice[];
  },
) {
  const key = view.items.filter(({ keyDecision }) => keyDecision).length;
  const [next] = view.items;
  return (
    <>
      <PageHeading
        heading="Forward plan"
        lead={
          next
            ? `${plural(view.items.length, 'item')} to come${key > 0 ? `, of them ${plural(key, 'key decision')}` : ''}; the first is for the ${next.body}, ${whenPlanned(next)}.`
            : 'Nothing is planned to come before a body.'
        }
        actions={
          <>
            {view.mayEdit ? <Button href="/forward-plan/new">Add to the plan</Button> : null}
            <Button href="/published/forward-plan" kind="secondary">
              See what everybody sees
            </Button>
          </>
        }
      />
      <DataTable
        caption="Forward plan"
        captionHidden
        columns={planColumns(view)}
        rows={view.items}
        rowKey={(item) => item.id}
        path="/forward-plan"
        query={view.query}
        csvPath="/forward-plan.csv"
        filters={
          <Select
            name="body"
            label="Body"
            items={[{ value: '', text: 'Any body' }, ...view.bodies]}
            value={filterOf(view.query, 'body')}
          />
        }
        empty="Decisions that are to come will be here, with the body and the month. What is deferred returns here by itself. Add the first one."
      />
    </>
  );
}

/** Adds or changes an item of the forward plan. */
export function PlannedForm(
  props: FormPageProps & { readonly bodies: readonly Choice[]; readonly withdraw?: string | undefined },
) {
  const { values, errors } = props;
  const field = (name: string) => ({ name, value: textIn(values, name), error: errors[name] });
  return (
    <>
      <FormPage {...props}>
        <TextInput {...field('title')} label="What is to come?" />
        <Select
          {...field('body')}
          label="Before which body?"
          items={[{ value: '', text: 'Choose' }, ...props.bodies]}
        />
        <DateInput
          name="day"
          legend="When?"
          hint="Leave the day empty where only the month is known"
          values={datePartsOf(values, 'day')}
          error={errors.day}
        />
        <Radios
          {...field('type')}
          legend="What is it for?"
          items={Object.entries(TYPES).map(([value, text]) => ({ value, text }))}
        />
        <Checkboxes
          name="key"
          legend="Mark"
          values={[textIn(values, 'key')]}
          items={[{ value: 'yes', text: 'It is a key decision' }]}
        />
        <Textarea {...field('says')} label="What it is about (optional; everybody may read it)" rows={3} />
      </FormPage>
      {props.withdraw ? (
        <Form action={props.withdraw} csrf={props.csrf} formId={props.formId} revision={props.revision}>
          <Button kind="warning">Take it out of the plan</Button>
        </Form>
      ) : null}
    </>
  );
}
