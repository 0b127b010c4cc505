package dev.trierarch.admission;

import dev.trierarch.registry.AdmissionRequest;
import dev.trierarch.registry.Trees;
import dev.trierarch.store.Change;
import dev.trierarch.store.Documents;
import dev.trierarch.store.Image;
import dev.trierarch.store.ObjectKey;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.random.RandomGenerator;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Gives Services their cluster addresses. Each address that is taken is an {@code IPAddress}
 * object, written in the same transaction as its Service: two Services cannot get the same one.
 */
final class ServiceIps {

  private static final String RESOURCE = "ipaddresses.networking.k8s.io";

  /** The range's first address is the {@code kubernetes} Service's. */
  private static final long FIRST_OFFSET = 2;

  private static final long STATIC_BAND_MIN = 16;
  private static final long STATIC_BAND_MAX = 256;

  private final AddressRange range;
  private final RandomGenerator random;
  private final InstantSource clock;

  ServiceIps(AddressRange range, RandomGenerator random, InstantSource clock) {
    this.range = range;
    this.random = random;
    this.clock = clock;
  }

  /** Takes the address that is asked for, or any free one for the empty text. */
  String take(AdmissionRequest request, String asked) {
    String address = asked.isEmpty() ? anyFree(request.image()) : asked;
    if (!asked.isEmpty()) {
      check(request.image(), asked);
    }
    request.alongside(Change.create(key(address), Documents.encode(object(request, address))));
    return address;
  }

  /** Gives an address back. */
  void release(AdmissionRequest request, String address) {
    request
        .image()
        .get(key(address))
        .ifPresent(
            held ->
                request.alongside(
                    Change.delete(held.key(), held.revision(), Documents.encode(held.tree()))));
  }

  private void check(Image image, String address) {
    if (!range.holds(address)) {
      throw new AllocationException(
          "the provided IP (%s) is not in the valid range. The range of valid IPs is %s"
              .formatted(address, range));
    }
    if (image.get(key(address)).isPresent()) {
      throw new AllocationException("provided IP is already allocated");
    }
  }

  /** From the upper part of the range; its lower part is left to those who ask by address. */
  private String anyFree(Image image) {
    long band =
        Math.min(Math.max(STATIC_BAND_MIN, range.size() / STATIC_BAND_MIN), STATIC_BAND_MAX);
    long end = range.size() - 1;
    OptionalLong offset = Offsets.pick(Math.max(band, FIRST_OFFSET), end, random, free(image));
    if (offset.isEmpty()) {
      offset = Offsets.pick(FIRST_OFFSET, Math.min(band, end), random, free(image));
    }
    return range.address(
        offset.orElseThrow(() -> new AllocationException("range is full: " + range)));
  }

  private java.util.function.LongPredicate free(Image image) {
    return offset -> image.get(key(range.address(offset))).isEmpty();
  }

  private static ObjectKey key(String address) {
    return new ObjectKey(RESOURCE, "", address);
  }

  private ObjectNode object(AdmissionRequest request, String address) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put("apiVersion", "networking.k8s.io/v1");
    object.put("kind", "IPAddress");
    ObjectNode metadata = Trees.metadata(object);
    metadata.put("name", address);
    metadata.put("uid", new UUID(random.nextLong(), random.nextLong()).toString());
    metadata.put("creationTimestamp", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    metadata
        .putObject("labels")
        .put("ipaddress.kubernetes.io/ip-family", "IPv4")
        .put("ipaddress.kubernetes.io/managed-by", "ipallocator.k8s.io");
    object
        .putObject("spec")
        .putObject("parentRef")
        .put("group", "")
        .put("resource", "services")
        .put("namespace", request.namespace())
        .put("name", request.name());
    return object;
  }
}
