/** What a copy of the past has that its original has not: dates on which it was over, numbers and codes of its own. */

/** Columns whose copy is neither the same, nor shifted, nor renamed. `k` is the number of the copy. */
export const OVERRIDES: Readonly<Record<string, string>> = {
  'strategy.version.number': 't.number - k * 100',
  'strategy.adoption.supersedes_id': 'case when k < $COPIES then bench.other(t.version_id, k + 1) end',
  'delivery.project.closed_on': 'bench.before(coalesce(t.closed_on, bench.today()), k)',
  'intelligence.indicator.ended_on': 'bench.before(coalesce(t.ended_on, bench.today()), k)',
  'governance.terms.version': 't.version - k * 10',
  'governance.terms_adoption.version': 't.version - k * 10',
  'governance.membership.ends_on': 'bench.before(coalesce(t.ends_on, bench.today()), k)',
  'governance.office.ends_on': 'bench.before(coalesce(t.ends_on, bench.today()), k)',
  'governance.programme_board.ends_on': 'bench.before(coalesce(t.ends_on, bench.today()), k)',
  'fund.stream.lapses_on': 'bench.before(coalesce(t.lapses_on, bench.today()), k)',
  'fund.stream_last_day.lapses_on': 'bench.before(coalesce(t.lapses_on, bench.today()), k)',
  'fund.entry.last_day': 'bench.last_day(t.last_day, k)',
  'fund.verdict.last_day': 'bench.last_day(t.last_day, k)',
  'access.role_grant.ends_on': 'bench.before(coalesce(t.ends_on, bench.today()), k)',
  'partners.holding.ends_on': 'bench.before(coalesce(t.ends_on, bench.today()), k)',
  'partners.post.ends_on': 'bench.before(coalesce(t.ends_on, bench.today()), k)',
  'partners.agency.left_on': 'bench.before(coalesce(t.left_on, bench.today()), k)',
  'casework.referral.state': "'completed'",
  'casework.referral.due_on': 'null::date',
  'casework.referral.outcome': "coalesce(t.outcome, 'helped')",
  'casework.agreement.ends_on': 'bench.before(coalesce(t.ends_on, bench.today()), k)',
  'casework.referral.reference': "'R-' || upper(substr(md5(t.reference || k), 1, 7))",
  'platform.audit_leaf.position': 't.position + k * 1000000',
};
