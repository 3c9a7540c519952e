/** Small parts that many pages are made of. */
import { type ReactNode, useEffect } from 'react';
import { ProgressBar } from 'react-aria-components';
import type { Status as StatusName } from '../api/types.ts';
import { percent } from './format.ts';

interface HeadProps {
  readonly title: string;
  /** One line under it. */
  readonly about?: ReactNode;
  /** The page's actions; one of them solid. */
  readonly children?: ReactNode;
}
export function PageHead({ title, about, children }: HeadProps) {
  useEffect(() => {
    document.title = `${title} · Candor`;
  }, [title]);
  return (
    <div className="page-head">
      <div>
        <h1>
          <bdi>{title}</bdi>
        </h1>
        {about && <p className="quiet">{about}</p>}
      </div>
      {children && <div className="acts">{children}</div>}
    </div>
  );
}

interface EmptyProps {
  /** Teaches with one sentence. */
  readonly children: ReactNode;
  /** One button. */
  readonly act?: ReactNode;
}
export const Empty = ({ children, act }: EmptyProps) => (
  <section className="empty">
    <p>{children}</p>
    {act}
  </section>
);

export const STATUS_NAMES: Readonly<Record<StatusName, string>> = {
  draft: 'Draft',
  scheduled: 'Scheduled',
  live: 'Live',
  paused: 'Paused',
  cancelled: 'Cancelled',
  completed: 'Completed',
};
export const Status = ({ status }: { readonly status: StatusName }) => (
  <span className="status" data-status={status}>
    {STATUS_NAMES[status]}
  </span>
);

/** `value` 0–1. */
export const Progress = ({ value, label }: { readonly value: number; readonly label: string }) => (
  <ProgressBar aria-label={label} value={value * 100} className="progress">
    {({ percentage = 0 }) => (
      <>
        <span className="track" aria-hidden="true">
          <span style={{ inlineSize: `${percentage}%` }} />
        </span>
        <span className="figure">{percent(value)}</span>
      </>
    )}
  </ProgressBar>
);

/** The mark of a field: its place among the template's fields, from 0. */
export const Mark = ({ place }: { readonly place: number }) => (
  <i className={`mark mark-${(place % 8) + 1}`} aria-hidden="true" />
);

interface SectionProps {
  readonly title: string;
  readonly about?: ReactNode;
  readonly children: ReactNode;
  readonly id?: string;
}
/** A part of a page with its name at the side. */
export const Section = ({ title, about, children, id }: SectionProps) => (
  <section className="section" id={id}>
    <div>
      <h2>{title}</h2>
      {about && <p className="quiet">{about}</p>}
    </div>
    <div>{children}</div>
  </section>
);
