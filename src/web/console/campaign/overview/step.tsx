/** A campaign at a glance. */

import { Progress, Section } from '../../ui/parts.tsx';
import { useCampaign } from '../use-campaign.ts';

export default function Overview() {
  const { campaign } = useCampaign();
  return (
    <Section title="Drawn" about="Videos that are ready, of those that are owed.">
      <Progress value={campaign.progress} label="Drawn" />
    </Section>
  );
}
