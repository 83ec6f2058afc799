/** A support as the thing that forms speak of, and everything that can be done with it. */
import { z } from 'zod';
import { agencyOf } from '../../../platform/actor.ts';
import { dateValues, givenDate, givenText } from '../../../platform/http/form.ts';
import type { Context } from '../../../platform/http/route.ts';
import { ChooseField, choicesOf, DayField, PickField, WordsField } from '../../../ui/forms/fields.tsx';
import { type Act, actOn, type Room, Seen, Subject, seenField } from '../acts.tsx';
import { judging } from '../judging.tsx';
import { keysOf } from '../restorative/words.ts';
import { judgeNeed, promiseContact, recordContact, recordNeed, releasePromise } from './contact.ts';
import { promiseWords } from './pages/promise-words.ts';
import { findSupport, listSupports, type SupportView } from './queries.ts';
import { closeSupport, handOver } from './support.ts';
import { HOW, MET, type Met, NEEDS, OUTCOMES } from './words.ts';

export const ROOM: Room<SupportView> = {
  base: '/casework/victims',
  title: 'Support for victims',
  kind: 'victim-support',
  find: (c, id) => findSupport(c.tx, c.actor, c.services.subjects, id),
  codeOf: ({ code }) => code,
  revisionOf: ({ revision }) => revision,
};

const act = actOn<SupportView>();
/** Only the agency that supports somebody writes, as long as it does. */
const isOurs = ({ closedOn, agencyId }: SupportView, c: Context): boolean =>
  closedOn === null && agencyId === agencyOf(c.actor);
const waits = ({ promises }: SupportView) =>
  promises.filter(({ state }) => state === 'waiting' || state === 'missed');

const contact = act({
  path: 'contacts',
  link: 'Record a contact',
  heading: 'How were they contacted?',
  submit: 'Save',
  offered: isOurs,
  schema: z.object({
    day: givenDate('Give the day'),
    how: z.enum(keysOf(HOW), { error: 'Say how' }),
    reached: z.enum(['yes', 'no'], { error: 'Say whether they were reached' }),
    promiseId: z.string().default(''),
    words: z.string().trim().default(''),
  }),
  values: (view, c) => ({ ...dateValues('day', c.today), promiseId: waits(view).at(-1)?.id ?? '' }),
  fields: ({ attempt, view }) => (
    <>
      <DayField name="day" label="When?" attempt={attempt} />
      <PickField name="how" label="How?" choices={choicesOf(HOW)} attempt={attempt} />
      <PickField
        name="reached"
        label="Were they reached?"
        choices={[
          { value: 'yes', text: 'Yes' },
          { value: 'no', text: 'No, it was a try' },
        ]}
        attempt={attempt}
      />
      {waits(view).length === 0 ? null : (
        <ChooseField
          name="promiseId"
          label="Does it keep a promise?"
          choices={waits(view).map((promise) => ({ value: promise.id, text: promiseWords(promise) }))}
          none="No promise"
          attempt={attempt}
        />
      )}
      <WordsField name="words" label="What was said? (optional)" attempt={attempt} />
    </>
  ),
  run: (c, { day, reached, promiseId, ...fields }, { id }) =>
    recordContact(c.tx, c.actor, c.services.subjects, {
      ...fields,
      supportId: id,
      on: day,
      reached: reached === 'yes',
      promiseId: promiseId || null,
    }),
});

const promise = act({
  path: 'promises',
  link: 'Promise a contact',
  heading: 'When will they hear from you?',
  lead: 'It stands on your agency’s list until it is kept, and is told as missed the day after.',
  submit: 'Save the promise',
  offered: isOurs,
  schema: z.object({
    dueOn: givenDate('Say by which day'),
    how: z.enum(keysOf(HOW), { error: 'Say how' }),
    promisedOn: givenDate('Say on which day it was promised'),
  }),
  values: (_view, c) => dateValues('promisedOn', c.today),
  fields: ({ attempt }) => (
    <>
      <DayField name="dueOn" label="By which day?" attempt={attempt} />
      <PickField name="how" label="How?" choices={choicesOf(HOW)} attempt={attempt} />
      <DayField name="promisedOn" label="When was it promised?" attempt={attempt} />
    </>
  ),
  run: (c, fields, { id }) => promiseContact(c.tx, c.actor, { ...fields, supportId: id }),
});

