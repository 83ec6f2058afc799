import { sql } from 'kysely';
import { type Actor, maySomewhere } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';

export interface Step {
  readonly text: string;
  readonly href: string;
  readonly says: string;
  readonly done: boolean;
}

/** What a new partnership sets up, in the order in which one thing leans on the other. */
const STEPS: readonly (Omit<Step, 'done'> & { readonly kind: string; readonly needs: string })[] = [
  {
    kind: 'post',
    needs: 'partners.edit',
    text: 'Add the agencies and their posts',
    href: '/agencies',
    says: 'Who works together, and who is written to.',
  },
  {
    kind: 'body',
    needs: 'governance.edit',
    text: 'Add the boards and when they sit',
    href: '/bodies',
    says: 'Reports can follow their meetings.',
  },
  {
    kind: 'strategy-version',
    needs: 'strategy.edit',
    text: 'Draft the strategy',
    href: '/strategy/versions',
    says: 'Vision, priorities and the outcomes that everything serves.',
  },
  {
    kind: 'indicator',
    needs: 'indicators.edit',
    text: 'Define indicators, or import them',
    href: '/indicators',
    says: 'What will show whether anything changes.',
  },
  {
    kind: 'plan',
    needs: 'plan.edit',
    text: 'Draft or import a delivery plan',
    href: '/plans',
    says: 'Projects with their lead officers, money, milestones and targets.',
  },
  {
    kind: 'report-template',
    needs: 'report.edit',
    text: 'Choose what the report looks like',
    href: '/reports',
    says: 'A standard template is ready.',
  },
];

/**
 * How far a partnership is set up, as long as something is missing; empty once all is there, or when this actor may set
 * up none of it. `kinds` is the modules' view of their things.
 */
export async function listSteps(tx: Tx, actor: Actor, kinds: string | undefined): Promise<readonly Step[]> {
  const own = STEPS.filter(({ needs }) => maySomewhere(actor, needs));
  if (!kinds || own.length === 0) return [];
  // The union of all modules is planned once for all steps: planning it takes longer than asking it.
  const { rows } = await sql<{ kind: string }>`
    select w.kind from unnest(${own.map(({ kind }) => kind)}::text[]) as w (kind)
    cross join lateral (select from (${sql.raw(kinds)}) k
      where k.partnership_id = platform.partnership() and k.kind = w.kind limit 1) k`.execute(tx);
  const there = new Set(rows.map(({ kind }) => kind));
  if (there.size === own.length) return [];
  return own.map(({ kind, text, href, says }) => ({ text, href, says, done: there.has(kind) }));
}
