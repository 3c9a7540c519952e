/** Asks before what was not saved is lost: by a link of the console, or with the page. */
import { useEffect } from 'react';
import { useBlocker } from 'react-router';
import { Confirm } from './dialog.tsx';

/** `when`: something is not saved. */
export function Leaving({ when }: { readonly when: boolean }) {
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => when && currentLocation.pathname !== nextLocation.pathname,
  );
  useEffect(() => {
    if (!when) return;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [when]);
  return (
    <Confirm
      title="Leave without saving?"
      stay="Stay here"
      act="Leave"
      isOpen={blocker.state === 'blocked'}
      onClose={() => blocker.reset?.()}
      onConfirm={() => blocker.proceed?.()}
    >
      <p>What you changed on this page is lost then.</p>
    </Confirm>
  );
}
