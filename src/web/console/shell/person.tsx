/** The workspace that is open and the others one is in, the way to one's own page, and the way out. */
import { Button, Link } from 'react-aria-components';
import { useLocation } from 'react-router';
import { useMe } from '../api/session.ts';
import { useOpenWorkspace } from '../api/workspace.ts';
import { Chevron } from '../ui/field.tsx';
import { Menu } from '../ui/menu.tsx';

export function Person() {
  const { workspace, actor, workspaces = [] } = useMe();
  const { pathname } = useLocation();
  const others = workspaces.filter(({ id }) => id !== workspace.id);
  const open = useOpenWorkspace();
  return (
    <div className="person">
      {others.length > 0 ? (
        <Menu
          label={`Workspace ${workspace.name}: open another`}
          className="workspace link"
          acts={others.map(({ id, name, role }) => ({
            id,
            name,
            help: `You are ${role === 'admin' || role === 'editor' || role === 'approver' ? 'an' : 'a'} ${role}`,
            act: () => open.mutate(id),
          }))}
        >
          <bdi>{workspace.name}</bdi> <Chevron />
        </Menu>
      ) : (
        <bdi className="workspace">{workspace.name}</bdi>
      )}
      <Link href="/account" className="quiet" {...(pathname === '/account' ? { 'aria-current': 'page' } : {})}>
        <bdi>{actor.name}</bdi>
        <span className="unseen">: your account</span>
      </Link>
      <form method="post" action="/console/sign-out">
        <Button type="submit" className="link">
          Sign out
        </Button>
      </form>
    </div>
  );
}
