package dev.trierarch.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompilerBuilder;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What expressions of admission may speak of: the request, and the objects before and after it. */
final class AdmissionEnvironment {

  /**
   * What there is in some places only.
   *
   * @param params whether the policy has parameters
   * @param authorizer whether the requester's permissions may be asked for
   * @param patches whether the expression makes changes
   */
  record Use(boolean params, boolean authorizer, boolean patches) {}

  private static final Map<Use, AdmissionEnvironment> KNOWN = new ConcurrentHashMap<>();

  private final RecordTypes types = new RecordTypes();
  private final Environment shared;

  private AdmissionEnvironment(Use use) {
    CelType request = AdmissionTypes.request(types);
    CelType namespace = AdmissionTypes.namespace(types);
    CelCompilerBuilder builder =
        SharedEnvironment.builder()
            .addVar("object", SimpleType.DYN)
            .addVar("oldObject", SimpleType.DYN)
            .addVar("namespaceObject", namespace)
            .addVar("request", request);
    if (use.params()) {
      builder.addVar("params", SimpleType.DYN);
    }
    if (use.authorizer()) {
      builder
          .addVar("authorizer", KubernetesTypes.AUTHORIZER)
          .addVar("authorizer.requestResource", KubernetesTypes.RESOURCE_CHECK);
    }
    if (use.patches()) {
      patches(builder);
    }
    shared = new Environment(builder.setTypeProvider(types).build());
  }

  private void patches(CelCompilerBuilder builder) {
    CelType text = SimpleType.STRING;
    types.add("JSONPatch", Map.of("op", text, "path", text, "from", text, "value", SimpleType.DYN));
    builder.addFunctionDeclarations(
        new FunctionTable().global("jsonpatch.escapeKey", text, text).declarations());
  }

  static AdmissionEnvironment of(Use use) {
    return KNOWN.computeIfAbsent(use, AdmissionEnvironment::new);
  }

  /** With nothing but what is the same for all. */
  Environment shared() {
    return shared;
  }

  RecordTypes types() {
    return types;
  }
}
