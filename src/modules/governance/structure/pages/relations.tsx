import { longDate } from '../../../../kernel/plain-date.ts';
import { datePartsOf, textIn } from '../../../../platform/http/form.ts';
import type { Choice } from '../../../../ui/forms/fields.tsx';
import { FormPage, type FormPageProps } from '../../../../ui/forms/form-page.tsx';
import { DateInput, Radios, Select, Textarea, TextInput } from '../../../../ui/govuk/index.ts';
import type { Body, ReportingLine } from '../../queries.ts';
import { RELATIONS, type Relation } from '../words.ts';

export interface RelationTo extends ReportingLine {
  readonly body: Body;
}

const KINDS = Object.keys(RELATIONS) as Relation[];

/** How a body stands to others and others to it, as rows of a summary list. */
export const relationRows = (
  out: readonly RelationTo[],
  back: readonly RelationTo[],
  /** Address of the body, for who may end a relation. */
  path: string | undefined,
) => [
  ...KINDS.flatMap((kind) => rowsOf(RELATIONS[kind].says, out, kind, path)),
  ...KINDS.flatMap((kind) => rowsOf(RELATIONS[kind].from, back, kind, path)),
];

const rowsOf = (key: string, lines: readonly RelationTo[], kind: Relation, path: string | undefined) => {
  const own = lines.filter((line) => line.kind === kind);
  if (own.length === 0) return [];
  const value = own.map((line) => <Line key={line.id} line={line} path={path} says={key} />);
  return [{ key, value }];
};

function Line(props: {
  readonly line: RelationTo;
  readonly path: string | undefined;
  readonly says: string;
}) {
  const { line } = props;
  return (
    <div>
      <a class="govuk-link" href={`/bodies/${line.body.slug}`}>
        {line.body.name}
      </a>
      <span class="app-quiet">
        {line.startsOn ? ` from ${longDate(line.startsOn)}` : ''}
        {line.endsOn ? ` until ${longDate(line.endsOn)}` : ''}
        {line.note ? `: ${line.note}` : ''}
      </span>
      {props.path && line.endsOn === null ? (
        <>
          {' '}
          <a class="govuk-link" href={`${props.path}/reporting-lines/${line.id}/ending`}>
            End
            <span class="govuk-visually-hidden">
              : {props.says} {line.body.name}
            </span>
          </a>
        </>
      ) : null}
    </div>
  );
}

/** Records how a body stands to another. */
export function RelationForm(props: FormPageProps & { readonly bodies: readonly Choice[] }) {
  const { values, errors } = props;
  return (
    <FormPage {...props}>
      <Radios
        name="kind"
        legend="How does it stand to the other body?"
        value={textIn(values, 'kind')}
        error={errors.kind}
        items={KINDS.map((value) => ({ value, text: `It ${lower(RELATIONS[value].says)}` }))}
      />
      <Select
        name="reportsTo"
        label="Which body?"
        value={textIn(values, 'reportsTo')}
        error={errors.reportsTo}
        items={[{ value: '', text: 'Choose' }, ...props.bodies]}
      />
      <DateInput
        name="startsOn"
        legend="Since when? (optional)"
        values={datePartsOf(values, 'startsOn')}
        error={errors.startsOn}
      />
      <TextInput
        name="note"
        label="Note (optional)"
        hint="Such as each quarter"
        value={textIn(values, 'note')}
      />
    </FormPage>
  );
}

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** Ends a relation, or a programme board, on a day. */
export function EndingForm(props: FormPageProps) {
  return (
    <FormPage {...props}>
      <DateInput
        name="endsOn"
        legend="What was the last day on which it stood so?"
        values={datePartsOf(props.values, 'endsOn')}
        error={props.errors.endsOn}
      />
    </FormPage>
  );
}

/** Makes a body the programme board of something. */
export function ProgrammeForm(props: FormPageProps & { readonly subjects: readonly Choice[] }) {
  const { values, errors } = props;
  return (
    <FormPage {...props}>
      <Select
        name="subject"
        label="Of what is it the programme board?"
        value={textIn(values, 'subject')}
        error={errors.subject}
        items={[{ value: '', text: 'Choose' }, ...props.subjects]}
      />
      <DateInput
        name="startsOn"
        legend="Since when? (optional)"
        values={datePartsOf(values, 'startsOn')}
        error={errors.startsOn}
      />
      <TextInput name="note" label="Note (optional)" value={textIn(values, 'note')} error={errors.note} />
    </FormPage>
  );
}

/** Renames, restructures, merges or abolishes a body on a date. */
export function BodyChangeForm(
  props: FormPageProps & { readonly bodies: readonly Choice[]; readonly kinds: readonly Choice[] },
) {
  const { values, errors } = props;
  return (
    <FormPage {...props} submit="Record the change">
      <Radios
        name="kind"
        legend="What happens to it?"
        value={textIn(values, 'kind')}
        error={errors.kind}
        items={[...props.kinds]}
      />
      <DateInput
        name="changedOn"
        legend="On which day?"
        hint="The first day of a new name or order; the last day of a body that ends"
        values={datePartsOf(values, 'changedOn')}
        error={errors.changedOn}
      />
      <TextInput
        name="name"
        label="New name (only when it is renamed)"
        value={textIn(values, 'name')}
        error={errors.name}
      />
      <Select
        name="into"
        label="Merged into (only when it is merged)"
        value={textIn(values, 'into')}
        error={errors.into}
        items={[{ value: '', text: 'Choose' }, ...props.bodies]}
      />
      <Textarea name="reason" label="Why?" rows={3} value={textIn(values, 'reason')} error={errors.reason} />
    </FormPage>
  );
}
