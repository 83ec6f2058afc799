import { longDate } from '../../../../kernel/plain-date.ts';
import type { Attempt } from '../../../../platform/http/route.ts';
import { type Choice, ChooseField, DayField, LineField, WordsField } from '../../../../ui/forms/fields.tsx';
import { Button, ErrorSummaryFor, Form } from '../../../../ui/govuk/index.ts';
import { PageHeading } from '../../../../ui/layout/index.ts';
import { type Column, DataTable } from '../../../../ui/table/index.ts';
import { SETTING_NAMES, SETTINGS, type SettingName, type Settings } from '../settings.ts';

type Row = { readonly name: SettingName } & Settings[SettingName];

const COLUMNS: readonly Column<Row>[] = [
  { key: 'says', header: 'Setting', cell: (row) => SETTINGS[row.name].says },
  { key: 'value', header: 'Value', numeric: true, cell: (row) => String(row.value) },
  {
    key: 'since',
    header: 'Since',
    cell: (row) => (row.fromOn ? `${longDate(row.fromOn)}: ${row.why}` : 'As Concord comes'),
  },
];

/** Thresholds and clocks as they stand today, and the form that sets one from a day on. Names nobody. */
export function SettingsPage(view: {
  readonly settings: Settings;
  readonly agencies: readonly Choice[];
  readonly maySet: boolean;
  readonly attempt: Attempt;
  readonly csrf: string;
  readonly formId: string;
}) {
  const { attempt } = view;
  return (
    <>
      <ErrorSummaryFor errors={attempt.errors} targets={{ fromOn: 'fromOn-day' }} />
      <PageHeading
        heading="Thresholds and clocks"
        lead="Of early warning and the ASB case review. Each is set from a day on and keeps its history; 0 turns a rule off."
      />
      <DataTable
        caption="Settings in force"
        captionHidden
        columns={COLUMNS}
        rows={SETTING_NAMES.map((name) => ({ name, ...view.settings[name] }))}
        rowKey={(row) => row.name}
        path="/casework/patterns/settings"
        empty="Settings will be here."
      />
      {view.maySet ? (
        <>
          <h2 class="govuk-heading-m">Set one</h2>
          <Form action="/casework/patterns/settings" csrf={view.csrf} formId={view.formId}>
            <ChooseField
              name="name"
              label="Which?"
              choices={SETTING_NAMES.map((value) => ({ value, text: SETTINGS[value].says }))}
              attempt={attempt}
            />
            <LineField name="value" label="Value" hint="A whole number" attempt={attempt} />
            <DayField name="fromOn" label="From which day?" attempt={attempt} />
            <ChooseField
              name="agencyId"
              label="Agency that receives applications from the public"
              hint="Only for the public form"
              choices={view.agencies}
              attempt={attempt}
            />
            <WordsField
              name="says"
              label="Why, and who decided it?"
              hint="Such as the statute, or the board’s decision"
              rows={2}
              attempt={attempt}
            />
            <Button preventDoubleClick>Set</Button>
          </Form>
        </>
      ) : null}
    </>
  );
}
