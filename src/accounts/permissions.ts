/** Who may do what. A role is a ladder; the right to see people stands beside it. An API key has its permissions named. */

export const PERMISSIONS = ['read', 'edit', 'approve', 'admin', 'people'] as const;
/**
 * `read` looks, `edit` makes and runs campaigns, `approve` answers for them, `admin` changes the workspace; `people` sees
 * a real person's data or opens a real person's video, and goes with no role by itself.
 */
export type Permission = (typeof PERMISSIONS)[number];

export const ROLES = ['reader', 'editor', 'approver', 'admin'] as const;
export type Role = (typeof ROLES)[number];

const LADDER: readonly Permission[] = ['read', 'edit', 'approve', 'admin'];

/** In the order of `PERMISSIONS`. */
export function permissionsOf(role: Role, seesPeople: boolean): Permission[] {
  return [...LADDER.slice(0, ROLES.indexOf(role) + 1), ...(seesPeople ? (['people'] as const) : [])];
}

/** Who acts: an API key, a signed-in member, or the service by itself. `name` is what its owner calls it. */
export interface Actor {
  readonly kind: 'key' | 'member' | 'service';
  readonly id: string;
  readonly name: string;
}
