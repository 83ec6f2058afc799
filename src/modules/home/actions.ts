import type { Actor } from '../../platform/actor.ts';
import { maySomewhere } from '../../platform/actor.ts';

export interface Action {
  readonly text: string;
  readonly href: string;
  readonly says: string;
  readonly needs: string;
}

/** What people come to do, the rarer permission first: a role's three are the first three it may do. */
const ACTIONS: readonly Action[] = [
  {
    needs: 'accounts.manage',
    text: 'Invite somebody',
    href: '/accounts',
    says: 'Invite, change and end accounts.',
  },
  {
    needs: 'report.edit',
    text: 'Write the quarterly report',
    href: '/reports',
    says: 'The draft gathers its figures by itself.',
  },
  {
    needs: 'plan.edit',
    text: 'Chase progress updates',
    href: '/updates',
    says: 'Who has reported, who is late, and one button to chase them.',
  },
  {
    needs: 'plan.edit',
    text: 'Run the delivery plan',
    href: '/plans',
    says: 'Every project with its target, its lead and where it stands.',
  },
  {
    needs: 'indicators.edit',
    text: 'Close the data gaps',
    href: '/data-gaps',
    says: 'Awaited baselines, unset targets, late returns.',
  },
  {
    needs: 'progress.report',
    text: 'Say where a project stands',
    href: '/updates',
    says: 'Two minutes: how it goes, what was done, what helps.',
  },
  {
    needs: 'observations.record',
    text: 'Load figures',
    href: '/indicators/import',
    says: 'A file is previewed row by row before anything is written.',
  },
  {
    needs: 'report.approve',
    text: 'Read and approve the report',
    href: '/reports',
    says: 'Every figure shows its source.',
  },
  {
    needs: 'audit.read',
    text: 'Search the audit trail',
    href: '/audit',
    says: 'Who did or read what, when and why.',
  },
  {
    needs: 'mail.read',
    text: 'Look at the mail',
    href: '/mail',
    says: 'What was sent, what was kept, what failed.',
  },
  {
    needs: 'read',
    text: 'See how we are doing',
    href: '/strategy',
    says: 'Priorities and outcomes with their indicators.',
  },
  {
    needs: 'read',
    text: 'Read the delivery plan',
    href: '/plans',
    says: 'Every project with its target and its lead.',
  },
  {
    needs: 'read',
    text: 'Find a partner',
    href: '/agencies',
    says: 'Agencies, posts and how to reach them.',
  },
];

/** The three things this actor does most. */
export function actionsFor(actor: Actor): Action[] {
  const chosen: Action[] = [];
  for (const action of ACTIONS) {
    if (chosen.length === 3) break;
    if (maySomewhere(actor, action.needs) && !chosen.some((one) => one.href === action.href))
      chosen.push(action);
  }
  return chosen;
}
