package dev.trierarch.admission;

import dev.trierarch.registry.AdmissionRequest;
import dev.trierarch.registry.AdmissionRequest.Operation;
import dev.trierarch.registry.Trees;
import dev.trierarch.store.ObjectKey;
import io.fabric8.kubernetes.api.model.Node;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Gives a pod the zone and the region of the node that it goes to, as labels. */
final class PodTopologyLabels implements AdmissionPlugin {

  private static final List<String> LABELS =
      List.of("topology.kubernetes.io/zone", "topology.kubernetes.io/region");

  @Override
  public void mutate(AdmissionRequest request) {
    if (request.isFor("pods", "binding")) {
      copy(request, true);
    } else if (request.isFor("pods") && request.operation() == Operation.CREATE) {
      copy(request, false);
    }
  }

  private static void copy(AdmissionRequest request, boolean overwrite) {
    String name = Trees.text(request.object(), "spec", "nodeName");
    Map<String, String> ofNode = name.isEmpty() ? Map.of() : labelsOf(request, name);
    for (String label : LABELS) {
      if (ofNode.containsKey(label)) {
        ObjectNode labels = Trees.child(Trees.metadata(request.object()), "labels");
        if (overwrite || !labels.has(label)) {
          labels.put(label, ofNode.get(label));
        }
      }
    }
  }

  private static Map<String, String> labelsOf(AdmissionRequest request, String node) {
    return request
        .image()
        .get(new ObjectKey("nodes", "", node))
        .map(stored -> stored.as(Node.class).getMetadata().getLabels())
        .orElse(Map.of());
  }
}
