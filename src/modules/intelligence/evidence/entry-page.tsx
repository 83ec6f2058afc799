import { plural } from '../../../kernel/names.ts';
import { longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import { Button, InsetText, SummaryList } from '../../../ui/govuk/index.ts';
import { PageHeading, StatusTag } from '../../../ui/layout/index.ts';
import { type Column, DataTable } from '../../../ui/table/index.ts';
import { publishedInWords } from './list-page.tsx';
import type { Evidence } from './queries.ts';
import type { Supported } from './supports.ts';
import { EVIDENCE_KINDS, kindInWords } from './words.ts';

const supportedColumns = (slug: string, mayEdit: boolean): readonly Column<Supported>[] => [
  {
    key: 'title',
    header: 'What',
    cell: ({ title, path }) =>
      path === '' ? (
        title
      ) : (
        <a class="govuk-link" href={path}>
          {title}
        </a>
      ),
  },
  { key: 'kind', header: 'Kind', cell: ({ kind }) => kindInWords(kind) },
  { key: 'says', header: 'What in it', cell: ({ says }) => says || 'Not said' },
  ...(mayEdit
    ? [
        {
          key: 'end',
          header: 'Change',
          cell: ({ kind, id, title }: Supported) => (
            <a class="govuk-link" href={`/evidence/${slug}/supports/${kind}/${id}/end`}>
              Take it back<span class="govuk-visually-hidden">: {title}</span>
            </a>
          ),
        },
      ]
    : []),
];

/** One entry: what it says, where it is, what rests on it. */
export function EvidencePage(props: {
  readonly evidence: Evidence;
  readonly supported: readonly Supported[];
  readonly today: PlainDate;
  readonly mayEdit: boolean;
}) {
  const { evidence, supported, mayEdit } = props;
  const base = `/evidence/${evidence.slug}`;
  const late = evidence.reviewOn !== null && evidence.reviewOn < props.today;
  return (
    <>
      <PageHeading
        heading={evidence.title}
        caption={EVIDENCE_KINDS[evidence.kind]}
        lead={
          supported.length === 0
            ? 'Nothing rests on it yet.'
            : `${plural(supported.length, 'thing')} ${supported.length === 1 ? 'rests' : 'rest'} on it.`
        }
        actions={
          mayEdit && evidence.withdrawnOn === null ? (
            <Button href={`${base}/supports`}>Say what it supports</Button>
          ) : null
        }
      />
      {evidence.withdrawnOn === null ? null : (
        <InsetText>
          {`It is not relied on since ${longDate(evidence.withdrawnOn)}: ${evidence.withdrawnSays}`}
        </InsetText>
      )}
      {evidence.says ? <p class="govuk-body">{evidence.says}</p> : null}
      {mayEdit && evidence.withdrawnOn === null ? (
        <p class="govuk-body">
          <a class="govuk-link" href={`${base}/edit`}>
            Change what is said of it
          </a>
          {', '}
          <a class="govuk-link" href={`${base}/withdraw`}>
            withdraw it
          </a>
        </p>
      ) : null}
      <SummaryList
        rows={[
          { key: 'Publisher', value: evidence.publisher },
          { key: 'Published', value: publishedInWords(evidence) },
          { key: 'Where it is', value: <Whereabouts evidence={evidence} /> },
          { key: 'Licence', value: evidence.licence || 'Not known' },
          {
            key: 'Look at it again',
            value:
              evidence.reviewOn === null ? (
                'No day is set'
              ) : late && evidence.withdrawnOn === null ? (
                <StatusTag tone="bad">{`Since ${longDate(evidence.reviewOn)}`}</StatusTag>
              ) : (
                longDate(evidence.reviewOn)
              ),
          },
          {
            key: 'Who looks after it',
            value: [evidence.ownerPost, evidence.ownerAgency].filter(Boolean).join(', ') || 'Nobody yet',
          },
          { key: 'Added', value: `${longDate(evidence.addedOn)} by ${evidence.addedBy}` },
          ...(evidence.note ? [{ key: 'Note', value: evidence.note }] : []),
        ]}
      />
      <DataTable
        caption="What rests on it"
        columns={supportedColumns(evidence.slug, mayEdit)}
        rows={supported}
        rowKey={({ kind, id }) => `${kind} ${id}`}
        path={base}
        empty="Needs, priorities, outcomes, indicators and projects that it supports will stand here."
      />
    </>
  );
}

function Whereabouts({ evidence }: { readonly evidence: Evidence }) {
  const { url, fileId, fileName, slug, keptAt } = evidence;
  if (url === '' && fileId === null) return <>{keptAt || 'Not known'}</>;
  return (
    <>
      {url === '' ? null : (
        <a class="govuk-link" href={url} rel="noreferrer">
          {url}
        </a>
      )}
      {url !== '' && fileId !== null ? ', ' : null}
      {fileId === null ? null : (
        <a class="govuk-link" href={`/evidence/${slug}/file`}>
          {`Download ${fileName}`}
        </a>
      )}
      {keptAt ? `. ${keptAt}` : null}
    </>
  );
}
