import { longDate } from '../../../kernel/plain-date.ts';
import { FormPage, type FormPageProps } from '../../../ui/forms/form-page.tsx';
import {
  Button,
  DateInput,
  Details,
  InsetText,
  Radios,
  SummaryList,
  Textarea,
  TextInput,
} from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import { dateField, field } from '../pages/parts.tsx';
import { mayFollow, type Step } from './check.ts';
import { CheckTag, nameOf } from './checks-page.tsx';
import type { CheckStep, FigureCheck } from './queries.ts';
import { CHECK_STATES, sayPeriod } from './words.ts';

export interface CheckPageProps {
  readonly check: FigureCheck;
  readonly steps: readonly CheckStep[];
  /** The steps that the reader may take. */
  readonly may: readonly Step[];
  readonly mayRecord: boolean;
}

const STEPS = {
  asked: ['asking', 'Ask the owner'],
  confirmed: ['confirmation', 'Confirm the figure'],
  withdrawn: ['withdrawal', 'Take it back'],
} as const;

/** One raised figure: why, whose turn it is, what became of it, and what may be done. */
export function CheckPage({ check, steps, may, mayRecord }: CheckPageProps) {
  const path = `/indicators/quality/checks/${check.id}`;
  const isOpen = check.state === 'raised' || check.state === 'asked';
  return (
    <>
      <PageHeading
        caption={check.why === 'late' ? 'A late return' : 'An odd figure'}
        heading={nameOf(check)}
        lead={check.says}
        actions={
          <>
            {may
              .filter((step) => mayFollow(check.state, step))
              .map((step) => (
                <Button
                  key={step}
                  href={`${path}/${STEPS[step][0]}`}
                  {...(step === 'confirmed' ? {} : { kind: 'secondary' as const })}
                >
                  {step === 'confirmed' && check.why === 'late' ? 'Say why it is late' : STEPS[step][1]}
                </Button>
              ))}
            {isOpen && mayRecord ? (
              <Button href={`/indicators/${check.slug}/observations/new`} kind="secondary">
                {check.why === 'late' ? 'Record the figure' : 'Record a corrected figure'}
              </Button>
            ) : null}
          </>
        }
      />
      <p class="govuk-body">
        <CheckTag state={check.state} />
      </p>
      {isOpen && check.why === 'odd' ? (
        <InsetText>The figure stays in use and is shown as being checked.</InsetText>
      ) : null}
      <SummaryList
        rows={[
          {
            key: 'Indicator',
            value: (
              <a class="govuk-link" href={`/indicators/${check.slug}`}>
                {check.title}
              </a>
            ),
          },
          { key: 'Period', value: sayPeriod(check.period) },
          check.place === null ? undefined : { key: 'Place', value: check.placeName ?? check.place },
          { key: 'Owner', value: check.owner || 'Nobody yet' },
          { key: 'Raised', value: longDate(check.raisedOn) },
          ...steps.map(({ state, onDay, dueOn, reason }) => ({
            key: CHECK_STATES[state],
            value: `${longDate(onDay)}${dueOn ? `, to answer by ${longDate(dueOn)}` : ''}${reason ? `: ${reason}` : ''}`,
          })),
          check.state === 'corrected'
            ? { key: 'Corrected', value: 'A later version of the figure is recorded.' }
            : undefined,
        ]}
      />
    </>
  );
}

type FormProps = Omit<FormPageProps, 'heading'> & { readonly check: FigureCheck };

/** Asks the owner by a day. */
export const AskForm = (props: FormProps) => (
  <FormPage
    {...props}
    heading={`Ask about ${nameOf(props.check)}`}
    lead={props.check.says}
    submit="Ask the owner"
  >
    <p class="govuk-body">
      {props.check.owner
        ? `${props.check.owner} will find it among what is due.`
        : 'The indicator has no owner yet: name one first, else nobody will find it among what is due.'}
    </p>
    <DateInput
      {...dateField(props, 'dueOn')}
      legend="By which day should they answer?"
      hint="Such as 31 1 2013"
    />
  </FormPage>
);

/** The owner's answer. */
export const ConfirmForm = (props: FormProps) => (
  <FormPage
    {...props}
    heading={`${props.check.why === 'late' ? 'Say why it is late' : 'Confirm'}: ${nameOf(props.check)}`}
    lead={props.check.says}
    submit={props.check.why === 'late' ? 'Send the answer' : 'Confirm the figure'}
  >
    <Textarea
      {...field(props, 'reason')}
      label={
        props.check.why === 'late' ? 'Why is it late, and when will it come?' : 'Why is the figure right?'
      }
      hint="It stands with the figure’s history."
      rows={3}
    />
  </FormPage>
);

/** Takes back what was raised. */
export const WithdrawForm = (props: FormProps) => (
  <FormPage
    {...props}
    heading={`Take back: ${nameOf(props.check)}`}
    lead={props.check.says}
    submit="Take it back"
  >
    <Textarea {...field(props, 'reason')} label="Why does it need no answer?" rows={2} />
  </FormPage>
);

/** Raises a late or odd return. */
export const RaiseForm = (props: Omit<FormPageProps, 'heading'>) => (
  <FormPage
    {...props}
    heading="Raise a figure"
    lead="The figure stays in use, and says that it is being checked until its owner has answered."
    submit="Raise the figure"
  >
    <Radios
      {...field(props, 'why')}
      legend="What is the matter?"
      items={[
        { value: 'odd', text: 'A figure looks odd' },
        { value: 'late', text: 'A return is late' },
      ]}
    />
    <TextInput
      {...field(props, 'period')}
      label="Period"
      hint="Such as 2012-10, 2012/13 Q3 or 2011/12"
      width={10}
    />
    <TextInput
      {...field(props, 'place')}
      label="Place (optional)"
      hint="Its short name; empty for the whole area"
    />
    <Textarea {...field(props, 'says')} label="What should the owner look at?" rows={3} />
    <Details summary="What happens next">
      <p class="govuk-body">
        You ask the owner by a day. They confirm the figure and say why, or record a corrected one; both stay
        in its history.
      </p>
    </Details>
  </FormPage>
);
