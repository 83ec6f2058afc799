import { textIn, textsIn } from '../../../../platform/http/form.ts';
import { type Keys, NOT_KEPT } from '../../../../ui/forms/typed.ts';
import {
  Button,
  ButtonGroup,
  Checkboxes,
  ErrorSummaryFor,
  Form,
  Radios,
  Select,
  Textarea,
} from '../../../../ui/govuk/index.ts';
import { BASES, CONSENTS, DECLINE_REASONS, OUTCOMES, TOLD } from '../words.ts';

export type ActName = 'refusal' | 'outcome' | 'redirection' | 'withdrawal' | 'sending';

export const ACT_HEADINGS = {
  refusal: 'Decline the referral',
  outcome: 'What came of it?',
  redirection: 'Redirect to another service',
  withdrawal: 'Withdraw the referral',
  sending: 'Send the referral',
} as const satisfies Record<ActName, string>;

export interface ActPageProps {
  readonly act: ActName;
  readonly reference: string;
  readonly revision: number;
  readonly services: readonly { readonly slug: string; readonly name: string }[];
  readonly values: Readonly<Record<string, string | readonly string[]>>;
  readonly errors: Readonly<Record<string, string>>;
  readonly keys: Keys;
}

const choices = (codes: Readonly<Record<string, string>>) =>
  Object.entries(codes).map(([value, text]) => ({ value, text }));

/** One act on a referral that asks something. */
export function ActPage(props: ActPageProps) {
  const { act, reference, keys } = props;
  return (
    <>
      <ErrorSummaryFor errors={props.errors} />
      <span class="govuk-caption-l">Referral {reference}</span>
      <h1 class="govuk-heading-l">{ACT_HEADINGS[act]}</h1>
      <Form
        action={`/casework/referrals/${reference}/${act}`}
        csrf={keys.csrf}
        formId={keys.formId}
        revision={props.revision}
        attributes={NOT_KEPT}
      >
        <Fields {...props} />
        <ButtonGroup>
          <Button preventDoubleClick>{SUBMIT[act]}</Button>
          <a class="govuk-link" href={`/casework/referrals/${reference}`}>
            Cancel
          </a>
        </ButtonGroup>
      </Form>
    </>
  );
}

const SUBMIT = {
  refusal: 'Decline',
  outcome: 'Complete',
  redirection: 'Redirect',
  withdrawal: 'Withdraw',
  sending: 'Send referral',
} as const satisfies Record<ActName, string>;

function Fields({ act, values, errors, services }: ActPageProps) {
  const field = (name: string) => ({ name, value: textIn(values, name), error: errors[name] });
  const service = (name: string, label: string) => (
    <Select
      {...field(name)}
      label={label}
      items={[
        { value: '', text: 'Choose' },
        ...services.map(({ slug, name: text }) => ({ value: slug, text })),
      ]}
    />
  );
  const words = (label: string) => (
    <Textarea {...field('words')} label={label} hint="They read it as far as their purpose allows" rows={3} />
  );
  if (act === 'refusal')
    return (
      <>
        <Radios {...field('reason')} legend="Why?" items={choices(DECLINE_REASONS)} />
        {service('alternative', 'Which other service may fit? (optional)')}
        {words('For who referred (optional)')}
      </>
    );
  if (act === 'outcome')
    return (
      <>
        <Radios
          {...field('outcome')}
          legend="Choose one"
          items={Object.entries(OUTCOMES).map(([value, { says }]) => ({ value, text: says }))}
        />
        {words('For who referred: “your visit led to …” (optional)')}
      </>
    );
  if (act === 'redirection')
    return (
      <>
        {service('service', 'Which service fits better?')}
        {words('For who referred (optional)')}
      </>
    );
  if (act === 'withdrawal') return words('Why? (optional)');
  return (
    <>
      <Radios {...field('basis')} legend="On which lawful basis?" items={choices(BASES)} />
      <Radios {...field('consent')} legend="If they agreed: how?" items={choices(CONSENTS)} />
      <Checkboxes
        name="told"
        legend="What were they told?"
        values={[...textsIn(values, 'told')]}
        error={errors.told}
        items={choices(TOLD)}
      />
      <Checkboxes
        name="mayPassOn"
        legend="May it go on to another service that fits better?"
        values={[...textsIn(values, 'mayPassOn')]}
        items={[{ value: 'yes', text: 'Yes, they agree to that too' }]}
      />
    </>
  );
}
