import { plural } from '../../../kernel/names.ts';
import { longDate } from '../../../kernel/plain-date.ts';
import { Button, Form, SummaryList } from '../../../ui/govuk/index.ts';
import { PageHeading, StatusTag } from '../../../ui/layout/index.ts';
import { type Column, DataTable, type TableQuery } from '../../../ui/table/index.ts';
import type { Indicator } from '../../intelligence/index.ts';
import type { Evidence, Need } from '../links.ts';
import type { Priority } from '../queries.ts';

export interface NeedRow extends Need {
  readonly evidence: readonly Evidence[];
  readonly priorities: readonly Priority[];
}

export const needColumns: readonly Column<NeedRow>[] = [
  {
    key: 'title',
    header: 'Need',
    cell: (need) => (
      <a class="govuk-link" href={`/strategy/needs/${need.slug}`}>
        {need.title}
      </a>
    ),
  },
  {
    key: 'evidence',
    header: 'Evidence',
    cell: (need) => plural(need.evidence.length, 'finding'),
  },
  {
    key: 'priorities',
    header: 'Answered by',
    cell: (need) => need.priorities.map((priority) => priority.title).join(', ') || 'No priority yet',
  },
];

/** What the place needs, and how that is known. */
export function NeedList(props: {
  readonly needs: readonly NeedRow[];
  readonly query: TableQuery;
  readonly mayEdit: boolean;
}) {
  const bare = props.needs.filter((need) => need.evidence.length === 0).length;
  return (
    <>
      <PageHeading
        heading="Needs and their evidence"
        lead={`${plural(props.needs.length, 'need')}${bare > 0 ? `, ${bare} still without evidence` : ', each with its evidence'}.`}
        actions={props.mayEdit ? <Button href="/strategy/needs/new">Record a need</Button> : undefined}
      />
      <DataTable
        caption="Needs"
        captionHidden
        columns={needColumns}
        rows={props.needs}
        rowKey={(need) => need.id}
        path="/strategy/needs"
        query={props.query}
        empty="What the place needs will be here, each need with the findings that show it. Record the first one."
      />
    </>
  );
}

export interface NeedPageProps {
  readonly need: NeedRow;
  readonly indicators: ReadonlyMap<string, Indicator>;
  readonly place: { readonly name: string; readonly slug: string } | undefined;
  readonly mayEdit: boolean;
  /** What other modules offer to begin from it. */
  readonly begins: readonly { readonly text: string; readonly href: string }[];
  readonly csrf: string;
  readonly formId: string;
}

/** One need: what the evidence shows, and which priority answers it. */
export function NeedPage({ need, indicators, place, mayEdit, begins, ...keys }: NeedPageProps) {
  const path = `/strategy/needs/${need.slug}`;
  return (
    <>
      <PageHeading
        caption="Need"
        heading={need.title}
        lead={need.statement}
        actions={
          <>
            <Button href={`/thread/need/${need.id}`} kind="secondary">
              Golden thread
            </Button>
            {begins.map(({ text, href }) => (
              <Button key={href} href={href} kind="secondary">
                {text}
              </Button>
            ))}
            {mayEdit ? (
              <>
                <Button href={`${path}/edit`} kind="secondary">
                  Change
                </Button>
                <Button href={`${path}/evidence/new`}>Add evidence</Button>
              </>
            ) : null}
          </>
        }
      />
      {need.closedOn ? <StatusTag tone="neutral">{`Closed ${longDate(need.closedOn)}`}</StatusTag> : null}
      <h2 class="govuk-heading-m">Evidence</h2>
      {need.evidence.length === 0 ? (
        <div class="app-empty">
          <p class="govuk-body">The findings that show this need will be here, each with its source.</p>
        </div>
      ) : (
        <ul class="govuk-list app-list">
          {need.evidence.map((evidence) => {
            const indicator = evidence.indicatorId ? indicators.get(evidence.indicatorId) : undefined;
            return (
              <li key={evidence.id} class="app-list__item">
                {evidence.statement}
                <span class="app-list__detail">
                  {evidence.source}
                  {evidence.dated ? `, ${longDate(evidence.dated)}` : ''}
                  {indicator ? (
                    <>
                      {'; measured by '}
                      <a class="govuk-link" href={`/indicators/${indicator.slug}`}>
                        {indicator.title}
                      </a>
                    </>
                  ) : null}
                </span>
                {mayEdit ? (
                  <Form action={`${path}/evidence/${evidence.id}/removal`} {...keys} formId={undefined}>
                    <Button kind="secondary" class="app-button--small">
                      Take out<span class="govuk-visually-hidden">: {evidence.statement}</span>
                    </Button>
                  </Form>
                ) : null}
              </li>
            );
          })}
        </ul>
      )}
      <SummaryList
        rows={[
          {
            key: 'Answered by',
            value:
              need.priorities.length === 0
                ? 'No priority yet'
                : need.priorities.map((priority) => (
                    <div key={priority.id}>
                      <a class="govuk-link" href={`/strategy/priorities/${priority.slug}`}>
                        {priority.title}
                      </a>
                    </div>
                  )),
          },
          place && {
            key: 'Place',
            value: (
              <a class="govuk-link" href={`/places/${place.slug}`}>
                {place.name}
              </a>
            ),
          },
          need.identifiedOn !== null && { key: 'Identified', value: longDate(need.identifiedOn) },
          need.note !== null && { key: 'Note', value: need.note },
        ]}
      />
    </>
  );
}
