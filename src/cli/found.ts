import { newId } from '../kernel/ids.ts';
import { slugOf } from '../kernel/names.ts';
import { dayInLondon } from '../kernel/plain-date.ts';
import { isRefusal, orThrow } from '../kernel/refusal.ts';
import { createUser } from '../modules/access/index.ts';
import { startPurposes } from '../modules/casework/index.ts';
import { addAgency, foundPartnership, SECTORS, type Sector } from '../modules/partners/index.ts';
import { system } from '../platform/actor.ts';
import { inTransaction } from '../platform/database/transaction.ts';
import { announceAtOnce } from '../platform/search.ts';
import { type Command, oneOf, required, sayRefusal, withConcord } from './command.ts';
import { siteAt, whereLinksLead } from './site.ts';

export const foundCommand: Command = {
  name: 'found',
  summary: 'Make a partnership with its first agency and administrator',
  usage: '--name NAME --area AREA --agency NAME --sector SECTOR --admin NAME --email EMAIL [--host HOST]',
  help: `Sectors: ${Object.keys(SECTORS).join(', ')}. The link that is printed lets the administrator choose a password.`,
  options: Object.fromEntries(
    ['name', 'area', 'agency', 'sector', 'admin', 'email', 'host'].map((name) => [
      name,
      { type: 'string' as const },
    ]),
  ),
  async run(call) {
    const text = (name: string, example: string): string => required(call.values, name, example);
    const name = text('name', '"Chase Community Partnership"');
    const agency = text('agency', '"Cannock Chase Council"');
    const sector = oneOf(text('sector', 'district-council'), '--sector', Object.keys(SECTORS) as Sector[]);
    const host = call.values.host;
    return withConcord(call, async ({ services, directory }) => {
      const there = await directory.list();
      if (there.some((row) => row.host === null) || (there.length > 0 && typeof host !== 'string')) {
        call.complain(
          'Partnerships that share an installation are told apart by their host names: found the first, and every other, with --host. For a partnership of its own use another --data folder.',
        );
        return 1;
      }
      const partnershipId = newId<'partnership'>();
      const actor = system('concord found', partnershipId, [
        ...services.offers.permissions.keys(),
        'partnership.found',
      ]);
      const { settings } = services;
      const site = siteAt(settings, typeof host === 'string' ? host : undefined);
      const made = await inTransaction(services.pool, actor, async (tx) => {
        orThrow(
          await foundPartnership(tx, actor, {
            name,
            area: text('area', '"Cannock Chase"'),
            slug: slugOf(name),
            host: typeof host === 'string' ? host : null,
          }),
        );
        orThrow(
          await addAgency(tx, actor, {
            name: agency,
            shortName: agency,
            sector,
            statutory: true,
            joinedOn: null,
            website: null,
            email: null,
            telephone: null,
            address: null,
            note: null,
          }),
        );
        orThrow(await startPurposes(tx, actor));
        const user = {
          name: text('admin', '"Sam Example"'),
          email: text('email', 'sam@example.org'),
          agency: slugOf(agency),
          role: 'administrator' as const,
          today: dayInLondon(new Date()),
        };
        const created = await createUser(tx, actor, user, {
          site,
          partnership: name,
          now: new Date(),
          jobs: services.jobs,
        });
        if (!isRefusal(created)) await announceAtOnce(tx, actor, services.offers.search);
        return created;
      });
      if (isRefusal(made)) return sayRefusal(call, made);
      call.print(
        `${name} is founded. Its administrator chooses a password here (once, within a week):\n${made.link}`,
      );
      call.print(whereLinksLead(settings, site));
      return 0;
    });
  },
};
