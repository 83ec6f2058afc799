import { StatusTag } from '../../../../ui/layout/index.ts';
import { COLOURS } from '../../cases/pages/colours.ts';
import { type MemberInList, nameOf } from '../queries.ts';
import { type Colour, ratingSays } from '../words.ts';

/** A rating: its colour and its band, so that colour is never alone. */
export const Rating = ({ colour, band }: { readonly colour: Colour | null; readonly band: string | null }) =>
  colour && band ? (
    <StatusTag tone={COLOURS[colour] ?? 'neutral'}>{band}</StatusTag>
  ) : (
    <StatusTag tone="neutral">Not rated</StatusTag>
  );

/** Since when, and what it was before. */
export const sinceSays = ({ since, before }: Pick<MemberInList, 'since' | 'before'>): string =>
  since ? ratingSays({ since, before }) : '';

/** Somebody's name, leading to their place in the cohort. */
export const MemberLink = ({ member }: { readonly member: MemberInList }) => (
  <>
    <a class="govuk-link" href={`/casework/cohorts/members/${member.id}`}>
      {nameOf(member)}
    </a>{' '}
    <span class="app-muted app-one-line">{member.code}</span>
  </>
);
