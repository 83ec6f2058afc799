import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { may } from '../../../platform/actor.ts';
import { textIn } from '../../../platform/http/form.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../platform/http/route.ts';
import { choosePurpose } from '../../access/index.ts';
import { nextOf, PURPOSE_PATH } from './next.ts';
import { ChoosePurposePage } from './page.tsx';
import { startPurposes } from './purposes.ts';
import { listPurposes } from './queries.ts';

const READ = { permission: 'read' } as const;

async function choosePage(c: Context, attempt?: Attempt): Promise<Answer> {
  const purposes = await listPurposes(c.tx, c.actor);
  const current = purposes.find(({ slug }) => slug === c.actor.purpose)?.slug;
  return {
    title: 'Choose a purpose',
    body: (
      <ChoosePurposePage
        {...{ purposes, current }}
        next={nextOf(attempt ? textIn(c.form, 'next') : c.query.next)}
        keys={c.formKeys}
        attempt={attempt ?? { values: {}, errors: {} }}
        mayAgree={may(c.actor, 'sharing.agree')}
      />
    ),
  };
}

async function choose(c: Context): Promise<{ redirect: string } | Refusal> {
  const wanted = textIn(c.form, 'purpose');
  const purposes = await listPurposes(c.tx, c.actor);
  const purpose = purposes.find(({ slug }) => slug === wanted);
  if (!purpose)
    return refused('purpose-unknown', 'Choose what you need to see personal data for.', { field: 'purpose' });
  const chosen = await choosePurpose(c.tx, c.actor, purpose.slug);
  return chosen ?? { redirect: nextOf(textIn(c.form, 'next')) };
}

/** Choosing what personal data is read for, changing it, and leaving casework. */
export const purposeRoutes: readonly Route[] = [
  get(PURPOSE_PATH, READ, (c) => choosePage(c)),
  post(PURPOSE_PATH, READ, choose, { again: choosePage }),
  post(`${PURPOSE_PATH}/leaving`, READ, async (c) => {
    const left = await choosePurpose(c.tx, c.actor, null);
    return left ?? { redirect: '/' };
  }),
  post('/casework/sharing/purposes/standard', { permission: 'sharing.agree' }, async (c) => {
    const started = await startPurposes(c.tx, c.actor);
    return isRefusal(started) ? started : { redirect: PURPOSE_PATH };
  }),
];
