import { formatPercent } from '../../../../ui/charts/index.ts';
import { PageHeading } from '../../../../ui/layout/index.ts';
import { type Column, DataTable } from '../../../../ui/table/index.ts';
import type { RulePrecision } from '../precision.ts';
import { RULES, type Rule } from '../rules.ts';

const titleOf = (rule: string): string =>
  rule in RULES ? RULES[rule as Rule] : 'A case review could be asked for';

const share = ({ acted, dismissed }: Pick<RulePrecision, 'acted' | 'dismissed'>): string =>
  acted + dismissed === 0
    ? 'None settled yet'
    : `${formatPercent((100 * acted) / (acted + dismissed))} (${acted} of ${acted + dismissed})`;

const COLUMNS: readonly Column<RulePrecision>[] = [
  { key: 'rule', header: 'Rule', cell: (row) => titleOf(row.rule) },
  { key: 'right', header: 'Acted on, of those settled', cell: share },
  { key: 'dismissed', header: 'Dismissed', numeric: true, cell: (row) => String(row.dismissed) },
  { key: 'waiting', header: 'Waiting', numeric: true, cell: (row) => String(row.waiting) },
  { key: 'flagged', header: 'Flagged', numeric: true, cell: (row) => String(row.flagged) },
];

/** How often each rule of early warning was right, as the agencies that answered said. Counts of flags; names nobody. */
export function PrecisionPage({ rules }: { readonly rules: readonly RulePrecision[] }) {
  const [acted, dismissed] = [
    rules.reduce((sum, one) => sum + one.acted, 0),
    rules.reduce((sum, one) => sum + one.dismissed, 0),
  ];
  return (
    <>
      <PageHeading
        heading="How often the rules were right"
        lead={
          acted + dismissed === 0
            ? 'No flag is settled yet.'
            : `${share({ acted, dismissed })} of what the rules found was acted on. A flag that several rules met counts for each.`
        }
      />
      <DataTable
        caption="Rules of early warning"
        captionHidden
        columns={COLUMNS}
        rows={rules}
        rowKey={(row) => row.rule}
        path="/casework/patterns/precision"
        empty="As soon as flags are answered, each rule will stand here with how often it was right. A rule that is often dismissed needs a higher threshold."
      />
    </>
  );
}
