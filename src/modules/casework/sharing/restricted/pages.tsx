import { longDate } from '../../../../kernel/plain-date.ts';
import type { Context } from '../../../../platform/http/route.ts';
import { SummaryList } from '../../../../ui/govuk/index.ts';
import { PageHeading, StatusTag } from '../../../../ui/layout/index.ts';
import { type Column, DataTable } from '../../../../ui/table/index.ts';
import { ActLinks } from '../../acts.tsx';
import { RESTRICTIONS } from '../../people/words.ts';
import { ACTS, PATH } from './acts.tsx';
import type { RestrictedEntry } from './list.ts';
import type { Naming, RestrictedThing } from './queries.ts';

const AS_ITS_LEAD_SAID = 'Its lead restricted it when it was opened';

const columnsFor = (governs: boolean): readonly Column<RestrictedEntry>[] => [
  {
    key: 'code',
    header: 'Person or case',
    cell: ({ code, id, kind }) => {
      const text = `${kind === 'case' ? 'Case' : 'Person'} ${code}`;
      return governs ? (
        <a class="govuk-link" href={`${PATH}/${id}`}>
          {text}
        </a>
      ) : (
        text
      );
    },
  },
  {
    key: 'because',
    header: 'Why',
    cell: ({ because }) => (because ? RESTRICTIONS[because] : AS_ITS_LEAD_SAID),
  },
  { key: 'agency', header: 'Held by', cell: ({ agency }) => agency },
  ...(governs
    ? [
        {
          key: 'entrusted',
          header: 'Goes on with it',
          cell: ({ entrusted }: RestrictedEntry) =>
            entrusted === 0 ? 'Nobody is named' : `${entrusted} named`,
        },
      ]
    : []),
  { key: 'since', header: 'Held since', cell: ({ heldSince }) => longDate(heldSince) },
  { key: 'review', header: 'To be reviewed on', cell: ({ reviewOn }) => longDate(reviewOn) },
];

/** What is restricted, by code, what is to be reviewed first first. */
export function RestrictedPage(props: {
  readonly rows: readonly RestrictedEntry[];
  readonly governs: boolean;
  readonly late: number;
  readonly next: string | undefined;
}) {
  const { rows, governs, late, next } = props;
  const reviews =
    late === 0 ? 'No review is late.' : `${late === 1 ? 'One review is' : `${late} reviews are`} late.`;
  return (
    <>
      <PageHeading
        heading="What is restricted"
        lead={
          governs
            ? `Records and cases of every agency, by code: staff, their relatives, protected addresses. ${reviews}`
            : 'Records and cases of your agency: staff, their relatives, protected addresses.'
        }
      />
      <DataTable
        caption="Restricted records and cases"
        captionHidden
        columns={columnsFor(governs)}
        rows={rows}
        rowKey={({ id }) => id}
        path={PATH}
        empty="Nothing is restricted. A record is restricted from its own page and a case when it is opened, and then stands here."
      />
      {next ? (
        <p class="govuk-body">
          <a class="govuk-link" href={next}>
            The next ones
          </a>
        </p>
      ) : null}
    </>
  );
}

const namingColumns = (base: string): readonly Column<Naming>[] => [
  { key: 'name', header: 'Who', cell: ({ name, agency }) => `${name} (${agency})` },
  {
    key: 'why',
    header: 'Why',
    cell: ({ reason, namedBy, ending }) => (
      <>
        {reason ?? ''} {namedBy === null ? '' : `Named by ${namedBy}.`}
        {ending === undefined ? null : (
          <>
            <br />
            Ended: {ending}
          </>
        )}
      </>
    ),
  },
  {
    key: 'until',
    header: 'Until',
    cell: ({ untilOn, endedOn }) => longDate(endedOn ?? untilOn),
  },
  {
    key: 'stands',
    header: 'Stands',
    cell: ({ id, stands, name }) =>
      stands ? (
        <a class="govuk-link" href={`${base}/named/${id}/end`}>
          End<span class="govuk-visually-hidden"> the naming of {name}</span>
        </a>
      ) : (
        <StatusTag tone="neutral">Over</StatusTag>
      ),
  },
];

/** One restricted record or case: why it is, and who goes on working with it. */
export function RestrictedThingPage({ view, c }: { readonly view: RestrictedThing; readonly c: Context }) {
  const base = `${PATH}/${view.id}`;
  const now = view.namings.filter(({ stands }) => stands).length;
  return (
    <>
      <PageHeading
        heading={`Restricted: ${view.kind === 'case' ? 'case' : 'person'} ${view.code}`}
        lead={
          now === 0
            ? 'Nobody is named who goes on working with it: only who may see everything restricted of that agency does.'
            : `${now === 1 ? 'One person is' : `${now} people are`} named who go${now === 1 ? 'es' : ''} on working with it.`
        }
      />
      <ActLinks acts={ACTS} view={view} path={base} c={c} />
      <SummaryList
        rows={[
          { key: 'Held by', value: view.agency },
          { key: 'Why', value: view.because ? RESTRICTIONS[view.because] : AS_ITS_LEAD_SAID },
        ]}
      />
      <DataTable
        caption="Who goes on with it"
        columns={namingColumns(base)}
        rows={view.namings}
        rowKey={({ id }) => id}
        path={base}
        empty="Nobody has been named. Name those who would leave the person without help if they could not go on."
      />
    </>
  );
}
