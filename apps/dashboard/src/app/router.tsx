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
import { contactSearch } from '../pages/contact/search';
import { contactsSearch } from '../pages/contacts/search';
import { conversationsSearch } from '../pages/conversations/search';
import { editSearch, newCampaignSearch } from '../pages/new-campaign/search';
import { filesSearch, reportsSearch, searchesSearch } from '../pages/reports/search';
import { eventsSearch } from '../pages/events/search';
import { keysSearch } from '../pages/keys/search';
import { senderSearch } from '../pages/sender/search';
import { sendersSearch } from '../pages/senders/search';
import { streamSearch } from '../pages/stream/search';
import { suppressionsSearch } from '../pages/suppressions/search';
import { templateSearch } from '../pages/template/search';
import { templatesSearch } from '../pages/templates/search';
import { verificationSearch } from '../pages/verification/search';
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

const newCampaign = createRoute({
  getParentRoute: () => shell,
  path: '/campaigns/new',
  validateSearch: newCampaignSearch,
  ...page('new-campaign', () => import('../pages/new-campaign/new-campaign-page'), 'NewCampaignPage'),
});

const editCampaign = createRoute({
  getParentRoute: () => shell,
  path: '/campaigns/$campaignId/edit',
  validateSearch: editSearch,
  ...page('new-campaign', () => import('../pages/new-campaign/edit-campaign-page'), 'EditCampaignPage'),
});

const contacts = createRoute({
  getParentRoute: () => shell,
  path: '/campaigns/$campaignId/contacts',
  validateSearch: contactsSearch,
  ...page('contacts', () => import('../pages/contacts/contacts-page'), 'ContactsPage'),
});

const contact = createRoute({
  getParentRoute: () => shell,
  path: '/campaigns/$campaignId/contacts/$contactId',
  validateSearch: contactSearch,
  ...page('contact', () => import('../pages/contact/contact-page'), 'ContactPage'),
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

const senders = createRoute({
  getParentRoute: () => shell,
  path: '/senders',
  validateSearch: sendersSearch,
  ...page('senders', () => import('../pages/senders/senders-page'), 'SendersPage'),
});

const newSender = createRoute({
  getParentRoute: () => shell,
  path: '/senders/new',
  validateSearch: sendersSearch,
  ...page('sender', () => import('../pages/sender/new-sender-page'), 'NewSenderPage'),
});

const sender = createRoute({
  getParentRoute: () => shell,
  path: '/senders/$senderId',
  validateSearch: senderSearch,
  ...page('sender', () => import('../pages/sender/sender-page'), 'SenderPage'),
});

const templates = createRoute({
  getParentRoute: () => shell,
  path: '/templates',
  validateSearch: templatesSearch,
  ...page('templates', () => import('../pages/templates/templates-page'), 'TemplatesPage'),
});

const newTemplate = createRoute({
  getParentRoute: () => shell,
  path: '/templates/new',
  validateSearch: templateSearch,
  ...page('template', () => import('../pages/template/new-template-page'), 'NewTemplatePage'),
});

const template = createRoute({
  getParentRoute: () => shell,
  path: '/templates/$templateId',
  validateSearch: templateSearch,
  ...page('template', () => import('../pages/template/template-page'), 'TemplatePage'),
});

const suppressions = createRoute({
  getParentRoute: () => shell,
  path: '/suppressions',
  validateSearch: suppressionsSearch,
  ...page('suppressions', () => import('../pages/suppressions/suppressions-page'), 'SuppressionsPage'),
});

const events = createRoute({
  getParentRoute: () => shell,
  path: '/events',
  validateSearch: eventsSearch,
  ...page('events', () => import('../pages/events/events-page'), 'EventsPage'),
});

const stream = createRoute({
  getParentRoute: () => shell,
  path: '/streams/$stream',
  validateSearch: streamSearch,
  ...page('stream', () => import('../pages/stream/stream-page'), 'StreamPage'),
});

const verification = createRoute({
  getParentRoute: () => shell,
  path: '/verification',
  validateSearch: verificationSearch,
  ...page('verification', () => import('../pages/verification/verification-page'), 'VerificationPage'),
});

const projections = createRoute({
  getParentRoute: () => shell,
  path: '/projections',
  ...page('projections', () => import('../pages/projections/projections-page'), 'ProjectionsPage'),
});

const keys = createRoute({
  getParentRoute: () => shell,
  path: '/keys',
  validateSearch: keysSearch,
  ...page('keys', () => import('../pages/keys/keys-page'), 'KeysPage'),
});

const subaccounts = createRoute({
  getParentRoute: () => shell,
  path: '/subaccounts',
  ...page('subaccounts', () => import('../pages/subaccounts/subaccounts-page'), 'SubaccountsPage'),
});

const system = createRoute({
  getParentRoute: () => shell,
  path: '/system',
  ...page('system', () => import('../pages/system/system-page'), 'SystemPage'),
});

const pages = shell.addChildren([
  campaigns,
  campaign,
  newCampaign,
  editCampaign,
  contacts,
  contact,
  reports,
  searches,
  files,
  conversations,
  conversation,
  senders,
  newSender,
  sender,
  templates,
  newTemplate,
  template,
  suppressions,
  events,
  stream,
  verification,
  projections,
  keys,
  subaccounts,
  system,
]);

/** Of an idle browser: pages are there before somebody goes to them, also when the engine is gone by then. */
export async function loadPages(): Promise<void> {
  for (const load of lazily) await load().catch(() => undefined);
}

export const router = createRouter({
  routeTree: root.addChildren([home, signIn, pages]),
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
