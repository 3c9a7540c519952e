/** An address that leads nowhere. */
import { LinkButton } from '../ui/button.tsx';
import { Empty, PageHead } from '../ui/parts.tsx';

export const Nowhere = () => (
  <>
    <PageHead title="There is nothing here" />
    <Empty act={<LinkButton href="/">To the campaigns</LinkButton>}>The address is old, or has a mistake in it.</Empty>
  </>
);
