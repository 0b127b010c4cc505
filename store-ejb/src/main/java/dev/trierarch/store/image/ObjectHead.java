package dev.trierarch.store.image;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What the indexes need of an object, read from its JSON without building a tree.
 *
 * @param nodeName {@code spec.nodeName}, empty when it is absent or was not asked for
 */
record ObjectHead(String uid, Map<String, String> labels, Set<String> ownerUids, String nodeName) {

  private static final JsonFactory FACTORY = new JsonFactory();

  /**
   * @param withNodeName whether to read on after the metadata, for {@code spec.nodeName}
   */
  static ObjectHead read(byte[] json, boolean withNodeName) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
      return new Reader(parser, withNodeName).read();
    }
  }

  /** One pass over one object. */
  private static final class Reader {

    private final JsonParser parser;
    private final boolean withNodeName;
    private String uid = "";
    private final Map<String, String> labels = new HashMap<>();
    private final Set<String> ownerUids = new LinkedHashSet<>();
    private String nodeName = "";

    Reader(JsonParser parser, boolean withNodeName) {
      this.parser = parser;
      this.withNodeName = withNodeName;
    }

    ObjectHead read() {
      boolean metadataRead = false;
      boolean specRead = !withNodeName;
      parser.nextToken();
      while (!(metadataRead && specRead) && parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String field = parser.currentName();
        boolean isObject = parser.nextToken() == JsonToken.START_OBJECT;
        if (isObject && field.equals("metadata")) {
          readMetadata();
          metadataRead = true;
        } else if (isObject && field.equals("spec") && withNodeName) {
          readSpec();
          specRead = true;
        } else {
          parser.skipChildren();
        }
      }
      return new ObjectHead(uid, Map.copyOf(labels), Set.copyOf(ownerUids), nodeName);
    }

    private void readMetadata() {
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String field = parser.currentName();
        JsonToken value = parser.nextToken();
        if (field.equals("uid") && value == JsonToken.VALUE_STRING) {
          uid = parser.getString();
        } else if (field.equals("labels") && value == JsonToken.START_OBJECT) {
          readLabels();
        } else if (field.equals("ownerReferences") && value == JsonToken.START_ARRAY) {
          readOwners();
        } else {
          parser.skipChildren();
        }
      }
    }

    private void readLabels() {
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String label = parser.currentName();
        if (parser.nextToken() == JsonToken.VALUE_STRING) {
          labels.put(label, parser.getString());
        } else {
          parser.skipChildren();
        }
      }
    }

    private void readOwners() {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
          readOwner();
        } else {
          parser.skipChildren();
        }
      }
    }

    private void readOwner() {
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean isUid = parser.currentName().equals("uid");
        if (parser.nextToken() == JsonToken.VALUE_STRING && isUid) {
          ownerUids.add(parser.getString());
        } else {
          parser.skipChildren();
        }
      }
    }

    private void readSpec() {
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean isNodeName = parser.currentName().equals("nodeName");
        if (parser.nextToken() == JsonToken.VALUE_STRING && isNodeName) {
          nodeName = parser.getString();
        } else {
          parser.skipChildren();
        }
      }
    }
  }
}
