import { datePartsOf, dateValues } from '../../../platform/http/form.ts';
import { Button, DateInput, Form } from '../../../ui/govuk/index.ts';
import type { Period } from '../statement/queries.ts';

/** The period as an address carries it on. */
export const periodQuery = ({ from, until }: Period): string => `${new URLSearchParams({ from, until })}`;

/** A form that asks for another period. */
export function PeriodForm({ from, until, action }: Period & { readonly action: string }) {
  return (
    <>
      <h2 class="govuk-heading-m">Another period</h2>
      <Form action={action} method="get">
        <DateInput name="from" legend="First day" values={datePartsOf(dateValues('from', from), 'from')} />
        <DateInput name="until" legend="Last day" values={datePartsOf(dateValues('until', until), 'until')} />
        <Button kind="secondary">Show this period</Button>
      </Form>
    </>
  );
}
