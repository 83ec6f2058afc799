/** Who takes part in a case, and how it goes on: joining, leaving, leading, reviews, assessments, the end. */

import { z } from 'zod';
import { notFound } from '../../../../platform/common-refusals.ts';
import { givenDate, givenText } from '../../../../platform/http/form.ts';
import {
  ChooseField,
  choicesOf,
  DayField,
  LineField,
  PickField,
  WordsField,
} from '../../../../ui/forms/fields.tsx';
import { GROUND_NAMES, GROUNDS } from '../../sharing/categories.ts';
import { assessCase } from '../assessments/assess.ts';
import { answersIn, QuestionFields } from '../assessments/questions.tsx';
import { findTemplate } from '../assessments/template-queries.ts';
import { closeCase, reopenCase, reviewCase } from '../case.ts';
import { handLead, joinCase, leaveCase } from '../members.ts';
import { CASE_OUTCOMES, names } from '../words.ts';
import { act, allAgencies, isOpen } from './room.ts';

const YES_NO = [
  { value: 'yes', text: 'Yes' },
  { value: 'no', text: 'No' },
];
const yesOrNo = (message: string) =>
  z.enum(['yes', 'no'], { error: message }).transform((answer) => answer === 'yes');

export const join = act({
  path: 'agencies',
  link: 'Bring in an agency',
  heading: 'Which agency is to take part?',
  lead: 'It is told who the case is about. The disclosure ledger says so, person by person.',
  submit: 'Bring it in',
  offered: isOpen,
  schema: z.object({
    agencyId: givenText('Choose an agency'),
    history: yesOrNo('Say whether it may read what was written before'),
    controller: yesOrNo('Say whether it decides with the others how the data is used'),
    assessment: z.string().trim().default(''),
    ground: z.enum(GROUND_NAMES, { error: 'Say on what ground' }),
    basis: z.string().trim().default(''),
    words: givenText('Say why it is needed'),
  }),
  values: () => ({ history: 'no', controller: 'yes', ground: 'agreement' }),
  gather: allAgencies,
  fields: ({ attempt, more: agencies, view }) => (
    <>
      <ChooseField
        name="agencyId"
        label="Agency"
        choices={agencies.filter(({ value }) => !view.row.agency_ids.includes(value))}
        attempt={attempt}
      />
      <WordsField name="words" label="Why is it needed?" attempt={attempt} />
      <PickField
        name="history"
        label="May it read what was written before today?"
        hint="Only your agency’s notes, and those of agencies whose agreement covers it."
        choices={YES_NO}
        attempt={attempt}
      />
      <PickField
        name="controller"
        label="Is it a controller of what is kept here?"
        choices={YES_NO}
        attempt={attempt}
      />
      <ChooseField
        name="ground"
        label="On what ground is the person disclosed to it?"
        choices={choicesOf(GROUNDS)}
        attempt={attempt}
      />
      <LineField
        name="basis"
        label="The ground in words"
        hint="What the person was told and agreed to, or which duty. Not needed for an agreement."
        attempt={attempt}
      />
      {view.row.assessment === '' ? (
        <LineField
          name="assessment"
          label="Data protection impact assessment"
          hint="Its reference. Joint work rests on one."
          attempt={attempt}
        />
      ) : null}
    </>
  ),
  run: (c, { basis, ...fields }, { id: caseId, revision }) =>
    joinCase(c.tx, c.actor, c.services.subjects, {
      ...fields,
      ...{ caseId, revision },
      ...(basis === '' ? {} : { basis }),
      postId: null,
      on: c.today,
    }),
});

export const leave = act({
  path: 'agencies/:part/leave',
  heading: 'Does this agency leave the case?',
  lead: 'From today it reads only what it wrote itself.',
  submit: 'It leaves',
  offered: isOpen,
  schema: z.object({ words: givenText('Say why it leaves') }),
  fields: ({ attempt }) => <WordsField name="words" label="Why?" attempt={attempt} />,
  run: (c, { words }, { id: caseId, revision }) =>
    leaveCase(c.tx, c.actor, c.services.subjects, {
      ...{ caseId, revision },
      agencyId: c.params.part ?? '',
      words,
      on: c.today,
    }),
});

