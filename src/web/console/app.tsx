/** The console as one page: what its parts share, and which part stands at which address. */
import { QueryClientProvider } from '@tanstack/react-query';
import { lazy } from 'react';
import { RouterProvider as AriaRouter } from 'react-aria-components';
import { createBrowserRouter, Navigate, Outlet, RouterProvider, useHref, useNavigate } from 'react-router';
import { queryClient } from './api/queries.ts';
import { Campaign } from './campaign/campaign.tsx';
import { STEPS } from './campaign/steps.ts';
import { Campaigns } from './campaigns/campaigns.tsx';
import { PARTS } from './settings/parts.ts';
import { Frame } from './shell/frame.tsx';
import { Nowhere } from './shell/nowhere.tsx';
import { Toasts } from './ui/toast.tsx';

/** Links of the component library go through the router. */
function Root() {
  const navigate = useNavigate();
  return (
    <AriaRouter navigate={navigate} useHref={useHref}>
      <Outlet />
      <Toasts />
    </AriaRouter>
  );
}

const NewCampaign = lazy(() => import('./campaigns/new.tsx'));
const Account = lazy(() => import('./account/page.tsx'));
const Audit = lazy(() => import('./audit/page.tsx'));
const Settings = lazy(() => import('./settings/page.tsx'));
const Templates = lazy(() => import('./templates/gallery.tsx'));

const router = createBrowserRouter(
  [
    {
      element: <Root />,
      children: [
        {
          element: <Frame />,
          children: [
            { index: true, element: <Campaigns /> },
            { path: 'campaigns/new', element: <NewCampaign /> },
            {
              path: 'campaigns/:id',
              element: <Campaign />,
              children: STEPS.map(({ path, page: Page }) =>
                path === '' ? { index: true, element: <Page /> } : { path, element: <Page /> },
              ),
            },
            { path: 'templates', element: <Templates /> },
            { path: 'audit', element: <Audit /> },
            { path: 'account', element: <Account /> },
            {
              path: 'settings',
              element: <Settings />,
              children: [
                { index: true, element: <Navigate to={`/settings/${PARTS[0]?.path}`} replace /> },
                ...PARTS.map(({ path, page: Part }) => ({ path, element: <Part /> })),
              ],
            },
            { path: '*', element: <Nowhere /> },
          ],
        },
      ],
    },
  ],
  { basename: '/console' },
);

export const App = () => (
  <QueryClientProvider client={queryClient}>
    <RouterProvider router={router} />
  </QueryClientProvider>
);
