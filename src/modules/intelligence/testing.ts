import { readFileSync } from 'node:fs';
import { newId } from '../../kernel/ids.ts';
import type { Actor } from '../../platform/actor.ts';
import type { TestDatabase } from '../../platform/database/testing.ts';
import { loadIntelligenceExample } from './example.ts';
import { parseTable } from './import/table.ts';

/** A file of the example. */
export const exampleFile = (name: string): string =>
  readFileSync(new URL(`../../../examples/cannock-chase/${name}`, import.meta.url), 'utf8');

/** Puts the example's agencies, posts and places into a test database as far as the figures name them, then the figures. */
export async function exampleFigures(db: TestDatabase): Promise<void> {
  const partnership = db.partnershipId;
  const agencies = new Map<string, string>();
  const rows = <Name extends string>(name: string, ...columns: Name[]) => {
    const heading = exampleFile(name).split('\n')[0]?.split(',') ?? [];
    return parseTable(exampleFile(name), { columns: heading, needed: columns }).lines.map(
      ({ cells }) => cells as Record<Name, string>,
    );
  };
  for (const { slug, name, short_name, sector } of rows(
    'agencies.csv',
    'slug',
    'name',
    'short_name',
    'sector',
  )) {
    const id = newId();
    agencies.set(slug, id);
    await db.ownerPool.query(
      'insert into partners.agency (partnership_id, id, slug, name, short_name, sector, statutory) values ($1, $2, $3, $4, $5, $6, false)',
      [partnership, id, slug, name, short_name, sector],
    );
  }
  for (const { slug, agency, title } of rows('posts.csv', 'slug', 'agency', 'title'))
    await db.ownerPool.query(
      'insert into partners.post (partnership_id, id, agency_id, slug, title) values ($1, $2, $3, $4, $5)',
      [partnership, newId(), agencies.get(agency), slug, title],
    );
  const geography = newId();
  await db.ownerPool.query(
    "insert into places.geography (partnership_id, id, slug, name) values ($1, $2, 'area', 'Area')",
    [partnership, geography],
  );
  for (const { slug, name } of rows('places.csv', 'slug', 'name'))
    await db.ownerPool.query(
      'insert into places.place (partnership_id, id, geography_id, slug, name) values ($1, $2, $3, $4, $5)',
      [partnership, newId(), geography, slug, name],
    );
  const loader: Actor = db.with('read', 'indicators.edit', 'observations.record');
  await db.does(loader, (tx) => loadIntelligenceExample(tx, loader, exampleFile));
}
