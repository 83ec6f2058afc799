import { listInWords } from '../../../kernel/names.ts';
import { longDate } from '../../../kernel/plain-date.ts';
import { FormPage, type FormPageProps } from '../../../ui/forms/form-page.tsx';
import { Button, DateInput, Textarea, TextInput } from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import { DataTable } from '../../../ui/table/index.ts';
import { dateField, field } from '../pages/parts.tsx';
import type { Family } from './families.ts';

/** The dated lists of places that are like ours. */
export function FamiliesPage(props: { readonly families: readonly Family[]; readonly mayEdit: boolean }) {
  return (
    <>
      <PageHeading
        caption="Indicators"
        heading="Families of similar places"
        lead="Which places ours is compared with, since when, and who says that they are alike."
        actions={props.mayEdit ? <Button href="/indicators/families/new">Record a family</Button> : undefined}
      />
      <DataTable
        caption="Families of similar places"
        captionHidden
        columns={[
          { key: 'title', header: 'Family', cell: ({ title }) => title },
          { key: 'from', header: 'Counts from', cell: ({ startsOn }) => longDate(startsOn) },
          {
            key: 'places',
            header: 'Places',
            cell: ({ places }) => listInWords(places.map(({ name }) => name)),
          },
          { key: 'source', header: 'Source', cell: ({ source }) => source },
          { key: 'note', header: 'Note', cell: ({ note }) => note },
        ]}
        rows={props.families}
        rowKey={({ id }) => id}
        path="/indicators/families"
        empty="Lists of places that are like ours will stand here, such as the most similar districts. Record one, with its source and the day from which it counts; figures of those places are imported like any others."
      />
    </>
  );
}

/** Records a dated list of similar places. */
export const FamilyForm = (props: Omit<FormPageProps, 'heading'>) => (
  <FormPage
    {...props}
    heading="Record a family of similar places"
    lead="A list of the same name counts instead of the one before, from its own day on."
    submit="Record the family"
  >
    <TextInput {...field(props, 'title')} label="Name" hint="Such as Most similar districts" />
    <DateInput
      {...dateField(props, 'startsOn')}
      legend="From which day does it count?"
      hint="Such as 1 4 2012"
    />
    <TextInput
      {...field(props, 'source')}
      label="Source"
      hint="Who drew the list up, and where it is published"
    />
    <Textarea
      {...field(props, 'places')}
      label="Places"
      hint="One on each line, by name, official code or short name; without our own"
    />
    <TextInput {...field(props, 'note')} label="Note (optional)" />
  </FormPage>
);
