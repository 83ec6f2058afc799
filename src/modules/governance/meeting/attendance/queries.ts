import type { PlainDate } from '../../../../kernel/plain-date.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import { type PresenceEntry, standingEntries } from '../here.ts';
import { type Attendance, attendanceStatistics, type SeatHeld, type SittingHeld } from './statistics.ts';

export interface AttendancePeriod {
  readonly from: PlainDate;
  readonly to: PlainDate;
  readonly bodyId?: string | undefined;
}

/** Attendance per body, agency and member at the sittings of a period; cancelled ones do not count. */
export async function attendanceIn(tx: Tx, { from, to, bodyId }: AttendancePeriod): Promise<Attendance> {
  const sittings = await tx
    .selectFrom('governance.sitting_now as s')
    .innerJoin('governance.body as b', (join) =>
      join.onRef('b.partnership_id', '=', 's.partnership_id').onRef('b.id', '=', 's.body_id'),
    )
    .select(['s.id', 's.body_id as bodyId', 'b.name as body', 's.latest_day as day'])
    .where('s.status', 'in', ['held', 'inquorate', 'adjourned'])
    .where('s.latest_day', '>=', from)
    .where('s.latest_day', '<=', to)
    .$if(bodyId !== undefined, (all) => all.where('s.body_id', '=', bodyId ?? ''))
    .$castTo<SittingHeld>()
    .execute();
  if (sittings.length === 0) return attendanceStatistics([], [], []);
  const ids = sittings.map(({ id }) => id);
  const entries = await tx
    .selectFrom('governance.presence')
    .select([
      'id',
      'sitting_id as sittingId',
      'kind',
      'membership_id as membershipId',
      'substitute',
      'corrects_id as correctsId',
    ])
    .where('sitting_id', 'in', ids)
    .orderBy('recorded_at')
    .orderBy('id')
    .$castTo<
      Pick<PresenceEntry, 'id' | 'kind' | 'membershipId' | 'substitute' | 'correctsId'> & {
        sittingId: string;
      }
    >()
    .execute();
  const came = standingEntries(entries).flatMap(({ kind, sittingId, membershipId, substitute }) =>
    kind === 'arrived' && membershipId !== null
      ? [{ sittingId, membershipId, substitute: substitute !== null }]
      : [],
  );
  return attendanceStatistics(sittings, await seatsOf(tx, sittings), came);
}

const seatsOf = (tx: Tx, sittings: readonly SittingHeld[]): Promise<readonly SeatHeld[]> =>
  tx
    .selectFrom('governance.membership as m')
    .leftJoin('partners.agency as a', (join) =>
      join.onRef('a.partnership_id', '=', 'm.partnership_id').onRef('a.id', '=', 'm.agency_id'),
    )
    .leftJoin('partners.post as p', (join) =>
      join.onRef('p.partnership_id', '=', 'm.partnership_id').onRef('p.id', '=', 'm.post_id'),
    )
    .select(({ fn, val }) => [
      'm.id',
      'm.body_id as bodyId',
      fn.coalesce('p.title', fn('nullif', ['m.seat_title', val('')]), 'a.name', val('Member')).as('title'),
      'm.agency_id as agencyId',
      'a.name as agency',
      'm.starts_on as startsOn',
      'm.ends_on as endsOn',
    ])
    .where('m.standing', '<>', 'substitute')
    .where('m.body_id', 'in', [...new Set(sittings.map(({ bodyId }) => bodyId))])
    .$castTo<SeatHeld>()
    .execute();
