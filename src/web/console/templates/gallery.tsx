/** Templates: what there is to make campaigns of. */
import { useTemplates } from '../api/queries.ts';
import { words } from '../ui/format.ts';
import { PageHead } from '../ui/parts.tsx';
import { Region } from '../ui/problem.tsx';

export default function Templates() {
  return (
    <>
      <PageHead title="Templates" />
      <Region name="the templates">
        <List />
      </Region>
    </>
  );
}

const List = () => (
  <ul>
    {useTemplates().map((one) => (
      <li key={one.id}>{words(one.title)}</li>
    ))}
  </ul>
);
