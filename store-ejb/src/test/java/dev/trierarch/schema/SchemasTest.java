package dev.trierarch.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.catalog.BuiltInCatalog;
import dev.trierarch.schema.Schema.ListType;
import dev.trierarch.schema.Schema.PatchStrategy;
import org.junit.jupiter.api.Test;

class SchemasTest {

  private final Schemas schemas = Schemas.builtIn();

  @Test
  void everyKindOfTheCatalogHasASchemaAndSoHasItsList() {
    assertThat(new BuiltInCatalog().types())
        .allSatisfy(
            type -> {
              assertThat(schemas.of(type).properties()).as(type.kind()).containsKey("metadata");
              if (type.hasVerb("list")) {
                assertThat(schemas.byKind(type.apiVersion(), type.listKind())).isPresent();
              }
            });
  }

  @Test
  void whatSubresourcesCarryHasASchema() {
    assertThat(schemas.byKind("autoscaling/v1", "Scale")).isPresent();
    assertThat(schemas.byKind("policy/v1", "Eviction")).isPresent();
    assertThat(schemas.byKind("authentication.k8s.io/v1", "TokenRequest")).isPresent();
    assertThat(schemas.byKind("v1", "DeleteOptions")).isPresent();
  }

  @Test
  void listTypesKeysAndPatchStrategiesAreKnown() {
    Schema podSpec = schemas.byDefinition("io.k8s.api.core.v1.PodSpec").orElseThrow();
    Schema containers = podSpec.property("containers").orElseThrow();
    assertThat(containers.listType()).isEqualTo(ListType.MAP);
    assertThat(containers.listMapKeys()).containsExactly("name");
    assertThat(containers.patchMergeKey()).contains("name");
    assertThat(containers.required()).isTrue();
    Schema ports = containers.element().property("ports").orElseThrow();
    assertThat(ports.listMapKeys()).containsExactly("containerPort", "protocol");
    assertThat(ports.patchMergeKey()).contains("containerPort");
    assertThat(ports.element().property("protocol").orElseThrow().defaultValue())
        .hasValueSatisfying(value -> assertThat(value.stringValue()).isEqualTo("TCP"));
    assertThat(podSpec.property("volumes").orElseThrow().patchStrategies())
        .containsExactlyInAnyOrder(PatchStrategy.MERGE, PatchStrategy.RETAIN_KEYS);
    assertThat(podSpec.property("nodeSelector").orElseThrow().atomicMap()).isTrue();
    assertThat(podSpec.property("tolerations").orElseThrow().listType()).isEqualTo(ListType.ATOMIC);
  }

  @Test
  void aDefinitionIsSharedByAllWhoReferToIt() {
    Schema fromDeployment =
        schemas.byDefinition("io.k8s.api.core.v1.PodTemplateSpec").orElseThrow();
    Schema fromPod = schemas.byKind("v1", "Pod").orElseThrow();
    assertThat(fromDeployment.property("spec").orElseThrow().properties())
        .isSameAs(fromPod.property("spec").orElseThrow().properties());
  }

  @Test
  void theFreePartsOfObjectsKeepWhatNoSchemaKnows() {
    Schema revision = schemas.byKind("apps/v1", "ControllerRevision").orElseThrow();
    assertThat(revision.property("data").orElseThrow().preservesUnknownFields()).isTrue();
    Schema definition =
        schemas
            .byDefinition(
                "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps")
            .orElseThrow();
    assertThat(definition.property("default").orElseThrow().type()).isEqualTo(Schema.Type.ANY);
  }
}
