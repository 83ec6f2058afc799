import { longDate, type PlainDate } from '../../../../kernel/plain-date.ts';
import { textIn, textsIn } from '../../../../platform/http/form.ts';
import { FormPage, type FormPageProps } from '../../../../ui/forms/form-page.tsx';
import type { Keys } from '../../../../ui/forms/typed.ts';
import {
  Button,
  ButtonGroup,
  Checkboxes,
  ErrorSummaryFor,
  Form,
  Textarea,
  TextInput,
} from '../../../../ui/govuk/index.ts';
import { PageHeading, StatusTag } from '../../../../ui/layout/index.ts';
import type { Service } from '../../../partners/index.ts';
import type { Checklist, ChecklistDraft } from '../checklist/checklist.ts';
import type { Indicator } from '../checklist/standard.ts';
import { SUBJECT_KINDS, SUBJECTS } from '../words.ts';

const aboutWhom = ({ subjects }: Indicator): string =>
  subjects.map((kind) => SUBJECTS[kind].toLowerCase()).join(', ');

/** The checklist in use, and where each sign leads. */
export function ChecklistPage(props: {
  readonly checklist: Checklist | undefined;
  readonly versions: readonly { readonly version: number; readonly publishedOn: PlainDate }[];
  readonly services: readonly Service[];
  readonly mayEdit: boolean;
}) {
  const { checklist, versions, services } = props;
  const led = (slug: string) => services.filter(({ indicators }) => indicators.includes(slug));
  const dead = checklist?.indicators.filter(({ slug }) => led(slug).length === 0).length ?? 0;
  return (
    <>
      <PageHeading
        heading="Vulnerability checklist"
        caption={checklist ? `Version ${checklist.version}, ${longDate(checklist.publishedOn)}` : undefined}
        lead={
          checklist
            ? `${checklist.indicators.length} signs that somebody, a household, a street or a community is vulnerable, ${dead === 0 ? 'each with a service that can help' : `${dead} of them with no service yet`}.`
            : 'No version is published yet. Referrals are made once one is.'
        }
        actions={
          props.mayEdit ? (
            <>
              <Button href="/casework/checklist/next">Write the next version</Button>
              <Button href="/casework/referral-settings" kind="secondary">
                Settings
              </Button>
            </>
          ) : undefined
        }
      />
      {checklist?.indicators.map((indicator) => (
        <section key={indicator.slug}>
          <h2 class="govuk-heading-s">{indicator.title}</h2>
          <p class="govuk-body">
            {indicator.says}
            <br />
            <em>{indicator.question}</em>
            <br />
            <span class="app-quiet">Seen of: {aboutWhom(indicator)}. Leads to: </span>
            {led(indicator.slug).length === 0 ? (
              <StatusTag tone="warning">No service yet</StatusTag>
            ) : (
              led(indicator.slug).map((service, at) => (
                <>
                  {at > 0 ? ', ' : ''}
                  <a class="govuk-link" href={`/services/${service.slug}`}>
                    {service.name}
                  </a>
                </>
              ))
            )}
          </p>
        </section>
      ))}
      {versions.length > 1 ? (
        <>
          <h2 class="govuk-heading-m">Earlier versions</h2>
          <ul class="govuk-list">
            {versions.slice(1).map(({ version, publishedOn }) => (
              <li key={version}>
                <a class="govuk-link" href={`/casework/checklist?version=${version}`}>
                  Version {version}, {longDate(publishedOn)}
                </a>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </>
  );
}

/** The next version while it is written. */
export function ChecklistEditor(props: {
  readonly draft: ChecklistDraft;
  readonly published: Checklist | undefined;
  readonly errors: Readonly<Record<string, string>>;
  readonly keys: Keys;
}) {
  const { draft, published, keys } = props;
  const changed = draft.revision > 0;
  return (
    <>
      <ErrorSummaryFor errors={props.errors} />
      <PageHeading
        heading="Next version of the checklist"
        lead={
          changed
            ? 'What you change here counts once it is published; what was published never changes.'
            : published
              ? `Nothing has changed since version ${published.version}.`
              : 'The standard checklist. Change it, or publish it as it is.'
        }
        actions={<Button href="/casework/checklist/next/signs/new">Add a sign</Button>}
      />
      <ul class="govuk-list govuk-list--spaced">
        {draft.indicators.map((indicator) => (
          <li key={indicator.slug}>
            <a class="govuk-link" href={`/casework/checklist/next/signs/${indicator.slug}`}>
              {indicator.title}
            </a>{' '}
            <span class="app-quiet">{aboutWhom(indicator)}</span>
            <Form
              action={`/casework/checklist/next/signs/${indicator.slug}/removal`}
              csrf={keys.csrf}
              revision={draft.revision}
            >
              <Button kind="secondary" class="app-button--small">
                Take out<span class="govuk-visually-hidden"> {indicator.title}</span>
              </Button>
            </Form>
          </li>
        ))}
      </ul>
      {changed || !published ? (
        <Form
          action="/casework/checklist/next/publication"
          csrf={keys.csrf}
          formId={keys.formId}
          revision={draft.revision}
        >
          <TextInput name="note" label="What is new? (optional)" />
          <ButtonGroup>
            <Button preventDoubleClick>Publish version {(published?.version ?? 0) + 1}</Button>
          </ButtonGroup>
        </Form>
      ) : null}
    </>
  );
}

/** One sign of the next version. */
export function IndicatorForm(props: FormPageProps) {
  const { values, errors } = props;
  const field = (name: string) => ({ name, value: textIn(values, name), error: errors[name] });
  return (
    <FormPage {...props}>
      <TextInput {...field('title')} label="Title" />
      <TextInput
        {...field('slug')}
        label="Short name"
        hint="Small letters and hyphens, such as cold-home. Services of the directory name it by this."
        width={30}
      />
      <Textarea {...field('says')} label="What to look and listen for" rows={3} />
      <Textarea {...field('question')} label="What can be asked" rows={2} />
      <Checkboxes
        name="subjects"
        legend="Of whom can it be seen?"
        values={[...textsIn(values, 'subjects')]}
        error={errors.subjects}
        items={SUBJECT_KINDS.map((value) => ({ value, text: SUBJECTS[value] }))}
      />
    </FormPage>
  );
}
