import { Select, type SelectItem, TextInput } from '../govuk/index.ts';
import { filterOf, type TableQuery } from './columns.ts';

interface FilterProps {
  readonly name: string;
  readonly label: string;
  readonly query: TableQuery;
}

/** Words to look for among the rows of a table, as the address has them. */
export const FilterWords = ({ name, label, query }: FilterProps) => (
  <TextInput name={name} label={label} value={filterOf(query, name)} width={20} />
);

/** Rows of one kind, or all of them. */
export const FilterChoice = ({
  name,
  label,
  query,
  choices,
}: FilterProps & { readonly choices: readonly SelectItem[] }) => (
  <Select
    name={name}
    label={label}
    value={filterOf(query, name)}
    items={[{ value: '', text: 'All' }, ...choices]}
  />
);
