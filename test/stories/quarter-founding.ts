/** How the partnership of the quarter by HTTP is set up: agencies, boards, strategy, projects, money and who asks for it. */
import { EARLIER } from '../../src/modules/partners/testing.ts';
import {
  BOARDS,
  type Board,
  done,
  type Json,
  type Offices,
  ORGANISATIONS,
  type Organisation,
} from './quarter-ground.ts';

const everybody = Object.keys(ORGANISATIONS) as Organisation[];

/** What a project plan must say before its request is endorsed without a condition. */
export const COMPLETE = {
  communications: 'Monthly article in the local press',
  target: 'Ten streets',
  baseline: 'No street',
  intendedOutcomes: 'Fewer young people in trouble',
  sustainability: 'none',
};

export async function agenciesJoin(offices: Offices): Promise<void> {
  for (const who of everybody) {
    const [name, sector] = ORGANISATIONS[who];
    const agency = { name, shortName: name, sector, statutory: who !== 'college' };
    await offices.add('manager', 'agencies', agency, who);
  }
}

/** A board with terms, five core seats and the college's ordinary one; the council takes the chair. */
export async function boardIsFounded(offices: Offices, board: Board, on: string): Promise<void> {
  const at = `bodies/${board}-board`;
  await offices.add('manager', 'bodies', { name: BOARDS[board], kind: board, purpose: 'Improves lives' });
  const terms = await offices.add('manager', `${at}/terms`, {
    purpose: 'Improves lives',
    quorum: { rule: 'number', number: 4, of: 'core-organisations', for: 'key-decisions' },
    sittingsAYear: 4,
    papersDaysBefore: 7,
    minutesDaysAfter: 14,
    startsOn: on,
  });
  await offices.add('manager', `terms/${terms.id}/adoptions`, { on, by: BOARDS[board], ...EARLIER.earlier });
  for (const who of everybody) {
    const standing = who === 'college' ? 'ordinary' : 'core';
    const seat = { agencyId: offices.id(who), standing, startsOn: on };
    await offices.add('manager', `${at}/members`, seat, `${board} ${who}`);
  }
  const chair = { membershipId: offices.id(`${board} council`), office: 'chair', startsOn: on };
  await offices.add('manager', `${at}/elections`, chair);
}

export async function strategyIsAdopted(offices: Offices, on: string): Promise<void> {
  const version = 'strategy-versions/1';
  await offices.add('manager', 'strategy-versions', { title: 'Strategy' });
  for (const [title, wording] of [
    ['Safer communities', 'Less crime'],
    ['Better health', 'Healthier lives'],
  ] as const) {
    const priority = await offices.add('manager', `${version}/priorities`, { title }, title);
    await offices.add('manager', `${version}/outcomes`, { priority: priority.slug, wording });
  }
  await offices.add('manager', `${version}/adoptions`, { adoptedOn: on, ...EARLIER.earlier });
}

export async function projectIsPlanned(
  offices: Offices,
  title: string,
  outcome: string,
  plan: Json,
): Promise<void> {
  const project = { ...plan, title, outcomes: [outcome], leads: [{ agency: 'chase-council' }] };
  await offices.add('manager', 'projects', project, `project ${title}`);
}

/** £55,000 is received for a stream that may only serve one priority. */
export async function moneyIsReceived(offices: Offices, on: string): Promise<void> {
  const stream = { name: 'Crime reduction grant', kind: 'grant', arrangement: 'grant', promised: 55_000_00 };
  const at = 'streams/crime-reduction-grant';
  await offices.add('treasurer', 'streams', { ...stream, holderAgencyId: offices.id('council') });
  const priorities = await offices.list<{ id: string; slug: string }>('priorities');
  const allowed = priorities.flatMap(({ id, slug }) => (slug === 'safer-communities' ? [id] : []));
  await offices.add('treasurer', `${at}/rules`, {
    kind: 'priority',
    allowed,
    says: 'Only for Safer communities',
  });
  await offices.add('treasurer', `${at}/receipts`, { pence: 55_000_00, day: on, says: 'Remittance 81' });
}

/** A request is made from a project, its payment from the stream proposed, and put before the boards. */
export async function moneyIsAskedFor(offices: Offices, title: string, pence: number): Promise<void> {
  const { slug } = await offices.add(
    'treasurer',
    'requests',
    {
      title,
      pence,
      shape: 'one-off',
      spending: 'revenue',
      agencyId: offices.id('council'),
      projectId: offices.id(`project ${title}`),
    },
    `request ${title}`,
  );
  const shares = [{ stream: 'crime-reduction-grant', pence }];
  done(await offices.who.treasurer.send('PUT', `/api/v1/requests/${slug}/split`, { shares }));
  await offices.add('treasurer', `requests/${slug}/submissions`, {});
}
