import { longDate, type PlainDate } from '../../../../kernel/plain-date.ts';
import { datePartsOf, textIn } from '../../../../platform/http/form.ts';
import type { Choice } from '../../../../ui/forms/fields.tsx';
import { FormPage, type FormPageProps } from '../../../../ui/forms/form-page.tsx';
import { Button, DateInput, Select, Textarea, TextInput } from '../../../../ui/govuk/index.ts';
import { PageHeading } from '../../../../ui/layout/index.ts';
import { type Column, DataTable } from '../../../../ui/table/index.ts';
import type { Body } from '../../queries.ts';
import type { TermsFields } from '../fields.ts';
import type { Member, OfficeHolding } from '../member-queries.ts';
import { OFFICES, STANDINGS } from '../words.ts';

export interface MembersPageProps {
  readonly body: Body;
  readonly members: readonly Member[];
  readonly former: readonly Member[];
  readonly offices: readonly OfficeHolding[];
  readonly vacant: readonly string[];
  readonly on: PlainDate;
  readonly mayEdit: boolean;
}

/** Who sits on a body, function by function, which core seats are vacant, and who held its offices. */
export function MembersPage(props: MembersPageProps) {
  const { body, members, on } = props;
  const path = `/bodies/${body.slug}/members`;
  const chair = members.find(({ office }) => office === 'chair');
  const functions = Map.groupBy(members, (member) => member.function ?? '');
  return (
    <>
      <PageHeading
        caption={body.name}
        heading="Members"
        lead={[
          chair ? `${chair.title} is the chair.` : 'It has no chair.',
          props.vacant.length === 0
            ? ''
            : `Vacant core ${props.vacant.length === 1 ? 'seat' : 'seats'}: ${props.vacant.join(', ')}.`,
        ].join(' ')}
        actions={
          props.mayEdit ? (
            <>
              <Button href={`${path}/new`}>Add a member</Button>
              <Button href={`${path}/election`} kind="secondary">
                Record an election
              </Button>
            </>
          ) : undefined
        }
      />
      {members.length === 0 ? (
        <p class="govuk-body">
          Its members will be listed here, core members first. Add the first one, or a vacancy shows in the
          compliance clock.
        </p>
      ) : null}
      {[...functions].map(([name, own]) => (
        <DataTable
          key={name}
          caption={name === '' ? 'Members' : `${name} function`}
          columns={columnsFor(path, props.mayEdit)}
          rows={own}
          rowKey={({ id }) => id}
          path={path}
          empty=""
        />
      ))}
      <Offices {...props} />
      {props.former.length > 0 ? (
        <>
          <h2 class="govuk-heading-m">Not members on {longDate(on)}</h2>
          <ul class="govuk-list">
            {props.former.map((member) => (
              <li key={member.id}>
                {member.title}
                {member.startsOn ? `, from ${longDate(member.startsOn)}` : ''}
                {member.endsOn ? `, until ${longDate(member.endsOn)}` : ''}
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </>
  );
}

const columnsFor = (path: string, mayEdit: boolean): readonly Column<Member>[] => [
  {
    key: 'member',
    header: 'Member',
    cell: (member) =>
      mayEdit ? (
        <a class="govuk-link" href={`${path}/${member.id}`}>
          {member.title}
        </a>
      ) : (
        member.title
      ),
  },
  {
    key: 'standing',
    header: 'Standing',
    cell: ({ standing, office }) =>
      [STANDINGS[standing], office && OFFICES[office]].filter(Boolean).join(', '),
  },
  { key: 'since', header: 'Since', cell: ({ startsOn }) => (startsOn ? longDate(startsOn) : 'Not known') },
  { key: 'note', header: 'Note', cell: ({ note }) => note },
];

function Offices({ body, offices, members, former, mayEdit }: MembersPageProps) {
  if (offices.length === 0) return null;
  const titles = new Map([...members, ...former].map(({ id, title }) => [id, title]));
  return (
    <>
      <h2 class="govuk-heading-m">Offices</h2>
      <ul class="govuk-list">
        {offices.map((one) => (
          <li key={one.id}>
            {OFFICES[one.office]}: {titles.get(one.membershipId)}, from {longDate(one.startsOn)}
            {one.endsOn ? ` until ${longDate(one.endsOn)}` : ''}
            {one.how ? `. ${one.how}` : ''}
            {mayEdit && one.endsOn === null ? (
              <>
                {' '}
                <a class="govuk-link" href={`/bodies/${body.slug}/members/offices/${one.id}/ending`}>
                  End<span class="govuk-visually-hidden"> the office of {OFFICES[one.office]}</span>
                </a>
              </>
            ) : null}
          </li>
        ))}
      </ul>
    </>
  );
}

/** Adds or changes a seat. */
export function MemberForm(
  props: FormPageProps & {
    readonly agencies: readonly Choice[];
    readonly posts: readonly Choice[];
    readonly functions: TermsFields['functions'];
    readonly members: readonly Choice[];
  },
) {
  const { values, errors } = props;
  const field = (name: string) => ({ name, value: textIn(values, name), error: errors[name] });
  const date = (name: string) => ({ name, values: datePartsOf(values, name), error: errors[name] });
  return (
    <FormPage {...props}>
      <Select
        {...field('agencyId')}
        label="Which organisation does the member stand for?"
        items={[{ value: '', text: 'None' }, ...props.agencies]}
      />
      <Select
        {...field('postId')}
        label="Which post holds the seat? (optional)"
        items={[{ value: '', text: 'Not known' }, ...props.posts]}
      />
      <TextInput
        {...field('seatTitle')}
        label="Whose seat is it, in the words of the terms? (optional)"
        hint="Such as Third sector providers"
      />
      <Select
        {...field('standing')}
        label="Standing"
        items={[
          { value: '', text: 'Choose' },
          ...Object.entries(STANDINGS).map(([value, text]) => ({ value, text })),
        ]}
      />
      {props.functions.length > 0 ? (
        <Select
          {...field('functionSlug')}
          label="In which function?"
          items={[
            { value: '', text: 'The body as a whole' },
            ...props.functions.map(({ slug, name }) => ({ value: slug, text: name })),
          ]}
        />
      ) : null}
      <Select
        {...field('substituteForId')}
        label="Whose substitute is it? (only for a substitute)"
        items={[{ value: '', text: 'Nobody’s' }, ...props.members]}
      />
      <TextInput
        {...field('email')}
        type="email"
        label="Email for invitations (optional)"
        hint="Where it is not the post’s own"
      />
      <DateInput {...date('startsOn')} legend="Since when? (optional)" />
      <DateInput {...date('endsOn')} legend="What was the last day? (optional)" />
      <Textarea {...field('note')} label="Note (optional)" rows={2} />
    </FormPage>
  );
}

/** Records an election. */
export function ElectionForm(props: FormPageProps & { readonly members: readonly Choice[] }) {
  const { values, errors } = props;
  const field = (name: string) => ({ name, value: textIn(values, name), error: errors[name] });
  return (
    <FormPage {...props} submit="Record the election">
      <Select
        {...field('office')}
        label="To which office?"
        items={Object.entries(OFFICES).map(([value, text]) => ({ value, text }))}
      />
      <Select
        {...field('membershipId')}
        label="Which member was elected?"
        items={[{ value: '', text: 'Choose' }, ...props.members]}
      />
      <DateInput
        name="startsOn"
        legend="On which day?"
        values={datePartsOf(values, 'startsOn')}
        error={errors.startsOn}
      />
      <TextInput
        {...field('how')}
        label="How? (optional)"
        hint="Such as by the members at their first sitting"
      />
    </FormPage>
  );
}
