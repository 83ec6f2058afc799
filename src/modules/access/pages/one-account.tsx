import { longDate } from '../../../kernel/plain-date.ts';
import type { Typed } from '../../../ui/forms/typed.ts';
import {
  Button,
  DateInput,
  ErrorSummaryFor,
  Form,
  Select,
  SummaryList,
  TextInput,
  WarningText,
} from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import { DataTable } from '../../../ui/table/index.ts';
import type { AccountRow, GrantRow } from '../queries.ts';
import { ROLE_NAMES, ROLES } from '../roles.ts';
import { type AccountFormView, rolesOf } from './accounts.tsx';
import { momentInWords, typedIn } from './parts.tsx';

export interface AccountView extends AccountFormView {
  readonly account: AccountRow;
  readonly accepted: boolean;
  readonly own: boolean;
  readonly grants: readonly GrantRow[];
}

/** One account: who, which roles from when to when, and what can be done with it. */
export function AccountPage(view: AccountView) {
  const { account, accepted, own, typed } = view;
  return (
    <>
      <ErrorSummaryFor errors={typed.errors} targets={{ starts: 'starts-day', ends: 'ends-day' }} />
      <PageHeading
        caption="Account"
        heading={account.name}
        lead={`${account.post ? `${account.post} at ` : ''}${account.agency}.`}
      />
      {account.endedAt ? (
        <WarningText>
          This account ended on {momentInWords(account.endedAt)}: {account.endedReason}
        </WarningText>
      ) : null}
      <SummaryList
        rows={[
          {
            key: 'Email address',
            value: account.email,
            actions: [
              { href: `/accounts/${account.id}/change`, text: 'Change', visuallyHiddenText: 'details' },
            ],
          },
          {
            key: 'Sign-in',
            value: accepted ? 'Has a password and a second factor' : 'Has not accepted an invitation',
          },
          { key: 'Roles today', value: rolesOf(account) },
        ]}
      />
      <GrantsTable {...view} />
      {own ? <p class="govuk-body">Nobody can raise their own rights, or end their own account.</p> : null}
      {own || account.endedAt ? null : <GrantForm {...view} />}
      {own ? null : <Endings {...view} />}
    </>
  );
}

function GrantsTable({ account, own, grants, keys }: AccountView) {
  return (
    <DataTable
      caption="Roles"
      path={`/accounts/${account.id}`}
      rows={grants}
      rowKey={(row) => row.id}
      empty="No role yet. Without one, somebody can read and nothing else."
      columns={[
        { key: 'role', header: 'Role', cell: (row) => ROLES[row.role].title },
        { key: 'for', header: 'For', cell: (row) => row.agency ?? 'The whole partnership' },
        { key: 'from', header: 'From', cell: (row) => longDate(row.startsOn) },
        { key: 'until', header: 'Until', cell: (row) => (row.endsOn ? longDate(row.endsOn) : 'No end') },
        { key: 'by', header: 'Granted by', cell: (row) => row.grantedBy ?? 'The operator' },
        {
          key: 'end',
          header: 'End it',
          csv: false,
          cell: (row) =>
            own || row.endsOn ? (
              '–'
            ) : (
              <Form
                action={`/accounts/${account.id}/grants/${row.id}/ending`}
                csrf={keys.csrf}
                revision={row.revision}
              >
                <Button kind="secondary" class="app-button--small">
                  End today<span class="govuk-visually-hidden">: {ROLES[row.role].title}</span>
                </Button>
              </Form>
            ),
        },
      ]}
    />
  );
}

const datesIn = (typed: Typed, name: string) => ({
  day: typedIn(typed, `${name}-day`),
  month: typedIn(typed, `${name}-month`),
  year: typedIn(typed, `${name}-year`),
});

function GrantForm({ account, choices, keys, typed }: AccountView) {
  return (
    <section aria-labelledby="grant">
      <h2 class="govuk-heading-m" id="grant">
        Grant a role
      </h2>
      <Form action={`/accounts/${account.id}/grants`} {...keys}>
        <Select
          name="role"
          label="Role"
          items={[
            { value: '', text: 'Choose a role' },
            ...ROLE_NAMES.map((role) => ({ value: role, text: ROLES[role].title })),
          ]}
          value={typedIn(typed, 'role')}
          error={typed.errors.role}
        />
        <Select
          name="agency"
          label="For"
          items={[{ value: '', text: 'The whole partnership' }, ...choices.agencies]}
          value={typedIn(typed, 'agency')}
          error={typed.errors.agency}
        />
        <DateInput
          name="starts"
          legend="From"
          values={datesIn(typed, 'starts')}
          error={typed.errors.starts}
        />
        <DateInput
          name="ends"
          legend="Until"
          hint="Leave empty for no end"
          values={datesIn(typed, 'ends')}
          error={typed.errors.ends}
        />
        <Button>Grant role</Button>
      </Form>
    </section>
  );
}

function Endings({ account, accepted, keys, typed }: AccountView) {
  if (account.endedAt)
    return (
      <Form action={`/accounts/${account.id}/reinstatement`} {...keys}>
        <Button kind="secondary">Reinstate account</Button>
      </Form>
    );
  return (
    <section aria-labelledby="ending">
      <h2 class="govuk-heading-m" id="ending">
        {accepted ? 'Reset or end' : 'Invite again or end'}
      </h2>
      <Form action={`/accounts/${account.id}/invitation`} csrf={keys.csrf}>
        <p class="govuk-body">
          {accepted
            ? 'For somebody who lost phone and recovery codes: takes password and second factor away, ends all sessions and sends a new invitation.'
            : 'Sends a new invitation; the link sent before stops working.'}
        </p>
        <Button kind="secondary">{accepted ? 'Reset and invite again' : 'Invite again'}</Button>
      </Form>
      <Form action={`/accounts/${account.id}/ending`} csrf={keys.csrf}>
        <TextInput
          name="reason"
          label="Why does the account end?"
          value={typedIn(typed, 'reason')}
          error={typed.errors.reason}
        />
        <Button kind="warning">End account</Button>
      </Form>
    </section>
  );
}
