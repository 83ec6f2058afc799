import { z } from 'zod';
import { isUuid } from '../../../kernel/ids.ts';
import { slugOf } from '../../../kernel/names.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { givenText, readFields, textIn, textsIn } from '../../../platform/http/form.ts';
import { type Answer, type Context, get, post, type Route } from '../../../platform/http/route.ts';
import { NOTHING_TYPED, type Typed } from '../../../ui/forms/typed.ts';
import { filterOf, parseTableQuery } from '../../../ui/table/index.ts';
import { addTheme, codeComment, findComment, findComments, listThemes, offerQuotation } from './comments.ts';
import { CommentPage, CommentsPage, ThemeForm } from './pages/comments.tsx';
import { surveyPath } from './pages/list.tsx';
import { CODE, crumbsTo, surveyIn } from './routes-shared.ts';

async function commentsPage(c: Context): Promise<Answer> {
  const survey = await surveyIn(c);
  if (isRefusal(survey)) return survey;
  const query = parseTableQuery(c.query, []);
  const filter = {
    wave: filterOf(query, 'wave'),
    theme: filterOf(query, 'theme'),
    words: filterOf(query, 'words'),
  };
  return {
    title: `Comments: ${survey.title}`,
    wide: true,
    breadcrumbs: crumbsTo(survey),
    body: (
      <CommentsPage
        survey={survey}
        themes={await listThemes(c.tx, survey)}
        {...(await findComments(c.tx, survey, filter, query.page))}
        query={query}
      />
    ),
  };
}

async function commentPage(c: Context, typed: Typed): Promise<Answer> {
  const survey = await surveyIn(c);
  if (isRefusal(survey)) return survey;
  const id = c.params.id ?? '';
  const comment = isUuid(id) ? await findComment(c.tx, survey, id) : undefined;
  if (!comment) return notFound('comment');
  return {
    title: 'Code a comment',
    breadcrumbs: [...crumbsTo(survey), { text: 'Comments', href: `${surveyPath(survey)}/comments` }],
    body: (
      <CommentPage
        {...c.formKeys}
        typed={typed}
        survey={survey}
        comment={comment}
        themes={await listThemes(c.tx, survey)}
      />
    ),
  };
}

async function code(c: Context): Promise<Answer> {
  const survey = await surveyIn(c);
  if (isRefusal(survey)) return survey;
  const coded = await codeComment(c.tx, c.actor, survey, {
    commentId: c.params.id ?? '',
    themes: textsIn(c.form, 'themes'),
    on: c.today,
  });
  return isRefusal(coded) ? coded : { redirect: `${surveyPath(survey)}/comments` };
}

async function quote(c: Context): Promise<Answer> {
  const survey = await surveyIn(c);
  if (isRefusal(survey)) return survey;
  const words = textIn(c.form, 'words');
  const offered = await offerQuotation(c.tx, c.actor, survey, {
    commentId: c.params.id ?? '',
    words,
    on: c.today,
  });
  return isRefusal(offered) ? offered : { redirect: `${surveyPath(survey)}/comments` };
}

const themeFields = z.object({ title: givenText('Name the theme'), says: z.string().default('') });

async function themeForm(c: Context, typed: Typed): Promise<Answer> {
  const survey = await surveyIn(c);
  if (isRefusal(survey)) return survey;
  const path = surveyPath(survey);
  return {
    title: 'Add a theme',
    breadcrumbs: [...crumbsTo(survey), { text: 'Comments', href: `${path}/comments` }],
    body: <ThemeForm {...typed} {...c.formKeys} action={`${path}/themes`} back={`${path}/comments`} />,
  };
}

async function theme(c: Context): Promise<Answer> {
  const survey = await surveyIn(c);
  if (isRefusal(survey)) return survey;
  const fields = readFields(themeFields, c.form);
  if (isRefusal(fields)) return fields;
  const added = await addTheme(c.tx, c.actor, survey, { ...fields, slug: slugOf(fields.title) });
  return isRefusal(added) ? added : { redirect: `${surveyPath(survey)}/comments` };
}

const reads = ({ params }: Pick<Context, 'params'>) => ({
  action: 'survey-comments.read',
  detail: { survey: params.survey ?? '' },
});

/** Comments and their themes, for who may read them; reading is recorded, since what people write may say who they are. */
export const commentRoutes: readonly Route[] = [
  get('/surveys/:survey/comments', CODE, commentsPage, { reads }),
  get('/surveys/:survey/comments/:id', CODE, (c) => commentPage(c, NOTHING_TYPED), { reads }),
  post('/surveys/:survey/comments/:id/codes', CODE, code, { again: commentPage }),
  post('/surveys/:survey/comments/:id/quotation', CODE, quote, { again: commentPage }),
  get('/surveys/:survey/themes/new', CODE, (c) => themeForm(c, NOTHING_TYPED)),
  post('/surveys/:survey/themes', CODE, theme, { again: themeForm }),
];
