import type { Paint } from './banding.ts';
import { fillOf, hatchOf, isHatched, Patterns, paintClass } from './paint.tsx';
import type { Plan } from './shapes.ts';

/** One of several small maps: a period, and what each place is painted. */
export interface SmallMap {
  readonly label: string;
  /** What it shows, in a sentence, for who does not see it. */
  readonly says: string;
  readonly paintOf: ReadonlyMap<string, Paint | undefined>;
}

const WIDTH = 150;

/** The same places again and again over time, in the same bands; drawn once, painted for each. */
export function SmallMaps({
  id,
  plan,
  maps,
}: {
  readonly id: string;
  readonly plan: Plan;
  readonly maps: readonly SmallMap[];
}) {
  return (
    <ol class="app-map__small">
      {maps.map(({ label, says, paintOf }, index) => (
        <li key={label}>
          <svg
            viewBox={`0 0 ${plan.width} ${plan.height}`}
            width={WIDTH}
            height={Math.round((WIDTH * plan.height) / Math.max(1, plan.width))}
            role="img"
            aria-label={`${label}: ${says}`}
          >
            {index === 0 ? (
              <>
                <Patterns id={id} />
                <defs>
                  {plan.shapes.map(({ key, path }) => (
                    <path key={key} id={`${id}-${key}`} d={path} fill-rule="evenodd" />
                  ))}
                </defs>
              </>
            ) : null}
            {plan.shapes.map(({ key }) => {
              const paint = paintOf.get(key);
              return (
                <g key={key}>
                  <use
                    class={paintClass(paint)}
                    href={`#${id}-${key}`}
                    fill={fillOf(paint)}
                    stroke="#0b0c0c"
                    stroke-width="1.4"
                  />
                  {isHatched(paint) ? (
                    <use class="app-map__pattern" href={`#${id}-${key}`} fill={hatchOf(id, paint)} />
                  ) : null}
                </g>
              );
            })}
          </svg>
          <span class="app-map__period">{label}</span>
        </li>
      ))}
    </ol>
  );
}
