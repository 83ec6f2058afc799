/** What the receiver of an application sees of complaints that are restricted. Everybody in here is made up. */
import { expect, test } from 'vitest';
import { plainDate } from '../../../kernel/plain-date.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import { recordConcern } from '../concerns/index.ts';
import { aConcern, affected } from '../concerns/testing/concerns.ts';
import { aCaseworker, CASEWORKER, testSubjects, works } from '../testing/working.ts';
import { applyForReview } from './apply.ts';
import { findReview } from './queries.ts';

const db = testDatabase();
const subjects = testSubjects();

test('a restricted complaint counts for the threshold, and its day is shown only to who sees restricted records', async () => {
  const keeper = await aCaseworker(db(), [
    ...CASEWORKER,
    'case-review.handle@own',
    'casework.restricted@own',
  ]);
  const colleague = {
    ...keeper,
    permissions: keeper.permissions.filter((held) => !held.startsWith('casework.restricted')),
  };
  const victim = { givenNames: 'Made', surname: 'Complainer', dateOfBirth: '1950-02-11' };
  for (const [day, restricted] of [
    ['2012-12-01', true],
    ['2012-12-20', false],
  ] as const)
    await works(db(), keeper, (tx, actor) =>
      recordConcern(
        tx,
        actor,
        subjects(),
        aConcern(keeper.agencyId, plainDate(day), {
          ...{ restricted, reportedBy: 'victim' },
          people: [affected(victim.givenNames, victim.surname, victim.dateOfBirth)],
        }),
      ),
    );
  const { reviewId } = await works(db(), keeper, (tx, actor) =>
    applyForReview(tx, actor, subjects(), {
      ...{ agencyId: keeper.agencyId, applicant: 'victim', story: 'Made-up noise', victim, complaints: [] },
    }),
  );
  const seenBy = async (who: typeof keeper) => {
    const review = await works(db(), who, (tx, actor) => findReview(tx, actor, subjects(), reviewId));
    return [
      review?.threshold.qualifying,
      review?.threshold.complaints.map(({ behaviourOn }) => behaviourOn),
      review?.hiddenComplaints,
    ];
  };
  expect(await seenBy(keeper)).toEqual([2, ['2012-12-01', '2012-12-20'], 0]);
  expect(await seenBy(colleague)).toEqual([2, ['2012-12-20'], 1]);
});
