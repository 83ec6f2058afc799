import { sql } from 'kysely';
import { plural } from '../../../kernel/names.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { queueMail } from '../../../platform/mail/index.ts';
import type { Job } from '../../../platform/module.ts';
import { lookAtPlaces } from './look.ts';
import { type Alert, PLACES_OF, sayAlert } from './queries.ts';

/** Looks at the places of which figures came, and writes to those who asked for it about alerts that nobody was told of. */
export const alertMailJob: Job = {
  name: 'intelligence.alerts',
  every: '*/10 * * * *',
  run: async ({ transact, services }) => {
    const { publicUrl, host, port } = services.settings;
    const site = publicUrl ?? `http://${host}:${port}`;
    await transact(['read', 'alerts.notify', 'indicators.edit'], lookAtPlaces);
    await transact(['read', 'alerts.notify'], (tx, actor) => writeToSubscribers(tx, actor, site));
  },
};

interface Fresh {
  readonly id: string;
  readonly indicatorId: string;
  readonly title: string;
  readonly sentence: string;
  readonly places: Alert['places'];
  /** Its figures may not be known outside yet. */
  readonly embargoed: boolean;
}

const MOST_AT_ONCE = 200;

const freshAlerts = async (tx: Tx): Promise<readonly Fresh[]> =>
  (
    await sql<Fresh>`
    select a.id, a.indicator_id as "indicatorId", i.title, a.sentence, ${PLACES_OF} as places,
      exists (
        select from intelligence.open_publication p
        join partners.partnership s on s.partnership_id = p.partnership_id
        where p.partnership_id = a.partnership_id
          and p.indicator_id in (i.id, i.numerator_id, i.denominator_id) and p.embargo_until > partners.business_date(s)
          and not exists (select from intelligence.open_publication later where later.partnership_id = p.partnership_id
            and later.indicator_id = p.indicator_id and later.version > p.version)) as embargoed
    from intelligence.alert a
    join intelligence.indicator i on i.partnership_id = a.partnership_id and i.id = a.indicator_id
    where a.partnership_id = platform.partnership()
      and not exists (select from intelligence.alert_notice n where n.partnership_id = a.partnership_id and n.alert_id = a.id)
      and not exists (select from intelligence.alert_withdrawal w where w.partnership_id = a.partnership_id and w.alert_id = a.id)
    order by a.id limit ${MOST_AT_ONCE}`.execute(tx)
  ).rows;

interface Reader {
  readonly email: string;
  readonly alerts: readonly string[];
}

/** Who asked for these alerts before they were raised, may still read, and has an account that goes on. */
const readersOf = async (tx: Tx, alerts: readonly Fresh[]): Promise<readonly Reader[]> =>
  (
    await sql<Reader>`
    select c.email, array_agg(distinct a.id) as alerts
    from intelligence.alert a
    join intelligence.alert_subscription s on s.partnership_id = a.partnership_id
      and (s.indicator_id is null or s.indicator_id = a.indicator_id) and s.since <= a.raised_on
    join access.account c on c.partnership_id = s.partnership_id and c.id = s.account_id
    join partners.partnership p on p.partnership_id = a.partnership_id
    where a.id = any(${alerts.map(({ id }) => id)}::uuid[])
      and not exists (select from access.account_ending e where e.partnership_id = c.partnership_id and e.account_id = c.id)
      and exists (select from access.role_grant r where r.partnership_id = c.partnership_id and r.account_id = c.id
        and r.starts_on <= partners.business_date(p) and (r.ends_on is null or r.ends_on >= partners.business_date(p)))
    group by c.email order by c.email`.execute(tx)
  ).rows;

/** Each alert is written about once, to each in one mail for all of them; what is under embargo is said without figures. */
export async function writeToSubscribers(tx: Tx, actor: Actor, site: string): Promise<number> {
  const alerts = await freshAlerts(tx);
  if (alerts.length === 0) return 0;
  const readers = await readersOf(tx, alerts);
  for (const { email, alerts: ids } of readers) {
    const own = alerts.filter(({ id }) => ids.includes(id));
    const [first] = own;
    await queueMail(tx, actor, {
      to: email,
      subject:
        own.length === 1
          ? `A change in ${first?.title ?? 'an indicator'}`
          : `Changes in ${plural(own.length, 'indicator')}`,
      body: bodyOf(own, site),
      ...(own.length === 1 && first ? { about: { kind: 'indicator', id: first.indicatorId } } : {}),
    });
  }
  await tx
    .insertInto('intelligence.alert_notice')
    .values(
      alerts.map(({ id }) => ({
        partnership_id: actor.partnershipId,
        alert_id: id,
        written_to: readers.filter((reader) => reader.alerts.includes(id)).length,
      })),
    )
    .execute();
  return readers.length;
}

const bodyOf = (alerts: readonly Fresh[], site: string): string =>
  [
    'By the rules of control charts this is more than the usual variation:',
    ...alerts.map(({ id, title, sentence, places, embargoed }) =>
      [
        embargoed
          ? `${title}: a new figure stands out. It is under embargo, so it is not written here.`
          : sayAlert({ sentence, places }),
        `${site}/indicators/alerts/${id}`,
      ].join('\n'),
    ),
    `You asked for these mails. End them here: ${site}/indicators/alerts`,
  ].join('\n\n');
