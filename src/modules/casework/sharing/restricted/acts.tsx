/** What information governance does with what is restricted: naming who goes on with it, ending that, lifting the restriction. */
import { z } from 'zod';
import { givenDate, givenText } from '../../../../platform/http/form.ts';
import { ChooseField, choicesOf, DayField, PickField, WordsField } from '../../../../ui/forms/fields.tsx';
import { type Act, actOn, type Room, Subject } from '../../acts.tsx';
import { GOVERNANCE_CRUMBS } from '../parts.tsx';
import { endNaming, LIFTED_BECAUSE, type LiftedBecause, liftRestriction, nameWorker } from './entrust.ts';
import { findRestricted, listNameable, type RestrictedThing } from './queries.ts';

export const PATH = '/casework/governance/restricted';

export const ROOM: Room<RestrictedThing> = {
  base: PATH,
  title: 'What is restricted',
  kind: 'restricted',
  called: 'restricted record or case',
  access: { permission: 'casework.govern' },
  crumbsOf: () => [...GOVERNANCE_CRUMBS, { text: 'What is restricted', href: PATH }],
  find: (c, id) => findRestricted(c.tx, c.actor, c.services.subjects, id),
  codeOf: ({ code }) => code,
  revisionOf: ({ revision }) => revision,
};

const act = actOn<RestrictedThing>();

const name = act({
  path: 'named',
  link: 'Name who goes on with it',
  heading: 'Who goes on working with it?',
  lead: 'To them it is no restriction until that day. They see nothing that their agency does not take part in, and that no agreement shares with it.',
  submit: 'Name them',
  offered: () => true,
  schema: z.object({
    accountId: givenText('Choose who'),
    reason: givenText('Say why they need to go on working with it'),
    untilOn: givenDate('Say until which day'),
  }),
  gather: (c) => listNameable(c.tx, c.actor),
  fields: ({ attempt, more }) => (
    <>
      <ChooseField
        name="accountId"
        label="Who?"
        choices={more.map(({ id, text }) => ({ value: id, text }))}
        attempt={attempt}
      />
      <WordsField name="reason" label="Why do they need it?" attempt={attempt} />
      <DayField name="untilOn" label="Until when?" hint="At most a year from now" attempt={attempt} />
    </>
  ),
  run: (c, fields, { id }) => nameWorker(c.tx, c.actor, c.services.subjects, { ...fields, id }),
});

const end = act({
  path: 'named/:part/end',
  heading: 'Why do they no longer work with it?',
  submit: 'End it',
  offered: (view, c) => view.namings.some(({ id, stands }) => stands && id === c.params.part),
  schema: z.object({ reason: givenText('Say why') }),
  fields: ({ attempt, view, c }) => (
    <>
      <Subject text={view.namings.find(({ id }) => id === c.params.part)?.name} />
      <WordsField name="reason" label="Why?" attempt={attempt} />
    </>
  ),
  run: (c, { reason }, { id }) =>
    endNaming(c.tx, c.actor, c.services.subjects, { id, namingId: c.params.part ?? '', reason }),
});

const lift = act({
  path: 'lifting',
  link: 'Lift the restriction',
  heading: 'Why need it not be restricted any more?',
  lead: 'The record, and all that was told of the person, is open again to whoever saw it before.',
  submit: 'Lift the restriction',
  offered: ({ kind }) => kind === 'record',
  schema: z.object({
    because: z.enum(Object.keys(LIFTED_BECAUSE) as [LiftedBecause, ...LiftedBecause[]], {
      error: 'Say why',
    }),
  }),
  fields: ({ attempt }) => (
    <PickField name="because" label="Why?" choices={choicesOf(LIFTED_BECAUSE)} attempt={attempt} />
  ),
  run: (c, { because }, seen) => liftRestriction(c.tx, c.actor, c.services.subjects, { ...seen, because }),
});

export const ACTS: readonly Act<RestrictedThing>[] = [name, end, lift];
