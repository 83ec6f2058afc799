/** What was adopted before the partnership kept its decisions here, for tests: the test's partnership began on 17 January 2013. */
export const EARLIER = {
  earlier: { minutes: 'Strategic Board, item 5', reason: 'Decided before the partnership began here' },
} as const;
