/** What the API of the fund says and takes: amounts are whole pence. */
import { z } from 'zod';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { ACCOUNTS, ENTRY_KINDS } from './ledger/accounts.ts';
import { REQUEST_STATES } from './requests/states.ts';
import { ARRANGEMENTS, namesOf, QUALITIES, RULE_KINDS, SHAPES, SPENDING, STREAM_KINDS } from './words.ts';

export const day = z.iso.date();
export const givenDay = day.transform((text) => text as PlainDate);
export const optionalDay = givenDay.nullable().default(null);
export const words = z.string().trim().min(1).max(4000);
export const someWords = z.string().trim().max(4000).default('');
export const pence = z.int().min(1).describe('Whole pence');
const amount = z.int().describe('Whole pence');
const optionalId = z.uuid().nullable().default(null);

export const Stream = z
  .object({
    id: z.uuid(),
    slug: z.string(),
    name: z.string(),
    kind: z.enum(namesOf(STREAM_KINDS)),
    source: z.string(),
    sourceAgencyId: z.uuid().nullable(),
    holderAgencyId: z.uuid(),
    holder: z.string(),
    vatHostAgencyId: z.uuid().nullable(),
    arrangement: z.enum(namesOf(ARRANGEMENTS)),
    promised: amount.nullable().describe('Whole pence; null when it is not known'),
    startsOn: day.nullable(),
    lapsesOn: day.nullable(),
    carriesOver: z.boolean(),
    conditions: z.string(),
    quality: z.enum(namesOf(QUALITIES)),
    note: z.string(),
    revision: z.int(),
    entries: z.int(),
    received: amount,
    available: amount.describe('What may still be committed, in pence'),
    reserved: amount,
    allocated: amount,
    spent: amount,
    carried: amount,
    owed: amount,
  })
  .meta({ id: 'Stream', description: 'A stream of money with what its accounts hold.' });

export const streamBody = z.strictObject({
  name: words,
  kind: z.enum(namesOf(STREAM_KINDS)),
  source: someWords,
  sourceAgencyId: optionalId,
  holderAgencyId: z.uuid(),
  vatHostAgencyId: optionalId,
  arrangement: z.enum(namesOf(ARRANGEMENTS)),
  promised: z.int().min(0).nullable().default(null),
  startsOn: optionalDay,
  lapsesOn: optionalDay,
  carriesOver: z.boolean().default(true),
  conditions: someWords,
  quality: z.enum(namesOf(QUALITIES)).default('final'),
  note: someWords,
});

/** What moved the last day of a stream on. */
export const changedStreamBody = streamBody.extend({
  letter: someWords.describe('The funder’s letter; needed where the stream lapses later than before'),
  letterOn: optionalDay.describe('The date of that letter'),
});

export const Rule = z
  .object({
    id: z.uuid(),
    kind: z.enum(namesOf(RULE_KINDS)),
    allowed: z.array(z.uuid()),
    allowedNames: z.array(z.string()),
    spending: z.enum(namesOf(SPENDING)).nullable(),
    fromOn: day.nullable(),
    untilOn: day.nullable(),
    ratioPercent: z.number().nullable(),
    pence: amount.nullable(),
    says: z.string(),
    madeOn: day,
    liftedOn: day.nullable(),
    liftedReason: z.string().nullable(),
  })
  .meta({ id: 'FundingRule', description: 'A restriction of a stream, which the system evaluates.' });

export const ruleBody = z.strictObject({
  kind: z.enum(namesOf(RULE_KINDS)),
  allowed: z
    .array(z.uuid())
    .default([])
    .describe('Ids of what a priority, outcome, agency or place rule allows'),
  spending: z.enum(namesOf(SPENDING)).nullable().default(null),
  fromOn: optionalDay,
  untilOn: optionalDay,
  ratioPercent: z.number().positive().max(9999).nullable().default(null),
  pence: pence.nullable().default(null),
  says: words,
});

