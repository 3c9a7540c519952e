/** A button that puts a text on the clipboard, and says so. */
import { type ReactNode, useState } from 'react';
import { Button } from 'react-aria-components';
import { say } from './toast.tsx';

const SAID_MS = 2_000;

/** Whether it is on the clipboard now; where a browser lets no page there, the text is shown to be copied by hand. */
export async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    say(`This browser lets no page copy. By hand: ${text}`);
    return false;
  }
}

export function Copy({ text, children }: { readonly text: string; readonly children: ReactNode }) {
  const [isCopied, setCopied] = useState(false);
  return (
    <Button
      className="link"
      onPress={async () => {
        if (!(await copied(text))) return;
        setCopied(true);
        setTimeout(() => setCopied(false), SAID_MS);
      }}
    >
      {isCopied ? <span role="status">Copied</span> : children}
    </Button>
  );
}
