import { type Content, classes, type Part } from './parts.ts';

export type TagColour =
  | 'grey'
  | 'green'
  | 'turquoise'
  | 'teal'
  | 'blue'
  | 'light-blue'
  | 'purple'
  | 'magenta'
  | 'pink'
  | 'red'
  | 'orange'
  | 'yellow';

export interface TagProps extends Part {
  readonly colour?: TagColour | undefined;
  readonly children?: Content;
}

/** The status of a thing. Its words say everything; the colour only repeats it. */
export function Tag({ colour, children, ...part }: TagProps) {
  return (
    <strong class={classes('govuk-tag', colour && `govuk-tag--${colour}`, part.class)} {...part.attributes}>
      {children}
    </strong>
  );
}
