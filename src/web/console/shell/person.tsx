/** The workspace, and the way out. */
import { Button } from 'react-aria-components';
import { useMe } from '../api/session.ts';

export function Person() {
  const { workspace, actor } = useMe();
  return (
    <form method="post" action="/console/sign-out" className="person">
      <bdi className="workspace">{workspace.name}</bdi>
      <bdi className="quiet">{actor.name}</bdi>
      <Button type="submit" className="link">
        Sign out
      </Button>
    </form>
  );
}
