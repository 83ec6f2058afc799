import type { Status, Track } from './types.ts';

/** A status as people read it. */
export const STATUS_WORDS: Readonly<Record<Status, string>> = {
  improving: 'Improving',
  worsening: 'Worsening',
  changing: 'Changing',
  'no-real-change': 'No real change',
  'too-few-data': 'Too few data',
  'cannot-tell': 'Cannot tell',
};

/** Where an indicator is on its path, as people read it. */
export const TRACK_WORDS: Readonly<Record<Track, string>> = {
  met: 'Target met',
  'on-track': 'On track',
  'off-track': 'Off track',
  missed: 'Target missed',
  'too-early': 'Too early to say',
  'cannot-tell': 'Cannot tell',
  'target-unknown': 'Target not known',
  'no-target': 'No target agreed',
};
