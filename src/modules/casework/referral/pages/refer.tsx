import { longDate, type PlainDate } from '../../../../kernel/plain-date.ts';
import { type Keys, NOT_KEPT } from '../../../../ui/forms/typed.ts';
import { BackLink, Button, ButtonGroup, ErrorSummaryFor, Form } from '../../../../ui/govuk/index.ts';
import { PageHeading } from '../../../../ui/layout/index.ts';
import { missingIn, type Question } from '../visit/answers.ts';
import { type Asking, HEADINGS, QuestionFields } from '../visit/questions.tsx';

/** Where a referral begins: a new visit, those begun, and those waiting on this device. */
export function ReferStart(props: {
  readonly keys: Keys;
  readonly person: string | undefined;
  readonly drafts: readonly {
    readonly id: string;
    readonly begunOn: PlainDate;
    readonly reviewOn: PlainDate;
  }[];
  readonly ready: boolean;
}) {
  const { keys, drafts } = props;
  return (
    <>
      <PageHeading
        heading="Refer somebody"
        lead="One visit, one form: everybody who can help hears of it at once, and you hear what became of it."
      />
      {props.ready ? (
        <Form action="/casework/refer" csrf={keys.csrf} formId={keys.formId} attributes={NOT_KEPT}>
          {props.person === undefined ? null : <input type="hidden" name="person" value={props.person} />}
          <Button isStart>Start</Button>
        </Form>
      ) : (
        <div class="app-empty">
          <p class="govuk-body">
            The vulnerability checklist is not published yet. Whoever sets up casework publishes it, and then
            referrals are made here.
          </p>
        </div>
      )}
      <div data-offline-waiting hidden />
      {drafts.length === 0 ? null : (
        <>
          <h2 class="govuk-heading-m">Begun and not sent</h2>
          <ul class="govuk-list govuk-list--bullet">
            {drafts.map((draft) => (
              <li key={draft.id}>
                <a class="govuk-link" href={`/casework/refer/${draft.id}/check`}>
                  Visit begun {longDate(draft.begunOn)}
                </a>{' '}
                <span class="app-quiet">wiped after {longDate(draft.reviewOn)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <p class="govuk-body">
        <a class="govuk-link" href="/casework/referrals/mine">
          My referrals
        </a>{' '}
        or{' '}
        <a class="govuk-link" href="/casework/refer/device">
          write it on this device, with or without signal
        </a>
      </p>
    </>
  );
}

/** One question. */
export function QuestionPage(props: {
  readonly keys: Keys;
  readonly id: string;
  readonly question: Question;
  readonly back: string;
  readonly asking: Asking;
}) {
  const { keys, id, question, asking } = props;
  return (
    <>
      <BackLink href={props.back} />
      <ErrorSummaryFor errors={asking.errors} />
      <h1 class="govuk-heading-l">{HEADINGS[question]}</h1>
      <Form
        action={`/casework/refer/${id}/${question}`}
        csrf={keys.csrf}
        formId={keys.formId}
        attributes={NOT_KEPT}
      >
        <QuestionFields question={question} {...asking} />
        <Button preventDoubleClick>Continue</Button>
      </Form>
    </>
  );
}

/** The answers before they are sent, each with the way back to its question. */
export function CheckPage(props: {
  readonly keys: Keys;
  readonly id: string;
  readonly back: string;
  readonly rows: readonly { readonly question: Question; readonly says: string }[];
  readonly asking: Asking;
  /** How many referrals and signposts it will make; whether it is sent or kept. */
  readonly makes: string;
  readonly sends: boolean;
  readonly errors: Readonly<Record<string, string>>;
}) {
  const { keys, id, rows, asking } = props;
  const open = rows.filter(({ question }) => Object.keys(missingIn(question, asking.answers)).length > 0);
  return (
    <>
      <BackLink href={props.back} />
      <ErrorSummaryFor errors={props.errors} />
      <h1 class="govuk-heading-l">Check and send</h1>
      <dl class="govuk-summary-list">
        {rows.map(({ question, says }) => (
          <div class="govuk-summary-list__row" key={question}>
            <dt class="govuk-summary-list__key">{HEADINGS[question]}</dt>
            <dd class="govuk-summary-list__value">{says || <span class="app-quiet">Not answered</span>}</dd>
            <dd class="govuk-summary-list__actions">
              <a class="govuk-link" href={`/casework/refer/${id}/${question}`}>
                Change<span class="govuk-visually-hidden">: {HEADINGS[question]}</span>
              </a>
            </dd>
          </div>
        ))}
      </dl>
      {open[0] ? (
        <p class="govuk-body">
          <a class="govuk-link" href={`/casework/refer/${id}/${open[0].question}`}>
            Answer what is missing: {HEADINGS[open[0].question]}
          </a>
        </p>
      ) : (
        <>
          <p class="govuk-body">{props.makes}</p>
          <Form
            action={`/casework/refer/${id}/sending`}
            csrf={keys.csrf}
            formId={keys.formId}
            attributes={NOT_KEPT}
          >
            <Button preventDoubleClick>{props.sends ? 'Send referral' : 'Keep as a draft'}</Button>
          </Form>
        </>
      )}
      <Form action={`/casework/refer/${id}/dropping`} csrf={keys.csrf} attributes={NOT_KEPT}>
        <ButtonGroup>
          <Button kind="secondary">Throw it away</Button>
        </ButtonGroup>
      </Form>
    </>
  );
}

/** What became of the visit at once. */
export function SentPage(props: {
  readonly referrals: readonly {
    readonly reference: string;
    readonly service: string;
    readonly state: string;
    readonly dueOn: PlainDate | null;
  }[];
  readonly signposts: readonly { readonly service: string }[];
}) {
  const { referrals, signposts } = props;
  const sent = referrals.filter(({ state }) => state !== 'draft');
  return (
    <>
      <div class="govuk-panel govuk-panel--confirmation">
        <h1 class="govuk-panel__title">{sent.length > 0 ? 'Sent' : 'Kept'}</h1>
        <div class="govuk-panel__body">
          {referrals.length > 0 ? referrals.map(({ reference }) => reference).join(', ') : 'They were told'}
        </div>
      </div>
      <h2 class="govuk-heading-m">What happens next</h2>
      <ul class="govuk-list govuk-list--bullet">
        {referrals.map((referral) => (
          <li key={referral.reference}>
            <a class="govuk-link" href={`/casework/referrals/${referral.reference}`}>
              {referral.service}
            </a>{' '}
            {referral.state === 'draft'
              ? 'is not sent: ask them whether they agree, then send it.'
              : `answers by ${referral.dueOn ? longDate(referral.dueOn) : 'the day it promised'}.`}
          </li>
        ))}
        {signposts.map(({ service }) => (
          <li key={service}>They were told of {service}.</li>
        ))}
      </ul>
      <p class="govuk-body">You hear by mail when each was received, decided and ended.</p>
      <ButtonGroup>
        <Button href="/casework/refer">Refer somebody else</Button>
        <a class="govuk-link" href="/casework/referrals/mine">
          My referrals
        </a>
      </ButtonGroup>
    </>
  );
}
