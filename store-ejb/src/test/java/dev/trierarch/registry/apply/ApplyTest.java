package dev.trierarch.registry.apply;

import static dev.trierarch.registry.Cluster.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.trierarch.registry.ApiException;
import dev.trierarch.registry.ApiException.Cause;
import dev.trierarch.registry.Cluster;
import dev.trierarch.registry.Registry.Written;
import dev.trierarch.registry.Trees;
import dev.trierarch.registry.WriteOptions;
import dev.trierarch.registry.WriteOptions.FieldValidation;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class ApplyTest {

  private static final String CONFIG = "apiVersion: v1, kind: ConfigMap, metadata: {name: a}, ";
  private static final String DEPLOYMENT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 3
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec: {containers: [{name: c, image: i}]}
      """;

  private final Cluster cluster = new Cluster();

  private static WriteOptions manager(String name) {
    return new WriteOptions(Cluster.admin().caller(), 0, false, name, FieldValidation.STRICT);
  }

  private Written apply(String resource, String subresource, String object, String manager) {
    return apply(resource, subresource, object, manager, false);
  }

  private Written apply(
      String resource, String subresource, String object, String manager, boolean force) {
    ObjectNode applied = tree(object);
    return cluster.registry.apply(
        cluster.type(resource),
        "default",
        Trees.text(applied, "metadata", "name"),
        subresource,
        applied,
        force,
        manager(manager));
  }

  private ObjectNode applyMap(String data, String manager) {
    return apply("configmaps", "", "{" + CONFIG + "data: " + data + "}", manager).object().tree();
  }

  private void applyLabelled() {
    String labelled = CONFIG.replace("{name: a}", "{name: a, labels: {l: '1'}}");
    apply("configmaps", "", "{" + labelled + "data: {x: '1'}}", "one");
  }

  private void update(String resource, String name, String manager, Consumer<ObjectNode> change) {
    cluster.registry.modify(
        cluster.type(resource),
        "default",
        name,
        "",
        object -> {
          change.accept(object);
          return object;
        },
        manager(manager));
  }

  private JsonNode entry(ObjectNode object, String manager) {
    for (JsonNode entry : Trees.at(object, "metadata", "managedFields")) {
      if (Trees.text(entry, "manager").equals(manager)) {
        return entry;
      }
    }
    return object.path("no such manager");
  }

  private ObjectNode map() {
    return cluster.get("configmaps", "default", "a");
  }

  private ApiException refusal(Runnable action) {
    ApiException refusal = catchThrowableOfType(ApiException.class, action::run);
    assertThat(refusal).as("a refusal").isNotNull();
    return refusal;
  }

  @Test
  void whatIsAppliedFirstIsCreatedAndOwned() {
    Written written = apply("configmaps", "", "{" + CONFIG + "data: {x: '1'}}", "one");
    assertThat(written.created()).isTrue();
    JsonNode entry = entry(written.object().tree(), "one");
    assertThat(Trees.text(entry, "operation")).isEqualTo("Apply");
    assertThat(Trees.text(entry, "apiVersion")).isEqualTo("v1");
    assertThat(Trees.text(entry, "fieldsType")).isEqualTo("FieldsV1");
    assertThat(Trees.text(entry, "time")).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(entry.path("fieldsV1").toString()).isEqualTo("{\"f:data\":{\"f:x\":{}}}");
  }

  @Test
  void applyingTheSameAgainWritesNothing() {
    applyMap("{x: '1'}", "one");
    long revision = cluster.store.image().revision();
    cluster.advance(Duration.ofMinutes(1));
    applyMap("{x: '1'}", "one");
    assertThat(cluster.store.image().revision()).isEqualTo(revision);
  }

  @Test
  void aFieldThatIsNoLongerAppliedAndNobodyElsesGoes() {
    applyMap("{x: '1', y: '2'}", "one");
    ObjectNode map = applyMap("{x: '1'}", "one");
    assertThat(Trees.texts(map.path("data"))).containsOnlyKeys("x");
  }

  @Test
  void aFieldThatAnotherStillAppliesStays() {
    applyMap("{x: '1', y: '2'}", "one");
    applyMap("{y: '2'}", "two");
    ObjectNode map = applyMap("{x: '1'}", "one");
    assertThat(Trees.texts(map.path("data"))).containsOnlyKeys("x", "y");
    map = applyMap("{}", "two");
    assertThat(Trees.texts(map.path("data"))).containsOnlyKeys("x");
  }

  @Test
  void whatOthersWroteIsNotTakenAway() {
    applyMap("{x: '1'}", "one");
    update("configmaps", "a", "editor", map -> map.withObject("/data").put("z", "9"));
    ObjectNode map = applyMap("{x: '2'}", "one");
    assertThat(Trees.texts(map.path("data"))).containsOnlyKeys("x", "z");
  }

  @Test
  void aFieldThatAnUpdaterOwnsTooStays() {
    applyMap("{x: '1', y: '2'}", "one");
    update("configmaps", "a", "editor", map -> map.withObject("/data").put("y", "3"));
    applyMap("{x: '1', y: '3'}", "one");
    ObjectNode map = applyMap("{x: '1'}", "one");
    assertThat(Trees.texts(map.path("data"))).containsOnlyKeys("x", "y");
  }

  @Test
  void anObjectStaysItselfWhenItsLastLabelGoes() {
    applyLabelled();
    ObjectNode map = applyMap("{x: '1'}", "one");
    assertThat(Trees.at(map, "metadata").has("labels")).isFalse();
    assertThat(Trees.text(map, "metadata", "name")).isEqualTo("a");
    assertThat(Trees.text(map, "metadata", "uid")).isNotEmpty();
  }

  @Test
  void whatOthersWroteStaysWhenAllThatWasAppliedBesideItGoes() {
    applyLabelled();
    update("configmaps", "a", "editor", map -> map.withObject("/metadata/labels").put("m", "2"));
    ObjectNode map = applyMap("{x: '1'}", "one");
    assertThat(Trees.texts(Trees.at(map, "metadata", "labels"))).containsOnlyKeys("m");
  }

  @Test
  void theSameValueMayBeAppliedByTwo() {
    applyMap("{x: '1'}", "one");
    ObjectNode map = applyMap("{x: '1'}", "two");
    assertThat(entry(map, "one").path("fieldsV1")).isEqualTo(entry(map, "two").path("fieldsV1"));
  }

  @Test
  void anotherValueThanTheOwnersIsAConflictThatNamesHimAndTheField() {
    applyMap("{x: '1'}", "one");
    ApiException refusal = refusal(() -> applyMap("{x: '2'}", "two"));
    assertThat(refusal.code()).isEqualTo(409);
    assertThat(refusal.reason()).isEqualTo("Conflict");
    assertThat(refusal).hasMessage("Apply failed with 1 conflict: conflict with \"one\": .data.x");
    assertThat(refusal.details().causes())
        .containsExactly(new Cause("FieldManagerConflict", "conflict with \"one\"", ".data.x"));
  }

  @Test
  void aConflictWithAnUpdateNamesItsVersion() {
    apply("deployments.apps", "", DEPLOYMENT, "one");
    update("deployments.apps", "web", "kubectl", d -> d.withObject("/spec").put("replicas", 5));
    assertThatThrownBy(() -> apply("deployments.apps", "", DEPLOYMENT, "one"))
        .hasMessage(
            "Apply failed with 1 conflict: conflict with \"kubectl\" using apps/v1:"
                + " .spec.replicas");
  }

  @Test
  void severalConflictsAreListedByManager() {
    applyMap("{x: '1', y: '1'}", "one");
    assertThatThrownBy(() -> applyMap("{x: '2', y: '2'}", "two"))
        .hasMessage("Apply failed with 2 conflicts: conflicts with \"one\":\n- .data.x\n- .data.y");
  }

  @Test
  void forceTakesTheFieldFromItsOwner() {
    applyMap("{x: '1', y: '1'}", "one");
    ObjectNode map =
        apply("configmaps", "", "{" + CONFIG + "data: {x: '2'}}", "two", true).object().tree();
    assertThat(Trees.text(map, "data", "x")).isEqualTo("2");
    assertThat(entry(map, "one").path("fieldsV1").toString())
        .isEqualTo("{\"f:data\":{\"f:y\":{}}}");
    assertThat(entry(map, "two").path("fieldsV1").toString())
        .isEqualTo("{\"f:data\":{\"f:x\":{}}}");
  }

  @Test
  void anUpdateTakesWhatItChangesFromItsOwner() {
    applyMap("{x: '1', y: '1'}", "one");
    update("configmaps", "a", "editor", map -> map.withObject("/data").put("x", "2"));
    assertThat(entry(map(), "one").path("fieldsV1").toString())
        .isEqualTo("{\"f:data\":{\"f:y\":{}}}");
    assertThat(Trees.text(entry(map(), "editor"), "operation")).isEqualTo("Update");
    assertThat(entry(map(), "editor").path("fieldsV1").toString())
        .isEqualTo("{\"f:data\":{\"f:x\":{}}}");
  }

  @Test
  void whatIsRemovedIsNobodysAnyMore() {
    applyMap("{x: '1', y: '1'}", "one");
    update("configmaps", "a", "editor", map -> map.withObject("/data").remove("x"));
    assertThat(entry(map(), "one").path("fieldsV1").toString())
        .isEqualTo("{\"f:data\":{\"f:y\":{}}}");
    assertThat(entry(map(), "editor").isMissingNode()).isTrue();
  }

  @Test
  void anElementOfAListGoesWithItsLastApplier() {
    apply("deployments.apps", "", DEPLOYMENT, "one");
    apply(
        "deployments.apps",
        "",
        DEPLOYMENT.replace("image: i}", "image: i}, {name: sidecar, image: s}"),
        "one");
    ObjectNode both = cluster.get("deployments.apps", "default", "web");
    assertThat(containers(both)).isEqualTo(List.of("c", "sidecar"));
    apply("deployments.apps", "", DEPLOYMENT, "one");
    ObjectNode one = cluster.get("deployments.apps", "default", "web");
    assertThat(containers(one)).isEqualTo(List.of("c"));
  }

  private static List<String> containers(ObjectNode deployment) {
    return Trees.at(deployment, "spec", "template", "spec", "containers")
        .valueStream()
        .map(container -> Trees.text(container, "name"))
        .toList();
  }

  @Test
  void statusIsAppliedApartFromTheRest() {
    apply("deployments.apps", "", DEPLOYMENT, "one");
    apply(
        "deployments.apps",
        "status",
        "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {replicas: 9},"
            + " status: {replicas: 3, readyReplicas: 2}}",
        "watcher");
    ObjectNode deployment = cluster.get("deployments.apps", "default", "web");
    assertThat(Trees.at(deployment, "spec", "replicas").asInt()).isEqualTo(3);
    assertThat(Trees.at(deployment, "status", "readyReplicas").asInt()).isEqualTo(2);
    JsonNode entry = entry(deployment, "watcher");
    assertThat(Trees.text(entry, "subresource")).isEqualTo("status");
    assertThat(entry.path("fieldsV1").toString())
        .isEqualTo("{\"f:status\":{\"f:readyReplicas\":{},\"f:replicas\":{}}}");
  }

  @Test
  void kubectlGoesOnFromClientSideApplyWithoutConflicts() {
    String annotation = "kubectl.kubernetes.io/last-applied-configuration";
    ObjectNode created = tree("{" + CONFIG + "data: {x: '1', y: '1'}}");
    created
        .withObject("/metadata/annotations")
        .put(
            annotation,
            "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"a\"},"
                + "\"data\":{\"x\":\"1\"}}");
    cluster.registry.create(
        cluster.type("configmaps"), "default", created, manager("kubectl-client-side-apply"));
    ObjectNode map = applyMap("{x: '2'}", "kubectl");
    assertThat(Trees.text(map, "data", "x")).isEqualTo("2");
    assertThatThrownBy(() -> applyMap("{x: '2', y: '2'}", "kubectl"))
        .hasMessage(
            "Apply failed with 1 conflict: conflict with \"kubectl-client-side-apply\" using v1:"
                + " .data.y");
  }

  @Test
  void anApplyNeedsAManagerAndItsOwnVersion() {
    ApiException nameless = refusal(() -> applyMap("{x: '1'}", ""));
    assertThat(nameless.code()).isEqualTo(422);
    assertThat(nameless)
        .hasMessage(
            "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required"
                + " for apply patch");
    assertThatThrownBy(
            () -> apply("configmaps", "", "{" + CONFIG.replace("v1", "v2") + "data: {}}", "one"))
        .hasMessageContaining("Incorrect version specified in apply patch");
  }

  @Test
  void aCreateIsRecordedAsAnUpdateOfItsCreator() {
    ObjectNode deployment =
        cluster
            .registry
            .create(
                cluster.type("deployments.apps"),
                "default",
                tree(DEPLOYMENT),
                manager("kubectl-create"))
            .object()
            .tree();
    JsonNode entry = entry(deployment, "kubectl-create");
    assertThat(Trees.text(entry, "operation")).isEqualTo("Update");
    assertThat(entry.path("fieldsV1").path("f:spec").has("f:replicas")).isTrue();
    assertThat(
            Trees.at(
                    entry,
                    "fieldsV1",
                    "f:spec",
                    "f:template",
                    "f:spec",
                    "f:containers",
                    "k:{\"name\":\"c\"}")
                .has("."))
        .isTrue();
  }

  @Test
  void ofTooManyUpdatersTheOldestBecomeOne() {
    applyMap("{x: '1'}", "one");
    for (int i = 0; i < 15; i++) {
      String key = "k" + i;
      cluster.advance(Duration.ofSeconds(1));
      update("configmaps", "a", "editor-" + i, map -> map.withObject("/data").put(key, "v"));
    }
    assertThat(Trees.at(map(), "metadata", "managedFields")).hasSize(11);
    assertThat(entry(map(), "ancient-changes").path("fieldsV1").path("f:data").has("f:k0"))
        .isTrue();
  }

  @Test
  void theNameOfAManagerIsThatOfItsProgram() {
    cluster.create("configmaps", "default", "{metadata: {name: b}, data: {x: '1'}}");
    assertThat(entry(cluster.get("configmaps", "default", "b"), "test").isMissingNode()).isFalse();
  }

  @Test
  void aScaleIsAppliedAndOwnsTheReplicasAlone() {
    apply("deployments.apps", "", DEPLOYMENT, "one");
    String scale =
        "{apiVersion: autoscaling/v1, kind: Scale, metadata: {name: web}, spec: {replicas: 7}}";
    assertThat(refusal(() -> apply("deployments.apps", "scale", scale, "scaler")))
        .hasMessage("Apply failed with 1 conflict: conflict with \"one\": .spec.replicas");
    apply("deployments.apps", "scale", scale, "scaler", true);
    ObjectNode deployment = cluster.get("deployments.apps", "default", "web");
    assertThat(Trees.at(deployment, "spec", "replicas").asInt()).isEqualTo(7);
    JsonNode entry = entry(deployment, "scaler");
    assertThat(Trees.text(entry, "subresource")).isEqualTo("scale");
    assertThat(entry.path("fieldsV1").toString()).isEqualTo("{\"f:spec\":{\"f:replicas\":{}}}");
    assertThat(refusal(() -> apply("deployments.apps", "", DEPLOYMENT, "one")))
        .hasMessageContaining("conflict with \"scaler\" with subresource \"scale\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{foo: 1} | .foo: field not declared in schema",
        "{spec: {template: {spec: {containers: [{name: c, imag: i}]}}}} | .spec.template.spec.containers[name=\"c\"].imag: field not declared in schema",
        "{spec: {template: {spec: {containers: [{name: c}, {name: c}]}}}} | .spec.template.spec.containers: duplicate entries for key [name=\"c\"]",
        "{spec: {template: {spec: {containers: [{name: c, ports: [{containerPort: 1}, {containerPort: 1, protocol: TCP}]}]}}}} | .spec.template.spec.containers[name=\"c\"].ports: duplicate entries for key [containerPort=1,protocol=\"TCP\"]",
        "{metadata: {finalizers: [a/b, a/b]}} | .metadata.finalizers: duplicate entries for key [=\"a/b\"]",
        "{spec: {template: {spec: {containers: [{image: i}]}}}} | .spec.template.spec.containers: element 0: associative list with keys has an element that omits all key fields [\"name\"] (and doesn't have default values for any key fields)",
        "{foo: 1, bar: 2} | errors:\\n  .foo: field not declared in schema\\n  .bar: field not declared in schema",
      })
  void whatCannotBeOwnedIsNotApplied(String part, String problem) {
    ObjectNode applied = tree("{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}}");
    ObjectNode wrong = tree(part);
    Trees.metadata(applied).setAll(Trees.metadata(wrong));
    wrong.set("metadata", applied.get("metadata"));
    applied.setAll(wrong);
    assertThat(refusal(() -> apply("deployments.apps", "", applied.toString(), "one")))
        .hasMessage(
            "failed to create typed patch object (/web; apps/v1, Kind=Deployment): "
                + problem.replace("\\n", "\n"));
  }

  @Test
  void whoAppliesNothingAnyMoreOwnsNothing() {
    applyMap("{x: '1'}", "one");
    ObjectNode map = apply("configmaps", "", "{" + CONFIG + "}", "one").object().tree();
    assertThat(Trees.at(map, "metadata").has("managedFields")).isFalse();
    assertThat(map.has("data")).isFalse();
  }

  @Test
  void anApplyThatMeansAnObjectThatIsGoneMakesNoNewOne() {
    ApiException refusal =
        refusal(
            () ->
                apply(
                    "configmaps",
                    "",
                    "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, uid: u}}",
                    "one"));
    assertThat(refusal.code()).isEqualTo(409);
    assertThat(refusal).hasMessageContaining("uid mismatch: the provided object specified uid u");
  }

  @Test
  void oneEmptyEntryGivesTheWholeRecordUp() {
    applyMap("{x: '1'}", "one");
    sendRecord("", "[{}]");
    assertThat(Trees.at(map(), "metadata").has("managedFields")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "[{manager: m, operation: Take, apiVersion: v1, fieldsType: FieldsV1, fieldsV1: {}}]",
        "[{manager: m, operation: Apply, fieldsType: FieldsV1, fieldsV1: {}}]",
        "[{manager: m, operation: Apply, apiVersion: v1, fieldsType: FieldsV2, fieldsV1: {}}]",
        "[{manager: m, operation: Apply, apiVersion: v1, fieldsType: FieldsV1, fieldsV1: {'k:{': {}}}]",
      })
  void aRecordThatIsNoneLeavesTheOneThereIs(String entries) {
    applyMap("{x: '1'}", "one");
    JsonNode before = Trees.at(map(), "metadata", "managedFields");
    sendRecord("", entries);
    assertThat(Trees.at(map(), "metadata", "managedFields")).isEqualTo(before);
  }

  @Test
  void aRecordThatIsSentReplacesTheOneThereIsButNotThroughASubresource() {
    apply("deployments.apps", "", DEPLOYMENT, "one");
    String entries =
        "[{manager: m, operation: Apply, apiVersion: apps/v1, fieldsType: FieldsV1,"
            + " fieldsV1: {'f:spec': {'f:replicas': {}}, 'x:new': {}}}]";
    sendRecord("status", entries);
    assertThat(entry(deployment(), "one").isMissingNode()).isFalse();
    sendRecord("", entries);
    assertThat(entry(deployment(), "one").isMissingNode()).isTrue();
    assertThat(entry(deployment(), "m").path("fieldsV1").toString())
        .isEqualTo("{\"f:spec\":{\"f:replicas\":{}}}");
  }

  private ObjectNode deployment() {
    return cluster.get("deployments.apps", "default", "web");
  }

  private void sendRecord(String subresource, String entries) {
    boolean ofMap = cluster.exists("configmaps", "default", "a");
    cluster.registry.modify(
        cluster.type(ofMap ? "configmaps" : "deployments.apps"),
        "default",
        ofMap ? "a" : "web",
        subresource,
        object -> {
          Trees.metadata(object).set("managedFields", tree("{e: " + entries + "}").get("e"));
          return object;
        },
        manager("editor"));
  }

  @ParameterizedTest
  @CsvSource({
    "bad\\nname, invalid character U+000A (at position 3)",
    "LONG, may not be more than 128 bytes"
  })
  void aManagersNameIsShortAndPrintable(String name, String problem) {
    applyMap("{x: '1'}", "one");
    String manager = name.equals("LONG") ? "x".repeat(129) : name;
    String entry =
        "[{manager: \"%s\", operation: Apply, apiVersion: v1, fieldsType: FieldsV1,"
            + " fieldsV1: {'f:data': {'f:x': {}}}}]";
    assertThat(refusal(() -> sendRecord("", entry.formatted(manager))))
        .hasMessageContaining("metadata.managedFields[0].manager: ")
        .hasMessageContaining(problem);
  }
}
