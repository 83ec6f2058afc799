import type { Attempt } from '../../../platform/http/route.ts';
import {
  type Choice,
  ChooseField,
  choicesOf,
  DayField,
  LineField,
  WordsField,
} from '../../../ui/forms/fields.tsx';
import { FormPage } from '../../../ui/forms/form-page.tsx';
import { type Keys, typed } from '../../../ui/forms/typed.ts';
import { FileUpload, Radios } from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import type { Evidence } from './queries.ts';
import type { Supported, Thing } from './supports.ts';
import { EVIDENCE_KINDS, kindInWords } from './words.ts';

export interface FormProps {
  readonly keys: Keys;
  readonly attempt: Attempt;
}

/** Who something may be given to. */
export type Owners = Readonly<Record<'agencies' | 'posts', readonly Choice[]>>;

/** Which partner has something, and which of its posts. */
export const OwnerFields = ({
  label,
  choices,
  attempt,
}: {
  readonly label: string;
  readonly choices: Owners;
  readonly attempt: Attempt;
}) => (
  <>
    <ChooseField
      name="ownerAgencyId"
      label={label}
      none="None named"
      choices={choices.agencies}
      attempt={attempt}
    />
    <ChooseField
      name="ownerPostId"
      label="Which post?"
      none="None named"
      choices={choices.posts}
      attempt={attempt}
    />
  </>
);

/** What is said of an entry. */
export function EvidenceForm(
  props: FormProps & {
    readonly evidence: Evidence | undefined;
    /** What it is to support, where it is added for something. */
    readonly about: Thing | undefined;
    readonly revision: number | undefined;
    readonly choices: Owners;
  },
) {
  const { evidence, about, attempt, keys, revision, choices } = props;
  const base = evidence ? `/evidence/${evidence.slug}` : '/evidence';
  return (
    <FormPage
      {...attempt}
      {...keys}
      heading={evidence ? `Change ${evidence.title}` : 'Add evidence'}
      lead={about ? `It will support ${about.title}.` : undefined}
      action={evidence ? `${base}/edit` : `${base}/new`}
      back={base}
      revision={revision}
      multipart
    >
      {about ? <input type="hidden" name="for" value={about.path} /> : null}
      <LineField name="title" label="Title" attempt={attempt} />
      <ChooseField name="kind" label="What is it?" choices={choicesOf(EVIDENCE_KINDS)} attempt={attempt} />
      <LineField name="publisher" label="Who published it?" attempt={attempt} />
      <DayField
        name="publishedOn"
        label="When?"
        hint="Leave it empty if the day is not known"
        attempt={attempt}
      />
      <LineField
        name="publishedSays"
        label="When, if the day is not known"
        hint="Such as 2008/09"
        attempt={attempt}
      />
      <WordsField name="says" label="What does it say?" attempt={attempt} />
      <LineField name="url" label="Link" hint="Begins with https://" attempt={attempt} />
      <FileUpload
        name="file"
        label="File"
        hint={
          evidence?.fileName
            ? `Leave it empty to keep ${evidence.fileName}`
            : 'May be left empty. Choose it again if this form comes back to you.'
        }
        error={attempt.errors.file}
      />
      <LineField name="keptAt" label="Where else can it be had?" attempt={attempt} />
      <LineField
        name="licence"
        label="Licence"
        hint="Such as Open Government Licence v3.0"
        attempt={attempt}
      />
      <DayField name="reviewOn" label="When should somebody look at it again?" attempt={attempt} />
      <OwnerFields label="Which partner looks after it?" choices={choices} attempt={attempt} />
      <WordsField name="note" label="Note" rows={2} attempt={attempt} />
    </FormPage>
  );
}

/** Why an entry is relied on no more. */
export const WithdrawForm = ({ keys, attempt, evidence }: FormProps & { readonly evidence: Evidence }) => (
  <FormPage
    {...attempt}
    {...keys}
    heading={`Withdraw ${evidence.title}`}
    lead="It stays to be read, and what rests on it rests on nothing then."
    action={`/evidence/${evidence.slug}/withdraw`}
    back={`/evidence/${evidence.slug}`}
    revision={evidence.revision}
    submit="Withdraw it"
  >
    <WordsField name="withdrawnSays" label="Why is it relied on no more?" attempt={attempt} />
  </FormPage>
);

/** What an entry supports: first a search among the things of all modules, then a choice. */
export function SupportForm(
  props: FormProps & {
    readonly evidence: Evidence;
    readonly words: string;
    readonly found: readonly Thing[];
  },
) {
  const { evidence, words, found, attempt, keys } = props;
  const base = `/evidence/${evidence.slug}`;
  return (
    <>
      {found.length > 0 ? null : (
        <PageHeading
          heading={`What does ${evidence.title} support?`}
          lead={
            words === ''
              ? 'Look for a need, priority, outcome, theme, indicator, plan or project.'
              : 'Nothing has these words in its title.'
          }
        />
      )}
      {found.length === 0 ? null : (
        <FormPage
          {...attempt}
          {...keys}
          heading={`What does ${evidence.title} support?`}
          action={`${base}/supports?words=${encodeURIComponent(words)}`}
          back={base}
          submit="It supports this"
        >
          <Radios
            name="subject"
            legend="What rests on it?"
            legendSize="s"
            items={found.map(({ kind, id, title }) => ({
              value: `${kind} ${id}`,
              text: `${kindInWords(kind)}: ${title}`,
            }))}
            value={typed(attempt, 'subject')}
            error={attempt.errors.subject}
          />
          <WordsField
            name="says"
            label="What in it supports this?"
            hint="A chapter or a finding; may be left empty"
            rows={2}
            attempt={attempt}
          />
        </FormPage>
      )}
      <form method="get" action={`${base}/supports`}>
        <div class="govuk-form-group">
          <label class="govuk-label" for="words">
            Words in its title
          </label>
          <input class="govuk-input" id="words" name="words" type="text" value={words} />
        </div>
        <button type="submit" class="govuk-button govuk-button--secondary">
          Look for it
        </button>
      </form>
    </>
  );
}

/** Takes back that something rests on an entry. */
export const EndSupportForm = ({
  keys,
  attempt,
  evidence,
  thing,
}: FormProps & { readonly evidence: Evidence; readonly thing: Supported }) => (
  <FormPage
    {...attempt}
    {...keys}
    heading={`Does ${thing.title} no longer rest on it?`}
    lead={`${evidence.title} stays in the library.`}
    action={`/evidence/${evidence.slug}/supports/${thing.kind}/${thing.id}/end`}
    back={`/evidence/${evidence.slug}`}
    submit="It rests on it no more"
  >
    {null}
  </FormPage>
);
