package dev.trierarch.client;

/**
 * Who holds a lease: a process, of an instance that may have had others before it.
 *
 * @param instance stays when the instance is started again; no two that run have the same
 */
public record LeaseHolder(String instance, String process) {

  private static final String SEPARATOR = "_";

  /** As it is written into the lease. */
  public String identity() {
    return instance + SEPARATOR + process;
  }

  /** Whether that one was a process of this instance, which is over as this one runs. */
  boolean succeeds(String identity) {
    return identity.startsWith(instance + SEPARATOR) && !identity.equals(identity());
  }
}