const need = act({
  path: 'needs',
  link: 'Add a need',
  heading: 'What do they need?',
  submit: 'Save the need',
  offered: isOurs,
  schema: z.object({
    kind: z.enum(keysOf(NEEDS), { error: 'Choose what they need' }),
    says: z.string().trim().default(''),
  }),
  fields: ({ attempt }) => (
    <>
      <PickField name="kind" label="Need" choices={choicesOf(NEEDS)} attempt={attempt} />
      <WordsField name="says" label="In their own words (optional)" rows={3} attempt={attempt} />
    </>
  ),
  run: (c, fields, { id }) => recordNeed(c.tx, c.actor, c.services.subjects, { ...fields, supportId: id }),
});

const over = act({
  path: 'handover',
  link: 'Hand over',
  heading: 'Who works with them from now on?',
  submit: 'Hand over',
  offered: isOurs,
  schema: z.object({ workerId: givenText('Choose who') }),
  gather: async (c, view) => {
    const all = await listSupports(c.tx, c.actor, c.services.subjects, {});
    const workers = new Map(
      all
        .filter(({ agencyId }) => agencyId === view.agencyId)
        .map(({ workerId, worker }) => [workerId, worker]),
    );
    if (c.actor.kind === 'member') workers.set(c.actor.personId, 'You');
    workers.delete(view.workerId);
    return [...workers].map(([value, text]) => ({ value, text }));
  },
  fields: ({ attempt, more }) =>
    more.length === 0 ? (
      <p class="govuk-body">Nobody else of your agency supports victims yet.</p>
    ) : (
      <PickField name="workerId" label="Worker" choices={more} attempt={attempt} />
    ),
  run: (c, fields, seen) => handOver(c.tx, c.actor, { ...seen, ...fields }),
});

const close = act({
  path: 'closure',
  link: 'End the support',
  heading: 'How did it end?',
  submit: 'End the support',
  offered: isOurs,
  schema: z.object({
    outcome: z.enum(keysOf(OUTCOMES), { error: 'Say how it ended' }),
    day: givenDate('Give the day'),
  }),
  values: (_view, c) => dateValues('day', c.today),
  fields: ({ attempt }) => (
    <>
      <PickField name="outcome" label="The person" choices={choicesOf(OUTCOMES)} attempt={attempt} />
      <DayField name="day" label="Ended on" attempt={attempt} />
    </>
  ),
  run: (c, { outcome, day }, seen) => closeSupport(c.tx, c.actor, { ...seen, outcome, on: day }),
});

const judged = judging<SupportView, Met>({
  path: 'needs/:part/outcome',
  heading: 'Was the need met?',
  offered: isOurs,
  answers: MET,
  answer: { name: 'met', label: 'It was', missing: 'Say whether it was met' },
  day: { label: 'Known since which day?', missing: 'Give the day' },
  part: ({ needs }, id) => {
    const one = needs.find((need) => need.id === id);
    return one && { text: [NEEDS[one.kind], one.says].filter(Boolean).join(': '), revision: one.revision };
  },
  run: (c, { thingId, answer, ...said }) =>
    judgeNeed(c.tx, c.actor, { ...said, supportId: thingId, met: answer }),
});

const release = act({
  path: 'promises/:part/release',
  heading: 'Does the person release the promise?',
  lead: 'Only when they said that they need not hear from you. That it was promised stays.',
  submit: 'Release the promise',
  offered: isOurs,
  schema: z.object({ seen: seenField }),
  fields: ({ attempt, view, c }) => {
    const one = view.promises.find(({ id }) => id === c.params.part);
    return (
      <>
        <Subject text={one && promiseWords(one)} />
        <Seen attempt={attempt} revision={one?.revision} />
      </>
    );
  },
  run: (c, fields, { id }) =>
    releasePromise(c.tx, c.actor, {
      supportId: id,
      id: c.params.part ?? '',
      revision: fields.seen,
      on: c.today,
    }),
});

/** In the order in which the page of a support offers them. */
export const ACTS: readonly Act<SupportView>[] = [contact, promise, need, over, close, judged, release];
