export type Choice = 'for' | 'against' | 'abstains';

/** One recorded vote, in the order of recording. */
export interface VoteEntry {
  readonly membershipId: string;
  readonly choice: Choice;
  readonly casting: boolean;
}

export interface Tally {
  readonly for: number;
  readonly against: number;
  readonly abstained: number;
  readonly carried: boolean;
  readonly tied: boolean;
  readonly casting: Choice | undefined;
}

/** The votes that count: recorded again, a member's later one does. */
export function standingVotes<Entry extends VoteEntry>(entries: readonly Entry[]): readonly Entry[] {
  return [...new Map(entries.map((entry) => [`${entry.membershipId} ${entry.casting}`, entry])).values()];
}

/** Counts a motion's votes. The chair's casting vote counts only where the others are tied. */
export function tallyOf(entries: readonly VoteEntry[]): Tally {
  const votes = standingVotes(entries);
  const plain = votes.filter(({ casting }) => !casting);
  const count = (choice: Choice) => plain.filter((vote) => vote.choice === choice).length;
  const [ayes, noes] = [count('for'), count('against')];
  const tied = ayes === noes && ayes > 0;
  const casting = tied ? votes.find((vote) => vote.casting)?.choice : undefined;
  return {
    for: ayes + (casting === 'for' ? 1 : 0),
    against: noes + (casting === 'against' ? 1 : 0),
    abstained: count('abstains'),
    carried: ayes > noes || casting === 'for',
    tied,
    casting,
  };
}

/** `5 for, 1 against, 2 abstained: carried` */
export function tallyInWords(tally: Tally): string {
  const result = tally.carried ? 'carried' : tally.tied && !tally.casting ? 'tied' : 'lost';
  const casting = tally.casting ? ", with the chair's casting vote" : '';
  return `${tally.for} for, ${tally.against} against, ${tally.abstained} abstained: ${result}${casting}`;
}
