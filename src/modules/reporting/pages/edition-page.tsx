import { longDate } from '../../../kernel/plain-date.ts';
import type { Keys } from '../../../ui/forms/typed.ts';
import { Button, Form, SummaryList } from '../../../ui/govuk/index.ts';
import { PageHeading, StatusTag } from '../../../ui/layout/index.ts';
import type { EditionRow } from '../edition-queries.ts';
import type { VerifiedFile } from '../verify.ts';
import { periodInWords } from './parts.tsx';

export interface EditionView {
  readonly edition: EditionRow;
  readonly files: readonly VerifiedFile[];
  readonly rowIntact: boolean;
  readonly mayPublish: boolean;
  readonly keys: Keys;
}

const NAMES = { html: 'Web page', pdf: 'PDF', docx: 'Word document', json: 'Data (JSON)' } as const;

/** A frozen edition: its files, their hashes, and whether they are still what was approved. */
export function EditionPage({ edition, files, rowIntact, mayPublish, keys }: EditionView) {
  const intact = rowIntact && files.every((file) => file.intact);
  return (
    <>
      <PageHeading
        caption={`Edition, ${periodInWords(edition.periodStart, edition.asAt)}`}
        heading={`${edition.title}, as at ${longDate(edition.asAt)}`}
        lead={
          intact ? (
            <>
              <StatusTag tone="good">Verified</StatusTag> Every file is exactly what was approved on{' '}
              {longDate(edition.approvedOn)}.
            </>
          ) : (
            <>
              <StatusTag tone="bad">Not as approved</StatusTag> Something of this edition was changed or is
              missing. Restore it from a backup.
            </>
          )
        }
      />
      <SummaryList
        rows={[
          { key: 'Approved', value: approvedWords(edition) },
          edition.alone && { key: 'One person', value: 'Whoever approved it had also submitted it.' },
          {
            key: 'Published',
            value: edition.publishedOn ? (
              <a class="govuk-link" href={`/published/${edition.slug}`}>
                {longDate(edition.publishedOn)}
              </a>
            ) : (
              'Not yet'
            ),
          },
          { key: 'Seal', value: <code class="app-hash">{edition.rowHash.toString('hex')}</code> },
        ]}
      />
      <h2 class="govuk-heading-m">Files</h2>
      <SummaryList
        rows={files.map((file) => ({
          key: NAMES[file.format],
          value:
            file.sha256 === undefined ? (
              'Not made: the machine that approved it could not make this format.'
            ) : (
              <>
                <a class="govuk-link" href={`/editions/${edition.id}/report.${file.format}`}>
                  Download
                </a>{' '}
                {file.intact ? (
                  <StatusTag tone="good">As approved</StatusTag>
                ) : (
                  <StatusTag tone="bad">Changed or missing</StatusTag>
                )}
                <br />
                <code class="app-hash">SHA-256 {file.sha256}</code>
              </>
            ),
        }))}
      />
      {mayPublish && !edition.publishedOn ? (
        <Form action={`/editions/${edition.id}/publication`} {...keys}>
          <p class="govuk-body">Everybody can read it then, under an address of its own.</p>
          <Button preventDoubleClick>Publish this edition</Button>
        </Form>
      ) : null}
      <p class="govuk-body">
        <a class="govuk-link" href={`/reports/${edition.reportId}`}>
          The report it was made from
        </a>
      </p>
    </>
  );
}

const approvedWords = (edition: EditionRow): string =>
  [
    longDate(edition.approvedOn),
    edition.approvedBy === null ? undefined : `by ${edition.approvedBy}`,
    edition.approvedFor === null ? undefined : `for ${edition.approvedFor}`,
  ]
    .filter((words) => words !== undefined)
    .join(', ');