export const Entry = z
  .object({
    id: z.uuid(),
    streamSlug: z.string(),
    number: z.int(),
    kind: z.enum(ENTRY_KINDS as [(typeof ENTRY_KINDS)[number], ...typeof ENTRY_KINDS]),
    from: z.enum(ACCOUNTS),
    to: z.enum(ACCOUNTS),
    pence: amount,
    on: day,
    says: z.string(),
    evidence: z.string(),
    requestSlug: z.string().nullable(),
    projectSlug: z.string().nullable(),
    decision: z.string().nullable().describe('The reference of the decision that it rests on'),
    reversesId: z.uuid().nullable(),
    reversedById: z.uuid().nullable(),
    availableAfter: amount,
    enteredOn: day
      .nullable()
      .describe('When it was written down; null for what was written before that was kept'),
    lateReason: z.string().nullable().describe('Why it was entered only after the stream had lapsed'),
    lateEvidence: z.string().nullable(),
    file: z.string().nullable().describe('The name of the file that shows it'),
  })
  .meta({ id: 'LedgerEntry', description: 'One movement between two accounts of a stream; never changed.' });

export const Request = z
  .object({
    id: z.uuid(),
    slug: z.string(),
    reference: z.string(),
    projectId: z.uuid().nullable(),
    projectSlug: z.string().nullable(),
    title: z.string(),
    purpose: z.string(),
    agencyId: z.uuid().nullable(),
    agencySlug: z.string().nullable(),
    placeId: z.uuid().nullable(),
    shape: z.enum(namesOf(SHAPES)),
    spending: z.enum(namesOf(SPENDING)),
    pence: amount,
    monthly: amount.nullable(),
    fromOn: day.nullable(),
    untilOn: day.nullable(),
    match: amount,
    matchFrom: z.string(),
    note: z.string(),
    revision: z.int(),
    state: z.enum(REQUEST_STATES as [(typeof REQUEST_STATES)[number], ...typeof REQUEST_STATES]),
    stateSince: day,
    stateReason: z.string(),
    deferredTo: day.nullable(),
    reserved: amount,
    allocated: amount,
    spent: amount,
  })
  .meta({ id: 'FundingRequest', description: 'A request for money, its state and what it holds.' });

const instalment = z.object({ dueOn: day, pence: amount });
const share = z.object({ stream: z.string().describe('The slug of the stream'), pence: amount });
export const condition = z.object({
  id: z.uuid(),
  says: z.string(),
  missing: z.array(z.string()).describe('What the project plan lacked when it was endorsed'),
  dueOn: day,
  owner: z.string().nullable(),
  metOn: day.nullable(),
  evidence: z.string().nullable(),
});

export const WholeRequest = Request.extend({
  instalments: z.array(instalment),
  split: z.array(share),
  conditions: z.array(condition),
  steps: z.array(
    z.object({
      state: z.string(),
      on: day,
      reason: z.string(),
      deferredTo: day.nullable(),
      decision: z.string().nullable(),
    }),
  ),
  offers: z.array(z.object({ streamSlug: z.string(), on: day, pence: amount })),
}).meta({
  id: 'WholeFundingRequest',
  description: 'A request with its split, conditions, steps and offers.',
});

export const requestBody = z.strictObject({
  projectId: optionalId,
  title: words,
  purpose: someWords,
  agencyId: optionalId,
  placeId: optionalId,
  shape: z.enum(namesOf(SHAPES)),
  spending: z.enum(namesOf(SPENDING)),
  pence: z.int().min(0).default(0).describe('Whole pence; of a recurring request the months make it'),
  monthly: pence.nullable().default(null),
  fromOn: optionalDay,
  untilOn: optionalDay,
  match: z.int().min(0).default(0),
  matchFrom: someWords,
  note: someWords,
  instalments: z.array(z.strictObject({ dueOn: givenDay, pence })).default([]),
});

export const Eligibility = z
  .object({
    stream: z.string(),
    streamSlug: z.string(),
    verdict: z.enum(['allowed', 'refused']),
    available: amount,
    payable: amount.describe('The most that it may lawfully pay out of what it has left'),
    lapsesOn: day.nullable(),
    reasons: z.array(
      z.object({
        rule: z.uuid().nullable(),
        kind: z.string(),
        answer: z.enum(['allows', 'refuses', 'asks']),
        says: z.string(),
        because: z.string(),
        eligibleIf: z.string().optional(),
      }),
    ),
  })
  .meta({ id: 'Eligibility', description: 'Whether a stream may lawfully pay for a request, rule by rule.' });
