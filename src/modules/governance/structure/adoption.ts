import { addDays, longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, may } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { Decidable, Effect } from '../../../platform/module.ts';
import { list, paragraph } from '../../../ui/document/index.ts';
import { type Ground, groundOf } from '../../partners/index.ts';
import { addBody } from '../body.ts';
import { getBody, listReportingLines } from '../queries.ts';
import { abolishBody, mergeBody, recordEstablished, renameBody, restructureBody } from './changes.ts';
import { applyChanges, compareStructures, type ProposedChange } from './model.ts';
import { findProposal, type Proposal } from './proposals.ts';
import { addRelation, endRelation } from './relations.ts';
import { structureAt } from './structure-at.ts';

interface Adopting {
  readonly proposal: Proposal;
  readonly decisionId: string | null;
  /** The day of the adoption. */
  readonly on: PlainDate;
  /** Ids of the bodies that the proposal has established so far, by name. */
  readonly made: Map<string, string>;
}

/**
 * Adopts a proposed structure: every step is carried out with the commands that a person would use, from the first day
 * of the new structure on, or none is.
 */
export async function adoptStructure(
  tx: Tx,
  actor: Actor,
  input: {
    readonly proposalId: string;
    readonly on: PlainDate;
    readonly by: string;
    readonly ground: Ground;
  },
): Promise<{ steps: number } | Refusal> {
  if (!may(actor, 'terms.adopt')) return notAllowed();
  const proposal = await findProposal(tx, input.proposalId);
  if (!proposal) return notFound('proposed structure');
  if (proposal.adoptedOn !== null)
    return refused('structure-adopted-already', 'This proposal was adopted already.');
  if (proposal.changes.length === 0)
    return refused('structure-changes-nothing', 'This proposal has no steps. Add what it would change.');
  const ground = await groundOf(tx, input.ground, { on: input.on, field: 'adoptedOn' });
  if (isRefusal(ground)) return ground;
  const adopting: Adopting = {
    proposal,
    on: input.on,
    decisionId: ground.decision_id,
    made: new Map(),
  };
  for (const change of proposal.changes) {
    const done = await carryOut(tx, actor, adopting, change);
    if (isRefusal(done))
      return { ...done, message: `Step ${change.position} cannot be carried out: ${done.message}` };
  }
  await tx
    .insertInto('governance.structure_adoption')
    .values({
      partnership_id: actor.partnershipId,
      proposal_id: proposal.id,
      revision: proposal.revision,
      adopted_on: input.on,
      adopted_by: input.by,
      ...ground,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'structure.adopt',
    subject: { kind: 'structure', id: proposal.id },
    detail: { on: input.on, by: input.by, ...input.ground },
  });
  return { steps: proposal.changes.length };
}

async function carryOut(
  tx: Tx,
  actor: Actor,
  adopting: Adopting,
  change: ProposedChange,
): Promise<unknown | Refusal> {
  const { proposal, made, decisionId } = adopting;
  const from = proposal.effectiveOn;
  const last = addDays(from, -1);
  const reason = change.says || proposal.why || proposal.title;
  if (change.kind === 'establish') return establish(tx, actor, adopting, change, reason);
  const own = await getBody(tx, change.bodyId ?? made.get(change.name ?? '') ?? '');
  const otherId = change.otherBodyId ?? made.get(change.otherName ?? '');
  const other = otherId === undefined ? undefined : await getBody(tx, otherId);
  const act = { slug: own.slug, on: from, reason, decisionId };
  switch (change.kind) {
    case 'rename':
      return renameBody(tx, actor, { ...act, name: change.name ?? '', today: adopting.on });
    case 'restructure':
      return restructureBody(tx, actor, act);
    case 'merge':
      return mergeBody(tx, actor, { ...act, on: last, into: other?.slug ?? '' });
    case 'abolish':
      return abolishBody(tx, actor, { ...act, on: last });
    case 'relate':
      return other
        ? addRelation(tx, actor, {
            bodyId: own.id,
            reportsToId: other.id,
            kind: change.relation ?? 'reports-to',
            startsOn: from,
            note: change.says || null,
          })
        : notFound('body');
    case 'unrelate': {
      const line = (await listReportingLines(tx)).find(
        (one) =>
          one.bodyId === own.id &&
          one.reportsToId === other?.id &&
          one.kind === change.relation &&
          (one.endsOn === null || one.endsOn >= from),
      );
      return line ? endRelation(tx, actor, own.id, line.id, last) : notFound('relation');
    }
  }
}

async function establish(
  tx: Tx,
  actor: Actor,
  { proposal, made, decisionId }: Adopting,
  change: ProposedChange,
  reason: string,
): Promise<undefined | Refusal> {
  const name = change.name ?? '';
  const added = await addBody(tx, actor, {
    name,
    kind: change.bodyKind ?? 'other',
    agencyId: null,
    purpose: change.says || null,
    startsOn: proposal.effectiveOn,
    endsOn: change.endsOn as PlainDate | null,
    note: null,
  });
  if (isRefusal(added)) return added;
  made.set(name, added.id);
  return recordEstablished(tx, actor, { slug: added.slug, on: proposal.effectiveOn, reason, decisionId });
}

const adopt: Effect = async (tx, actor, proposalId, { decidedOn, body, decisionId }) => {
  const adopted = await adoptStructure(tx, actor, {
    proposalId,
    on: decidedOn,
    by: body,
    ground: { decisionId },
  });
  if (isRefusal(adopted)) return adopted;
  const proposal = await findProposal(tx, proposalId);
  return `The proposed structure is adopted from ${longDate(proposal?.effectiveOn ?? decidedOn)}: ${adopted.steps} ${adopted.steps === 1 ? 'step' : 'steps'}.`;
};

/** A proposed structure is adopted by the Strategic Board on the Executive Board's recommendation. */
export const structureDecidable: Decidable = {
  kind: 'structure',
  says: 'A proposed structure',
  route: ['executive', 'strategic'],
  authority: ['terms.adopt', 'governance.edit'],
  async show(tx, _actor, proposalId) {
    const proposal = await findProposal(tx, proposalId);
    if (!proposal) return [];
    const before = await structureAt(tx, proposal.effectiveOn, undefined);
    const changes = compareStructures(before, applyChanges(before, proposal.changes), proposal.changes);
    return [
      paragraph(`From ${longDate(proposal.effectiveOn)}: ${proposal.title}. ${proposal.why}`.trim()),
      list(
        'bulleted',
        changes.map(({ says }) => `${says}.`),
      ),
    ];
  },
  effects: { endorsed: adopt },
};
