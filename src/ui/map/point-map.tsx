import { type Area, type Point, planOf, projectionOf } from './shapes.ts';

/** So many of something at one spot. */
export interface Spot {
  readonly key: string;
  readonly at: Point;
  readonly count: number;
  /** In words: `On or near High Street: 12 crimes`. */
  readonly says: string;
}

interface PointMapProps {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly outlines: readonly Area[];
  readonly spots: readonly Spot[];
}

const WIDTH = 480;
const LARGEST = 14;

/** Spots over the outlines of places: a circle's area stands for its count. */
export function PointMap({ id, title, description, outlines, spots }: PointMapProps) {
  const plan = planOf(outlines, WIDTH);
  const corners = outlines.flatMap(({ polygons }) => polygons.flatMap(([outer = []]) => outer));
  const { project } = projectionOf(corners.length > 0 ? corners : spots.map(({ at }) => at), WIDTH);
  const most = Math.max(1, ...spots.map(({ count }) => count));
  return (
    <svg
      class="app-map__drawing"
      viewBox={`0 0 ${WIDTH} ${plan.height || WIDTH}`}
      role="img"
      aria-labelledby={`${id}-title ${id}-desc`}
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-desc`}>{description}</desc>
      {plan.shapes.map(({ key, path }) => (
        <path
          key={key}
          class="app-map__outline"
          d={path}
          fill="none"
          stroke="#505a5f"
          stroke-width="0.8"
          fill-rule="evenodd"
        />
      ))}
      {spots.map((spot) => {
        const [x, y] = project(spot.at);
        return (
          <circle
            key={spot.key}
            class="app-map__spot"
            cx={Math.round(x * 10) / 10}
            cy={Math.round(y * 10) / 10}
            r={Math.round(Math.max(1.5, LARGEST * Math.sqrt(spot.count / most)) * 10) / 10}
            fill="#12436d"
            fill-opacity="0.45"
            stroke="#12436d"
          >
            <title>{spot.says}</title>
          </circle>
        );
      })}
    </svg>
  );
}
