/** After a form was not taken: to the first field that says what is wrong with it. */
import { type RefObject, useEffect, useRef } from 'react';

/** For the form's `ref`; `error` is why it was not taken. */
export function useMending(error: unknown): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (error) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [error]);
  return form;
}
