import { type Box, type Drawing, drawNarrow, drawWide } from '../layout.ts';
import type { Mark, Structure } from '../model.ts';
import { RELATIONS, type Relation } from '../words.ts';

const MARKS: Readonly<Record<Mark, string>> = { new: 'New', ends: 'Ends', renamed: 'New name' };

/** The structure as a drawing: in rows where there is room, as an outline on a phone. The list beside it says the same. */
export function Diagram(props: {
  readonly structure: Structure;
  readonly marks?: ReadonlyMap<string, Mark>;
  readonly title: string;
}) {
  const { structure, marks } = props;
  const kinds = [...new Set(structure.lines.map(({ kind }) => kind))];
  return (
    <figure class="app-structure" aria-label={props.title}>
      <Picture size="wide" drawing={drawWide(structure, marks)} title={props.title} />
      <Picture size="narrow" drawing={drawNarrow(structure, marks)} title={props.title} />
      {kinds.length > 0 ? (
        <figcaption>
          <ul class="app-structure__legend">
            {kinds.map((kind) => (
              <li key={kind}>
                <svg viewBox="0 0 44 10" width="44" height="10" aria-hidden="true" focusable="false">
                  <path class={lineClass(kind)} d="M2,5 H42" />
                </svg>{' '}
                {RELATIONS[kind].says}
              </li>
            ))}
          </ul>
        </figcaption>
      ) : null}
    </figure>
  );
}

const lineClass = (kind: Relation, mark?: Mark): string =>
  `app-structure__line app-structure__line--${kind}${mark ? ` app-structure__line--${mark}` : ''}`;

function Picture(props: {
  readonly size: 'wide' | 'narrow';
  readonly drawing: Drawing;
  readonly title: string;
}) {
  const { drawing, size } = props;
  return (
    <svg
      class={`app-structure__drawing app-structure__drawing--${size}`}
      viewBox={`-2 -2 ${drawing.width + 4} ${drawing.height + 4}`}
    >
      <title>{props.title}</title>
      <defs>
        <marker
          id={`structure-arrow-${size}`}
          viewBox="0 0 8 8"
          refX="6"
          refY="4"
          markerWidth="7"
          markerHeight="7"
          orient="auto-start-reverse"
        >
          <path class="app-structure__arrow" d="M0,0 L8,4 L0,8 z" />
        </marker>
      </defs>
      {drawing.joins.map((join) => (
        <path
          key={join.key}
          class={lineClass(join.kind, join.mark)}
          d={join.path}
          marker-end={size === 'wide' ? `url(#structure-arrow-${size})` : undefined}
        />
      ))}
      {drawing.boxes.map((box) => (
        <BodyBox key={box.body.key} box={box} />
      ))}
    </svg>
  );
}

function BodyBox({ box }: { readonly box: Box }) {
  const shape = (
    <>
      <rect
        class={`app-structure__box${box.mark ? ` app-structure__box--${box.mark}` : ''}`}
        x={box.x}
        y={box.y}
        width={box.width}
        height={box.height}
        rx="3"
      />
      <text class="app-structure__kind" x={box.x + 12} y={box.y + 22}>
        {box.mark ? `${MARKS[box.mark]}: ` : ''}
        {box.kind}
      </text>
      {box.lines.map((line, at) => (
        <text key={line} class="app-structure__name" x={box.x + 12} y={box.y + 22 + 17 * (at + 1)}>
          {line}
        </text>
      ))}
    </>
  );
  return box.body.slug ? <a href={`/bodies/${box.body.slug}`}>{shape}</a> : <g>{shape}</g>;
}
