import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Attempt, type Context, get, post, type Route } from '../../../platform/http/route.ts';
import { TemplatePage } from '../pages/template-page.tsx';
import { findTemplate } from '../queries.ts';
import { listBodyNames } from '../step-queries.ts';
import type { Template } from '../template.ts';
import { changeTemplate } from '../template-commands.ts';
import { addSection, changeSection, moveSection, removeSection } from '../template-editing.ts';
import { EDIT, field, mayEdit, READ, REPORTS_CRUMB, revisionOf } from './shared.ts';

const NO_TEMPLATE = refused('not-found', 'There is no such report template.');

async function showTemplate(c: Context, again?: Attempt) {
  const row = await findTemplate(c.tx, c.actor, c.params.slug ?? '');
  if (!row) return NO_TEMPLATE;
  const view = {
    row,
    bodies: await listBodyNames(c.tx, c.actor),
    feeds: [...c.services.offers.sections.values()].map(({ name, title }) => ({ name, title })),
    mayEdit: mayEdit(c),
    keys: c.formKeys,
    again,
  };
  return { title: row.template.title, breadcrumbs: [REPORTS_CRUMB], body: <TemplatePage {...view} /> };
}

const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** The template as the pressed button asks for it. */
function changed(c: Context, template: Template): Template | Refusal {
  const section = field(c, 'section');
  switch (field(c, 'act')) {
    case 'add':
      return addSection(template, field(c, 'title'), field(c, 'part') === 'yes' ? 2 : 1);
    case 'remove':
      return removeSection(template, section);
    case 'up':
      return moveSection(template, section, -1);
    case 'down':
      return moveSection(template, section, 1);
    case 'change':
      return changeSection(template, section, {
        title: field(c, 'title').trim(),
        help: field(c, 'help').trim(),
        required: field(c, 'required') === 'yes',
        feeds: lines(field(c, 'feeds')),
        figures: lines(field(c, 'figures')),
      });
    case 'cadence':
      return withCadence(c, template);
    default:
      return refused('no-act', 'Choose what to do.');
  }
}

function withCadence(c: Context, template: Template): Template | Refusal {
  const every = field(c, 'every') as Template['cadence']['every'];
  const daysAfter = Number(field(c, 'daysAfter'));
  if (!Number.isInteger(daysAfter) || daysAfter < 0 || daysAfter > 366)
    return refused('days-after', 'Give a number of days from 0 to 366.', { field: 'daysAfter' });
  const { startsOn } = template.cadence;
  const body = every === 'board' ? { body: field(c, 'body') } : {};
  return { ...template, cadence: { every, daysAfter, startsOn, ...body } };
}

async function saveTemplate(c: Context) {
  const slug = c.params.slug ?? '';
  const row = await findTemplate(c.tx, c.actor, slug);
  if (!row) return NO_TEMPLATE;
  const template = changed(c, row.template);
  if (isRefusal(template)) return template;
  const refusal = await changeTemplate(c.tx, c.actor, { slug, revision: revisionOf(c), template });
  return refusal ?? { redirect: `/reports/templates/${slug}` };
}

export const templateRoutes: readonly Route[] = [
  get('/reports/templates/:slug', READ, (c) => showTemplate(c)),
  post('/reports/templates/:slug', EDIT, saveTemplate, { again: showTemplate }),
];
