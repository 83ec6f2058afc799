import { Button, Form } from '../../../ui/govuk/index.ts';

/** For a partnership that has no template yet: one click, and the report can begin. */
export const StandardTemplate = ({ csrf }: { readonly csrf: string }) => (
  <>
    <p class="govuk-body">
      There is no report template yet. The standard one is a quarterly update to a council’s Cabinet, with its
      recommendations, implications and appendices; its sections and its cadence can be changed afterwards.
    </p>
    <Form action="/reports/templates/standard" csrf={csrf}>
      <Button preventDoubleClick>Start from the standard template</Button>
    </Form>
  </>
);
