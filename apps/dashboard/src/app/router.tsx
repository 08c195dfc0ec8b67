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
import { conversationsSearch } from '../pages/conversations/search';
import { filesSearch, reportsSearch, searchesSearch } from '../pages/reports/search';
import { loadWords } from '../words/words';
import { NotFound } from './not-found';
import { PageFailed } from './page-failed';
import { PagePending } from './page-pending';
import { parseSearch, type Search, stringifySearch, textIn } from './search-params';
import { Shell } from './shell';

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound });

/** A page with its words: both are loaded when somebody goes there. */
function page<Component extends Record<string, unknown>, Name extends keyof Component & string>(
  namespace: string,
  load: () => Promise<Component>,
  name: Name,
) {
  return { loader: () => loadWords(namespace), component: lazyRouteComponent(load, name) };
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

const reports = createRoute({
  getParentRoute: () => shell,
  path: '/reports',
  validateSearch: reportsSearch,
  ...page('reports', () => import('../pages/reports/reports-page'), 'ReportsPage'),
});

const searches = createRoute({
  getParentRoute: () => shell,
  path: '/reports/searches',
  validateSearch: searchesSearch,
  ...page('reports', () => import('../pages/reports/searches-page'), 'SearchesPage'),
});

const files = createRoute({
  getParentRoute: () => shell,
  path: '/reports/files',
  validateSearch: filesSearch,
  ...page('reports', () => import('../pages/reports/files-page'), 'FilesPage'),
});

const conversations = createRoute({
  getParentRoute: () => shell,
  path: '/conversations',
  validateSearch: conversationsSearch,
  ...page('conversations', () => import('../pages/conversations/conversations-page'), 'ConversationsPage'),
});

const conversation = createRoute({
  getParentRoute: () => shell,
  path: '/conversations/$conversationId',
  validateSearch: conversationsSearch,
  ...page('conversations', () => import('../pages/conversations/conversation-page'), 'ConversationPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    signIn,
    shell.addChildren([campaigns, campaign, reports, searches, files, conversations, conversation]),
  ]),
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
