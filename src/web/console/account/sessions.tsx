/** Other browsers in which one is signed in. */
import { useMutation } from '@tanstack/react-query';
import { call } from '../api/call.ts';
import { Button } from '../ui/button.tsx';
import { Section } from '../ui/parts.tsx';
import { say, sayProblem } from '../ui/toast.tsx';

export function SessionsSection() {
  const end = useMutation({
    mutationFn: () => call('DELETE', '/v1/me/sessions?but=this'),
    onSuccess: () => say('You are signed out everywhere else.'),
    onError: sayProblem,
  });
  return (
    <Section title="Other browsers" about="A session ends by itself after a week.">
      <div className="form">
        <p>A device that was lost, or a browser that is not yours: whoever sits there must sign in again.</p>
        <div className="acts">
          <Button onPress={() => end.mutate()} isPending={end.isPending}>
            Sign out everywhere else
          </Button>
        </div>
      </div>
    </Section>
  );
}
