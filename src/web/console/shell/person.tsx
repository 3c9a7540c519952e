/** The workspace, and the way out. */
import { Button } from 'react-aria-components';
import { useSession } from '../api/session.ts';

export function Person() {
  const { workspace } = useSession();
  return (
    <form method="post" action="/console/sign-out" className="person">
      <bdi>{workspace.name}</bdi>
      <Button type="submit" className="link">
        Sign out
      </Button>
    </form>
  );
}
