import { z } from 'zod';
import { isUuid } from '../../../kernel/ids.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { accountOf } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import {
  dateValues,
  givenDate,
  givenText,
  optionalDate,
  optionalText,
  readFields,
  revisionIn,
  textIn,
} from '../../../platform/http/form.ts';
import { type Answer, type Context, get, post, type Route } from '../../../platform/http/route.ts';
import { NOTHING_TYPED, type Typed } from '../../../ui/forms/typed.ts';
import { filterOf, parseTableQuery } from '../../../ui/table/index.ts';
import { changeAccount, endAccount, inviteAccount, inviteAgain, reinstateAccount } from '../accounts.ts';
import { endGrant, grantRole } from '../grants.ts';
import { ACCOUNT_COLUMNS, AccountsPage, ChangeAccountPage, InvitePage } from '../pages/accounts.tsx';
import { AccountPage } from '../pages/one-account.tsx';
import { RolesPage } from '../pages/roles.tsx';
import {
  type AccountRow,
  findAccount,
  hasAccepted,
  listAccounts,
  listChoices,
  listGrants,
} from '../queries.ts';
import { isRole, ROLE_NAMES, type Role } from '../roles.ts';
import { chosenId, idIn } from './browser.ts';
import { postOf } from './credentials.tsx';

const MANAGE = { permission: 'accounts.manage' } as const;
const GRANT = { permission: 'roles.grant', anywhere: true } as const;
const CRUMBS = [{ text: 'Accounts', href: '/accounts' }];

const accountFields = z.object({
  email: givenText('Enter an email address, such as name@example.org'),
  agency: givenText('Choose an agency').transform(chosenId),
  post: optionalText().transform((id) => id && chosenId(id)),
});
const invitationFields = accountFields.extend({ name: givenText('Enter a name') });
const grantFields = z.object({
  role: z
    .string()
    .refine(isRole, 'Choose a role')
    .transform((role) => role as Role),
  agency: optionalText().transform((id) => id && chosenId(id)),
  starts: givenDate('Write the first day as day, month and year, such as 17 1 2013'),
  ends: optionalDate(),
});

async function accountList(c: Context): Promise<Answer> {
  const query = parseTableQuery(c.query, ACCOUNT_COLUMNS);
  const all = await listAccounts(c.tx, c.actor, c.today);
  const wanted = filterOf(query, 'name')?.toLowerCase();
  const role = filterOf(query, 'role');
  const rows = all.filter(
    (row) =>
      (wanted === undefined || `${row.name} ${row.agency} ${row.email}`.toLowerCase().includes(wanted)) &&
      (role === undefined || row.roles.some((held) => held === role)),
  );
  return {
    title: 'Accounts',
    body: (
      <AccountsPage
        rows={sorted(rows, query)}
        query={query}
        live={all.filter((row) => !row.endedAt).length}
      />
    ),
  };
}

function sorted(
  rows: readonly AccountRow[],
  { sort, direction }: ReturnType<typeof parseTableQuery>,
): readonly AccountRow[] {
  if (sort !== 'name' && sort !== 'agency') return rows;
  const way = direction === 'ascending' ? 1 : -1;
  return rows.toSorted((a, b) => way * a[sort].localeCompare(b[sort], 'en-GB'));
}

const inviteForm = async (c: Context, typed: Typed): Promise<Answer> => ({
  title: 'Invite somebody',
  breadcrumbs: CRUMBS,
  body: <InvitePage choices={await listChoices(c.tx, c.actor)} keys={c.formKeys} typed={typed} />,
});

async function accountPage(c: Context, typed: Typed): Promise<Answer> {
  const account = await findAccount(c.tx, c.actor, idIn(c, 'id'), c.today);
  if (!account) return notFound('account');
  return {
    title: account.name,
    breadcrumbs: CRUMBS,
    body: (
      <AccountPage
        account={account}
        accepted={await hasAccepted(c.tx, c.actor, account.id)}
        own={accountOf(c.actor) === account.id}
        grants={await listGrants(c.tx, c.actor, account.id)}
        choices={await listChoices(c.tx, c.actor)}
        keys={c.formKeys}
        typed={{ ...typed, values: { ...dateValues('starts', c.today), ...typed.values } }}
      />
    ),
  };
}

