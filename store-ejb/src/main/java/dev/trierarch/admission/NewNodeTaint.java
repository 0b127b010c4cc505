package dev.trierarch.admission;

import dev.trierarch.registry.AdmissionRequest;
import dev.trierarch.registry.AdmissionRequest.Operation;
import dev.trierarch.registry.Trees;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Keeps pods from a node that is new until the node's controller has seen that it is ready. */
final class NewNodeTaint implements AdmissionPlugin {

  private static final String NOT_READY = "node.kubernetes.io/not-ready";
  private static final String EFFECT = "NoSchedule";

  @Override
  public void mutate(AdmissionRequest request) {
    if (!request.isFor("nodes") || request.operation() != Operation.CREATE) {
      return;
    }
    ArrayNode taints = Trees.child(request.object(), "spec").withArrayProperty("taints");
    if (taints.valueStream().noneMatch(NewNodeTaint::isSame)) {
      taints.addObject().put("key", NOT_READY).put("effect", EFFECT);
    }
  }

  private static boolean isSame(JsonNode taint) {
    return Trees.text(taint, "key").equals(NOT_READY) && Trees.text(taint, "effect").equals(EFFECT);
  }
}
