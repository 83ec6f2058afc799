import type { Choice } from '../../../ui/forms/fields.tsx';
import { ChooseField, PickField, WordsField } from '../../../ui/forms/fields.tsx';
import { FormPage, type FormPageProps } from '../../../ui/forms/form-page.tsx';
import type { Keys } from '../../../ui/forms/typed.ts';
import { Button, Form, SummaryList } from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import { CoverageTag, type EntryRow, entryPath } from './pages.tsx';
import type { EntryJoined, Framework } from './queries.ts';

export interface EntryPageProps {
  readonly framework: Framework;
  readonly entry: EntryRow;
  readonly mayEdit: boolean;
  readonly keys: Keys;
}

/** One entry of a framework: what it asks for, and what of ours answers it. */
export function EntryPage({ framework, entry, mayEdit, keys }: EntryPageProps) {
  const path = entryPath(framework.slug, entry.reference);
  return (
    <>
      <PageHeading
        caption={`${framework.title}, ${entry.reference}`}
        heading={entry.title}
        actions={mayEdit ? <Button href={`${path}/joins/new`}>Join to something of ours</Button> : undefined}
      />
      <p class="govuk-body">
        <CoverageTag coverage={entry.coverage} />
      </p>
      <h2 class="govuk-heading-m">What of ours answers it</h2>
      {entry.joined.length === 0 ? (
        <div class="app-empty">
          <p class="govuk-body">
            Our outcomes that work towards it and our indicators that measure it will be here. Nothing is
            joined yet, so it counts as not covered.
          </p>
        </div>
      ) : (
        <ul class="govuk-list app-list">
          {entry.joined.map((one) => (
            <JoinedItem key={one.id} one={one} path={path} mayEdit={mayEdit} keys={keys} />
          ))}
        </ul>
      )}
      <SummaryList
        rows={[
          { key: 'Kind', value: entry.kind === 'outcome' ? 'Outcome' : 'Indicator' },
          entry.definition !== '' && { key: 'Definition', value: entry.definition },
          entry.grouping !== '' && { key: 'Heading', value: entry.grouping },
          entry.partOf !== '' && { key: 'Part of', value: entry.partOf },
          { key: 'Monitored by', value: entry.monitoringBody || 'The framework does not say' },
          {
            key: 'Chosen for the local agreement',
            value: entry.inAgreement === null ? 'Not known' : entry.inAgreement ? 'Yes' : 'No',
          },
        ]}
      />
    </>
  );
}

function JoinedItem(props: {
  readonly one: EntryJoined;
  readonly path: string;
  readonly mayEdit: boolean;
  readonly keys: Keys;
}) {
  const { one, path, keys } = props;
  const says =
    one.kind === 'outcome'
      ? 'Our outcome'
      : `Our indicator, measures it ${one.fit === 'whole' ? 'as it is defined' : 'in part'}; ${
          one.monitor ? `monitored by the ${one.monitor}` : 'no body is named that monitors it'
        }`;
  return (
    <li class="app-list__item">
      <a
        class="govuk-link"
        href={one.kind === 'outcome' ? `/strategy/outcomes/${one.slug}` : `/indicators/${one.slug}`}
      >
        {one.title}
      </a>
      <span class="app-list__detail">
        {says}
        {one.note === '' ? '' : `. ${one.note}`}
      </span>
      {props.mayEdit ? (
        <Form action={`${path}/joins/removal`} csrf={keys.csrf} formId={undefined}>
          <input type="hidden" name="kind" value={one.kind} />
          <input type="hidden" name="id" value={one.id} />
          <Button kind="secondary" class="app-button--small">
            Part<span class="govuk-visually-hidden"> from {one.title}</span>
          </Button>
        </Form>
      ) : null}
    </li>
  );
}

/** Joins an entry to one outcome or one indicator of ours. */
export function JoinForm(
  props: FormPageProps & { readonly outcomes: readonly Choice[]; readonly indicators: readonly Choice[] },
) {
  return (
    <FormPage {...props} submit="Join">
      <ChooseField
        name="outcomeId"
        label="Our outcome that works towards it"
        none="None"
        choices={props.outcomes}
        attempt={props}
      />
      <ChooseField
        name="indicatorId"
        label="Or our indicator that measures it"
        none="None"
        choices={props.indicators}
        attempt={props}
      />
      <PickField
        name="fit"
        label="For an indicator: does it measure what is asked for?"
        choices={[
          { value: 'whole', text: 'Yes, as it is defined' },
          { value: 'part', text: 'In part, or something near it' },
        ]}
        attempt={props}
      />
      <WordsField name="note" label="Note (optional)" rows={2} attempt={props} />
    </FormPage>
  );
}
