/** A link by which a member who forgot their password sets a new one: mailed to them, or shown once to hand on. */
import { useMutation } from '@tanstack/react-query';
import { call } from '../api/call.ts';
import type { Member, PasswordLinkMade } from '../api/types.ts';
import { Confirm } from '../ui/dialog.tsx';
import { time } from '../ui/format.ts';
import { ProblemText } from '../ui/problem.tsx';
import { ShownOnce } from '../ui/shown-once.tsx';
import { say } from '../ui/toast.tsx';

interface PasswordLinkProps {
  readonly member: Member;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}
export function PasswordLink({ member, isOpen, onClose }: PasswordLinkProps) {
  const { id, name, email, secondFactor } = member;
  const make = useMutation({
    mutationFn: () => call<PasswordLinkMade>('POST', `/v1/members/${id}/password-link`),
    onSuccess: ({ sent, expiresAt }) => {
      if (!sent) return;
      say(`The link is on its way to ${email}. It is good until ${time(expiresAt)}.`);
      close();
    },
  });
  const close = (): void => {
    make.reset();
    onClose();
  };
  const link = make.data?.link;
  return (
    <>
      <Confirm
        title={`A link for a new password for ${name}?`}
        act="Make the link"
        stay="Leave it"
        isOpen={isOpen && link === undefined}
        onClose={close}
        // Not shown as pending: that is announced by the button's name, and the button goes with the answer.
        onConfirm={() => {
          if (!make.isPending) make.mutate();
        }}
      >
        {make.isError && <ProblemText error={make.error} />}
        <p>
          It works once, within an hour. Where mail is set up it goes to them alone, else it is shown here to hand on.
        </p>
        <p>
          The new password ends every open session of theirs.
          {secondFactor && ' Their second factor stays, and is still asked for.'}
        </p>
      </Confirm>
      <ShownOnce title="The link" secret={link} onClose={close}>
        <p>
          Give it to <bdi>{name}</bdi> in a way that nobody else reads: whoever opens it sets the password. It works
          once, until {make.data && time(make.data.expiresAt)}.
        </p>
      </ShownOnce>
    </>
  );
}
