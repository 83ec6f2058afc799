import { longDate, type PlainDate } from '../../../../kernel/plain-date.ts';
import { Button, SummaryList } from '../../../../ui/govuk/index.ts';
import { PageHeading } from '../../../../ui/layout/index.ts';
import { Contact } from '../../pages/agency.tsx';
import { Presence } from '../../pages/directory.tsx';
import type { Service } from '../queries.ts';
import { audience } from './list.tsx';

/** One service: what it offers, to whom, where, when and how to reach it. */
export function ServicePage(props: {
  readonly service: Service;
  readonly today: PlainDate;
  readonly mayEdit: boolean;
  /** Members see by when it answers and which signs lead to it. */
  readonly member: boolean;
}) {
  const { service, today, member } = props;
  return (
    <>
      <PageHeading
        caption={service.agency}
        heading={service.name}
        lead={service.offers}
        actions={
          props.mayEdit ? (
            <Button href={`/services/${service.slug}/edit`} kind="secondary">
              Change
            </Button>
          ) : undefined
        }
      />
      <Presence from={service.openFrom} to={service.openUntil} today={today} />
      <SummaryList
        rows={[
          { key: 'For whom', value: audience(service) },
          { key: 'Where', value: known(service.area) },
          { key: 'When', value: known([service.hours, service.hoursNote].filter(Boolean).join('. ')) },
          { key: 'How to reach it', value: known(service.reach) },
          { key: 'Telephone', value: <Contact href="tel:" text={service.telephone} /> },
          { key: 'Email', value: <Contact href="mailto:" text={service.email} /> },
          service.website !== null && {
            key: 'Website',
            value: <Contact href="" text={service.website} />,
          },
          service.address !== null && { key: 'Address', value: service.address },
          { key: 'Cost', value: known(service.fees) },
          { key: 'Languages', value: known(service.languages.join(', ')) },
          { key: 'Getting in', value: known(service.accessNotes) },
          { key: 'Referrals', value: answers(service) },
          member && { key: 'Signs that lead to it', value: known(service.indicators.join(', ')) },
          member && { key: 'Shown to the public', value: service.published ? 'Yes' : 'No' },
          { key: 'Last checked', value: service.assuredOn ? longDate(service.assuredOn) : 'Not known' },
          member && service.source !== null && { key: 'Known from', value: service.source },
        ]}
      />
    </>
  );
}

const known = (text: string | null) => (text ? text : <span class="app-quiet">Not given</span>);

/** By when a service answers, in words. */
export function answers({ accepts, normalDays, urgentDays }: Service): string {
  if (accepts === 'signpost') return 'Tell people of it; it takes no referrals';
  const days = (count: number) => (count === 1 ? '1 working day' : `${count} working days`);
  const normal = `Answered within ${days(normalDays ?? 0)}`;
  return urgentDays === null ? normal : `${normal}, urgent ones within ${days(urgentDays)}`;
}
