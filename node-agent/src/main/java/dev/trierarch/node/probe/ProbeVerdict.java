package dev.trierarch.node.probe;

/**
 * What the probes of one running container say.
 *
 * @param started the startup probe succeeded, or there is none
 * @param ready the readiness probe succeeds, or there is none
 * @param failedProbe {@code liveness} or {@code startup} when the container must be restarted, else
 *     empty
 */
public record ProbeVerdict(boolean started, boolean ready, String failedProbe) {
  public static final ProbeVerdict UNPROBED = new ProbeVerdict(true, true, "");
}
