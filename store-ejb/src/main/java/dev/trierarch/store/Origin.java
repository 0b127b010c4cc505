package dev.trierarch.store;

import java.util.Objects;

/**
 * Who made a change and why.
 *
 * @param user the authenticated user name, e.g. {@code kubernetes-admin}, {@code system:node:n1}
 * @param actor the user agent or the controller's name, e.g. {@code kubectl/v1.32.4}, {@code
 *     replicaset-controller}
 * @param cause the revision being reacted to, or 0 when the change starts a story of its own
 */
public record Origin(String user, String actor, long cause) {
  public Origin {
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(actor, "actor");
  }
}
