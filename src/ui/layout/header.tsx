import { PhaseBanner } from './page-parts.tsx';
import type { NavigationItem, PageProps, SignedIn } from './view-model.ts';

/** Wordmark and partnership, search, who is signed in, and the way to everything else. */
export function Header({ partnership, user, csrf, search, navigation, banner }: PageProps) {
  return (
    <header class="app-header">
      <div class="app-header__band">
        <div class="govuk-width-container app-header__row">
          <a class="app-header__brand" href="/">
            <Mark />
            <span class="app-header__wordmark">Concord</span>
            <span class="app-header__partnership">{partnership}</span>
          </a>
          {search === false ? null : <SearchBox value={search ?? ''} />}
          {user ? <Account user={user} csrf={csrf} /> : <SignIn />}
        </div>
      </div>
      {navigation.length > 0 ? <ServiceNavigation items={navigation} /> : null}
      {banner ? <PhaseBanner {...banner} /> : null}
    </header>
  );
}

/** Two rings that share ground. */
function Mark() {
  return (
    <svg
      class="app-header__mark"
      viewBox="0 0 34 22"
      width="34"
      height="22"
      aria-hidden="true"
      focusable="false"
    >
      <circle cx="12" cy="11" r="8.5" fill="none" stroke="currentColor" stroke-width="3" />
      <circle cx="22" cy="11" r="8.5" fill="none" stroke="currentColor" stroke-width="3" />
    </svg>
  );
}

function SearchBox({ value }: { value: string }) {
  return (
    <search class="app-search">
      <form class="app-search__form" action="/search" method="get">
        <label class="govuk-visually-hidden" for="site-search">
          Search
        </label>
        <input
          class="app-search__input"
          id="site-search"
          name="q"
          type="search"
          value={value}
          placeholder="Search"
          autocomplete="off"
          enterkeyhint="search"
        />
        <button class="app-search__button" type="submit">
          <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true" focusable="false">
            <circle cx="8.5" cy="8.5" r="5.5" fill="none" stroke="currentColor" stroke-width="2.5" />
            <path d="m13 13 5 5" fill="none" stroke="currentColor" stroke-width="2.5" />
          </svg>
          <span class="govuk-visually-hidden">Search</span>
        </button>
      </form>
    </search>
  );
}

function Account({ user, csrf }: { user: SignedIn; csrf: string }) {
  return (
    <div class="app-account">
      <p class="app-account__person">
        {user.href ? (
          <a class="app-account__name" href={user.href}>
            {user.name}
          </a>
        ) : (
          <span class="app-account__name">{user.name}</span>
        )}
        {user.post ? <span class="app-account__post">{user.post}</span> : null}
      </p>
      <form method="post" action="/sign-out" data-clears-drafts>
        <input type="hidden" name="_csrf" value={csrf} />
        <button class="app-account__sign-out" type="submit">
          Sign out
        </button>
      </form>
    </div>
  );
}

const SignIn = () => (
  <p class="app-account app-account__person">
    <a class="app-account__name" href="/sign-in">
      Sign in
    </a>
  </p>
);

function ServiceNavigation({ items }: { items: readonly NavigationItem[] }) {
  return (
    <div class="govuk-service-navigation" data-module="govuk-service-navigation">
      <div class="govuk-width-container">
        <div class="govuk-service-navigation__container">
          <nav aria-label="Menu" class="govuk-service-navigation__wrapper">
            <button
              type="button"
              class="govuk-service-navigation__toggle govuk-js-service-navigation-toggle"
              aria-controls="navigation"
              hidden
            >
              Menu
            </button>
            <ul class="govuk-service-navigation__list" id="navigation">
              {items.map((item) => (
                <NavigationLink key={item.href} {...item} />
              ))}
            </ul>
          </nav>
        </div>
      </div>
    </div>
  );
}

function NavigationLink({ text, href, current }: NavigationItem) {
  return (
    <li class={`govuk-service-navigation__item${current ? ' govuk-service-navigation__item--active' : ''}`}>
      <a class="govuk-service-navigation__link" href={href} aria-current={current ? 'page' : undefined}>
        {current ? <strong class="govuk-service-navigation__active-fallback">{text}</strong> : text}
      </a>
    </li>
  );
}
