import { parsePlainDate } from '../../kernel/plain-date.ts';
import { isRefusal, refused } from '../../kernel/refusal.ts';
import { readFields } from '../../platform/http/form.ts';
import { did, importer, saysTheSame } from '../../platform/import-rows.ts';
import { addAgency, agencyFields, changeAgency, endAgency } from './agency.ts';
import { addPost, changePost, postFields } from './post.ts';
import { type Agency, findAgency, findPost } from './queries.ts';

export const AGENCY_COLUMNS = [
  { name: 'slug', says: 'Short address, such as staffordshire-police; it tells which agency a row is about' },
  { name: 'name', says: 'Full name' },
  { name: 'short_name', says: 'Name or abbreviation for tables' },
  { name: 'sector', says: 'Such as police, fire, health, voluntary, district-council' },
  { name: 'statutory', says: 'yes or no' },
  { name: 'joined_on, left_on', says: 'Days as YYYY-MM-DD; may be left out' },
  { name: 'website, email, telephone, address, note', says: 'May be left out' },
] as const;

export const POST_COLUMNS = [
  { name: 'slug', says: 'Short address, such as lsp-manager' },
  { name: 'agency', says: 'Short address of the agency' },
  { name: 'title', says: 'Such as LSP Manager; never the name of a person' },
  { name: 'email, telephone', says: 'May be left out' },
  { name: 'starts_on, ends_on', says: 'Days as YYYY-MM-DD; may be left out' },
] as const;

/** Imports agencies.csv; see `AGENCY_COLUMNS`. Rows are known by their slug. */
export const importAgencies = importer({
  required: ['slug', 'name', 'short_name', 'sector', 'statutory'],
  optional: ['joined_on', 'left_on', 'website', 'email', 'telephone', 'address', 'note'],
  what: (row) => row.name || row.slug,
  async row(tx, actor, row) {
    const fields = readFields(agencyFields, {
      ...row,
      shortName: row.short_name,
      joinedOn: row.joined_on,
    });
    if (isRefusal(fields)) return fields;
    if (!row.slug) return refused('slug-missing', 'Give the agency a short address (slug).');
    const leftOn = row.left_on === '' ? null : parsePlainDate(row.left_on);
    if (leftOn === undefined) return refused('date-unreadable', 'Write left_on as YYYY-MM-DD.');
    const present = await findAgency(tx, row.slug);
    const added = present ?? (await addAgency(tx, actor, { ...fields, slug: row.slug }));
    if (isRefusal(added)) return added;
    let agency = (await findAgency(tx, row.slug)) as Agency;
    const differs = present && !saysTheSame(present, fields);
    if (differs) {
      const changed = await changeAgency(tx, actor, agency.slug, agency.revision, fields);
      if (isRefusal(changed)) return changed;
      agency = changed;
    }
    const ends = leftOn !== null && leftOn !== agency.leftOn;
    if (ends) {
      const ended = await endAgency(tx, actor, agency.slug, agency.revision, { leftOn, note: null });
      if (isRefusal(ended)) return ended;
    }
    return !present ? 'added' : differs || ends ? 'changed' : 'unchanged';
  },
});

/** Imports posts.csv; see `POST_COLUMNS`. Rows are known by their slug. */
export const importPosts = importer({
  required: ['slug', 'agency', 'title'],
  optional: ['email', 'telephone', 'starts_on', 'ends_on'],
  what: (row) => row.title || row.slug,
  async row(tx, actor, row) {
    const fields = readFields(postFields, { ...row, startsOn: row.starts_on, endsOn: row.ends_on });
    if (isRefusal(fields)) return fields;
    if (!row.slug) return refused('slug-missing', 'Give the post a short address (slug).');
    const agency = await findAgency(tx, row.agency);
    if (!agency) return refused('agency-unknown', `There is no agency "${row.agency}". Import it first.`);
    const present = await findPost(tx, row.slug);
    if (!present) {
      return did('added', await addPost(tx, actor, agency, { ...fields, slug: row.slug }));
    }
    if (present.agencyId !== agency.id)
      return refused(
        'post-at-another-agency',
        `This post is at ${present.agency}. End it there and add another.`,
      );
    if (saysTheSame(present, fields)) return 'unchanged';
    return did('changed', await changePost(tx, actor, present.slug, present.revision, fields));
  },
});
