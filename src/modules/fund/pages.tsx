/** Small parts that the pages of the fund share. */

import type { ComponentChildren } from 'preact';
import { formatPence } from '../../kernel/pence.ts';
import { longDate, type PlainDate } from '../../kernel/plain-date.ts';
import type { Attempt } from '../../platform/http/route.ts';
import { DayField, PoundsField, WordsField } from '../../ui/forms/fields.tsx';
import { FormPage } from '../../ui/forms/form-page.tsx';
import type { Keys } from '../../ui/forms/typed.ts';
import { StatusTag, type Tone } from '../../ui/layout/index.ts';
import type { Column } from '../../ui/table/index.ts';
import { type RequestState, STATE_SAYS } from './requests/states.ts';

export const FUND_CRUMBS = [{ text: 'Fund', href: '/fund' }];
export const REQUEST_CRUMBS = [...FUND_CRUMBS, { text: 'Requests', href: '/fund/requests' }];

export const pounds = (pence: number | null): string => (pence === null ? 'Not known' : formatPence(pence));
export const day = (date: PlainDate | null, otherwise: string): string => (date ? longDate(date) : otherwise);

const TONE: Readonly<Record<RequestState, Tone>> = {
  draft: 'neutral',
  submitted: 'active',
  recommended: 'active',
  endorsed: 'good',
  'endorsed-on-condition': 'warning',
  deferred: 'warning',
  'referred-back': 'warning',
  refused: 'bad',
  withdrawn: 'neutral',
  ended: 'neutral',
};

export const StateTag = ({ state }: { readonly state: RequestState }) => (
  <StatusTag tone={TONE[state]}>{STATE_SAYS[state]}</StatusTag>
);

/** A column of an amount: in words on the page, in pounds in a file. */
export const amountColumn = <Row,>(
  key: string,
  header: string,
  of: (row: Row) => number | null,
): Column<Row> => ({
  key,
  header,
  numeric: true,
  cell: (row) => pounds(of(row)),
  csv: (row) => {
    const pence = of(row);
    return pence === null ? null : pence / 100;
  },
});

/** A form that moves money or takes a step: what it does, an amount where there is one, a day, and why. */
export function ActForm(props: {
  readonly heading: string;
  readonly lead?: string | undefined;
  readonly action: string;
  readonly back: string;
  readonly keys: Keys;
  readonly attempt: Attempt;
  readonly submit: string;
  readonly amount?: string | undefined;
  readonly words?: { readonly name: string; readonly label: string; readonly hint?: string } | undefined;
  readonly dayLabel?: string | undefined;
  /** For a form that takes a file. */
  readonly multipart?: boolean | undefined;
  readonly children?: ComponentChildren;
}) {
  const { attempt, keys, words } = props;
  return (
    <FormPage
      {...attempt}
      {...keys}
      heading={props.heading}
      lead={props.lead}
      action={props.action}
      back={props.back}
      submit={props.submit}
      multipart={props.multipart}
    >
      {props.children}
      {props.amount ? <PoundsField name="amount" label={props.amount} attempt={attempt} /> : null}
      {words ? (
        <WordsField name={words.name} label={words.label} hint={words.hint} attempt={attempt} />
      ) : null}
      {props.dayLabel ? <DayField name="day" label={props.dayLabel} attempt={attempt} /> : null}
    </FormPage>
  );
}
