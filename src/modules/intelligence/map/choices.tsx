import { plural } from '../../../kernel/names.ts';
import { Button, InsetText, Select } from '../../../ui/govuk/index.ts';
import type { Banding } from '../../../ui/map/index.ts';
import { readPeriod } from '../period.ts';
import { type MapView, nameOf } from './view.ts';

const BANDING_WORDS: Readonly<Record<Banding, string>> = {
  quantile: 'Equal numbers of places',
  average: 'Around the average',
};

/** A period in words. */
export const labelOf = (period: string): string => readPeriod(period)?.label ?? period;

/** Chooses geography, period and banding. */
export function Choices({ view, path }: { readonly view: MapView; readonly path: string }) {
  return (
    <form class="app-filter" method="get" action={path} aria-label="What the map shows">
      <div class="app-filter__fields">
        <Select
          name="geography"
          label="Places"
          value={view.geography.slug}
          items={view.geographies.map((one) => ({
            value: one.slug,
            text: one.fitted ? `${nameOf(one)}, put together from ${nameOf(one.fitted.from)}` : nameOf(one),
          }))}
        />
        <Select
          name="period"
          label="Period"
          value={view.period}
          items={view.periods.map((period) => ({ value: period, text: labelOf(period) }))}
        />
        <Select
          name="banding"
          label="Told apart by"
          value={view.banding}
          items={Object.entries(BANDING_WORDS).map(([value, text]) => ({ value, text }))}
        />
      </div>
      <div class="app-filter__actions">
        <Button kind="secondary" class="app-button--small">
          Show
        </Button>
      </div>
    </form>
  );
}

const MOST_NAMED = 5;
const named = (names: readonly string[]): string =>
  `${names.slice(0, MOST_NAMED).join(', ')}${names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : ''}`;

/** Says openly where figures were put together across a change of boundaries. */
export function Openly({ view: { account, geography } }: { readonly view: MapView }) {
  if (!account) return null;
  return (
    <InsetText>
      These figures were not measured for {nameOf(geography)}. They are put together from {account.from} by
      best fit{account.via ? ` through ${account.via}` : ''}, so that what was measured before and after
      boundaries changed can be compared.{' '}
      {account.split.length === 0
        ? 'Every one of them lies in one place only.'
        : `${plural(account.split.length, 'place lies', 'places lie')} in several and ${account.split.length === 1 ? 'is' : 'are'} counted to where most of it lies: ${named(account.split)}.`}
      {account.nowhere.length > 0
        ? ` ${plural(account.nowhere.length, 'place fits', 'places fit')} nowhere and ${account.nowhere.length === 1 ? 'is' : 'are'} not counted: ${named(account.nowhere)}.`
        : ''}
    </InsetText>
  );
}
