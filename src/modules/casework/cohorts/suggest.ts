/**
 * Who meets a cohort's criterion and is not in it: counted from what the reader may see for the chosen purpose, explained
 * in a sentence, decided by a person. Nothing is kept of a suggestion but that somebody set it aside, and why.
 */
import { sql } from 'kysely';
import { newId } from '../../../kernel/ids.ts';
import { listInWords, plural } from '../../../kernel/names.ts';
import { addMonths, longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, accountOf } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { addressLine, findAddress, namesOfPeople, personCode, recordsOf } from '../people/index.ts';
import { agencyToWorkFor, type CohortRow, cohortRow } from './rows.ts';
import { isOfFamilies } from './words.ts';

export interface Suggestion {
  /** The person, or those of the household. */
  readonly clusterIds: readonly string[];
  readonly addressId: string | null;
  /** What to call them, as far as the reader may know. */
  readonly name: string;
  readonly counted: number;
  readonly because: string;
}

interface Counted {
  readonly cluster_ids: string[];
  readonly address_id: string | null;
  readonly incidents: number;
  readonly cases: number;
  readonly agencies: number;
  readonly last_on: PlainDate;
}

/** Suggestions of a cohort, the most counted first; what the own agency set aside comes again only when more is counted. */
export async function suggestionsFor(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  cohort: CohortRow,
  today: PlainDate,
): Promise<readonly Suggestion[]> {
  const since = addMonths(today, -cohort.criterion_months);
  const counted = await count(tx, actor, cohort, since);
  const names = await namesOfPeople(
    tx,
    actor,
    subjects,
    counted.flatMap((one) => one.cluster_ids),
  );
  const found: Suggestion[] = [];
  for (const one of counted) {
    const address = one.address_id ? await findAddress(tx, actor, subjects, one.address_id) : undefined;
    const people = one.cluster_ids.map((id) => names.get(id)?.name ?? names.get(id)?.code ?? personCode(id));
    found.push({
      clusterIds: one.cluster_ids,
      addressId: one.address_id,
      name:
        address && !isRefusal(address)
          ? `${addressLine(address)}: ${listInWords(people)}`
          : listInWords(people),
      counted: one.incidents + one.cases,
      because: explain(cohort, one, since),
    });
  }
  return found;
}

