import { sql } from 'kysely';
import { z } from 'zod';
import { isUuid } from '../../../kernel/ids.ts';
import { addDays, dateOf, type PlainDate, parsePlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { may } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { dateValues, givenDate, givenText, readFields, revisionIn } from '../../../platform/http/form.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../platform/http/route.ts';
import { earlierFields } from '../../partners/index.ts';
import { groundTold } from '../decisions/ground.ts';
import { TermsAdoptionForm } from '../terms/pages/terms-form.tsx';
import { adoptStructure } from './adoption.ts';
import { applyChanges, compareStructures } from './model.ts';
import { ProposalForm, ProposalPage } from './pages/proposal.tsx';
import { StructurePage } from './pages/structure.tsx';
import {
  addStep,
  findProposal,
  listProposals,
  proposalFields,
  proposeStructure,
  stepFields,
  takeBackStep,
} from './proposals.ts';
import { structureAt } from './structure-at.ts';

const READ = { permission: 'read' } as const;
const EDIT = { permission: 'governance.edit' } as const;
const ADOPT = { permission: 'terms.adopt' } as const;
const CRUMBS = [{ text: 'Boards and groups', href: '/bodies' }];
const OWN_CRUMBS = [...CRUMBS, { text: 'Structure', href: '/structure' }];

/** The day asked about: `?on=2012-12-01`, or the three fields of the form, or today. */
function dayIn({ query, today }: Context): PlainDate {
  const typed = dateOf(Number(query['on-year']), Number(query['on-month']), Number(query['on-day']));
  return parsePlainDate(query.on ?? '') ?? typed ?? today;
}

async function structurePage(c: Context): Promise<Answer> {
  const on = dayIn(c);
  return {
    title: 'Structure',
    breadcrumbs: CRUMBS,
    wide: true,
    body: (
      <StructurePage
        structure={await structureAt(c.tx, on, c.services.offers.kinds)}
        proposals={await listProposals(c.tx)}
        on={on}
        today={c.today}
        mayEdit={may(c.actor, 'governance.edit')}
      />
    ),
  };
}

const proposalIn = async (c: Context) =>
  isUuid(c.params.id ?? '') ? findProposal(c.tx, c.params.id ?? '') : undefined;

async function proposalPage(c: Context, attempt: Attempt = { values: {}, errors: {} }): Promise<Answer> {
  const proposal = await proposalIn(c);
  if (!proposal) return notFound('proposed structure');
  const before = await structureAt(c.tx, c.today, c.services.offers.kinds);
  const after =
    proposal.adoptedOn === null
      ? applyChanges(before, proposal.changes)
      : await structureAt(c.tx, proposal.effectiveOn, c.services.offers.kinds);
  const then =
    proposal.adoptedOn === null
      ? before
      : await structureAt(c.tx, dayBefore(proposal.effectiveOn), c.services.offers.kinds);
  return {
    title: proposal.title,
    breadcrumbs: OWN_CRUMBS,
    wide: true,
    body: (
      <ProposalPage
        proposal={proposal}
        ground={
          await groundTold(
            c.tx,
            sql`select * from governance.structure_adoption where proposal_id = ${proposal.id}`,
          )
        }
        before={then}
        after={after}
        changes={compareStructures(then, after, proposal.changes)}
        attempt={attempt}
        keys={c.formKeys}
        mayEdit={may(c.actor, 'governance.edit')}
        mayAdopt={may(c.actor, 'terms.adopt')}
        mayDecide={may(c.actor, 'meeting.record')}
      />
    ),
  };
}

const dayBefore = (day: PlainDate): PlainDate => addDays(day, -1);

async function proposalForm(c: Context, attempt?: Attempt): Promise<Answer> {
  const heading = 'Propose another structure';
  return {
    title: heading,
    breadcrumbs: OWN_CRUMBS,
    body: (
      <ProposalForm
        {...(attempt ?? { values: dateValues('effectiveOn', c.today), errors: {} })}
        {...c.formKeys}
        heading={heading}
        lead="It is built step by step, compared with today’s and adopted by decision."
        action="/structure/proposals"
        back="/structure"
      />
    ),
  };
}

async function saveProposal(c: Context): Promise<Answer> {
  const fields = readFields(proposalFields, c.form);
  if (isRefusal(fields)) return fields;
  const id = await proposeStructure(c.tx, c.actor, fields);
  return isRefusal(id) ? id : { redirect: `/structure/proposals/${id}` };
}

async function saveStep(c: Context): Promise<Answer> {
  const fields = readFields(stepFields, c.form);
  if (isRefusal(fields)) return fields;
  const { id = '' } = c.params;
  const added = await addStep(c.tx, c.actor, id, revisionIn(c.form), fields);
  return isRefusal(added) ? added : { redirect: `/structure/proposals/${id}` };
}

async function saveTakingBack(c: Context): Promise<Answer> {
  const { id = '' } = c.params;
  const taken = await takeBackStep(c.tx, c.actor, id, revisionIn(c.form));
  return isRefusal(taken) ? taken : { redirect: `/structure/proposals/${id}` };
}

async function adoptionForm(c: Context, attempt?: Attempt): Promise<Answer> {
  const proposal = await proposalIn(c);
  if (!proposal) return notFound('proposed structure');
  const path = `/structure/proposals/${proposal.id}`;
  const heading = `Adopt: ${proposal.title}`;
  return {
    title: heading,
    breadcrumbs: OWN_CRUMBS,
    body: (
      <TermsAdoptionForm
        {...(attempt ?? { values: {}, errors: {} })}
        {...c.formKeys}
        heading={heading}
        lead="Every step is carried out, or none. Only what was adopted before the partnership kept its decisions here is recorded so. Everything since is adopted by a decision of the board."
        action={`${path}/adoption`}
        back={path}
      />
    ),
  };
}

const adoptionFields = z.object({
  adoptedOn: givenDate('Say on which day it was adopted'),
  by: givenText('Enter which body adopted it'),
  ...earlierFields,
});

async function saveAdoption(c: Context): Promise<Answer> {
  const fields = readFields(adoptionFields, c.form);
  if (isRefusal(fields)) return fields;
  const { id = '' } = c.params;
  const adopted = await adoptStructure(c.tx, c.actor, {
    proposalId: id,
    on: fields.adoptedOn,
    by: fields.by,
    ground: { earlier: { minutes: fields.minutes, reason: fields.reason } },
  });
  return isRefusal(adopted) ? adopted : { redirect: `/structure/proposals/${id}` };
}

/** The structure of any day, and proposals for another. */
export const structureRoutes: readonly Route[] = [
  get('/structure', READ, structurePage),
  get('/structure/proposals/new', EDIT, (c) => proposalForm(c)),
  post('/structure/proposals', EDIT, saveProposal, { again: proposalForm }),
  get('/structure/proposals/:id', READ, (c) => proposalPage(c)),
  post('/structure/proposals/:id/steps', EDIT, saveStep, { again: proposalPage }),
  post('/structure/proposals/:id/steps/taking-back', EDIT, saveTakingBack, { again: proposalPage }),
  get('/structure/proposals/:id/adoption', ADOPT, (c) => adoptionForm(c)),
  post('/structure/proposals/:id/adoption', ADOPT, saveAdoption, { again: adoptionForm }),
];
