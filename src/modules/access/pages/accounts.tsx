import type { Keys, Typed } from '../../../ui/forms/typed.ts';
import { Button, ErrorSummaryFor, Form, Select, TextInput } from '../../../ui/govuk/index.ts';
import { PageHeading, StatusTag } from '../../../ui/layout/index.ts';
import { type Column, DataTable, FilterWords, filterOf, type TableQuery } from '../../../ui/table/index.ts';
import type { AccountRow, Choice } from '../queries.ts';
import { ROLE_NAMES, ROLES } from '../roles.ts';
import { typedIn } from './parts.tsx';

/** The titles of the roles an account holds. */
export const rolesOf = (row: AccountRow): string =>
  row.roles.map((role) => ROLES[role].title).join(', ') || 'None';

export const ACCOUNT_COLUMNS: readonly Column<AccountRow>[] = [
  {
    key: 'name',
    header: 'Name',
    sort: 'ascending',
    cell: (row) => (
      <a class="govuk-link" href={`/accounts/${row.id}`}>
        {row.name}
      </a>
    ),
    csv: (row) => row.name,
  },
  { key: 'post', header: 'Post', cell: (row) => row.post ?? '–' },
  { key: 'agency', header: 'Agency', sort: 'ascending', cell: (row) => row.agency },
  { key: 'roles', header: 'Roles today', cell: rolesOf },
  {
    key: 'state',
    header: 'State',
    cell: (row) =>
      row.endedAt ? <StatusTag tone="neutral">Ended</StatusTag> : <StatusTag tone="good">Live</StatusTag>,
    csv: (row) => (row.endedAt ? 'Ended' : 'Live'),
  },
];

export interface AccountsView {
  readonly rows: readonly AccountRow[];
  readonly query: TableQuery;
  readonly live: number;
}

/** Everybody who can sign in, or could. */
export function AccountsPage({ rows, query, live }: AccountsView) {
  return (
    <>
      <PageHeading
        heading="Accounts"
        lead={live === 1 ? 'One person can sign in.' : `${live} people can sign in.`}
        actions={<Button href="/accounts/invitation">Invite somebody</Button>}
      />
      <DataTable
        caption="Accounts"
        captionHidden
        columns={ACCOUNT_COLUMNS}
        rows={rows}
        rowKey={(row) => row.id}
        path="/accounts"
        query={query}
        empty="Accounts will be here. Invite somebody to begin."
        filters={
          <>
            <FilterWords name="name" label="Name or agency" query={query} />
            <Select
              name="role"
              label="Role"
              value={filterOf(query, 'role')}
              items={[
                { value: '', text: 'Any' },
                ...ROLE_NAMES.map((role) => ({ value: role, text: ROLES[role].title })),
              ]}
            />
          </>
        }
      />
    </>
  );
}

export interface AccountFormView {
  readonly choices: { readonly agencies: readonly Choice[]; readonly posts: readonly Choice[] };
  readonly keys: Keys;
  readonly typed: Typed;
}

function AccountFields({ choices, typed }: AccountFormView) {
  return (
    <>
      <TextInput
        name="email"
        type="email"
        label="Email address"
        value={typedIn(typed, 'email')}
        error={typed.errors.email}
      />
      <Select
        name="agency"
        label="Agency"
        items={[{ value: '', text: 'Choose an agency' }, ...choices.agencies]}
        value={typedIn(typed, 'agency')}
        error={typed.errors.agency}
      />
      <Select
        name="post"
        label="Post they act in"
        items={[{ value: '', text: 'None' }, ...choices.posts]}
        value={typedIn(typed, 'post')}
        error={typed.errors.post}
      />
    </>
  );
}

/** Invites somebody; roles are granted on their page afterwards. */
export function InvitePage(view: AccountFormView) {
  return (
    <div class="govuk-grid-row">
      <div class="govuk-grid-column-two-thirds">
        <ErrorSummaryFor errors={view.typed.errors} />
        <PageHeading
          heading="Invite somebody"
          lead="They choose their own password and set up their phone."
        />
        <Form action="/accounts/invitation" {...view.keys}>
          <TextInput
            name="name"
            label="Name"
            value={typedIn(view.typed, 'name')}
            error={view.typed.errors.name}
          />
          <AccountFields {...view} />
          <Button>Send invitation</Button>
        </Form>
      </div>
    </div>
  );
}

/** Changes address, agency and post. */
export function ChangeAccountPage(view: AccountFormView & { readonly account: AccountRow }) {
  const { account, keys, typed } = view;
  return (
    <div class="govuk-grid-row">
      <div class="govuk-grid-column-two-thirds">
        <ErrorSummaryFor errors={typed.errors} />
        <PageHeading caption={account.name} heading="Change account" />
        <Form action={`/accounts/${account.id}/change`} {...keys} revision={account.revision}>
          <AccountFields {...view} />
          <Button>Save changes</Button>
        </Form>
      </div>
    </div>
  );
}
