/** A case study as the thing that forms speak of, and everything that can be done with it. */
import { z } from 'zod';
import { agencyOf } from '../../../platform/actor.ts';
import { dateValues, givenDate, givenText } from '../../../platform/http/form.ts';
import type { Context } from '../../../platform/http/route.ts';
import {
  ChooseField,
  choicesOf,
  DayField,
  LineField,
  PickField,
  TickField,
  WordsField,
} from '../../../ui/forms/fields.tsx';
import { listPlaces } from '../../places/index.ts';
import { type Act, actOn, type Room } from '../acts.tsx';
import { keysOf } from '../restorative/words.ts';
import { AGE_BANDS, type AgeBand } from './check/words.ts';
import { findStudy, type StudyView } from './queries.ts';
import { recordStudyConsent, rewriteStudy, signOffStudy, takeBack } from './study.ts';
import { ANSWERS, HOW_SAID } from './words.ts';

export const ROOM: Room<StudyView> = {
  base: '/casework/case-studies',
  title: 'Case studies',
  kind: 'casework-case-study',
  find: (c, id) => findStudy(c.tx, c.actor, c.services.subjects, id),
  codeOf: () => 'Case study',
  revisionOf: ({ revision }) => revision,
};

const act = actOn<StudyView>();
const isOurs = ({ agencyId }: StudyView, c: Context): boolean => agencyId === agencyOf(c.actor);
const isDraft = (view: StudyView, c: Context): boolean => isOurs(view, c) && view.release === null;
const NO_PLACE = 'nowhere';
const NO_AGE = 'none';
const AGES = keysOf(AGE_BANDS);
const TELLS = { sex: 'Whether it is a man or a woman', kind: 'What kind of case it is' } as const;

const rewrite = act({
  path: 'words',
  link: 'Rewrite it',
  heading: 'Tell the story so that nobody is recognised',
  lead: 'Say afterwards what the story tells of the person: the check counts how many others are like that.',
  submit: 'Save and check',
  offered: isDraft,
  schema: z.object({
    title: givenText('Give it a title'),
    body: givenText('Tell the story'),
    place: givenText('Say where, or that it tells no place'),
    age: z.enum([...AGES, NO_AGE], { error: 'Say what it tells of the age' }),
    tells: z
      .union([z.string().transform((one) => [one]), z.array(z.string())])
      .optional()
      .transform((all) => all ?? []),
    rare: z.string().default(''),
  }),
  values: ({ draft: { title, body, told } }) => ({
    ...{ title, body },
    place: told.place ?? NO_PLACE,
    age: told.age ?? NO_AGE,
    tells: [...(told.sex ? ['sex'] : []), ...(told.kind ? ['kind'] : [])],
    rare: told.rare.join('\n'),
  }),
  gather: async (c) =>
    (await listPlaces(c.tx)).map(({ slug, name, geography }) => ({
      value: slug,
      text: `${name} (${geography})`,
    })),
  fields: ({ attempt, more }) => (
    <>
      <LineField name="title" label="Title" attempt={attempt} />
      <WordsField
        name="body"
        label="The story"
        hint="No names, no days, no streets, no exact ages. An empty line begins a paragraph."
        rows={14}
        attempt={attempt}
      />
      <ChooseField
        name="place"
        label="Which place does it tell?"
        choices={[{ value: NO_PLACE, text: 'No place' }, ...more]}
        attempt={attempt}
      />
      <PickField
        name="age"
        label="What does it tell of the age?"
        choices={[
          { value: NO_AGE, text: 'Nothing' },
          ...AGES.map((band: AgeBand) => ({ value: band, text: AGE_BANDS[band].says })),
        ]}
        attempt={attempt}
      />
      <TickField name="tells" label="What else does it tell?" choices={choicesOf(TELLS)} attempt={attempt} />
      <WordsField
        name="rare"
        label="Rare facts that it tells (optional)"
        hint="One a line: what few other people could say of themselves."
        rows={3}
        attempt={attempt}
      />
    </>
  ),
  run: (c, { title, body, place, age, tells, rare }, seen) =>
    rewriteStudy(c.tx, c.actor, c.services.subjects, {
      ...seen,
      draft: {
        title,
        body: body.replaceAll('\r', ''),
        told: {
          place: place === NO_PLACE ? null : place,
          age: age === NO_AGE ? null : age,
          sex: tells.includes('sex'),
          kind: tells.includes('kind'),
          rare: rare
            .split('\n')
            .map((one) => one.trim())
            .filter(Boolean),
        },
      },
    }),
});

const consent = act({
  path: 'consent',
  link: 'Record what the person said',
  heading: 'May their story be told?',
  lead: 'They have read it, or heard it read, as it will be printed. They may think again at any time.',
  submit: 'Save',
  offered: isOurs,
  schema: z.object({
    answer: z.enum(keysOf(ANSWERS), { error: 'Say what they said' }),
    how: z.enum(keysOf(HOW_SAID), { error: 'Say how they said it' }),
    day: givenDate('Give the day on which they said it'),
  }),
  values: (_view, c) => dateValues('day', c.today),
  fields: ({ attempt }) => (
    <>
      <PickField name="answer" label="What did they say?" choices={choicesOf(ANSWERS)} attempt={attempt} />
      <PickField name="how" label="How?" choices={choicesOf(HOW_SAID)} attempt={attempt} />
      <DayField name="day" label="On which day?" attempt={attempt} />
    </>
  ),
  run: (c, { day, ...fields }, { id }) =>
    recordStudyConsent(c.tx, c.actor, c.services.subjects, { ...fields, id, on: day }),
});

const sign = act({
  path: 'sign-off',
  link: 'Sign it off',
  heading: 'Can nobody be recognised?',
  lead: 'You sign these words and no others. From then on reports may carry them.',
  submit: 'Sign off',
  offered: isDraft,
  schema: z.object({ checked: givenText('Say how it was made sure that nobody can be recognised') }),
  fields: ({ attempt, view }) => (
    <>
      <h2 class="govuk-heading-m">{view.draft.title}</h2>
      {view.draft.body
        .split('\n')
        .filter(Boolean)
        .map((line) => (
          <p class="govuk-body">{line}</p>
        ))}
      {view.findings.length === 0 ? null : (
        <>
          <h2 class="govuk-heading-m">Who could still be recognised</h2>
          <ul class="govuk-list govuk-list--bullet">
            {view.findings.map(({ who, why }) => (
              <li>{`${who}: ${why}`}</li>
            ))}
          </ul>
        </>
      )}
      <WordsField
        name="checked"
        label="How was it made sure that nobody can be recognised?"
        hint="Answer each point above. Name nobody: it stands beside the story for whoever checks the report."
        attempt={attempt}
      />
    </>
  ),
  run: (c, { checked }, seen) => signOffStudy(c.tx, c.actor, c.services.subjects, { ...seen, checked }),
});

const back = act({
  path: 'withdrawal',
  link: 'Take it back',
  heading: 'Is it to be told no longer?',
  lead: 'No report carries it from today. What was published stays published.',
  submit: 'Take it back',
  offered: (view, c) => isOurs(view, c) && view.release !== null && view.release.withdrawnOn === null,
  schema: z.object({}),
  fields: () => null,
  run: (c, _fields, { id }) => takeBack(c.tx, c.actor, c.services.subjects, { id, on: c.today }),
});

/** In the order in which the page of a study offers them. */
export const ACTS: readonly Act<StudyView>[] = [rewrite, consent, sign, back];
