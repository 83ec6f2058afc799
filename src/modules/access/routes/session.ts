import { isRefusal } from '../../../kernel/refusal.ts';
import { post, type Route } from '../../../platform/http/route.ts';
import { signOut } from '../session.ts';
import { leaveTo } from './browser.ts';

/** Leaving: also for somebody whose session has ended meanwhile. */
export const sessionRoutes: readonly Route[] = [
  post(
    '/sign-out',
    { who: 'anyone' },
    async (c) => {
      const left = await signOut(c.tx, c.actor);
      return isRefusal(left) && left.refused !== 'sign-in-first' ? left : leaveTo(c, '/sign-in');
    },
    { unaudited: true },
  ),
];
