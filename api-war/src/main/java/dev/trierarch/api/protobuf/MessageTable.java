package dev.trierarch.api.protobuf;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** All protobuf messages of the API by name, as the build wrote them down. */
final class MessageTable {

  private static final String RESOURCE = "/protobuf/messages.txt";

  /** How often a field may occur. */
  enum Shape {
    SINGLE,
    LIST,
    MAP
  }

  /**
   * @param type string, bytes, bool, double, integer or the name of a message; of a map its values'
   */
  record Field(String name, Shape shape, String type) {}

  /** Reads the table when it is first needed. */
  private static final class Holder {
    static final MessageTable TABLE = read();
  }

  private final Map<String, Map<Integer, Field>> messages = new HashMap<>();

  private MessageTable() {}

  static MessageTable builtIn() {
    return Holder.TABLE;
  }

  private static MessageTable read() {
    try (InputStream in = MessageTable.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the build has not made " + RESOURCE);
      }
      MessageTable table = new MessageTable();
      Map<Integer, Field> fields = Map.of();
      for (String line : new String(in.readAllBytes(), StandardCharsets.US_ASCII).split("\n", -1)) {
        if (line.startsWith(" ")) {
          addField(fields, line.strip().split(" ", -1));
        } else if (!line.isEmpty()) {
          fields = new HashMap<>();
          table.messages.put(line, fields);
        }
      }
      return table;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + RESOURCE, e);
    }
  }

  private static void addField(Map<Integer, Field> fields, String[] words) {
    Shape shape =
        switch (words[2]) {
          case "list" -> Shape.LIST;
          case "map" -> Shape.MAP;
          default -> Shape.SINGLE;
        };
    fields.put(
        Integer.valueOf(words[0]), new Field(words[1], shape, words[words.length - 1].intern()));
  }

  boolean has(String message) {
    return messages.containsKey(message);
  }

  /** Null when the message has no field of that number. */
  Field field(String message, int number) {
    return messages.get(message).get(number);
  }

  /** Null when the message has no field of that name. */
  Integer number(String message, String name) {
    for (Map.Entry<Integer, Field> entry : messages.get(message).entrySet()) {
      if (entry.getValue().name().equals(name)) {
        return entry.getKey();
      }
    }
    return null;
  }
}
