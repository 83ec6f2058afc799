import { describe, expect, test } from 'vitest';
import { type PlainDate, plainDate } from '../../kernel/plain-date.ts';
import { orThrow } from '../../kernel/refusal.ts';
import { testDatabase } from '../../platform/database/testing.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { chaseUpdates } from './chasing.ts';
import { draftPlan } from './plan.ts';
import { addLine } from './plan-lines.ts';
import { reportProgress } from './progress.ts';
import { aProject, EVERYTHING, onGround } from './testing.ts';

const db = testDatabase(onGround);
const all = () => db().with(...EVERYTHING);
const does = <T>(work: (tx: Tx) => Promise<T>) => db().does(all(), work);

const [BEFORE, ESCALATED, ANSWERED] = ['2013-01-20', '2013-02-10', '2013-02-12'].map(plainDate) as [
  PlainDate,
  PlainDate,
  PlainDate,
];

const chaseOn = (today: PlainDate) =>
  does((tx) => chaseUpdates(tx, all(), { today, now: new Date(), site: 'https://chase.example' }));

const dutiesAbout = (projectId: string) =>
  does((tx) =>
    tx
      .selectFrom('delivery.duties')
      .select(['title', 'path', 'due_on', 'owner_post_id', 'owner_agency_id', 'met_on'])
      .where('kind', '=', 'escalated-silence')
      .where('subject_id', '=', projectId)
      .execute(),
  );

const silentSince = (title: string) =>
  does((tx) => aProject(tx, all(), title, {}, { stage: 'pilot', since: '2012-10-10' }));

/** A plan of a year that lists the project, owned by a post or by nobody. */
const planListing = (projectId: string, year: number, ownerPostId: string | null) =>
  does(async (tx) => {
    const { id } = await tx.selectFrom('strategy.outcome').select('id').executeTakeFirstOrThrow();
    const plan = orThrow(
      await draftPlan(tx, all(), {
        title: `Plan ${year} of ${projectId}`,
        priorityId: null,
        startsOn: plainDate(`${year}-01-01`),
        endsOn: plainDate(`${year}-12-31`),
        ownerPostId,
        note: '',
      }),
    );
    orThrow(await addLine(tx, all(), { planId: plan.id, outcomeId: id, projectId, objective: '' }));
  });

const managerPost = () =>
  does((tx) =>
    tx
      .selectFrom('partners.post')
      .select(['id', 'agency_id'])
      .where('slug', '=', 'lsp-manager')
      .executeTakeFirstOrThrow(),
  );

describe('silence in spite of chasing', () => {
  test('the owner of the plan has the duty to ask why, from the day it escalated until an update comes', async () => {
    const owner = await managerPost();
    const project = await silentSince('Mute');
    await planListing(project.id, 2012, owner.id);
    await planListing(project.id, 2013, null);
    await chaseOn(BEFORE);
    expect(await dutiesAbout(project.id)).toEqual([]);
    await chaseOn(ESCALATED);
    const duty = {
      title: 'Ask why Mute has not reported',
      path: '/projects/mute',
      due_on: ESCALATED,
      owner_post_id: owner.id,
      owner_agency_id: owner.agency_id,
    };
    expect(await dutiesAbout(project.id)).toEqual([{ ...duty, met_on: null }]);
    await does(async (tx) =>
      orThrow(
        await reportProgress(tx, all(), {
          projectId: project.id,
          on: ANSWERED,
          standing: 'at-risk',
          says: 'The post was vacant',
          help: '',
          milestonesMet: [],
          values: [],
        }),
      ),
    );
    expect(await dutiesAbout(project.id)).toEqual([{ ...duty, met_on: ANSWERED }]);
  });

  test('where no plan has an owner nobody owns the duty, and what is kept says so', async () => {
    const project = await silentSince('Adrift');
    await planListing(project.id, 2013, null);
    expect((await chaseOn(ESCALATED)).find((one) => one.slug === project.slug)).toMatchObject({
      step: 'escalated',
      to: 'nobody: no plan that lists the project has an owner',
    });
    expect(await dutiesAbout(project.id)).toMatchObject([
      { due_on: ESCALATED, owner_post_id: null, owner_agency_id: null, met_on: null },
    ]);
  });
});
