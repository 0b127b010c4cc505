package dev.trierarch.api.resource;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/**
 * A list that is written item by item between its head and its end, so that it never stands in
 * memory as a whole.
 */
final class ListPayload<T> implements Payload {

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

  @Override
  public void writeTo(OutputStream out) throws IOException {
    out.write(head);
    boolean first = true;
    for (T item : items) {
      if (!first) {
        out.write(',');
      }
      first = false;
      out.write(encoder.apply(item));
    }
    out.write(END);
  }

  @Override
  public long sizeBytes() {
    return sizeBytes;
  }
}
