import { plural } from '../../../kernel/names.ts';
import { longDate, monthAndYear, type PlainDate } from '../../../kernel/plain-date.ts';
import { Button, Select, TextInput } from '../../../ui/govuk/index.ts';
import { PageHeading, StatusTag } from '../../../ui/layout/index.ts';
import { type Column, DataTable, filterOf, type TableQuery } from '../../../ui/table/index.ts';
import type { MonthGrade } from './grade.ts';
import type { TensionItem } from './item-queries.ts';
import type { Term } from './lists.ts';
import { READS_ARE_RECORDED } from './reads.ts';
import { gradeInWords } from './report.ts';
import { FORMS, TIERS } from './words.ts';

/** The first words of what was told, to name it in a list. */
const shortened = (text: string): string => (text.length > 120 ? `${text.slice(0, 119)}…` : text);

export const ITEM_COLUMNS: readonly Column<TensionItem>[] = [
  {
    key: 'says',
    header: 'What',
    cell: ({ id, says }) => (
      <a class="govuk-link" href={`/tension/items/${id}`}>
        {shortened(says)}
      </a>
    ),
    csv: ({ says }) => says,
  },
  {
    key: 'day',
    header: 'Day',
    cell: ({ happenedOn }) => longDate(happenedOn),
    csv: ({ happenedOn }) => happenedOn,
  },
  {
    key: 'form',
    header: 'Form and type',
    cell: ({ form, type }) => `${FORMS[form]}: ${type}`,
  },
  { key: 'grade', header: 'Grade', cell: ({ level, levelName }) => `${levelName} (${level})` },
  {
    key: 'where',
    header: 'Community and place',
    cell: ({ community, place }) => [community, place].filter(Boolean).join(', ') || 'Not named',
  },
  {
    key: 'state',
    header: 'What is being done',
    cell: ({ closedOn, doing }) =>
      closedOn === null ? doing || 'Nothing is said' : `Closed on ${longDate(closedOn)}`,
    csv: ({ closedOn, doing, closedSays }) => (closedOn === null ? doing : closedSays),
  },
  { key: 'agency', header: 'Told by', cell: ({ ownerAgency, source }) => source || ownerAgency },
  { key: 'tier', header: 'Who may see it', cell: ({ tier }) => TIERS[tier] },
];

export interface TensionListProps {
  readonly items: readonly TensionItem[];
  readonly total: number;
  readonly open: number;
  readonly pageSize: number;
  readonly query: TableQuery;
  readonly grade: MonthGrade | undefined;
  readonly terms: readonly Term[];
  /** Of the items that the reader may see. */
  readonly named: readonly {
    readonly kind: 'place' | 'agency';
    readonly id: string;
    readonly name: string;
  }[];
  readonly today: PlainDate;
  readonly mayRecord: boolean;
  readonly mayGrade: boolean;
  readonly hasScale: boolean;
}

const choices = (entries: readonly (readonly [string, string])[]) => [
  { value: '', text: 'Any' },
  ...entries.map(([value, text]) => ({ value, text })),
];

const isRising = ({ level, beforeLevel }: MonthGrade): boolean => beforeLevel !== null && level > beforeLevel;

function leadOf({ grade, open }: TensionListProps): string {
  const overall = grade
    ? `${monthAndYear(grade.month)}: ${gradeInWords(grade)}.`
    : 'No month has been graded yet.';
  return `${overall} ${open === 0 ? 'No sign of tension that you may see is open.' : `${plural(open, 'sign')} of tension that you may see ${open === 1 ? 'is' : 'are'} open.`}`;
}

/** How tense it is, what was told that the reader may see, and what is being done. */
export function TensionList(props: TensionListProps) {
  const { query, grade, terms } = props;
  const of = (kind: 'place' | 'agency') =>
    choices(props.named.filter((one) => one.kind === kind).map(({ id, name }) => [id, name] as const));
  const named = (kind: Term['kind']) =>
    choices(terms.filter((term) => term.kind === kind).map(({ id, name }) => [id, name] as const));
  return (
    <>
      <PageHeading
        heading="Tension monitoring"
        lead={leadOf(props)}
        actions={
          <>
            {props.mayRecord && props.hasScale ? <Button href="/tension/new">Record a sign</Button> : null}
            {props.mayGrade && props.hasScale ? (
              <Button href="/tension/grade" kind="secondary">
                Grade a month
              </Button>
            ) : null}
          </>
        }
      />
      {grade && isRising(grade) ? (
        <p class="govuk-body">
          <StatusTag tone="bad">Tension rose</StatusTag> {grade.reason}
        </p>
      ) : null}
      <p class="govuk-body">
        <a class="govuk-link" href="/tension/months">
          Month by month, with the reports
        </a>
        {', '}
        <a class="govuk-link" href="/tension/lists">
          grades, communities and types
        </a>
        . {READS_ARE_RECORDED}
      </p>
      <DataTable
        caption="Signs of tension"
        captionHidden
        columns={ITEM_COLUMNS}
        rows={props.items}
        rowKey={({ id }) => id}
        path="/tension"
        csvPath="/tension.csv"
        query={query}
        total={props.total}
        pageSize={props.pageSize}
        empty={
          props.hasScale
            ? 'Signs of tension between communities will be listed here: what was experienced, what is evidenced, what may come. Whoever records for an agency begins with “Record a sign”.'
            : 'Signs of tension will be listed here. The tension group first sets by which grades it is told, under “grades, communities and types”.'
        }
        filters={
          <>
            <Select
              name="state"
              label="State"
              items={choices([
                ['open', 'Open'],
                ['closed', 'Closed'],
              ])}
              value={filterOf(query, 'state')}
            />
            <Select
              name="form"
              label="Form"
              items={choices(Object.entries(FORMS))}
              value={filterOf(query, 'form')}
            />
            <Select name="type" label="Type" items={named('type')} value={filterOf(query, 'type')} />
            <Select
              name="community"
              label="Community"
              items={named('community')}
              value={filterOf(query, 'community')}
            />
            <Select name="place" label="Place" items={of('place')} value={filterOf(query, 'place')} />
            <Select name="agency" label="Held by" items={of('agency')} value={filterOf(query, 'agency')} />
            <TextInput
              name="month"
              label="Month, such as 2012-12"
              width={10}
              value={filterOf(query, 'month') ?? ''}
            />
          </>
        }
      />
    </>
  );
}
