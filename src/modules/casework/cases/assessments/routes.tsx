import { z } from 'zod';
import { asId } from '../../../../kernel/ids.ts';
import { longDate } from '../../../../kernel/plain-date.ts';
import { isRefusal } from '../../../../kernel/refusal.ts';
import { may } from '../../../../platform/actor.ts';
import { notFound } from '../../../../platform/common-refusals.ts';
import { givenText, readFields, revisionIn } from '../../../../platform/http/form.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../../platform/http/route.ts';
import { LineField, PickField, WordsField } from '../../../../ui/forms/fields.tsx';
import { FormPage } from '../../../../ui/forms/form-page.tsx';
import { Button, Form } from '../../../../ui/govuk/index.ts';
import { PageHeading, StatusTag } from '../../../../ui/layout/index.ts';
import { DataTable } from '../../../../ui/table/index.ts';
import { COLOURS } from '../pages/colours.ts';
import { linesOfTemplate, readLines } from './lines.ts';
import { draftTemplate, publishTemplate } from './template.ts';
import { findTemplate, listTemplates, type Template } from './template-queries.ts';

const READ = { permission: 'read' } as const;
const SET = { permission: 'casework.settings' } as const;
const BASE = '/casework/assessments';
const CRUMBS = [{ text: 'Risk assessments', href: BASE }];

const stateOf = ({ publishedOn, endsOn }: Template): string =>
  publishedOn === null
    ? 'Draft'
    : endsOn === null
      ? `In use since ${longDate(publishedOn)}`
      : `Used until ${longDate(endsOn)}`;

const listPage = async (c: Context): Promise<Answer> => ({
  title: 'Risk assessments',
  body: (
    <>
      <PageHeading
        heading="Risk assessments"
        lead="Questions, scores and bands are data: a published version is never changed, the next one is."
        actions={
          may(c.actor, 'casework.settings') ? (
            <a class="govuk-button app-button--small" href={`${BASE}/new`}>
              Write an assessment
            </a>
          ) : null
        }
      />
      <DataTable
        caption="Risk assessments"
        captionHidden
        columns={[
          {
            key: 'title',
            header: 'Assessment',
            cell: ({ id, title, version }) => (
              <a class="govuk-link" href={`${BASE}/${id}`}>
                {`${title}, version ${version}`}
              </a>
            ),
          },
          { key: 'questions', header: 'Questions', numeric: true, cell: ({ questions }) => questions.length },
          { key: 'state', header: 'State', cell: stateOf },
        ]}
        rows={await listTemplates(c.tx, c.actor)}
        rowKey={({ id }) => id}
        empty="No assessment is written yet. Who keeps the settings writes one; cases are then assessed on it."
        path={BASE}
      />
    </>
  ),
});

async function templatePage(c: Context): Promise<Answer> {
  const id = asId<'assessment-template'>(c.params.id ?? '');
  const template = id && (await findTemplate(c.tx, c.actor, id));
  if (!template) return notFound('assessment');
  const keeps = may(c.actor, 'casework.settings');
  return {
    title: template.title,
    breadcrumbs: CRUMBS,
    body: (
      <>
        <PageHeading
          heading={`${template.title}, version ${template.version}`}
          lead={[stateOf(template), template.says, template.source && `After ${template.source}`]
            .filter(Boolean)
            .join('. ')}
        />
        <ol class="govuk-list govuk-list--number">
          {template.questions.map(({ id: question, text, options }) => (
            <li key={question}>
              {text}
              <span class="app-quiet">
                {options.length === 0
                  ? ' In words.'
                  : ` ${options.map(({ label, score }) => `${label} (${score})`).join(', ')}.`}
              </span>
            </li>
          ))}
        </ol>
        <h2 class="govuk-heading-m">What scores mean</h2>
        <ul class="govuk-list">
          {template.bands.map(({ name, colour, from, reviewWithinDays }) => (
            <li key={name}>
              <StatusTag tone={COLOURS[colour] ?? 'neutral'}>{name}</StatusTag>
              {` from ${from}, reviewed within ${reviewWithinDays} days`}
            </li>
          ))}
        </ul>
        {keeps && template.publishedOn === null ? (
          <Form action={`${BASE}/${template.id}/publish`} {...c.formKeys} revision={template.revision}>
            <Button preventDoubleClick>Publish this version</Button>
          </Form>
        ) : null}
        {keeps ? (
          <p class="govuk-body">
            <a class="govuk-link" href={`${BASE}/new?from=${template.id}`}>
              Write the next version
            </a>
          </p>
        ) : null}
      </>
    ),
  };
}

