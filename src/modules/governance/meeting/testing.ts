/** A board in the middle of a meeting, for tests. */

import { newId } from '../../../kernel/ids.ts';
import { plainDate } from '../../../kernel/plain-date.ts';
import { orThrow } from '../../../kernel/refusal.ts';
import type { TestDatabase } from '../../../platform/database/testing.ts';
import { adoptTerms, draftTerms } from '../terms/terms.ts';

export interface Board {
  readonly bodyId: string;
  readonly slug: string;
  readonly sittingId: string;
  /** Two items: an ordinary one, then a key decision. */
  readonly items: readonly [string, string];
  /** Memberships by name: council, council-two (the same agency), police, health, college (ordinary), adviser. */
  readonly members: Readonly<Record<MemberName, string>>;
  readonly agencies: Readonly<Record<string, string>>;
}

/** What a board is founded in: a test's database, or that of the example. */
export type Founding = Pick<TestDatabase, 'partnershipId' | 'ownerPool' | 'does' | 'with'>;

type MemberName = 'council' | 'council-two' | 'police' | 'health' | 'college' | 'adviser';

const SEATS: readonly (readonly [MemberName, string, string])[] = [
  ['council', 'Council', 'core'],
  ['council-two', 'Council', 'core'],
  ['police', 'Police', 'core'],
  ['health', 'Health', 'core'],
  ['college', 'College', 'ordinary'],
  ['adviser', 'Adviser', 'advisory'],
];

/** Founds a board with three core organisations, of which two are its quorum for key decisions, and a sitting of it. */
export async function foundBoard(db: Founding, day = '2013-01-17'): Promise<Board> {
  const within = { partnership_id: db.partnershipId };
  const short = newId().slice(-8);
  const put = (table: string, row: Record<string, unknown>): Promise<unknown> => {
    const all = { ...within, ...row };
    const marks = Object.keys(all).map((_, at) => `$${at + 1}`);
    return db.ownerPool.query(
      `insert into ${table} (${Object.keys(all).join(', ')}) values (${marks.join(', ')})`,
      Object.values(all),
    );
  };
  const bodyId = newId();
  const slug = `board-${short}`;
  await put('governance.body', { id: bodyId, slug, name: `Board ${short}`, kind: 'executive' });
  const keeper = db.with('read', 'governance.edit', 'terms.adopt');
  await db.does(keeper, async (tx) => {
    const drafted = orThrow(
      await draftTerms(tx, keeper, bodyId, {
        quorum: { rule: 'number', number: 2 },
        minutesDaysAfter: 14,
        startsOn: plainDate('2012-04-01'),
      }),
    );
    orThrow(
      await adoptTerms(tx, keeper, {
        termsId: drafted.id,
        on: plainDate('2012-04-01'),
        by: 'The board itself',
        ground: {
          earlier: { minutes: 'Inaugural meeting', reason: 'Decided before the partnership began here' },
        },
      }),
    );
  });
  const agencies: Record<string, string> = {};
  const members: Partial<Record<MemberName, string>> = {};
  for (const [name, agency, standing] of SEATS) {
    if (agencies[agency] === undefined) {
      agencies[agency] = newId();
      await put('partners.agency', {
        id: agencies[agency],
        slug: `${agency.toLowerCase()}-${short}`,
        name: `${agency} ${short}`,
        short_name: `${agency} ${short}`,
        sector: 'other',
        statutory: false,
      });
    }
    const id = newId();
    members[name] = id;
    await put('governance.membership', {
      id,
      body_id: bodyId,
      agency_id: agencies[agency],
      seat_title: `Seat of ${name}`,
      standing,
      starts_on: '2012-04-01',
    });
  }
  const sittingId = newId();
  await put('governance.sitting', {
    id: sittingId,
    body_id: bodyId,
    day,
    precision: 'day',
    kind: 'ordinary',
  });
  const items: [string, string] = [newId(), newId()];
  const item = { sitting_id: sittingId };
  await put('governance.agenda_item', {
    ...item,
    id: items[0],
    position: 1,
    title: 'Matters arising',
    type: 'discussion',
  });
  await put('governance.agenda_item', {
    ...item,
    id: items[1],
    position: 2,
    title: 'Apprenticeship scheme',
    type: 'decision',
    key_decision: true,
    proposal: 'That the scheme be endorsed',
  });
  return { bodyId, slug, sittingId, items, members: members as Board['members'], agencies };
}
