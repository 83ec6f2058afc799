import { Button, InsetText, Select } from '../../../ui/govuk/index.ts';
import type { Banding } from '../../../ui/map/index.ts';
import { readPeriod } from '../period.ts';
import { nameOf, sayFit } from './choosable.ts';
import type { MapView } from './view.ts';

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

/** Says openly where figures were put together across a change of boundaries. */
export const Openly = ({ view: { account, geography } }: { readonly view: MapView }) =>
  account ? <InsetText>{sayFit(account, nameOf(geography))}</InsetText> : null;
