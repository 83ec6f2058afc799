/** What is a whole comes whole: nothing is added to it in a later transaction, whatever command would try. */
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { modules } from '../../src/modules.ts';
import { testApp } from '../support/app.ts';

const concord = testApp({ example: true });
const everything = modules.flatMap((module) => module.permissions?.map((p) => p.name) ?? []);

/** A further part of each whole of the example. */
const PARTS = {
  'intelligence.tension_level': [
    'scale_id, position, name',
    "select partnership_id, id, 20, 'Worse still' from intelligence.tension_scale",
  ],
  'intelligence.comparator_place': [
    'family_id, place_id',
    `select f.partnership_id, f.id, p.id from intelligence.comparator_family f
     join places.place p on p.partnership_id = f.partnership_id
     where not exists (select from intelligence.comparator_place c where c.partnership_id = f.partnership_id and c.family_id = f.id and c.place_id = p.id)`,
  ],
  'strategy.exercise_criterion': [
    'exercise_id, position, title, weight',
    "select partnership_id, id, 20, 'How loudly it is said', 1 from strategy.exercise",
  ],
  'strategy.exercise_need': [
    'exercise_id, need_id',
    `select e.partnership_id, e.id, n.id from strategy.exercise e join strategy.need n on n.partnership_id = e.partnership_id
     where not exists (select from strategy.exercise_need x where x.partnership_id = e.partnership_id and x.exercise_id = e.id and x.need_id = n.id)`,
  ],
} as const;

test.each(Object.entries(PARTS))('nothing is added to %s', async (table, [columns, rows]) => {
  const { db } = concord();
  const actor = db.with(...everything);
  const { rowCount } = await db.ownerPool.query(rows);
  expect(rowCount).toBeGreaterThan(0);
  const add = (names: string, query: string) =>
    db.as(actor, async (tx) => {
      await sql.raw(`insert into ${table} (partnership_id, ${names}) ${query} limit 1`).execute(tx);
    });
  expect(await add(columns, rows)).toMatchObject({
    refused: `${table.split('.')[1]?.replaceAll('_', '-')}-came-with-it`,
  });
  expect(await add(`${columns}, recorded_at`, rows.replace(' from', ', now() from'))).toMatchObject({
    refused: 'not-allowed',
  });
});
