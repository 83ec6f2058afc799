/** On what ground the other agencies are told: asked wherever somebody enters. */
import { z } from 'zod';
import type { Attempt } from '../../../platform/http/route.ts';
import { ChooseField, choicesOf, LineField } from '../../../ui/forms/fields.tsx';
import { GROUND_NAMES, GROUNDS } from '../sharing/categories.ts';

export const groundFields = {
  ground: z.enum(GROUND_NAMES, { error: 'Say on what ground' }).default('agreement'),
  basis: z
    .string()
    .trim()
    .transform((text) => text || undefined)
    .optional(),
};

export const GroundFields = ({ attempt }: { readonly attempt: Attempt }) => (
  <>
    <ChooseField
      name="ground"
      label="On what ground are the others told?"
      choices={choicesOf(GROUNDS)}
      attempt={attempt}
    />
    <LineField
      name="basis"
      label="The ground in words"
      hint="What the person was told and agreed to, or which duty. Not needed for an agreement."
      attempt={attempt}
    />
  </>
);
