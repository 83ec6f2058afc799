import { plural } from '../../../kernel/names.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import { type Column, DataTable, type TableQuery } from '../../../ui/table/index.ts';
import type { Thing } from './supports.ts';
import { kindInWords } from './words.ts';

const gapColumns = (mayEdit: boolean): readonly Column<Thing>[] => [
  {
    key: 'title',
    header: 'What',
    cell: ({ title, path }) => (
      <a class="govuk-link" href={path}>
        {title}
      </a>
    ),
    csv: ({ title }) => title,
  },
  { key: 'kind', header: 'Kind', cell: ({ kind }) => kindInWords(kind) },
  ...(mayEdit
    ? [
        {
          key: 'add',
          header: 'Fill the gap',
          csv: false as const,
          cell: ({ path, title }: Thing) => (
            <a class="govuk-link" href={`/evidence/new?for=${encodeURIComponent(path)}`}>
              Add evidence<span class="govuk-visually-hidden">: {title}</span>
            </a>
          ),
        },
      ]
    : []),
];

/** What should rest on evidence and does not. */
export function GapsPage(props: {
  readonly things: readonly Thing[];
  readonly total: number;
  readonly of: number;
  readonly pageSize: number;
  readonly query: TableQuery;
  readonly mayEdit: boolean;
}) {
  return (
    <>
      <PageHeading
        heading="What rests on no evidence"
        lead={
          props.of === 0
            ? 'There are no needs, priorities or projects yet.'
            : `${props.total} of ${plural(props.of, 'need, priority or project', 'needs, priorities and projects')} ${props.total === 1 ? 'rests' : 'rest'} on nothing in the library.`
        }
      />
      <DataTable
        caption="Without evidence"
        captionHidden
        columns={gapColumns(props.mayEdit)}
        rows={props.things}
        rowKey={({ kind, id }) => `${kind} ${id}`}
        path="/evidence/gaps"
        query={props.query}
        total={props.total}
        pageSize={props.pageSize}
        empty="Every need, priority and project rests on an entry of the library."
      />
    </>
  );
}
