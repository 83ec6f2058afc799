import { wrapText } from '../charts/text.ts';
import type { Paint } from './banding.ts';
import { fillOf, hatchOf, isHatched, letterClass, Patterns, paintClass } from './paint.tsx';
import type { Plan, Shape } from './shapes.ts';

/** What a map says of one place. */
export interface Painted {
  readonly key: string;
  readonly name: string;
  /** Its value in words: `61 per 1,000 people`. */
  readonly says: string;
  /** Undefined where nothing is known. */
  readonly paint: Paint | undefined;
  readonly mark: string;
  /** Where the place is told of. */
  readonly href?: string | undefined;
}

interface MapDrawingProps {
  /** Unique on the page. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly plan: Plan;
  readonly places: readonly Painted[];
  /** Names stand on the map: there is room for them on tiles. */
  readonly named?: boolean;
}

/** A map whose places are links, each with its name and value: read out, and reached with the keyboard. */
export function MapDrawing({ id, title, description, plan, places, named = false }: MapDrawingProps) {
  const byKey = new Map(places.map((place) => [place.key, place]));
  const drawn = plan.shapes.flatMap((shape) => {
    const place = byKey.get(shape.key);
    return place ? [{ shape, place }] : [];
  });
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing of links has no element of its own
    <svg
      class="app-map__drawing"
      viewBox={`0 0 ${plan.width} ${plan.height}`}
      role="group"
      aria-labelledby={`${id}-title ${id}-desc`}
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-desc`}>{description}</desc>
      <Patterns id={id} />
      {drawn.map(({ shape, place }) => (
        <Place key={place.key} id={id} shape={shape} place={place} />
      ))}
      {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it takes the focus */}
      <g aria-hidden="true" pointer-events="none">
        {drawn.map(({ shape, place }) => (
          <Mark key={place.key} shape={shape} place={place} named={named} />
        ))}
      </g>
    </svg>
  );
}

interface PlaceProps {
  readonly id: string;
  readonly shape: Shape;
  readonly place: Painted;
}

function Place({ id, shape, place }: PlaceProps) {
  const label = `${place.name}: ${place.says}`;
  const inside = (
    <>
      <path
        class={paintClass(place.paint)}
        d={shape.path}
        fill={fillOf(place.paint)}
        fill-rule="evenodd"
        stroke="#0b0c0c"
        stroke-width="0.8"
      >
        <title>{label}</title>
      </path>
      {isHatched(place.paint) ? (
        <path
          class="app-map__pattern"
          d={shape.path}
          fill={hatchOf(id, place.paint)}
          fill-rule="evenodd"
          pointer-events="none"
        />
      ) : null}
    </>
  );
  return place.href === undefined ? (
    <g>{inside}</g>
  ) : (
    <a class="app-map__link" href={place.href} aria-label={label}>
      {inside}
    </a>
  );
}

const LINE = 10.5;

function Mark({ shape, place, named }: { shape: Shape; place: Painted; named: boolean }) {
  const [x, y] = shape.at;
  const lines = named ? wrapText(place.name, 10) : [];
  const top = y - (lines.length * LINE) / 2;
  return (
    <>
      {lines.map((line, at) => (
        <text
          key={line}
          class={letterClass('name', place.paint)}
          x={x}
          y={top + at * LINE}
          text-anchor="middle"
          font-size="10"
        >
          {line}
        </text>
      ))}
      <text
        class={letterClass('mark', place.paint)}
        x={x}
        y={named ? top + lines.length * LINE + 6 : y + 5}
        text-anchor="middle"
        font-size="13"
      >
        {place.mark}
      </text>
    </>
  );
}
