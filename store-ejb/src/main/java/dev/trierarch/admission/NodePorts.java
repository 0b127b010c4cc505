package dev.trierarch.admission;

import dev.trierarch.registry.AdmissionRequest;
import dev.trierarch.registry.Trees;
import dev.trierarch.store.Change;
import dev.trierarch.store.Documents;
import dev.trierarch.store.Image;
import dev.trierarch.store.ObjectKey;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.BitSet;
import java.util.random.RandomGenerator;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The ports that Services have on every node. Which are taken is read from the Services themselves;
 * that two are not given the same port at once is seen to by one {@code RangeAllocation} object,
 * which every giving of a port rewrites in the same transaction.
 */
final class NodePorts {

  static final int FIRST_PORT = 30_000;
  static final int LAST_PORT = 32_767;

  private static final ObjectKey FENCE = new ObjectKey("rangeallocations", "", "servicenodeports");

  private final RandomGenerator random;

  NodePorts(RandomGenerator random) {
    this.random = random;
  }

  /** The ports as one request sees and takes them. */
  final class Ledger {

    private final Image image;
    private final BitSet taken;
    private boolean changed;

    private Ledger(Image image, ObjectKey self) {
      this.image = image;
      this.taken = takenByOthers(image, self);
    }

    int takeAny() {
      int port =
          (int)
              Offsets.pick(FIRST_PORT, LAST_PORT + 1L, random, p -> !taken.get((int) p))
                  .orElseThrow(() -> new AllocationException("range is full"));
      mark(port);
      return port;
    }

    void take(int port) {
      if (port < FIRST_PORT || port > LAST_PORT) {
        throw new AllocationException(
            "provided port is not in the valid range. The range of valid ports is %d-%d"
                .formatted(FIRST_PORT, LAST_PORT));
      }
      if (taken.get(port)) {
        throw new AllocationException("provided port is already allocated");
      }
      mark(port);
    }

    /** Marks a port that the Service has already. */
    void keep(int port) {
      taken.set(port);
    }

    private void mark(int port) {
      taken.set(port);
      changed = true;
    }

    /** Has the fence written with the Service when a port was taken. */
    void close(AdmissionRequest request) {
      if (changed) {
        ObjectNode fence = fence(taken);
        request.alongside(
            image
                .get(FENCE)
                .map(held -> Change.update(FENCE, held.revision(), Documents.encode(fence)))
                .orElseGet(() -> Change.create(FENCE, Documents.encode(fence))));
      }
    }
  }

  Ledger open(AdmissionRequest request) {
    return new Ledger(request.image(), request.key());
  }

  private static BitSet takenByOthers(Image image, ObjectKey self) {
    BitSet taken = new BitSet(LAST_PORT + 1);
    image
        .list("services")
        .filter(stored -> !stored.key().equals(self))
        .map(stored -> stored.as(Service.class))
        .forEach(service -> mark(service, taken));
    return taken;
  }

  private static void mark(Service service, BitSet taken) {
    if (service.getSpec() == null || service.getSpec().getPorts() == null) {
      return;
    }
    for (ServicePort port : service.getSpec().getPorts()) {
      if (port.getNodePort() != null) {
        taken.set(port.getNodePort());
      }
    }
    Integer healthCheck = service.getSpec().getHealthCheckNodePort();
    if (healthCheck != null) {
      taken.set(healthCheck);
    }
  }

  private static ObjectNode fence(BitSet taken) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put("apiVersion", "v1");
    object.put("kind", "RangeAllocation");
    Trees.metadata(object).put("name", FENCE.name());
    object.put("range", FIRST_PORT + "-" + LAST_PORT);
    object.put("data", taken.get(FIRST_PORT, LAST_PORT + 1).toByteArray());
    return object;
  }
}
