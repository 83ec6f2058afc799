/** What goes, and what stays of what others share. All people are made up. */
import { expect, test } from 'vitest';
import { plainDate } from '../../../kernel/plain-date.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import { fileStore } from '../../../platform/files.ts';
import { recordConcern } from '../concerns/index.ts';
import { saveRecord } from '../people/index.ts';
import { keepLonger } from '../retention/queue.ts';
import { aCaseworker, asks, testSubjects, works } from '../testing/working.ts';
import { dispose } from './dispose.ts';
import { finishDisposals } from './finish.ts';

const db = testDatabase();
const subjects = testSubjects();
type Worker = Awaited<ReturnType<typeof aCaseworker>>;

const governor = () => aCaseworker(db(), ['casework.govern', 'casework.read@own']);
const person = (worker: Worker, givenNames: string, surname: string) =>
  works(db(), worker, (tx, actor) =>
    saveRecord(tx, actor, subjects(), {
      agencyId: worker.agencyId,
      givenNames,
      surname,
      dateOfBirth: '1950-03-14',
      telephones: [`01889 ${String(givenNames.length).repeat(6)}`],
      source: 'form',
    }),
  );
const concern = (worker: Worker, narrative: string, recordIds: readonly string[]) =>
  works(db(), worker, (tx, actor) =>
    recordConcern(tx, actor, subjects(), {
      agencyId: worker.agencyId,
      type: 'verbal-abuse',
      onDay: plainDate('2012-12-01'),
      precision: 'day',
      reportedBy: 'victim',
      answers: { happenedBefore: 'no', toldOthers: 'no', feelsTargeted: 'no', illAtHome: 'no' },
      narrative,
      people: recordIds.map((recordId) => ({ role: 'affected', recordId })),
      source: 'form',
    }),
  );
/** Disposes, and destroys the keys. */
async function goes(kind: 'person' | 'record' | 'concern', id: string): Promise<void> {
  await works(db(), await governor(), (tx, actor) =>
    dispose(tx, actor, subjects(), { kind, id, because: 'review-came' }),
  );
  await finished();
}
function finished(): Promise<number> {
  const machine = db().with('casework.machine', 'read');
  return db().does(machine, (tx) =>
    finishDisposals(tx, machine, { subjects: subjects(), files: fileStore('/nowhere') }),
  );
}
async function told(concernId: string): Promise<string | undefined> {
  const { rows } = await db().ownerPool.query<{ narrative: Buffer }>(
    'select narrative from casework.concern where id = $1',
    [concernId],
  );
  return rows[0] && subjects().open(concernId, rows[0].narrative);
}
const records = async (id: string): Promise<readonly string[]> =>
  (
    await db().ownerPool.query<{ id: string }>(
      'select id from casework.record where id = $1 or cluster_id = $1',
      [id],
    )
  ).rows.map(({ id }) => id);

test('a name that those who stay share is left in their words; the one who goes is taken out', async () => {
  const worker = await aCaseworker(db());
  const [goer, stayer] = [
    await person(worker, 'Leopold', 'Figment'),
    await person(worker, 'Augusta', 'Figment'),
  ];
  const { concernId } = await concern(worker, 'Leopold Figment and Augusta Figment fell out.', [
    goer.recordId,
    stayer.recordId,
  ]);
  await goes('person', goer.clusterId);
  expect(await told(concernId)).toBe('[somebody disposed of] and Augusta Figment fell out.');
  expect(await records(goer.clusterId)).toEqual([]);
  expect(await records(stayer.clusterId)).toEqual([stayer.recordId]);
});

test('one agency’s record goes; the person stays known to the other, whose words do not change', async () => {
  const [first, second] = [await aCaseworker(db()), await aCaseworker(db())];
  const [old, kept] = [
    await person(first, 'Wilhelmina', 'Conjured'),
    await person(second, 'Wilhelmina', 'Conjured'),
  ];
  expect(kept.clusterId).toBe(old.clusterId);
  const own = await concern(first, 'Wilhelmina Conjured rang us.', [old.recordId]);
  const others = await concern(second, 'Wilhelmina Conjured wrote to us.', [kept.recordId]);
  await goes('record', old.recordId);
  expect(await told(own.concernId)).toBeUndefined();
  expect(await told(others.concernId)).toBe('Wilhelmina Conjured wrote to us.');
  expect(await records(old.recordId)).toEqual([]);
  expect(await records(kept.recordId)).toEqual([kept.recordId]);
});

test('one concern goes by itself; whom it was about stays', async () => {
  const worker = await aCaseworker(db());
  const about = await person(worker, 'Theodora', 'Fancied');
  const [gone, kept] = [
    await concern(worker, 'Shouting in the street', [about.recordId]),
    await concern(worker, 'A window was broken', [about.recordId]),
  ];
  await goes('concern', gone.concernId);
  expect(await told(gone.concernId)).toBeUndefined();
  expect(await told(kept.concernId)).toBe('A window was broken');
  expect(await records(about.clusterId)).toEqual([about.recordId]);
});

test('who does not govern personal data neither disposes nor keeps longer', async () => {
  const worker = await aCaseworker(db());
  const { clusterId, recordId } = await person(worker, 'Ignatius', 'Notional');
  expect(
    await asks(db(), worker, (tx, actor) =>
      dispose(tx, actor, subjects(), { kind: 'person', id: clusterId, because: 'review-came' }),
    ),
  ).toMatchObject({ refused: 'not-allowed' });
  expect(
    await asks(db(), worker, (tx, actor) =>
      keepLonger(tx, actor, subjects(), {
        kind: 'record',
        id: recordId,
        untilOn: plainDate('2020-01-01'),
        reason: 'Curious',
      }),
    ),
  ).toMatchObject({ refused: 'not-allowed' });
  expect(await records(clusterId)).toEqual([recordId]);
});

test('a disposal is finished once: what was destroyed twice is as destroyed once', async () => {
  const worker = await aCaseworker(db());
  const { clusterId } = await person(worker, 'Cornelia', 'Madeup');
  await goes('person', clusterId);
  expect(await finished()).toBe(0);
});