const typedFields = z.object({
  slug: z.string().regex(/^[a-z][a-z0-9-]{1,60}$/, 'Use lower case letters, figures and hyphens'),
  title: givenText('Give the assessment a title'),
  says: z.string().trim().default(''),
  source: z.string().trim().default(''),
  of: z.enum(['case', 'person'], { error: 'Say what is assessed' }),
  questions: givenText('Ask at least one question'),
  bands: givenText('Say what scores mean'),
});

async function form(c: Context, attempt?: Attempt): Promise<Answer> {
  const from = asId<'assessment-template'>(c.query.from ?? '');
  const before = from && (await findTemplate(c.tx, c.actor, from));
  const shown: Attempt = attempt ?? {
    values: before
      ? {
          slug: before.slug,
          title: before.title,
          says: before.says,
          source: before.source,
          of: before.of,
          ...linesOfTemplate(before),
        }
      : { of: 'case' },
    errors: {},
  };
  return {
    title: 'Write an assessment',
    breadcrumbs: CRUMBS,
    body: (
      <FormPage
        {...shown}
        {...c.formKeys}
        heading="Write an assessment"
        lead="It is a draft until you publish it. The same short name makes the next version."
        action={`${BASE}/new`}
        back={BASE}
        submit="Save as a draft"
      >
        <LineField name="title" label="Title" attempt={shown} />
        <LineField name="slug" label="Short name" hint="Such as asb-risk-matrix" attempt={shown} />
        <PickField
          name="of"
          label="What is assessed?"
          choices={[
            { value: 'case', text: 'A case' },
            { value: 'person', text: 'A person' },
          ]}
          attempt={shown}
        />
        <WordsField
          name="questions"
          label="Questions, one a line"
          hint="How often does it happen? | Never = 0 | Weekly = 3 | Daily = 5. A line without answers is answered in words."
          rows={10}
          attempt={shown}
        />
        <WordsField
          name="bands"
          label="What scores mean, one a line"
          hint="High | red | 12 | 7: name, colour, lowest score, days until review"
          attempt={shown}
        />
        <WordsField name="says" label="When is it used?" attempt={shown} rows={2} />
        <LineField name="source" label="Where does it come from?" attempt={shown} />
      </FormPage>
    ),
  };
}

async function draft(c: Context): Promise<Answer> {
  const fields = readFields(typedFields, c.form);
  if (isRefusal(fields)) return fields;
  const lines = readLines(fields);
  if (isRefusal(lines)) return lines;
  const made = await draftTemplate(c.tx, c.actor, { ...fields, ...lines });
  return isRefusal(made) ? made : { redirect: `${BASE}/${made.id}` };
}

/** Templates name nobody, so that reading them needs no purpose. */
export const templateRoutes: readonly Route[] = [
  get(BASE, READ, listPage),
  get(`${BASE}/new`, SET, (c) => form(c)),
  post(`${BASE}/new`, SET, draft, { again: form }),
  get(`${BASE}/:id`, READ, templatePage),
  post(`${BASE}/:id/publish`, SET, async (c) => {
    const id = asId<'assessment-template'>(c.params.id ?? '');
    if (!id) return notFound('assessment');
    const done = await publishTemplate(c.tx, c.actor, { id, revision: revisionIn(c.form), on: c.today });
    return isRefusal(done) ? done : { redirect: `${BASE}/${id}` };
  }),
];
