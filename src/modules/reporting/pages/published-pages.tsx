import { longDate } from '../../../kernel/plain-date.ts';
import { type Document, DocumentView } from '../../../ui/document/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import type { PublicationRow } from '../edition-queries.ts';
import { FORMATS } from '../render.ts';

const NAMES = {
  html: 'Web page as approved',
  pdf: 'PDF',
  docx: 'Word document',
  json: 'Data (JSON)',
} as const;

const made = ({ hashes }: PublicationRow) => FORMATS.filter((format) => hashes[format] !== null);

/** The reports that everybody may read. */
export function PublishedListPage({ publications }: { readonly publications: readonly PublicationRow[] }) {
  return (
    <>
      <PageHeading
        heading="Published reports"
        lead="What the partnership has reported, exactly as it was approved."
      />
      {publications.length === 0 ? (
        <p class="govuk-body">No report is published yet. Approved reports that are published appear here.</p>
      ) : (
        <ul class="govuk-list govuk-list--spaced">
          {publications.map((row) => (
            <li>
              <a class="govuk-link govuk-!-font-weight-bold" href={`/published/${row.slug}`}>
                {row.title}, as at {longDate(row.asAt)}
              </a>
              <br />
              Published {longDate(row.publishedOn)}. <Downloads row={row} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Downloads({ row }: { readonly row: PublicationRow }) {
  return (
    <>
      {made(row).map((format, index) => (
        <>
          {index > 0 ? ', ' : ''}
          <a class="govuk-link" href={`/published/${row.slug}/report.${format}`}>
            {NAMES[format]}
            <span class="govuk-visually-hidden"> of the report as at {longDate(row.asAt)}</span>
          </a>
        </>
      ))}
    </>
  );
}

/** One published report: the frozen document, its downloads and their hashes. */
export function PublishedPage({
  row,
  document,
}: {
  readonly row: PublicationRow;
  readonly document: Document;
}) {
  return (
    <>
      <DocumentView document={document} />
      <section aria-labelledby="downloads" class="app-downloads">
        <h2 class="govuk-heading-m" id="downloads">
          Download this report
        </h2>
        <p class="govuk-body">
          Published {longDate(row.publishedOn)}. <Downloads row={row} />
        </p>
        <details class="govuk-details">
          <summary class="govuk-details__summary">
            <span class="govuk-details__summary-text">Check that your copy is what was approved</span>
          </summary>
          <div class="govuk-details__text">
            <ul class="govuk-list">
              {made(row).map((format) => (
                <li>
                  {NAMES[format]}, SHA-256:{' '}
                  <code class="app-hash">{row.hashes[format]?.toString('hex')}</code>
                </li>
              ))}
            </ul>
          </div>
        </details>
      </section>
    </>
  );
}
