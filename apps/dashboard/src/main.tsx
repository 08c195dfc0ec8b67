import './app/styles';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { lazy, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { makeQueries } from './app/queries';
import { loadPages, router } from './app/router';
import { theme } from './app/theme';
import { beginToSpeak } from './words/words';

const Toasts = lazy(() => import('./app/toasts').then(({ Toasts: component }) => ({ default: component })));
const queries = makeQueries();

await beginToSpeak();
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
        <Suspense>
          <Toasts />
        </Suspense>
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);

/** Browsers without it have nothing else to do after a while, either; milliseconds. */
const A_WHILE = 2000;
const whenIdle =
  'requestIdleCallback' in globalThis ? requestIdleCallback : (then: () => void) => setTimeout(then, A_WHILE);
whenIdle(() => void loadPages());
