import { z } from 'zod';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import {
  givenDate,
  givenText,
  optionalDate,
  optionalText,
  readFields,
  textIn,
  textsIn,
} from '../../../platform/http/form.ts';
import type { DecisionInput } from './input.ts';
import { METHOD_NAMES, OUTCOME_NAMES } from './words.ts';

const count = () =>
  z
    .string()
    .trim()
    .regex(/^\d{0,4}$/, 'Write how many, in figures')
    .default('')
    .transform((text) => (text === '' ? undefined : Number(text)));

const decisionFields = z.object({
  sitting: optionalText(),
  decidedOn: givenDate('Say when it was decided'),
  title: givenText('Enter a title'),
  words: givenText('Write what was decided'),
  subject: optionalText(),
  outcome: z.enum(OUTCOME_NAMES, { error: 'Choose what was decided' }),
  method: z.enum(METHOD_NAMES, { error: 'Choose how it was come to' }),
  reason: optionalText(),
  votesFor: count(),
  votesAgainst: count(),
  abstained: count(),
  untilOn: optionalDate(),
  condition: optionalText(),
  conditionOn: optionalDate(),
  conditionAgency: optionalText(),
  ratifies: optionalText(),
  undoes: optionalText(),
  quorate: z.enum(['unknown', 'yes', 'no']).default('unknown').catch('unknown'),
  quorumSays: optionalText(),
  effectDone: optionalText(),
  key: z.enum(['as-the-terms-say', 'yes', 'no']).default('as-the-terms-say').catch('as-the-terms-say'),
  keyReason: optionalText(),
});

type Form = Readonly<Record<string, string | readonly string[]>>;

/** What the form of a decision says, as `recordDecision` takes it; earlier decisions are looked up by their reference. */
export async function readDecision(
  form: Form,
  bodyId: string,
  idOf: (reference: string) => Promise<string | undefined>,
): Promise<DecisionInput | Refusal> {
  const fields = readFields(decisionFields, form);
  if (isRefusal(fields)) return fields;
  const conditions = conditionsIn(fields, form);
  if (isRefusal(conditions)) return conditions;
  const fromMinutes = fields.method === 'recorded-from-minutes';
  const marks = textsIn(form, 'marks');
  const votes = votesIn(fields);
  if (isRefusal(votes)) return votes;
  return {
    bodyId,
    sittingId: fields.sitting,
    decidedOn: fields.decidedOn,
    title: fields.title,
    words: fields.words,
    outcome: fields.outcome,
    method: fields.method,
    keyDecision: fields.key === 'as-the-terms-say' ? undefined : fields.key === 'yes',
    keyReason: fields.keyReason,
    exempt: marks.includes('exempt'),
    subject: subjectOf(fields.subject),
    conditions,
    votes,
    reason: fields.reason,
    deferredTo: fields.outcome === 'deferred' ? fields.untilOn : null,
    ratifiesId: fields.outcome === 'ratified' ? await found(fields.ratifies, idOf) : null,
    undoesId: fields.outcome === 'undone' ? await found(fields.undoes, idOf) : null,
    quorumKnown:
      fromMinutes && fields.quorate !== 'unknown' ? quorumSaid(fields.quorate, fields.quorumSays) : undefined,
    effectDone: fromMinutes ? (fields.effectDone ?? undefined) : undefined,
  };
}

const found = async (
  reference: string | null,
  idOf: (reference: string) => Promise<string | undefined>,
): Promise<string | null> => (reference === null ? null : ((await idOf(reference)) ?? null));

/** `kind:id`, as lists of things to decide on send it. */
export function subjectOf(text: string | null): { kind: string; id: string } | undefined {
  const [kind, id] = (text ?? '').split(':');
  return kind && id ? { kind, id } : undefined;
}

const quorumSaid = (quorate: 'yes' | 'no', says: string | null) => ({
  quorate: quorate === 'yes',
  says: says ?? (quorate === 'yes' ? 'Quorate, as the minutes say.' : 'Not quorate, as the minutes say.'),
});

type Fields = z.output<typeof decisionFields>;

function votesIn({ method, votesFor, votesAgainst, abstained }: Fields): DecisionInput['votes'] | Refusal {
  if (method !== 'vote') return undefined;
  if (votesFor === undefined || votesAgainst === undefined)
    return refused('decision-votes-are-counted', 'Say how many voted for and against.', {
      field: 'votesFor',
    });
  return { for: votesFor, against: votesAgainst, abstained: abstained ?? 0 };
}

function conditionsIn(
  { condition, conditionOn, conditionAgency }: Fields,
  form: Form,
): NonNullable<DecisionInput['conditions']> | Refusal {
  if (condition === null) return [];
  if (conditionOn === null)
    return refused('condition-needs-a-day', 'Say by when the condition must be met.', {
      field: 'conditionOn',
    });
  const missing = textIn(form, 'missing')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  return [
    { says: condition, dueOn: conditionOn satisfies PlainDate, missing, ownerAgencyId: conditionAgency },
  ];
}
