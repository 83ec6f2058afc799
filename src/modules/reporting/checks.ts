import { sql } from 'kysely';
import type { Id } from '../../kernel/ids.ts';
import type { Check } from '../../platform/module.ts';
import { verifyFiles, verifyRow } from './verify.ts';

/** Edition rows are those that were approved, and the audit trail holds the hash of each. */
const editionsAreAsApproved: Check = {
  name: 'reporting.editions',
  says: 'Every edition is as it was approved, and the audit trail holds its hash',
  async find(tx) {
    const { rows } = await sql<{
      partnership_id: Id<'partnership'>;
      id: string;
      slug: string;
      sealed: boolean;
    }>`
      select e.partnership_id, e.id, e.slug, exists (
        select from platform.audit_event a where a.partnership_id = e.partnership_id and a.subject_kind = 'edition'
          and a.subject_id = e.id and a.action = 'edition.freeze' and a.row_hash = e.row_hash) as sealed
      from reporting.edition e order by e.partnership_id, e.as_at`.execute(tx);
    const faults: string[] = [];
    for (const row of rows) {
      if (!(await verifyRow(tx, { partnershipId: row.partnership_id }, row.id)))
        faults.push(`The edition ${row.slug} is not as it was approved.`);
      if (!row.sealed) faults.push(`The edition ${row.slug} has no audit event with its hash.`);
    }
    return faults;
  },
};

/** Published files are the approved ones. */
const publicationsAreTheirEditions: Check = {
  name: 'reporting.publications',
  says: 'What is published is what was approved',
  async find(tx) {
    const { rows } = await sql<{ slug: string }>`
      select p.slug from reporting.publication p
      join reporting.edition e on e.partnership_id = p.partnership_id and e.id = p.edition_id
      where (p.html_sha256, p.docx_sha256, p.json_sha256) is distinct from (e.html_sha256, e.docx_sha256, e.json_sha256)
        or p.pdf_sha256 is distinct from e.pdf_sha256 or p.slug <> e.slug
      order by p.slug`.execute(tx);
    return rows.map((row) => `The published files of ${row.slug} are not those that were approved.`);
  },
};

/** The frozen files are there, with the contents they were approved with. */
const filesAreAsApproved: Check = {
  name: 'reporting.edition-files',
  says: 'The files of every edition are as they were approved',
  async find(tx, files) {
    if (files === undefined) return [];
    const rows = await tx
      .selectFrom('reporting.edition')
      .select(['slug', 'html_sha256', 'pdf_sha256', 'docx_sha256', 'json_sha256'])
      .orderBy('slug')
      .execute();
    const faults: string[] = [];
    for (const row of rows) {
      const hashes = {
        html: row.html_sha256,
        pdf: row.pdf_sha256,
        docx: row.docx_sha256,
        json: row.json_sha256,
      };
      for (const file of await verifyFiles(files, { hashes }))
        if (!file.intact)
          faults.push(
            `The ${file.format.toUpperCase()} file of ${row.slug} is missing or not as it was approved.`,
          );
    }
    return faults;
  },
};

export const checks: readonly Check[] = [
  editionsAreAsApproved,
  filesAreAsApproved,
  publicationsAreTheirEditions,
];
