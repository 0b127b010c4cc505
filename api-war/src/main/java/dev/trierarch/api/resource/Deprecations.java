package dev.trierarch.api.resource;

import dev.trierarch.api.authz.RequestInfo;
import java.util.Map;
import java.util.Optional;

/** Knows which resources Kubernetes wants clients to leave behind. */
public final class Deprecations {

  /** Of the core group, what is said of each. */
  private static final Map<String, String> WARNINGS =
      Map.of(
          "componentstatuses",
          "v1 ComponentStatus is deprecated in v1.19+",
          "endpoints",
          "v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice");

  private Deprecations() {}

  /** The value of the Warning header that whoever asks for this gets, whatever the answer is. */
  public static Optional<String> warningOf(RequestInfo info) {
    return info.resourceRequest() && info.group().isEmpty()
        ? Optional.ofNullable(WARNINGS.get(info.resource())).map(WarningHeaders::of)
        : Optional.empty();
  }
}
