/** What each part of casework says when a person asks what is held about them. */
import { concernAccess } from './concerns.ts';
import type { SubjectAccess } from './part.ts';
import { peopleAccess } from './people.ts';
import { sharingAccess } from './sharing.ts';

/** In the order in which the answer has them; what no part speaks for is read from the catalogue after them. */
export const SUBJECT_ACCESS: readonly SubjectAccess[] = [peopleAccess, sharingAccess, concernAccess];
