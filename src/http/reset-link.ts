/** Where somebody sets a new password. */
export const resetLink = (publicUrl: string, token: string): string => `${publicUrl}/console/password/${token}`;
