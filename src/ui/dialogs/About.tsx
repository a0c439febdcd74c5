import { NOT_MODELLED } from './notModelled.ts';

/** What is modelled, what is not, and whose this is. */
export function About() {
  return (
    <div className="about">
      <p className="about-lead">
        A playground that shows how AWS Lambda really behaves. Your handlers really run, in this browser; time, services
        and environments are simulated by documented rules.
      </p>
      <div className="about-columns">
        <section>
          <h3>Modelled</h3>
          <ul>
            <li>Execution environments: start, init, reuse, freeze, reset, removal</li>
            <li>Concurrency: account limit, reserved concurrency, throttles</li>
            <li>Synchronous calls; asynchronous events with retries, destinations, dead letters</li>
            <li>SQS mappings with batches, visibility timeout and redrive</li>
            <li>START, END and REPORT lines, billed duration, request cost</li>
          </ul>
        </section>
        <section>
          <h3>Assumed, since AWS does not say</h3>
          <ul>
            <li>Idle lifetime: 5–30 minutes, drawn per environment</li>
            <li>Maximum age: 2–3 hours</li>
            <li>Routing: the most recently used free environment</li>
            <li>Length of a cold start: from public measurements</li>
            <li>CPU time and memory use of code: estimates</li>
          </ul>
        </section>
        <section>
          <h3>Not modelled</h3>
          <ul>
            {NOT_MODELLED.map((one) => (
              <li key={one}>{one.charAt(0).toUpperCase() + one.slice(1)}</li>
            ))}
            <li>The network: handlers cannot reach it</li>
          </ul>
        </section>
      </div>
      <p>
        <strong>Your code stays in this browser.</strong> There is no server, no account and no telemetry. A shared link
        holds the whole scenario behind its <code>#</code>, a part that browsers do not send to any server.
      </p>
      <p className="dialog-quiet">
        Unofficial, not affiliated with AWS. AWS, Lambda and the names of services are trademarks of Amazon.com, Inc. or
        its affiliates. The clock shows simulated time. Open source under the MIT licence.
      </p>
    </div>
  );
}
