import { expect, test } from 'vitest';
import { newId } from '../../kernel/ids.ts';
import { orThrow } from '../../kernel/refusal.ts';
import { testDatabase } from '../../platform/database/testing.ts';
import { findPlace, importPlaces } from '../places/index.ts';
import { projectLocality } from './offers/locality.ts';
import { importProjectPlaces, listProjectPlaces, unplaceProject } from './project-places.ts';
import { aProject, TODAY } from './testing.ts';

const db = testDatabase();
const editor = () => db().with('read', 'places.edit', 'plan.edit');

test('a project works in places, whose profiles name it and those around them', async () => {
  const actor = editor();
  await db().does(actor, async (tx) => {
    orThrow(
      await importPlaces(
        tx,
        actor,
        'geography,slug,name,within\nDistrict,chase,Chase,\nStreet,kelly-avenue,Kelly Avenue,chase\n',
        { write: true },
      ),
    );
    const project = await aProject(tx, actor, 'Love Your Street');
    const file = `project,place\n${project.slug},kelly-avenue\n`;
    expect(await importProjectPlaces(tx, actor, file, { write: true })).toMatchObject({
      counts: { added: 1 },
    });
    expect(await importProjectPlaces(tx, actor, file, { write: true })).toMatchObject({
      counts: { unchanged: 1, added: 0 },
    });
    expect(
      await importProjectPlaces(tx, actor, `project,place\nmoon,kelly-avenue\n${project.slug},moon\n`, {
        write: true,
      }),
    ).toMatchObject({ written: false, counts: { refused: 2 } });
    expect(await listProjectPlaces(tx, project.id)).toMatchObject([{ name: 'Kelly Avenue' }]);
    const [street, chase] = [await findPlace(tx, 'kelly-avenue'), await findPlace(tx, 'chase')];
    if (!street || !chase) throw new Error('There are no places');
    const request = { around: [], today: TODAY, area: 'Chase', isArea: false };
    const profile = await projectLocality.gather(tx, actor, {
      ...request,
      place: chase,
      ids: [chase.id, street.id],
    });
    expect(JSON.stringify(profile)).toContain('Love Your Street');
    expect(JSON.stringify(profile)).toContain('Kelly Avenue');
    expect(await projectLocality.gather(tx, actor, { ...request, place: chase, ids: [newId()] })).toEqual([]);
    const reader = db().with('read');
    expect(await unplaceProject(tx, reader, project.id, street.id)).toMatchObject({ refused: 'not-allowed' });
    await unplaceProject(tx, actor, project.id, street.id);
    expect(await listProjectPlaces(tx, project.id)).toEqual([]);
  });
});
