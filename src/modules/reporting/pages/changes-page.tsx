import { plural } from '../../../kernel/names.ts';
import { longDate } from '../../../kernel/plain-date.ts';
import { PageHeading, StatusTag, type Tone } from '../../../ui/layout/index.ts';
import { type Column, DataTable, parseTableQuery } from '../../../ui/table/index.ts';
import type { Change, Changes } from '../changes.ts';
import type { PreviousEdition } from '../model.ts';
import type { ReportRow } from '../queries.ts';
import { ReportNav, titleAsAt } from './parts.tsx';

export interface ChangesView {
  readonly report: ReportRow;
  readonly previous: PreviousEdition | undefined;
  readonly changes: Changes;
}

const TONE: Readonly<Record<Change['kind'], Tone>> = { added: 'good', removed: 'bad', changed: 'active' };
const WORDS = { added: 'Added', removed: 'Removed', changed: 'Changed' } as const;

const COLUMNS: readonly Column<Change>[] = [
  { key: 'says', header: 'What', cell: (row) => row.says },
  {
    key: 'kind',
    header: 'Change',
    cell: (row) => <StatusTag tone={TONE[row.kind]}>{WORDS[row.kind]}</StatusTag>,
  },
  { key: 'before', header: 'Before', cell: (row) => row.before ?? 'Not there' },
  { key: 'after', header: 'Now', cell: (row) => row.after ?? 'Not there' },
];

/** What changed since the last edition, with both values. */
export function ChangesPage({ report, previous, changes }: ChangesView) {
  const path = `/reports/${report.id}/changes`;
  const query = parseTableQuery({}, []);
  return (
    <>
      <PageHeading
        caption={titleAsAt(report)}
        heading="What has changed"
        lead={
          previous
            ? `${plural(changes.figures.length, 'figure')} and ${plural(changes.plan.length, 'plan line')} differ from the edition as at ${longDate(previous.asAt)}.`
            : 'There is no earlier edition to compare with. Once this report is approved, the next one says here what changed.'
        }
      />
      <ReportNav id={report.id} current="/changes" />
      {previous ? (
        <>
          <DataTable
            caption="Figures"
            columns={COLUMNS}
            rows={changes.figures}
            rowKey={(row) => row.name}
            empty="No figure has changed."
            path={path}
            query={query}
          />
          <DataTable
            caption="Plan"
            columns={COLUMNS}
            rows={changes.plan}
            rowKey={(row) => row.says}
            empty="No line of a plan has changed."
            path={path}
            query={query}
          />
        </>
      ) : null}
    </>
  );
}
