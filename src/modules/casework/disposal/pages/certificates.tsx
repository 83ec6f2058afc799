import { plural } from '../../../../kernel/names.ts';
import { longDate } from '../../../../kernel/plain-date.ts';
import { SummaryList } from '../../../../ui/govuk/index.ts';
import { PageHeading, StatusTag } from '../../../../ui/layout/index.ts';
import { type Column, DataTable, type TableQuery } from '../../../../ui/table/index.ts';
import { DISPOSALS } from '../../retention/crumbs.ts';
import type { Certificate } from '../certificates.ts';
import { BECAUSE } from '../certify.ts';
import { factsOf, KEYS_ELSEWHERE, numberOf, PROVES, rowsOf, whatWent } from '../document.ts';

export const CERTIFICATES_PAGE = 50;

const FinishedTag = ({ finishedAt }: Pick<Certificate, 'finishedAt'>) =>
  finishedAt ? (
    <StatusTag tone="good">Keys destroyed</StatusTag>
  ) : (
    <StatusTag tone="warning">Keys wait to be destroyed</StatusTag>
  );

const columns: readonly Column<Certificate>[] = [
  {
    key: 'number',
    header: 'Certificate',
    cell: (one) => (
      <a class="govuk-link" href={`${DISPOSALS}/${one.id}`}>
        {numberOf(one)}
      </a>
    ),
  },
  { key: 'what', header: 'What went', cell: whatWent },
  { key: 'on', header: 'On', cell: ({ onDay }) => longDate(onDay) },
  { key: 'because', header: 'Because', cell: ({ because }) => BECAUSE[because] },
  { key: 'finished', header: 'Stands', cell: FinishedTag },
];

/** What was disposed of, with proof and without names. */
export function CertificatesPage(props: {
  readonly certificates: readonly Certificate[];
  readonly total: number;
  readonly query: TableQuery;
}) {
  return (
    <>
      <PageHeading
        heading="Certificates of disposal"
        lead={
          props.total === 0
            ? 'Nothing has been disposed of yet.'
            : `${plural(props.total, 'disposal')}, each with proof of what went and no word of who it was.`
        }
      />
      <DataTable
        caption="Certificates"
        captionHidden
        columns={columns}
        rows={props.certificates}
        rowKey={({ id }) => id}
        path={DISPOSALS}
        query={props.query}
        total={props.total}
        pageSize={CERTIFICATES_PAGE}
        empty="When a review ends in disposal, its certificate will be here."
      />
    </>
  );
}

/** One certificate. */
export function CertificatePage({ certificate }: { readonly certificate: Certificate }) {
  return (
    <>
      <PageHeading
        heading={`Certificate of disposal ${numberOf(certificate)}`}
        lead={<FinishedTag {...certificate} />}
        actions={
          <a
            class="govuk-button govuk-button--secondary"
            href={`${DISPOSALS}/${certificate.id}/certificate.pdf`}
          >
            Certificate to print (PDF)
          </a>
        }
      />
      {certificate.finishedAt ? null : (
        <p class="govuk-body">
          The rows have gone. The keys are destroyed within minutes, or by the next hour after a failure.
        </p>
      )}
      <SummaryList rows={factsOf(certificate).map(({ label, value }) => ({ key: label, value }))} />
      <h2 class="govuk-heading-m">Rows that went</h2>
      <SummaryList rows={rowsOf(certificate).map(({ says, rows }) => ({ key: says, value: String(rows) }))} />
      <h2 class="govuk-heading-m">What this proves</h2>
      <p class="govuk-body">{PROVES}</p>
      <p class="govuk-body">{KEYS_ELSEWHERE}</p>
    </>
  );
}
