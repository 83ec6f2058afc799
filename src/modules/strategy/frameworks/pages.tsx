import { listInWords, plural } from '../../../kernel/names.ts';
import { longDate } from '../../../kernel/plain-date.ts';
import { Button, Details, Select, SummaryList } from '../../../ui/govuk/index.ts';
import { PageHeading, StatusTag, type Tone } from '../../../ui/layout/index.ts';
import { type Column, DataTable, FilterWords, filterOf, type TableQuery } from '../../../ui/table/index.ts';
import type { Coverage, Covered, Entry, EntryJoined, Framework } from './queries.ts';

export const ENTRIES_PAGE_SIZE = 50;

const COVERAGE: Readonly<Record<Coverage, readonly [Tone, string]>> = {
  whole: ['good', 'Covered'],
  part: ['warning', 'In part'],
  none: ['unknown', 'Not covered'],
};

export const CoverageTag = ({ coverage }: { readonly coverage: Coverage }) => (
  <StatusTag tone={COVERAGE[coverage][0]}>{COVERAGE[coverage][1]}</StatusTag>
);

export const frameworkPath = (slug: string): string => `/strategy/frameworks/${slug}`;
export const entryPath = (slug: string, reference: string): string =>
  `${frameworkPath(slug)}/entries/${encodeURIComponent(reference)}`;

/** `2 covered, 3 in part, 6 not`. */
const covered = ({ entries, whole, part }: Covered): string =>
  `${whole} covered, ${part} in part, ${entries - whole - part} not`;

const frameworkColumns: readonly Column<Framework & Covered>[] = [
  {
    key: 'title',
    header: 'Framework',
    cell: (one) => (
      <a class="govuk-link" href={frameworkPath(one.slug)}>
        {one.title}
      </a>
    ),
  },
  { key: 'publisher', header: 'Published by', cell: ({ publisher }) => publisher || 'Not stated' },
  {
    key: 'entries',
    header: 'Entries here',
    cell: ({ entries, entriesInAll }) =>
      entriesInAll === null || entriesInAll === entries ? String(entries) : `${entries} of ${entriesInAll}`,
  },
  { key: 'covered', header: 'What we cover', cell: covered },
];

/** Every framework that somebody else asks the partnership to answer, and how far it does. */
export function FrameworkList(props: {
  readonly frameworks: readonly (Framework & Covered)[];
  readonly query: TableQuery;
  readonly mayEdit: boolean;
}) {
  return (
    <>
      <PageHeading
        heading="Frameworks"
        lead="What others ask the partnership to measure and achieve, and how far we do."
        actions={
          props.mayEdit ? <Button href="/strategy/frameworks/import">Import a framework</Button> : undefined
        }
      />
      <p class="govuk-body">
        <a class="govuk-link" href="/strategy/monitoring">
          Who monitors which indicator
        </a>
      </p>
      <DataTable
        caption="Frameworks"
        captionHidden
        columns={frameworkColumns}
        rows={props.frameworks}
        rowKey={({ id }) => id}
        path="/strategy/frameworks"
        query={props.query}
        empty="Frameworks such as a national indicator set will be here, with what of them the partnership measures. Start by importing one as CSV."
      />
    </>
  );
}

/** An entry with what of ours it is joined to. */
export interface EntryRow extends Entry {
  readonly joined: readonly EntryJoined[];
}

const AGREED = (agreed: boolean | null): string => (agreed === null ? 'Not known' : agreed ? 'Yes' : 'No');

const ours = ({ kind, slug }: EntryJoined): string =>
  kind === 'outcome' ? `/strategy/outcomes/${slug}` : `/indicators/${slug}`;

const Joined = ({ joined }: { readonly joined: readonly EntryJoined[] }) =>
  joined.map((one) => (
    <div key={one.id}>
      <a class="govuk-link" href={ours(one)}>
        {one.title}
      </a>
      {one.fit === 'part' ? ' (in part)' : ''}
    </div>
  ));

const monitors = ({ monitoringBody, joined }: EntryRow): string =>
  listInWords([
    ...new Set([monitoringBody, ...joined.map(({ monitor }) => monitor ?? '')].filter((name) => name !== '')),
  ]);

