package dev.trierarch.api.resource;

import dev.trierarch.api.protobuf.ProtobufReader;
import dev.trierarch.api.resource.TreeReader.Parsed;
import dev.trierarch.catalog.ResourceType;
import dev.trierarch.registry.ApiErrors;
import dev.trierarch.registry.WriteOptions.FieldValidation;
import dev.trierarch.schema.DecodeException;
import dev.trierarch.schema.MalformedText;
import dev.trierarch.schema.Schemas;
import dev.trierarch.schema.StructuralDecoder;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the objects that requests carry. */
public final class Bodies {

  private static final Logger LOG = Logger.getLogger(Bodies.class.getName());

  private static final Set<String> JSON_TYPES = Set.of("", "application/json", "*/*");
  private static final Set<String> YAML_TYPES =
      Set.of("application/yaml", "text/yaml", "application/x-yaml");
  private static final List<String> ACCEPTED =
      List.of("application/json", "application/yaml", ProtobufReader.MEDIA_TYPE);

  /**
   * @param warnings what the client should be told of it
   */
  public record Body(ObjectNode tree, List<String> warnings) {}

  private Bodies() {}

  /**
   * An object of a kind.
   *
   * @throws dev.trierarch.registry.ApiException 415 for another encoding, 400 when it is no object
   *     or, under strict validation, names a field twice
   */
  public static Body object(RequestBody body, String kind, FieldValidation validation) {
    return object(parse(body, kind), kind, validation);
  }

  private static Body object(Parsed parsed, String kind, FieldValidation validation) {
    if (!(parsed.root() instanceof ObjectNode tree)) {
      throw unrecognized(kind, "json: cannot unmarshal " + shape(parsed.root()));
    }
    return new Body(tree, duplicates(parsed, validation));
  }

  /**
   * An object of a type that is kept: strict validation says at once what is wrong with its fields.
   */
  public static Body object(RequestBody body, ResourceType type, FieldValidation validation) {
    Parsed parsed = parse(body, type.kind());
    if (validation == FieldValidation.STRICT && !parsed.duplicates().isEmpty()) {
      throw ApiErrors.badRequest(DecodeException.badRequestMessage(type, problems(body, type)));
    }
    return object(parsed, type.kind(), validation);
  }

  private static String problems(RequestBody body, ResourceType type) {
    try {
      return StructuralDecoder.decode(parser(body), Schemas.builtIn().of(type)).strictMessage();
    } catch (DecodeException e) {
      return e.getMessage();
    }
  }

  /** Reads YAML, or JSON which is YAML too: an apply configuration. */
  public static Body yaml(RequestBody body, String kind, FieldValidation validation) {
    return object(new RequestBody(body.bytes(), "application/yaml"), kind, validation);
  }

  private static Parsed parse(RequestBody body, String kind) {
    try {
      return body.mediaType().equals(ProtobufReader.MEDIA_TYPE)
          ? new Parsed(ProtobufReader.read(body.bytes()), List.of())
          : text(body);
    } catch (JacksonException e) {
      throw unrecognized(kind, "json parse error: " + MalformedText.problem(e));
    }
  }

  private static JsonParser parser(RequestBody body) {
    if (JSON_TYPES.contains(body.mediaType())) {
      return Json.MAPPER.createParser(body.bytes());
    }
    if (YAML_TYPES.contains(body.mediaType())) {
      return Json.YAML.createParser(body.bytes());
    }
    throw Problems.unsupportedMediaType(ACCEPTED);
  }

  /** kubectl sends JSON as YAML, which it is too: its own parser takes a fifth of the time. */
  private static Parsed text(RequestBody body) {
    boolean likeJson = body.bytes().length > 0 && body.bytes()[0] == '{';
    if (likeJson && YAML_TYPES.contains(body.mediaType())) {
      try {
        return TreeReader.read(Json.MAPPER.createParser(body.bytes()));
      } catch (JacksonException e) {
        LOG.log(Level.FINEST, "A body that begins like JSON is other YAML", e);
      }
    }
    return TreeReader.read(parser(body));
  }

  private static RuntimeException unrecognized(String kind, String problem) {
    return ApiErrors.badRequest(
        "the object provided is unrecognized (must be of type "
            + kind
            + "): couldn't get version/kind; "
            + problem);
  }

  private static List<String> duplicates(Parsed parsed, FieldValidation validation) {
    List<String> problems =
        parsed.duplicates().stream().map(path -> "duplicate field \"" + path + "\"").toList();
    if (validation == FieldValidation.STRICT && !problems.isEmpty()) {
      throw ApiErrors.badRequest("strict decoding error: " + String.join(", ", problems));
    }
    return validation == FieldValidation.WARN ? problems : List.of();
  }

  private static String shape(JsonNode node) {
    return node.getNodeType().name().toLowerCase(java.util.Locale.ROOT) + " into an object";
  }
}