async function changeForm(c: Context, typed: Typed): Promise<Answer> {
  const account = await findAccount(c.tx, c.actor, idIn(c, 'id'), c.today);
  if (!account) return notFound('account');
  const now = { email: account.email, agency: account.agencyId, post: account.postId ?? '' };
  return {
    title: 'Change account',
    breadcrumbs: [...CRUMBS, { text: account.name, href: `/accounts/${account.id}` }],
    body: (
      <ChangeAccountPage
        account={account}
        choices={await listChoices(c.tx, c.actor)}
        keys={c.formKeys}
        typed={{ errors: typed.errors, values: { ...now, ...typed.values } }}
      />
    ),
  };
}

const accountOfPath = (c: Context): string => `/accounts/${idIn(c, 'id')}`;
const showAgain = { again: accountPage };

/** What administrators do with accounts and roles. */
export const accountsRoutes: readonly Route[] = [
  get('/accounts', MANAGE, accountList, { reads: () => ({ action: 'account.list' }) }),
  get('/accounts/invitation', MANAGE, (c) => inviteForm(c, NOTHING_TYPED)),
  post(
    '/accounts/invitation',
    MANAGE,
    async (c) => {
      const fields = readFields(invitationFields, c.form);
      if (isRefusal(fields)) return fields;
      const { name, email, agency, post: postId } = fields;
      const invited = await inviteAccount(
        c.tx,
        c.actor,
        { name, email, agencyId: agency, postId },
        postOf(c),
      );
      return isRefusal(invited) ? invited : { redirect: `/accounts/${invited.accountId}` };
    },
    { again: inviteForm },
  ),
  get('/accounts/:id', MANAGE, (c) => accountPage(c, NOTHING_TYPED), {
    reads: ({ params }) => ({
      action: 'account.read',
      ...(isUuid(params.id ?? '') ? { subject: { kind: 'account', id: params.id ?? '' } } : {}),
    }),
  }),
  get('/accounts/:id/change', MANAGE, (c) => changeForm(c, NOTHING_TYPED)),
  post(
    '/accounts/:id/change',
    MANAGE,
    async (c) => {
      const fields = readFields(accountFields, c.form);
      if (isRefusal(fields)) return fields;
      const refusal = await changeAccount(
        c.tx,
        c.actor,
        {
          accountId: idIn(c, 'id'),
          email: fields.email,
          agencyId: fields.agency,
          postId: fields.post,
          revision: revisionIn(c.form),
        },
        c.services.jobs,
      );
      return refusal ?? { redirect: accountOfPath(c) };
    },
    { again: changeForm },
  ),
  post(
    '/accounts/:id/grants',
    GRANT,
    async (c) => {
      const fields = readFields(grantFields, c.form);
      if (isRefusal(fields)) return fields;
      const granted = await grantRole(c.tx, c.actor, {
        accountId: idIn(c, 'id'),
        role: fields.role,
        agencyId: fields.agency,
        startsOn: fields.starts,
        endsOn: fields.ends,
      });
      return isRefusal(granted) ? granted : { redirect: accountOfPath(c) };
    },
    showAgain,
  ),
  post(
    '/accounts/:id/grants/:grant/ending',
    GRANT,
    async (c) =>
      (await endGrant(c.tx, c.actor, {
        grantId: idIn(c, 'grant'),
        endsOn: c.today,
        revision: revisionIn(c.form),
      })) ?? { redirect: accountOfPath(c) },
    showAgain,
  ),
  post(
    '/accounts/:id/invitation',
    MANAGE,
    async (c) => {
      const invited = await inviteAgain(c.tx, c.actor, idIn(c, 'id'), postOf(c));
      return isRefusal(invited) ? invited : { redirect: accountOfPath(c) };
    },
    showAgain,
  ),
  post(
    '/accounts/:id/ending',
    MANAGE,
    async (c) =>
      (await endAccount(c.tx, c.actor, {
        accountId: idIn(c, 'id'),
        reason: textIn(c.form, 'reason'),
      })) ?? {
        redirect: accountOfPath(c),
      },
    showAgain,
  ),
  post(
    '/accounts/:id/reinstatement',
    MANAGE,
    async (c) => (await reinstateAccount(c.tx, c.actor, idIn(c, 'id'))) ?? { redirect: accountOfPath(c) },
    showAgain,
  ),
  get('/roles', { permission: 'read' }, async (c) => ({
    title: 'Roles',
    body: (
      <RolesPage
        roles={ROLE_NAMES}
        says={(permission) => c.services.offers.permissions.get(permission)?.says ?? permission}
      />
    ),
  })),
];
