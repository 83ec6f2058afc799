import type { Tx } from '../../../platform/database/transaction.ts';
import { getProject } from '../../delivery/index.ts';
import type { RequestFields } from './request.ts';

/**
 * What a project plan gives to a request: title, what it is for, who asks, the cash that is not given yet, what others
 * contribute in cash, and its dates. Options are left out: a person chooses one.
 */
export async function requestFromProject(tx: Tx, slug: string): Promise<RequestFields | undefined> {
  const project = await getProject(tx, slug);
  if (!project) return undefined;
  const { plan } = project;
  const cash = plan.resources.filter(
    (one) => one.kind === 'cash' && one.basis !== 'option' && (one.pence ?? 0) > 0,
  );
  const asked = cash.filter((one) => one.status === 'requested' || one.status === 'to-be-confirmed');
  const there = cash.filter((one) => one.status === 'already-allocated');
  const sum = (list: typeof cash): number => list.reduce((total, one) => total + (one.pence ?? 0), 0);
  return {
    projectId: project.id,
    title: plan.title,
    purpose: plan.activity,
    agencyId: project.agencyId,
    placeId: null,
    shape: 'one-off',
    spending: 'revenue',
    pence: sum(asked),
    monthly: null,
    fromOn: plan.startsOn,
    untilOn: plan.endsOn,
    match: sum(there),
    matchFrom: there
      .map((one) => one.says)
      .filter(Boolean)
      .join('; '),
    note: '',
    instalments: [],
  };
}
