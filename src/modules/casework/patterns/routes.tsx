import { z } from 'zod';
import { asId, isUuid } from '../../../kernel/ids.ts';
import { addMonths } from '../../../kernel/plain-date.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { agencyOf, may, mayFor, maySomewhere } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import {
  dateValues,
  givenDate,
  givenText,
  optionalText,
  readFields,
  revisionIn,
} from '../../../platform/http/form.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  type PageContent,
  post,
  type Route,
} from '../../../platform/http/route.ts';
import { listAgencies } from '../../partners/index.ts';
import { SettingsPage } from '../concerns/pages/settings.tsx';
import { reportsOfIncidents } from '../concerns/queries.ts';
import { SETTING_NAMES, setConcernSetting, settingsOn } from '../concerns/settings.ts';
import { inCasework } from '../purpose/working.ts';
import { answerFlag } from './answer.ts';
import { PatternPage } from './pages/pattern.tsx';
import { PatternsPage } from './pages/patterns.tsx';
import { PrecisionPage } from './pages/precision.tsx';
import { precisionOfRules } from './precision.ts';
import { answersTo, findFlag, openFlags, settledFlags } from './queries.ts';
import { whoKnows } from './who-knows.ts';

const READ = { permission: 'casework.read', anywhere: true } as const;
const WRITE = { permission: 'casework.write', anywhere: true } as const;
const MEMBER = { permission: 'read' } as const;
const SET = { permission: 'casework.settings' } as const;
const BLANK: Attempt = { values: {}, errors: {} };
const QUIET_AFTER_MONTHS = 24;

const CRUMBS: NonNullable<PageContent['breadcrumbs']> = [
  { text: 'Casework', href: '/casework' },
  { text: 'Patterns', href: '/casework/patterns' },
];

/** Where the pages that name nobody hang: their readers need not see patterns. */
const crumbsFor = ({ actor }: Context): NonNullable<PageContent['breadcrumbs']> =>
  maySomewhere(actor, 'casework.read')
    ? CRUMBS
    : may(actor, 'casework.settings')
      ? [{ text: 'Casework settings', href: '/casework/settings' }]
      : [];

async function list(c: Context): Promise<Answer> {
  const flags = await openFlags(c.tx, c.actor);
  const since = addMonths(c.today, -QUIET_AFTER_MONTHS);
  return {
    title: 'Patterns',
    breadcrumbs: CRUMBS.slice(0, 1),
    body: (
      <PatternsPage
        open={flags.filter(({ lastOn }) => lastOn >= since)}
        quiet={flags.filter(({ lastOn }) => lastOn < since)}
        settled={await settledFlags(c.tx, c.actor)}
        today={c.today}
      />
    ),
  };
}

async function show(c: Context, attempt: Attempt = BLANK): Promise<Answer> {
  const id = asId<'pattern'>(c.params.id ?? '');
  const flag = id && (await findFlag(c.tx, c.actor, id));
  if (!flag) return notFound('pattern');
  const reports = await reportsOfIncidents(c.tx, c.actor, flag.evidence);
  const seen = new Set(reports.map(({ incidentId }) => incidentId));
  return {
    title: `Pattern ${flag.code}`,
    breadcrumbs: CRUMBS,
    body: (
      <PatternPage
        {...c.formKeys}
        flag={flag}
        knows={await whoKnows(c.tx, c.actor, flag.agencyIds)}
        reports={reports}
        unseen={flag.evidence.filter((incident) => !seen.has(incident)).length}
        answers={await answersTo(c.tx, c.actor, c.services.subjects, flag.id)}
        mayAnswer={mayFor(c.actor, 'casework.write', agencyOf(c.actor))}
        attempt={attempt}
      />
    ),
  };
}

const answered = z.object({
  answer: z.enum(['acknowledged', 'acted', 'dismissed'], { error: 'Choose what you make of it' }),
  reason: z.string().catch(''),
});

async function answer(c: Context): Promise<Answer> {
  const { id = '' } = c.params;
  const fields = readFields(answered, c.form);
  if (isRefusal(fields)) return fields;
  if (!isUuid(id)) return notFound('pattern');
  const done = await answerFlag(c.tx, c.actor, c.services.subjects, {
    flagId: id,
    ...fields,
    revision: revisionIn(c.form),
  });
  return isRefusal(done) ? done : { redirect: `/casework/patterns/${id}` };
}

const precision = async (c: Context): Promise<Answer> => ({
  title: 'How often the rules were right',
  breadcrumbs: crumbsFor(c),
  body: <PrecisionPage rules={await precisionOfRules(c.tx, c.actor)} />,
});

async function settings(c: Context, attempt?: Attempt): Promise<Answer> {
  return {
    title: 'Thresholds and clocks',
    breadcrumbs: crumbsFor(c),
    body: (
      <SettingsPage
        {...c.formKeys}
        settings={await settingsOn(c.tx, c.actor, c.today)}
        agencies={(await listAgencies(c.tx)).map(({ id, name }) => ({ value: id, text: name }))}
        maySet={may(c.actor, 'casework.settings')}
        attempt={attempt ?? { values: dateValues('fromOn', c.today), errors: {} }}
      />
    ),
  };
}

const setting = z.object({
  name: z.enum(SETTING_NAMES, { error: 'Choose a setting' }),
  value: z
    .string()
    .trim()
    .regex(/^\d{1,4}$/, 'Give a whole number')
    .transform(Number),
  fromOn: givenDate('Enter the day from which it holds'),
  agencyId: optionalText(),
  says: givenText('Say why, and who decided it'),
});

async function set(c: Context): Promise<Answer> {
  const fields = readFields(setting, c.form);
  if (isRefusal(fields)) return fields;
  const done = await setConcernSetting(c.tx, c.actor, fields);
  return isRefusal(done) ? done : { redirect: '/casework/patterns/settings' };
}

const one = (c: Pick<Context, 'params'>) => ({ kind: 'pattern', id: c.params.id ?? '' });

/** Pages of early warning. Those on precision and settings name nobody, and need no purpose. */
export const patternRoutes: readonly Route[] = [
  get('/casework/patterns/precision', MEMBER, precision),
  get('/casework/patterns/settings', MEMBER, settings),
  post('/casework/patterns/settings', SET, set, { again: settings }),
  ...[
    get('/casework/patterns', READ, list, { reads: () => ({ action: 'pattern.list' }) }),
    get('/casework/patterns/:id', READ, show, {
      reads: (c) => ({ action: 'pattern.read', subject: one(c) }),
    }),
    post('/casework/patterns/:id/answers', WRITE, answer, { again: show }),
  ].map((route) => inCasework(route)),
];
