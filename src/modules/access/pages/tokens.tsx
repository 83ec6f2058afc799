import type { Keys, Typed } from '../../../ui/forms/typed.ts';
import {
  Button,
  Checkboxes,
  DateInput,
  ErrorSummaryFor,
  Form,
  TextInput,
  WarningText,
} from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import { DataTable } from '../../../ui/table/index.ts';
import type { TokenRow } from '../queries.ts';
import { Moment, typedIn } from './parts.tsx';

interface TokensView {
  readonly tokens: readonly TokenRow[];
  readonly now: Date;
  readonly keys: Keys;
}

/** The member's tokens, with the way to make and revoke them. */
export function Tokens({ tokens, now, keys }: TokensView) {
  return (
    <section aria-labelledby="tokens">
      <h2 class="govuk-heading-m" id="tokens">
        Tokens for programs
      </h2>
      <DataTable
        caption="Tokens"
        captionHidden
        path="/account"
        rows={tokens}
        rowKey={(row) => row.id}
        empty="A token lets a program use the API in your name. Make one when you need it."
        columns={[
          { key: 'name', header: 'For', cell: (row) => row.name },
          { key: 'scopes', header: 'May', cell: (row) => row.scopes.join(', ') },
          {
            key: 'used',
            header: 'Last used',
            cell: (row) => (row.last_used_at ? <Moment at={row.last_used_at} /> : 'Never'),
          },
          { key: 'until', header: 'Works until', cell: (row) => <TokenEnd row={row} now={now} /> },
          {
            key: 'revoke',
            header: 'Revoke',
            csv: false,
            cell: (row) =>
              row.revoked_at || row.expires_at <= now ? (
                '–'
              ) : (
                <Form action={`/account/tokens/${row.id}/revocation`} csrf={keys.csrf}>
                  <Button kind="secondary" class="app-button--small">
                    Revoke<span class="govuk-visually-hidden"> token {row.name}</span>
                  </Button>
                </Form>
              ),
          },
        ]}
      />
      <Button href="/account/tokens" kind="secondary">
        Make a token
      </Button>
    </section>
  );
}

function TokenEnd({ row, now }: { readonly row: TokenRow; readonly now: Date }) {
  if (row.revoked_at)
    return (
      <>
        Revoked on <Moment at={row.revoked_at} />
      </>
    );
  return row.expires_at <= now ? <>Expired</> : <Moment at={row.expires_at} />;
}

export interface TokenFormView {
  readonly scopes: readonly { readonly name: string; readonly says: string }[];
  readonly keys: Keys;
  readonly typed: Typed;
}

/** Says what a token is for, what it may do and until when. */
export function NewTokenPage({ scopes, keys, typed }: TokenFormView) {
  const chosen = typed.values.scopes ?? ['read'];
  return (
    <div class="govuk-grid-row">
      <div class="govuk-grid-column-two-thirds">
        <ErrorSummaryFor errors={typed.errors} targets={{ expires: 'expires-day' }} />
        <PageHeading heading="Make a token" lead="It lets a program use the API in your name." />
        <Form action="/account/tokens" {...keys}>
          <TextInput
            name="name"
            label="What is it for?"
            hint="Such as “Monthly load of police figures”"
            value={typedIn(typed, 'name')}
            error={typed.errors.name}
          />
          <Checkboxes
            name="scopes"
            legend="What may it do?"
            hint="Never more than you may do yourself, now or later."
            items={scopes.map(({ name, says }) => ({ value: name, text: says }))}
            values={typeof chosen === 'string' ? [chosen] : [...chosen]}
            error={typed.errors.scopes}
          />
          <DateInput
            name="expires"
            legend="Until which day?"
            hint="At most a year from today"
            values={{
              day: typedIn(typed, 'expires-day'),
              month: typedIn(typed, 'expires-month'),
              year: typedIn(typed, 'expires-year'),
            }}
            error={typed.errors.expires}
          />
          <Button>Make token</Button>
        </Form>
      </div>
    </div>
  );
}

/** The token, shown this once. */
export function TokenMadePage({ token }: { readonly token: string }) {
  return (
    <>
      <PageHeading heading="Copy your token" lead="Send it as Authorization: Bearer with every request." />
      <p class="govuk-body">
        <code class="app-secret">{token}</code>
      </p>
      <WarningText>
        It is not shown again. Whoever has it can act in your name: keep it like a password.
      </WarningText>
      <Button href="/account">I have copied it</Button>
    </>
  );
}
