/** The step “Analytics” of a campaign. */
import { LinkButton } from '../ui/button.tsx';
import { Empty } from '../ui/parts.tsx';

export default function Analytics() {
  return (
    <Empty act={<LinkButton href="/docs">The calls, in the reference</LinkButton>}>
      This step is done by API for now.
    </Empty>
  );
}
