package dev.trierarch.api.resource;

import dev.trierarch.api.protobuf.ProtobufWriter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * A list in protobuf, whose head says how long all of it is. To know that, items are encoded before
 * the first byte is sent; as many as fit a bound are kept, the others are encoded again when their
 * turn comes.
 */
final class ProtobufListPayload<T> implements PiecedPayload {

  private static final long KEPT_BYTES_MAX = 8L * 1024 * 1024;
  private static final int ITEMS_FIELD = 2;

  private final byte[] head;
  private final List<T> items;
  private final Function<T, byte[]> encoder;
  private final List<byte[]> kept = new ArrayList<>();
  private final long sizeBytes;

  /**
   * @param wrapper the list without its items
   * @param encoder makes the bare message of an item
   */
  ProtobufListPayload(ObjectNode wrapper, List<T> items, Function<T, byte[]> encoder) {
    String apiVersion = Json.text(wrapper, "apiVersion");
    String kind = Json.text(wrapper, "kind");
    this.items = items;
    this.encoder = encoder;
    byte[] metadata = ProtobufWriter.message(apiVersion, kind, wrapper);
    long contentBytes = metadata.length + itemsBytes();
    byte[] envelope = ProtobufWriter.envelopeHead(apiVersion, kind, contentBytes);
    this.head = new byte[envelope.length + metadata.length];
    System.arraycopy(envelope, 0, head, 0, envelope.length);
    System.arraycopy(metadata, 0, head, envelope.length, metadata.length);
    this.sizeBytes = envelope.length + contentBytes;
  }

  private long itemsBytes() {
    long bytes = 0;
    for (T item : items) {
      byte[] message = encoder.apply(item);
      bytes += itemHead(message).length + message.length;
      if (bytes <= KEPT_BYTES_MAX) {
        kept.add(message);
      }
    }
    return bytes;
  }

  private static byte[] itemHead(byte[] message) {
    return ProtobufWriter.fieldHead(ITEMS_FIELD, message.length);
  }

  /** For two items: head, head of an item, item, head of an item, item. */
  @Override
  public Iterator<byte[]> pieces() {
    Stream<byte[]> messages =
        IntStream.range(0, items.size())
            .mapToObj(this::message)
            .flatMap(message -> Stream.of(itemHead(message), message));
    return Stream.concat(Stream.of(head), messages).iterator();
  }

  private byte[] message(int number) {
    return number < kept.size() ? kept.get(number) : encoder.apply(items.get(number));
  }

  @Override
  public long sizeBytes() {
    return sizeBytes;
  }
}
