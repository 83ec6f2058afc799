import { plural } from '../../../../kernel/names.ts';
import { formatPence } from '../../../../kernel/pence.ts';
import { longDate, type PlainDate } from '../../../../kernel/plain-date.ts';
import { Button, SummaryList } from '../../../../ui/govuk/index.ts';
import { PageHeading, StatusTag } from '../../../../ui/layout/index.ts';
import { type Column, DataTable } from '../../../../ui/table/index.ts';
import type { Agreement, Deliverable, Funding } from './queries.ts';

/** `£12,000, and 1 funder whose amount is not known` */
const moneyInWords = ({ pence, unknown, funders }: Agreement): string =>
  funders === 0
    ? 'No funder is named'
    : [
        ...(pence > 0 || unknown === 0 ? [formatPence(pence)] : []),
        ...(unknown > 0 ? [`${plural(unknown, 'funder')} whose amount is not known`] : []),
      ].join(' and ');

const deliveredInWords = ({ deliverables, delivered }: Agreement): string =>
  deliverables === 0 ? 'Nothing is agreed yet' : `${delivered} of ${deliverables}`;

const agreementColumns: readonly Column<Agreement>[] = [
  {
    key: 'title',
    header: 'Agreement',
    cell: ({ slug, title }) => (
      <a class="govuk-link" href={`/evidence/agreements/${slug}`}>
        {title}
      </a>
    ),
  },
  { key: 'researcher', header: 'Who researches', cell: ({ researcher }) => researcher },
  { key: 'money', header: 'Funded with', cell: moneyInWords },
  { key: 'delivered', header: 'Delivered', cell: deliveredInWords },
  {
    key: 'next',
    header: 'Next due',
    cell: ({ nextDueOn }) => (nextDueOn === null ? 'Nothing' : longDate(nextDueOn)),
  },
];

/** What researchers do for the partnership, who pays and what is due. */
export function AgreementsPage(props: {
  readonly agreements: readonly Agreement[];
  readonly today: PlainDate;
  readonly mayEdit: boolean;
}) {
  const late = props.agreements.filter(
    ({ nextDueOn }) => nextDueOn !== null && nextDueOn < props.today,
  ).length;
  return (
    <>
      <PageHeading
        heading="Research agreements"
        lead={
          props.agreements.length === 0
            ? 'No research is agreed.'
            : `${plural(props.agreements.length, 'agreement')}, ${late === 0 ? 'none with anything overdue' : `${late} with something overdue`}.`
        }
        actions={props.mayEdit ? <Button href="/evidence/agreements/new">Add an agreement</Button> : null}
      />
      <DataTable
        caption="Agreements"
        captionHidden
        columns={agreementColumns}
        rows={props.agreements}
        rowKey={({ id }) => id}
        path="/evidence/agreements"
        empty="Agreements with an observatory or another researcher will stand here, with who pays and what is due when. Whoever edits indicators adds them."
      />
    </>
  );
}

const fundingColumns = (base: string, mayEdit: boolean): readonly Column<Funding>[] => [
  { key: 'funder', header: 'Who pays', cell: ({ funder }) => funder },
  {
    key: 'amount',
    header: 'How much',
    numeric: true,
    cell: ({ pence }) => (pence === null ? 'Not known' : formatPence(pence)),
  },
  { key: 'says', header: 'What for', cell: ({ says }) => says || 'Not said' },
  ...(mayEdit
    ? [
        {
          key: 'remove',
          header: 'Change',
          cell: ({ id, funder }: Funding) => (
            <a class="govuk-link" href={`${base}/funding/${id}/remove`}>
              Take it back<span class="govuk-visually-hidden">: {funder}</span>
            </a>
          ),
        },
      ]
    : []),
];

const deliverableColumns = (
  base: string,
  mayEdit: boolean,
  today: PlainDate,
): readonly Column<Deliverable>[] => [
  { key: 'title', header: 'What', cell: ({ title }) => title },
  { key: 'due', header: 'Due', cell: ({ dueOn }) => longDate(dueOn) },
  { key: 'owner', header: 'By whom', cell: ({ owner }) => owner || 'Nobody yet' },
  {
    key: 'state',
    header: 'State',
    cell: ({ deliveredOn, dueOn }) =>
      deliveredOn !== null ? (
        <StatusTag tone="good">{`Delivered on ${longDate(deliveredOn)}`}</StatusTag>
      ) : dueOn < today ? (
        <StatusTag tone="bad">Overdue</StatusTag>
      ) : (
        <StatusTag tone="neutral">To come</StatusTag>
      ),
  },
  {
    key: 'evidence',
    header: 'What it became',
    cell: ({ id, title, evidence, evidenceSlug, deliveredOn, deliveredSays }) =>
      evidenceSlug !== null ? (
        <a class="govuk-link" href={`/evidence/${evidenceSlug}`}>
          {evidence}
        </a>
      ) : deliveredOn !== null ? (
        deliveredSays
      ) : mayEdit ? (
        <a class="govuk-link" href={`${base}/deliverables/${id}/delivery`}>
          Record its delivery<span class="govuk-visually-hidden">: {title}</span>
        </a>
      ) : (
        'Nothing yet'
      ),
  },
];

/** One agreement: who pays what, what is due, what it brought. */
export function AgreementPage(props: {
  readonly agreement: Agreement;
  readonly funding: readonly Funding[];
  readonly deliverables: readonly Deliverable[];
  readonly today: PlainDate;
  readonly mayEdit: boolean;
}) {
  const { agreement, mayEdit, today } = props;
  const base = `/evidence/agreements/${agreement.slug}`;
  const runs = [
    ...(agreement.startsOn === null ? [] : [`from ${longDate(agreement.startsOn)}`]),
    ...(agreement.endsOn === null ? [] : [`to ${longDate(agreement.endsOn)}`]),
  ].join(' ');
  return (
    <>
      <PageHeading
        heading={agreement.title}
        caption="Research agreement"
        lead={`${moneyInWords(agreement)}. Delivered: ${deliveredInWords(agreement)}.`}
        actions={mayEdit ? <Button href={`${base}/deliverables/new`}>Add what is due</Button> : null}
      />
      {agreement.says ? <p class="govuk-body">{agreement.says}</p> : null}
      {mayEdit ? (
        <p class="govuk-body">
          <a class="govuk-link" href={`${base}/funding/new`}>
            Say who pays
          </a>
          {', '}
          <a class="govuk-link" href={`${base}/edit`}>
            change what is said of it
          </a>
        </p>
      ) : null}
      <SummaryList
        rows={[
          { key: 'Who researches', value: agreement.researcher },
          { key: 'It runs', value: runs || 'Not said' },
          ...(agreement.note ? [{ key: 'Note', value: agreement.note }] : []),
        ]}
      />
      <DataTable
        caption="What it must bring"
        columns={deliverableColumns(base, mayEdit, today)}
        rows={props.deliverables}
        rowKey={({ id }) => id}
        path={base}
        empty="What is to be delivered will stand here, each with its day and who answers for it."
      />
      <DataTable
        caption="Who pays"
        columns={fundingColumns(base, mayEdit)}
        rows={props.funding}
        rowKey={({ id }) => id}
        path={base}
        empty="Who pays for it will stand here, with the amounts."
      />
    </>
  );
}
