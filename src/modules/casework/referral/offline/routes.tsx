/** The form that opens without signal: a shell that names nobody, what it offers, and the key by which it is sent. */
import { accountOf } from '../../../../platform/actor.ts';
import { type Context, get, type Route } from '../../../../platform/http/route.ts';
import { listServices } from '../../../partners/index.ts';
import { findChecklist } from '../checklist/checklist.ts';
import { DeviceShell } from '../pages/device.tsx';
import { referralSettings } from '../settings.ts';

const MAKE = { permission: 'referral.make', anywhere: true } as const;

/** What the form needs to be filled in: the checklist and the services. Nothing of it is about a person. */
async function catalogue(c: Context) {
  const checklist = await findChecklist(c.tx, c.actor);
  const services = await listServices(c.tx, c.actor, { on: c.today });
  const { deviceHours } = await referralSettings(c.tx, c.actor);
  return {
    json: {
      version: checklist?.version ?? null,
      hours: deviceHours,
      indicators: (checklist?.indicators ?? []).map(({ slug, title, question, says, subjects }) => ({
        slug,
        title,
        question,
        says,
        subjects,
      })),
      services: services.map(({ slug, name, offers, accepts, indicators }) => ({
        slug,
        name,
        offers,
        accepts,
        indicators,
      })),
    },
  };
}

/** Who would send, and the proof that our own page asks; read just before sending, never kept. */
const key = async (c: Context) => ({
  json: { account: accountOf(c.actor) ?? null, csrf: c.formKeys.csrf, purpose: c.actor.purpose ?? null },
});

/** Pages and answers of the form on a device; all of them name nobody. */
export const offlineRoutes: readonly Route[] = [
  get('/casework/refer/device', { who: 'anyone' }, async () => ({
    title: 'Refer somebody',
    body: <DeviceShell />,
  })),
  get('/casework/refer/catalogue', MAKE, catalogue),
  get('/casework/refer/key', MAKE, key),
];
