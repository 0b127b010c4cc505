package dev.trierarch.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.schema.Schemas;
import dev.trierarch.schema.StructuralDecoder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What upstream's documentation shows is taken: nothing legal is refused. */
class LegalObjectsTest {

  private static final Catalog CATALOG = new BuiltInCatalog();
  private static final Schemas SCHEMAS = Schemas.builtIn();

  @ParameterizedTest
  @MethodSource("objects")
  void whatTheDocumentationShowsIsTaken(ObjectNode object) {
    ResourceType type =
        CATALOG
            .byKind(object.get("apiVersion").asString(), object.get("kind").asString())
            .orElseThrow();
    var decoded = StructuralDecoder.decode(object, SCHEMAS.of(type));
    assertThat(decoded.problems()).isEmpty();
    FieldErrors errors = new FieldErrors();
    ResourceType stored = CATALOG.byGroupResource(type.groupResource()).orElseThrow();
    ObjectNode taken = type.conversion().toStored(decoded.object());
    type.conversion().validateCreate(taken, errors);
    stored.strategy().setDefaults(taken);
    stored.strategy().prepareForCreate(taken);
    ObjectRules.checkCreate(stored, taken, errors);
    assertThat(errors.list()).extracting(FieldErrors.FieldError::message).isEmpty();
  }

  static List<Named<ObjectNode>> objects() {
    List<Named<ObjectNode>> objects = new ArrayList<>();
    new YAMLMapper()
        .readerFor(ObjectNode.class)
        .<ObjectNode>readValues(LegalObjectsTest.class.getResourceAsStream("/catalog/legal.yaml"))
        .forEachRemaining(
            object ->
                objects.add(
                    Named.of(
                        object.get("kind").asString() + " " + object.get("metadata"), object)));
    return objects;
  }
}
