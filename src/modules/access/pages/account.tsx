import { longDate } from '../../../kernel/plain-date.ts';
import {
  Button,
  Checkboxes,
  DateInput,
  ErrorSummaryFor,
  Form,
  SummaryList,
  TextInput,
  WarningText,
} from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import { DataTable, type TableQuery } from '../../../ui/table/index.ts';
import type { AccountRow, FactorView, GrantRow, SessionRow, TokenRow } from '../queries.ts';
import { ROLES } from '../roles.ts';
import { type FormKeys, Moment, momentInWords, type Typed, typedIn } from './parts.tsx';

const NO_QUERY: TableQuery = { sort: undefined, direction: 'ascending', page: 1, filters: {} };

export interface OwnAccountView {
  readonly account: AccountRow;
  readonly grants: readonly GrantRow[];
  readonly sessions: readonly SessionRow[];
  readonly currentSession: string | undefined;
  readonly factor: FactorView | undefined;
  readonly tokens: readonly TokenRow[] | undefined;
  readonly now: Date;
  readonly keys: FormKeys;
}

/** Who I am here, what I may do, where I am signed in, and what I sign in with. */
export function OwnAccountPage(view: OwnAccountView) {
  const { account, grants, factor } = view;
  return (
    <>
      <PageHeading
        heading="Your account"
        lead={`${account.name}, ${account.post ? `${account.post} at ` : ''}${account.agency}.`}
      />
      <SummaryList
        rows={[
          { key: 'Email address', value: account.email },
          {
            key: 'Your roles',
            value:
              account.roles.length === 0
                ? 'None yet. You can read. An administrator can give you a role.'
                : account.roles.map((role) => ROLES[role].title).join(', '),
            actions: [{ href: '/roles', text: 'What roles may do' }],
          },
          ...(factor
            ? [
                {
                  key: 'Password',
                  value: `Chosen on ${momentInWords(factor.passwordSetAt)}`,
                  actions: [{ href: '/account/password', text: 'Change', visuallyHiddenText: 'password' }],
                },
                {
                  key: 'Second factor',
                  value: `Set up on ${momentInWords(factor.secondFactorSetAt)}. ${factor.recoveryCodesLeft} recovery codes left.`,
                  actions: [{ href: '/account/second-factor', text: 'Set up another phone' }],
                },
              ]
            : [{ key: 'Password', value: 'None: this account belongs to the example.' }]),
        ]}
      />
      {grants.length > 0 ? <Grants grants={grants} /> : null}
      <Sessions {...view} />
      {view.tokens ? <Tokens {...view} tokens={view.tokens} /> : null}
    </>
  );
}

/** Roles with their dates, present, past and to come. */
const Grants = ({ grants }: { readonly grants: readonly GrantRow[] }) => (
  <DataTable
    caption="Roles with their dates"
    path="/account"
    query={NO_QUERY}
    rows={grants}
    rowKey={(row) => row.id}
    empty="Roles will be here once an administrator grants one."
    columns={[
      { key: 'role', header: 'Role', cell: (row) => ROLES[row.role].title },
      { key: 'for', header: 'For', cell: (row) => row.agency ?? 'The whole partnership' },
      { key: 'from', header: 'From', cell: (row) => longDate(row.startsOn) },
      { key: 'until', header: 'Until', cell: (row) => (row.endsOn ? longDate(row.endsOn) : 'No end') },
    ]}
  />
);

function Sessions({ sessions, currentSession, keys }: OwnAccountView) {
  return (
    <section aria-labelledby="sessions">
      <h2 class="govuk-heading-m" id="sessions">
        Where you are signed in
      </h2>
      <p class="govuk-body">If you do not recognise one of these, end it and change your password.</p>
      <DataTable
        caption="Sessions"
        captionHidden
        path="/account"
        query={NO_QUERY}
        rows={sessions}
        rowKey={(row) => row.id}
        empty="Browsers in which you are signed in will be here."
        columns={[
          {
            key: 'browser',
            header: 'Browser',
            cell: (row) => `${row.browser}${row.id === currentSession ? ' (this one)' : ''}`,
          },
          { key: 'since', header: 'Signed in', cell: (row) => <Moment at={row.created_at} /> },
          { key: 'seen', header: 'Last seen', cell: (row) => <Moment at={row.last_seen_at} /> },
          {
            key: 'end',
            header: 'End it',
            csv: false,
            cell: (row) =>
              row.id === currentSession ? (
                'Use “Sign out”'
              ) : (
                <Form action={`/account/sessions/${row.id}/ending`} csrf={keys.csrf}>
                  <Button kind="secondary" class="app-button--small">
                    End<span class="govuk-visually-hidden"> session in {row.browser}</span>
                  </Button>
                </Form>
              ),
          },
        ]}
      />
      <Form action="/account/sessions/ending" csrf={keys.csrf}>
        <Button kind="secondary">Sign out everywhere</Button>
      </Form>
    </section>
  );
}

function Tokens({ tokens, now, keys }: OwnAccountView & { readonly tokens: readonly TokenRow[] }) {
  return (
    <section aria-labelledby="tokens">
      <h2 class="govuk-heading-m" id="tokens">
        Tokens for programs
      </h2>
      <DataTable
        caption="Tokens"
        captionHidden
        path="/account"
        query={NO_QUERY}
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
  readonly keys: FormKeys;
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
