import type { ComponentChildren } from 'preact';
import type { Band } from './banding.ts';
import { fillOf, hatchOf, isHatched, letterClass, Patterns, paintClass } from './paint.tsx';

interface MapFigureProps {
  readonly id: string;
  readonly headline: string;
  readonly subtitle: string;
  readonly source: string;
  readonly notes?: readonly string[];
  /** The table that stands beside the map. */
  readonly table: ComponentChildren;
  readonly children: ComponentChildren;
}

/** A map with its finding above it, its key and source below, and its figures beside it. */
export function MapFigure(props: MapFigureProps) {
  return (
    <div class="app-map">
      <figure class="app-chart app-map__figure" aria-labelledby={`${props.id}-headline`}>
        <figcaption class="app-chart__caption">
          <h2 class="app-chart__headline" id={`${props.id}-headline`}>
            {props.headline}
          </h2>
          <p class="app-chart__subtitle">{props.subtitle}</p>
        </figcaption>
        {props.children}
        <div class="app-chart__foot">
          {props.notes?.map((note) => (
            <p key={note} class="app-chart__note">
              {note}
            </p>
          ))}
          <p class="app-chart__note">Source: {props.source}</p>
        </div>
      </figure>
      <div class="app-map__beside">{props.table}</div>
    </div>
  );
}

interface KeyProps {
  readonly id: string;
  readonly bands: readonly Band[];
  readonly write: (value: number) => string;
  /** How many places have no figure. */
  readonly unknown: number;
}

/** What each sign and shade means: range, words, and how many places. */
export function MapKey({ id, bands, write, unknown }: KeyProps) {
  const rangeOf = ({ from, to }: Band) => (from === to ? write(from) : `${write(from)} to ${write(to)}`);
  return (
    <ul class="app-map__key">
      {bands.map((band) => (
        <li key={band.mark}>
          <Swatch id={`${id}-${band.paint}`} paint={band.paint} mark={band.mark} />
          <span>
            {band.words}: {rangeOf(band)} ({band.places})
          </span>
        </li>
      ))}
      {unknown > 0 ? (
        <li>
          <Swatch id={`${id}-unknown`} paint={undefined} mark="?" />
          <span>Not known ({unknown})</span>
        </li>
      ) : null}
    </ul>
  );
}

function Swatch({ id, paint, mark }: { id: string; paint: Band['paint'] | undefined; mark: string }) {
  const square = { x: 1, y: 1, width: 32, height: 22 };
  return (
    <svg class="app-map__swatch" width="34" height="24" viewBox="0 0 34 24" aria-hidden="true">
      <Patterns id={id} />
      <rect class={paintClass(paint)} {...square} fill={fillOf(paint)} stroke="#0b0c0c" />
      {isHatched(paint) ? <rect class="app-map__pattern" {...square} fill={hatchOf(id, paint)} /> : null}
      <text class={letterClass('mark', paint)} x="17" y="17" text-anchor="middle" font-size="13">
        {mark}
      </text>
    </svg>
  );
}
