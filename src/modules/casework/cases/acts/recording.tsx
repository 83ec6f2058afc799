/** What is written into an open case: notes, and who it is about. */

import { z } from 'zod';
import { agencyOf } from '../../../../platform/actor.ts';
import { dateValues, givenDate, givenText, textIn } from '../../../../platform/http/form.ts';
import { choicesOf, DayField, PickField, TickField, WordsField } from '../../../../ui/forms/fields.tsx';
import { severalIds } from '../../acts.tsx';
import { recordsOfPersonIn } from '../../record-choices.ts';
import { addNote, correctNote } from '../notes.ts';
import { addCasePerson, endCasePerson } from '../people.ts';
import { CASE_ROLES, HEARD_FROM, NOTE_KINDS, names } from '../words.ts';
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
  gather: recordsOfPersonIn,
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
