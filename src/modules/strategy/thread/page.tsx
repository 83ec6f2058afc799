import { plural } from '../../../kernel/names.ts';
import { InsetText } from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import { type Box, type Drawing, kindInWords, layOut } from './layout.ts';
import { keyOf, MOST_NODES, MOST_STEPS, type Thread, type ThreadNode } from './query.ts';

/** The golden thread of one thing: what it rests on and what it leads to, as a diagram and as a list. */
export function ThreadPage({
  thread,
  begins = [],
}: {
  readonly thread: Thread;
  readonly begins?: readonly { readonly text: string; readonly href: string }[];
}) {
  const { subject, nodes, reached } = thread;
  const before = nodes.filter((node) => node.layer < 0).length;
  const after = nodes.filter((node) => node.layer > 0).length;
  return (
    <>
      <PageHeading
        caption={`Golden thread of ${article(subject.kind)}`}
        heading={subject.title}
        lead={
          before + after === 0
            ? 'Nothing is joined to this yet.'
            : `It rests on ${plural(before, 'thing')} and leads to ${plural(after, 'thing')}. Choose any of them to walk on.`
        }
        actions={
          <>
            <a class="govuk-link" href={subject.path}>
              Open this {kindInWords(subject.kind).toLowerCase()}
            </a>
            {begins.map(({ text, href }) => (
              <a key={href} class="govuk-link" href={href}>
                {text}
              </a>
            ))}
          </>
        }
      />
      <Limits thread={thread} />
      {before + after === 0 ? (
        <div class="app-empty">
          <p class="govuk-body">
            The needs, priorities, outcomes, indicators and projects joined to this will be drawn here. Join
            it to an outcome on its own page to start.
          </p>
        </div>
      ) : (
        <Diagram thread={thread} />
      )}
      {before > 0 ? (
        <section aria-labelledby="rests-on">
          <h2 class="govuk-heading-m" id="rests-on">
            Why: what it rests on
          </h2>
          <Branch thread={thread} node={subject} direction="up" trail={new Set([keyOf(subject)])} />
        </section>
      ) : null}
      {after > 0 ? (
        <section aria-labelledby="leads-to">
          <h2 class="govuk-heading-m" id="leads-to">
            What follows: what it leads to
          </h2>
          <Branch thread={thread} node={subject} direction="down" trail={new Set([keyOf(subject)])} />
        </section>
      ) : null}
      {reached > nodes.length ? null : (
        <p class="govuk-body app-quiet">This is all of it that you may see.</p>
      )}
    </>
  );
}

const article = (kind: string): string => {
  const words = kindInWords(kind).toLowerCase();
  return `${/^[aeiou]/.test(words) ? 'an' : 'a'} ${words}`;
};

function Limits({ thread: { reached, nodes, deeper } }: { readonly thread: Thread }) {
  if (reached <= nodes.length && !deeper) return null;
  return (
    <InsetText>
      {reached > nodes.length
        ? `The thread reaches ${reached.toLocaleString('en-GB')} things; the ${MOST_NODES} nearest are shown. `
        : ''}
      {deeper ? `It is followed ${MOST_STEPS} steps in each direction and goes on beyond. ` : ''}
      Choose one of them to see more around it.
    </InsetText>
  );
}

function Diagram({ thread }: { readonly thread: Thread }) {
  const { width, height, box: size, boxes, joins } = layOut(thread);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard
    <section class="app-thread" aria-label="Diagram of the golden thread" tabIndex={0}>
      {/* biome-ignore lint/a11y/useSemanticElements: a drawing has no fieldset */}
      <svg
        class="app-thread__drawing"
        viewBox={`-2 -2 ${width + 4} ${height + 4}`}
        width={width + 4}
        height={height + 4}
        role="group"
        aria-label="From why, on the left, to what follows, on the right; the list below says the same"
      >
        {joins.map((join) => (
          <path
            key={join.key}
            d={join.path}
            class={`app-thread__join${join.own ? ' app-thread__join--own' : ''}`}
          />
        ))}
        {boxes.map((box) => (
          <BoxView key={box.key} box={box} size={size} own={box.node?.layer === 0} />
        ))}
      </svg>
    </section>
  );
}

function BoxView(props: { readonly box: Box; readonly size: Drawing['box']; readonly own: boolean }) {
  const { box, size, own } = props;
  const face = (
    <g transform={`translate(${box.x} ${box.y})`}>
      <rect
        class={`app-thread__box${own ? ' app-thread__box--own' : ''}${box.node ? '' : ' app-thread__box--rest'}`}
        width={size.width}
        height={size.height}
        rx="3"
      />
      <text class={`app-thread__kind${own ? ' app-thread__kind--own' : ''}`} x="10" y="18">
        {box.kind}
      </text>
      {box.lines.map((line, at) => (
        <text
          key={line}
          class={`app-thread__title${own ? ' app-thread__title--own' : ''}`}
          x="10"
          y={34 + at * 15}
        >
          {line}
        </text>
      ))}
    </g>
  );
  if (!box.node || own) return face;
  return <a href={`/thread/${box.node.kind}/${box.node.id}`}>{face}</a>;
}

function Branch(props: {
  readonly thread: Thread;
  readonly node: ThreadNode;
  readonly direction: 'up' | 'down';
  /** What has been listed above already; it is named again but not opened again. */
  readonly trail: Set<string>;
}) {
  const { thread, node, direction, trail } = props;
  const own = keyOf(node);
  const next = new Set(
    thread.edges.flatMap(({ from, to }) =>
      direction === 'down' ? (from === own ? [to] : []) : to === own ? [from] : [],
    ),
  );
  const children = thread.nodes.filter((other) => next.has(keyOf(other)));
  if (children.length === 0) return null;
  return (
    <ul class="govuk-list govuk-list--bullet app-thread__list">
      {children.map((child) => {
        const seen = trail.has(keyOf(child));
        trail.add(keyOf(child));
        return (
          <li key={keyOf(child)}>
            <span class="app-quiet">{kindInWords(child.kind)}: </span>
            <a class="govuk-link" href={child.path}>
              {child.title}
            </a>{' '}
            {seen ? (
              <span class="app-quiet">(see above)</span>
            ) : (
              <>
                <a
                  class="govuk-link govuk-link--no-visited-state app-thread__walk"
                  href={`/thread/${child.kind}/${child.id}`}
                >
                  thread<span class="govuk-visually-hidden"> of {child.title}</span>
                </a>
                <Branch thread={thread} node={child} direction={direction} trail={trail} />
              </>
            )}
          </li>
        );
      })}
    </ul>
  );
}
