/** The page of whoever is signed in: their name, password, second factor and sessions. */
import { useMe } from '../api/session.ts';
import { Empty, PageHead } from '../ui/parts.tsx';
import { Region } from '../ui/problem.tsx';
import { PasswordSection } from './password.tsx';
import { PersonSection } from './person.tsx';
import { SecondFactorSection } from './second-factor.tsx';
import { SessionsSection } from './sessions.tsx';
import { WorkspacesSection } from './workspaces.tsx';
import './account.css';

export default function Account() {
  return (
    <>
      <PageHead title="Your account" />
      <Region name="your account">
        <Parts />
      </Region>
    </>
  );
}

function Parts() {
  const { actor, email } = useMe();
  if (actor.kind !== 'member') {
    return (
      <Empty>
        This browser was opened with the API key “<bdi>{actor.name}</bdi>”, which has no account. Ask an admin to ask
        you in, and sign in by e-mail.
      </Empty>
    );
  }
  return (
    <>
      <PersonSection />
      {email && <PasswordSection />}
      <SecondFactorSection />
      <SessionsSection />
      <WorkspacesSection />
    </>
  );
}
