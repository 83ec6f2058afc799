import type { Id } from '../../../kernel/ids.ts';
import { isRefusal, refused } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { readFields, revisionIn, textIn } from '../../../platform/http/form.ts';
import { type Attempt, type Context, get, post, type Route } from '../../../platform/http/route.ts';
import { listAgencies } from '../../partners/index.ts';
import { listCorporatePriorities, listThemes } from '../links.ts';
import { ThemeForm } from '../pages/forms.tsx';
import {
  addCorporatePriority,
  addTheme,
  changeCorporatePriority,
  changeTheme,
  themeFields,
} from '../theme.ts';
import { EDIT, revisionShown, STRATEGY, slugIn, textsOf } from './shared.ts';

const EDIT_OWN = { permission: 'strategy.edit', anywhere: true } as const;

async function themeForm(c: Context, attempt?: Attempt) {
  const theme = (await listThemes(c.tx)).find(({ slug }) => slug === c.params.slug);
  if (c.params.slug !== undefined && !theme) return notFound('theme');
  const heading = theme ? `Change ${theme.title}` : 'Add a theme';
  const path = theme ? `/strategy/themes/${theme.slug}` : '/strategy/themes';
  return {
    title: heading,
    breadcrumbs: [STRATEGY],
    body: (
      <ThemeForm
        {...(attempt ?? { values: theme ? textsOf(theme) : {}, errors: {} })}
        {...c.formKeys}
        heading={heading}
        action={path}
        back={theme ? path : '/strategy'}
        revision={theme && revisionShown(theme, attempt)}
      />
    ),
  };
}

async function corporateForm(c: Context, attempt?: Attempt) {
  const priority = (await listCorporatePriorities(c.tx)).find(({ slug }) => slug === c.params.slug);
  if (c.params.slug !== undefined && !priority) return notFound('corporate priority');
  const heading = priority ? `Change ${priority.title}` : 'Add a corporate priority of an agency';
  const path = priority
    ? `/strategy/corporate-priorities/${priority.slug}`
    : '/strategy/corporate-priorities';
  const agencies = (await listAgencies(c.tx)).map(({ id, name }) => ({ value: id, text: name }));
  return {
    title: heading,
    breadcrumbs: [STRATEGY],
    body: (
      <ThemeForm
        {...(attempt ?? { values: priority ? textsOf(priority) : {}, errors: {} })}
        {...c.formKeys}
        heading={heading}
        action={path}
        back={priority ? path : '/strategy'}
        agencies={priority ? undefined : agencies}
        revision={priority && revisionShown(priority, attempt)}
      />
    ),
  };
}

export const themeRoutes: readonly Route[] = [
  get('/strategy/themes/new', EDIT, (c) => themeForm(c)),
  post(
    '/strategy/themes',
    EDIT,
    async (c) => {
      const fields = readFields(themeFields, c.form);
      if (isRefusal(fields)) return fields;
      const added = await addTheme(c.tx, c.actor, fields);
      return isRefusal(added) ? added : { redirect: `/strategy/themes/${added.slug}` };
    },
    { again: themeForm },
  ),
  get('/strategy/themes/:slug/edit', EDIT, (c) => themeForm(c)),
  post(
    '/strategy/themes/:slug',
    EDIT,
    async (c) => {
      const theme = (await listThemes(c.tx)).find(({ slug }) => slug === slugIn(c));
      if (!theme) return notFound('theme');
      const fields = readFields(themeFields, c.form);
      if (isRefusal(fields)) return fields;
      const changed = await changeTheme(c.tx, c.actor, theme, revisionIn(c.form), fields);
      return isRefusal(changed) ? changed : { redirect: `/strategy/themes/${theme.slug}` };
    },
    { again: themeForm },
  ),
  get('/strategy/corporate-priorities/new', EDIT_OWN, (c) => corporateForm(c)),
  post(
    '/strategy/corporate-priorities',
    EDIT_OWN,
    async (c) => {
      const fields = readFields(themeFields, c.form);
      if (isRefusal(fields)) return fields;
      const agencyId = textIn(c.form, 'agencyId') as Id<'agency'>;
      if (!agencyId) return refused('agency-missing', 'Choose whose priority it is', { field: 'agencyId' });
      const added = await addCorporatePriority(c.tx, c.actor, agencyId, fields);
      return isRefusal(added) ? added : { redirect: `/strategy/corporate-priorities/${added.slug}` };
    },
    { again: corporateForm },
  ),
  get('/strategy/corporate-priorities/:slug/edit', EDIT_OWN, (c) => corporateForm(c)),
  post(
    '/strategy/corporate-priorities/:slug',
    EDIT_OWN,
    async (c) => {
      const found = (await listCorporatePriorities(c.tx)).find(({ slug }) => slug === slugIn(c));
      if (!found) return notFound('corporate priority');
      const fields = readFields(themeFields, c.form);
      if (isRefusal(fields)) return fields;
      const changed = await changeCorporatePriority(c.tx, c.actor, found, revisionIn(c.form), fields);
      return isRefusal(changed) ? changed : { redirect: `/strategy/corporate-priorities/${found.slug}` };
    },
    { again: corporateForm },
  ),
];
