import { StatusTag, type Tone } from '../../../ui/layout/index.ts';
import { STATUS_WORDS, TRACK_WORDS } from '../status-words.ts';
import type { Status, Track } from '../types.ts';

const STATUS_TONES: Readonly<Record<Status, Tone>> = {
  improving: 'good',
  worsening: 'bad',
  changing: 'active',
  'no-real-change': 'neutral',
  'too-few-data': 'unknown',
  'cannot-tell': 'unknown',
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
