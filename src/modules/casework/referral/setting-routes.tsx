/** How referrals are made here: the settings, and the vulnerability checklist with its editor. */
import { isRefusal } from '../../../kernel/refusal.ts';
import { may } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { readFields, revisionIn, textIn, textsIn } from '../../../platform/http/form.ts';
import { type Attempt, type Context, get, post, type Route } from '../../../platform/http/route.ts';
import { listCourses, listServices } from '../../partners/index.ts';
import {
  checklistDraft,
  findChecklist,
  listChecklists,
  publishChecklist,
  removeIndicator,
  writeIndicator,
} from './checklist/checklist.ts';
import { ChecklistEditor, ChecklistPage, IndicatorForm } from './pages/checklist.tsx';
import { SettingsForm } from './pages/settings.tsx';
import { referralSettings, setReferrals, settingFields } from './settings.ts';

const READ = { permission: 'read' } as const;
const SET = { permission: 'casework.settings' } as const;
const CRUMBS = [{ text: 'Vulnerability checklist', href: '/casework/checklist' }];
const BLANK: Attempt = { values: {}, errors: {} };

async function checklistPage(c: Context) {
  const version = /^\d{1,6}$/.test(c.query.version ?? '') ? Number(c.query.version) : undefined;
  const view = {
    checklist: await findChecklist(c.tx, c.actor, version === undefined ? {} : { version }),
    versions: await listChecklists(c.tx, c.actor),
    services: await listServices(c.tx, c.actor, { on: c.today }),
    mayEdit: may(c.actor, 'casework.settings'),
  };
  return { title: 'Vulnerability checklist', body: <ChecklistPage {...view} /> };
}

async function editorPage(c: Context, attempt = BLANK) {
  const view = {
    draft: await checklistDraft(c.tx, c.actor),
    published: await findChecklist(c.tx, c.actor),
    errors: attempt.errors,
    keys: c.formKeys,
  };
  return { title: 'Next version of the checklist', breadcrumbs: CRUMBS, body: <ChecklistEditor {...view} /> };
}

async function indicatorForm(c: Context, attempt?: Attempt) {
  const draft = await checklistDraft(c.tx, c.actor);
  const slug = c.params.slug ?? '';
  const present = draft.indicators.find((one) => one.slug === slug);
  if (slug !== '' && !present) return notFound('sign');
  const heading = present ? `Change “${present.title}”` : 'Add a sign';
  const shown = attempt ?? { values: present ? { ...present } : {}, errors: {} };
  return {
    title: heading,
    breadcrumbs: [...CRUMBS, { text: 'Next version', href: '/casework/checklist/next' }],
    body: (
      <IndicatorForm
        {...shown}
        {...c.formKeys}
        heading={heading}
        action="/casework/checklist/next/signs"
        back="/casework/checklist/next"
        revision={attempt ? revisionIn(attempt.values) : draft.revision}
      />
    ),
  };
}

async function write(c: Context) {
  const given = Object.fromEntries(
    ['slug', 'title', 'question', 'says'].map((name) => [name, textIn(c.form, name)]),
  );
  const input = { ...given, subjects: textsIn(c.form, 'subjects') };
  const written = await writeIndicator(c.tx, c.actor, input, revisionIn(c.form));
  return written ?? { redirect: '/casework/checklist/next' };
}

async function settingsPage(c: Context, attempt?: Attempt) {
  const settings = await referralSettings(c.tx, c.actor);
  const services = await listServices(c.tx, c.actor, { accepts: 'referrals', on: c.today });
  const values = {
    ...Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, String(value ?? '')])),
    publicOpen: settings.publicOpen ? 'yes' : 'no',
    publicService: services.find(({ id }) => id === settings.publicServiceId)?.slug ?? '',
  };
  const view = {
    ...(attempt ?? { values, errors: {} }),
    ...c.formKeys,
    services,
    courses: await listCourses(c.tx, c.actor),
    heading: 'How referrals are made',
    action: '/casework/referral-settings',
    back: '/casework/checklist',
    // A partnership that has set nothing has seen revision 0, which a form sends as it is.
    revision: attempt ? revisionIn(attempt.values) : settings.revision,
  };
  return { title: 'How referrals are made', breadcrumbs: CRUMBS, body: <SettingsForm {...view} /> };
}

/** Settings and checklist: pages that name nobody. */
export const referralSettingRoutes: readonly Route[] = [
  get('/casework/checklist', READ, checklistPage),
  get('/casework/checklist/next', SET, (c) => editorPage(c)),
  get('/casework/checklist/next/signs/new', SET, (c) => indicatorForm(c)),
  get('/casework/checklist/next/signs/:slug', SET, (c) => indicatorForm(c)),
  post('/casework/checklist/next/signs', SET, write, { again: indicatorForm }),
  post(
    '/casework/checklist/next/signs/:slug/removal',
    SET,
    async (c) => {
      const removed = await removeIndicator(c.tx, c.actor, c.params.slug ?? '', revisionIn(c.form));
      return removed ?? { redirect: '/casework/checklist/next' };
    },
    { again: editorPage },
  ),
  post(
    '/casework/checklist/next/publication',
    SET,
    async (c) => {
      const published = await publishChecklist(c.tx, c.actor, revisionIn(c.form), textIn(c.form, 'note'));
      return isRefusal(published) ? published : { redirect: '/casework/checklist' };
    },
    { again: editorPage },
  ),
  get('/casework/referral-settings', SET, (c) => settingsPage(c)),
  post(
    '/casework/referral-settings',
    SET,
    async (c) => {
      const fields = readFields(settingFields, c.form);
      if (isRefusal(fields)) return fields;
      const set = await setReferrals(c.tx, c.actor, fields, revisionIn(c.form));
      return set ?? { redirect: '/casework/referral-settings' };
    },
    { again: settingsPage },
  ),
];
