/** Who takes part, what they consent to, who is told who they are, and how satisfied they were. */
import { z } from 'zod';
import { givenText, textIn } from '../../../../platform/http/form.ts';
import { ChooseField, choicesOf, LineField, PickField, WordsField } from '../../../../ui/forms/fields.tsx';
import { Subject } from '../../acts.tsx';
import { judging } from '../../judging.tsx';
import { recordsOfPersonIn } from '../../record-choices.ts';
import { GROUND_NAMES, GROUNDS } from '../../sharing/categories.ts';
import { addMatterPerson, recordMatterConsent, recordSatisfaction, tellWho } from '../people.ts';
import type { MatterView } from '../queries.ts';
import { CONSENTS, type Consent, keysOf, ROLES, RUN_IT, SATISFIED, type Satisfied, SIDES } from '../words.ts';
import { act, isOpen, others } from './room.tsx';

const ground = z
  .enum([...GROUND_NAMES, ''])
  .default('')
  .transform((one) => (one === '' ? undefined : one));

export const person = act({
  path: 'people',
  link: 'Add somebody',
  heading: 'Who takes part?',
  lead: 'Facilitators and volunteers are known to every agency that takes part. Who was harmed and who is responsible is known to your agency only, until you tell another.',
  submit: 'Add',
  offered: isOpen,
  schema: z.object({
    role: z.enum(keysOf(ROLES), { error: 'Choose their role' }),
    recordId: z.string().default(''),
    name: z.string().trim().default(''),
  }),
  gather: recordsOfPersonIn,
  fields: ({ attempt, more, c }) => (
    <>
      <PickField name="role" label="In which role?" choices={choicesOf(ROLES)} attempt={attempt} />
      <input type="hidden" name="person" value={c.query.person ?? textIn(c.form, 'person')} />
      {more.length === 0 ? (
        <>
          <p class="govuk-body">
            Who was harmed and who is responsible stand in a record.{' '}
            <a class="govuk-link" href="/casework/people">
              Find the person
            </a>{' '}
            and choose this matter on their page.
          </p>
          <LineField
            name="name"
            label="Name of a facilitator, volunteer or supporter who is in no record"
            attempt={attempt}
          />
        </>
      ) : (
        <PickField name="recordId" label="Which record?" choices={more} attempt={attempt} />
      )}
    </>
  ),
  run: (c, { recordId, ...fields }, { id }) =>
    addMatterPerson(c.tx, c.actor, c.services.subjects, {
      ...fields,
      recordId: recordId || null,
      matterId: id,
    }),
});

const takingPart = (view: MatterView, id: string) => {
  const one = view.people.find((person) => person.id === id);
  return one && { text: one.name, revision: one.revision };
};

export const consent = judging<MatterView, Consent>({
  path: 'people/:part/consent',
  heading: 'Do they consent to taking part?',
  lead: 'They were told what will happen and who will be there, and that they may change their mind.',
  offered: isOpen,
  answers: CONSENTS,
  answer: { name: 'consent', label: 'What did they say?', missing: 'Say what they said' },
  day: { label: 'On which day?', missing: 'Give the day on which they said it' },
  part: takingPart,
  run: (c, { thingId, answer, ...said }) =>
    recordMatterConsent(c.tx, c.actor, { ...said, matterId: thingId, consent: answer }),
});

export const tell = act({
  path: 'people/:part/telling',
  heading: 'Which agency is told who this is?',
  lead: 'It is written into the disclosure ledger. Without an agreement or another lawful basis nobody is told.',
  submit: 'Tell them',
  offered: isOpen,
  schema: z.object({
    agencyId: givenText('Choose the agency'),
    ground,
    basis: z.string().trim().default(''),
  }),
  values: () => ({ ground: 'agreement' }),
  fields: ({ attempt, view, c }) => (
    <>
      <Subject text={takingPart(view, c.params.part ?? '')?.text} />
      <PickField name="agencyId" label="Agency" choices={others(view, c)} attempt={attempt} />
      <ChooseField name="ground" label="On which basis?" choices={choicesOf(GROUNDS)} attempt={attempt} />
      <WordsField
        name="basis"
        label="What was the person told? (optional)"
        hint="Name nobody."
        rows={2}
        attempt={attempt}
      />
    </>
  ),
  run: (c, fields, { id }) =>
    tellWho(c.tx, c.actor, c.services.subjects, {
      matterId: id,
      id: c.params.part ?? '',
      agencyId: fields.agencyId,
      basis: fields.basis,
      ...(fields.ground ? { ground: fields.ground } : {}),
    }),
});

export const satisfaction = judging<MatterView, Satisfied>({
  path: 'people/:part/satisfaction',
  heading: 'How satisfied were they with how it went?',
  offered: ({ row }) => row.state === 'held',
  answers: SATISFIED,
  answer: { name: 'satisfied', label: 'They were', missing: 'Choose what they said' },
  day: { label: 'Asked on which day?', missing: 'Give the day on which they were asked' },
  part: takingPart,
  run: (c, { thingId, answer, ...said }) =>
    recordSatisfaction(c.tx, c.actor, { ...said, matterId: thingId, satisfied: answer }),
});

/** What can be done for one person of a matter now. */
export const actsFor = (
  view: MatterView,
  one: MatterView['people'][number],
  own: string | undefined,
): readonly { readonly path: string; readonly text: string }[] => {
  if (one.agencyId !== own || !isOpen(view)) return [];
  const path = `people/${one.id}`;
  const side = SIDES.includes(one.role);
  return [
    ...(RUN_IT.includes(one.role) || view.row.held_on !== null
      ? []
      : [{ path: `${path}/consent`, text: one.consent === null ? 'Record consent' : 'Change consent' }]),
    ...(side && view.row.state === 'held' && one.satisfied === null
      ? [{ path: `${path}/satisfaction`, text: 'Record satisfaction' }]
      : []),
    ...(view.agencies.some(({ id }) => !one.agencyIds.includes(id))
      ? [{ path: `${path}/telling`, text: 'Tell another agency' }]
      : []),
  ];
};
