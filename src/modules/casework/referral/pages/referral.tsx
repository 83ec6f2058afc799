import { longDate, type PlainDate } from '../../../../kernel/plain-date.ts';
import { type Keys, NOT_KEPT } from '../../../../ui/forms/typed.ts';
import { Button, ButtonGroup, Form, SummaryList } from '../../../../ui/govuk/index.ts';
import { PageHeading } from '../../../../ui/layout/index.ts';
import type { News } from '../feedback.ts';
import type { ReferralRow } from '../queries.ts';
import type { ReferralState } from '../states.ts';
import type { Told as Sealed } from '../visit/input.ts';
import { BASES, CONSENTS, isCode, SUBJECTS, TOLD } from '../words.ts';
import { Due, StateTag } from './lists.tsx';

export interface ReferralPageProps {
  readonly referral: ReferralRow;
  /** Undefined when the key was destroyed: disposed of. */
  readonly told: Sealed | undefined;
  readonly service: string;
  readonly from: string;
  readonly to: string;
  readonly signs: readonly string[];
  readonly news: readonly News[];
  readonly led: string | undefined;
  readonly moves: readonly ReferralState[];
  readonly person: { readonly code: string; readonly cluster: string } | undefined;
  readonly today: PlainDate;
  readonly keys: Keys;
}

/** One referral: what it asks for, what happened, what can be done now. */
export function ReferralPage(props: ReferralPageProps) {
  const { referral, news, today } = props;
  return (
    <>
      <PageHeading
        caption={`${props.from} to ${props.to}`}
        heading={`Referral ${referral.reference}`}
        lead={props.led ?? `${props.service}: ${props.signs.join(', ').toLowerCase()}`}
      />
      <p class="govuk-body">
        <StateTag state={referral.state} /> <Due on={referral.due_on} today={today} />
      </p>
      <Moves {...props} />
      <h2 class="govuk-heading-m">Whom it is about</h2>
      <About {...props} />
      <h2 class="govuk-heading-m">On what it was sent</h2>
      <Lawful {...props} />
      <h2 class="govuk-heading-m">What happened</h2>
      <ol class="govuk-list app-news">
        {news.map((event) => (
          <li key={event.id}>
            <strong>{longDate(event.on)}</strong>, {event.by}: {event.says}
            {event.words === undefined ? null : <p class="govuk-inset-text">{event.words}</p>}
            {event.held ? (
              <p class="govuk-hint">There is more, which the purpose you read for does not allow.</p>
            ) : null}
          </li>
        ))}
      </ol>
    </>
  );
}

function About({ told, referral, person, signs }: ReferralPageProps) {
  if (told === undefined) return <p class="govuk-body">This was disposed of.</p>;
  const { subject } = told;
  const name = [subject.givenNames, subject.surname].filter(Boolean).join(' ');
  const address = [...(subject.address?.lines ?? []), subject.address?.postcode].filter(Boolean).join(', ');
  return (
    <SummaryList
      rows={[
        { key: 'About', value: SUBJECTS[subject.kind] },
        name !== '' && { key: 'Name', value: name },
        person !== undefined && {
          key: 'Person',
          value: (
            <a class="govuk-link" href={`/casework/people/${person.cluster}`}>
              {person.code}
            </a>
          ),
        },
        subject.dateOfBirth !== undefined && { key: 'Born', value: subject.dateOfBirth },
        address !== '' && { key: 'Address', value: address },
        subject.place !== undefined && { key: 'Where', value: subject.place },
        subject.telephone !== undefined && { key: 'Telephone', value: subject.telephone },
        subject.email !== undefined && { key: 'Email', value: subject.email },
        subject.contact !== undefined && { key: 'How it is safe', value: subject.contact },
        { key: 'Signs', value: signs.join(', ') },
        { key: 'Urgent', value: referral.urgent ? 'Yes' : 'No' },
        told.seen !== undefined && { key: 'What was seen', value: told.seen },
      ]}
    />
  );
}

function Lawful({ referral, told }: ReferralPageProps) {
  const { basis, consent } = referral;
  if (basis === null)
    return (
      <p class="govuk-body">
        On nothing yet. Until they agree, or another lawful basis is there, it stays in your agency.
      </p>
    );
  return (
    <SummaryList
      rows={[
        {
          key: 'Basis',
          value: consent === null ? BASES[basis] : `${BASES[basis]}: ${CONSENTS[consent].toLowerCase()}`,
        },
        {
          key: 'They were told',
          value: referral.told.map((code) => (isCode(TOLD, code) ? TOLD[code] : code)).join('. '),
        },
        told?.toldWords !== undefined && { key: 'Also said', value: told.toldWords },
        { key: 'May go on to another service', value: referral.may_pass_on ? 'Yes' : 'No' },
      ]}
    />
  );
}

const BUTTONS: Readonly<Partial<Record<ReferralState, { readonly text: string; readonly path: string }>>> = {
  received: { text: 'Say that it arrived', path: 'receipt' },
  accepted: { text: 'Accept', path: 'acceptance' },
  'in-progress': { text: 'Say that it has begun', path: 'beginning' },
};
const PAGES: Readonly<Partial<Record<ReferralState, { readonly text: string; readonly path: string }>>> = {
  sent: { text: 'Send it', path: 'sending' },
  declined: { text: 'Decline', path: 'refusal' },
  completed: { text: 'Say what came of it', path: 'outcome' },
  redirected: { text: 'Redirect', path: 'redirection' },
  withdrawn: { text: 'Withdraw', path: 'withdrawal' },
};

/** What the reader can do with it now: what follows in the table of states, for their side. */
function Moves({ referral, moves, keys }: ReferralPageProps) {
  const path = `/casework/referrals/${referral.reference}`;
  // What was only sent can be answered at once: it is opened on the way.
  const offered =
    referral.state === 'sent' && moves.includes('received')
      ? ([...moves, 'accepted', 'declined', 'redirected'] as const)
      : moves;
  const buttons = offered.flatMap((to) => (BUTTONS[to] ? [{ to, ...BUTTONS[to] }] : []));
  const pages = offered.flatMap((to) => (PAGES[to] ? [{ to, ...PAGES[to] }] : []));
  if (buttons.length + pages.length === 0) return null;
  return (
    <>
      {buttons.map((button, at) => (
        <Form
          key={button.to}
          action={`${path}/${button.path}`}
          csrf={keys.csrf}
          formId={`${keys.formId}-${at}`}
          revision={referral.revision}
          attributes={NOT_KEPT}
          class="app-inline-form"
        >
          <Button kind={button.to === 'received' ? 'secondary' : undefined}>{button.text}</Button>
        </Form>
      ))}
      <ButtonGroup>
        {pages.map((page) => (
          <Button key={page.to} kind="secondary" href={`${path}/${page.path}`}>
            {page.text}
          </Button>
        ))}
      </ButtonGroup>
    </>
  );
}
