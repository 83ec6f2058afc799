/** What is planned in an open case: needs with the outcome that is wanted, and tasks. */
import { z } from 'zod';
import { agencyOf } from '../../../../platform/actor.ts';
import { givenDate, givenText } from '../../../../platform/http/form.ts';
import { ChooseField, choicesOf, DayField, PickField, WordsField } from '../../../../ui/forms/fields.tsx';
import { Seen, Subject, seenField } from '../../acts.tsx';
import { addNeed, judgeNeed } from '../needs.ts';
import { addCaseTask, endTask } from '../tasks.ts';
import { ACHIEVED, names } from '../words.ts';
import { act, allAgencies, isOpen } from './room.ts';

export const need = act({
  path: 'needs',
  link: 'Add a need',
  heading: 'What is needed, and what would be better?',
  submit: 'Save the need',
  offered: isOpen,
  schema: z.object({
    says: givenText('Say what is needed'),
    wanted: givenText('Say what outcome is wanted'),
    wantedBy: givenDate('Say by when'),
  }),
  fields: ({ attempt }) => (
    <>
      <WordsField name="says" label="What is needed?" attempt={attempt} />
      <WordsField
        name="wanted"
        label="Which outcome is wanted?"
        hint="In their own words where you can: “I can sleep at night.”"
        attempt={attempt}
      />
      <DayField name="wantedBy" label="By when?" attempt={attempt} />
    </>
  ),
  run: (c, fields, { id: caseId }) => addNeed(c.tx, c.actor, c.services.subjects, { ...fields, caseId }),
});

export const judgement = act({
  path: 'needs/:part/judge',
  heading: 'Was the outcome achieved?',
  submit: 'Save',
  offered: isOpen,
  schema: z.object({
    achieved: z.enum(names(ACHIEVED), { error: 'Say whether it was achieved' }),
    seen: seenField,
  }),
  fields: ({ attempt, view, c }) => (
    <>
      <Subject text={view.needs.find(({ id }) => id === c.params.part)?.wanted} />
      <Seen attempt={attempt} revision={view.needs.find(({ id }) => id === c.params.part)?.revision} />
      <PickField name="achieved" label="Was it achieved?" choices={choicesOf(ACHIEVED)} attempt={attempt} />
    </>
  ),
  run: (c, { achieved, seen: revision }, { id: caseId }) =>
    judgeNeed(c.tx, c.actor, { caseId, id: c.params.part ?? '', revision, achieved, on: c.today }),
});

export const task = act({
  path: 'tasks',
  link: 'Add a task',
  heading: 'Who does what by when?',
  submit: 'Save the task',
  offered: isOpen,
  schema: z.object({
    says: givenText('Write what is to be done'),
    ownerAgencyId: givenText('Choose who does it'),
    dueOn: givenDate('Say by when'),
  }),
  values: (_view, c) => ({ ownerAgencyId: agencyOf(c.actor) ?? '' }),
  gather: allAgencies,
  fields: ({ attempt, more: agencies, view }) => (
    <>
      <WordsField name="says" label="What is to be done?" attempt={attempt} />
      <ChooseField
        name="ownerAgencyId"
        label="Which agency does it?"
        choices={agencies.filter(({ value }) => view.row.agency_ids.includes(value))}
        attempt={attempt}
      />
      <DayField name="dueOn" label="By when?" attempt={attempt} />
    </>
  ),
  run: (c, fields, { id: caseId }) =>
    addCaseTask(c.tx, c.actor, c.services.subjects, caseId, { ...fields, ownerPostId: null }),
});

export const taskEnds = act({
  path: 'tasks/:part/end',
  heading: 'What became of the task?',
  submit: 'Save',
  offered: isOpen,
  schema: z.object({
    done: z.enum(['yes', 'no'], { error: 'Say whether it was done' }),
    answer: z.string().trim().default(''),
    seen: seenField,
  }),
  fields: ({ attempt, view, c }) => (
    <>
      <Subject text={view.tasks.find(({ id }) => id === c.params.part)?.says} />
      <Seen attempt={attempt} revision={view.tasks.find(({ id }) => id === c.params.part)?.revision} />
      <PickField
        name="done"
        label="Was it done?"
        choices={[
          { value: 'yes', text: 'Done' },
          { value: 'no', text: 'Not done' },
        ]}
        attempt={attempt}
      />
      <WordsField
        name="answer"
        label="What came of it?"
        hint="If it was not done, say why."
        attempt={attempt}
      />
    </>
  ),
  run: (c, { done, answer, seen: revision }) =>
    endTask(c.tx, c.actor, c.services.subjects, {
      id: c.params.part ?? '',
      revision,
      done: done === 'yes',
      answer,
      on: c.today,
    }),
});