/** The columns of the coverage of a framework, on the page and as CSV. */
export const entryColumns = (slug: string): readonly Column<EntryRow>[] => [
  {
    key: 'entry',
    header: 'Entry',
    cell: ({ reference, title }) => (
      <a class="govuk-link" href={entryPath(slug, reference)}>
        {reference} {title}
      </a>
    ),
    csv: ({ reference, title }) => `${reference} ${title}`,
  },
  {
    key: 'coverage',
    header: 'Coverage',
    cell: ({ coverage }) => <CoverageTag coverage={coverage} />,
    csv: ({ coverage }) => COVERAGE[coverage][1],
  },
  {
    key: 'ours',
    header: 'What of ours',
    cell: ({ joined }) => (joined.length === 0 ? 'Nothing yet' : <Joined joined={joined} />),
    csv: ({ joined }) => joined.map(({ title }) => title).join('; '),
  },
  { key: 'agreement', header: 'In the agreement', cell: ({ inAgreement }) => AGREED(inAgreement) },
  { key: 'monitors', header: 'Monitored by', cell: (row) => monitors(row) || 'Nobody named' },
];

export interface CoverageProps {
  readonly framework: Framework & Covered;
  readonly rows: readonly EntryRow[];
  readonly total: number;
  readonly query: TableQuery;
  readonly mayEdit: boolean;
}

/** What of a framework the partnership measures, and what it does not, entry by entry. */
export function CoveragePage({ framework, rows, total, query, mayEdit }: CoverageProps) {
  const path = frameworkPath(framework.slug);
  const { entries, entriesInAll, agreed } = framework;
  const missing = entriesInAll === null ? 0 : entriesInAll - entries;
  const any = { value: '', text: 'Any' };
  return (
    <>
      <PageHeading
        caption="Framework"
        heading={framework.title}
        lead={`Of ${plural(entries, 'entry', 'entries')}: ${covered(framework)}.`}
        actions={
          mayEdit ? (
            <Button href="/strategy/frameworks/joins/import" kind="secondary">
              Import what of ours answers it
            </Button>
          ) : undefined
        }
      />
      {missing > 0 ? (
        <p class="govuk-body">
          <StatusTag tone="unknown">Not all here</StatusTag> {plural(missing, 'entry', 'entries')} of the{' '}
          {entriesInAll} that it has as published {missing === 1 ? 'is' : 'are'} not here.
        </p>
      ) : null}
      <DataTable
        caption="Entries"
        columns={entryColumns(framework.slug)}
        rows={rows}
        rowKey={({ id }) => id}
        path={path}
        csvPath={`${path}/coverage.csv`}
        query={query}
        total={total}
        pageSize={ENTRIES_PAGE_SIZE}
        empty="The entries of this framework will be here, each with what of ours answers it. Import them as CSV."
        filters={
          <>
            <FilterWords name="words" label="Words" query={query} />
            <Select
              name="coverage"
              label="Coverage"
              items={[any, ...Object.entries(COVERAGE).map(([value, [, text]]) => ({ value, text }))]}
              value={filterOf(query, 'coverage')}
            />
            <Select
              name="agreement"
              label="In the agreement"
              items={[any, { value: 'yes', text: 'Yes' }, { value: 'no', text: 'No' }]}
              value={filterOf(query, 'agreement')}
            />
          </>
        }
      />
      <Details summary="About this framework">
        <SummaryList
          rows={[
            { key: 'Published by', value: framework.publisher || 'Not stated' },
            framework.publishedOn !== null && { key: 'Published', value: longDate(framework.publishedOn) },
            framework.startsOn !== null && { key: 'Applies from', value: longDate(framework.startsOn) },
            framework.endsOn !== null && { key: 'Applied until', value: longDate(framework.endsOn) },
            { key: 'Chosen for the local agreement', value: agreed === 0 ? 'Not known' : String(agreed) },
            { key: 'Source', value: framework.source || 'Not stated' },
            framework.note !== '' && { key: 'Note', value: framework.note },
          ]}
        />
      </Details>
    </>
  );
}
