import { plural } from '../../../../kernel/names.ts';
import { LineField, PickField, WordsField } from '../../../../ui/forms/fields.tsx';
import { FormPage } from '../../../../ui/forms/form-page.tsx';
import type { Keys, Typed } from '../../../../ui/forms/typed.ts';
import { PageHeading } from '../../../../ui/layout/index.ts';
import { type Column, DataTable, type TableQuery } from '../../../../ui/table/index.ts';
import { RULES } from '../crumbs.ts';
import { TRIGGERS } from '../kinds.ts';
import { type RetentionCategory, USUAL_MONTHS } from '../review-on.ts';
import { CATEGORIES, type RetentionRule } from '../rules.ts';

interface RuleRow {
  readonly category: RetentionCategory;
  readonly rule: RetentionRule | undefined;
}

const YEAR = 12;
const howLong = (months: number): string =>
  months % YEAR === 0 ? plural(months / YEAR, 'year') : plural(months, 'month');

const columns: readonly Column<RuleRow>[] = [
  {
    key: 'category',
    header: 'What',
    cell: ({ category }) => (
      <a class="govuk-link" href={`${RULES}/${category}`}>
        {CATEGORIES[category]}
      </a>
    ),
  },
  {
    key: 'months',
    header: 'Reviewed',
    cell: ({ rule }) =>
      rule
        ? `${howLong(rule.months)} ${TRIGGERS[rule.trigger]}`
        : `${howLong(USUAL_MONTHS)} after it was written: no rule is set`,
  },
  { key: 'says', header: 'Why so long', cell: ({ rule }) => rule?.says ?? '' },
];

/** For how long each category is kept, and why. */
export function RulesPage(props: { readonly rules: readonly RetentionRule[]; readonly query: TableQuery }) {
  const rows = (Object.keys(CATEGORIES) as RetentionCategory[]).map((category) => ({
    category,
    rule: props.rules.find((one) => one.category === category),
  }));
  const unset = rows.filter(({ rule }) => rule === undefined).length;
  return (
    <>
      <PageHeading
        heading="Rules of retention"
        lead={
          unset === 0
            ? 'Every category has a rule. When its time is over, what is held is reviewed; nothing goes by itself.'
            : `${plural(unset, 'category has', 'categories have')} no rule yet. When the time of a rule is over, what is held is reviewed; nothing goes by itself.`
        }
      />
      <DataTable
        caption="Rules"
        captionHidden
        columns={columns}
        rows={rows}
        rowKey={({ category }) => category}
        path={RULES}
        query={props.query}
        empty="The categories of what is held will be here."
      />
    </>
  );
}

/** The rule of one category. */
export function RuleForm(props: {
  readonly category: RetentionCategory;
  readonly revision: number | undefined;
  readonly keys: Keys;
  readonly attempt: Typed;
}) {
  const { category, attempt } = props;
  return (
    <FormPage
      {...attempt}
      {...props.keys}
      heading={`How long to keep: ${CATEGORIES[category].toLowerCase()}`}
      lead="The days of review of everything in this category are reckoned anew. What somebody decided to keep longer keeps its day."
      action={`${RULES}/${category}`}
      back={RULES}
      revision={props.revision}
    >
      <PickField
        name="trigger"
        label="Since when does it count?"
        attempt={attempt}
        choices={Object.entries(TRIGGERS).map(([value, text]) => ({
          value,
          text: text.charAt(0).toUpperCase() + text.slice(1),
        }))}
      />
      <LineField name="months" label="How many months?" hint="Seven years are 84 months" attempt={attempt} />
      <WordsField
        name="says"
        label="Why so long, and no longer?"
        hint="The law or the need that it rests on. Members of the partnership can read it"
        attempt={attempt}
      />
    </FormPage>
  );
}
