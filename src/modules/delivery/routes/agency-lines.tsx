import { z } from 'zod';
import { isRefusal } from '../../../kernel/refusal.ts';
import { maySomewhere } from '../../../platform/actor.ts';
import { givenText, readFields } from '../../../platform/http/form.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../platform/http/route.ts';
import { NOTHING_TYPED } from '../../../ui/forms/typed.ts';
import { addAgencyLine, listAgencyLines, removeAgencyLine } from '../agency-lines.ts';
import { AgencyLinesPage } from '../pages/agency-lines.tsx';
import { choices, idOf, PLAN_CRUMBS, READ } from './shared.ts';

const EDIT_OWN = { permission: 'plan.edit', anywhere: true } as const;
const PATH = '/plans/agency-lines';

async function page(c: Context, attempt: Attempt = NOTHING_TYPED): Promise<Answer> {
  const { agencies, outcomes } = await choices(c);
  const props = {
    agencies,
    outcomes,
    attempt,
    keys: c.formKeys,
    mayEdit: maySomewhere(c.actor, 'plan.edit'),
  };
  return {
    title: 'Agencies’ own business plans',
    breadcrumbs: PLAN_CRUMBS,
    body: <AgencyLinesPage {...props} lines={await listAgencyLines(c.tx)} />,
  };
}

const fields = z.object({
  agency: givenText('Choose an agency.'),
  outcome: givenText('Choose the outcome that the line serves.'),
  document: givenText('Enter the name of the business plan.'),
  says: givenText('Enter the line as the business plan has it.'),
});

async function add(c: Context): Promise<Answer> {
  const read = readFields(fields, c.form);
  if (isRefusal(read)) return read;
  const agencyId = await idOf(c, 'partners.agency', read.agency, 'agency', 'Choose an agency.');
  if (isRefusal(agencyId)) return agencyId;
  const outcomeId = await idOf(
    c,
    'strategy.outcome',
    read.outcome,
    'outcome',
    'Choose the outcome that the line serves.',
  );
  if (isRefusal(outcomeId)) return outcomeId;
  const added = await addAgencyLine(c.tx, c.actor, {
    agencyId,
    outcomeId,
    document: read.document,
    says: read.says,
  });
  return isRefusal(added) ? added : { redirect: PATH };
}

async function remove(c: Context): Promise<Answer> {
  const removed = await removeAgencyLine(c.tx, c.actor, c.params.line ?? '');
  return isRefusal(removed) ? removed : { redirect: PATH };
}

export const agencyLineRoutes: readonly Route[] = [
  get(PATH, READ, (c) => page(c)),
  post(PATH, EDIT_OWN, add, { again: page }),
  post(`${PATH}/:line/removal`, EDIT_OWN, remove),
];
