import { longDate } from '../../../kernel/plain-date.ts';
import type { Attempt } from '../../../platform/http/route.ts';
import {
  type Choice,
  ChooseField,
  DayField,
  LineField,
  PickField,
  WordsField,
} from '../../../ui/forms/fields.tsx';
import { FormPage } from '../../../ui/forms/form-page.tsx';
import { type Keys, typedAll } from '../../../ui/forms/typed.ts';
import { Button, Checkboxes, InsetText, SummaryList } from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import type { TensionItem } from './item-queries.ts';
import { isInner, READS_ARE_RECORDED } from './reads.ts';
import { FORM_SAYS, FORMS, TIER_SAYS, TIERS } from './words.ts';

/** One sign of tension: what it is, who holds it, who sees it, what is being done. */
export function ItemPage({ item, mayChange }: { readonly item: TensionItem; readonly mayChange: boolean }) {
  const base = `/tension/items/${item.id}`;
  return (
    <>
      <PageHeading
        heading={`${item.type}, ${longDate(item.happenedOn)}`}
        caption={FORMS[item.form]}
        lead={
          item.closedOn === null
            ? `Open, ${item.levelName} (grade ${item.level}).`
            : `Closed on ${longDate(item.closedOn)}: ${item.closedSays}`
        }
        actions={mayChange ? <Button href={`${base}/edit`}>Change or close it</Button> : null}
      />
      <p class="govuk-body">{item.says}</p>
      <SummaryList
        rows={[
          { key: 'What is being done', value: item.doing || 'Nothing is said' },
          { key: 'Community', value: item.community ?? 'None named' },
          { key: 'Place', value: item.place ?? 'None named' },
          { key: 'Held by', value: item.ownerAgency },
          { key: 'Told by', value: item.source || item.ownerAgency },
          { key: 'Recorded on', value: longDate(item.recordedOn) },
          { key: 'Who may see it', value: `${TIERS[item.tier]}: ${TIER_SAYS[item.tier]}` },
          ...(item.tier === 'forums' ? [{ key: 'Told at forums', value: item.forumSays }] : []),
        ]}
      />
      {isInner(item) ? <p class="govuk-body">{READS_ARE_RECORDED}</p> : null}
    </>
  );
}

const withHints = <Key extends string>(
  words: Readonly<Record<Key, string>>,
  says: Readonly<Record<Key, string>>,
): readonly Choice[] =>
  (Object.keys(words) as Key[]).map((value) => ({ value, text: `${words[value]}: ${inside(says[value])}` }));

const inside = (sentence: string): string => sentence.charAt(0).toLowerCase() + sentence.slice(1);

export interface ItemFormProps {
  readonly heading: string;
  readonly action: string;
  readonly back: string;
  readonly keys: Keys;
  readonly attempt: Attempt;
  readonly revision?: number | undefined;
  readonly choices: Readonly<Record<'levels' | 'types' | 'communities' | 'places', readonly Choice[]>>;
}

/** What is said of a sign. Whoever writes is told that no person is to be named, and asked where one may be. */
export function ItemForm({ attempt, keys, choices, ...rest }: ItemFormProps) {
  const asked = attempt.errors.namesChecked;
  return (
    <FormPage {...attempt} {...keys} {...rest} sealed submit="Save">
      <InsetText>
        Name nobody, and write nothing by which somebody could be known. What concerns one person is a
        referral or a concern, not tension.
      </InsetText>
      <PickField
        name="form"
        label="How is it known?"
        choices={withHints(FORMS, FORM_SAYS)}
        attempt={attempt}
      />
      <ChooseField
        name="typeId"
        label="Which type of tension is it?"
        choices={choices.types}
        attempt={attempt}
      />
      <WordsField name="says" label="What was seen, heard or is expected?" attempt={attempt} />
      <DayField
        name="happenedOn"
        label="When did it happen, or when may it?"
        hint="For example, 17 1 2013"
        attempt={attempt}
      />
      <ChooseField name="level" label="How grave is it?" choices={choices.levels} attempt={attempt} />
      <ChooseField
        name="communityId"
        label="Which community does it concern?"
        none="None named"
        choices={choices.communities}
        attempt={attempt}
      />
      <ChooseField
        name="placeId"
        label="Where?"
        none="Nowhere named"
        choices={choices.places}
        attempt={attempt}
      />
      <LineField
        name="source"
        label="Who told you?"
        hint="An organisation, such as a housing association. Leave it empty where it is your own agency."
        attempt={attempt}
      />
      <WordsField name="doing" label="What is being done?" attempt={attempt} />
      <PickField
        name="tier"
        label="Who may see this?"
        choices={withHints(TIERS, TIER_SAYS)}
        attempt={attempt}
      />
      <WordsField
        name="forumSays"
        label="What may be told at forums?"
        hint="Needed when forums are told. It names no street, no source and no group of few people."
        rows={3}
        attempt={attempt}
      />
      <DayField name="closedOn" label="Closed on" hint="Leave it empty while it is open" attempt={attempt} />
      <WordsField name="closedSays" label="What became of it?" rows={2} attempt={attempt} />
      {asked === undefined ? null : (
        <Checkboxes
          name="namesChecked"
          legend="Is somebody named?"
          legendSize="s"
          error={asked}
          items={[{ value: 'yes', text: 'I have looked: nobody is named' }]}
          values={typedAll(attempt, 'namesChecked')}
        />
      )}
    </FormPage>
  );
}