/** `Affected by 4 incidents since 17 January 2012, told to 2 agencies; the last on 12 January 2013.` */
function explain(cohort: CohortRow, one: Counted, since: PlainDate): string {
  const told = one.agencies === 0 ? '' : `, told to ${plural(one.agencies, 'agency', 'agencies')}`;
  const last = `; the last on ${longDate(one.last_on)}. The criterion is ${cohort.criterion_count}.`;
  const incidents = plural(one.incidents, 'incident');
  if (cohort.kind === 'repeat-victims')
    return `Affected by ${incidents} since ${longDate(since)}${told}${last}`;
  const parts = [
    ...(one.incidents > 0 ? [`thought responsible for ${incidents}`] : []),
    ...(one.cases > 0 ? [`offender in ${plural(one.cases, 'case')}`] : []),
  ].join(' and ');
  const who = isOfFamilies(cohort.kind)
    ? `${plural(one.cluster_ids.length, 'person', 'people')} at one address, `
    : '';
  const text = `${who}${parts} since ${longDate(since)}${told}${last}`;
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** Most that one page suggests. */
const MOST = 50;

async function count(tx: Tx, actor: Actor, cohort: CohortRow, since: PlainDate): Promise<readonly Counted[]> {
  const here = sql`${actor.partnershipId}::uuid`;
  const role = cohort.kind === 'repeat-victims' ? 'affected' : 'responsible';
  const cases =
    cohort.kind === 'repeat-victims'
      ? sql``
      : sql`union all
        select r.cluster_id, null::uuid, c.id, null::uuid, c.opened_on from casework.case_person p
        join casework.case_file c on c.partnership_id = p.partnership_id and c.id = p.case_id
        join casework.record r on r.partnership_id = p.partnership_id and r.id = p.record_id
        where p.partnership_id = ${here} and p.role = 'offender' and c.opened_on > ${since}`;
  const grouped = isOfFamilies(cohort.kind)
    ? sql`home as (
        select distinct l.address_id, r.cluster_id from casework.residence l
        join casework.record r on r.partnership_id = l.partnership_id and r.id = l.record_id
        where l.partnership_id = ${here} and l.relation in ('lives', 'stays') and l.until_on is null),
      counted as (
        select h.address_id, array_agg(distinct d.cluster_id) as cluster_ids, count(distinct d.incident_id)::int as incidents,
          count(distinct d.case_id)::int as cases, count(distinct d.agency_id)::int as agencies, max(d.on_day) as last_on
        from home h join done d on d.cluster_id = h.cluster_id group by h.address_id having count(distinct d.cluster_id) > 1)`
    : sql`counted as (
        select null::uuid as address_id, array[d.cluster_id] as cluster_ids, count(distinct d.incident_id)::int as incidents,
          count(distinct d.case_id)::int as cases, count(distinct d.agency_id)::int as agencies, max(d.on_day) as last_on
        from done d group by d.cluster_id)`;
  const { rows } = await sql<Counted>`
    with done as (
      select r.cluster_id, c.incident_id, null::uuid as case_id, c.agency_id, c.on_day from casework.concern_person p
      join casework.concern c on c.partnership_id = p.partnership_id and c.id = p.concern_id
      join casework.record r on r.partnership_id = p.partnership_id and r.id = p.record_id
      where p.partnership_id = ${here} and p.role = ${role} and c.on_day > ${since} ${cases}),
    ${grouped},
    inside as (
      select distinct r.cluster_id from casework.cohort_person p
      join casework.presence r on r.partnership_id = p.partnership_id and r.record_id = p.record_id
      where p.partnership_id = ${here} and p.cohort_id = ${cohort.id} and p.until_on is null),
    aside as (
      select r.cluster_id, max(n.counted) as counted from casework.cohort_not_now n
      join casework.presence r on r.partnership_id = n.partnership_id and r.record_id = n.record_id
      where n.partnership_id = ${here} and n.cohort_id = ${cohort.id} group by r.cluster_id)
    select n.* from counted n
    where n.incidents + n.cases >= ${cohort.criterion_count}
      and not exists (select from inside i where i.cluster_id = any (n.cluster_ids))
      and not exists (select from aside a where a.cluster_id = any (n.cluster_ids) and a.counted >= n.incidents + n.cases)
    order by n.incidents + n.cases desc, n.last_on desc, n.cluster_ids limit ${MOST}`.execute(tx);
  return rows;
}

/**
 * Sets a suggestion aside, with the reason: it comes again when more is counted. For the own agency alone; others decide
 * for themselves. Refuses `not-suggested`.
 */
export async function setAside(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  input: {
    readonly cohortId: string;
    readonly clusterId: string;
    readonly reason: string;
    readonly on: PlainDate;
  },
): Promise<{ id: string } | Refusal> {
  const cohort = await cohortRow(tx, actor, input.cohortId);
  if (!cohort) return notFound('cohort');
  const agencyId = agencyToWorkFor(actor, cohort.agency_ids);
  if (typeof agencyId !== 'string') return agencyId;
  const suggested = (await suggestionsFor(tx, actor, subjects, cohort, input.on)).find(({ clusterIds }) =>
    clusterIds.includes(input.clusterId),
  );
  const [record] = await recordsOf(tx, actor, subjects, [input.clusterId]);
  if (!suggested || !record)
    return refused(
      'not-suggested',
      'Nobody suggests this any more: they entered the cohort, or were set aside.',
    );
  const id = newId<'cohort-not-now'>();
  await tx
    .insertInto('casework.cohort_not_now')
    .values({
      partnership_id: actor.partnershipId,
      id,
      cohort_id: cohort.id,
      agency_id: agencyId,
      restricted: record.restricted,
      record_id: record.recordId,
      counted: suggested.counted,
      on_day: input.on,
      reason: subjects.seal(record.recordId, input.reason.trim()),
      account_id: accountOf(actor) ?? null,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'cohort.set-aside',
    subject: { kind: 'cohort', id: cohort.id },
    detail: { counted: suggested.counted },
  });
  return { id };
}
