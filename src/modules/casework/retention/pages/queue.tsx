import { plural } from '../../../../kernel/names.ts';
import { longDate, type PlainDate } from '../../../../kernel/plain-date.ts';
import { PageHeading, StatusTag } from '../../../../ui/layout/index.ts';
import { type Column, DataTable, type TableQuery } from '../../../../ui/table/index.ts';
import { Links } from '../../sharing/parts.tsx';
import { DISPOSALS, HOLDS, RETENTION, RULES } from '../crumbs.ts';
import { type KindName, kindOf } from '../kinds.ts';
import type { ToReview } from '../queue.ts';

export interface DueCount {
  readonly kind: KindName;
  readonly due: number;
  readonly oldest: PlainDate | null;
}

const counts: readonly Column<DueCount>[] = [
  {
    key: 'kind',
    header: 'What',
    cell: ({ kind }) => (
      <a class="govuk-link" href={`${RETENTION}/${kind}`}>
        {kindOf(kind).says}
      </a>
    ),
  },
  { key: 'due', header: 'Due', numeric: true, cell: ({ due }) => due.toLocaleString('en-GB') },
  { key: 'oldest', header: 'The longest since', cell: ({ oldest }) => (oldest ? longDate(oldest) : '') },
];

/** What is due for review, by kind. */
export function DuePage(props: { readonly due: readonly DueCount[]; readonly query: TableQuery }) {
  const all = props.due.reduce((sum, { due }) => sum + due, 0);
  return (
    <>
      <PageHeading
        heading="What is due for review"
        lead={
          all === 0
            ? 'Nothing is due: everything that is held is still within the time that the rules set.'
            : `${plural(all, 'thing')} ${all === 1 ? 'has' : 'have'} been kept as long as the rules say. Each is kept longer for a reason, or disposed of.`
        }
      />
      <DataTable
        caption="By kind"
        columns={counts}
        rows={props.due}
        rowKey={({ kind }) => kind}
        path={RETENTION}
        query={props.query}
        empty="What was kept for as long as its rule says will be here, by kind. The rules say how long that is."
      />
      <Links
        links={[
          ['Rules of retention', RULES],
          ['Legal holds', HOLDS],
          ['Certificates of disposal', DISPOSALS],
        ]}
      />
    </>
  );
}

/** How something stands: on hold, open, or free to go. */
export const Standing = ({ held, open }: Pick<ToReview, 'held' | 'open'>) =>
  held ? (
    <StatusTag tone="bad">On legal hold</StatusTag>
  ) : open.length > 0 ? (
    <>
      <StatusTag tone="warning">Still open</StatusTag> {open.join(', ')}
    </>
  ) : (
    <StatusTag tone="good">May go</StatusTag>
  );
