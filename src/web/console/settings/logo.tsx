/** The workspace's logo: dropped or chosen, checked by the service, and used at once. */
import { useMutation } from '@tanstack/react-query';
import { DropZone, FileTrigger, isFileDropItem, Text } from 'react-aria-components';
import { call } from '../api/call.ts';
import { useMay } from '../api/session.ts';
import type { Workspace } from '../api/types.ts';
import { readWorkspaceAgain, showWorkspace, useWorkspace } from '../api/workspace.ts';
import { Button } from '../ui/button.tsx';
import { ProblemText } from '../ui/problem.tsx';
import { say } from '../ui/toast.tsx';

const TYPES = ['image/png', 'image/jpeg', 'image/svg+xml'];

/** What a browser does not know the type of is looked at by the service. */
const typed = (file: File): Blob => (TYPES.includes(file.type) ? file : file.slice(0, file.size, 'image/png'));

export function Logo() {
  const { brand } = useWorkspace();
  const mayAdmin = useMay('admin');
  const put = useMutation({
    mutationFn: (logo: string | undefined) => {
      const { logo: _, ...rest } = brand ?? {};
      const next = { ...rest, ...(logo ? { logo } : {}) };
      return call<Workspace>('PATCH', '/v1/workspace', {
        body: { brand: Object.keys(next).length > 0 ? next : null },
      });
    },
    onSuccess: showWorkspace,
  });
  const before = brand?.logo;
  const upload = useMutation({
    mutationFn: async (file: File) => {
      await call('PUT', '/v1/workspace/logo', { file: typed(file) });
      await readWorkspaceAgain();
    },
    onSuccess: () => say('The logo is changed.', () => put.mutate(before)),
  });
  const error = upload.error ?? put.error;
  return (
    <DropZone
      className="field logo-field"
      isDisabled={!mayAdmin}
      onDrop={async ({ items }) => {
        const item = items.find(isFileDropItem);
        if (item) upload.mutate(await item.getFile());
      }}
    >
      <Text slot="label" className="label">
        Logo
      </Text>
      <div className="acts">
        <FileTrigger
          acceptedFileTypes={TYPES}
          onSelect={(files) => {
            const file = files?.[0];
            if (file) upload.mutate(file);
          }}
        >
          <Button isDisabled={!mayAdmin} isPending={upload.isPending}>
            {before ? 'Choose another' : 'Choose a logo'}
          </Button>
        </FileTrigger>
        {before && (
          <Button
            look="bare"
            isDisabled={!mayAdmin}
            isPending={put.isPending}
            onPress={() =>
              put.mutate(undefined, { onSuccess: () => say('The logo is gone.', () => put.mutate(before)) })
            }
          >
            Remove it
          </Button>
        )}
      </div>
      <p className="help">
        PNG, JPEG or SVG, at most 512 KiB; you can drop it here too. It is used at once: there is nothing to save.
      </p>
      {error && <ProblemText error={error} />}
    </DropZone>
  );
}
