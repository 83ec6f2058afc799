/** Awarded requests in the 360Giving Data Standard 1.4: one grant for each stream that pays for a request. */
import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { businessToday } from '../today.ts';

interface Organisation {
  readonly id: string;
  readonly name: string;
}

export interface Grant {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly currency: 'GBP';
  /** Pounds, as all amounts of the standard. */
  readonly amountAppliedFor: number;
  readonly amountAwarded: number;
  readonly amountDisbursed: number;
  readonly awardDate: PlainDate;
  readonly plannedDates?: readonly { readonly startDate: string; readonly endDate?: string }[];
  readonly recipientOrganization: readonly Organisation[];
  readonly fundingOrganization: readonly Organisation[];
  readonly grantProgramme: readonly { readonly code: string; readonly title: string }[];
  readonly beneficiaryLocation?: readonly { readonly name: string; readonly geoCode?: string }[];
}

/** A 360Giving package: what a publisher puts on its site. */
export interface GrantPackage {
  readonly version: '1.4';
  readonly title: string;
  readonly identifier: string;
  readonly issued: PlainDate;
  readonly publisher: { readonly identifier: string; readonly name: string };
  readonly grants: readonly Grant[];
}

/** One award as the fund keeps it, in pence. */
export interface Award {
  readonly reference: string;
  readonly title: string;
  readonly purpose: string;
  readonly asked: number;
  readonly awarded: number;
  readonly spent: number;
  readonly decidedOn: PlainDate;
  readonly fromOn: PlainDate | null;
  readonly untilOn: PlainDate | null;
  readonly streamSlug: string;
  readonly stream: string;
  readonly recipientSlug: string | null;
  readonly recipient: string | null;
  readonly holderSlug: string;
  readonly holder: string;
  readonly place: string | null;
  readonly placeCode: string | null;
}

interface Publisher {
  readonly name: string;
  readonly slug: string;
}

/** Grants have ids that no other publisher gives: a prefix, which 360Giving assigns to those who publish there. */
const prefixOf = ({ slug }: Publisher): string => `360G-${slug}`;

/** The package of some awards. An award whose recipient is not known yet is the partnership's own to spend. */
export function packageOf(publisher: Publisher, awards: readonly Award[], issued: PlainDate): GrantPackage {
  const prefix = prefixOf(publisher);
  const organisation = (slug: string | null, name: string | null): Organisation => ({
    id: slug === null ? prefix : `${prefix}-org:${slug}`,
    name: name ?? publisher.name,
  });
  return {
    version: '1.4',
    title: `Grants of ${publisher.name}`,
    identifier: `${prefix}-grants`,
    issued,
    publisher: { identifier: prefix, name: publisher.name },
    grants: awards.map((award) => ({
      id: `${prefix}:${award.reference}-${award.streamSlug}`,
      title: award.title,
      description: award.purpose || award.title,
      currency: 'GBP',
      amountAppliedFor: award.asked / 100,
      amountAwarded: award.awarded / 100,
      amountDisbursed: award.spent / 100,
      awardDate: award.decidedOn,
      ...(award.fromOn === null
        ? {}
        : {
            plannedDates: [
              { startDate: award.fromOn, ...(award.untilOn === null ? {} : { endDate: award.untilOn }) },
            ],
          }),
      recipientOrganization: [organisation(award.recipientSlug, award.recipient)],
      fundingOrganization: [organisation(award.holderSlug, award.holder)],
      grantProgramme: [{ code: award.streamSlug, title: award.stream }],
      ...(award.place === null
        ? {}
        : {
            beneficiaryLocation: [
              { name: award.place, ...(award.placeCode === null ? {} : { geoCode: award.placeCode }) },
            ],
          }),
    })),
  };
}

/**
 * What was awarded, by request and stream: what a decision committed and was not let go before it could be drawn.
 * Money that came back later was awarded all the same. A decision that was undone awarded nothing.
 */
export async function listAwards(tx: Tx): Promise<readonly Award[]> {
  const { rows } = await sql<Award>`
    select r.reference, r.title, r.purpose, r.pence as asked, e.awarded, e.spent, e.decided_on as "decidedOn",
      r.from_on as "fromOn", r.until_on as "untilOn", s.slug as "streamSlug", s.name as stream, a.slug as "recipientSlug", a.name as recipient,
      h.slug as "holderSlug", h.name as holder, g.name as place, g.code as "placeCode"
    from fund.request_now r
    join lateral (
      select x.stream_id, max(d.decided_on) as decided_on,
        sum(case coalesce(x.reverses_kind, x.kind) when 'reserved' then 1 when 'allocated' then 1 when 'released' then -1 else 0 end
          * case when x.reverses_id is null then x.pence else -x.pence end)::bigint as awarded,
        sum(x.pence * ((x.to_account = 'spent')::int - (x.from_account = 'spent')::int))::bigint as spent
      from fund.entry x join governance.decision d on d.partnership_id = x.partnership_id and d.id = x.decision_id
      where x.partnership_id = r.partnership_id and x.request_id = r.id group by x.stream_id) e on e.awarded > 0
    join fund.stream s on s.partnership_id = r.partnership_id and s.id = e.stream_id
    join partners.agency h on h.partnership_id = s.partnership_id and h.id = s.holder_agency_id
    left join delivery.project p on p.partnership_id = r.partnership_id and p.id = r.project_id
    left join partners.agency a on a.partnership_id = r.partnership_id and a.id = coalesce(r.agency_id, p.agency_id)
    left join places.place g on g.partnership_id = r.partnership_id and g.id = r.place_id
    where r.partnership_id = platform.partnership() and r.state in ('endorsed', 'endorsed-on-condition', 'ended')
    order by r.reference, s.slug`.execute(tx);
  return rows;
}

/** Every award as a 360Giving package. Refused: nothing-awarded, since the standard knows no package without a grant. */
export async function givingPackage(tx: Tx): Promise<GrantPackage | Refusal> {
  const publisher = await tx
    .selectFrom('partners.partnership')
    .select(['name', 'slug'])
    .executeTakeFirstOrThrow();
  const awards = await listAwards(tx);
  return awards.length === 0
    ? refused(
        'nothing-awarded',
        'No request has been awarded money yet, so there is nothing to publish as a grant.',
      )
    : packageOf(publisher, awards, await businessToday(tx));
}
