import type { ComponentChildren } from 'preact';
import { plural } from '../../../kernel/names.ts';
import { longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import { Button, SummaryList } from '../../../ui/govuk/index.ts';
import { PageHeading, StatusTag, type Tone } from '../../../ui/layout/index.ts';
import { type Column, DataTable, parseTableQuery, type TableQuery } from '../../../ui/table/index.ts';
import { BODY_KINDS } from '../kinds.ts';
import { type Body, dayOfSitting, type Sitting } from '../queries.ts';
import { type RelationTo, relationRows } from '../structure/pages/relations.tsx';
import type { ProgrammeBoard } from '../structure/queries.ts';
import { SeeAlso } from './see-also.tsx';

const STATUS: Readonly<Record<Sitting['status'], { tone: Tone; words: string }>> = {
  planned: { tone: 'active', words: 'Planned' },
  held: { tone: 'good', words: 'Held' },
  cancelled: { tone: 'neutral', words: 'Cancelled' },
  inquorate: { words: 'Inquorate', tone: 'warning' },
  adjourned: { words: 'Adjourned', tone: 'warning' },
};

/** What became of a sitting; a planned one whose day has passed says so. */
export function SittingTag({ sitting, today }: { readonly sitting: Sitting; readonly today: PlainDate }) {
  if (sitting.status === 'planned' && sitting.latestDay < today)
    return <StatusTag tone="warning">Outcome not recorded</StatusTag>;
  return <StatusTag tone={STATUS[sitting.status].tone}>{STATUS[sitting.status].words}</StatusTag>;
}

export interface BodyRow extends Body {
  readonly last: Sitting | undefined;
  readonly next: Sitting | undefined;
  readonly answersTo: readonly Body[];
}

const bodyLink = (body: Pick<Body, 'slug' | 'name'>) => (
  <a class="govuk-link" href={`/bodies/${body.slug}`}>
    {body.name}
  </a>
);

const listed = (bodies: readonly Body[]) => bodies.map((body) => <div key={body.id}>{bodyLink(body)}</div>);

export const bodyColumns: readonly Column<BodyRow>[] = [
  { key: 'name', header: 'Body', cell: bodyLink },
  { key: 'kind', header: 'Kind', cell: (body) => BODY_KINDS[body.kind] },
  { key: 'answers', header: 'Answers to', cell: (body) => listed(body.answersTo) },
  { key: 'last', header: 'Last sat', cell: (body) => (body.last ? dayOfSitting(body.last) : '') },
  { key: 'next', header: 'Sits next', cell: (body) => (body.next ? dayOfSitting(body.next) : 'No date yet') },
];

/** The boards and groups, to whom each answers, when each last sat and sits next. */
export function BodyList(props: {
  readonly bodies: readonly BodyRow[];
  readonly ended: readonly Body[];
  readonly query: TableQuery;
  readonly mayEdit: boolean;
}) {
  const planned = props.bodies.filter((body) => body.next !== undefined).length;
  return (
    <>
      <PageHeading
        heading="Boards and groups"
        lead={
          <>
            {plural(props.bodies.length, 'body', 'bodies')};{' '}
            {planned === 0 ? 'none has a next sitting planned' : `${planned} with a next sitting planned`}.
          </>
        }
        actions={
          props.mayEdit ? (
            <>
              <Button href="/bodies/new">Add a body</Button>
              <Button href="/bodies/import" kind="secondary">
                Import bodies
              </Button>
              <Button href="/bodies/reporting-lines/import" kind="secondary">
                Import reporting lines
              </Button>
              <Button href="/bodies/sittings/import" kind="secondary">
                Import sittings
              </Button>
            </>
          ) : undefined
        }
      />
      <SeeAlso />
      <DataTable
        caption="Boards and groups"
        captionHidden
        columns={bodyColumns}
        rows={props.bodies}
        rowKey={(body) => body.id}
        path="/bodies"
        query={props.query}
        empty="The boards and groups of the partnership will be listed here. Add the board that decides first."
      />
      {props.ended.length > 0 ? (
        <>
          <h2 class="govuk-heading-m">Ended</h2>
          <ul class="govuk-list">
            {props.ended.map((body) => (
              <li key={body.id}>
                {bodyLink(body)} {body.endsOn ? `until ${longDate(body.endsOn)}` : ''}
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </>
  );
}

export interface BodyPageProps {
  readonly body: Body;
  readonly sittings: readonly Sitting[];
  readonly next: Sitting | undefined;
  readonly last: Sitting | undefined;
  /** How it stands to others, and others to it. */
  readonly out: readonly RelationTo[];
  readonly back: readonly RelationTo[];
  readonly programmes: readonly (ProgrammeBoard & { readonly title?: string; readonly path?: string })[];
  /** Terms, members, its year and its history. */
  readonly parts: ComponentChildren;
  readonly today: PlainDate;
  readonly mayEdit: boolean;
}

/** One body: when it sits, to whom it answers, who answers to it. */
export function BodyPage(props: BodyPageProps) {
  const { body, next, last, today, mayEdit } = props;
  const path = `/bodies/${body.slug}`;
  return (
    <>
      <PageHeading
        caption={body.agency ? `${BODY_KINDS[body.kind]}, ${body.agency}` : BODY_KINDS[body.kind]}
        heading={body.name}
        lead={[
          last ? `Last sat ${last.precision === 'month' ? 'in' : 'on'} ${dayOfSitting(last)}.` : '',
          body.endsOn !== null && body.endsOn < today
            ? `Ended on ${longDate(body.endsOn)}.`
            : next
              ? `Sits next ${next.precision === 'month' ? 'in' : 'on'} ${dayOfSitting(next)}.`
              : 'Its next sitting has no date yet.',
        ].join(' ')}
        actions={
          mayEdit ? (
            <>
              <Button href={`${path}/edit`} kind="secondary">
                Change
              </Button>
              <Button href={`${path}/sittings/new`}>Add a sitting</Button>
              <Button href={`${path}/sittings/year`} kind="secondary">
                Plan the year
              </Button>
            </>
          ) : undefined
        }
      />
      <SummaryList
        rows={[
          body.purpose !== null && { key: 'Purpose', value: body.purpose },
          ...relationRows(props.out, props.back, mayEdit ? path : undefined),
          props.programmes.length > 0 && {
            key: 'Programme board of',
            value: <Programmes {...props} path={mayEdit ? path : undefined} />,
          },
          {
            key: 'What it looks at',
            value: (
              <a class="govuk-link" href={`/dashboards/body/${body.id}`}>
                Its dashboard
              </a>
            ),
          },
          body.startsOn !== null && { key: 'Since', value: longDate(body.startsOn) },
          body.note !== null && { key: 'Note', value: body.note },
        ]}
      />
      {mayEdit ? (
        <p class="govuk-body">
          <a class="govuk-link" href={`${path}/reporting-lines/new`}>
            Record how it stands to another body
          </a>
          {' · '}
          <a class="govuk-link" href={`${path}/programmes/new`}>
            Record what it is the programme board of
          </a>
          {' · '}
          <a class="govuk-link" href={`${path}/changes/new`}>
            Rename, restructure, merge or abolish it
          </a>
        </p>
      ) : null}
      <h2 class="govuk-heading-m">Sittings</h2>
      <DataTable
        caption="Sittings"
        captionHidden
        columns={sittingColumns(path, today)}
        rows={props.sittings}
        rowKey={(sitting) => sitting.id}
        path={path}
        query={parseTableQuery({}, bodyColumns)}
        empty="Its sittings will be listed here. Reports can follow them. Add the next one."
      />
      {props.parts}
    </>
  );
}

const sittingColumns = (path: string, today: PlainDate): readonly Column<Sitting>[] => [
  {
    key: 'day',
    header: 'Day',
    cell: (sitting) => (
      <a class="govuk-link" href={`${path}/sittings/${sitting.id}`}>
        {dayOfSitting(sitting)}
      </a>
    ),
  },
  {
    key: 'kind',
    header: 'Kind',
    cell: (sitting) => (sitting.kind === 'ordinary' ? 'Ordinary' : 'Extraordinary'),
  },
  { key: 'status', header: 'Status', cell: (sitting) => <SittingTag sitting={sitting} today={today} /> },
  { key: 'note', header: 'Note', cell: (sitting) => sitting.note ?? '' },
];

function Programmes(props: Pick<BodyPageProps, 'programmes'> & { readonly path: string | undefined }) {
  return (
    <>
      {props.programmes.map((one) => (
        <div key={one.id}>
          {one.path ? (
            <a class="govuk-link" href={one.path}>
              {one.title}
            </a>
          ) : (
            'Something that is no longer there'
          )}
          <span class="app-quiet">
            {one.startsOn ? ` from ${longDate(one.startsOn)}` : ''}
            {one.endsOn ? ` until ${longDate(one.endsOn)}` : ''}
            {one.note ? `: ${one.note}` : ''}
          </span>
          {props.path && one.endsOn === null ? (
            <>
              {' '}
              <a class="govuk-link" href={`${props.path}/programmes/${one.id}/ending`}>
                End<span class="govuk-visually-hidden"> being the programme board of {one.title}</span>
              </a>
            </>
          ) : null}
        </div>
      ))}
    </>
  );
}
