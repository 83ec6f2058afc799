import type { Typed } from '../../../ui/forms/typed.ts';
import {
  Button,
  ErrorSummaryFor,
  Form,
  InsetText,
  PasswordInput,
  TextInput,
} from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import { typedIn } from './parts.tsx';

export interface SignInView {
  readonly partnership: string;
  readonly example: boolean;
  readonly csrf: string;
  readonly next: string;
  readonly typed: Typed;
}

/** Email address and password; in the example the way to one click comes first. */
export function SignInPage({ partnership, example, csrf, next, typed }: SignInView) {
  return (
    <div class="govuk-grid-row">
      <div class="govuk-grid-column-two-thirds">
        <ErrorSummaryFor errors={typed.errors} />
        <PageHeading heading="Sign in" lead={`To ${partnership}.`} />
        {example ? (
          <InsetText>
            This is an example.{' '}
            <a class="govuk-link" href={`/sign-in/example?next=${encodeURIComponent(next)}`}>
              Choose a post and sign in with one click
            </a>
            .
          </InsetText>
        ) : null}
        <Form action="/sign-in" csrf={csrf}>
          <input type="hidden" name="next" value={next} />
          <TextInput
            name="email"
            type="email"
            label="Email address"
            autocomplete="username"
            spellcheck={false}
            value={typedIn(typed, 'email')}
            error={typed.errors.email}
          />
          <PasswordInput name="password" label="Password" error={typed.errors.password} />
          <Button>Continue</Button>
        </Form>
        <p class="govuk-body">
          <a class="govuk-link" href="/reset">
            I do not know my password
          </a>
        </p>
        <p class="govuk-body">No account yet? The partnership's administrator can invite you.</p>
      </div>
    </div>
  );
}

/** The code of the second factor. */
export function CodePage({ csrf, next, typed }: Pick<SignInView, 'csrf' | 'next' | 'typed'>) {
  return (
    <div class="govuk-grid-row">
      <div class="govuk-grid-column-two-thirds">
        <ErrorSummaryFor errors={typed.errors} />
        <PageHeading heading="Enter your code" lead="Open the authenticator app on your phone." />
        <Form action="/sign-in/code" csrf={csrf}>
          <input type="hidden" name="next" value={next} />
          <TextInput
            name="code"
            label="Code"
            hint="Six digits. If you have lost your phone, enter one of your recovery codes instead."
            inputMode="text"
            autocomplete="one-time-code"
            spellcheck={false}
            width={20}
            error={typed.errors.code}
          />
          <Button>Sign in</Button>
        </Form>
        <p class="govuk-body">
          <a class="govuk-link" href="/sign-in">
            Start again
          </a>
        </p>
      </div>
    </div>
  );
}
