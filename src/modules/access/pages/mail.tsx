import { InsetText } from '../../../ui/govuk/index.ts';
import { PageHeading, StatusTag } from '../../../ui/layout/index.ts';
import { DataTable, type TableQuery } from '../../../ui/table/index.ts';
import type { MailRow } from '../mail-log.ts';
import { Moment } from './parts.tsx';

const STATE = {
  sent: { tone: 'good', text: 'Sent' },
  kept: { tone: 'neutral', text: 'Kept here' },
  failed: { tone: 'bad', text: 'Not sent' },
  waiting: { tone: 'active', text: 'Waiting' },
} as const;

export const MailState = ({ row }: { readonly row: MailRow }) => (
  <>
    <StatusTag tone={STATE[row.state].tone}>{STATE[row.state].text}</StatusTag>
    {row.state === 'failed' && row.reason ? ` (${row.reason})` : null}
  </>
);

export interface MailsView {
  readonly rows: readonly MailRow[];
  readonly total: number;
  readonly pageSize: number;
  readonly query: TableQuery;
  readonly hasServer: boolean;
}

/** Every mail that was written, and what became of it. */
export function MailsPage({ rows, total, pageSize, query, hasServer }: MailsView) {
  return (
    <>
      <PageHeading heading="Mail" lead="What Concord wrote, to whom, and what became of it." />
      {hasServer ? null : (
        <InsetText>
          No mail server is set, so mails are kept here and can be read. To send them, start Concord with
          CONCORD_SMTP.
        </InsetText>
      )}
      <DataTable
        caption="Mails"
        captionHidden
        columns={[
          {
            key: 'subject',
            header: 'Subject',
            cell: (row) => (
              <a class="govuk-link" href={`/mail/${row.id}`}>
                {row.subject}
              </a>
            ),
          },
          { key: 'to', header: 'To', cell: (row) => row.recipient },
          { key: 'at', header: 'Written', cell: (row) => <Moment at={row.createdAt} /> },
          { key: 'state', header: 'State', cell: (row) => <MailState row={row} /> },
        ]}
        rows={rows}
        rowKey={(row) => row.id}
        path="/mail"
        query={query}
        total={total}
        pageSize={pageSize}
        empty="Mails will be here once there is something to tell somebody: an invitation, a reminder."
      />
    </>
  );
}

/** One mail. What was sent is not shown: its links belong to whom it was sent to. */
export function MailPage({ row, body }: { readonly row: MailRow; readonly body: string | undefined }) {
  return (
    <>
      <PageHeading caption={`To ${row.recipient}`} heading={row.subject} />
      <p class="govuk-body">
        <MailState row={row} /> Written on <Moment at={row.createdAt} />.
      </p>
      {body === undefined ? (
        <InsetText>
          The text is not shown, since a mail server has it: its links belong to the person it was sent to.
        </InsetText>
      ) : (
        <div class="app-letter">
          {body
            .trim()
            .split(/\n{2,}/)
            .map((paragraph) => (
              <p key={paragraph} class="govuk-body">
                {paragraph}
              </p>
            ))}
        </div>
      )}
    </>
  );
}
