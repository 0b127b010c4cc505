package dev.trierarch.admission;

import dev.trierarch.registry.AdmissionRequest;
import dev.trierarch.registry.AdmissionRequest.Operation;
import dev.trierarch.registry.Trees;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Lets pods stay for five minutes on a node that is not ready or not reachable. */
final class DefaultTolerationSeconds implements AdmissionPlugin {

  private static final List<String> TAINTS =
      List.of("node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable");
  private static final int TOLERATION_SECONDS = 300;

  @Override
  public void mutate(AdmissionRequest request) {
    if (request.isFor("pods") && request.operation() != Operation.DELETE) {
      ObjectNode spec = Trees.child(request.object(), "spec");
      for (String taint : TAINTS) {
        if (!tolerates(spec.path("tolerations"), taint)) {
          add(spec, taint);
        }
      }
    }
  }

  private static boolean tolerates(JsonNode tolerations, String taint) {
    for (JsonNode toleration : tolerations) {
      String key = Trees.text(toleration, "key");
      String effect = Trees.text(toleration, "effect");
      if ((key.isEmpty() || key.equals(taint))
          && (effect.isEmpty() || effect.equals("NoExecute"))) {
        return true;
      }
    }
    return false;
  }

  private static void add(ObjectNode spec, String taint) {
    ArrayNode tolerations =
        spec.get("tolerations") instanceof ArrayNode there ? there : spec.putArray("tolerations");
    tolerations
        .addObject()
        .put("key", taint)
        .put("operator", "Exists")
        .put("effect", "NoExecute")
        .put("tolerationSeconds", TOLERATION_SECONDS);
  }
}
