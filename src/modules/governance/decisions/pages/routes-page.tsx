import { listInWords } from '../../../../kernel/names.ts';
import { longDate } from '../../../../kernel/plain-date.ts';
import { datePartsOf, textIn } from '../../../../platform/http/form.ts';
import type { Choice } from '../../../../ui/forms/fields.tsx';
import { FormPage, type FormPageProps } from '../../../../ui/forms/form-page.tsx';
import { Button, DateInput, Form, Select, TextInput } from '../../../../ui/govuk/index.ts';
import { PageHeading } from '../../../../ui/layout/index.ts';
import type { RouteStep } from '../route.ts';
import { namesOf } from '../route.ts';
import type { DatedRoute } from '../route-keeping.ts';

const inOrder = (names: readonly string[]): string =>
  names.length < 2
    ? `${names[0] ?? 'nobody'} decides`
    : `${listInWords(names.slice(0, -1))} ${names.length > 2 ? 'recommend' : 'recommends'}, ${names.at(-1)} decides`;

/** Who decides what: the route of each kind of proposal today, and the dated delegations. */
export function RoutesPage(view: {
  readonly routes: readonly {
    readonly kind: string;
    readonly says: string;
    readonly steps: readonly RouteStep[];
  }[];
  readonly dated: readonly DatedRoute[];
  readonly mayEdit: boolean;
  readonly csrf: string;
  readonly formId: string;
}) {
  const said = new Map(view.routes.map(({ kind, says }) => [kind, says]));
  return (
    <>
      <PageHeading
        heading="Who decides what"
        lead="Each kind of proposal walks past bodies that recommend, to the one that decides."
        actions={
          view.mayEdit ? <Button href="/decisions/routes/new">Delegate from a day on</Button> : undefined
        }
      />
      <ul class="govuk-list govuk-list--bullet">
        {view.routes.map(({ kind, says, steps }) => (
          <li key={kind}>
            {says}: {inOrder(steps.map(namesOf))}
          </li>
        ))}
      </ul>
      <h2 class="govuk-heading-m">Dated delegations</h2>
      {view.dated.length === 0 ? (
        <p class="govuk-body">None. A delegation gives a kind of proposal another route between two days.</p>
      ) : null}
      {view.dated.map((route) => (
        <div key={`${route.kind}${route.startsOn}`} class="govuk-!-margin-bottom-4">
          <p class="govuk-body">
            {said.get(route.kind) ?? route.kind}: {inOrder(route.bodies.map(({ name }) => `the ${name}`))}
            {route.startsOn ? `, from ${longDate(route.startsOn)}` : ''}
            {route.endsOn ? ` to ${longDate(route.endsOn)}` : ''}. {route.note}
          </p>
          {view.mayEdit && route.startsOn && route.endsOn === null ? (
            <Form action="/decisions/routes/end" csrf={view.csrf} formId={view.formId}>
              <input type="hidden" name="kind" value={route.kind} />
              <input type="hidden" name="startsOn" value={route.startsOn} />
              <Button kind="secondary">
                End it today<span class="govuk-visually-hidden">: {said.get(route.kind) ?? route.kind}</span>
              </Button>
            </Form>
          ) : null}
        </div>
      ))}
    </>
  );
}

/** Delegates a kind of proposal from a day on. */
export function DelegationForm(
  props: FormPageProps & { readonly kinds: readonly Choice[]; readonly bodies: readonly Choice[] },
) {
  const { values, errors } = props;
  const field = (name: string) => ({ name, value: textIn(values, name), error: errors[name] });
  const none = { value: '', text: 'Nobody' };
  return (
    <FormPage {...props}>
      <Select
        {...field('kind')}
        label="What is to be decided?"
        items={[{ value: '', text: 'Choose' }, ...props.kinds]}
      />
      <Select {...field('first')} label="Who recommends first? (optional)" items={[none, ...props.bodies]} />
      <Select {...field('second')} label="Who recommends then? (optional)" items={[none, ...props.bodies]} />
      <Select
        {...field('decides')}
        label="Who decides?"
        items={[{ value: '', text: 'Choose' }, ...props.bodies]}
      />
      <DateInput
        name="startsOn"
        legend="From when?"
        values={datePartsOf(values, 'startsOn')}
        error={errors.startsOn}
      />
      <DateInput
        name="endsOn"
        legend="Until when? (optional)"
        values={datePartsOf(values, 'endsOn')}
        error={errors.endsOn}
      />
      <TextInput {...field('note')} label="On what authority? (optional)" />
    </FormPage>
  );
}
