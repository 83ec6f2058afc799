import { sql } from 'kysely';
import { z } from 'zod';
import type { Id } from '../../../kernel/ids.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { may } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { dateValues, givenDate, optionalText, readFields, revisionIn } from '../../../platform/http/form.ts';
import { importRoutes } from '../../../platform/http/import-routes.tsx';
import { type Attempt, type Context, get, post, type Route } from '../../../platform/http/route.ts';
import { NOTHING_TYPED } from '../../../ui/forms/typed.ts';
import { groundTold, listBodies } from '../../governance/index.ts';
import { earlierFields } from '../../partners/index.ts';
import { importStrategy } from '../import.ts';
import { AdoptionForm, VersionForm } from '../pages/forms.tsx';
import { VersionList, VersionPage } from '../pages/versions.tsx';
import { currentStrategy, findVersion, listVersions } from '../queries.ts';
import { STRATEGY_PARTS } from '../strategy-file.ts';
import { adoptVersion, changeVersion, startVersion, versionFields } from '../version.ts';
import { gatherStrategy } from '../views.ts';
import { ADOPT, EDIT, numberIn, READ, revisionShown, STRATEGY, textsOf } from './shared.ts';

const CRUMBS = [STRATEGY, { text: 'Versions', href: '/strategy/versions' }];
const crumbsTo = (number: number) => [
  ...CRUMBS,
  { text: `Version ${number}`, href: `/strategy/versions/${number}` },
];

async function versionPage(c: Context) {
  const version = await findVersion(c.tx, numberIn(c));
  const view =
    version && (await gatherStrategy(c.tx, { today: c.today, offers: c.services.offers, version }));
  if (!version || !view) return notFound('version');
  const rights = {
    mayEdit: may(c.actor, 'strategy.edit'),
    mayAdopt: may(c.actor, 'strategy.adopt'),
    mayDecide: may(c.actor, 'meeting.record'),
  };
  const ground = await groundTold(
    c.tx,
    sql`select * from strategy.adoption where version_id = ${version.id}`,
  );
  return {
    title: `${version.title}, version ${version.number}`,
    breadcrumbs: CRUMBS,
    body: <VersionPage view={view} ground={ground} {...rights} {...c.formKeys} />,
  };
}

async function newForm(c: Context, attempt?: Attempt) {
  const current = await currentStrategy(c.tx);
  const values = current ? { ...textsOf(current), startsOn: '', endsOn: '', source: '' } : {};
  return {
    title: 'Start a new version',
    breadcrumbs: CRUMBS,
    body: (
      <VersionForm
        {...(attempt ?? { values, errors: {} })}
        {...c.formKeys}
        heading="Start a new version"
        lead={
          current ? `It begins with the priorities and outcomes of version ${current.number}.` : undefined
        }
        action="/strategy/versions"
        back="/strategy/versions"
      />
    ),
  };
}

async function editForm(c: Context, attempt?: Attempt) {
  const version = await findVersion(c.tx, numberIn(c));
  if (!version) return notFound('version');
  const path = `/strategy/versions/${version.number}`;
  const values = {
    ...textsOf(version),
    ...dateValues('startsOn', version.startsOn),
    ...dateValues('endsOn', version.endsOn),
  };
  return {
    title: `Change version ${version.number}`,
    breadcrumbs: crumbsTo(version.number),
    body: (
      <VersionForm
        {...(attempt ?? { values, errors: {} })}
        {...c.formKeys}
        heading={`Change version ${version.number}`}
        action={path}
        back={path}
        revision={revisionShown(version, attempt)}
      />
    ),
  };
}

const adoptionFields = z.object({
  adoptedOn: givenDate('Say on which day it was adopted'),
  precision: z.enum(['day', 'by'], { error: 'Say whether that is the day itself' }),
  bodyId: optionalText().transform((id) => id as Id<'body'> | null),
  note: optionalText(),
  ...earlierFields,
});

async function adoptionForm(c: Context, attempt: Attempt = NOTHING_TYPED) {
  const version = await findVersion(c.tx, numberIn(c));
  if (!version) return notFound('version');
  const path = `/strategy/versions/${version.number}`;
  const heading = `Adopt ${version.title}`;
  const bodies = (await listBodies(c.tx)).map((body) => ({ value: body.id, text: body.name }));
  return {
    title: heading,
    breadcrumbs: crumbsTo(version.number),
    body: (
      <AdoptionForm
        {...attempt}
        {...c.formKeys}
        heading={heading}
        action={`${path}/adoption`}
        back={path}
        bodies={bodies}
      />
    ),
  };
}

export const versionRoutes: readonly Route[] = [
  get('/strategy/versions', READ, async (c) => ({
    title: 'Versions of the strategy',
    breadcrumbs: [STRATEGY],
    body: <VersionList versions={await listVersions(c.tx)} mayEdit={may(c.actor, 'strategy.edit')} />,
  })),
  get('/strategy/versions/new', EDIT, (c) => newForm(c)),
  post(
    '/strategy/versions',
    EDIT,
    async (c) => {
      const fields = readFields(versionFields, c.form);
      if (isRefusal(fields)) return fields;
      const started = await startVersion(c.tx, c.actor, fields);
      return isRefusal(started) ? started : { redirect: `/strategy/versions/${started.number}` };
    },
    { again: newForm },
  ),
  ...importRoutes({
    path: '/strategy/versions/import',
    things: 'a strategy',
    file: 'JSON',
    access: EDIT,
    afterwards: '/strategy/versions',
    breadcrumbs: CRUMBS,
    columns: STRATEGY_PARTS,
    run: importStrategy,
  }),
  get('/strategy/versions/:number', READ, versionPage),
  get('/strategy/versions/:number/edit', EDIT, (c) => editForm(c)),
  post(
    '/strategy/versions/:number',
    EDIT,
    async (c) => {
      const fields = readFields(versionFields, c.form);
      if (isRefusal(fields)) return fields;
      const changed = await changeVersion(c.tx, c.actor, numberIn(c), revisionIn(c.form), fields);
      return isRefusal(changed) ? changed : { redirect: `/strategy/versions/${numberIn(c)}` };
    },
    { again: editForm },
  ),
  get('/strategy/versions/:number/adoption', ADOPT, (c) => adoptionForm(c)),
  post(
    '/strategy/versions/:number/adoption',
    ADOPT,
    async (c) => {
      const version = await findVersion(c.tx, numberIn(c));
      if (!version) return notFound('version');
      const fields = readFields(adoptionFields, c.form);
      if (isRefusal(fields)) return fields;
      const { minutes, reason, ...adoption } = fields;
      const ground = { earlier: { minutes, reason } };
      const adopted = await adoptVersion(c.tx, c.actor, version.id, { ...adoption, ground });
      return isRefusal(adopted) ? adopted : { redirect: '/strategy' };
    },
    { again: adoptionForm },
  ),
];
