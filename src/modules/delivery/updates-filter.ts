import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Silent } from './queries/silent.ts';

/** How a project may stand, as the list of updates can be narrowed to it. */
export const STANDINGS = {
  late: 'Update late',
  'on-track': 'On track',
  'at-risk': 'At risk',
  'off-track': 'Off track',
  silent: 'No update yet',
} as const;

export type UpdateStanding = keyof typeof STANDINGS;

export interface UpdatesFilter {
  readonly agencyId: string | undefined;
  readonly standing: UpdateStanding | undefined;
}

/** What an address asks for; what it asks for in other words is not asked for. */
export const readFilter = ({ agency, status }: Readonly<Record<string, string>>): UpdatesFilter => ({
  agencyId: agency || undefined,
  standing: status !== undefined && Object.hasOwn(STANDINGS, status) ? (status as UpdateStanding) : undefined,
});

const stands = (row: Silent, standing: UpdateStanding, today: PlainDate): boolean =>
  standing === 'late' ? row.dueOn < today : standing === 'silent' ? row.said === null : row.said === standing;

/** The rows of an agency, of a standing, or of both. */
export const narrowed = <Row extends Silent>(
  rows: readonly Row[],
  { agencyId, standing }: UpdatesFilter,
  today: PlainDate,
): readonly Row[] =>
  rows.filter(
    (row) =>
      (agencyId === undefined || row.agencyId === agencyId) &&
      (standing === undefined || stands(row, standing, today)),
  );

/** The agencies that lead a running project, by name. */
export const leadingAgencies = (rows: readonly Silent[]): readonly { id: string; name: string }[] =>
  [...new Map(rows.flatMap(({ agencyId: id, agency: name }) => (id && name ? [[id, name]] : [])))]
    .map(([id, name]) => ({ id, name }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en-GB'));
