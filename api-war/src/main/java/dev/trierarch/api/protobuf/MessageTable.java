package dev.trierarch.api.protobuf;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All protobuf messages of the API by name, as the build wrote them down. */
final class MessageTable {

  private static final String RESOURCE = "/protobuf/messages.txt";

  /** How often a field may occur, and where JSON has it. */
  enum Shape {
    SINGLE,
    LIST,
    MAP,
    /** A message whose fields JSON has among those of the object around it. */
    INLINE
  }

  /**
   * @param name as JSON has it
   * @param zeroSaid whether a zero is a value; else it is the same as none
   * @param type string, bytes, bool, double, integer or the name of a message; of a map its values'
   */
  record Field(int number, String name, Shape shape, boolean zeroSaid, String type) {}

  /** The fields of one message. */
  private static final class Message {
    final Map<Integer, Field> byNumber = new HashMap<>();

    /** Highest number first. */
    List<Field> backwards = List.of();
  }

  /** Reads the table when it is first needed. */
  private static final class Holder {
    static final MessageTable TABLE = read();
  }

  private final Map<String, Message> messages = new HashMap<>();

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
      Message message = new Message();
      for (String line : new String(in.readAllBytes(), StandardCharsets.US_ASCII).split("\n", -1)) {
        if (line.startsWith(" ")) {
          addField(message, line.strip().split(" ", -1));
        } else if (!line.isEmpty()) {
          message = new Message();
          table.messages.put(line, message);
        }
      }
      table.messages.values().forEach(MessageTable::sort);
      return table;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + RESOURCE, e);
    }
  }

  private static void addField(Message message, String[] words) {
    Shape shape =
        switch (words[2]) {
          case "list" -> Shape.LIST;
          case "map" -> Shape.MAP;
          case "inline" -> Shape.INLINE;
          default -> Shape.SINGLE;
        };
    int number = Integer.parseInt(words[0]);
    String type = words[words.length - 1].intern();
    message.byNumber.put(
        number, new Field(number, words[1].intern(), shape, words[2].equals("zero"), type));
  }

  private static void sort(Message message) {
    message.backwards =
        message.byNumber.values().stream()
            .sorted(Comparator.comparingInt(Field::number).reversed())
            .toList();
  }

  boolean has(String message) {
    return messages.containsKey(message);
  }

  /** Null when the message has no field of that number. */
  Field field(String message, int number) {
    return messages.get(message).byNumber.get(number);
  }

  /** All fields of a message, the highest number first. */
  List<Field> fieldsBackwards(String message) {
    return messages.get(message).backwards;
  }
}
