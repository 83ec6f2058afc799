import { newId } from '../../src/kernel/ids.ts';
import type { Member } from '../../src/platform/actor.ts';
import type { TestDatabase } from '../../src/platform/database/testing.ts';

/**
 * A member with exactly these permissions (and `read`), whose agency, person, post and account stand in the
 * database, so that what they do can refer to them. `@own` stands for their agency: `progress.report@own`.
 */
export async function enrol(db: TestDatabase, permissions: readonly string[]): Promise<Member> {
  const member = {
    accountId: newId<'account'>(),
    personId: newId<'person'>(),
    agencyId: newId<'agency'>(),
    sessionId: newId<'session'>(),
  };
  const short = member.accountId.slice(-12);
  const insert = (table: string, row: Record<string, unknown>): Promise<unknown> => {
    const columns = Object.keys(row);
    const marks = columns.map((_, at) => `$${at + 1}`);
    return db.ownerPool.query(
      `insert into ${table} (${columns.join(', ')}) values (${marks.join(', ')})`,
      Object.values(row),
    );
  };
  const within = { partnership_id: db.partnershipId };
  const postId = newId<'post'>();
  await insert('partners.agency', {
    ...within,
    id: member.agencyId,
    slug: `agency-${short}`,
    name: `Agency ${short}`,
    short_name: `Agency ${short}`,
    sector: 'other',
    statutory: false,
  });
  await insert('partners.person', { ...within, id: member.personId, name: `Person ${short}` });
  await insert('partners.post', {
    ...within,
    id: postId,
    agency_id: member.agencyId,
    slug: `post-${short}`,
    title: `Post ${short}`,
  });
  await insert('access.account', {
    ...within,
    id: member.accountId,
    person_id: member.personId,
    agency_id: member.agencyId,
    post_id: postId,
    email: `person-${short}@example.org`,
  });
  return {
    kind: 'member',
    partnershipId: db.partnershipId,
    ...member,
    permissions: [
      ...new Set(['read', ...permissions.map((held) => held.replace(/@own$/, `@${member.agencyId}`))]),
    ],
  };
}
