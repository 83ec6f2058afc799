import { longDate } from '../../../kernel/plain-date.ts';
import type { Keys } from '../../../ui/forms/typed.ts';
import { Button, Form, SummaryList } from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import { DataTable } from '../../../ui/table/index.ts';
import type { AccountRow, FactorView, GrantRow, SessionRow, TokenRow } from '../queries.ts';
import { ROLES } from '../roles.ts';
import { Moment, momentInWords } from './parts.tsx';
import { Tokens } from './tokens.tsx';

export interface OwnAccountView {
  readonly account: AccountRow;
  readonly grants: readonly GrantRow[];
  readonly sessions: readonly SessionRow[];
  readonly currentSession: string | undefined;
  readonly factor: FactorView | undefined;
  readonly tokens: readonly TokenRow[] | undefined;
  readonly now: Date;
  readonly keys: Keys;
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
          {
            key: 'Your sittings',
            value: 'In your own calendar, under a secret address',
            actions: [
              { href: '/account/calendar', text: 'Subscribe', visuallyHiddenText: 'to your sittings' },
            ],
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
