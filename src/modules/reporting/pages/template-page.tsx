import { longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import type { Keys, Typed } from '../../../ui/forms/typed.ts';
import {
  Button,
  ButtonGroup,
  Checkboxes,
  Details,
  ErrorSummaryFor,
  Form,
  Radios,
  Select,
  Textarea,
  TextInput,
} from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import type { TemplateRow } from '../queries.ts';
import { cadenceInWords, type TemplateSection } from '../template.ts';
import { typed } from './parts.tsx';

export interface TemplateView {
  readonly row: TemplateRow;
  readonly bodies: readonly { readonly slug: string; readonly name: string }[];
  readonly feeds: readonly { readonly name: string; readonly title: string }[];
  readonly mayEdit: boolean;
  readonly keys: Keys;
  readonly again?: Typed | undefined;
}

/** How a report is made up: its cadence and its sections, each change a new version. */
export function TemplatePage(view: TemplateView) {
  const { row, mayEdit, again } = view;
  const { template } = row;
  return (
    <>
      <ErrorSummaryFor errors={again?.errors} />
      <PageHeading
        caption={`Report template, version ${row.version}`}
        heading={template.title}
        lead={`${cadenceInWords(template.cadence, row.bodyName)}, from ${longDate(template.cadence.startsOn as PlainDate)}. Reports already begun keep the version they have.`}
      />
      <p class="govuk-body">
        <a class="govuk-link" href={`${pathOf(view)}/template.json`}>
          Download this template
        </a>
      </p>
      {mayEdit ? <CadenceForm {...view} /> : null}
      <h2 class="govuk-heading-m">Sections</h2>
      <ol class="govuk-list govuk-list--number">
        {template.sections.map((section) => (
          <li>
            <strong>{section.title}</strong>
            {section.level === 2 ? ' (part of the section above)' : ''}
            {mayEdit ? <SectionForms {...view} section={section} /> : null}
          </li>
        ))}
      </ol>
      {mayEdit ? <NewSection {...view} /> : null}
      <h2 class="govuk-heading-m">Implications</h2>
      <ul class="govuk-list govuk-list--bullet">
        {template.implications.map((one) => (
          <li>
            {one.title}
            {one.required ? '' : ' (may be left out)'}
          </li>
        ))}
      </ul>
    </>
  );
}

const pathOf = (view: TemplateView): string => `/reports/templates/${view.row.slug}`;

function CadenceForm(view: TemplateView) {
  const { cadence } = view.row.template;
  const errors = view.again?.errors ?? {};
  return (
    <Details summary="Change the cadence" open={view.again?.values.act === 'cadence'}>
      <Form action={pathOf(view)} {...view.keys} revision={view.row.revision}>
        <input type="hidden" name="act" value="cadence" />
        <Radios
          name="every"
          legend="How often?"
          legendSize="s"
          value={typed(view.again, 'every', cadence.every)}
          items={[
            { value: 'month', text: 'Monthly' },
            { value: 'quarter', text: 'Quarterly' },
            { value: 'year', text: 'Yearly' },
            { value: 'board', text: 'After each sitting of a board' },
          ]}
        />
        <Select
          name="body"
          label="Which board?"
          error={errors.body}
          value={typed(view.again, 'body', cadence.body ?? '')}
          items={[
            { value: '', text: 'None' },
            ...view.bodies.map((body) => ({ value: body.slug, text: body.name })),
          ]}
        />
        <TextInput
          name="daysAfter"
          label="Days after the period or the sitting"
          width={3}
          inputMode="numeric"
          error={errors.daysAfter}
          value={typed(view.again, 'daysAfter', String(cadence.daysAfter))}
        />
        <Button>Save cadence</Button>
      </Form>
    </Details>
  );
}

function SectionForms({ section, ...view }: TemplateView & { readonly section: TemplateSection }) {
  const suffix = section.key;
  const keys = { csrf: view.keys.csrf, formId: `${view.keys.formId}-${suffix}`, revision: view.row.revision };
  return (
    <Details summary={`Change “${section.title}”`}>
      <Form action={pathOf(view)} {...keys}>
        <input type="hidden" name="section" value={section.key} />
        <TextInput name="title" id={`title-${suffix}`} label="Title" value={section.title} />
        <Textarea
          name="help"
          id={`help-${suffix}`}
          label="What to write here"
          rows={2}
          value={section.help}
        />
        <Checkboxes
          name="required"
          id={`required-${suffix}`}
          items={[{ value: 'yes', text: 'It must not be empty', checked: section.required }]}
        />
        <Textarea
          name="feeds"
          id={`feeds-${suffix}`}
          label="Gathered sections, one on a line"
          hint={`Offered: ${view.feeds.map((feed) => `${feed.name} (${feed.title})`).join('; ') || 'nothing yet'}. Write name#heading for one part.`}
          rows={2}
          value={section.feeds.join('\n')}
        />
        <Textarea
          name="figures"
          id={`figures-${suffix}`}
          label="Figures listed as a table, one on a line"
          hint="A name, or a pattern such as indicator.*.latest"
          rows={2}
          value={section.figures.join('\n')}
        />
        <ButtonGroup>
          <Button name="act" value="change">
            Save section
          </Button>
          <Button name="act" value="up" kind="secondary">
            Move up
          </Button>
          <Button name="act" value="down" kind="secondary">
            Move down
          </Button>
          <Button name="act" value="remove" kind="warning">
            Remove
          </Button>
        </ButtonGroup>
      </Form>
    </Details>
  );
}

function NewSection(view: TemplateView) {
  const mine = view.again?.values.act === 'add' ? view.again : undefined;
  return (
    <Form
      action={pathOf(view)}
      csrf={view.keys.csrf}
      formId={`${view.keys.formId}-add`}
      revision={view.row.revision}
    >
      <input type="hidden" name="act" value="add" />
      <TextInput
        name="title"
        label="Add a section"
        error={mine?.errors.title}
        value={typed(mine, 'title', '')}
      />
      <Checkboxes name="part" items={[{ value: 'yes', text: 'It is a part of the section above it' }]} />
      <Button kind="secondary">Add section</Button>
    </Form>
  );
}
