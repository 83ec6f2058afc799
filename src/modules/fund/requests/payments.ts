import { addMonths, type PlainDate } from '../../../kernel/plain-date.ts';
import type { Instalment, Request } from './queries.ts';

/** The months of a recurring request: its first day and the same day of each month after, until its last day. */
export function monthsOf(fromOn: PlainDate, untilOn: PlainDate): readonly PlainDate[] {
  const months: PlainDate[] = [];
  for (let month = 0; month < 1200; month++) {
    const on = addMonths(fromOn, month);
    if (on > untilOn) break;
    months.push(on);
  }
  return months;
}

type Asked = Pick<Request, 'shape' | 'pence' | 'monthly' | 'fromOn' | 'untilOn'>;

/** When how much of a request is needed: month by month, by instalment, or all of it once. */
export function paymentsOf(
  asked: Asked,
  instalments: readonly Instalment[],
  on: PlainDate,
): readonly { on: PlainDate; pence: number }[] {
  if (asked.shape === 'recurring' && asked.fromOn && asked.untilOn)
    return monthsOf(asked.fromOn, asked.untilOn).map((day) => ({ on: day, pence: asked.monthly ?? 0 }));
  if (asked.shape === 'instalments' && instalments.length > 0)
    return instalments
      .map(({ dueOn, pence }) => ({ on: dueOn, pence }))
      .sort((a, b) => (a.on < b.on ? -1 : 1));
  return [{ on: asked.fromOn ?? on, pence: asked.pence }];
}
