/** A button that puts a text on the clipboard, and says so. */
import { type ReactNode, useState } from 'react';
import { Button } from 'react-aria-components';

const SAID_MS = 2_000;

export function Copy({ text, children }: { readonly text: string; readonly children: ReactNode }) {
  const [copied, setCopied] = useState(false);
  return (
    <Button
      className="link"
      onPress={() => {
        void navigator.clipboard.writeText(text).then(() => {
          setCopied(true);
          setTimeout(() => setCopied(false), SAID_MS);
        });
      }}
    >
      {copied ? <span role="status">Copied</span> : children}
    </Button>
  );
}
