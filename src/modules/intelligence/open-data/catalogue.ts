/** The catalogue of what is published, as DCAT (W3C Data Catalog Vocabulary) in JSON-LD, for portals that harvest it. */
import { addressOf, provenanceOf } from './csvw.ts';
import { LICENCES } from './licences.ts';
import type { OpenDataset } from './queries.ts';

const CONTEXT = {
  dcat: 'http://www.w3.org/ns/dcat#',
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
};

const agent = (name: string) => ({ '@type': 'foaf:Agent', 'foaf:name': name });
const day = (date: string) => ({ '@value': date, '@type': 'xsd:date' });
const mediaType = (name: string) => ({ '@id': `https://www.iana.org/assignments/media-types/${name}` });

const RHYTHMS: Readonly<Record<string, string>> = {
  monthly: 'MONTHLY',
  quarterly: 'QUARTERLY',
  yearly: 'ANNUAL',
  once: 'NEVER',
};

const rhythm = (frequency: string) => ({
  '@id': `http://publications.europa.eu/resource/authority/frequency/${RHYTHMS[frequency] ?? 'IRREG'}`,
});

const datasetOf = (dataset: OpenDataset) => {
  const address = addressOf(dataset.slug);
  const licence = { '@id': LICENCES[dataset.licence].href };
  return {
    '@id': address,
    '@type': 'dcat:Dataset',
    'dct:identifier': dataset.slug,
    'dct:title': dataset.title,
    'dct:description': dataset.about.definition || dataset.title,
    'dct:publisher': agent(dataset.about.publisher),
    'dct:license': licence,
    'dct:source': dataset.about.source || 'Not stated',
    'dct:provenance': { '@type': 'dct:ProvenanceStatement', 'rdfs:label': provenanceOf(dataset) },
    'dct:issued': day(dataset.issuedOn),
    'dct:modified': day(dataset.modifiedOn),
    'dct:accrualPeriodicity': rhythm(dataset.about.frequency),
    'dcat:landingPage': { '@id': address },
    'dcat:distribution': [
      {
        '@id': `${address}.csv`,
        '@type': 'dcat:Distribution',
        'dcat:downloadURL': { '@id': `${address}.csv` },
        'dcat:mediaType': mediaType('text/csv'),
        'dct:conformsTo': { '@id': 'https://www.w3.org/TR/tabular-data-model/' },
        'dct:license': licence,
      },
      {
        '@id': `${address}.json`,
        '@type': 'dcat:Distribution',
        'dcat:downloadURL': { '@id': `${address}.json` },
        'dcat:mediaType': mediaType('application/json'),
        'dct:license': licence,
      },
    ],
  };
};

export const catalogueOf = (partnership: string, datasets: readonly OpenDataset[]) => ({
  '@context': CONTEXT,
  '@id': '/open-data/',
  '@type': 'dcat:Catalog',
  'dct:title': `Open data of ${partnership}`,
  'dct:publisher': agent(partnership),
  'dct:language': 'en',
  'dcat:dataset': datasets.map(datasetOf),
});
