package dev.trierarch.api.authz;

import dev.trierarch.registry.Caller;

/** What an authorizer decides about: who wants to do what to which resource, or to which path. */
public record Attributes(
    Caller caller,
    boolean resourceRequest,
    String verb,
    String group,
    String version,
    String namespace,
    String resource,
    String subresource,
    String name,
    String path) {

  public static Attributes of(Caller caller, RequestInfo info) {
    return new Attributes(
        caller,
        info.resourceRequest(),
        info.verb(),
        info.group(),
        info.version(),
        info.namespace(),
        info.resource(),
        info.subresource(),
        info.name(),
        info.path());
  }

  /** A question about a resource. */
  public static Attributes resource(
      Caller caller, String verb, String group, String resource, String namespace, String name) {
    return new Attributes(caller, true, verb, group, "", namespace, resource, "", name, "");
  }

  /** {@code pods} or {@code pods/log}, as rules name it. */
  public String resourceAndSubresource() {
    return subresource.isEmpty() ? resource : resource + "/" + subresource;
  }

  boolean isRead() {
    return verb.equals("get") || verb.equals("list") || verb.equals("watch");
  }

  boolean isOf(String ruleGroup, String ruleResource) {
    return resourceRequest && group.equals(ruleGroup) && resource.equals(ruleResource);
  }

  /** The same request as it would be with another verb. */
  public Attributes as(String otherVerb) {
    return new Attributes(
        caller,
        resourceRequest,
        otherVerb,
        group,
        version,
        namespace,
        resource,
        subresource,
        name,
        path);
  }
}
