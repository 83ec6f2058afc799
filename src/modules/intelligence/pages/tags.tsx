import { StatusTag, type Tone } from '../../../ui/layout/index.ts';
import type { Status, Track } from '../types.ts';

/** A status as people read it. */
export const STATUS_WORDS: Readonly<Record<Status, string>> = {
  improving: 'Improving',
  worsening: 'Worsening',
  changing: 'Changing',
  'no-real-change': 'No real change',
  'too-few-data': 'Too few data',
  'cannot-tell': 'Cannot tell',
};

const STATUS_TONES: Readonly<Record<Status, Tone>> = {
  improving: 'good',
  worsening: 'bad',
  changing: 'active',
  'no-real-change': 'neutral',
  'too-few-data': 'unknown',
  'cannot-tell': 'unknown',
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

const TRACK_TONES: Readonly<Record<Track, Tone>> = {
  met: 'good',
  'on-track': 'good',
  'off-track': 'warning',
  missed: 'bad',
  'too-early': 'neutral',
  'cannot-tell': 'unknown',
  'target-unknown': 'unknown',
  'no-target': 'unknown',
};

export const StandingTag = ({ status }: { readonly status: Status }) => (
  <StatusTag tone={STATUS_TONES[status]}>{STATUS_WORDS[status]}</StatusTag>
);

export const TrackTag = ({ track }: { readonly track: Track }) => (
  <StatusTag tone={TRACK_TONES[track]}>{TRACK_WORDS[track]}</StatusTag>
);
