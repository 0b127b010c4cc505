package dev.trierarch.store;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Encodes objects once, with a gap for the revision, and fills that gap. */
public final class Documents {

  /** Objects above this size are refused. */
  public static final int OBJECT_BYTES_MAX = 1_572_864;

  private static final String METADATA = "metadata";
  private static final String RESOURCE_VERSION = "resourceVersion";

  /** These stand first, so that a reader of the head of an object need not go through all of it. */
  private static final List<String> LEADING_FIELDS = List.of("apiVersion", "kind", METADATA);

  private static final int TYPICAL_BYTES = 2048;

  private Documents() {}

  /** Encodes an object compactly; a resourceVersion that it carries is left out. */
  public static Document encode(ObjectNode object) {
    return new Encoding().encode(object);
  }

  /** The document's JSON with its revision in the gap. */
  public static byte[] atRevision(Document document, long revision) {
    byte[] digits = Long.toString(revision).getBytes(StandardCharsets.US_ASCII);
    byte[] json = document.json();
    int offset = document.resourceVersionOffset();
    byte[] spliced = new byte[json.length + digits.length];
    System.arraycopy(json, 0, spliced, 0, offset);
    System.arraycopy(digits, 0, spliced, offset, digits.length);
    System.arraycopy(json, offset, spliced, offset + digits.length, json.length - offset);
    return spliced;
  }

  /** One run of the encoder. */
  private static final class Encoding {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(TYPICAL_BYTES);
    private final JsonGenerator generator = KubernetesJson.mapper().createGenerator(out);
    private int resourceVersionOffset;

    Document encode(ObjectNode object) {
      generator.writeStartObject();
      for (String field : LEADING_FIELDS) {
        if (field.equals(METADATA)) {
          writeMetadata(object.get(METADATA));
        } else if (object.has(field)) {
          writeField(field, object.get(field));
        }
      }
      object
          .properties()
          .forEach(
              property -> {
                if (!LEADING_FIELDS.contains(property.getKey())) {
                  writeField(property.getKey(), property.getValue());
                }
              });
      generator.writeEndObject();
      generator.close();
      return new Document(out.toByteArray(), resourceVersionOffset);
    }

    private void writeMetadata(JsonNode metadata) {
      generator.writeName(METADATA);
      generator.writeStartObject();
      boolean written = false;
      if (metadata != null) {
        for (var property : metadata.properties()) {
          if (property.getKey().equals(RESOURCE_VERSION)) {
            writeGap();
            written = true;
          } else {
            writeField(property.getKey(), property.getValue());
          }
        }
      }
      if (!written) {
        writeGap();
      }
      generator.writeEndObject();
    }

    private void writeGap() {
      generator.writeName(RESOURCE_VERSION);
      generator.writeString("");
      generator.flush();
      resourceVersionOffset = out.size() - 1; // before the closing quote
    }

    private void writeField(String name, JsonNode value) {
      generator.writeName(name);
      generator.writeTree(value);
    }
  }
}
