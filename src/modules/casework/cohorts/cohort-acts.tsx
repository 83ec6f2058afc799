/** What can be done with a cohort by who leads it: its criterion, who takes part, its end. */
import { z } from 'zod';
import { givenText } from '../../../platform/http/form.ts';
import { ChooseField, LineField, NumberField, WordsField } from '../../../ui/forms/fields.tsx';
import type { Act } from '../acts.tsx';
import { agencyChoices } from './access.ts';
import { changeCriterion, joinCohort } from './change.ts';
import { endCohort } from './cohort.ts';
import { enter, putAside } from './entering.tsx';
import { GroundFields, groundFields } from './ground.tsx';
import { actOnCohort, isLed } from './room.ts';
import type { CohortRow } from './rows.ts';

const howMany = (message: string) =>
  z.coerce.number({ error: message }).int(message).min(1, message).max(1000, message);
/** From how many in how many months somebody is suggested: asked when a cohort is set up, and when that changes. */
export const criterionFields = {
  criterionCount: howMany('Give a number from 1 to 1,000'),
  criterionMonths: howMany('Give a number of months from 1 to 120'),
};

const criterion = actOnCohort({
  path: 'criterion',
  link: 'Change the criterion',
  heading: 'From when on is somebody suggested?',
  lead: 'Who is in the cohort stays in it. What the criterion was before is kept, with the reason.',
  submit: 'Change the criterion',
  offered: isLed,
  schema: z.object({ ...criterionFields, reason: givenText('Say why it is changed') }),
  values: ({ criterion_count, criterion_months }) => ({
    criterionCount: String(criterion_count),
    criterionMonths: String(criterion_months),
  }),
  fields: ({ attempt }) => (
    <>
      <NumberField name="criterionCount" label="From how many incidents or cases?" attempt={attempt} />
      <NumberField name="criterionMonths" label="In how many months?" attempt={attempt} />
      <WordsField name="reason" label="Why is it changed?" attempt={attempt} />
    </>
  ),
  run: (c, fields, { id, revision }) =>
    changeCriterion(c.tx, c.actor, c.services.subjects, { ...fields, cohortId: id, revision, on: c.today }),
});

const join = actOnCohort({
  path: 'agencies',
  link: 'Bring in an agency',
  heading: 'Which agency is to take part?',
  lead: 'It is told who is in the cohort now, each in the disclosure ledger, and reads how they were rated. Who left stays unseen.',
  submit: 'Bring it in',
  offered: isLed,
  schema: z.object({
    agencyId: givenText('Choose an agency'),
    assessment: z.string().trim().default(''),
    ...groundFields,
  }),
  values: () => ({ ground: 'agreement' }),
  gather: (c) => agencyChoices(c, { without: undefined }),
  fields: ({ attempt, view, more }) => (
    <>
      <ChooseField
        name="agencyId"
        label="Agency"
        choices={more.filter(({ value }) => !view.agency_ids.includes(value))}
        attempt={attempt}
      />
      <GroundFields attempt={attempt} />
      {view.assessment === '' ? (
        <LineField
          name="assessment"
          label="Data protection impact assessment"
          hint="Its reference. Joint work rests on one."
          attempt={attempt}
        />
      ) : null}
    </>
  ),
  run: (c, fields, { id, revision }) =>
    joinCohort(c.tx, c.actor, c.services.subjects, { ...fields, cohortId: id, revision, on: c.today }),
});

const end = actOnCohort({
  path: 'end',
  link: 'End this cohort',
  heading: 'End this cohort?',
  lead: 'Everybody must have left it first, each with the reason. Its history stays.',
  submit: 'End it',
  offered: isLed,
  schema: z.object({}),
  fields: () => null,
  run: (c, _fields, { id, revision }) => endCohort(c.tx, c.actor, { id, revision, on: c.today }),
});

export const cohortActs: readonly Act<CohortRow>[] = [criterion, join, end, enter, putAside];
