import { z } from 'zod';
import { type Id, isUuid, newId } from '../../../kernel/ids.ts';
import { longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, may } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { changedMeanwhile, notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { givenDate, givenText, optionalDate, optionalText } from '../../../platform/http/form.ts';
import { BODY_KINDS, type BodyKind } from '../kinds.ts';
import type { ProposedChange } from './model.ts';
import { newKey } from './model.ts';
import { RELATIONS, type Relation } from './words.ts';

/** Changes of bodies that are proposed together. */
export interface Proposal {
  readonly id: Id<'structure'>;
  readonly title: string;
  readonly why: string;
  /** The first day of the new structure. */
  readonly effectiveOn: PlainDate;
  readonly revision: number;
  readonly adoptedOn: PlainDate | null;
  readonly adoptedBy: string | null;
  readonly changes: readonly ProposedChange[];
}

/** What the form of a proposal asks. */
export const proposalFields = z.object({
  title: givenText('Enter a title for the proposal'),
  why: optionalText().transform((text) => text ?? ''),
  effectiveOn: givenDate('Say from which day it would be so'),
});

/** One step, as its form asks for it. A body is named by its id, or by the name that another step gives it. */
export const stepFields = z.object({
  kind: z.enum(['establish', 'rename', 'restructure', 'merge', 'abolish', 'relate', 'unrelate'], {
    error: 'Choose what is to change',
  }),
  body: optionalText(),
  name: optionalText(),
  bodyKind: z
    .enum(Object.keys(BODY_KINDS) as [BodyKind, ...BodyKind[]])
    .nullish()
    .catch(null),
  endsOn: optionalDate(),
  other: optionalText(),
  relation: z
    .enum(Object.keys(RELATIONS) as [Relation, ...Relation[]])
    .nullish()
    .catch(null),
  says: optionalText().transform((text) => text ?? ''),
});

export type StepFields = z.output<typeof stepFields>;

/** Every proposal, adopted ones too, the latest first. */
export async function listProposals(tx: Tx): Promise<readonly Proposal[]> {
  const rows = await tx
    .selectFrom('governance.proposed_structure as s')
    .leftJoin('governance.structure_adoption as a', (join) =>
      join.onRef('a.partnership_id', '=', 's.partnership_id').onRef('a.proposal_id', '=', 's.id'),
    )
    .select([
      's.id',
      's.title',
      's.why',
      's.effective_on as effectiveOn',
      's.revision',
      'a.adopted_on as adoptedOn',
      'a.adopted_by as adoptedBy',
    ])
    .orderBy('s.id', 'desc')
    .execute();
  const changes = await tx
    .selectFrom('governance.proposed_change')
    .select([
      'proposal_id',
      'position',
      'kind',
      'body_id as bodyId',
      'name',
      'body_kind as bodyKind',
      'ends_on as endsOn',
      'other_body_id as otherBodyId',
      'other_name as otherName',
      'relation',
      'says',
    ])
    .orderBy('position')
    .execute();
  return rows.map((row) => ({
    ...row,
    id: row.id as Id<'structure'>,
    changes: changes
      .filter(({ proposal_id }) => proposal_id === row.id)
      .map(({ proposal_id: _, ...change }) => change as ProposedChange),
  }));
}

/** The proposal of that id. */
export const findProposal = async (tx: Tx, id: string): Promise<Proposal | undefined> =>
  (await listProposals(tx)).find((one) => one.id === id);

/** Begins a proposal; its steps are added one by one. */
export async function proposeStructure(
  tx: Tx,
  actor: Actor,
  fields: z.output<typeof proposalFields>,
): Promise<Id<'structure'> | Refusal> {
  if (!may(actor, 'governance.edit')) return notAllowed();
  const id = newId<'structure'>();
  await tx
    .insertInto('governance.proposed_structure')
    .values({
      partnership_id: actor.partnershipId,
      id,
      title: fields.title,
      why: fields.why,
      effective_on: fields.effectiveOn,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'structure.propose',
    subject: { kind: 'structure', id },
    detail: { ...fields },
  });
  return id;
}

/** Adds a step to a proposal; `revision` is the one that was seen. */
export async function addStep(
  tx: Tx,
  actor: Actor,
  proposalId: string,
  revision: number,
  fields: StepFields,
): Promise<undefined | Refusal> {
  const proposal = await openProposal(tx, actor, proposalId);
  if ('refused' in proposal) return proposal;
  const wrong = incomplete(fields);
  if (wrong) return wrong;
  if (fields.kind === 'establish' && fields.endsOn !== null && fields.endsOn <= proposal.effectiveOn)
    return refused(
      'ends-before-it-begins',
      `It would begin on ${longDate(proposal.effectiveOn)}. Choose a later last day.`,
      { field: 'endsOn' },
    );
  const known = new Set(
    proposal.changes.flatMap(({ kind, name }) => (kind === 'establish' ? newKey(name ?? '') : [])),
  );
  for (const field of ['body', 'other'] as const) {
    const key = fields[field];
    if (key !== null && !known.has(key) && !isUuid(key))
      return refused('no-such-body', 'Choose a body, or one that an earlier step establishes.', { field });
  }
  if (!(await bump(tx, proposal.id, revision))) return changedMeanwhile('proposal');
  const reference = (key: string | null) =>
    key !== null && known.has(key) ? { id: null, name: key.slice(4) } : { id: key, name: null };
  const [body, other] = [reference(fields.body), reference(fields.other)];
  await tx
    .insertInto('governance.proposed_change')
    .values({
      partnership_id: actor.partnershipId,
      proposal_id: proposal.id,
      position: Math.max(0, ...proposal.changes.map(({ position }) => position)) + 1,
      kind: fields.kind,
      body_id: fields.kind === 'establish' ? null : body.id,
      name: fields.kind === 'establish' || fields.kind === 'rename' ? fields.name : body.name,
      body_kind: fields.kind === 'establish' ? (fields.bodyKind ?? null) : null,
      ends_on: fields.kind === 'establish' ? fields.endsOn : null,
      other_body_id: other.id,
      other_name: other.name,
      relation: fields.kind === 'relate' || fields.kind === 'unrelate' ? (fields.relation ?? null) : null,
      says: fields.says,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'structure.add-step',
    subject: { kind: 'structure', id: proposal.id },
    detail: { ...fields },
  });
  return undefined;
}

/** Takes the last step of a proposal back, since later steps may rest on earlier ones. */
export async function takeBackStep(
  tx: Tx,
  actor: Actor,
  proposalId: string,
  revision: number,
): Promise<undefined | Refusal> {
  const proposal = await openProposal(tx, actor, proposalId);
  if ('refused' in proposal) return proposal;
  const last = proposal.changes.at(-1);
  if (!last) return notFound('step');
  if (!(await bump(tx, proposal.id, revision))) return changedMeanwhile('proposal');
  await tx
    .deleteFrom('governance.proposed_change')
    .where('proposal_id', '=', proposal.id)
    .where('position', '=', last.position)
    .execute();
  await recordCommand(tx, actor, {
    action: 'structure.take-back-step',
    subject: { kind: 'structure', id: proposal.id },
    detail: { ...last },
  });
  return undefined;
}

async function openProposal(tx: Tx, actor: Actor, id: string): Promise<Proposal | Refusal> {
  if (!may(actor, 'governance.edit')) return notAllowed();
  const proposal = await findProposal(tx, id);
  if (!proposal) return notFound('proposed structure');
  return proposal.adoptedOn === null
    ? proposal
    : refused('structure-adopted-already', 'This proposal was adopted and cannot be changed.');
}

async function bump(tx: Tx, id: string, revision: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('governance.proposed_structure')
    .set({ revision: revision + 1 })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** What a step still lacks; undefined when it is whole. */
function incomplete({
  kind,
  body,
  name,
  bodyKind,
  other,
  relation,
  endsOn,
}: StepFields): Refusal | undefined {
  const lacks = (field: string, message: string) => refused('form-incomplete', message, { field });
  if (kind !== 'establish' && body === null) return lacks('body', 'Choose the body');
  if ((kind === 'establish' || kind === 'rename') && name === null) return lacks('name', 'Enter the name');
  if (kind === 'establish' && !bodyKind) return lacks('bodyKind', 'Choose what kind of body it is');
  if (kind === 'establish' && bodyKind === 'task-and-finish' && endsOn === null)
    return lacks('endsOn', 'Say when the task-and-finish group ends');
  if (['merge', 'relate', 'unrelate'].includes(kind) && (other === null || other === body))
    return lacks('other', 'Choose the other body');
  if ((kind === 'relate' || kind === 'unrelate') && !relation)
    return lacks('relation', 'Choose how the one body stands to the other');
  return undefined;
}
