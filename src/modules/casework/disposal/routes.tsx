import { isUuid } from '../../../kernel/ids.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { type Answer, type Context, get, type Route } from '../../../platform/http/route.ts';
import { renderPdf } from '../../../ui/document/index.ts';
import { parseTableQuery } from '../../../ui/table/index.ts';
import { inCasework } from '../purpose/working.ts';
import { DISPOSALS, GOVERN, RETENTION_CRUMBS } from '../retention/crumbs.ts';
import { idInPath, readsOf } from '../sharing/reading.ts';
import { type Certificate, countCertificates, findCertificate, listCertificates } from './certificates.ts';
import { certificateDocument, numberOf } from './document.ts';
import { CERTIFICATES_PAGE, CertificatePage, CertificatesPage } from './pages/certificates.tsx';

async function listPage(c: Context): Promise<Answer> {
  const query = parseTableQuery(c.query, []);
  return {
    title: 'Certificates of disposal',
    wide: true,
    breadcrumbs: RETENTION_CRUMBS,
    body: (
      <CertificatesPage
        certificates={
          await listCertificates(c.tx, c.actor, {
            from: (query.page - 1) * CERTIFICATES_PAGE,
            limit: CERTIFICATES_PAGE,
          })
        }
        total={await countCertificates(c.tx, c.actor)}
        query={query}
      />
    ),
  };
}

async function certificateOf(c: Context): Promise<Certificate | undefined> {
  const id = c.params.id ?? '';
  return isUuid(id) ? findCertificate(c.tx, c.actor, id) : undefined;
}

async function page(c: Context): Promise<Answer> {
  const certificate = await certificateOf(c);
  return certificate
    ? {
        title: 'Certificate of disposal',
        breadcrumbs: [...RETENTION_CRUMBS, { text: 'Certificates of disposal', href: DISPOSALS }],
        body: <CertificatePage certificate={certificate} />,
      }
    : notFound('certificate');
}

async function print(c: Context): Promise<Answer> {
  const certificate = await certificateOf(c);
  if (!certificate) return notFound('certificate');
  const pdf = await renderPdf(certificateDocument(certificate, c.partnership.name));
  return isRefusal(pdf)
    ? pdf
    : {
        download: Buffer.from(pdf.bytes),
        mediaType: 'application/pdf',
        fileName: `${numberOf(certificate)}.pdf`,
      };
}

/** Certificates of disposal. */
export const disposalRoutes: readonly Route[] = [
  inCasework(get(DISPOSALS, GOVERN, listPage, { reads: readsOf('disposal-certificate.list') })),
  inCasework(
    get(`${DISPOSALS}/:id`, GOVERN, page, {
      reads: readsOf('disposal-certificate.read', 'disposal-certificate', idInPath),
    }),
  ),
  inCasework(
    get(`${DISPOSALS}/:id/certificate.pdf`, GOVERN, print, {
      reads: readsOf('disposal-certificate.printed', 'disposal-certificate', idInPath),
    }),
  ),
];
