/** What the playground leaves out; README says the same. */
export const NOT_MODELLED: readonly string[] = [
  'IAM',
  'VPC',
  'EFS',
  'container images',
  'extensions',
  'provisioned concurrency',
  'readers of streams',
  'proactive initialisation',
  'placement',
  'network jitter',
  'Managed Instances',
];
