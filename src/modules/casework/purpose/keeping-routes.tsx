import { slugOf } from '../../../kernel/names.ts';
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import { may } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { dateValues, optionalDate, readFields, revisionIn } from '../../../platform/http/form.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../platform/http/route.ts';
import { parseTableQuery } from '../../../ui/table/index.ts';
import { SHARING_CRUMBS } from '../sharing/parts.tsx';
import { PurposeForm, PurposesPage } from './pages/purposes.tsx';
import { addPurpose, changePurpose, purposeFields } from './purposes.ts';
import { findPurpose, listAllPurposes } from './queries.ts';

const READ = { permission: 'read' } as const;
const AGREE = { permission: 'sharing.agree' } as const;
const BASE = '/casework/sharing/purposes';
const CRUMBS = [...SHARING_CRUMBS, { text: 'Purposes', href: BASE }];
const changeFields = purposeFields.extend({ endsOn: optionalDate() });

async function form(c: Context, attempt?: Attempt): Promise<Answer> {
  const { slug } = c.params;
  const purpose = slug === undefined ? undefined : await findPurpose(c.tx, c.actor, slug);
  if (slug !== undefined && !purpose) return notFound('purpose');
  const values: Attempt['values'] = purpose
    ? {
        title: purpose.title,
        says: purpose.says,
        gateway: purpose.gateway,
        regime: purpose.regime,
        ...dateValues('endsOn', purpose.endsOn),
      }
    : {};
  const heading = purpose ? `Change ${purpose.title}` : 'Add a purpose';
  return {
    title: heading,
    breadcrumbs: CRUMBS,
    body: (
      <PurposeForm
        heading={heading}
        action={purpose ? `${BASE}/${purpose.slug}/edit` : `${BASE}/new`}
        keys={c.formKeys}
        attempt={attempt ?? { values, errors: {} }}
        revision={purpose && (attempt ? revisionIn(attempt.values) : purpose.revision)}
      />
    ),
  };
}

async function add(c: Context): Promise<{ redirect: string } | Refusal> {
  const fields = readFields(purposeFields, c.form);
  if (isRefusal(fields)) return fields;
  const added = await addPurpose(c.tx, c.actor, { ...fields, slug: slugOf(fields.title).slice(0, 60) });
  return isRefusal(added) ? added : { redirect: BASE };
}

async function change(c: Context): Promise<{ redirect: string } | Refusal> {
  const fields = readFields(changeFields, c.form);
  if (isRefusal(fields)) return fields;
  const changed = await changePurpose(c.tx, c.actor, c.params.slug ?? '', revisionIn(c.form), fields);
  return isRefusal(changed) ? changed : { redirect: BASE };
}

/** Keeping the purposes: they name nobody, so none is asked for. */
export const purposeKeepingRoutes: readonly Route[] = [
  get(BASE, READ, async (c) => ({
    title: 'Purposes',
    wide: true,
    breadcrumbs: SHARING_CRUMBS,
    body: (
      <PurposesPage
        purposes={await listAllPurposes(c.tx, c.actor)}
        query={parseTableQuery(c.query, [])}
        mayAgree={may(c.actor, 'sharing.agree')}
      />
    ),
  })),
  get(`${BASE}/new`, AGREE, (c) => form(c)),
  post(`${BASE}/new`, AGREE, add, { again: form }),
  get(`${BASE}/:slug/edit`, AGREE, (c) => form(c)),
  post(`${BASE}/:slug/edit`, AGREE, change, { again: form }),
];
