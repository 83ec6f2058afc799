/** Restorative matters as programs read them. */
import { z } from 'zod';
import type { MatterInList } from '../list.ts';
import type { MatterView } from '../queries.ts';
import { CONSENTS, KEPT, KINDS, keysOf, NOT_BECAUSE, ROLES, SATISFIED, SOURCES, STATES } from '../words.ts';

const day = z.iso.date();

export const SummarySchema = z
  .object({
    id: z.uuid(),
    reference: z.string(),
    kind: z.enum(keysOf(KINDS)),
    state: z.enum(keysOf(STATES)),
    runBy: z.string(),
    referredOn: day,
    dueOn: day.nullable(),
    heldOn: day.nullable(),
  })
  .meta({ id: 'RestorativeSummary' });

export const PersonSchema = z
  .object({
    id: z.uuid(),
    role: z.enum(keysOf(ROLES)),
    name: z.string(),
    agency: z.string().describe('Which agency brought them'),
    consent: z.enum(keysOf(CONSENTS)).nullable(),
    consentOn: day.nullable(),
    satisfied: z.enum(keysOf(SATISFIED)).nullable(),
    satisfiedOn: day.nullable(),
    revision: z.int(),
  })
  .meta({ id: 'RestorativePerson' });

export const ItemSchema = z
  .object({
    id: z.uuid(),
    says: z.string(),
    checkedBy: z.string(),
    dueOn: day,
    kept: z.enum(keysOf(KEPT)).nullable(),
    keptOn: day.nullable(),
    revision: z.int(),
  })
  .meta({ id: 'RestorativeAgreement' });

export const MatterSchema = SummarySchema.extend({
  source: z.enum(keysOf(SOURCES)),
  notTakenUpBecause: z.enum(keysOf(NOT_BECAUSE)).nullable(),
  agencies: z.array(z.object({ id: z.uuid(), name: z.string() })),
  people: z.array(PersonSchema).describe('Those of whom the caller’s agency was told'),
  elsewhere: z
    .array(
      z.object({
        role: z.enum(keysOf(ROLES)),
        agency: z.string(),
        consent: z.enum(keysOf(CONSENTS)).nullable(),
      }),
    )
    .describe('Those of whom it was not: which agency to ask'),
  agreement: z.array(ItemSchema),
  revision: z.int(),
}).meta({ id: 'RestorativeMatter' });

export const shownInList = ({ code, ...matter }: MatterInList) => ({ ...matter, reference: code });

export const shown = (view: MatterView) => ({
  id: view.row.id,
  reference: view.code,
  kind: view.row.kind,
  state: view.row.state,
  runBy: view.runBy,
  referredOn: view.row.referred_on,
  dueOn: view.row.due_on,
  heldOn: view.row.held_on,
  source: view.row.source,
  notTakenUpBecause: view.row.not_because,
  agencies: view.agencies.map(({ id, name }) => ({ id, name })),
  people: view.people.map(({ agencyIds, agencyId, clusterId, ...person }) => person),
  elsewhere: view.elsewhere.map(({ id, ...person }) => person),
  agreement: view.items.map(({ agencyId, agency, ...item }) => ({ ...item, checkedBy: agency })),
  revision: view.row.revision,
});
