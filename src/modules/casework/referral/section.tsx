import { longDate } from '../../../kernel/plain-date.ts';
import { maySomewhere } from '../../../platform/actor.ts';
import type { PersonSection } from '../person-section.ts';
import { StateTag } from './pages/lists.tsx';
import { referralsOf } from './person.ts';

/** Referrals on the page of a person: those in which the reader takes part. */
export const referralSection: PersonSection = {
  title: 'Referrals',
  order: 30,
  show: async (tx, actor, _subjects, clusterId) => {
    const referrals = await referralsOf(tx, actor, clusterId);
    return (
      <>
        {referrals.length === 0 ? (
          <p class="govuk-body app-quiet">No referral that you take part in.</p>
        ) : (
          <ul class="govuk-list">
            {referrals.map((referral) => (
              <li key={referral.id}>
                <a class="govuk-link" href={`/casework/referrals/${referral.reference}`}>
                  {referral.reference}
                </a>{' '}
                {referral.service}, {longDate(referral.madeOn)} <StateTag state={referral.state} />
              </li>
            ))}
          </ul>
        )}
        {maySomewhere(actor, 'referral.make') ? (
          <p class="govuk-body">
            <a class="govuk-link" href={`/casework/refer?person=${clusterId}`}>
              Refer this person
            </a>
          </p>
        ) : null}
      </>
    );
  },
};
