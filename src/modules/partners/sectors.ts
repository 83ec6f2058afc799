/** Every sector a partner agency can belong to, in the words of the directory. */
export const SECTORS = {
  'district-council': 'District council',
  'county-council': 'County council',
  'parish-council': 'Parish or town council',
  police: 'Police',
  fire: 'Fire and rescue',
  health: 'Health',
  education: 'Education and skills',
  voluntary: 'Voluntary and community',
  business: 'Business',
  housing: 'Housing',
  probation: 'Probation and youth justice',
  other: 'Other',
} as const;

export type Sector = keyof typeof SECTORS;
