package dev.trierarch.api.resource;

import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import tools.jackson.databind.node.ObjectNode;

/** A list that is written item by item between its head and its end. */
final class ListPayload<T> implements PiecedPayload {

  private static final byte[] SEPARATOR = {','};
  private static final byte[] END = {']', '}'};

  private final byte[] head;
  private final List<T> items;
  private final Function<T, byte[]> encoder;
  private final long sizeBytes;

  /**
   * @param wrapper the list without its items
   * @param itemsField the name of the array: {@code items} or {@code rows}
   */
  ListPayload(
      ObjectNode wrapper,
      String itemsField,
      List<T> items,
      Function<T, byte[]> encoder,
      long sizeBytes) {
    String text = Json.MAPPER.writeValueAsString(wrapper);
    String open = text.substring(0, text.length() - 1) + ",\"" + itemsField + "\":[";
    this.head = open.getBytes(StandardCharsets.UTF_8);
    this.items = items;
    this.encoder = encoder;
    this.sizeBytes = sizeBytes;
  }

  /** For three items: head, item, separator, item, separator, item, end. */
  @Override
  public Iterator<byte[]> pieces() {
    int last = items.isEmpty() ? 1 : 2 * items.size();
    return IntStream.rangeClosed(0, last).mapToObj(number -> piece(number, last)).iterator();
  }

  private byte[] piece(int number, int last) {
    if (number == 0) {
      return head;
    }
    if (number == last) {
      return END;
    }
    return number % 2 == 0 ? SEPARATOR : encoder.apply(items.get(number / 2));
  }

  @Override
  public long sizeBytes() {
    return sizeBytes;
  }
}
