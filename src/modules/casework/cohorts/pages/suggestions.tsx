import { plural } from '../../../../kernel/names.ts';
import { PageHeading } from '../../../../ui/layout/index.ts';
import { DataTable } from '../../../../ui/table/index.ts';
import type { CohortRow } from '../rows.ts';
import type { Suggestion } from '../suggest.ts';
import { criterionSays } from '../words.ts';

/** Who meets the criterion and is not in the cohort, each with the reason; a person decides. */
export function SuggestionsPage({
  cohort,
  suggestions,
}: {
  readonly cohort: CohortRow;
  readonly suggestions: readonly Suggestion[];
}) {
  const base = `/casework/cohorts/${cohort.id}`;
  return (
    <>
      <PageHeading
        heading="Who meets the criterion"
        lead={`${criterionSays(cohort.kind, cohort.criterion_count, cohort.criterion_months)} ${suggestions.length === 0 ? 'Nobody outside the cohort meets it, as far as your agency sees.' : `${plural(suggestions.length, 'suggestion')}, counted from what your agency sees for this purpose. You decide.`}`}
      />
      <DataTable
        caption="Suggestions, the most counted first"
        captionHidden
        columns={[
          {
            key: 'who',
            header: 'Who',
            cell: ({ name, clusterIds }) => (
              <a class="govuk-link" href={`/casework/people/${clusterIds[0] ?? ''}`}>
                {name}
              </a>
            ),
          },
          { key: 'because', header: 'Why', cell: ({ because }) => because },
          {
            key: 'act',
            header: 'What can be done',
            cell: ({ name, clusterIds, addressId }) => (
              <>
                <a
                  class="govuk-link"
                  href={`${base}/enter?person=${clusterIds[0] ?? ''}${addressId ? `&address=${addressId}` : ''}`}
                >
                  Enter<span class="govuk-visually-hidden"> {name} into the cohort</span>
                </a>{' '}
                <a class="govuk-link" href={`${base}/set-aside?person=${clusterIds[0] ?? ''}`}>
                  Not now<span class="govuk-visually-hidden">: {name}</span>
                </a>
              </>
            ),
          },
        ]}
        rows={suggestions}
        rowKey={({ clusterIds, addressId }) => addressId ?? clusterIds[0] ?? ''}
        empty="Whoever comes to meet the criterion stands here, with the reason. Nobody is entered by the machine."
        path={`${base}/suggestions`}
      />
    </>
  );
}
