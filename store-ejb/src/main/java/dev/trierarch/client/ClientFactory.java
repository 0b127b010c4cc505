package dev.trierarch.client;

/**
 * Makes the typed client of each part of the control plane; a CDI bean, and constructed by hand in
 * simulations.
 */
public interface ClientFactory {

  /**
   * @param component the name that the client's rows carry as actor, e.g. {@code
   *     replicaset-controller}
   */
  Client forComponent(String component);
}
