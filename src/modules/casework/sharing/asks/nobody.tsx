import { PageHeading } from '../../../../ui/layout/index.ts';
import { personCode } from '../../people/index.ts';

/** Instead of the form, where no other agency is shown to know the person. */
export const NobodyToAskPage = ({ clusterId }: { readonly clusterId: string }) => (
  <>
    <PageHeading
      heading="There is nobody to ask"
      lead={`Nothing shows that another agency knows ${personCode(clusterId)}. Once a record of another agency is matched, you can ask it here.`}
    />
    <p class="govuk-body">
      <a class="govuk-link" href={`/casework/people/${clusterId}`}>
        Back to {personCode(clusterId)}
      </a>
    </p>
  </>
);
