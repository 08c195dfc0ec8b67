import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { campaignSearch } from '../pages/campaign/search';
import { campaignsSearch } from '../pages/campaigns/search';
import { loadWords } from '../words/words';
import { whileReached } from './while-reached';
import { NotFound } from './not-found';
import { PageFailed } from './page-failed';
import { PagePending } from './page-pending';
import { parseSearch, type Search, stringifySearch, textIn } from './search-params';
import { Shell } from './shell';

const lazily: (() => Promise<unknown>)[] = [];

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound });

/** A page with its words: both are loaded when somebody goes there, or when there is nothing else to do. */
function page<Component extends Record<string, unknown>, Name extends keyof Component & string>(
  namespace: string,
  load: () => Promise<Component>,
  name: Name,
) {
  const component = lazyRouteComponent(() => whileReached(load), name);
  const words = () => whileReached(() => loadWords(namespace));
  lazily.push(() => Promise.all([component.preload?.(), words()]));
  return { loader: words, component };
}

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/campaigns', replace: true });
  },
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search: Search): { readonly returnTo?: string } => {
    const returnTo = textIn(search['returnTo']);
    return returnTo === undefined ? {} : { returnTo };
  },
  ...page('sign-in', () => import('../pages/sign-in/sign-in-page'), 'SignInPage'),
});

/** Pages of whoever is signed in. */
const shell = createRoute({ getParentRoute: () => root, id: 'shell', component: Shell });

const campaigns = createRoute({
  getParentRoute: () => shell,
  path: '/campaigns',
  validateSearch: campaignsSearch,
  ...page('campaigns', () => import('../pages/campaigns/campaigns-page'), 'CampaignsPage'),
});

const campaign = createRoute({
  getParentRoute: () => shell,
  path: '/campaigns/$campaignId',
  validateSearch: campaignSearch,
  ...page('campaign', () => import('../pages/campaign/campaign-page'), 'CampaignPage'),
});

/** Of an idle browser: pages are there before somebody goes to them, also when the engine is gone by then. */
export async function loadPages(): Promise<void> {
  for (const load of lazily) await load().catch(() => undefined);
}

export const router = createRouter({
  routeTree: root.addChildren([home, signIn, shell.addChildren([campaigns, campaign])]),
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  defaultPendingComponent: PagePending,
  defaultPendingMs: 80,
  defaultPendingMinMs: 0,
  defaultErrorComponent: PageFailed,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
