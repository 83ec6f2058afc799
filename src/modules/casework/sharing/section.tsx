import { longDate } from '../../../kernel/plain-date.ts';
import { type Actor, agencyOf, maySomewhere } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { clustersOf } from '../people/index.ts';
import type { PersonSection } from '../person-section.ts';
import { type Ask, asksAbout } from './asks/queries.ts';
import { kindInWords } from './ledger/pages.tsx';
import { type LedgerRow, listLedger } from './ledger/queries.ts';
import { openingOf } from './openings.ts';
import { AskTag, categoriesInWords, Links } from './parts.tsx';

/** On the page of a person: what was disclosed about them, who asked to see, and how to ask. */
export const sharingSection: PersonSection = {
  title: 'Sharing',
  order: 80,
  async show(tx: Tx, actor: Actor, subjects: SubjectKeys, clusterId: string) {
    if (!maySomewhere(actor, 'casework.read')) return null;
    const clusters = await clustersOf(tx, actor, clusterId);
    const asks = await asksAbout(tx, actor, subjects, clusters);
    const ledger = await listLedger(tx, actor, subjects, { clusterIds: clusters, limit: 10 });
    const opened = await openingOf(tx, actor, clusters);
    return (
      <>
        {opened ? (
          <p class="govuk-body">
            You opened everything that is held about this person in an emergency. It closes at{' '}
            {clock(opened.closesAt)}, and information governance reviews it.
          </p>
        ) : null}
        {asks.map((ask) => (
          <AskLine key={ask.id} ask={ask} own={agencyOf(actor)} />
        ))}
        {ledger.length === 0 ? (
          <p class="govuk-body">Nothing about this person was disclosed to or by your agency.</p>
        ) : (
          <ul class="govuk-list govuk-list--bullet">
            {ledger.map((row) => (
              <li key={row.id}>{inSentence(row)}</li>
            ))}
          </ul>
        )}
        <Links
          links={[
            ['Ask another agency to see what it holds', `/casework/sharing/asks/new?person=${clusterId}`],
            ['Open everything in an emergency', `/casework/sharing/emergency?person=${clusterId}`],
            [
              'The person objects, or asks about their data',
              `/casework/governance/requests/new?person=${clusterId}`,
            ],
          ]}
        />
      </>
    );
  },
};

const clock = (at: Date): string =>
  new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/London',
    dateStyle: 'long',
    timeStyle: 'short',
  }).format(at);

const AskLine = ({ ask, own }: { readonly ask: Ask; readonly own: string | undefined }) => (
  <p class="govuk-body">
    <AskTag state={ask.state} />{' '}
    <a class="govuk-link" href={`/casework/sharing/asks/${ask.id}`}>
      {ask.agencyId === own ? `${ask.asker} asked to see` : `Your agency asked ${ask.agency}`}
    </a>
    {ask.state === 'granted' && ask.untilOn ? ` until ${longDate(ask.untilOn)}` : ''}
  </p>
);

const inSentence = (row: LedgerRow): string =>
  row.kind === 'disclosed'
    ? `${longDate(row.onDay)}: ${row.from} to ${row.to ?? 'somebody outside'}, ${kindInWords(row.itemKind).toLowerCase()} (${categoriesInWords(row.categories)}), ${row.basis}`
    : `${longDate(row.onDay)}: ${row.from} did not share ${categoriesInWords(row.categories)}: ${row.reason ?? 'reason disposed of'}`;
