import { plural } from '../../../kernel/names.ts';
import { longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import { PageHeading, StatusTag } from '../../../ui/layout/index.ts';
import { DataTable, type TableQuery } from '../../../ui/table/index.ts';
import { CHECKS_PAGE_SIZE, type CheckState, type FigureCheck } from './queries.ts';
import { CHECK_STATES, sayPeriod } from './words.ts';

const TONES = {
  raised: 'warning',
  asked: 'active',
  confirmed: 'good',
  corrected: 'good',
  withdrawn: 'neutral',
} as const satisfies Record<CheckState, string>;

export const CheckTag = ({ state }: Pick<FigureCheck, 'state'>) => (
  <StatusTag tone={TONES[state]}>{CHECK_STATES[state]}</StatusTag>
);

export const nameOf = ({ title, placeName, place, period }: FigureCheck): string =>
  [title, placeName ?? place, sayPeriod(period)].filter(Boolean).join(', ');

interface ChecksTableProps {
  readonly caption: string;
  readonly captionHidden?: boolean;
  readonly checks: readonly FigureCheck[];
  readonly path: string;
  readonly query?: TableQuery | undefined;
  readonly total: number;
}

/** Figures that were raised, each with its state and whose turn it is. */
export const ChecksTable = (props: ChecksTableProps) => (
  <DataTable
    caption={props.caption}
    captionHidden={props.captionHidden}
    columns={[
      {
        key: 'figure',
        header: 'Figure',
        cell: (check: FigureCheck) => (
          <a class="govuk-link" href={`/indicators/quality/checks/${check.id}`}>
            {nameOf(check)}
          </a>
        ),
      },
      { key: 'why', header: 'Why', cell: ({ why, says }) => `${why === 'late' ? 'Late. ' : ''}${says}` },
      { key: 'state', header: 'State', cell: (check) => <CheckTag state={check.state} /> },
      { key: 'owner', header: 'Owner', cell: ({ owner }) => owner || 'Nobody yet' },
      {
        key: 'due',
        header: 'Answer by',
        cell: ({ state, dueOn }) => (state === 'asked' && dueOn ? longDate(dueOn) : ''),
      },
    ]}
    rows={props.checks}
    rowKey={({ id }) => id}
    path={props.path}
    query={props.query}
    total={props.total}
    pageSize={CHECKS_PAGE_SIZE}
    empty="Figures that were raised because they are late or odd will be listed here, until their owner has confirmed or corrected them. Raise one from the page of its indicator’s quality."
  />
);

/** A return that is late and was not raised yet. */
export interface LateReturn {
  readonly slug: string;
  readonly title: string;
  readonly period: string;
  readonly dueOn: PlainDate;
}

export interface ChecksPageProps {
  readonly checks: readonly FigureCheck[];
  readonly total: number;
  readonly open: number;
  readonly late: readonly LateReturn[];
  readonly query: TableQuery;
  readonly mayRaise: boolean;
}

/** The queue: what waits for an answer first, then what was answered; and returns that are late. */
export function ChecksPage({ checks, total, open, late, query, mayRaise }: ChecksPageProps) {
  return (
    <>
      <PageHeading
        caption="Quality of the figures"
        heading="Figures being checked"
        lead={`${plural(open, 'figure')} ${open === 1 ? 'waits' : 'wait'} for an answer. Each stays in use, and says that it is being checked.`}
      />
      <ChecksTable
        caption="Raised figures"
        checks={checks}
        path="/indicators/quality/checks"
        query={query}
        total={total}
      />
      <DataTable
        caption="Late returns that nobody raised"
        columns={[
          {
            key: 'title',
            header: 'Indicator',
            cell: ({ slug, title }: LateReturn) => (
              <a class="govuk-link" href={`/indicators/${slug}`}>
                {title}
              </a>
            ),
          },
          { key: 'period', header: 'Period', cell: ({ period }) => sayPeriod(period) },
          { key: 'due', header: 'Was due', cell: ({ dueOn }) => longDate(dueOn) },
          {
            key: 'next',
            header: 'Next',
            cell: ({ slug, title, period }) =>
              mayRaise ? (
                <a
                  class="govuk-link"
                  href={`/indicators/${slug}/checks/new?${new URLSearchParams({ why: 'late', period })}`}
                >
                  Raise<span class="govuk-visually-hidden">{` ${title}, ${period}`}</span>
                </a>
              ) : (
                ''
              ),
          },
        ]}
        rows={late}
        rowKey={({ slug }) => slug}
        path="/indicators/quality/checks"
        query={query}
        empty="Returns past their day will be listed here. None is."
      />
    </>
  );
}
