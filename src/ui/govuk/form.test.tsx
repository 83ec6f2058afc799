import { render } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';
import {
  Button,
  Checkboxes,
  DateInput,
  ErrorSummaryFor,
  Form,
  Radios,
  Select,
  Table,
  Textarea,
  TextInput,
} from './index.ts';

describe('a form', () => {
  test('carries its token, its key and the revision of what it edits, by which the browser keeps a draft', () => {
    const html = render(
      <Form action="/actions/7" csrf="token" formId="key" revision={3}>
        <Button>Save action</Button>
      </Form>,
    );
    expect(html).toContain('<form action="/actions/7" method="post" data-draft="/actions/7 3" novalidate>');
    expect(html).toContain('<input type="hidden" name="_csrf" value="token"/>');
    expect(html).toContain('<input type="hidden" name="_form" value="key"/>');
    expect(html).toContain('<input type="hidden" name="_revision" value="3"/>');
  });

  test('that only searches carries nothing hidden', () => {
    const html = render(<Form action="/search" method="get" />);
    expect(html).toBe('<form action="/search" method="get" novalidate></form>');
  });

  test('that takes a file says so', () => {
    expect(render(<Form action="/imports" multipart />)).toContain('enctype="multipart/form-data"');
  });
});

describe('the error summary of a form', () => {
  test('links each message to the field of its name', () => {
    const html = render(<ErrorSummaryFor errors={{ title: 'Enter a title', note: undefined }} />);
    expect(html).toContain('There is a problem');
    expect(html).toContain('<li><a href="#title">Enter a title</a></li>');
    expect(html).not.toContain('#note');
  });

  test('links to the first input of a date when told its id', () => {
    const errors = { dueOn: 'Enter when it is due' };
    const html = render(<ErrorSummaryFor errors={errors} targets={{ dueOn: 'dueOn-day' }} />);
    expect(html).toContain('<a href="#dueOn-day">Enter when it is due</a>');
  });

  test('is not there when all is well', () => {
    expect(render(<ErrorSummaryFor errors={{}} />)).toBe('');
    expect(render(<ErrorSummaryFor errors={undefined} />)).toBe('');
  });

  test('finds the first choice of a group by the name of the group', () => {
    const items = [
      { value: 'yes', text: 'Yes' },
      { value: 'no', text: 'No' },
    ];
    expect(render(<Radios name="agreed" items={items} />)).toContain('id="agreed"');
    expect(render(<Checkboxes name="agreed" items={items} />)).toContain('id="agreed"');
  });
});

describe('a field', () => {
  test('is described by what the caller names, then its hint, then its error', () => {
    const html = render(
      <TextInput name="sum" label="Sum" hint="In pounds" error="Enter a sum" describedBy="stream" />,
    );
    expect(html).toContain('aria-describedby="stream sum-hint sum-error"');
  });

  test('shows what a user typed as text, never as markup', () => {
    const html = render(<TextInput name="title" label="Title" value={'"><script>'} />);
    expect(html).toContain('value="&quot;>&lt;script>"');
    expect(html).not.toContain('<script>');
  });

  test('keeps the line break with which a text begins, which a browser would drop', () => {
    expect(render(<Textarea name="note" label="Note" value={'\nfirst'} />)).toContain(
      '>\n\nfirst</textarea>',
    );
  });

  test('lets a condition take an item away', () => {
    const mayClose = false as boolean;
    const html = render(
      <Select
        name="state"
        label="State"
        items={[{ text: 'Open' }, mayClose && { text: 'Closed' }]}
        value="Open"
      />,
    );
    expect(html).toContain('<option selected>Open</option>');
    expect(html).not.toContain('Closed');
  });

  test('reveals what a choice asks for only once it is chosen', () => {
    const items = [{ value: 'other', text: 'Other', conditional: <TextInput name="which" label="Which" /> }];
    const hidden = 'govuk-radios__conditional--hidden';
    expect(render(<Radios name="kind" legend="Kind" items={items} />)).toContain(hidden);
    expect(render(<Radios name="kind" legend="Kind" items={items} value="other" />)).not.toContain(hidden);
  });
});

test('a date in error marks only the parts that the error concerns', () => {
  const html = render(
    <DateInput name="dueOn" legend="Due" error="Enter a month" errorIn={['month']} values={{ day: 31 }} />,
  );
  const inputs = html.match(/<input[^>]*>/g) ?? [];
  expect(inputs.map((input) => input.includes('govuk-input--error'))).toEqual([false, true, false]);
  expect(inputs[0]).toContain('id="dueOn-day" name="dueOn-day"');
  expect(inputs[0]).toContain('value="31"');
});

test('a table takes plain cells, elements, and cells that say more', () => {
  const html = render(
    <Table rows={[['Rent', <b>1</b>, { text: 950, format: 'numeric' }]]} firstCellIsHeader />,
  );
  expect(html).toContain('<th scope="row" class="govuk-table__header">Rent</th>');
  expect(html).toContain('<td class="govuk-table__cell"><b>1</b></td>');
  expect(html).toContain('<td class="govuk-table__cell govuk-table__cell--numeric">950</td>');
});
