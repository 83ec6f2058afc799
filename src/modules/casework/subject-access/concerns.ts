/** Concerns, as they are given to somebody whom they are about. */
import { longDate } from '../../../kernel/plain-date.ts';
import {
  ANSWERS,
  type Answer,
  OUTCOMES,
  PRECISIONS,
  QUESTIONS,
  ROLES,
  type Role,
  typeTitle,
} from '../concerns/types.ts';
import { clustersOf, recordsOf } from '../people/index.ts';
import type { HeldRow, SubjectAccess } from './part.ts';

/** Stands for what somebody else told of the person, who would be known by how they told it. */
export const HELD_BACK = 'Held back: it is what another person told, who would be known by it';

/**
 * What was told of the person and of what happened to them. Who told of it is never said; where the person is thought
 * responsible, the words of whoever told of it are held back (Data Protection Act 2018, schedule 2, paragraph 16).
 */
export const concernAccess: SubjectAccess = {
  title: 'What agencies were told of, that you were affected by or are said to have done',
  tables: ['concern', 'concern_person', 'concern_closure', 'concern_pair'],
  async gather(tx, machine, subjects, clusterId) {
    const records = await recordsOf(tx, machine, subjects, await clustersOf(tx, machine, clusterId));
    if (records.length === 0) return [];
    const rows = await tx
      .selectFrom('casework.concern_person as p')
      .innerJoin('casework.concern as c', (on) =>
        on.onRef('c.partnership_id', '=', 'p.partnership_id').onRef('c.id', '=', 'p.concern_id'),
      )
      .innerJoin('partners.agency as a', (on) =>
        on.onRef('a.partnership_id', '=', 'c.partnership_id').onRef('a.id', '=', 'c.agency_id'),
      )
      .leftJoin('casework.concern_closure as x', (on) =>
        on.onRef('x.partnership_id', '=', 'c.partnership_id').onRef('x.concern_id', '=', 'c.id'),
      )
      .where('p.partnership_id', '=', machine.partnershipId)
      .where(
        'p.record_id',
        'in',
        records.map(({ recordId }) => recordId),
      )
      .orderBy('c.on_day')
      .orderBy('c.id')
      .selectAll('c')
      .select(['a.name as agency', 'p.role', 'x.outcome', 'x.closed_on', 'x.reason'])
      .execute();
    return [...Map.groupBy(rows, ({ id }) => id)].flatMap(([id, of]): HeldRow[] => {
      const row = of[0];
      if (!row) return [];
      const roles = [...new Set(of.map(({ role }) => role))];
      const told = roles.includes('reported') || roles.includes('affected');
      const words = told || row.reported_by === 'worker' ? subjects.open(id, row.narrative) : HELD_BACK;
      const reason = subjects.open(id, row.reason);
      return [
        {
          'Told to': row.agency,
          'Your part in it': roles.map((role) => ROLES[role as Role]).join(', '),
          'What happened': typeTitle(row.type),
          When: `${longDate(row.on_day)}: ${PRECISIONS[row.precision as keyof typeof PRECISIONS].toLowerCase()}`,
          'Told on': row.reported_on,
          ...(words ? { 'What was written': words } : {}),
          ...(told
            ? {
                [QUESTIONS.happenedBefore]: ANSWERS[row.happened_before as Answer],
                [QUESTIONS.toldOthers]: ANSWERS[row.told_others as Answer],
                [QUESTIONS.feelsTargeted]: ANSWERS[row.feels_targeted as Answer],
                [QUESTIONS.illAtHome]: ANSWERS[row.ill_at_home as Answer],
              }
            : {}),
          ...(row.outcome ? { 'What came of it': OUTCOMES[row.outcome as keyof typeof OUTCOMES] } : {}),
          ...(reason ? { 'As the agency wrote': reason } : {}),
          'To be looked at, and disposed of unless needed, on': row.review_on,
        },
      ];
    });
  },
};
