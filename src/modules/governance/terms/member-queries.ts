import type { Id } from '../../../kernel/ids.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { Office, Standing } from './words.ts';

/** A member of a body: an organisation's seat, held by a post or a person, from when to when. */
export interface Member {
  readonly id: Id<'membership'>;
  readonly bodyId: Id<'body'>;
  readonly agencyId: Id<'agency'> | null;
  readonly agency: string | null;
  readonly postId: Id<'post'> | null;
  readonly post: string | null;
  readonly personId: Id<'person'> | null;
  readonly person: string | null;
  /** Whose seat it is, in the words of the terms; empty where agency and post say it. */
  readonly seatTitle: string;
  /** Post, person, seat and agency in one line. */
  readonly title: string;
  readonly standing: Standing;
  readonly functionSlug: string | null;
  /** The function's name in the body's latest terms; its slug where they do not list it. */
  readonly function: string | null;
  /** The member whose substitute this one is. */
  readonly substituteForId: Id<'membership'> | null;
  /** The office held on the day that was asked about. */
  readonly office: Office | null;
  readonly startsOn: PlainDate | null;
  readonly endsOn: PlainDate | null;
  readonly email: string | null;
  readonly note: string;
  readonly revision: number;
}

/** Who was elected to an office of a body, from when until when. */
export interface OfficeHolding {
  readonly id: Id<'office'>;
  readonly bodyId: Id<'body'>;
  readonly membershipId: Id<'membership'>;
  readonly office: Office;
  readonly startsOn: PlainDate;
  /** The last day; null while it is held. */
  readonly endsOn: PlainDate | null;
  readonly how: string;
  readonly revision: number;
}

const members = (tx: Tx, on: PlainDate | null) =>
  tx
    .selectFrom('governance.membership as m')
    .leftJoin('partners.agency as a', (join) =>
      join.onRef('a.partnership_id', '=', 'm.partnership_id').onRef('a.id', '=', 'm.agency_id'),
    )
    .leftJoin('partners.post as p', (join) =>
      join.onRef('p.partnership_id', '=', 'm.partnership_id').onRef('p.id', '=', 'm.post_id'),
    )
    .leftJoin('partners.person as w', (join) =>
      join.onRef('w.partnership_id', '=', 'm.partnership_id').onRef('w.id', '=', 'm.person_id'),
    )
    .select([
      'm.id',
      'm.body_id as bodyId',
      'm.agency_id as agencyId',
      'a.name as agency',
      'm.post_id as postId',
      'p.title as post',
      'm.person_id as personId',
      'w.name as person',
      'm.seat_title as seatTitle',
      'm.standing',
      'm.function_slug as functionSlug',
      'm.substitute_for_id as substituteForId',
      'm.starts_on as startsOn',
      'm.ends_on as endsOn',
      'm.email',
      'm.note',
      'm.revision',
    ])
    .select((one) => [
      one
        .selectFrom('governance.terms_function as f')
        .innerJoin('governance.terms as t', (join) =>
          join.onRef('t.partnership_id', '=', 'f.partnership_id').onRef('t.id', '=', 'f.terms_id'),
        )
        .select('f.name')
        .whereRef('f.partnership_id', '=', 'm.partnership_id')
        .whereRef('t.body_id', '=', 'm.body_id')
        .whereRef('f.slug', '=', 'm.function_slug')
        .orderBy('t.version', 'desc')
        .limit(1)
        .as('functionName'),
      one
        .selectFrom('governance.office as o')
        .select('o.office')
        .whereRef('o.partnership_id', '=', 'm.partnership_id')
        .whereRef('o.membership_id', '=', 'm.id')
        .where('o.starts_on', '<=', on)
        .where((where) => where.or([where('o.ends_on', 'is', null), where('o.ends_on', '>=', on)]))
        .orderBy('o.office')
        .limit(1)
        .as('office'),
    ]);

type Row = Awaited<ReturnType<ReturnType<typeof members>['execute']>>[number];

const inOneLine = (row: Row): string =>
  [...new Set([row.person, row.post, row.seatTitle === row.agency ? null : row.seatTitle, row.agency])]
    .filter(Boolean)
    .join(', ');

const memberOf = ({ functionName, ...row }: Row): Member =>
  ({
    ...row,
    function: functionName ?? row.functionSlug,
    title: inOneLine({ functionName, ...row }),
  }) as unknown as Member;

const ORDER: readonly Standing[] = ['core', 'ordinary', 'co-opted', 'advisory', 'substitute'];

/**
 * Who sits on a body on a day, core members first; a seat of which no beginning is known counts as open. Substitutes are
 * left out unless they are asked for: they sit only when the member does not.
 */
export async function listMembers(
  tx: Tx,
  bodyId: string,
  on: PlainDate,
  { substitutes = false }: { readonly substitutes?: boolean } = {},
): Promise<readonly Member[]> {
  const rows = await members(tx, on)
    .where('m.body_id', '=', bodyId)
    .where((where) => where.or([where('m.starts_on', 'is', null), where('m.starts_on', '<=', on)]))
    .where((where) => where.or([where('m.ends_on', 'is', null), where('m.ends_on', '>=', on)]))
    .$if(!substitutes, (all) => all.where('m.standing', '<>', 'substitute'))
    .orderBy('m.id')
    .execute();
  return rows.map(memberOf).sort((a, b) => ORDER.indexOf(a.standing) - ORDER.indexOf(b.standing));
}

/** Everybody who ever sat on a body, with who had ended; offices as they were on the day. */
export const listMembersEver = async (tx: Tx, bodyId: string, on: PlainDate): Promise<readonly Member[]> =>
  (await members(tx, on).where('m.body_id', '=', bodyId).orderBy('m.id').execute()).map(memberOf);

/** The member of that id, with the office held on a day. */
export async function findMember(
  tx: Tx,
  id: string,
  on: PlainDate | null = null,
): Promise<Member | undefined> {
  const row = await members(tx, on).where('m.id', '=', id).executeTakeFirst();
  return row && memberOf(row);
}

/** Every office ever held in a body, or in all, by office and day. */
export const listOffices = (tx: Tx, bodyId?: string): Promise<readonly OfficeHolding[]> =>
  tx
    .selectFrom('governance.office')
    .select([
      'id',
      'body_id as bodyId',
      'membership_id as membershipId',
      'office',
      'starts_on as startsOn',
      'ends_on as endsOn',
      'how',
      'revision',
    ])
    .$if(bodyId !== undefined, (all) => all.where('body_id', '=', bodyId ?? ''))
    .orderBy('body_id')
    .orderBy('office')
    .orderBy('starts_on')
    .$castTo<OfficeHolding>()
    .execute();
