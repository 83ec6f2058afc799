import { describe, expect, test } from 'vitest';
import { newId } from '../../kernel/ids.ts';
import { type Actor, system } from '../actor.ts';
import { type TestDatabase, testDatabase } from '../database/testing.ts';
import { temporaryFolder } from '../engine/testing.ts';
import { keyStore } from '../keys/index.ts';
import { type AuditCheck, checkAudit, type LodgedHead } from './check.ts';
import { recordCommand } from './record.ts';
import { AUDIT_KEY, sealAudit } from './seal.ts';

const keys = keyStore(temporaryFolder().path);
const key = keys.signingKey(AUDIT_KEY);

/** A trail of ten events under two checkpoints, and two events that are not sealed yet. */
async function trail(db: TestDatabase, actor: Actor): Promise<string[]> {
  const record = (count: number) =>
    db.does(actor, async (tx) => {
      const ids: string[] = [];
      for (let nth = 0; nth < count; nth += 1)
        ids.push(
          await recordCommand(tx, actor, {
            action: 'thing.made',
            subject: { kind: 'thing', id: newId() },
            detail: { nth },
          }),
        );
      return ids;
    });
  const ids = await record(6);
  expect(await db.does(actor, (tx) => sealAudit(tx, actor, key))).toBe(6);
  ids.push(...(await record(4)));
  expect(await db.does(actor, (tx) => sealAudit(tx, actor, key))).toBe(4);
  expect(await db.does(actor, (tx) => sealAudit(tx, actor, key))).toBe(0);
  await record(2);
  return ids;
}

const check = (
  db: TestDatabase,
  lodged: readonly LodgedHead[] = [],
  partnershipId = db.partnershipId,
): Promise<AuditCheck> => {
  const auditor = system('test', partnershipId, ['audit.read']);
  return db.does(auditor, (tx) => checkAudit(tx, auditor, key.verifier, lodged));
};

type Sql = (text: string, ...values: unknown[]) => Promise<unknown>;

/**
 * Meddles with the sealed trail of a partnership of its own, as the owner of the database could, and gives what the
 * check then says. `:own` in a statement is the partnership.
 */
async function afterMeddling(
  meddle: (sql: Sql, ids: readonly string[]) => Promise<unknown>,
): Promise<{ found: string[]; ids: readonly string[]; result: AuditCheck }> {
  const own = newId<'partnership'>();
  const ids = await trail(db(), system('test', own, ['audit.seal']));
  await meddle((text, ...values) => db().ownerPool.query(text.replaceAll(':own', `'${own}'`), values), ids);
  const result = await check(db(), [], own);
  const found = result.findings.map(({ kind, eventId }) =>
    eventId ? `${kind} ${ids.indexOf(eventId)}` : kind,
  );
  return { found, ids, result };
}

const MOVE = 'update platform.audit_leaf set position = $2 where partnership_id = :own and position = $1';

const db = testDatabase();

describe('a whole audit trail', () => {
  test('has nothing wrong, and says what is not sealed yet', async () => {
    await trail(db(), db().with('audit.seal'));
    const result = await check(db());
    expect(result).toMatchObject({
      events: 12,
      sealed: 10,
      unsealed: 2,
      checkpoints: 2,
      erased: 0,
      findings: [],
    });
  });

  test('stands when a detail is erased', async () => {
    const eraser = db().with('audit.erase', 'audit.read');
    await db().does(eraser, (tx) => tx.deleteFrom('platform.audit_detail').execute());
    expect(await check(db())).toMatchObject({ erased: 12, findings: [] });
  });

  test('fits a head that was lodged elsewhere, and not one of another trail', async () => {
    const { head } = await check(db());
    expect(head?.treeSize).toBe(10);
    expect((await check(db(), head ? [head] : [])).findings).toEqual([]);
    const foreign = await check(db(), [{ treeSize: 10, root: '00' }]);
    expect(foreign.findings.map(({ kind }) => kind)).toEqual(['lodged-head-unknown']);
  });

  test('is sealed by the seal only, and neither events nor leaves can be changed by the application', async () => {
    const anybody = db().with('read', 'audit.read');
    const refusals = await Promise.all([
      db().as(anybody, (tx) => sealAudit(tx, anybody, key)),
      db().as(anybody, (tx) => tx.updateTable('platform.audit_event').set({ action: 'x' }).execute()),
      db().as(anybody, (tx) => tx.deleteFrom('platform.audit_event').execute()),
      db().as(anybody, (tx) => tx.updateTable('platform.audit_leaf').set({ position: 1 }).execute()),
      db().as(anybody, (tx) => tx.deleteFrom('platform.audit_checkpoint').execute()),
    ]);
    expect(refusals.slice(1).map((answer) => (answer as { refused?: string }).refused)).toEqual(
      Array(4).fill('not-allowed'),
    );
  });
});

