/** What is written into an open case: notes, people, needs, tasks. */

import { z } from 'zod';
import { agencyOf } from '../../../../platform/actor.ts';
import { dateValues, givenDate, givenText, textIn } from '../../../../platform/http/form.ts';
import {
  ChooseField,
  choicesOf,
  DayField,
  PickField,
  TickField,
  WordsField,
} from '../../../../ui/forms/fields.tsx';
import { Seen, Subject, seenField, severalIds } from '../../acts.tsx';
import { personNow, recordsOf } from '../../people/index.ts';
import { addNeed, judgeNeed } from '../needs.ts';
import { addNote, correctNote } from '../notes.ts';
import { addCasePerson, endCasePerson } from '../people.ts';
import { addCaseTask, endTask } from '../tasks.ts';
import { ACHIEVED, CASE_ROLES, HEARD_FROM, NOTE_KINDS, names } from '../words.ts';
import { act, allAgencies, isOpen } from './room.ts';

export const note = act({
  path: 'notes',
  link: 'Add a note',
  heading: 'What happened?',
  submit: 'Save the note',
  offered: isOpen,
  schema: z.object({
    on: givenDate('Say on which day it happened'),
    kind: z.enum(names(NOTE_KINDS), { error: 'Say what kind of note it is' }),
    heardFrom: z.enum(names(HEARD_FROM), { error: 'Say how your agency knows' }),
    words: givenText('Write the note'),
    readers: severalIds,
  }),
  values: (view, c) => ({
    ...dateValues('on', c.today),
    kind: 'note',
    heardFrom: 'own-knowledge',
    readers: view.row.agency_ids,
  }),
  gather: allAgencies,
  fields: ({ attempt, view, more: agencies, c }) => (
    <>
      <WordsField name="words" label="Note" rows={6} attempt={attempt} />
      <DayField name="on" label="When did it happen?" attempt={attempt} />
      <PickField name="kind" label="What kind of note?" choices={choicesOf(NOTE_KINDS)} attempt={attempt} />
      <PickField
        name="heardFrom"
        label="How does your agency know?"
        choices={choicesOf(HEARD_FROM)}
        attempt={attempt}
      />
      {view.row.agency_ids.length > 1 ? (
        <TickField
          name="readers"
          label="Who may read it?"
          hint="Your own agency always may."
          choices={agencies.filter(
            ({ value }) => view.row.agency_ids.includes(value) && value !== agencyOf(c.actor),
          )}
          attempt={attempt}
        />
      ) : null}
    </>
  ),
  run: (c, fields, { id: caseId }) =>
    addNote(c.tx, c.actor, c.services.subjects, c.today, { ...fields, caseId }),
});

export const correction = act({
  path: 'notes/:part/correct',
  heading: 'Correct a note',
  lead: 'The note stays as it was written; the correction stands beside it, and whoever reads the one reads the other.',
  submit: 'Save the correction',
  offered: isOpen,
  schema: z.object({ words: givenText('Write what is right') }),
  fields: ({ attempt }) => <WordsField name="words" label="What is right?" rows={6} attempt={attempt} />,
  run: (c, { words }, { id: caseId }) =>
    correctNote(c.tx, c.actor, c.services.subjects, {
      caseId,
      noteId: c.params.part ?? '',
      words,
      on: c.today,
    }),
});

export const person = act({
  path: 'people',
  link: 'Add a person',
  heading: 'Who is it about?',
  lead: 'Every other agency of the case is told who this is, and the ledger says so.',
  submit: 'Add to the case',
  offered: isOpen,
  schema: z.object({
    recordId: givenText('Choose the person. Find them first and open the case from their page.'),
    role: z.enum(names(CASE_ROLES), { error: 'Choose their role' }),
  }),
  gather: async (c) => {
    const clusterId = c.query.person ?? textIn(c.form, 'person');
    if (!clusterId) return [];
    const now = await personNow(c.tx, c.actor, clusterId);
    const records = await recordsOf(c.tx, c.actor, c.services.subjects, [now]);
    return records.map(({ recordId, agency, identity }) => ({
      value: recordId,
      text: `${[identity?.givenNames, identity?.surname].filter(Boolean).join(' ') || 'Without a name'} (${agency})`,
    }));
  },
  fields: ({ attempt, more, c }) => (
    <>
      {more.length === 0 ? (
        <p class="govuk-body">
          <a class="govuk-link" href={`/casework/people?case=${c.params.id}`}>
            Find the person
          </a>{' '}
          first, then choose “Add to a case” on their page.
        </p>
      ) : null}
      <input type="hidden" name="person" value={c.query.person ?? textIn(c.form, 'person')} />
      <PickField name="recordId" label="Which record?" choices={more} attempt={attempt} />
      <PickField name="role" label="In which role?" choices={choicesOf(CASE_ROLES)} attempt={attempt} />
    </>
  ),
  run: (c, fields, { id: caseId }) =>
    addCasePerson(c.tx, c.actor, c.services.subjects, { ...fields, caseId, on: c.today }),
});

export const personEnds = act({
  path: 'people/:part/end',
  heading: 'No longer in this role?',
  lead: 'That they were in this role stays in the case.',
  submit: 'End the role today',
  offered: isOpen,
  schema: z.object({}),
  fields: () => null,
  run: (c, _fields, { id: caseId }) =>
    endCasePerson(c.tx, c.actor, { caseId, id: c.params.part ?? '', on: c.today }),
});

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
