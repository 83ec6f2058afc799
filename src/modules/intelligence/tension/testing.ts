import { readFileSync } from 'node:fs';
import { type Id, newId } from '../../../kernel/ids.ts';
import type { Member } from '../../../platform/actor.ts';
import type { TestDatabase } from '../../../platform/database/testing.ts';
import { exampleFigures } from '../testing.ts';
import { loadTensionExample } from './example.ts';

const example = (name: string): string =>
  readFileSync(new URL(`../../../../examples/cannock-chase/${name}`, import.meta.url), 'utf8');

/** The example's partners, places and tension log. */
export async function exampleTension(db: TestDatabase): Promise<void> {
  await exampleFigures(db);
  const loader = db.with('read', 'tension.record', 'tension.group');
  await db.does(loader, (tx) => loadTensionExample(tx, loader, example));
}

/** Somebody at the agency of that slug, with these permissions. */
export async function memberAt(db: TestDatabase, slug: string, ...permissions: string[]): Promise<Member> {
  const { rows } = await db.ownerPool.query<{ id: Id<'agency'> }>(
    'select id from partners.agency where partnership_id = $1 and slug = $2',
    [db.partnershipId, slug],
  );
  const agencyId = rows[0]?.id;
  if (!agencyId) throw new Error(`There is no agency ${slug}`);
  return {
    kind: 'member',
    accountId: newId(),
    personId: newId(),
    agencyId,
    partnershipId: db.partnershipId,
    permissions: ['read', ...permissions],
  };
}
