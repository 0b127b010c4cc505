package dev.trierarch.api.openapi;

import dev.trierarch.api.resource.Json;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Encodes an OpenAPI version 2 document in protobuf, as kubectl asks for it. The numbers are those
 * of the message {@code openapi.v2.Document} and the messages within; only what our documents
 * contain is written.
 */
final class Version2Encoder {

  private static final Map<String, Integer> OPERATIONS =
      Map.of("get", 2, "put", 3, "post", 4, "delete", 5, "patch", 8);

  private Version2Encoder() {}

  static byte[] encode(JsonNode document) {
    ProtoWriter out = new ProtoWriter().text(1, Json.text(document, "swagger"));
    JsonNode info = document.path("info");
    out.message(
        2, new ProtoWriter().text(1, Json.text(info, "title")).text(2, Json.text(info, "version")));
    ProtoWriter paths = new ProtoWriter();
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      paths.message(2, named(path.getKey(), pathItem(path.getValue())));
    }
    out.message(8, paths).message(9, schemas(document.path("definitions")));
    out.message(13, security(document.path("securityDefinitions")));
    return out.bytes();
  }

  private static ProtoWriter named(String name, ProtoWriter value) {
    return new ProtoWriter().text(1, name).message(2, value);
  }

  private static ProtoWriter security(JsonNode definitions) {
    ProtoWriter out = new ProtoWriter();
    for (Map.Entry<String, JsonNode> each : definitions.properties()) {
      JsonNode scheme = each.getValue();
      ProtoWriter apiKey =
          new ProtoWriter()
              .text(1, Json.text(scheme, "type"))
              .text(2, Json.text(scheme, "name"))
              .text(3, Json.text(scheme, "in"))
              .text(4, Json.text(scheme, "description"));
      out.message(1, named(each.getKey(), new ProtoWriter().message(2, apiKey)));
    }
    return out;
  }

  private static ProtoWriter pathItem(JsonNode item) {
    ProtoWriter out = new ProtoWriter();
    for (Map.Entry<String, JsonNode> field : item.properties()) {
      Integer number = OPERATIONS.get(field.getKey());
      if (number != null) {
        out.message(number, operation(field.getValue()));
      }
    }
    parameters(out, 9, item.path("parameters"));
    return out;
  }

  private static ProtoWriter operation(JsonNode operation) {
    ProtoWriter out = new ProtoWriter();
    texts(out, 1, operation.path("tags"));
    out.text(3, Json.text(operation, "description")).text(5, Json.text(operation, "operationId"));
    texts(out, 6, operation.path("produces"));
    texts(out, 7, operation.path("consumes"));
    parameters(out, 8, operation.path("parameters"));
    ProtoWriter responses = new ProtoWriter();
    for (Map.Entry<String, JsonNode> each : operation.path("responses").properties()) {
      responses.message(
          1, named(each.getKey(), new ProtoWriter().message(1, response(each.getValue()))));
    }
    out.message(9, responses);
    texts(out, 10, operation.path("schemes"));
    extensions(out, 13, operation);
    return out;
  }

  private static ProtoWriter response(JsonNode response) {
    ProtoWriter out = new ProtoWriter().text(1, Json.text(response, "description"));
    if (response.has("schema")) {
      out.message(2, new ProtoWriter().message(1, schema(response.get("schema"))));
    }
    return out;
  }

  private static void parameters(ProtoWriter out, int number, JsonNode parameters) {
    for (JsonNode parameter : parameters) {
      ProtoWriter body =
          Json.text(parameter, "in").equals("body")
              ? new ProtoWriter().message(1, bodyParameter(parameter))
              : new ProtoWriter().message(2, otherParameter(parameter));
      out.message(number, new ProtoWriter().message(1, body));
    }
  }

  private static ProtoWriter bodyParameter(JsonNode parameter) {
    return new ProtoWriter()
        .text(1, Json.text(parameter, "description"))
        .text(2, Json.text(parameter, "name"))
        .text(3, Json.text(parameter, "in"))
        .flag(4, parameter.path("required").asBoolean(false))
        .message(5, schema(parameter.path("schema")));
  }

  /** The fields of query and path parameters differ by one from the fifth on. */
  private static ProtoWriter otherParameter(JsonNode parameter) {
    boolean query = Json.text(parameter, "in").equals("query");
    ProtoWriter fields =
        new ProtoWriter()
            .flag(1, parameter.path("required").asBoolean(false))
            .text(2, Json.text(parameter, "in"))
            .text(3, Json.text(parameter, "description"))
            .text(4, Json.text(parameter, "name"))
            .text(query ? 6 : 5, Json.text(parameter, "type"))
            .flag(query ? 20 : 19, parameter.path("uniqueItems").asBoolean(false));
    return new ProtoWriter().message(query ? 3 : 4, fields);
  }

  private static ProtoWriter schemas(JsonNode definitions) {
    ProtoWriter out = new ProtoWriter();
    for (Map.Entry<String, JsonNode> each : definitions.properties()) {
      out.message(1, named(each.getKey(), schema(each.getValue())));
    }
    return out;
  }

  private static ProtoWriter schema(JsonNode schema) {
    ProtoWriter out =
        new ProtoWriter()
            .text(1, Json.text(schema, "$ref"))
            .text(2, Json.text(schema, "format"))
            .text(4, Json.text(schema, "description"));
    if (schema.has("default")) {
      out.message(5, any(schema.get("default")));
    }
    texts(out, 19, schema.path("required"));
    if (schema.path("additionalProperties").isObject()) {
      out.message(21, new ProtoWriter().message(1, schema(schema.get("additionalProperties"))));
    }
    if (schema.has("type")) {
      out.message(22, new ProtoWriter().text(1, Json.text(schema, "type")));
    }
    if (schema.has("items")) {
      out.message(23, new ProtoWriter().message(1, schema(schema.get("items"))));
    }
    if (schema.has("properties")) {
      out.message(25, schemas(schema.get("properties")));
    }
    extensions(out, 31, schema);
    return out;
  }

  private static void extensions(ProtoWriter out, int number, JsonNode node) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (field.getKey().startsWith("x-")) {
        out.message(number, named(field.getKey(), any(field.getValue())));
      }
    }
  }

  /** Any value as YAML text, which JSON is too. */
  private static ProtoWriter any(JsonNode value) {
    return new ProtoWriter().text(2, Json.MAPPER.writeValueAsString(value) + "\n");
  }

  private static void texts(ProtoWriter out, int number, JsonNode values) {
    values.forEach(value -> out.text(number, value.asString("")));
  }
}
