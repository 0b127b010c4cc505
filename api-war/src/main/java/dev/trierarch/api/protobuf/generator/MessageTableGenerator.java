package dev.trierarch.api.protobuf.generator;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.kubernetes.client.proto.Meta;
import io.kubernetes.client.proto.V1;
import io.kubernetes.client.proto.V1Admissionregistration;
import io.kubernetes.client.proto.V1Apiextensions;
import io.kubernetes.client.proto.V1Apps;
import io.kubernetes.client.proto.V1Authentication;
import io.kubernetes.client.proto.V1Authorization;
import io.kubernetes.client.proto.V1Autoscaling;
import io.kubernetes.client.proto.V1Batch;
import io.kubernetes.client.proto.V1Certificates;
import io.kubernetes.client.proto.V1Coordination;
import io.kubernetes.client.proto.V1Discovery;
import io.kubernetes.client.proto.V1Events;
import io.kubernetes.client.proto.V1Flowcontrol;
import io.kubernetes.client.proto.V1Networking;
import io.kubernetes.client.proto.V1Node;
import io.kubernetes.client.proto.V1Policy;
import io.kubernetes.client.proto.V1Rbac;
import io.kubernetes.client.proto.V1Resource;
import io.kubernetes.client.proto.V1Scheduling;
import io.kubernetes.client.proto.V1Storage;
import io.kubernetes.client.proto.V2Autoscaling;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes, at build time, the table of all protobuf messages of the API from the official client's
 * descriptors and from what they do not say: a line with the message's name, then a line a field
 * with its number, name and type.
 */
public final class MessageTableGenerator {

  private static final List<FileDescriptor> FILES =
      List.of(
          Meta.getDescriptor(),
          V1.getDescriptor(),
          V1Admissionregistration.getDescriptor(),
          V1Apiextensions.getDescriptor(),
          V1Apps.getDescriptor(),
          V1Authentication.getDescriptor(),
          V1Authorization.getDescriptor(),
          V1Autoscaling.getDescriptor(),
          V1Batch.getDescriptor(),
          V1Certificates.getDescriptor(),
          V1Coordination.getDescriptor(),
          V1Discovery.getDescriptor(),
          V1Events.getDescriptor(),
          V1Flowcontrol.getDescriptor(),
          V1Networking.getDescriptor(),
          V1Node.getDescriptor(),
          V1Policy.getDescriptor(),
          V1Rbac.getDescriptor(),
          V1Resource.getDescriptor(),
          V1Scheduling.getDescriptor(),
          V1Storage.getDescriptor(),
          V2Autoscaling.getDescriptor());

  private final Map<String, List<String>> messages = new LinkedHashMap<>();
  private final GoFields goFields;

  private MessageTableGenerator(GoFields goFields) {
    this.goFields = goFields;
  }

  /**
   * @param arguments the facts of Go's fields, the messages that there are no descriptors of, and
   *     the file to write
   */
  public static void main(String[] arguments) throws IOException {
    MessageTableGenerator generator =
        new MessageTableGenerator(GoFields.read(Path.of(arguments[0])));
    for (FileDescriptor file : FILES) {
      file.getMessageTypes().forEach(generator::add);
    }
    generator.addMore(Path.of(arguments[1]));
    Path file = Path.of(arguments[2]);
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, generator.table(), StandardCharsets.US_ASCII);
  }

  /** All descriptors by name: what a test of the encoding compares with. */
  public static Map<String, Descriptor> descriptors() {
    Map<String, Descriptor> descriptors = new HashMap<>();
    for (FileDescriptor file : FILES) {
      file.getMessageTypes().forEach(each -> descriptors.put(each.getFullName(), each));
    }
    return descriptors;
  }

  private String table() {
    goFields.checkAllUsed();
    StringBuilder table = new StringBuilder();
    messages.forEach(
        (name, fields) -> {
          table.append(name).append('\n');
          fields.forEach(field -> table.append(' ').append(field).append('\n'));
        });
    return table.toString();
  }

  private void addMore(Path file) throws IOException {
    String message = "";
    for (String line : GoFields.lines(file)) {
      if (line.startsWith(" ")) {
        String[] words = line.strip().split(" ", 3);
        messages.get(message).add(line(message, words[0], words[1], words[2]));
      } else {
        message = line;
        messages.put(message, new ArrayList<>());
      }
    }
  }

  private String line(String message, String number, String name, String type) {
    return number
        + " "
        + goFields.jsonName(message, name)
        + goFields.mark(message, name)
        + " "
        + type;
  }

  private void add(Descriptor message) {
    if (message.getOptions().getMapEntry() || messages.containsKey(message.getFullName())) {
      return;
    }
    List<String> fields = new ArrayList<>();
    messages.put(message.getFullName(), fields);
    for (FieldDescriptor field : message.getFields()) {
      fields.add(
          line(
              message.getFullName(),
              Integer.toString(field.getNumber()),
              field.getName(),
              type(field)));
      if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
        add(messageOf(field));
      }
    }
  }

  private static Descriptor messageOf(FieldDescriptor field) {
    if (!field.isMapField()) {
      return field.getMessageType();
    }
    FieldDescriptor value = field.getMessageType().findFieldByName("value");
    return value.getJavaType() == FieldDescriptor.JavaType.MESSAGE
        ? value.getMessageType()
        : field.getMessageType();
  }

  private static String type(FieldDescriptor field) {
    if (field.isMapField()) {
      return "map " + plainType(field.getMessageType().findFieldByName("value"));
    }
    return (field.isRepeated() ? "list " : "") + plainType(field);
  }

  private static String plainType(FieldDescriptor field) {
    return switch (field.getType()) {
      case STRING -> "string";
      case BYTES -> "bytes";
      case BOOL -> "bool";
      case DOUBLE -> "double";
      case INT32, INT64, UINT32, UINT64 -> "integer";
      case MESSAGE -> field.getMessageType().getFullName();
      default ->
          throw new IllegalStateException(
              field.getFullName() + " has a type that the API does not use: " + field.getType());
    };
  }
}
