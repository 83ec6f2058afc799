import { type RawBuilder, sql } from 'kysely';
import { plainDate } from '../../kernel/plain-date.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import type { Check } from '../../platform/module.ts';
import { ACCOUNTS } from './ledger/accounts.ts';
import { entryHashInSql } from './ledger/hash.ts';
import { against, evaluate } from './requests/eligibility.ts';
import { listFacts } from './requests/facts.ts';
import { findRequestsById } from './requests/queries.ts';
import { listRules, listStreams } from './streams/queries.ts';

/** A check whose query gives one sentence for each thing that breaks it. */
const check = (name: string, says: string, query: string): Check => ({
  name: `fund.${name}`,
  says,
  find: async (tx) =>
    (await sql<{ sentence: string }>`${sql.raw(query)}`.execute(tx)).rows.map((row) => row.sentence),
});

/** What entries moved between each two accounts of a stream: each entry is added up once, not once for every account. */
const MOVED = `(select partnership_id, stream_id, from_account, to_account, sum(pence) as pence, max(number) as last, count(*) as entries
  from fund.entry group by partnership_id, stream_id, from_account, to_account)`;
const summed = ACCOUNTS.map(
  (account) =>
    `sum(pence * ((to_account = '${account}')::int - (from_account = '${account}')::int)) as ${account}`,
).join(', ');
const stated = ACCOUNTS.map((account) => `l.${account}_after`).join(', ');

const ledgerBalances = check(
  'ledger-balances',
  'The accounts of every stream sum to nought, and the last entry says what all entries sum to',
  `select 'The entries of ' || s.name || ' sum to something else than its last entry says' as sentence
   from (select partnership_id, stream_id, ${summed}, max(last) as last, sum(entries) as entries from ${MOVED} m group by partnership_id, stream_id) t
   join fund.stream s on s.partnership_id = t.partnership_id and s.id = t.stream_id
   join fund.entry l on l.partnership_id = t.partnership_id and l.stream_id = t.stream_id and l.number = t.last
   where (${ACCOUNTS.map((account) => `t.${account}`).join(', ')}) is distinct from (${stated})
     or ${ACCOUNTS.map((account) => `l.${account}_after`).join(' + ')} <> 0 or t.entries <> t.last`,
);

const requestsBalance = check(
  'requests-balance',
  'What requests hold in a stream is what the stream has reserved, allocated and spent',
  `select 'The requests of ' || s.name || ' hold something else than it has reserved, allocated and spent' as sentence
   from fund.stream_now s
   left join (select partnership_id, stream_id, sum(reserved_pence) as reserved, sum(allocated_pence) as allocated, sum(spent_pence) as spent
     from fund.request_money group by partnership_id, stream_id) m on m.partnership_id = s.partnership_id and m.stream_id = s.id
   where (coalesce(m.reserved, 0), coalesce(m.allocated, 0), coalesce(m.spent, 0)) is distinct from (s.reserved_pence, s.allocated_pence, s.spent_pence)`,
);

const viewsAgree = check(
  'views-equal-the-sum-of-entries',
  'What the views of the fund show is what its entries sum to',
  `select 'The view shows ' || s.available_pence || ' pence left in ' || s.name || ', and its entries sum to ' || coalesce(t.available, 0) as sentence
   from fund.stream_now s
   left join (select partnership_id, stream_id, sum(pence * ((to_account = 'available')::int - (from_account = 'available')::int)) as available,
     sum(pence * ((from_account = 'funder')::int - (to_account = 'funder')::int)) as received from fund.entry group by partnership_id, stream_id) t
     on t.partnership_id = s.partnership_id and t.stream_id = s.id
   where (coalesce(t.available, 0), coalesce(t.received, 0)) is distinct from (s.available_pence, s.received_pence)`,
);

const everyEntryHasItsDecision = check(
  'every-entry-has-its-decision',
  'Every entry for a request names a decision on that request which stands in the register',
  `select 'Entry ' || e.number || ' of ' || s.name || ' rests on a decision that is not about its request' as sentence
   from fund.entry e join fund.stream s on s.partnership_id = e.partnership_id and s.id = e.stream_id
   left join governance.decision d on d.partnership_id = e.partnership_id and d.id = e.decision_id
   where e.request_id is not null and (d.subject_kind, d.subject_id) is distinct from ('request', e.request_id)`,
);

