/** For whom: the groups that the measure behind an indicator was released for. */
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { Block } from '../../../ui/document/index.ts';
import { listFollowing, listReleases } from '../measures/queries.ts';
import type { Indicator } from '../types.ts';

/** The last release up to a day as a table by group, small counts hidden as they were released; nothing without groups. */
export async function groupsTable(
  tx: Tx,
  { id, title }: Indicator,
  asAt: PlainDate,
): Promise<readonly Block[]> {
  const [following] = await listFollowing(tx, { indicatorId: id });
  if (!following) return [];
  const releases = await listReleases(tx, { measure: following.measure, until: asAt });
  const [latest] = releases.filter(({ releasedOn }) => releasedOn <= asAt);
  const groups = latest?.figures.filter(({ group, place }) => group !== '' && place === '') ?? [];
  if (!latest || groups.length === 0) return [];
  return [
    {
      kind: 'table',
      caption: `${title} by group, ${latest.period.label}`,
      headerColumn: true,
      columns: [
        { header: 'Group', width: 3 },
        { header: 'Count', align: 'right' },
      ],
      rows: groups.map(({ groupSays, value }) => ({
        cells: [groupSays, value === null ? 'Hidden' : value.toLocaleString('en-GB')],
      })),
    },
  ];
}
