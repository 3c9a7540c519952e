/** Settings of the workspace, one part an address; each is its own file. */
import { Link } from 'react-aria-components';
import { Outlet, useLocation } from 'react-router';
import { useMay } from '../api/session.ts';
import { PageHead } from '../ui/parts.tsx';
import { Region } from '../ui/problem.tsx';
import { PARTS } from './parts.ts';

export default function Settings() {
  return (
    <>
      <PageHead title="Settings" />
      <Region name="your rights">
        <Parts />
      </Region>
    </>
  );
}

function Parts() {
  const { pathname } = useLocation();
  const mayAdmin = useMay('admin');
  const open = PARTS.find(({ path }) => pathname.endsWith(`/${path}`)) ?? PARTS[0];
  return (
    <>
      <nav className="steps" aria-label="Parts">
        {PARTS.map((part) => (
          <Link
            key={part.path}
            href={`/settings/${part.path}`}
            className="step"
            {...(part === open ? { 'aria-current': 'page' } : {})}
          >
            {part.title}
          </Link>
        ))}
      </nav>
      {!mayAdmin && <p className="note">Your role looks. An admin changes settings.</p>}
      <Region name={(open?.title ?? '').toLowerCase()} key={open?.path}>
        <Outlet />
      </Region>
    </>
  );
}
