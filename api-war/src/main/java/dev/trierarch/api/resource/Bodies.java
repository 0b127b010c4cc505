package dev.trierarch.api.resource;

import dev.trierarch.api.protobuf.ProtobufReader;
import dev.trierarch.api.resource.TreeReader.Parsed;
import dev.trierarch.catalog.ObjectKind;
import dev.trierarch.registry.ApiErrors;
import dev.trierarch.registry.KindDecoder;
import dev.trierarch.registry.WriteOptions.FieldValidation;
import dev.trierarch.schema.DecodeException;
import dev.trierarch.schema.MalformedText;
import dev.trierarch.schema.Schemas;
import dev.trierarch.schema.StructuralDecoder;
import java.util.ArrayList;
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

  static final KindDecoder DECODER = new KindDecoder(Schemas.builtIn());
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
   * An object of a kind, as it came: whoever takes it in reads it by its schema.
   *
   * @throws dev.trierarch.registry.ApiException 415 for another encoding, 400 when it is no object
   *     or, under strict validation, names a field twice or one that the kind does not have
   */
  public static Body object(RequestBody body, ObjectKind kind, FieldValidation validation) {
    Parsed parsed = parse(body, kind.kind());
    if (validation == FieldValidation.STRICT && !parsed.duplicates().isEmpty()) {
      throw ApiErrors.badRequest(DecodeException.badRequestMessage(kind, problems(body, kind)));
    }
    return object(parsed, kind.kind(), validation);
  }

  /**
   * An object of a kind that is not kept but acted upon, read by its schema.
   *
   * @throws dev.trierarch.registry.ApiException as {@link #object}, and 400 when it is of another
   *     kind or does not fit the schema
   */
  public static Body action(RequestBody body, ObjectKind kind, FieldValidation validation) {
    Body raw = object(body, kind, validation);
    KindDecoder.Read read = DECODER.read(kind, raw.tree(), validation);
    List<String> warnings = new ArrayList<>(raw.warnings());
    warnings.addAll(read.warnings());
    return new Body(read.object(), warnings);
  }

  private static Body object(Parsed parsed, String kind, FieldValidation validation) {
    if (!(parsed.root() instanceof ObjectNode tree)) {
      throw unrecognized(kind, "json: cannot unmarshal " + shape(parsed.root()));
    }
    return new Body(tree, duplicates(parsed, validation));
  }

  private static String problems(RequestBody body, ObjectKind kind) {
    try {
      return StructuralDecoder.decode(parser(body), Schemas.builtIn().of(kind)).strictMessage();
    } catch (DecodeException e) {
      return e.getMessage();
    }
  }

  /** Reads YAML, or JSON which is YAML too: an apply configuration. */
  public static Body yaml(RequestBody body, String kind, FieldValidation validation) {
    return object(parse(new RequestBody(body.bytes(), "application/yaml"), kind), kind, validation);
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
    List<String> problems = parsed.problems();
    if (validation == FieldValidation.STRICT && !problems.isEmpty()) {
      throw ApiErrors.badRequest("strict decoding error: " + String.join(", ", problems));
    }
    return validation == FieldValidation.WARN ? problems : List.of();
  }

  private static String shape(JsonNode node) {
    return node.getNodeType().name().toLowerCase(java.util.Locale.ROOT) + " into an object";
  }
}
