/** A new campaign. */
import { LinkButton } from '../ui/button.tsx';
import { Empty, PageHead } from '../ui/parts.tsx';

export default function NewCampaign() {
  return (
    <>
      <PageHead title="New campaign" />
      <Empty act={<LinkButton href="/templates">Choose a template</LinkButton>}>It begins with a template.</Empty>
    </>
  );
}
