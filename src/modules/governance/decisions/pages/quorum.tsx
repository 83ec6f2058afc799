import { Table } from '../../../../ui/govuk/index.ts';

/** What is kept of the quorum a decision was taken in. */
export interface Evidence {
  readonly known?: boolean;
  readonly organisations?: readonly {
    readonly agency: string;
    readonly by: string;
    readonly remote: boolean;
    readonly counts: boolean;
    readonly why: string;
  }[];
}

/** Which organisations were there, by whom, and which of them counted. */
export function QuorumTable({ evidence }: { readonly evidence: Evidence }) {
  const { organisations = [] } = evidence;
  if (organisations.length === 0) return null;
  return (
    <Table
      caption="Who was there when it was decided"
      captionClass="govuk-table__caption--m"
      head={[{ text: 'Organisation' }, { text: 'By' }, { text: 'Counted towards the quorum' }]}
      rows={organisations.map(({ agency, by, remote, counts, why }) => [
        { text: agency },
        { text: remote ? `${by} (remotely)` : by },
        { text: counts ? `Yes: ${why}` : `No: ${why}` },
      ])}
      firstCellIsHeader
    />
  );
}
