/** How a matter moves on: prepared, held, not taken up, closed, joined. */
import { z } from 'zod';
import { dateValues, givenDate, givenText } from '../../../../platform/http/form.ts';
import { ChooseField, choicesOf, DayField, PickField } from '../../../../ui/forms/fields.tsx';
import { listAgencies } from '../../../partners/index.ts';
import { bringIn, moveMatter } from '../matter.ts';
import { keysOf, NOT_BECAUSE } from '../words.ts';
import { act, isOpen, mayBecome, runs } from './room.tsx';

export const prepare = act({
  path: 'preparation',
  link: 'Prepare the meeting',
  heading: 'When is it to be held?',
  submit: 'Save',
  offered: mayBecome('preparing'),
  schema: z.object({ meetingOn: givenDate('Say on which day it is to be held') }),
  fields: ({ attempt }) => (
    <DayField name="meetingOn" label="Day of the meeting" hint="It can still be moved." attempt={attempt} />
  ),
  run: (c, { meetingOn }, seen) =>
    moveMatter(c.tx, c.actor, { ...seen, to: 'preparing', on: c.today, meetingOn, because: null }),
});

export const held = act({
  path: 'meeting',
  link: 'It was held',
  heading: 'When was it held?',
  lead: 'Both sides have consented. What was agreed is written down next.',
  submit: 'Save',
  offered: mayBecome('held'),
  schema: z.object({ day: givenDate('Give the day') }),
  values: (_view, c) => dateValues('day', c.today),
  fields: ({ attempt }) => <DayField name="day" label="Day" attempt={attempt} />,
  run: (c, { day }, seen) =>
    moveMatter(c.tx, c.actor, { ...seen, to: 'held', on: day, meetingOn: null, because: null }),
});

export const notTakenUp = act({
  path: 'no-take-up',
  link: 'It is not taken up',
  heading: 'Why is it not taken up?',
  submit: 'Save',
  offered: mayBecome('not-taken-up'),
  schema: z.object({
    because: z.enum(keysOf(NOT_BECAUSE), { error: 'Say why it was not taken up' }),
    day: givenDate('Give the day'),
  }),
  values: (_view, c) => dateValues('day', c.today),
  fields: ({ attempt }) => (
    <>
      <PickField name="because" label="Reason" choices={choicesOf(NOT_BECAUSE)} attempt={attempt} />
      <DayField name="day" label="Since when?" attempt={attempt} />
    </>
  ),
  run: (c, { day, because }, seen) =>
    moveMatter(c.tx, c.actor, { ...seen, to: 'not-taken-up', on: day, meetingOn: null, because }),
});

export const join = act({
  path: 'agencies',
  link: 'Bring in an agency',
  heading: 'Which agency takes part?',
  lead: 'It reads the steps and what was agreed. It is not told who was harmed or who is responsible: you tell that person by person.',
  submit: 'Bring in',
  offered: (view, c) => isOpen(view) && runs(view, c),
  schema: z.object({ agencyId: givenText('Choose the agency') }),
  gather: async (c, view) =>
    (await listAgencies(c.tx))
      .filter(({ id }) => !view.row.agency_ids.includes(id))
      .map(({ id, name }) => ({ value: id, text: name })),
  fields: ({ attempt, more }) => (
    <ChooseField name="agencyId" label="Agency" choices={more} attempt={attempt} />
  ),
  run: (c, fields, seen) => bringIn(c.tx, c.actor, { ...seen, ...fields }),
});

export const close = act({
  path: 'closure',
  link: 'Close it',
  heading: 'Is everything done?',
  lead: 'Both sides were asked how it went, and of everything agreed it is known whether it was kept.',
  submit: 'Close the matter',
  offered: mayBecome('closed'),
  schema: z.object({ day: givenDate('Give the day') }),
  values: (_view, c) => dateValues('day', c.today),
  fields: ({ attempt }) => <DayField name="day" label="Closed on" attempt={attempt} />,
  run: (c, { day }, seen) =>
    moveMatter(c.tx, c.actor, { ...seen, to: 'closed', on: day, meetingOn: null, because: null }),
});
