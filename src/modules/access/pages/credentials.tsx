import type { Keys, Typed } from '../../../ui/forms/typed.ts';
import {
  Button,
  ErrorSummaryFor,
  Form,
  InsetText,
  PasswordInput,
  TextInput,
  WarningText,
} from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import { PASSWORD_LENGTH } from '../passwords.ts';
import { QrCode, typedIn } from './parts.tsx';

interface Enrolment {
  readonly uri: string;
  readonly typed: string;
}

const PASSWORD_HINT = `At least ${PASSWORD_LENGTH} characters. Three or four words that do not belong together are easy to remember.`;

function NewPassword({ typed, label = 'Password' }: { readonly typed: Typed; readonly label?: string }) {
  return (
    <PasswordInput
      name="password"
      label={label}
      hint={PASSWORD_HINT}
      autocomplete="new-password"
      error={typed.errors.password}
    />
  );
}

function PhoneSteps({ enrolment, typed }: { readonly enrolment: Enrolment; readonly typed: Typed }) {
  return (
    <>
      <ol class="govuk-list govuk-list--number">
        <li>Open an authenticator app on your phone.</li>
        <li>Add an account and scan this picture, or type the secret below it.</li>
        <li>Enter the six digits that the app shows.</li>
      </ol>
      <QrCode text={enrolment.uri} label="Picture for your authenticator app to scan" />
      <p class="govuk-body">
        Secret: <code class="app-secret">{enrolment.typed}</code>
      </p>
      <TextInput
        name="code"
        label="Code from the app"
        inputMode="numeric"
        autocomplete="one-time-code"
        spellcheck={false}
        width={10}
        error={typed.errors.code}
      />
    </>
  );
}

export interface InvitationView {
  readonly partnership: string;
  readonly email: string;
  readonly token: string;
  readonly enrolment: Enrolment;
  readonly keys: Keys;
  readonly typed: Typed;
}

/** Somebody who was invited chooses a password and sets up their phone. */
export function InvitationPage({ partnership, email, token, enrolment, keys, typed }: InvitationView) {
  return (
    <div class="govuk-grid-row">
      <div class="govuk-grid-column-two-thirds">
        <ErrorSummaryFor errors={typed.errors} />
        <PageHeading heading="Set up your account" lead={`At ${partnership}, for ${email}.`} />
        <Form action={`/invitation/${token}`} {...keys}>
          <h2 class="govuk-heading-m">Choose a password</h2>
          <input type="hidden" name="username" value={email} autocomplete="username" />
          <NewPassword typed={typed} />
          <h2 class="govuk-heading-m">Set up your phone</h2>
          <PhoneSteps enrolment={enrolment} typed={typed} />
          <Button>Set up my account</Button>
        </Form>
      </div>
    </div>
  );
}

/** Recovery codes, shown this once. */
export function RecoveryCodesPage({
  codes,
  next,
}: {
  readonly codes: readonly string[];
  readonly next: string;
}) {
  return (
    <div class="govuk-grid-row">
      <div class="govuk-grid-column-two-thirds">
        <PageHeading
          heading="Keep your recovery codes"
          lead="Each of them works once instead of the code from your phone, should you lose it."
        />
        <ul class="govuk-list app-recovery-codes">
          {codes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ul>
        <WarningText>
          They are not shown again. Print them, or keep them in your password manager.
        </WarningText>
        <Button href={next}>I have kept them</Button>
      </div>
    </div>
  );
}

export interface ResetView {
  readonly keys: Keys;
  readonly typed: Typed;
}

/** Asks for the address to send a link to. */
export function ResetPage({ csrf, typed }: { readonly csrf: string; readonly typed: Typed }) {
  return (
    <div class="govuk-grid-row">
      <div class="govuk-grid-column-two-thirds">
        <ErrorSummaryFor errors={typed.errors} />
        <PageHeading heading="Choose a new password" lead="We send you a link by mail." />
        <Form action="/reset" csrf={csrf}>
          <TextInput
            name="email"
            type="email"
            label="Email address of your account"
            autocomplete="username"
            spellcheck={false}
            value={typedIn(typed, 'email')}
            error={typed.errors.email}
          />
          <Button>Send the link</Button>
        </Form>
      </div>
    </div>
  );
}

/** The same words whether there is such an account or not. */
export const ResetSentPage = () => (
  <>
    <PageHeading
      heading="Check your mail"
      lead="If this address has an account, a link is on its way to it."
    />
    <p class="govuk-body">
      It works once, for two hours. Nothing there after ten minutes? Ask your administrator.
    </p>
  </>
);

/** Chooses a new password by a link. */
export function NewPasswordPage({ token, keys, typed }: ResetView & { readonly token: string }) {
  return (
    <div class="govuk-grid-row">
      <div class="govuk-grid-column-two-thirds">
        <ErrorSummaryFor errors={typed.errors} />
        <PageHeading heading="Choose a new password" lead="You are signed out everywhere when you do." />
        <Form action={`/reset/${token}`} {...keys}>
          <NewPassword typed={typed} label="New password" />
          <Button>Save password</Button>
        </Form>
      </div>
    </div>
  );
}

/** Changes one's own password. */
export function ChangePasswordPage({ keys, typed }: ResetView) {
  return (
    <div class="govuk-grid-row">
      <div class="govuk-grid-column-two-thirds">
        <ErrorSummaryFor errors={typed.errors} />
        <PageHeading
          heading="Change your password"
          lead="Your other sessions end when you do, and tokens of yours for programs stop working."
        />
        <Form action="/account/password" {...keys}>
          <PasswordInput name="current" label="Present password" error={typed.errors.current} />
          <NewPassword typed={typed} label="New password" />
          <Button>Save password</Button>
        </Form>
      </div>
    </div>
  );
}

/** Sets up another phone. */
export function SecondFactorPage({ enrolment, keys, typed }: ResetView & { readonly enrolment: Enrolment }) {
  return (
    <div class="govuk-grid-row">
      <div class="govuk-grid-column-two-thirds">
        <ErrorSummaryFor errors={typed.errors} />
        <PageHeading heading="Set up another phone" lead="You get new recovery codes too." />
        <InsetText>Your present phone and your old recovery codes stop working.</InsetText>
        <Form action="/account/second-factor" {...keys}>
          <PhoneSteps enrolment={enrolment} typed={typed} />
          <PasswordInput name="current" label="Your password" error={typed.errors.current} />
          <Button>Use this phone</Button>
        </Form>
      </div>
    </div>
  );
}
