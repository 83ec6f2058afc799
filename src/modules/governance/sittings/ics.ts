import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Sitting } from '../queries.ts';

/** A sitting as a calendar shows it. */
export interface CalendarEntry {
  readonly sitting: Sitting;
  /** Counts every change of the sitting and of what became of it, so that calendars take the newest. */
  readonly sequence: number;
  /** What stands beside it, for those who may know it. */
  readonly words?: string;
  readonly address?: string;
}

export interface CalendarFeed {
  readonly name: string;
  /** Names this Concord in the identity of each entry, which never changes. */
  readonly site: string;
  readonly entries: readonly CalendarEntry[];
  readonly now: Date;
}

const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** The instant of a time in London on a day: an hour earlier in universal time while summer time is kept. */
export function instantInLondon(day: PlainDate, time: string): Date {
  const inWinter = new Date(`${day}T${time}:00Z`);
  return clock.format(inWinter) === time ? inWinter : new Date(inWinter.getTime() - 3_600_000);
}

const titleOf = ({ body, kind }: Sitting): string =>
  kind === 'extraordinary' ? `${body} (extraordinary)` : body;

/**
 * Sittings as an iCalendar file, times as instants so that no calendar has to know London's. One without a time takes the whole day; one of which only the month is known is left
 * out, since a calendar can only show days; a cancelled one stays and says so.
 */
export function writeCalendar({ name, site, entries, now }: CalendarFeed): string {
  const calendar = ical({
    name,
    method: ICalCalendarMethod.PUBLISH,
    prodId: { company: 'Concord', product: 'Sittings', language: 'EN' },
    ttl: 60 * 60 * 6,
  });
  for (const { sitting, sequence, words, address } of entries) {
    if (sitting.precision === 'month') continue;
    const { id, day, startsAt, endsAt, venue, status } = sitting;
    const event = calendar.createEvent({
      id: `sitting-${id}@${site}`,
      sequence,
      stamp: now,
      start: startsAt === null ? new Date(`${day}T00:00:00Z`) : instantInLondon(day, startsAt),
      allDay: startsAt === null,
      summary: titleOf(sitting),
      status: status === 'cancelled' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    });
    if (startsAt !== null && endsAt !== null) event.end(instantInLondon(day, endsAt));
    if (venue !== null) event.location(venue);
    if (words) event.description(words);
    if (address) event.url(address);
  }
  return calendar.toString();
}
