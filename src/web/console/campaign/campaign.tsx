/** The frame of a campaign's page: its name, where it stands, and its steps. */

import { Link } from 'react-aria-components';
import { Outlet, useLocation, useNavigate, useParams } from 'react-router';
import { useProgress } from '../api/progress.ts';
import { words } from '../ui/format.ts';
import { PageHead, Status } from '../ui/parts.tsx';
import { Region } from '../ui/problem.tsx';
import { useShortcut } from '../ui/shortcuts.ts';
import { CampaignMenu } from './menu.tsx';
import { STEPS, type Step } from './steps.ts';
import { useCampaign } from './use-campaign.ts';
import './campaign.css';

export const Campaign = () => {
  const { id = '' } = useParams();
  return (
    <Region name="the campaign" key={id}>
      <Page />
    </Region>
  );
};

function Page() {
  const { campaign, template } = useCampaign();
  const { stale } = useProgress(`/v1/campaigns/${campaign.id}/events`);
  const { pathname } = useLocation();
  const open = STEPS.find(({ path }) => path !== '' && pathname.endsWith(`/${path}`)) ?? STEPS[0];
  return (
    <>
      <PageHead
        title={campaign.name}
        about={
          <>
            <Status status={campaign.status} /> · {words(template.title)} · <bdi>{campaign.controller.name}</bdi>
            {stale && <span role="status"> · The service does not answer; figures may be old</span>}
          </>
        }
      >
        <CampaignMenu campaign={campaign} />
      </PageHead>
      <nav className="steps" aria-label="Steps">
        {STEPS.map((step) => (
          <StepLink key={step.path} step={step} id={campaign.id} isOpen={step === open} />
        ))}
      </nav>
      <Region name={(open?.title ?? '').toLowerCase()} key={open?.path}>
        <Outlet />
      </Region>
    </>
  );
}

function StepLink({ step, id, isOpen }: { readonly step: Step; readonly id: string; readonly isOpen: boolean }) {
  const navigate = useNavigate();
  const to = `/campaigns/${id}${step.path && `/${step.path}`}`;
  useShortcut(`s ${step.key}`, `Step: ${step.title}`, () => navigate(to));
  return (
    <Link href={to} className="step" {...(isOpen ? { 'aria-current': 'page' } : {})}>
      {step.title}
    </Link>
  );
}
