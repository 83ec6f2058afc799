import { sql } from 'kysely';
import { z } from 'zod';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { readFields } from '../../../platform/http/form.ts';
import type { Services } from '../../../platform/services.ts';
import { readSelection } from './areas/input.ts';
import { adoptionFields, adoptSelection, choosePlaces, prepareSelection } from './areas/selection.ts';
import { addEvidence, evidenceFields } from './library.ts';
import { findEvidence } from './queries.ts';
import {
  addDeliverable,
  addFunding,
  agreementFields,
  deliver,
  deliverableFields,
  deliveryFields,
  fundingFields,
  saveAgreement,
} from './research/agreement.ts';
import { addSupport, thingAt } from './supports.ts';

const text = z.string().default('');
const fields = z.record(z.string(), z.string());

const file = z.object({
  evidence: z.array(
    z.object({
      slug: z.string(),
      fields,
      agency: text,
      supports: z.array(z.object({ path: z.string(), says: text })).default([]),
    }),
  ),
  agreements: z.array(
    z.object({
      fields,
      funding: z.array(z.object({ agency: text, fields })),
      deliverables: z.array(z.object({ agency: text, fields, delivered: fields.optional(), evidence: text })),
    }),
  ),
  selections: z.array(
    z.object({
      slug: z.string(),
      fields,
      choice: z.record(z.string(), z.object({ chosen: z.boolean(), reason: text })),
      adoption: fields.optional(),
    }),
  ),
});

/**
 * Loads the example's evidence library, research agreements and selections of target areas. Refused: example-refused.
 */
export async function loadEvidenceExample(
  tx: Tx,
  actor: Actor,
  files: (name: string) => string,
  { offers }: Pick<Services, 'offers'>,
): Promise<undefined | Refusal> {
  const given = file.parse(JSON.parse(files('evidence.json')));
  const loader = { tx, actor, kinds: offers.kinds };
  for (const part of [
    () => loadLibrary(loader, given.evidence),
    () => loadAgreements(loader, given.agreements),
    () => loadSelections(loader, given.selections),
  ]) {
    const wrong = await part();
    if (wrong)
      return refused(
        'example-refused',
        `evidence.json: ${wrong.message} ${JSON.stringify(wrong.details ?? {})}`,
      );
  }
  return undefined;
}

type Given = z.output<typeof file>;
type Loader = { readonly tx: Tx; readonly actor: Actor; readonly kinds: string | undefined };

/** The id of an agency by its slug, as a form sends it; empty for none. */
async function agencyId(tx: Tx, slug: string): Promise<string> {
  if (slug === '') return '';
  const { rows } = await sql<{ id: string }>`
    select id from partners.agency where partnership_id = platform.partnership() and slug = ${slug}`.execute(
    tx,
  );
  return rows[0]?.id ?? slug;
}

async function loadLibrary(
  { tx, actor, kinds }: Loader,
  entries: Given['evidence'],
): Promise<Refusal | undefined> {
  for (const { slug, agency, supports, ...entry } of entries) {
    const read = readFields(evidenceFields, { ...entry.fields, ownerAgencyId: await agencyId(tx, agency) });
    const added = isRefusal(read) ? read : await addEvidence(tx, actor, read, { slug });
    if (isRefusal(added)) return added;
    for (const { path, says } of supports) {
      const thing = await thingAt(tx, kinds, path);
      if (!thing) return refused('example-refused', `There is nothing at ${path}.`);
      const done = await addSupport(tx, actor, kinds, { ...thing, evidenceId: added.id, says });
      if (isRefusal(done)) return done;
    }
  }
  return undefined;
}

async function loadAgreements(
  { tx, actor }: Loader,
  agreements: Given['agreements'],
): Promise<Refusal | undefined> {
  for (const { funding, deliverables, ...agreement } of agreements) {
    const read = readFields(agreementFields, agreement.fields);
    const made = isRefusal(read) ? read : await saveAgreement(tx, actor, read);
    if (isRefusal(made)) return made;
    for (const one of funding) {
      const fund = readFields(fundingFields, { ...one.fields, agencyId: await agencyId(tx, one.agency) });
      const done = isRefusal(fund) ? fund : await addFunding(tx, actor, made.slug, fund);
      if (isRefusal(done)) return done;
    }
    for (const one of deliverables) {
      const due = readFields(deliverableFields, {
        ...one.fields,
        ownerAgencyId: await agencyId(tx, one.agency),
      });
      const added = isRefusal(due) ? due : await addDeliverable(tx, actor, made.slug, due);
      if (isRefusal(added)) return added;
      if (!one.delivered) continue;
      const evidence = one.evidence === '' ? undefined : await findEvidence(tx, { slug: one.evidence });
      const delivery = readFields(deliveryFields, { ...one.delivered, evidenceId: evidence?.id ?? '' });
      const done = isRefusal(delivery) ? delivery : await deliver(tx, actor, made.slug, added.id, delivery);
      if (isRefusal(done)) return done;
    }
  }
  return undefined;
}

async function loadSelections(
  { tx, actor }: Loader,
  selections: Given['selections'],
): Promise<Refusal | undefined> {
  for (const { slug, choice, adoption, ...selection } of selections) {
    const input = readSelection(selection.fields);
    const prepared = isRefusal(input) ? input : await prepareSelection(tx, actor, input, slug);
    if (isRefusal(prepared)) return prepared;
    const chosen = await choosePlaces(tx, actor, slug, 1, new Map(Object.entries(choice)));
    if (isRefusal(chosen)) return chosen;
    if (!adoption) continue;
    const read = readFields(adoptionFields, adoption);
    const adopted = isRefusal(read) ? read : await adoptSelection(tx, actor, slug, 2, read);
    if (isRefusal(adopted)) return adopted;
  }
  return undefined;
}