const projectOfRequest = check(
  'entries-name-the-project-of-their-request',
  'Every entry for a request names the project of that request',
  `select 'Entry ' || e.number || ' of ' || s.name || ' names another project than its request' as sentence
   from fund.entry e join fund.stream s on s.partnership_id = e.partnership_id and s.id = e.stream_id
   join fund.request r on r.partnership_id = e.partnership_id and r.id = e.request_id where r.project_id is distinct from e.project_id`,
);

const noneAfterLapse = check(
  'nothing-is-committed-outside-the-days-of-a-stream',
  'No entry commits or spends money before its stream starts or after it lapsed',
  `select 'Entry ' || e.number || ' of ' || s.name || ' is dated ' || e.on_day || ', outside the days of the stream' as sentence
   from fund.entry e join fund.stream s on s.partnership_id = e.partnership_id and s.id = e.stream_id
   where e.kind in ('reserved', 'allocated', 'posted', 'drawn') and (e.on_day > s.lapses_on or e.on_day < s.starts_on)
     and not exists (select from fund.entry b where b.partnership_id = e.partnership_id and b.reverses_id = e.id)`,
);

const lastDayIsTheNewest = check(
  'the-last-day-is-the-newest',
  'Every stream, and every entry when it was written, stands at the newest last day that the funder gave',
  `select s.name || ' stands at a last day that was replaced since.' as sentence from fund.stream s
   where exists (select from fund.stream_last_day d where d.partnership_id = s.partnership_id and d.stream_id = s.id and d.number > s.last_day_number)
   union all
   select 'Entry ' || e.number || ' of ' || s.name || ' names a last day that had been replaced when it was written.'
   from fund.entry e join fund.stream s on s.partnership_id = e.partnership_id and s.id = e.stream_id
   where s.last_day_number > 1 and exists (select from fund.stream_last_day d where d.partnership_id = e.partnership_id and d.stream_id = e.stream_id
     and d.number > e.last_day_number and d.on_day < e.entered_on)`,
);

const enteredWhenRecorded = check(
  'entries-were-entered-when-they-say',
  'Every entry was recorded on the day on which it says it was entered',
  `select 'Entry ' || e.number || ' of ' || s.name || ' says it was entered on ' || e.entered_on || ' and was recorded on '
     || (e.recorded_at at time zone 'Europe/London')::date as sentence
   from fund.entry e join fund.stream s on s.partnership_id = e.partnership_id and s.id = e.stream_id
   join partners.partnership p on p.partnership_id = e.partnership_id
   where p.business_date is null and not p.example and abs((e.recorded_at at time zone 'Europe/London')::date - e.entered_on) > 1`,
);

const verdictsAnswerEveryRule = check(
  'every-verdict-answers-every-rule',
  'Every verdict behind a commitment answers each rule that its stream had by then',
  // Few verdicts leave a rule unanswered, and few entries rest on one: those are found first.
  `with unanswered as materialized (
     select v.partnership_id, v.id as verdict_id, v.last_rule_id, r.id as rule_id, r.made_on, r.says
     from fund.verdict v
     join fund.rule_now r on r.partnership_id = v.partnership_id and r.stream_id = v.stream_id and (r.lifted_on is null or r.lifted_on > v.on_day)
     where v.last_day is not null
       and not exists (select from fund.verdict_rule a where a.partnership_id = v.partnership_id and a.verdict_id = v.id and a.rule_id = r.id))
   select 'The verdict behind entry ' || e.number || ' of ' || s.name || ' does not answer its rule “' || u.says || '”.' as sentence
   from unanswered u
   join fund.entry e on e.partnership_id = u.partnership_id and e.verdict_id = u.verdict_id and (u.made_on < e.entered_on or u.rule_id <= u.last_rule_id)
   join fund.stream s on s.partnership_id = e.partnership_id and s.id = e.stream_id`,
);

