import { z } from 'zod';
import { slugOf } from '../../../kernel/names.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { readFields } from '../../../platform/http/form.ts';
import { type ImportedRow, type ImportResult, savepoint, tryRow } from '../../../platform/import-rows.ts';
import { addPurpose, changePurpose, purposeFields } from '../purpose/purposes.ts';
import { findPurpose } from '../purpose/queries.ts';
import {
  type AgreementFields,
  addAgreement,
  agreementFields,
  changeAgreement,
  nameContact,
} from './agreement.ts';
import { type Agreement, findAgreement } from './agreements.ts';

type Write = { readonly write: boolean };
type Outcome = 'added' | 'changed' | 'unchanged';

const purposeRow = z.object({
  slug: z.string(),
  title: z.string(),
  says: z.string(),
  gateway: z.string(),
  regime: z.string(),
});

/** Imports purposes from JSON: a list of slug, title, says, gateway, regime. Rows are known by their slug. */
export const importPurposes = (
  tx: Tx,
  actor: Actor,
  text: string,
  options: Write,
): Promise<ImportResult | Refusal> =>
  importEach(tx, text, purposeRow, options, async (row) => {
    const fields = readFields(purposeFields, row);
    if (isRefusal(fields)) return fields;
    const there = await findPurpose(tx, actor, row.slug);
    if (!there) return said(await addPurpose(tx, actor, { ...fields, slug: row.slug }), 'added');
    if (same(fields, there)) return 'unchanged';
    const changed = { ...fields, endsOn: there.endsOn };
    return said(await changePurpose(tx, actor, row.slug, there.revision, changed), 'changed');
  });

const agreementRow = z.object({
  slug: z.string().optional(),
  title: z.string(),
  providers: z.array(z.string()),
  recipients: z.array(z.string()),
  purposes: z.array(z.string()),
  categories: z.array(z.string()),
  conditions: z.string().default(''),
  assessment: z.string().default(''),
  startsOn: z.string(),
  reviewOn: z.string(),
  endsOn: z.string().default(''),
});

/** Imports agreements from JSON; agencies by their slug. Rows are known by their slug, or by the one their title makes. */
export const importAgreements = (
  tx: Tx,
  actor: Actor,
  text: string,
  options: Write,
): Promise<ImportResult | Refusal> =>
  importEach(tx, text, agreementRow, options, async (row) => {
    const providers = await agencyIds(tx, actor, row.providers);
    if (isRefusal(providers)) return providers;
    const recipients = await agencyIds(tx, actor, row.recipients);
    if (isRefusal(recipients)) return recipients;
    const { slug: given, ...words } = row;
    const fields = readFields(agreementFields, { ...words, providers, recipients });
    if (isRefusal(fields)) return fields;
    const slug = given ?? slugOf(row.title);
    const there = await findAgreement(tx, actor, slug);
    if (!there) return said(await addAgreement(tx, actor, { ...fields, slug }), 'added');
    if (same(sorted(fields), sorted(fieldsOf(there)))) return 'unchanged';
    return said(await changeAgreement(tx, actor, slug, there.revision, fields), 'changed');
  });

/** Loads the example's purposes, agreements and contacts through the importers. */
export async function loadSharingExample(
  tx: Tx,
  actor: Actor,
  files: (name: string) => string,
): Promise<undefined | Refusal> {
  const purposes = await importPurposes(tx, actor, files('casework/purposes.json'), { write: true });
  if (isRefusal(purposes)) return purposes;
  const read = agreementsFile.parse(JSON.parse(files('casework/agreements.json')));
  const agreements = await importAgreements(tx, actor, JSON.stringify(read.agreements), { write: true });
  if (isRefusal(agreements)) return agreements;
  const bad = [...purposes.rows, ...agreements.rows].find(({ outcome }) => outcome === 'refused');
  if (bad) return refused('rows-refused', `Nothing was written: ${bad.what}: ${bad.says}`);
  for (const { agency, post } of read.contacts) {
    const [agencyId] = await idsBySlug(tx, actor, 'partners.agency', [agency]);
    const [postId] = await idsBySlug(tx, actor, 'partners.post', [post]);
    const named = await nameContact(tx, actor, agencyId ?? '', postId ?? '');
    if (named) return named;
  }
  return undefined;
}

