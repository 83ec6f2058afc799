import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { withClient } from '../../src/platform/database/connection.ts';
import { generateListing, generateTypes } from '../../src/platform/database/generate.ts';
import { testDatabase } from '../../src/platform/database/testing.ts';

const db = testDatabase();
/** The catalogue's wording differs between major versions, so the listing is that of the embedded engine. */
const otherEngine = process.env.CONCORD_TEST_PG_BIN !== undefined;

test('the committed types and listing are those of the migrated database (npm run db:generate)', async ({
  skip,
}) => {
  if (otherEngine) skip('the listing is written by the embedded PostgreSQL');
  const [types, listing] = await withClient(db().owner, async (client) => [
    await generateTypes(client),
    await generateListing(client),
  ]);
  expect(listing.length).toBeGreaterThan(10_000);
  expect(await readFile('src/platform/database/types.ts', 'utf8')).toBe(types);
  expect(await readFile('db/schema.md', 'utf8')).toBe(listing);
});
