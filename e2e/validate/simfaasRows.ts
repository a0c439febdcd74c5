/** The figures of `simfaas.json` as lines of the table. */
import {
  agree,
  type FigureName,
  meanErrorPercent,
  type SimfaasInputs,
  type Spread,
  simfaasFigures,
} from '../../src/sim/testing/reference/simfaas.ts';
import type { Row } from './main.ts';

/** Seeds of each configuration, and of the short one that starts anew each time. */
const SEEDS = 10;
const SHORT_RUNS = 1000;

type Reference = Readonly<Partial<Record<FigureName, Spread & { readonly sd_of_one_run: number }>>>;

// biome-ignore lint/suspicious/noExplicitAny: the file has no schema of ours
export function* figuresOfSimfaas(file: any, part: number, only: string): Generator<Row> {
  for (const { id, inputs, reference } of configurations(file)) {
    if (!id.includes(only)) continue;
    const runs = Math.max(1, Math.round((inputs.horizonS < 1000 ? SHORT_RUNS : SEEDS) * part));
    const measured = simfaasFigures(inputs, runs);
    for (const [name, expected] of Object.entries(reference)) {
      const ours = measured[name as FigureName]; // the file names its figures so
      yield {
        id: `${id}-${name}`,
        expected: expected.mean,
        measured: ours.mean,
        halfWidth: runs > 1 ? 1.96 * ours.sem : null,
        sample: runs * inputs.horizonS * inputs.rate,
        ...agree(ours, expected, runs),
      };
    }
  }
}

interface Configuration {
  readonly id: string;
  readonly inputs: SimfaasInputs;
  readonly reference: Reference;
}

// biome-ignore lint/suspicious/noExplicitAny: as above
function configurations(file: any): Configuration[] {
  // biome-ignore lint/suspicious/noExplicitAny: as above
  const what = [...file.what_if, file.temporal[0]].map(({ id, inputs, reference }: any) => ({
    id: `simfaas-${id}`,
    inputs: { rate: inputs.rate, warmS: 2.016, coldS: 2.163, expiryS: inputs.expiry_s, horizonS: inputs.horizon_s },
    reference,
  }));
  const [readme] = file.configs;
  const { rate, expiry_s, horizon_s, max_concurrency } = readme.inputs;
  const inputs = { rate, warmS: 1.991, coldS: 2.244, expiryS: expiry_s, horizonS: horizon_s, limit: max_concurrency };
  return [{ id: 'simfaas-readme', inputs, reference: readme.reference.values }, ...what];
}

/** At most so far from what was measured on AWS, in percent on average: as good as SimFaaS. */
const MOST_PERCENT = { cold_prob: 13.5, avg_server_count: 3.5 } as const;
const WARM_S = 1.98134;
const COLD_S = 2.30374;

// biome-ignore lint/suspicious/noExplicitAny: as above
export function awsRows(file: any, part: number, only: string): Row[] {
  if (!'aws-mean-error'.includes(only) && !only.includes('aws')) return [];
  const horizonS = 1e6;
  const runs = Math.max(1, Math.round(SEEDS * part));
  // biome-ignore lint/suspicious/noExplicitAny: as above
  const measured = file.aws_experiments.rows.map(({ inputs, measured_on_aws }: any) => {
    const settings = { rate: inputs.rate, warmS: WARM_S, coldS: COLD_S, expiryS: inputs.expiry_s, horizonS };
    return [simfaasFigures(settings, runs), measured_on_aws] as const;
  });
  return (['cold_prob', 'avg_server_count'] as const).map((name) => {
    const percent = meanErrorPercent(
      // biome-ignore lint/suspicious/noExplicitAny: as above
      measured.map(([ours, aws]: any) => [ours[name].mean, aws[name]] as const),
    );
    const sample = file.aws_experiments.rows.length * runs;
    const most = MOST_PERCENT[name];
    return {
      id: `aws-mean-error-${name}-percent`,
      expected: 0,
      measured: percent,
      halfWidth: null,
      tolerance: most,
      sample,
      passes: percent <= most,
    };
  });
}