export const lead = act({
  path: 'lead',
  link: 'Hand over the lead',
  heading: 'Who leads the case from today?',
  submit: 'Hand over',
  offered: (view) => isOpen(view) && view.row.agency_ids.length > 1,
  schema: z.object({ agencyId: givenText('Choose an agency'), words: givenText('Say why') }),
  gather: allAgencies,
  fields: ({ attempt, more: agencies, view }) => (
    <>
      <PickField
        name="agencyId"
        label="Agency"
        choices={agencies.filter(
          ({ value }) => view.row.agency_ids.includes(value) && value !== view.row.lead_agency_id,
        )}
        attempt={attempt}
      />
      <WordsField name="words" label="Why?" attempt={attempt} />
    </>
  ),
  run: (c, fields, { id: caseId, revision }) =>
    handLead(c.tx, c.actor, c.services.subjects, { ...fields, caseId, revision, on: c.today }),
});

export const review = act({
  path: 'review',
  link: 'Review',
  heading: 'How does the case stand?',
  submit: 'Save the review',
  offered: isOpen,
  schema: z.object({
    words: givenText('Say how the case stands'),
    nextOn: givenDate('Say when it is looked at again'),
  }),
  fields: ({ attempt }) => (
    <>
      <WordsField name="words" label="How does it stand?" rows={6} attempt={attempt} />
      <DayField name="nextOn" label="When is it looked at again?" attempt={attempt} />
    </>
  ),
  run: (c, fields, { id: caseId, revision }) =>
    reviewCase(c.tx, c.actor, c.services.subjects, { ...fields, caseId, revision, on: c.today }),
});

export const close = act({
  path: 'close',
  link: 'Close',
  heading: 'How did the case end?',
  lead: 'Each desired outcome must be judged and each task ended first.',
  submit: 'Close the case',
  offered: isOpen,
  schema: z.object({
    outcome: z.enum(names(CASE_OUTCOMES), { error: 'Say how it ended' }),
    words: givenText('Say what was achieved and what was not'),
  }),
  fields: ({ attempt }) => (
    <>
      <PickField name="outcome" label="Outcome" choices={choicesOf(CASE_OUTCOMES)} attempt={attempt} />
      <WordsField name="words" label="What was achieved, and what was not?" attempt={attempt} />
    </>
  ),
  run: (c, fields, { id: caseId, revision }) =>
    closeCase(c.tx, c.actor, c.services.subjects, { ...fields, caseId, revision, on: c.today }),
});

export const reopen = act({
  path: 'reopen',
  link: 'Reopen',
  heading: 'Why is the case opened again?',
  submit: 'Reopen the case',
  offered: (view) => !isOpen(view),
  schema: z.object({ words: givenText('Say why') }),
  fields: ({ attempt }) => <WordsField name="words" label="Why?" attempt={attempt} />,
  run: (c, { words }, { id: caseId, revision }) =>
    reopenCase(c.tx, c.actor, c.services.subjects, { caseId, revision, words, on: c.today }),
});

export const assess = act({
  path: 'assess/:part',
  heading: 'Assess the risk',
  submit: 'Save the assessment',
  offered: isOpen,
  // The questions are data: their answers are read by id below.
  schema: z.record(z.string(), z.unknown()),
  gather: (c) => findTemplate(c.tx, c.actor, c.params.part ?? ''),
  fields: ({ attempt, more }) => (more ? <QuestionFields template={more} attempt={attempt} /> : null),
  run: async (c, fields, { id: caseId }) => {
    const template = await findTemplate(c.tx, c.actor, c.params.part ?? '');
    if (!template) return notFound('assessment');
    return assessCase(c.tx, c.actor, c.services.subjects, {
      caseId,
      templateId: template.id,
      answers: answersIn(template, fields),
      on: c.today,
    });
  },
});
