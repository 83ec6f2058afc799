import type { Concord } from '../app.ts';
import { isRefusal } from '../kernel/refusal.ts';
import { createUser, endUser, isRole, listUsers, ROLE_NAMES, resetUser } from '../modules/access/index.ts';
import type { Actor } from '../platform/actor.ts';
import { businessDate } from '../platform/http/visitor.ts';
import { asOperator, type Call, type Command, required, sayRefusal, UsageError } from './command.ts';
import { siteAt, whereLinksLead } from './site.ts';

/** What a letter needs to know: where the site is, and who writes. */
async function letterhead(concord: Concord, actor: Actor) {
  const { services } = concord;
  const row = (await concord.directory.list()).find((one) => one.id === actor.partnershipId);
  if (!row) throw new UsageError('There is no partnership yet.');
  return {
    today: businessDate(row),
    post: {
      site: siteAt(services.settings),
      partnership: row.name,
      now: new Date(),
      jobs: services.jobs,
    },
  };
}

function emailGiven(call: Call): string {
  const [email] = call.positionals;
  if (email === undefined)
    throw new UsageError('Give the address of the account, for example: manager@example.org');
  return email;
}

export const userCommands: readonly Command[] = [
  {
    name: 'user add',
    summary: 'Invite somebody: the link that is printed lets them choose a password',
    takes: 1,
    usage: 'EMAIL --name NAME --agency SLUG --role ROLE [--for AGENCY]',
    help: `Roles: ${ROLE_NAMES.join(', ')}.`,
    options: {
      name: { type: 'string' },
      agency: { type: 'string' },
      role: { type: 'string' },
      for: { type: 'string' },
    },
    async run(call) {
      const email = emailGiven(call);
      const role = required(call.values, 'role', 'administrator');
      if (!isRole(role)) throw new UsageError(`--role must be one of ${ROLE_NAMES.join(', ')}`);
      const roleFor = call.values.for;
      const made = await asOperator(call, 'user add', async (tx, actor, concord) => {
        const { today, post } = await letterhead(concord, actor);
        const user = {
          email,
          role,
          today,
          name: required(call.values, 'name', '"Sam Example"'),
          agency: required(call.values, 'agency', 'district-council'),
          ...(typeof roleFor === 'string' ? { roleFor } : {}),
        };
        return createUser(tx, actor, user, post);
      });
      if (isRefusal(made)) return sayRefusal(call, made);
      call.print(`Invited. The link works once, and for a week:\n${made.link}`);
      call.print(whereLinksLead(call.settings, siteAt(call.settings)));
      return 0;
    },
  },
  {
    name: 'user list',
    summary: 'List the accounts with their roles',
    usage: '[--json]',
    options: { json: { type: 'boolean' } },
    async run(call) {
      const users = await asOperator(
        call,
        'user list',
        async (tx, actor, concord) => listUsers(tx, actor, (await letterhead(concord, actor)).today),
        { readOnly: true },
      );
      if (isRefusal(users)) return sayRefusal(call, users);
      call.print(
        call.values.json
          ? JSON.stringify(users, null, 2)
          : users.map((user) => `${user.email}\t${user.name}`).join('\n'),
      );
      return 0;
    },
  },
  {
    name: 'user reset',
    summary: 'Take password and second factor away and print the link of a new invitation',
    takes: 1,
    usage: 'EMAIL',
    async run(call) {
      const email = emailGiven(call);
      const done = await asOperator(call, 'user reset', async (tx, actor, concord) =>
        resetUser(tx, actor, email, (await letterhead(concord, actor)).post),
      );
      if (isRefusal(done)) return sayRefusal(call, done);
      call.print(`The link works once, and for a week:\n${done.link}`);
      call.print(whereLinksLead(call.settings, siteAt(call.settings)));
      return 0;
    },
  },
  {
    name: 'user end',
    summary: 'End an account and all its sessions',
    takes: 1,
    usage: 'EMAIL --reason TEXT',
    options: { reason: { type: 'string' } },
    async run(call) {
      const email = emailGiven(call);
      const reason = required(call.values, 'reason', '"left the council"');
      const done = await asOperator(call, 'user end', (tx, actor) => endUser(tx, actor, email, reason));
      if (isRefusal(done)) return sayRefusal(call, done);
      call.print('Ended.');
      return 0;
    },
  },
];
