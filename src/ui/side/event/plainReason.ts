/** Why nothing was delivered, for a learner; what needs no other words stays as it is. */
export function plainReason(reason: string): string {
  if (reason.startsWith('InvalidRequestContentException'))
    return 'The payload is not JSON, so Lambda refused the call with status 400. The function did not run, and nothing is billed. Mend the payload and send it again.';
  return reason;
}
