import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { type Answer, type Context, get, type Route } from '../../../platform/http/route.ts';
import { type Document, DocumentView, renderPdf } from '../../../ui/document/index.ts';
import { Button } from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import { findPlace, type Place } from '../queries.ts';
import { localityProfile } from './assemble.ts';

const READ = { permission: 'read' } as const;

async function profileIn(c: Context): Promise<{ place: Place; document: Document } | Refusal> {
  const place = await findPlace(c.tx, c.params.slug ?? '');
  if (!place) return notFound('place');
  const document = await localityProfile(c.tx, c.actor, c.services.offers, {
    place,
    today: c.today,
    area: c.partnership.area,
    organisation: c.partnership.name,
  });
  return { place, document };
}

async function page(c: Context): Promise<Answer> {
  const found = await profileIn(c);
  if (isRefusal(found)) return found;
  const { place, document } = found;
  return {
    title: document.title,
    breadcrumbs: [
      { text: 'Places', href: '/places' },
      { text: place.name, href: `/places/${place.slug}` },
    ],
    wide: true,
    body: (
      <>
        <PageHeading
          heading={document.title}
          actions={
            <Button href={`/places/${place.slug}/profile.pdf`} kind="secondary">
              Download as PDF
            </Button>
          }
        />
        <DocumentView document={document} titled={false} />
      </>
    ),
  };
}

async function pdf(c: Context): Promise<Answer> {
  const found = await profileIn(c);
  if (isRefusal(found)) return found;
  const rendered = await renderPdf(found.document);
  return isRefusal(rendered)
    ? rendered
    : {
        download: Buffer.from(rendered.bytes),
        mediaType: 'application/pdf',
        fileName: `profile-${found.place.slug}.pdf`,
      };
}

/** The locality profile of a place, as a page and as PDF. */
export const profileRoutes: readonly Route[] = [
  get('/places/:slug/profile', READ, page),
  get('/places/:slug/profile.pdf', READ, pdf),
];
