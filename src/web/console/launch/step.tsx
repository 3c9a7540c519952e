/** The step “Launch”: what is missing, starting and stopping, how it goes, and everybody's links. */
import { useMay } from '../api/session.ts';
import { Counts } from '../campaign/overview/counts.tsx';
import { useCampaign } from '../campaign/use-campaign.ts';
import { duration } from '../ui/format.ts';
import { Section } from '../ui/parts.tsx';
import { Region } from '../ui/problem.tsx';
import { Approval } from './approval.tsx';
import { Failures } from './failures.tsx';
import { Recipients } from './recipients.tsx';
import { Run } from './run.tsx';
import { StopPersonal } from './stop-personal.tsx';
import './launch.css';

export default function Launch() {
  const { campaign } = useCampaign();
  const mayEdit = useMay('edit');
  const { pace, failures, status } = campaign;
  return (
    <>
      <Run campaign={campaign} mayEdit={mayEdit} />
      {status === 'draft' && (
        <Region name="the approval">
          <Approval campaign={campaign} mayEdit={mayEdit} />
        </Region>
      )}
      <Section
        title="How it goes"
        about={
          pace
            ? `${Math.round(pace.perMinute)} people a minute; ${duration(pace.secondsLeft)} left at that rate.`
            : 'Figures move by themselves.'
        }
      >
        <Counts campaign={campaign} />
        {failures.length > 0 && <Failures campaign={campaign} mayEdit={mayEdit} />}
      </Section>
      {campaign.firstRowAt && <StopPersonal campaign={campaign} mayEdit={mayEdit} />}
      <Section title="Recipients" about="Your ids, and their links. A link is as good as a key: treat it like one.">
        <Region name="the recipients">
          <Recipients campaign={campaign} />
        </Region>
      </Section>
    </>
  );
}
