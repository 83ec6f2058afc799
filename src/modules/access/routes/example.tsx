import { isRefusal } from '../../../kernel/refusal.ts';
import { get, post, type Route } from '../../../platform/http/route.ts';
import { byRole, listExamplePosts, signInAsExample } from '../example-sign-in.ts';
import { ExamplePage } from '../pages/example.tsx';
import { arrivalOf, chosenId, enterWith, field, nextOf } from './browser.ts';

const ANYONE = { who: 'anyone' } as const;

/** One click signs in as any post, in the example only. */
export const exampleRoutes: readonly Route[] = [
  get(
    '/sign-in/example',
    ANYONE,
    async (c) => ({
      title: 'Sign in to the example',
      body: (
        <ExamplePage
          area={c.partnership.area}
          groups={byRole(await listExamplePosts(c.tx, c.actor))}
          csrf={c.formKeys.csrf}
          next={nextOf(c.query.next)}
        />
      ),
    }),
    { exampleOnly: true },
  ),
  post(
    '/sign-in/example',
    ANYONE,
    async (c) => {
      const entered = await signInAsExample(c.tx, c.actor, chosenId(field(c, 'account')), arrivalOf(c));
      return isRefusal(entered) ? entered : enterWith(c, entered.token, nextOf(field(c, 'next')));
    },
    { exampleOnly: true },
  ),
];
