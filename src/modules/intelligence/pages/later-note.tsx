import { InsetText } from '../../../ui/govuk/index.ts';

/** Says above figures of a later time that they are; nothing above others. */
export const LaterNote = ({ note }: { readonly note: string | undefined }) =>
  note === undefined ? null : <InsetText>{note}</InsetText>;