describe('a trail that was meddled with', () => {
  test('names a changed event', async () => {
    const { found, result, ids } = await afterMeddling((sql, made) =>
      sql(`update platform.audit_event set action = 'thing.unmade' where id = $1`, made[2]),
    );
    expect(found).toEqual(['changed-event 2']);
    expect(result.findings[0]?.sentence).toBe(
      `Event ${ids[2]}, sealed at position 2, was changed after it was sealed.`,
    );
  });

  test('names an event whose time was moved by a microsecond', async () => {
    const { found } = await afterMeddling((sql, made) =>
      sql(`update platform.audit_event set at = at + interval '1 microsecond' where id = $1`, made[7]),
    );
    expect(found).toEqual(['changed-event 7']);
  });

  test('names a missing event', async () => {
    const { found } = await afterMeddling(async (sql, made) => {
      await sql('delete from platform.audit_detail where event_id = $1', made[4]);
      await sql('delete from platform.audit_event where id = $1', made[4]);
    });
    expect(found).toEqual(['missing-event 4']);
  });

  test('names the place of an event that is missing together with its leaf', async () => {
    const { found, result } = await afterMeddling(async (sql, made) => {
      await sql('delete from platform.audit_detail where event_id = $1', made[4]);
      await sql('delete from platform.audit_leaf where event_id = $1', made[4]);
      await sql('delete from platform.audit_event where id = $1', made[4]);
    });
    expect(found).toEqual(['missing-leaf']);
    expect(result.findings[0]?.position).toBe(4);
  });

  test('names two events that changed places, leaf and all', async () => {
    const { found } = await afterMeddling(async (sql) => {
      await sql(MOVE, 1, 1001);
      await sql(MOVE, 3, 1);
      await sql(MOVE, 1001, 3);
    });
    expect(found).toEqual(['reordered-event 3', 'reordered-event 1']);
  });

  test('names two events that changed places under leaves that stayed', async () => {
    const { found } = await afterMeddling(async (sql, made) => {
      const spare = newId();
      await sql('update platform.audit_leaf set event_id = $1 where event_id = $2', spare, made[1]);
      await sql('update platform.audit_leaf set event_id = $1 where event_id = $2', made[1], made[3]);
      await sql('update platform.audit_leaf set event_id = $1 where event_id = $2', made[3], spare);
    });
    expect(found.toSorted()).toEqual(['reordered-event 1', 'reordered-event 3']);
  });

  test('names a changed leaf, and says that its event is as it was', async () => {
    const { found } = await afterMeddling((sql) =>
      sql(
        `update platform.audit_leaf set leaf_hash = sha256('x') where partnership_id = :own and position = 8`,
      ),
    );
    expect(found).toEqual(['changed-leaf 8']);
  });

  test('names an event that was changed together with its leaf, as far as it can be told', async () => {
    const { found, result } = await afterMeddling(async (sql, made) => {
      await sql(`update platform.audit_event set action = 'x' where id = $1`, made[2]);
      await sql(
        `update platform.audit_leaf set leaf_hash = sha256('y') where partnership_id = :own and position = 2`,
      );
    });
    expect(found).toEqual(['wrong-root', 'changed-event 2']);
    expect(result.findings[0]?.sentence).toContain('from position 0 to 5');
  });

  test('knows a checkpoint that somebody else signed', async () => {
    const { found } = await afterMeddling((sql) =>
      sql(
        `update platform.audit_checkpoint set signature = sha512('x') where partnership_id = :own and tree_size = 6`,
      ),
    );
    expect(found).toEqual(['bad-signature']);
  });

  test('knows a checkpoint whose root was replaced', async () => {
    const { found } = await afterMeddling((sql) =>
      sql(
        `update platform.audit_checkpoint set root = sha256('x') where partnership_id = :own and tree_size = 10`,
      ),
    );
    expect(found).toEqual(['bad-signature', 'wrong-root']);
  });

  test('knows that a checkpoint was removed', async () => {
    const { found } = await afterMeddling((sql) =>
      sql('delete from platform.audit_checkpoint where partnership_id = :own and tree_size = 10'),
    );
    expect(found).toEqual(['missing-checkpoint']);
  });

  test('names an event whose detail was changed', async () => {
    const { found } = await afterMeddling((sql, made) =>
      sql(`update platform.audit_detail set detail = '{"nth": 99}' where event_id = $1`, made[5]),
    );
    expect(found).toEqual(['changed-detail 5']);
  });

  test('names an event that was put in long after the time it claims', async () => {
    const { found } = await afterMeddling((sql) =>
      sql(
        `insert into platform.audit_event (partnership_id, id, at, actor_kind, action, verb)
         values (:own, $1, now() - interval '3 days', 'system', 'thing.invented', 'command')`,
        newId(),
      ),
    );
    expect(found).toEqual(['late-event -1']);
  });

  test('goes on judging after a broken stretch', async () => {
    const { found } = await afterMeddling(async (sql, made) => {
      await sql('delete from platform.audit_detail where event_id = $1', made[0]);
      await sql('delete from platform.audit_leaf where event_id = $1', made[0]);
      await sql('delete from platform.audit_event where id = $1', made[0]);
      await sql(`update platform.audit_event set action = 'x' where id = $1`, made[9]);
    });
    expect(found).toEqual(['missing-leaf', 'changed-event 9']);
  });
});
