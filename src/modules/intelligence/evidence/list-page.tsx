import { plural } from '../../../kernel/names.ts';
import { longDate } from '../../../kernel/plain-date.ts';
import { Button, Select } from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import { type Column, DataTable, FilterWords, filterOf, type TableQuery } from '../../../ui/table/index.ts';
import type { Evidence } from './queries.ts';
import type { Thing } from './supports.ts';
import { EVIDENCE_KINDS, kindInWords } from './words.ts';

export const publishedInWords = ({ publishedOn, publishedSays }: Evidence): string =>
  publishedOn === null ? publishedSays || 'Not known' : longDate(publishedOn);

export const EVIDENCE_COLUMNS: readonly Column<Evidence>[] = [
  {
    key: 'title',
    header: 'Evidence',
    cell: ({ slug, title }) => (
      <a class="govuk-link" href={`/evidence/${slug}`}>
        {title}
      </a>
    ),
    csv: ({ title }) => title,
  },
  { key: 'kind', header: 'What it is', cell: ({ kind }) => EVIDENCE_KINDS[kind] },
  { key: 'publisher', header: 'Publisher', cell: ({ publisher }) => publisher },
  { key: 'published', header: 'Published', cell: publishedInWords, csv: publishedInWords },
  {
    key: 'supports',
    header: 'Supports',
    numeric: true,
    cell: ({ supports }) => String(supports),
  },
  {
    key: 'review',
    header: 'Look at it again',
    cell: ({ reviewOn, withdrawnOn }) =>
      withdrawnOn !== null ? 'Withdrawn' : reviewOn === null ? 'No day is set' : longDate(reviewOn),
    csv: ({ reviewOn }) => reviewOn,
  },
];

export interface LibraryProps {
  readonly entries: readonly Evidence[];
  readonly total: number;
  readonly pageSize: number;
  readonly query: TableQuery;
  /** What the entries support, where they were asked for by that. */
  readonly about: Thing | undefined;
  readonly without: number;
  readonly mayEdit: boolean;
}

const ANY = { value: '', text: 'Any' };

/** What is known, and what rests on it. */
export function LibraryPage({ about, ...props }: LibraryProps) {
  const { query, total, without } = props;
  const add = about ? `/evidence/new?for=${encodeURIComponent(about.path)}` : '/evidence/new';
  return (
    <>
      <PageHeading
        heading={about ? `Evidence for ${about.title}` : 'Evidence library'}
        caption={about ? kindInWords(about.kind) : undefined}
        lead={
          about
            ? total === 0
              ? 'Nothing in the library supports it yet.'
              : `${plural(total, 'entry', 'entries')} of the library ${total === 1 ? 'supports' : 'support'} it.`
            : without === 0
              ? 'Every need, priority and project rests on an entry of the library.'
              : `${plural(without, 'need, priority or project', 'needs, priorities and projects')} ${without === 1 ? 'rests' : 'rest'} on nothing in the library.`
        }
        actions={props.mayEdit ? <Button href={add}>Add evidence</Button> : null}
      />
      <p class="govuk-body">
        {about ? (
          <>
            <a class="govuk-link" href={about.path}>
              Go to it
            </a>
            {', '}
            <a class="govuk-link" href="/evidence">
              see the whole library
            </a>
          </>
        ) : (
          <>
            <a class="govuk-link" href="/evidence/gaps">
              What rests on no evidence
            </a>
            {', '}
            <a class="govuk-link" href="/evidence/agreements">
              research agreements
            </a>
            {', '}
            <a class="govuk-link" href="/evidence/target-areas">
              how target areas were selected
            </a>
          </>
        )}
      </p>
      <DataTable
        caption="Entries"
        captionHidden
        columns={EVIDENCE_COLUMNS}
        rows={props.entries}
        rowKey={({ id }) => id}
        path="/evidence"
        csvPath="/evidence.csv"
        query={query}
        total={total}
        pageSize={props.pageSize}
        empty="Needs assessments, reports, surveys, research and data will be listed here, each with what it supports. Whoever edits indicators adds them."
        filters={
          <>
            <FilterWords name="words" label="Words" query={query} />
            <Select
              name="kind"
              label="What it is"
              items={[ANY, ...Object.entries(EVIDENCE_KINDS).map(([value, text]) => ({ value, text }))]}
              value={filterOf(query, 'kind')}
            />
            {about ? <input type="hidden" name="for" value={about.path} /> : null}
          </>
        }
      />
    </>
  );
}
