package dev.trierarch.registry;

import java.util.List;
import java.util.Map;

/**
 * Who makes a request: the authenticated user and the program it uses.
 *
 * @param userAgent the program, e.g. {@code kubectl/v1.32.4}; a controller's own name for calls
 *     from inside
 */
public record Caller(
    String user,
    String uid,
    List<String> groups,
    Map<String, List<String>> extra,
    String userAgent) {

  /** The control plane itself, speaking as one of its parts, e.g. {@code replicaset-controller}. */
  public static Caller system(String component) {
    return new Caller("system:" + component, "", List.of("system:masters"), Map.of(), component);
  }
}