/** The rules are asked again for what is still committed or spent: as they stood then, of the project plan as it is now. */
const noRestrictionIsBroken: Check = {
  name: 'fund.no-restriction-is-broken',
  says: 'Every commitment is still allowed by the rules that restricted its stream when it was made',
  async find(tx) {
    const { rows } = await sql<{ requestId: string; streamId: string; on: string; rules: string[] | null }>`
      select m.request_id as "requestId", m.stream_id as "streamId", v.on_day as "on",
        (select array_agg(r ->> 'rule') from jsonb_array_elements(v.reasons) r where r ->> 'rule' is not null) as rules
      from fund.request_money m
      cross join lateral (select x.on_day, x.reasons from fund.entry e
        join fund.verdict x on x.partnership_id = e.partnership_id and x.id = e.verdict_id
        where e.partnership_id = m.partnership_id and e.stream_id = m.stream_id and e.request_id = m.request_id order by e.number desc limit 1) v
      where m.reserved_pence + m.allocated_pence + m.spent_pence > 0 order by 1, 2`.execute(tx);
    const streams = new Map((await listStreams(tx)).map((stream) => [stream.id, stream]));
    const rules = Map.groupBy(await listRules(tx), (rule) => rule.streamId);
    const requests = await findRequestsById(
      tx,
      rows.map(({ requestId }) => requestId),
    );
    const asked = rows.flatMap(({ requestId, streamId, on, rules: judged }) => {
      const [request, stream] = [requests.get(requestId), streams.get(streamId)];
      return request && stream ? [{ request, stream, on: plainDate(on), judged: judged ?? [] }] : [];
    });
    const facts = await listFacts(tx, asked);
    return asked.flatMap(({ request, stream, on, judged }, at) => {
      const own = (rules.get(stream.id) ?? []).filter((rule) => rule.madeOn < on || judged.includes(rule.id));
      const known = facts[at];
      const verdict = known && evaluate(stream, own, known, on);
      return verdict?.verdict === 'refused'
        ? `${stream.name} pays for ${request.title}, which its rules do not allow. ${against(verdict) ?? ''}`
        : [];
    });
  },
};

/** Entries of one stream that follow one another and have the same fault, as one sentence: however many they are. */
const runsOf = async (tx: Tx, fault: RawBuilder<unknown>, one: string, many: string): Promise<string[]> =>
  (
    await sql<{ name: string; first: number; last: number }>`
      select s.name, min(f.number) as first, max(f.number) as last
      from (select e.partnership_id, e.stream_id, e.number,
          e.number - row_number() over (partition by e.partnership_id, e.stream_id order by e.number) as run
        from fund.entry e where e.partnership_id = platform.partnership() and ${fault}) f
      join fund.stream s on s.partnership_id = f.partnership_id and s.id = f.stream_id
      group by s.name, f.stream_id, f.run order by s.name, first`.execute(tx)
  ).rows.map(({ name, first, last }) =>
    first === last ? `Entry ${first} of ${name} ${one}.` : `Entries ${first} to ${last} of ${name} ${many}.`,
  );

/** Each entry is as it was written, and the audit trail holds its hash: both are asked of the whole ledger at once. */
const entriesAreAsWritten: Check = {
  name: 'fund.entries-are-as-written',
  says: 'Every entry is as it was written, and the audit trail holds its hash',
  find: async (tx) => [
    ...(await runsOf(
      tx,
      sql`e.hash is distinct from ${entryHashInSql}`,
      'is not as it was written',
      'are not as they were written',
    )),
    ...(await runsOf(
      tx,
      sql`not exists (select from platform.audit_event a where a.partnership_id = e.partnership_id and a.subject_kind = 'entry'
        and a.subject_id = e.id and a.row_hash = e.hash)`,
      'has no audit event with its hash',
      'have no audit events with their hashes',
    )),
  ],
};

export const checks: readonly Check[] = [
  ledgerBalances,
  requestsBalance,
  viewsAgree,
  everyEntryHasItsDecision,
  projectOfRequest,
  noneAfterLapse,
  lastDayIsTheNewest,
  enteredWhenRecorded,
  verdictsAnswerEveryRule,
  noRestrictionIsBroken,
  entriesAreAsWritten,
];