const agreementsFile = z.object({
  agreements: z.array(z.unknown()),
  contacts: z.array(z.object({ agency: z.string(), post: z.string() })),
});

const said = (answer: unknown, outcome: Outcome): Outcome | Refusal => (isRefusal(answer) ? answer : outcome);

const same = (wanted: object, there: object): boolean =>
  Object.entries(wanted).every(
    ([name, value]) => JSON.stringify(value) === JSON.stringify((there as Record<string, unknown>)[name]),
  );

/** What an agreement that is there says, as its fields. */
export const fieldsOf = (agreement: Agreement): AgreementFields => ({
  title: agreement.title,
  providers: agreement.parties.filter((party) => party.provides).map((party) => party.agencyId),
  recipients: agreement.parties.filter((party) => party.receives).map((party) => party.agencyId),
  purposes: agreement.purposes.map((purpose) => purpose.slug),
  categories: [...agreement.categories],
  conditions: agreement.conditions,
  assessment: agreement.assessment,
  startsOn: agreement.startsOn,
  reviewOn: agreement.reviewOn,
  endsOn: agreement.endsOn,
});

const sorted = (fields: AgreementFields): AgreementFields => ({
  ...fields,
  providers: fields.providers.toSorted(),
  recipients: fields.recipients.toSorted(),
  purposes: fields.purposes.toSorted(),
  categories: fields.categories.toSorted(),
});

async function idsBySlug(
  tx: Tx,
  actor: Actor,
  table: 'partners.agency' | 'partners.post',
  slugs: readonly string[],
): Promise<readonly (string | undefined)[]> {
  if (slugs.length === 0) return [];
  const rows = await tx
    .selectFrom(table)
    .where('partnership_id', '=', actor.partnershipId)
    .where('slug', 'in', [...slugs])
    .select(['id', 'slug'])
    .execute();
  return slugs.map((slug) => rows.find((row) => row.slug === slug)?.id);
}

async function agencyIds(
  tx: Tx,
  actor: Actor,
  slugs: readonly string[],
): Promise<readonly string[] | Refusal> {
  const ids = await idsBySlug(tx, actor, 'partners.agency', slugs);
  const missing = slugs.find((_, at) => ids[at] === undefined);
  return missing === undefined
    ? (ids as readonly string[])
    : refused('no-such-thing', `There is no agency "${missing}".`);
}

/** Tries every row of a JSON list, and takes all back unless `write` is set and none was refused. */
async function importEach<Row extends { title: string }>(
  tx: Tx,
  text: string,
  shape: z.ZodType<Row>,
  { write }: Write,
  carryOut: (row: Row) => Promise<Outcome | Refusal>,
): Promise<ImportResult | Refusal> {
  const read = listIn(text, shape);
  if (isRefusal(read)) return read;
  const takeBack = await savepoint(tx, 'whole_import');
  const rows: ImportedRow[] = [];
  for (const [at, row] of read.entries()) {
    const answer = await tryRow(tx, () => carryOut(row));
    rows.push({
      line: at + 1,
      what: row.title,
      outcome: isRefusal(answer) ? 'refused' : answer,
      says: isRefusal(answer) ? answer.message : null,
    });
  }
  const counts = { added: 0, changed: 0, unchanged: 0, refused: 0 };
  for (const row of rows) counts[row.outcome] += 1;
  const written = write && counts.refused === 0;
  if (!written) await takeBack();
  return { rows, counts, written };
}

function listIn<Row>(text: string, shape: z.ZodType<Row>): readonly Row[] | Refusal {
  try {
    const read = z.array(shape).safeParse(JSON.parse(text));
    if (read.success) return read.data;
  } catch {
    // Not JSON: said below.
  }
  return refused('file-unreadable', 'This is not a JSON list of the fields that are needed.');
}
