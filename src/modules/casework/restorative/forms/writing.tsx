/** What is written down: what was agreed, whether it was kept, notes. */
import { z } from 'zod';
import { agencyOf } from '../../../../platform/actor.ts';
import { dateValues, givenDate, givenText } from '../../../../platform/http/form.ts';
import { DayField, PickField, TickField, WordsField } from '../../../../ui/forms/fields.tsx';
import { severalIds } from '../../acts.tsx';
import { judging } from '../../judging.tsx';
import { agreeOn, judgeItem, noteMatter } from '../agreement.ts';
import type { MatterView } from '../queries.ts';
import { KEPT, type Kept } from '../words.ts';
import { act, isOpen, others } from './room.tsx';

export const agreed = act({
  path: 'agreement',
  link: 'Write down what was agreed',
  heading: 'What was agreed?',
  lead: 'One thing at a time. Every agency that takes part reads it, so name nobody.',
  submit: 'Save',
  offered: ({ row }) => row.state === 'held',
  schema: z.object({
    says: givenText('Write what was agreed'),
    dueOn: givenDate('Say by when'),
    checkedBy: givenText('Choose who checks it'),
  }),
  values: (_view, c) => ({ checkedBy: agencyOf(c.actor) ?? '' }),
  fields: ({ attempt, view }) => (
    <>
      <WordsField name="says" label="What will be done?" attempt={attempt} />
      <DayField name="dueOn" label="By when?" attempt={attempt} />
      <PickField
        name="checkedBy"
        label="Which agency checks it?"
        choices={view.agencies.map(({ id, name }) => ({ value: id, text: name }))}
        attempt={attempt}
      />
    </>
  ),
  run: (c, fields, { id }) => agreeOn(c.tx, c.actor, c.services.subjects, { ...fields, matterId: id }),
});

export const judged = judging<MatterView, Kept>({
  path: 'agreement/:part/outcome',
  heading: 'Was it kept?',
  offered: ({ row }) => row.state === 'held',
  answers: KEPT,
  answer: { name: 'kept', label: 'It was', missing: 'Say whether it was kept' },
  day: { label: 'Known since which day?', missing: 'Give the day' },
  part: ({ items }, id) => {
    const one = items.find((item) => item.id === id);
    return one && { text: one.says, revision: one.revision };
  },
  run: (c, { thingId, answer, ...said }) =>
    judgeItem(c.tx, c.actor, { ...said, matterId: thingId, kept: answer }),
});

export const note = act({
  path: 'notes',
  link: 'Add a note',
  heading: 'What happened?',
  submit: 'Save the note',
  offered: isOpen,
  schema: z.object({
    words: givenText('Write the note'),
    day: givenDate('Say on which day it happened'),
    readers: severalIds,
  }),
  values: (_view, c) => dateValues('day', c.today),
  fields: ({ attempt, view, c }) => (
    <>
      <WordsField name="words" label="Note" rows={6} attempt={attempt} />
      <DayField name="day" label="When did it happen?" attempt={attempt} />
      {view.agencies.length > 1 ? (
        <TickField
          name="readers"
          label="Who else may read it?"
          hint="Your own agency always may. Somebody who may not know who was harmed should not learn it here."
          choices={others(view, c)}
          attempt={attempt}
        />
      ) : null}
    </>
  ),
  run: (c, { words, day, readers }, { id }) =>
    noteMatter(c.tx, c.actor, c.services.subjects, { matterId: id, words, on: day, readers }),
});
