/** An act by which somebody says, on a day, what became of a part of a thing: a need was met, a promise kept, consent given. */
import { z } from 'zod';
import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { dateValues, givenDate } from '../../platform/http/form.ts';
import type { Context } from '../../platform/http/route.ts';
import { choicesOf, DayField, PickField } from '../../ui/forms/fields.tsx';
import { type Act, actOn, Seen, Subject, seenField } from './acts.tsx';

interface Judging<View, Answer extends string> {
  readonly path: string;
  readonly heading: string;
  readonly lead?: string;
  readonly offered: (view: View, c: Context) => boolean;
  /** What may be said, in words. */
  readonly answers: Readonly<Record<Answer, string>>;
  /** The field of the answer, its label, and what is said where it is missing. */
  readonly answer: { readonly name: string; readonly label: string; readonly missing: string };
  readonly day: { readonly label: string; readonly missing: string };
  /** The part that the address names: how it is called, and the revision that is seen. */
  readonly part: (view: View, id: string) => { readonly text: string; readonly revision: number } | undefined;
  readonly run: (
    c: Context,
    said: {
      readonly thingId: string;
      readonly id: string;
      readonly revision: number;
      readonly answer: Answer;
      readonly on: PlainDate;
    },
  ) => Promise<{ readonly id: string } | Refusal>;
}

/** The act, with the answer, the day and the revision of the part as its fields. */
export const judging = <View, Answer extends string>(given: Judging<View, Answer>): Act<View> => {
  const { answer, day, part } = given;
  const names = Object.keys(given.answers) as [Answer, ...Answer[]];
  return actOn<View>()({
    path: given.path,
    heading: given.heading,
    ...(given.lead === undefined ? {} : { lead: given.lead }),
    submit: 'Save',
    offered: given.offered,
    schema: z.looseObject({
      [answer.name]: z.enum(names, { error: answer.missing }),
      day: givenDate(day.missing),
      seen: seenField,
    }),
    values: (_view, c) => dateValues('day', c.today),
    fields: ({ attempt, view, c }) => {
      const one = part(view, c.params.part ?? '');
      return (
        <>
          <Subject text={one?.text} />
          <Seen attempt={attempt} revision={one?.revision} />
          <PickField
            name={answer.name}
            label={answer.label}
            choices={choicesOf(given.answers)}
            attempt={attempt}
          />
          <DayField name="day" label={day.label} attempt={attempt} />
        </>
      );
    },
    run: (c, fields, { id }) =>
      given.run(c, {
        thingId: id,
        id: c.params.part ?? '',
        revision: fields.seen as number,
        answer: fields[answer.name] as Answer,
        on: fields.day as PlainDate,
      }),
  });
};
