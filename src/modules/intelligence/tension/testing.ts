import { readFileSync } from 'node:fs';
import { type Id, newId } from '../../../kernel/ids.ts';
import { plainDate } from '../../../kernel/plain-date.ts';
import type { Member } from '../../../platform/actor.ts';
import type { TestDatabase } from '../../../platform/database/testing.ts';
import { exampleFigures } from '../testing.ts';
import { loadTensionExample } from './example.ts';
import type { ItemFields } from './item.ts';
import { listTerms } from './lists.ts';

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

/** The id of a community or a type by its name; empty where there is none. */
export const termId = async (db: TestDatabase, kind: string, name: string): Promise<string> =>
  (await db.does(db.with('read'), listTerms)).find((term) => term.kind === kind && term.name === name)?.id ??
  '';

/** What is said of a sign of tension in June 2012, for the group unless said otherwise. */
export const signOf = async (db: TestDatabase, fields: Partial<ItemFields>): Promise<ItemFields> => ({
  form: 'experienced',
  happenedOn: plainDate('2012-06-11'),
  level: 2,
  typeId: await termId(db, 'type', 'Racial'),
  communityId: null,
  placeId: null,
  source: '',
  says: 'Shouting outside a shop.',
  doing: '',
  tier: 'group',
  forumSays: '',
  closedOn: null,
  closedSays: '',
  namesChecked: false,
  ...fields,
});
