import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import type { ReportState } from './report-states.ts';

/** One change of a report's state, with who made it. */
export interface StepRow {
  readonly state: ReportState;
  readonly onDay: PlainDate;
  readonly person: string | null;
  readonly agency: string | null;
  readonly reason: string | null;
}

/** How a report came to the state it is in, first step first. */
export const listSteps = (tx: Tx, actor: Actor, reportId: string): Promise<readonly StepRow[]> =>
  tx
    .selectFrom('reporting.report_step as s')
    .leftJoin('partners.person as p', (join) =>
      join.onRef('p.partnership_id', '=', 's.partnership_id').onRef('p.id', '=', 's.by_person'),
    )
    .leftJoin('partners.agency as a', (join) =>
      join.onRef('a.partnership_id', '=', 's.partnership_id').onRef('a.id', '=', 's.by_agency'),
    )
    .select(['s.state', 's.on_day as onDay', 'p.name as person', 'a.name as agency', 's.reason'])
    .where('s.partnership_id', '=', actor.partnershipId)
    .where('s.report_id', '=', reportId)
    .orderBy('s.position')
    .execute();

/** The boards that a report may follow. */
export const listBodyNames = (
  tx: Tx,
  actor: Actor,
): Promise<readonly { readonly slug: string; readonly name: string }[]> =>
  tx
    .selectFrom('governance.body')
    .select(['slug', 'name'])
    .where('partnership_id', '=', actor.partnershipId)
    .orderBy('name')
    .execute();
