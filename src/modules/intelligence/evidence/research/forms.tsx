import {
  type Choice,
  ChooseField,
  DayField,
  LineField,
  PoundsField,
  WordsField,
} from '../../../../ui/forms/fields.tsx';
import { FormPage } from '../../../../ui/forms/form-page.tsx';
import { type FormProps, OwnerFields, type Owners } from '../forms.tsx';
import type { Agreement, Deliverable, Funding } from './queries.ts';

interface OfAgreement extends FormProps {
  readonly agreement: Agreement;
}

const baseOf = ({ slug }: Agreement): string => `/evidence/agreements/${slug}`;

/** What is said of an agreement. */
export const AgreementForm = ({
  keys,
  attempt,
  agreement,
  revision,
}: FormProps & { readonly agreement: Agreement | undefined; readonly revision: number | undefined }) => (
  <FormPage
    {...attempt}
    {...keys}
    heading={agreement ? `Change ${agreement.title}` : 'Add a research agreement'}
    action={agreement ? `${baseOf(agreement)}/edit` : '/evidence/agreements/new'}
    back={agreement ? baseOf(agreement) : '/evidence/agreements'}
    revision={revision}
  >
    <LineField name="title" label="Title" attempt={attempt} />
    <LineField
      name="researcher"
      label="Who does the research?"
      hint="Such as an observatory or a university"
      attempt={attempt}
    />
    <WordsField name="says" label="What is agreed?" attempt={attempt} />
    <DayField name="startsOn" label="It starts on" hint="May be left empty" attempt={attempt} />
    <DayField name="endsOn" label="It ends on" hint="May be left empty" attempt={attempt} />
    <WordsField name="note" label="Note" rows={2} attempt={attempt} />
  </FormPage>
);

/** Who pays how much. */
export const FundingForm = ({
  keys,
  attempt,
  agreement,
  agencies,
}: OfAgreement & { readonly agencies: readonly Choice[] }) => (
  <FormPage
    {...attempt}
    {...keys}
    heading={`Who pays for ${agreement.title}?`}
    action={`${baseOf(agreement)}/funding/new`}
    back={baseOf(agreement)}
  >
    <ChooseField
      name="agencyId"
      label="Which partner?"
      none="None of them"
      choices={agencies}
      attempt={attempt}
    />
    <LineField name="funder" label="Who else, if it is none of them?" attempt={attempt} />
    <PoundsField name="amount" label="How much?" hint="Leave it empty while nobody knows" attempt={attempt} />
    <LineField name="says" label="What for?" attempt={attempt} />
  </FormPage>
);

/** Takes back what was said wrongly of who pays. */
export const RemoveFundingForm = ({
  keys,
  attempt,
  agreement,
  funding,
}: OfAgreement & { readonly funding: Funding }) => (
  <FormPage
    {...attempt}
    {...keys}
    heading={`Does ${funding.funder} not pay this?`}
    lead="The audit trail keeps what was said before."
    action={`${baseOf(agreement)}/funding/${funding.id}/remove`}
    back={baseOf(agreement)}
    submit="Take it back"
  >
    {null}
  </FormPage>
);

/** What is due, and who answers for it. */
export const DeliverableForm = ({
  keys,
  attempt,
  agreement,
  choices,
}: OfAgreement & { readonly choices: Owners }) => (
  <FormPage
    {...attempt}
    {...keys}
    heading={`What must ${agreement.title} bring?`}
    action={`${baseOf(agreement)}/deliverables/new`}
    back={baseOf(agreement)}
  >
    <LineField name="title" label="What is to be delivered?" attempt={attempt} />
    <DayField name="dueOn" label="Until when?" attempt={attempt} />
    <OwnerFields label="Which partner answers for it?" choices={choices} attempt={attempt} />
  </FormPage>
);

/** That something was delivered, and what it became. */
export const DeliveryForm = ({
  keys,
  attempt,
  agreement,
  deliverable,
  evidence,
}: OfAgreement & { readonly deliverable: Deliverable; readonly evidence: readonly Choice[] }) => (
  <FormPage
    {...attempt}
    {...keys}
    heading={`Record the delivery of ${deliverable.title}`}
    action={`${baseOf(agreement)}/deliverables/${deliverable.id}/delivery`}
    back={baseOf(agreement)}
    submit="Record it"
  >
    <DayField name="deliveredOn" label="When was it delivered?" attempt={attempt} />
    <ChooseField
      name="evidenceId"
      label="Which entry of the library did it become?"
      hint="Add it to the library first; those added last are offered"
      none="None"
      choices={evidence}
      attempt={attempt}
    />
    <WordsField name="says" label="What was delivered, if it is no entry?" rows={2} attempt={attempt} />
  </FormPage>
);
