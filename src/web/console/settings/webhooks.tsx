/** Webhooks: where signed notices go, whether they arrive, and the secret, which is shown once. */
import { queryOptions, useMutation, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../api/call.ts';
import { queryClient } from '../api/queries.ts';
import { useMay } from '../api/session.ts';
import type { Webhook, WebhookSecret } from '../api/types.ts';
import { Button } from '../ui/button.tsx';
import { Confirm } from '../ui/dialog.tsx';
import { TextField } from '../ui/field.tsx';
import { Fill } from '../ui/fill.tsx';
import { time } from '../ui/format.ts';
import { Dots, Menu } from '../ui/menu.tsx';
import { Empty, Section } from '../ui/parts.tsx';
import { errorAt, Region } from '../ui/problem.tsx';
import { ShownOnce } from '../ui/shown-once.tsx';
import { say, sayProblem } from '../ui/toast.tsx';
import { Deliveries } from './deliveries.tsx';

const webhooksQuery = queryOptions({
  queryKey: ['webhooks'],
  queryFn: ({ signal }) => call<{ items: Webhook[] }>('GET', '/v1/webhooks', { signal }),
});
const again = () => queryClient.invalidateQueries({ queryKey: webhooksQuery.queryKey });

const OFF: Readonly<Record<NonNullable<Webhook['code']>, string>> = {
  failing: 'nothing arrived for a day',
  gone: 'the target answered that it is gone',
  'turned-off': 'turned off here',
};

export default function Webhooks() {
  const { data } = useSuspenseQuery(webhooksQuery);
  const mayAdmin = useMay('admin');
  const [secret, setSecret] = useState<string>();
  return (
    <>
      {mayAdmin && (
        <Section
          title="A new webhook"
          about="Your server is told what happens: ids and field keys, never values. Signed by Standard Webhooks."
        >
          <New onMade={setSecret} />
        </Section>
      )}
      <Section title="Webhooks" about="Each message is tried for a day.">
        {data.items.length === 0 ? (
          <Empty>No server is told anything yet.</Empty>
        ) : (
          <ul className="webhooks">
            {data.items.map((one) => (
              <One key={one.id} webhook={one} mayAdmin={mayAdmin} onSecret={setSecret} />
            ))}
          </ul>
        )}
      </Section>
      <ShownOnce title="The secret" secret={secret} onClose={() => setSecret(undefined)}>
        <p>With it your server checks that a message is from here. Keep it where your server keeps secrets.</p>
      </ShownOnce>
    </>
  );
}

function New({ onMade }: { readonly onMade: (secret: string) => void }) {
  const [url, setUrl] = useState('');
  const make = useMutation({
    mutationFn: () => call<WebhookSecret>('POST', '/v1/webhooks', { body: { url } }),
    onSuccess: ({ secret }) => {
      setUrl('');
      onMade(secret);
      void again();
    },
  });
  return (
    <Fill error={make.error} shown={['url']} onSend={() => make.mutate()}>
      <TextField
        label="Address"
        help="A public https address; it is checked now and before every message."
        type="url"
        value={url}
        onChange={setUrl}
        error={errorAt(make.error, 'url')}
        isRequired
      />
      <div className="acts">
        <Button look="solid" type="submit" isDisabled={!url} isPending={make.isPending}>
          Add it
        </Button>
      </div>
    </Fill>
  );
}

interface OneProps {
  readonly webhook: Webhook;
  readonly mayAdmin: boolean;
  readonly onSecret: (secret: string) => void;
}
function One({ webhook, mayAdmin, onSecret }: OneProps) {
  const { id, url, status, code, failingSince } = webhook;
  const [open, setOpen] = useState(false);
  const [removing, setRemoving] = useState(false);
  const address = `/v1/webhooks/${id}` as const;
  const act = useMutation({
    mutationFn: (what: () => Promise<unknown>) => what(),
    onSuccess: again,
    onError: sayProblem,
  });
  const turn = (to: Webhook['status']) => act.mutate(() => call('PATCH', address, { body: { status: to } }));
  return (
    <li>
      <div className="row">
        <div>
          <b>
            <bdi>{url}</bdi>
          </b>
          <p className="quiet" data-wrong={status === 'off' || failingSince !== undefined || undefined}>
            {status === 'on' ? 'On' : `Off${code ? `: ${OFF[code]}` : ''}`}
            {failingSince && ` · nothing arrived since ${time(failingSince)}`}
          </p>
        </div>
        <Button small onPress={() => setOpen(!open)} aria-expanded={open}>
          Deliveries
        </Button>
        {mayAdmin && (
          <Menu
            label={`More for ${url}`}
            acts={[
              {
                id: 'test',
                name: 'Send a test',
                isDisabled: status === 'off',
                act: () =>
                  act.mutate(async () => {
                    await call('POST', `${address}/test`);
                    say('A test is on its way; see its deliveries.');
                  }),
              },
              status === 'on'
                ? { id: 'off', name: 'Turn off', act: () => turn('off') }
                : { id: 'on', name: 'Turn on', act: () => turn('on') },
              {
                id: 'rotate',
                name: 'New secret',
                help: 'For a day messages carry both signatures',
                act: () =>
                  act.mutate(async () => onSecret((await call<WebhookSecret>('POST', `${address}/rotate`)).secret)),
              },
              { id: 'remove', name: 'Remove', danger: true, act: () => setRemoving(true) },
            ]}
          >
            <Dots />
          </Menu>
        )}
      </div>
      {open && (
        <Region name="deliveries">
          <Deliveries webhook={id} mayAdmin={mayAdmin} />
        </Region>
      )}
      <Confirm
        title="Remove this webhook?"
        act="Remove it"
        danger
        isOpen={removing}
        onClose={() => setRemoving(false)}
        onConfirm={() => {
          setRemoving(false);
          act.mutate(() => call('DELETE', address));
        }}
      >
        <p>Its log goes with it, and what is on its way is not sent.</p>
      </Confirm>
    </li>
  );
}
