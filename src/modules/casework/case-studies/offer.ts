/** What reports may carry: case studies word for word as they were signed off. */
import { sql } from 'kysely';
import type { SectionOffer } from '../../../platform/module.ts';
import { paragraph } from '../../../ui/document/index.ts';

/** Rule: a report tells a story once, in the period in which it was signed off, and not when it was taken back. */
export const caseStudySection: SectionOffer = {
  name: 'casework-case-studies',
  title: 'Case studies from casework',
  signedOff: true,
  async gather(tx, _actor, { asAt, periodStart }) {
    const { rows } = await sql<{ title: string; body: string }>`
      select r.title, r.body from casework.case_study_release r
      where r.told_on between ${periodStart}::date and ${asAt}::date
        and not exists (select from casework.case_study_withdrawal w
          where w.partnership_id = r.partnership_id and w.id = r.id and w.on_day <= ${asAt}::date)
      order by r.told_on, r.id`.execute(tx);
    return rows.map((row) => ({
      kind: 'caseStudy' as const,
      title: row.title,
      blocks: row.body
        .split('\n')
        .filter(Boolean)
        .map((line) => paragraph(line)),
    }));
  },
};
