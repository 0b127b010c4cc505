package dev.trierarch.catalog;

import java.util.List;

/**
 * What discovery says of one subresource: the kind that goes in and out there and its verbs.
 *
 * @param group the group of {@code kind} where it is not the resource's own, else the resource's
 */
public record Subresource(
    String name, String group, String version, String kind, List<String> verbs) {

  private static final List<String> READ_AND_WRITE = List.of("get", "patch", "update");
  private static final List<String> CREATE = List.of("create");
  private static final List<String> CONNECT = List.of("create", "get");
  private static final List<String> PROXY = List.of("create", "delete", "get", "patch", "update");

  /** The subresource of that name; the same name means the same thing on every kind. */
  public static Subresource of(ResourceType type, String name) {
    return switch (name) {
      case "status", "approval", "ephemeralcontainers", "resize" ->
          own(type, name, type.kind(), READ_AND_WRITE);
      case "finalize" -> own(type, name, type.kind(), List.of("update"));
      case "log", "content" -> own(type, name, type.kind(), List.of("get"));
      case "binding" -> own(type, name, "Binding", CREATE);
      case "attach" -> own(type, name, type.kind() + "AttachOptions", CONNECT);
      case "exec" -> own(type, name, type.kind() + "ExecOptions", CONNECT);
      case "portforward" -> own(type, name, type.kind() + "PortForwardOptions", CONNECT);
      case "proxy" -> own(type, name, type.kind() + "ProxyOptions", PROXY);
      case "scale" -> new Subresource(name, "autoscaling", "v1", "Scale", READ_AND_WRITE);
      case "eviction" -> new Subresource(name, "policy", "v1", "Eviction", CREATE);
      case "token" -> new Subresource(name, "authentication.k8s.io", "v1", "TokenRequest", CREATE);
      default -> throw new IllegalArgumentException("no such subresource: " + name);
    };
  }

  /** What the objects that go in and out there say of themselves. */
  public ObjectKind objectKind() {
    return new ObjectKind(group.isEmpty() ? version : group + "/" + version, kind);
  }

  private static Subresource own(ResourceType type, String name, String kind, List<String> verbs) {
    return new Subresource(name, type.group(), type.version(), kind, verbs);
  }
}
