import { plural } from '../../../../kernel/names.ts';
import { longDate } from '../../../../kernel/plain-date.ts';
import { PageHeading, StatusTag } from '../../../../ui/layout/index.ts';
import { type Column, DataTable } from '../../../../ui/table/index.ts';
import type { CohortInList } from '../queries.ts';
import { COHORT_KINDS } from '../words.ts';

/** The cohorts of the reader's agency: where attention is needed. */
export function CohortsPage({
  cohorts,
  mayWrite,
}: {
  readonly cohorts: readonly CohortInList[];
  readonly mayWrite: boolean;
}) {
  const late = cohorts.reduce((sum, cohort) => sum + cohort.late, 0);
  const unrated = cohorts.reduce((sum, cohort) => sum + cohort.unrated, 0);
  return (
    <>
      <PageHeading
        heading="Cohorts"
        lead={
          cohorts.length === 0
            ? undefined
            : `${late === 0 ? 'No review is late' : `${plural(late, 'review is', 'reviews are')} late`}${unrated === 0 ? '' : `, ${plural(unrated, 'person or family is', 'people or families are')} not rated yet`}.`
        }
        actions={
          mayWrite ? (
            <a class="govuk-button app-button--small" href="/casework/cohorts/new">
              Set up a cohort
            </a>
          ) : null
        }
      />
      <DataTable
        caption="Cohorts"
        captionHidden
        columns={COLUMNS}
        rows={cohorts}
        rowKey={({ id }) => id}
        empty="Your agency takes part in no cohort. One brings together those whom several agencies manage: offenders, families, victims. Who may keep cases sets it up."
        path="/casework/cohorts"
      />
    </>
  );
}

const COLUMNS: readonly Column<CohortInList>[] = [
  {
    key: 'title',
    header: 'Cohort',
    cell: ({ id, title, kind }) => (
      <>
        <a class="govuk-link" href={`/casework/cohorts/${id}`}>
          {title}
        </a>
        {title === COHORT_KINDS[kind] ? null : <span class="app-muted"> {COHORT_KINDS[kind]}</span>}
      </>
    ),
  },
  {
    key: 'standing',
    header: 'How they stand',
    cell: (cohort) =>
      cohort.endedOn ? (
        `Ended on ${longDate(cohort.endedOn)}`
      ) : cohort.members === 0 ? (
        'Nobody is in it yet'
      ) : (
        <span>
          {cohort.red > 0 ? <StatusTag tone="bad">{`${cohort.red} red`}</StatusTag> : null}{' '}
          {cohort.amber > 0 ? <StatusTag tone="warning">{`${cohort.amber} amber`}</StatusTag> : null}{' '}
          {cohort.green > 0 ? <StatusTag tone="good">{`${cohort.green} green`}</StatusTag> : null}{' '}
          {cohort.blue > 0 ? <StatusTag tone="active">{`${cohort.blue} blue`}</StatusTag> : null}{' '}
          {cohort.unrated > 0 ? <StatusTag tone="neutral">{`${cohort.unrated} not rated`}</StatusTag> : null}
        </span>
      ),
  },
  {
    key: 'late',
    header: 'Reviews',
    cell: ({ late, endedOn, members }) =>
      endedOn || members === 0 ? (
        '–'
      ) : late > 0 ? (
        <StatusTag tone="warning">{`${late} late`}</StatusTag>
      ) : (
        'None is late'
      ),
  },
  { key: 'lead', header: 'Led by', cell: ({ lead }) => lead },
];
