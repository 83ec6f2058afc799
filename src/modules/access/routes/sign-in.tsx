import { type Answer, type Context, get, post, type Route } from '../../../platform/http/route.ts';
import { NOTHING_TYPED, type Typed } from '../../../ui/forms/typed.ts';
import { CodePage, SignInPage } from '../pages/sign-in.tsx';
import { awaitsCode, confirmCode, signIn } from '../sign-in.ts';
import { arrivalOf, enterWith, errorsFrom, field, nextOf, tokenOf } from './browser.ts';

const ANYONE = { who: 'anyone' } as const;

const passwordForm = (c: Context, next: string, typed: Typed): Answer => ({
  title: 'Sign in',
  body: (
    <SignInPage
      partnership={c.partnership.name}
      example={c.partnership.example}
      csrf={c.formKeys.csrf}
      next={next}
      typed={typed}
    />
  ),
});

const codeForm = (c: Context, next: string, typed: Typed): Answer => ({
  title: 'Enter your code',
  body: <CodePage csrf={c.formKeys.csrf} next={next} typed={typed} />,
});

const asked = (next: string): string => (next === '/' ? '' : `?next=${encodeURIComponent(next)}`);

/** Password, then code. A wrong answer is counted and committed, so its page is no refusal. */
export const signInRoutes: readonly Route[] = [
  get('/sign-in', ANYONE, async (c) => passwordForm(c, nextOf(c.query.next), NOTHING_TYPED)),
  post('/sign-in', ANYONE, async (c) => {
    const next = nextOf(field(c, 'next'));
    const email = field(c, 'email');
    const step = await signIn(c.tx, c.actor, {
      email,
      password: field(c, 'password'),
      keys: c.services.keys,
      address: c.request.ip,
      now: new Date(),
    });
    return 'token' in step
      ? enterWith(c, step.token, `/sign-in/code${asked(next)}`)
      : passwordForm(c, next, { values: { email }, errors: errorsFrom(step.turnedAway) });
  }),
  get('/sign-in/code', ANYONE, async (c) => {
    const next = nextOf(c.query.next);
    return (await awaitsCode(c.tx, c.actor, tokenOf(c), new Date()))
      ? codeForm(c, next, NOTHING_TYPED)
      : { redirect: `/sign-in${asked(next)}` };
  }),
  post('/sign-in/code', ANYONE, async (c) => {
    const next = nextOf(field(c, 'next'));
    const arrival = arrivalOf(c);
    const step = await confirmCode(c.tx, c.actor, {
      token: arrival.before ?? '',
      code: field(c, 'code'),
      keys: c.services.keys,
      address: c.request.ip,
      now: arrival.now,
      arrival,
    });
    if ('token' in step) return enterWith(c, step.token, next);
    const typed = { values: {}, errors: errorsFrom(step.turnedAway) };
    return step.turnedAway.refused === 'sign-in-again'
      ? passwordForm(c, next, typed)
      : codeForm(c, next, typed);
  }),
];
